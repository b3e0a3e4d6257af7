"""The forms on paper: every question with its number and room for an answer, by hand or on the screen."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium

from klimabesog.reports.build import build
from klimabesog.reports.document import Document
from klimabesog.reports.documents.paper_form import PaperForm, Part, Question
from klimabesog.reports.model import Municipality
from tests.reports import gate

ANSWERS = ("Ja", "Nej", "Delvist", "Ikke relevant", "Ved ikke")
LONG = "Hvad mener I egentlig om varmegenvindingsanlægget i den store hal? " * 12
FORM = PaperForm(
    municipality=Municipality("Eksempel Kommune"),
    date="2026-11-20",
    draft=False,
    company="Prøvesmedjen (eksempel)",
    visit_date="2026-12-03",
    scope="Kort gennemgang",
    guidance="Besøget er vejledning.",
    interview=(
        Part(
            "1",
            "Virksomheden",
            "Lyt først.",
            (
                Question("1.1", "Hvad laver I?", "Bed om en rundtur.", lines=3),
                Question("1.2", "Hvor mange er I?", kind="tal", unit="årsværk", known="12"),
                Question("1.3", "Ejer eller lejer I?", kind="valg", options=("Ejer", "Lejer")),
                Question("1.4", "Hvem betaler?", condition="Kun ved »Lejer« i 1.3."),
                Question("1.5", "Hvad står i vejen?", kind="flere", options=("Tid", "Viden")),
                Question("1.6", "Hvornår?", kind="dato"),
            ),
        ),
    ),
    baseline=(
        Part(
            "2",
            "Forbrug",
            "",
            (Question("2.1", "Energi", kind="raekker", columns=("Hvad", "Hvor meget"), lines=3),),
        ),
    ),
    checklist=(
        Part(
            "",
            "Belysning",
            "Kig op.",
            (Question("BEL-01", "Er alle lamper LED?", kind="punkt", options=ANSWERS),),
        ),
        Part("", "Varme", "", (Question("VAR-01", "Er der fri for olie?", kind="punkt", options=ANSWERS),)),
    ),
)


def built(form: PaperForm) -> Document:
    document = build(form, {}.__getitem__)
    gate.assert_passes(document)
    return document


def fields(pdf: bytes) -> int:
    """How many fields can be filled in."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    kinds = [
        pdfium.FPDFAnnot_GetSubtype(pdfium.FPDFPage_GetAnnot(page, number))
        for page in document
        for number in range(pdfium.FPDFPage_GetAnnotCount(page))
    ]
    return kinds.count(pdfium.FPDF_ANNOT_WIDGET)


def test_each_question_has_its_number_and_what_it_depends_on() -> None:
    document = built(FORM)
    said = gate.text(document.pdf)
    for words in (
        "1.1 Hvad laver I?",
        "Bed om en rundtur.",
        "Vi har noteret: 12",
        "årsværk",
        "Kun ved »Lejer« i 1.3.",
        "BEL-01 Er alle lamper LED?",
        "Ja Nej Delvist Ikke relevant Ved ikke",
        "torsdag den 3. december 2026",
        "Besøget er vejledning.",
    ):
        assert words in said
    assert gate.hidden_text(document.pdf) == ""


def test_there_is_a_field_for_every_answer() -> None:
    date_and_people, texts, numbers, choices, table = 2, 2, 2, 2 + 2, 3 * 2
    points = 2 * (len(ANSWERS) + 1)
    assert fields(built(FORM).pdf) == date_and_people + texts + numbers + choices + table + points


def test_a_form_for_nobody_asks_who_it_is_about() -> None:
    said = gate.text(built(replace(FORM, company="")).pdf)
    assert "Virksomhed Adresse Dato og tid" in said


def test_it_bears_any_text() -> None:
    question = Question(
        "1.1", LONG, LONG, kind="flere", options=(LONG, LONG, "Kort"), condition=LONG, known=LONG
    )
    table = Question("1.2", LONG, kind="raekker", columns=(LONG[:60],) * 9, lines=20)
    short = Question("1.3", LONG, LONG, kind="tal", unit=LONG[:30])
    built(replace(FORM, interview=(Part("1", LONG[:200], LONG, (question, table, short)),)))
    built(PaperForm())
