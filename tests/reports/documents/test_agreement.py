"""What the partnership agreement says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from klimabesog.reports.build import build
from klimabesog.reports.documents.agreement import Agreement
from tests.reports import gate
from tests.reports.documents.papers import AGREEMENT
from tests.reports.hard import pen_drawing
from tests.reports.pictures import Pictures
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
