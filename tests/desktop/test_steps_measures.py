"""Measures in the steps' forms: fetched, folded, followed to their calculation and back; follow-ups and their bills."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from klimabesog.casework.provenance.values import BILL_CHANGE, BILL_NOW, Number
from klimabesog.desktop.form_view.lazy import StretchBox
from klimabesog.desktop.form_view.row_cards import FoldCard
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.explain_dialog import ExplainDialog
from klimabesog.desktop.pages.steps.bills import BillsPanel, signed
from klimabesog.desktop.pages.steps.page import StepPage
from klimabesog.desktop.pages.visit.measure_form import MeasureForm
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.theme import Theme
from klimabesog.desktop.widgets.base import Badge, Text
from tests.casework.case import bill
from tests.desktop.casehelp import (
    FIRST,
    PLAN,
    PLAN_MEASURES,
    ROWS,
    at_step,
    begin_visit,
    book,
    click,
    company,
    plan_with,
    press,
)
from tests.desktop.conftest import OpenWindow, run_events

FOLLOW_MEASURES, FOLLOW_BILLS = "opfoelgning:/data/tiltagene", "opfoelgning:/data/regninger"


def cards(page: StepPage) -> list[FoldCard]:
    """The rows of measures on screen, in order."""
    return [page.view.shown.folds[ref] for ref in sorted(page.view.shown.folds)]


def texts(widget) -> str:  # type: ignore[no-untyped-def]
    labels = (*widget.findChildren(Text), *widget.findChildren(Badge))
    return " ".join(label.text() for label in labels if label.isVisible())


def test_measures_are_fetched_from_the_head_and_taken_back(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 5)
    assert page.header.fetch.text() == "Hent tiltag (6)"
    click(qtbot, page.header.fetch)
    assert page.chapter == PLAN_MEASURES
    assert window.toast.text == "6 tiltag er hentet."
    assert page.header.fetch.isHidden()
    assert len(cards(page)) == 6
    assert [card.folded for card in cards(page)] == [False, True, True, True, True, True], (
        "the first waits for you"
    )
    window.toast._act()
    run_events(50)
    assert page.header.fetch.isVisible()
    assert len(book(window).missing_measures(PLAN)) == 6


def test_an_empty_chapter_offers_them(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 5)
    page.open_chapter(PLAN_MEASURES)
    assert page.measures.button is not None
    click(qtbot, page.measures.button)
    assert len(cards(page)) == 6
    assert page.measures.isHidden()
    page.book.remove_row(PLAN, f"{ROWS}[2]")
    page.reread()
    assert page.measures.button is not None
    assert page.measures.button.text() == "Hent tiltag (1)"


def test_a_folded_row_shows_its_figures_and_what_was_decided(open_window: OpenWindow) -> None:
    window = open_window()
    plan_with(window.casebook, company(window))
    page = at_step(window, 5)
    page.open_chapter(PLAN_MEASURES)
    run_events(50)
    first, second = cards(page)[:2]
    assert "LED i hal 1 og 2" in texts(first)
    assert "23.827 kWh, 30.975 kr. og 3.217 kg CO₂e om året" in texts(first)
    assert "Med i planen · Ulla · 01.03.2027" in texts(first)
    assert "1 mangler" in texts(second)
    name = first.head.accessibleName()
    assert "LED i hal 1 og 2" in name
    assert name.endswith("Fold ud")


def test_a_row_folds_by_keyboard_and_its_summary_follows(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    plan_with(window.casebook, company(window))
    page = at_step(window, 5)
    page.open_chapter(PLAN_MEASURES)
    run_events(50)
    card = cards(page)[1]
    card.head.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Space)
    assert not card.folded
    press(qtbot, Qt.Key.Key_Tab)
    assert card.isAncestorOf(QApplication.focusWidget()), "Tab goes on into the row"
    page.book.answer(PLAN, f"{ROWS}[2]/beslutning", "fravalgt")
    page.view.refresh([f"{ROWS}[2]/beslutning"])
    card.head.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Space)
    assert card.folded
    assert "Fravalgt" in texts(card)
    assert "mangler" not in texts(card)


def test_a_question_in_a_folded_row_is_reached(open_window: OpenWindow) -> None:
    window = open_window()
    plan_with(window.casebook, company(window))
    page = at_step(window, 5)
    page.jump(f"{ROWS}[5]/beslutning")
    run_events(50)
    assert page.place == (PLAN, f"{ROWS}[5]/beslutning")
    assert not page.view.shown.folds[f"{ROWS}[5]"].folded


def test_rows_that_stand_keep_their_fold_when_one_goes(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    plan_with(window.casebook, company(window))
    page = at_step(window, 5)
    page.open_chapter(PLAN_MEASURES)
    run_events(50)
    click(qtbot, cards(page)[2].head)
    titles = [texts(card.head) for card in cards(page)]
    click(qtbot, cards(page)[0]._remove)
    assert [texts(card.head) for card in cards(page)] == titles[1:]
    assert [card.folded for card in cards(page)][:3] == [True, False, True]
    assert window.toast.text == "Rækken er fjernet."


def test_to_the_calculation_and_back(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    plan_with(window.casebook, company(window))
    page = at_step(window, 5)
    page.open_chapter(PLAN_MEASURES)
    run_events(50)
    link = cards(page)[2].link
    assert link.accessibleName().startswith("Se beregningen: ")
    click(qtbot, link)
    visit_page = window.page
    assert isinstance(visit_page, VisitPage)
    form = visit_page._measure
    assert isinstance(form, MeasureForm)
    wanted = page.book.measure_of_row(PLAN, f"{ROWS}[3]")
    assert wanted is not None
    assert form.instance == wanted.instance
    assert form.back.text() == "Tilbage til Klimahandlingsplan"
    click(qtbot, form.back)
    assert window.page is page
    assert page.chapter == PLAN_MEASURES
    assert visit_page._measure is None


def test_a_measure_of_the_companys_page_leads_back_to_it(open_window: OpenWindow) -> None:
    window = open_window()
    plan_with(window.casebook, company(window))
    window.open_company(company(window))
    run_events(50)
    page = window.page
    assert isinstance(page, CompanyPage)
    page._open_measure(page._page, page._page.measures[0])  # type: ignore[arg-type, union-attr]
    form = window.page._measure  # type: ignore[union-attr]
    assert form.back.text() == "Tilbage til virksomheden"
    form.back.click()
    assert isinstance(window.page, CompanyPage)


def test_an_answer_that_hides_the_question_with_the_cursor_lays_the_row_out_anew(
    open_window: OpenWindow,
) -> None:
    """Qt hands the focus on while the page is being changed: no layout may be left behind."""
    window = open_window()
    plan_with(window.casebook, company(window))
    page = at_step(window, 6)
    page.doings.fetch()
    run_events(300)
    steps = (
        ("status", "gennemfoert"),
        ("dokumentation", "maaler"),
        ("realiseret_kwh", "9000"),
        ("realiseret_kwh", ""),
        ("status", "i_gang"),
        ("status", "gennemfoert"),
    )
    for name, value in steps:
        page.book.answer(FIRST, f"/data/tiltagene/status_tiltag[1]/{name}", value)
        page.view.refresh()
        run_events(200)
        boxes = [box for box in page.view.findChildren(StretchBox) if box.isVisible()]
        assert [box.height() for box in boxes] == [needed(box) for box in boxes], (name, value)


def needed(box: StretchBox) -> int:
    layout = box.layout()
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(box.width())
    return layout.totalSizeHint().height()


def test_twenty_measures_stay_in_view_and_quick(open_window: OpenWindow) -> None:
    window = open_window()
    visit = window.casebook.visit(window.casebook.visits()[0].id)
    for number in range(14):
        instance = visit.start_measure("frit_tiltag")
        for node in list(visit.session(instance).walk()):
            if node.name in ("ud_titel", "kwh"):
                visit.answer(instance, node.ref, f"Tiltag {number}" if node.name == "ud_titel" else "1000")
    page = at_step(window, 5)
    page.doings.fetch()
    run_events(100)
    page.view.verticalScrollBar().setValue(10_000)
    run_events(100)
    built = [card for card in cards(page) if not card.folded]
    assert len(built) == 1, "only what is unfolded is built"
    assert max(card.height() for card in cards(page) if card.folded) < 110


@pytest.mark.parametrize(
    ("wanted", "title", "leads_to"),
    [
        ("besoeg", "Der er intet besøg endnu", VisitPage),
        ("tiltag", "Besøget har ingen tiltag endnu", VisitPage),
        ("plan", "Ingen tiltag er aftalt endnu", StepPage),
    ],
)
def test_without_measures_the_chapter_says_what_to_do_first(
    open_window: OpenWindow, qtbot: QtBot, wanted: str, title: str, leads_to: type
) -> None:
    window = open_window(example=wanted == "plan")
    case = (
        company(window) if wanted == "plan" else window.casebook.save_company({"navn": "Bageren (eksempel)"})
    )
    if wanted == "tiltag":
        window.casebook.start_visit(case)
    window.open_step(case, FIRST if wanted == "plan" else PLAN)
    page = window.page
    assert isinstance(page, StepPage)
    page.open_chapter(FOLLOW_MEASURES if wanted == "plan" else PLAN_MEASURES)
    run_events(50)
    assert title in texts(page.measures)
    assert page.measures.button is not None
    click(qtbot, page.measures.button)
    if wanted == "besoeg":
        begin_visit(window)
    assert isinstance(window.page, leads_to)
    if wanted == "plan":
        assert page.step == 5


def test_follow_ups_are_begun_one_after_the_other(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    plan_with(window.casebook, company(window))
    page = at_step(window, 6)
    assert page.key == FIRST
    assert page.side.follow_ups == {}
    page.book.answer(FIRST, "/data/moedet/moedeform", "telefon")
    run_events(50)
    assert list(page.side.follow_ups) == [FIRST]
    click(qtbot, page.side.new)
    assert page.key == "opfoelgning:2"
    assert "Opfølgning 2" in page.header._line.text()
    assert page.header.fetch.text() == "Hent tiltag (1)"
    page.side.follow_ups[FIRST].setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Return)
    assert page.key == FIRST


def test_new_bills_are_compared_beneath_the_form(open_window: OpenWindow) -> None:
    window = open_window()
    page = at_step(window, 6)
    page.open_chapter(FOLLOW_BILLS)
    run_events(50)
    assert "Skriv de nye regninger" in texts(page.bills)
    bill(page.book, FIRST, "el", "250000", "2027-01-01", "2027-12-31")
    bill(page.book, FIRST, "diesel", "70", "2027-01-01", "2027-03-31")
    run_events(100)
    said = texts(page.bills)
    assert "318.396 250.000 -68.396 (-21\u00a0%) 0 0 -68.396" in said
    assert "12 måneder" in said
    assert "For kort periode (0 måneder)" in said
    page.open_chapter("opfoelgning:/data/videre")
    assert page.bills.isHidden()


def test_the_bills_are_lines_where_it_is_narrow(open_window: OpenWindow, theme: Theme) -> None:
    theme.set_text_scale(2.0)
    window = open_window()
    page = at_step(window, 6)
    bill(page.book, FIRST, "el", "250000", "2027-01-01", "2027-12-31")
    page.open_chapter(FOLLOW_BILLS)
    run_events(100)
    panel = page.bills
    assert isinstance(panel, BillsPanel)
    assert "Ændring: -68.396 (-21\u00a0%)" in texts(panel)
    assert panel.figures[Number(BILL_CHANGE, "el")].width() <= panel.width()
    theme.set_text_scale(1.0)


def test_figures_of_the_bills_say_where_they_come_from(open_window: OpenWindow) -> None:
    window = open_window()
    page = at_step(window, 6)
    page.open_chapter(FOLLOW_BILLS)
    bill(page.book, FIRST, "el", "250000", "2027-01-01", "2027-12-31")
    run_events(100)
    page.bills.figures[Number(BILL_CHANGE, "el")].click()
    dialog = page.findChildren(ExplainDialog)[-1]
    assert "250.000" in texts(dialog)
    assert "318.396" in texts(dialog)
    dialog.go(Number(BILL_NOW, "el"))
    assert "1.1.2027" in texts(dialog).replace("01.01.2027", "1.1.2027")
    dialog.reject()


def test_a_change_has_its_sign() -> None:
    assert [signed(kwh) for kwh in (1200.4, -800, 0.2, 0)] == ["+1.200", "-800", "0", "0"]
