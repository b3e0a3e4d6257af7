"""A step's form is moved to a newer version: what does not fit is said, nothing is dropped, undo moves back."""

from __future__ import annotations

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.steps.book import StepBook
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import FormUpdate
from klimabesog.values.errors import InputError
from tests.casework.case import AGREEMENT, INFORMATION, PLAN, ROWS, agree, sign, steps, with_measures
from tests.casework.ownforms import changed, install

CHANNEL, WITH = "/data/kontakten/kanal_hvilken", "/data/kontakten/talt_med"
NEW = {
    "Hvem talte du med?": "Hvem fik du fat i?",
    ",text,kanal_hvilken,Hvilken?": ",text,kanal_navn,Hvilken?",
}
"""One question is worded anew, another is gone and a new one stands in its place."""


@pytest.fixture
def book(casebook: Casebook, visit: Visit) -> StepBook:
    """Information of the company, as far as the first version asks."""
    found = steps(casebook, visit)
    answers = {
        "/data/kontakten/kanal": "klimanetvaerk",
        CHANNEL: "Nordnet",
        WITH: "Bo",
        "/data/interessen/interesse": "ja",
    }
    for ref, value in answers.items():
        found.answer(INFORMATION, ref, value)
    return found


def newer(casebook: Casebook, book: StepBook) -> FormUpdate:
    install(casebook, *changed(INFORMATION, "2099010101", NEW))
    (found,) = book.updates(INFORMATION)
    return found


def test_a_newer_version_is_offered_once_a_form_was_begun(casebook: Casebook, book: StepBook) -> None:
    assert book.updates(INFORMATION) == []
    found = newer(casebook, book)
    assert (found.form, found.title, found.newer) == (INFORMATION, "Information", "2099010101")
    other = casebook.steps(casebook.save_company({"navn": "Ny (eksempel)"}))
    assert other.updates(INFORMATION) == [], "it begins in the newer one"
    assert other.form(INFORMATION).definition.version == "2099010101"


def test_moving_says_what_does_not_fit_and_undo_moves_back(casebook: Casebook, book: StepBook) -> None:
    update = newer(casebook, book)
    compared = book.compare_version(update)
    assert [misfit.answer for misfit in compared.gone] == ["Nordnet"]
    assert not compared.smooth
    book.move_form(update)
    assert book.form(INFORMATION).definition.version == "2099010101"
    assert book.node(INFORMATION, WITH).label == "Hvem fik du fat i?"
    assert book.node(INFORMATION, WITH).value == "Bo"
    assert book.updates(INFORMATION) == []
    assert [(a.label, a.answer) for a in book.homeless(INFORMATION)] == [("Hvilken?", "Nordnet")]
    again = casebook.steps(book.company)
    assert again.form(INFORMATION).definition.version == "2099010101"
    assert book.undo() == "Flytningen til en ny version af skemaet"
    assert book.node(INFORMATION, CHANNEL).value == "Nordnet"
    assert book.homeless(INFORMATION) == []
    assert len(book.updates(INFORMATION)) == 1
    book.redo()
    assert len(book.homeless(INFORMATION)) == 1


def test_what_was_signed_or_finished_stays(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, with_measures(visit))
    sign(book)
    install(
        casebook,
        *changed(AGREEMENT, "2099010101", {"Hvilket år skal målet være nået?": "Hvornår er målet nået?"}),
    )
    assert book.updates(AGREEMENT) == []
    assert "underskrevet" in book.stays(AGREEMENT)
    newest = casebook.library.current(AGREEMENT).id
    with pytest.raises(InputError, match="underskrevet"):
        book.move_form(FormUpdate(AGREEMENT, "", "", "", newest))


def test_rows_about_measures_keep_what_was_agreed(casebook: Casebook, visit: Visit) -> None:
    """The plan chooses its measures from a live list, which the comparison must know too."""
    book = steps(casebook, with_measures(visit))
    book.fill(PLAN)
    agree(book, 1)
    rows = [row.status for row in visit.measures()]
    install(
        casebook, *changed(PLAN, "2099010101", {"Hvem ejer planen i virksomheden?": "Hvem er planens ejer?"})
    )
    (update,) = book.updates(PLAN)
    compared = book.compare_version(update)
    assert compared.smooth, compared
    book.move_form(update)
    assert book.homeless(PLAN) == []
    assert book.node(PLAN, f"{ROWS}[1]/ansvarlig").value == "Ulla"
    assert [row.status for row in visit.measures()] == rows
    assert book.missing_measures(PLAN) == {}
