"""The sheet about personal data holds what article 13 asks for, on one page."""

from __future__ import annotations

from dataclasses import replace

from klimabesog.reports.build import build
from klimabesog.reports.document import Document
from klimabesog.reports.documents.letter import Sender
from klimabesog.reports.documents.privacy import PrivacySheet
from klimabesog.reports.model import Municipality
from tests.reports import gate

SHEET = PrivacySheet(
    municipality=Municipality("Eksempel Kommune", "Klima"),
    date="2026-11-20",
    introduction="Her står hvilke oplysninger, vi gemmer.",
    company="Prøvesmedjen (eksempel)",
    controller=Sender("Ida Sommer", "00 00 00 00", "ida@eksempel.invalid", "Rådhuset\n9999 Prøveby"),
    dpo="dpo@eksempel.invalid",
    retention_days=120,
)


def built(sheet: PrivacySheet) -> Document:
    document = build(sheet, {}.__getitem__)
    gate.assert_passes(document)
    return document


def test_it_says_all_that_article_13_asks_for() -> None:
    document = built(SHEET)
    said = gate.text(document.pdf)
    asked = {
        "controller": "Dataansvarlig Eksempel Kommune Rådhuset 9999 Prøveby",
        "officer": "Databeskyttelsesrådgiver dpo@eksempel.invalid",
        "purpose": "Vi bruger dem til at aftale og holde klimabesøget",
        "legal basis": "artikel 6, stk. 1, litra e",
        "recipients": "energirådgiver får dem kun",
        "storage": "120 dage efter sidste opfølgning",
        "access": "Indsigt:",
        "rectification": "Rettelse:",
        "erasure": "Sletning:",
        "restriction": "Begrænsning:",
        "objection": "Indsigelse:",
        "complaint": "Datatilsynet",
        "voluntary": "Det er frivilligt at give dem",
        "no automatic decision": "ingen afgørelser bliver truffet automatisk",
        "sources": "CVR-registeret",
    }
    assert {name for name, words in asked.items() if words not in said} == set()
    assert document.pages == 1
    assert document.warnings == ()
    assert b"https://www.datatilsynet.dk" in document.pdf


def test_what_the_municipality_has_not_written_is_seen_and_warned_of() -> None:
    document = built(replace(SHEET, dpo=""))
    assert "[Kommunen skriver her, hvordan du får fat i databeskyttelsesrådgiveren.]" in gate.text(
        document.pdf
    )
    (warning,) = document.warnings
    assert "databeskyttelsesrådgiveren" in warning


def test_it_bears_any_text() -> None:
    long = "Skriv til rådgiveren. " * 200
    built(replace(SHEET, dpo=long, introduction=long, company=long))
    built(PrivacySheet())
