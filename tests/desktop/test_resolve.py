"""Afklar in the window: badges that lead there, choosing, combining, writing a third, companies made twice."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from klimabesog.casework.conflicts import count_conflicts
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.resolve import ResolvePage
from klimabesog.desktop.pages.visit.log_dialog import LogDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.widgets.base import is_put_away
from klimabesog.desktop.widgets.feedback import EmptyState
from tests.desktop.conftest import run_events
from tests.desktop.sharing import Colleague

FORM, WORK = "besoeg", "/data/virksomheden/aktiviteter"
CHAPTER = "besoeg:/data/virksomheden"


@pytest.fixture
def split(window: MainWindow, bo: Colleague) -> str:
    """The officer and Bo have answered one question differently; the visit's id."""
    visit = window.casebook.visits()[0].id
    window.casebook.visit(visit).answer(FORM, WORK, "Smedje og lakering")
    bo.book.visit(visit).answer(FORM, WORK, "Værksted med kantine")
    bo.swap()
    return visit


def resolve_page(window: MainWindow) -> ResolvePage:
    run_events()
    page = window.page
    assert isinstance(page, ResolvePage)
    return page


def test_nothing_to_settle_says_so(window: MainWindow) -> None:
    window.open_resolve()
    page = resolve_page(window)
    assert page.findChild(EmptyState) is not None
    window.open_visit(window.casebook.visits()[0].id, CHAPTER)
    assert isinstance(window.page, VisitPage)
    assert is_put_away(window.page.header.splits)


def test_the_visit_shows_it_on_the_question_and_leads_there(window: MainWindow, split: str) -> None:
    window.open_visit(split, CHAPTER)
    page = window.page
    assert isinstance(page, VisitPage)
    run_events()
    assert page.header.splits.text() == "Afklar 1"
    question = page.view.question(WORK)
    assert question is not None
    assert question._split is not None
    assert question._split.isVisible()
    question.split_pressed.emit()
    assert len(resolve_page(window).cards) == 1


def test_choosing_one_settles_it_and_undo_takes_it_back(window: MainWindow, split: str) -> None:
    window.open_resolve()
    (card,) = resolve_page(window).cards
    chosen = card.clash.said[1]
    card.choices[1].click()
    page = resolve_page(window)
    assert page.cards == []
    assert count_conflicts(window.casebook) == 0
    assert window.casebook.visit(split).node(FORM, WORK).value == chosen.text
    window.toast._act()
    assert window.casebook.visit(split).node(FORM, WORK).value != chosen.text


def test_the_open_visit_shows_what_was_settled(window: MainWindow, split: str) -> None:
    window.open_visit(split, CHAPTER)
    page = window.page
    assert isinstance(page, VisitPage)
    window.open_resolve(split)
    (card,) = resolve_page(window).cards
    card.choices[1].click()
    run_events()
    window.open_visit(split)
    assert window.page is page
    question = page.view.question(WORK)
    assert question is not None
    assert question.value == card.clash.said[1].text
    assert question._split is None or not question._split.isVisible()
    assert is_put_away(page.header.splits)


def test_both_are_put_together_and_a_third_is_written(
    window: MainWindow, bo: Colleague, split: str, qtbot: QtBot
) -> None:
    window.open_resolve(split)
    (card,) = resolve_page(window).cards
    card.both.click()
    assert set(card.field.toPlainText().splitlines()) == {"Smedje og lakering", "Værksted med kantine"}
    card.third.click()
    qtbot.keyClicks(card.field, "Et tredje svar")
    card._keep.click()
    assert resolve_page(window).cards == []
    bo.swap()
    for book in (window.casebook, bo.book):
        assert book.visit(split).node(FORM, WORK).value == "Et tredje svar"


def test_the_way_to_the_question(window: MainWindow, split: str) -> None:
    window.open_resolve()
    (card,) = resolve_page(window).cards
    card._go()
    page = window.page
    assert isinstance(page, VisitPage)
    assert page.chapter == CHAPTER
    assert page.place == (FORM, WORK)


def test_one_company_made_twice(window: MainWindow, bo: Colleague) -> None:
    mine = window.casebook.save_company({"navn": "Møllen", "cvr": "10150817"})
    bo.book.save_company({"navn": "Møllen A/S", "cvr": "10150817"})
    bo.swap()
    before = len(window.casebook.companies())
    window.open_resolve()
    (card,) = resolve_page(window).pairs
    card._merge(mine, card.pair.second if card.pair.first == mine else card.pair.first)
    assert resolve_page(window).pairs == []
    assert len(window.casebook.companies()) == before - 1
    window.toast._act()
    assert len(resolve_page(window).pairs) == 1
    resolve_page(window).pairs[0].apart.click()
    assert resolve_page(window).pairs == []


def test_the_visits_history_takes_a_colleagues_change_back(window: MainWindow, bo: Colleague) -> None:
    visit = window.casebook.visits()[0].id
    bo.book.visit(visit).answer(FORM, WORK, "Værksted med kantine")
    bo.swap()
    window.open_visit(visit, CHAPTER)
    page = window.page
    assert isinstance(page, VisitPage)
    page.doings.do("historik")
    dialog = page.findChild(LogDialog)
    assert dialog is not None
    dialog.people.setCurrentIndex(dialog.people.findData("Bo Friis"))
    (step,) = dialog.steps()
    assert step.value == "Værksted med kantine"
    dialog._take_back(step)
    assert window.casebook.visit(visit).node(FORM, WORK).value != "Værksted med kantine"
    dialog._jump(step)
    assert page.place == (FORM, WORK)
