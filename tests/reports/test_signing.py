"""A document with our signature field, signed by pyHanko: the signature is valid, the document still conforms."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.reports import gate
from tests.reports.hard import hard_case
from tests.reports.pictures import Pictures
from tests.reports.signing import signed, signer

FIELD = "Underskrift Eksempel Kommune"


@pytest.fixture(scope="module")
def somebody() -> SimpleSigner:
    return signer()


@pytest.fixture(scope="module")
def document(somebody: SimpleSigner) -> bytes:
    return signed(hard_case(Pictures(), 0).pdf, somebody, FIELD)


def test_the_signature_is_valid_and_covers_the_file(document: bytes, somebody: SimpleSigner) -> None:
    reader = PdfFileReader(BytesIO(document))
    (signature,) = reader.embedded_signatures
    assert signature.field_name == FIELD
    trusted = ValidationContext(trust_roots=[somebody.signing_cert])
    status = validate_pdf_signature(signature, signer_validation_context=trusted)
    assert status.bottom_line, status.pretty_print_details()


def test_the_signed_document_says_the_same(document: bytes) -> None:
    assert "Varmegenvindingsanlægget <b>kører</b> & støjer" in gate.text(document)


def test_a_changed_document_is_not_valid(document: bytes, somebody: SimpleSigner) -> None:
    changed = document.replace(b"/Lang (da-DK)", b"/Lang (en-DK)", 1)
    (signature,) = PdfFileReader(BytesIO(changed)).embedded_signatures
    trusted = ValidationContext(trust_roots=[somebody.signing_cert])
    assert not validate_pdf_signature(signature, signer_validation_context=trusted).intact


@pytest.mark.full("shared", "javac")
def test_verapdf_finds_the_signed_document_conforming(
    document: bytes, tmp_path: Path, verapdf: Callable[..., None]
) -> None:
    file = tmp_path / "underskrevet.pdf"
    file.write_bytes(document)
    verapdf(file)
