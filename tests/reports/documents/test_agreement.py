"""What the partnership agreement says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from klimabesog.reports.build import build
from klimabesog.reports.documents.agreement import Agreement
from tests.reports import gate
from tests.reports.documents.papers import AGREEMENT
from tests.reports.hard import pen_drawing
from tests.reports.pictures import Pictures
from tests.reports.signing import signed, signer
from tests.reports.tagged.test_fields import fillable


def written(paper: Agreement) -> bytes:
    pictures = Pictures()
    pictures.bytes["tegnet"] = pen_drawing()
    return build(paper, pictures).pdf


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return written(AGREEMENT)


def test_who_agrees_on_what(pdf: bytes) -> None:
    text = gate.text(pdf)
    for words in (
        "Partnerskabsaftale Prøvesmedjen (eksempel) og Eksempel Kommune",
        "Målet 15 % mindre CO₂e i 2029",
        "Udgangspunkt 2025 58,8 t CO₂e 412.300 kWh",
        "Aftalen gælder 2027–2029",
        "CVR-nummer 00 00 00 00 11 11 11 11",
        "Kontakt i hverdagen Bo Prøve, driftsleder Kim Eksempel",
        "Fælles aftale, der forpligter begge til at sænke CO₂",
        "Netværk Grøn transport",
        "Målet 15 % mindre CO₂e i 2029, målt ud fra 2025",
        "I 2025 brugte virksomheden 412.300 kWh og udledte 58,8 t CO₂e.",
        "Fra 15. januar 2027 til 31. december 2029",
        "Besparelsen vises ved Aflæsning af måler, regninger før og efter",
        "Virksomheden lover • at have en fast kontakt",
        "Personoplysninger. Kommunen bruger navne",
        "Hvem deler vi tal med? Ingen",
    ):
        assert words in text


def test_one_party_has_drawn_its_signature_the_other_has_a_field(pdf: bytes) -> None:
    assert "Underskrift: Kim Eksempel" in gate.alternatives(pdf)
    assert [name for _kind, name, _value in fillable(pdf)] == [
        "Underskrift Prøvesmedjen (eksempel)",
        "Dato Prøvesmedjen (eksempel)",
    ]
    assert "19. januar 2027" in gate.text(pdf)


def test_without_a_figure_or_an_end_the_words_stand_alone() -> None:
    words = replace(AGREEMENT, aim="Klimaregnskab inden sommer.", aim_short="", end="")
    text = gate.text(written(words))
    assert "Målet Klimaregnskab inden sommer." in text
    assert "Fra 15. januar 2027, indtil den siges op" in text
    assert "Aftalen gælder fra 15.01.2027" in text


# -- signed digitally --------------------------------------------------------------------------------------------------

COMPANY, HOST = "Underskrift Prøvesmedjen (eksempel)", "Underskrift Eksempel Kommune"


@pytest.fixture(scope="module")
def both() -> bytes:
    """The agreement without drawn signatures, signed digitally by one party and then by the other."""
    undrawn = replace(AGREEMENT, signings=tuple(replace(s, drawn="") for s in AGREEMENT.signings))
    return signed(signed(written(undrawn), signer(), COMPANY), signer(), HOST)


def test_both_parties_sign_in_their_fields_and_both_signatures_are_valid(both: bytes) -> None:
    signatures = PdfFileReader(BytesIO(both)).embedded_signatures
    assert [one.field_name for one in signatures] == [COMPANY, HOST]
    for one in signatures:
        trusted = ValidationContext(trust_roots=[one.signer_cert])
        status = validate_pdf_signature(one, signer_validation_context=trusted)
        assert status.bottom_line, status.pretty_print_details()


@pytest.mark.full("shared", "javac")
def test_verapdf_finds_the_signed_agreement_conforming(
    both: bytes, tmp_path: Path, verapdf: Callable[..., None]
) -> None:
    file = tmp_path / "aftale.pdf"
    file.write_bytes(both)
    verapdf(file)
