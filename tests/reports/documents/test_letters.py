"""Letters: the address in the window, the greeting, and what an invitation and a confirmation say."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pdfplumber

from klimabesog.reports.build import build
from klimabesog.reports.document import Document
from klimabesog.reports.documents.confirmation import AgendaItem, Bill, Confirmation
from klimabesog.reports.documents.invitation import Invitation
from klimabesog.reports.documents.letter import POINTS_A_MM, Recipient, Sender
from klimabesog.reports.model import Municipality, Paper
from tests.reports import gate

LONG = "Meget lang tekst med varmegenvindingsanlæg og <mærker> & tegn. " * 80
TO = Recipient("Prøvesmedjen (eksempel)", "Bo Ager", ("Prøvevej 1", "9999 Prøveby"))
FROM = Sender("Ida Sommer", "00 00 00 00", "ida@eksempel.invalid", "Rådhuset\n9999 Prøveby")
INVITATION = Invitation(
    municipality=Municipality("Eksempel Kommune", "Klima"),
    date="2026-11-20",
    introduction="Vi vil gerne besøge jer.",
    recipient=TO,
    sender=FROM,
    guidance="Besøget er vejledning.",
)
CONFIRMATION = Confirmation(
    municipality=Municipality("Eksempel Kommune", "Klima"),
    date="2026-11-20",
    journal_number="26/123",
    introduction="Tak, fordi I vil have besøg.",
    recipient=TO,
    sender=FROM,
    visit_date="2026-12-03",
    visit_time="10:05",
    minutes=45,
    place="Prøvevej 1, 9999 Prøveby",
    participants="Bo Ager, smed",
    agenda=(AgendaItem(5, "Velkommen", "Alle", "10:05", "10:10"), AgendaItem(40, "Resten")),
    bills=(Bill("El", "Eloverblik", "2025"),),
    safety="Vi regner med hjelm.",
    guidance="Besøget er vejledning.",
)


def built(paper: Paper) -> Document:
    document = build(paper, {}.__getitem__)
    gate.assert_passes(document)
    return document


def words_at(pdf: bytes, *, left: float, top: float, right: float, bottom: float) -> str:
    """What stands in a part of the first page; millimetres from its upper left corner."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        box = tuple(side * POINTS_A_MM for side in (left, top, right, bottom))
        return document.pages[0].within_bbox(box).extract_text()


def test_the_address_stands_in_the_window() -> None:
    window = {"left": 19, "top": 48, "right": 112, "bottom": 86}
    assert words_at(built(INVITATION).pdf, **window).splitlines() == [
        "Prøvesmedjen (eksempel)",
        "Att. Bo Ager",
        "Prøvevej 1",
        "9999 Prøveby",
    ]


def test_no_address_is_taller_than_the_window_and_nothing_else_stands_in_it() -> None:
    crowded = Recipient("Etlangtnavn " * 30, LONG, ("Vej " * 60, "By"))
    pdf = built(replace(INVITATION, recipient=crowded)).pdf
    assert words_at(pdf, left=19, top=86, right=112, bottom=90) == ""


def test_nothing_is_hidden_from_a_reader() -> None:
    assert gate.hidden_text(built(INVITATION).pdf) == ""
    assert gate.hidden_text(built(CONFIRMATION).pdf) == ""


def test_a_letter_says_who_writes_and_when() -> None:
    said = gate.text(built(CONFIRMATION).pdf)
    for words in (
        "20. november 2026",
        "26/123",
        "Ida Sommer",
        "Telefon: 00 00 00 00",
        "Rådhuset, 9999 Prøveby",
    ):
        assert words in said
    assert "Kære Bo Ager" in said
    assert "Venlig hilsen Ida Sommer Klima, Eksempel Kommune" in said


def test_a_letter_without_a_person_greets_the_company() -> None:
    said = gate.text(built(replace(INVITATION, recipient=Recipient("Prøvesmedjen"))).pdf)
    assert "Kære Prøvesmedjen" in said


def test_an_invitation_says_what_it_is_what_it_costs_and_what_it_gives_on_one_page() -> None:
    document = built(INVITATION)
    said = gate.text(document.pdf)
    assert document.pages == 1
    for words in (
        "gratis og frivilligt",
        "45 til 90 minutter",
        "En energiscreening på skrift",
        "ikke et energisyn",
    ):
        assert words in said
    assert "Besøget er vejledning." in said
    assert "Ring eller skriv til Ida Sommer på tlf. 00 00 00 00 eller ida@eksempel.invalid." in said
    assert "Vi foreslår" not in said


def test_an_invitation_proposes_the_day_that_is_planned() -> None:
    planned = replace(INVITATION, visit_date="2026-12-03", visit_time="10:05", minutes=(45, 45))
    document = built(planned)
    said = gate.text(document.pdf)
    assert "Vi foreslår torsdag den 3. december 2026 kl. 10.05." in said
    assert "Det tager 45 minutter" in said
    assert document.pages == 1


def test_a_confirmation_has_the_time_the_agenda_and_what_to_find() -> None:
    said = gate.text(built(CONFIRMATION).pdf)
    assert "Torsdag den 3. december 2026 kl. 10.05, 45 minutter" in said
    assert "10.05–10.10 Velkommen Alle" in said
    assert "40 min. Resten" in said
    assert "El Eloverblik 2025" in said
    assert "Vi regner med hjelm." in said


def test_letters_bear_any_text() -> None:
    hard = replace(CONFIRMATION, introduction=LONG, safety=LONG, place=LONG, participants=LONG, guidance=LONG)
    built(replace(hard, agenda=(AgendaItem(5, LONG, LONG),), bills=(Bill(LONG, LONG, LONG),) * 3))
    built(replace(INVITATION, introduction=LONG, guidance=LONG, sender=Sender(LONG[:400])))
    built(Confirmation())
    built(Invitation())
