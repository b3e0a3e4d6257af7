"""The handout of the interview: what was agreed, who does what, and nothing that may not be handed on."""

from __future__ import annotations

from dataclasses import replace

from klimabesog.reports.build import build
from klimabesog.reports.documents.handout import Handout
from klimabesog.reports.model import Action, Answer, Chapter, Company, Municipality, Visit
from tests.reports import gate

LONG = "Vi sagde en lang række ting om anlægget, og det skrev vi ned. " * 80
HANDOUT = Handout(
    municipality=Municipality("Eksempel Kommune", contact="Ida Sommer, 00 00 00 00"),
    date="2026-11-20",
    introduction="Tak for en god samtale.",
    company=Company("Prøvesmedjen (eksempel)"),
    visit=Visit("2026-11-20", "10:05", opening="Besøget er vejledning."),
    agreed="Vi begynder med trykluften.",
    theirs=(Action("Sæt ur på", "Jens", "2026-11-27"),),
    ours=(Action("Send udkast", "Kommunen"),),
    together=(Action("Gå en runde", "Jens og kommunen"),),
    next_meeting="2027-01-15",
    company_promises=("at vise regninger",),
    municipality_promises=("opfølgning undervejs",),
    promised="2027-01-19",
    interview=(
        Chapter(
            "Ønsker",
            (
                Answer("Hvor er der mest at hente?", "Trykluften."),
                Answer("Hvad må det koste?", "Hemmeligt beløb", visibility="fortrolig"),
                Answer("Hvem talte du med?", "Intern note", visibility="intern"),
            ),
        ),
        Chapter("Kun internt", (Answer("Hvad så?", "Intet", visibility="intern"),)),
    ),
)


def said(paper: Handout) -> str:
    document = build(paper, {}.__getitem__)
    gate.assert_passes(document)
    return gate.text(document.pdf)


def test_it_says_what_was_agreed_and_who_does_what() -> None:
    text = said(HANDOUT)
    assert "Vi begynder med trykluften." in text
    assert "Det gør I Hvem Senest Sæt ur på Jens 27.11.2026" in text
    assert "Det gør kommunen Hvem Senest Send udkast Kommunen –" in text
    assert "Det gør vi sammen" in text
    assert "Vi tales ved igen den 15. januar 2027." in text
    assert "I lover • at vise regninger" in text
    assert "Kommunen lover • opfølgning undervejs" in text
    assert "skrevet under den 19. januar 2027" in text
    assert "Hvor er der mest at hente? Trykluften." in text


def test_what_is_internal_or_confidential_is_left_out() -> None:
    text = said(HANDOUT)
    for hidden in ("Hemmeligt", "Intern", "Kun internt"):
        assert hidden not in text


def test_promises_that_are_not_signed_do_not_hold_yet() -> None:
    assert "Det gælder først, når vi begge har skrevet under." in said(replace(HANDOUT, promised=""))


def test_without_an_agreement_nothing_is_promised() -> None:
    assert "lover" not in said(replace(HANDOUT, company_promises=(), municipality_promises=()))


def test_what_is_missing_is_said() -> None:
    text = said(Handout())
    assert "Der er ikke aftalt næste skridt endnu." in text
    assert "Der er ikke skrevet noget om, hvad vi blev enige om." in text


def test_it_bears_any_text() -> None:
    chapter = Chapter(LONG[:200], (Answer(LONG, LONG, LONG),) * 3)
    said(replace(HANDOUT, agreed=LONG, theirs=(Action(LONG, LONG),), interview=(chapter,)))
