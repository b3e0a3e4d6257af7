"""A document with our signature field, signed by pyHanko: the signature is valid, the document still conforms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.font.api import FontEngineFactory
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator import ValidationContext

from klimabesog.values import resources
from tests.reports import gate
from tests.reports.hard import hard_case
from tests.reports.pictures import Pictures

FIELD = "Underskrift Eksempel Kommune"
FONT = resources.path("resources", "fonts", "SourceSans3_400Regular.ttf")


def signer() -> SimpleSigner:
    """Somebody plainly invented, with a certificate of their own making."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kim Eksempel")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    pfx = serialization.pkcs12.serialize_key_and_certificates(
        b"eksempel", key, certificate, None, serialization.NoEncryption()
    )
    made = SimpleSigner.load_pkcs12_data(pfx, [], passphrase=None)
    assert made is not None
    return made


class OurFace(FontEngineFactory):  # type: ignore[misc]
    """The typeface from memory: pyHanko's own factory leaves its file open."""

    def create_font_engine(self, writer: Any, obj_stream: Any = None) -> GlyphAccumulator:
        return GlyphAccumulator(writer, BytesIO(FONT.read_bytes()), font_size=9, obj_stream=obj_stream)


def signed(pdf: bytes, by: SimpleSigner) -> bytes:
    """The file signed in our field, with a visible stamp in an embedded face."""
    text = TextBoxStyle(font=OurFace(), font_size=9, border_width=0)
    place = SimpleBoxLayoutRule(x_align=AxisAlignment.ALIGN_MIN, y_align=AxisAlignment.ALIGN_MID)
    style = TextStampStyle(
        stamp_text="Underskrevet digitalt\n%(signer)s\n%(ts)s",
        text_box_style=text,
        border_width=0,
        background=None,
        inner_content_layout=place,
    )
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    maker = PdfSigner(PdfSignatureMetadata(field_name=FIELD), signer=by, stamp_style=style)
    out = maker.sign_pdf(writer, existing_fields_only=True)
    data: bytes = out.getvalue()
    return data


@pytest.fixture(scope="module")
def somebody() -> SimpleSigner:
    return signer()


@pytest.fixture(scope="module")
def document(somebody: SimpleSigner) -> bytes:
    return signed(hard_case(Pictures(), 0).pdf, somebody)


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
