"""The company's page and Overblik say how far the steps are and what comes next."""

from __future__ import annotations

from datetime import date, timedelta

from pytestqt.qtbot import QtBot

from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.overview import OverviewPage
from klimabesog.desktop.pages.plan_table import PlanTable
from klimabesog.desktop.pages.steps.page import StepPage
from klimabesog.desktop.theme import Theme
from klimabesog.desktop.widgets.base import Badge, Text
from klimabesog.desktop.widgets.row_button import RowButton
from klimabesog.desktop.words import days_late, deadline
from tests.desktop.casehelp import INFORMATION, click, company, plan_with
from tests.desktop.conftest import OpenWindow, run_events


def company_page(window: MainWindow) -> CompanyPage:
    window.open_company(company(window))
    run_events(50)
    assert isinstance(window.page, CompanyPage)
    return window.page


def today(window: MainWindow) -> date:
    return window.casebook.desk.now().date()


def said(widget) -> str:  # type: ignore[no-untyped-def]
    labels = (*widget.findChildren(Text), *widget.findChildren(Badge))
    return " ".join(label.text() for label in labels if label.isVisible())


def test_the_next_step_and_the_nearest_dates(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    late = today(window) - timedelta(days=12)
    steps = plan_with(window.casebook, company(window), late.isoformat())
    soon = (today(window) + timedelta(days=3)).isoformat()
    steps.answer("handlingsplan", "/data/aftalen/foerste_opfoelgning", soon)
    page = company_page(window)
    names = [row.accessibleName() for row in page.next.rows]
    assert names[0].startswith("Næste: Besøg")
    assert names[1].startswith("LED i hal 1 og 2. Ulla · ")
    assert names[2].startswith("Opfølgning 1")
    assert "12 dage over" in said(page.next)
    click(qtbot, page.next.rows[2])
    assert isinstance(window.page, StepPage)
    assert window.page.step == 6


def test_measures_by_status_once_there_is_a_plan(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = company_page(window)
    assert page.findChild(PlanTable) is None
    plan_with(window.casebook, company(window), (today(window) - timedelta(days=1)).isoformat())
    page = company_page(window)
    table = page.findChild(PlanTable)
    assert table is not None
    qtbot.waitUntil(lambda: "Ikke startet 1" in said(table))
    words = said(table)
    assert "Forslag 5" in words
    assert "Ulla" in words
    assert "1 dag over" in words


def test_the_plan_is_a_list_where_it_is_narrow(open_window: OpenWindow, theme: Theme) -> None:
    theme.set_text_scale(2.0)
    window = open_window()
    plan_with(window.casebook, company(window))
    table = company_page(window).findChild(PlanTable)
    assert table is not None
    assert "Ansvarlig: Ulla" in said(table)
    theme.set_text_scale(1.0)


def test_no_word_of_the_track_is_cut(open_window: OpenWindow, theme: Theme) -> None:
    for scale in (1.0, 2.0):
        theme.set_text_scale(scale)
        window = open_window()
        for button in company_page(window).track.buttons:
            metrics = button.title.fontMetrics()
            widest = max(metrics.horizontalAdvance(word) for word in button.step.title.split())
            assert button.title.width() >= widest, button.step.title
    theme.set_text_scale(1.0)


def test_overblik_lists_what_waits_in_all_companies(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    waiting = window.casebook.save_company({"navn": "Bageren (eksempel)"})
    steps = window.casebook.steps(waiting)
    steps.answer(INFORMATION, "/data/naeste/naeste_skridt", "ring")
    day = today(window) - timedelta(days=2)
    steps.answer(INFORMATION, "/data/naeste/naeste_dato", day.isoformat())
    window.go("overblik")
    page = window.page
    assert isinstance(page, OverviewPage)
    qtbot.waitUntil(lambda: row_of(page, "Ring igen") is not None)
    row = row_of(page, "Ring igen")
    assert row is not None
    assert row.accessibleName().endswith(f"Bageren (eksempel) · {deadline(day.isoformat(), today(window))}")
    click(qtbot, row)
    assert isinstance(window.page, StepPage)
    assert (window.page.step, window.page.book.company) == (1, waiting)


def test_overblik_shows_five_and_the_rest_when_asked(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(example=False)
    for number in range(7):
        steps = window.casebook.steps(window.casebook.save_company({"navn": f"Nr. {number} (eksempel)"}))
        steps.answer(INFORMATION, "/data/naeste/naeste_skridt", "send")
        steps.answer(INFORMATION, "/data/naeste/naeste_dato", "2026-01-01")
    page = window.page
    assert isinstance(page, OverviewPage)
    qtbot.waitUntil(lambda: row_of(page, "Vis alle") is not None)
    assert (
        len([r for r in page.findChildren(RowButton) if r.accessibleName().startswith("Send materiale")]) == 5
    )
    click(qtbot, row_of(page, "Vis alle"))  # type: ignore[arg-type]
    assert (
        len([r for r in page.findChildren(RowButton) if r.accessibleName().startswith("Send materiale")]) == 7
    )


def row_of(page: OverviewPage, title: str) -> RowButton | None:
    return next((row for row in page.findChildren(RowButton) if row.accessibleName().startswith(title)), None)


def test_deadlines_in_words() -> None:
    day = date(2026, 11, 27)
    assert deadline("2026-12-01", day) == "01.12.2026"
    assert deadline("2026-11-27", day) == "27.11.2026, i dag"
    assert deadline("2026-11-26", day) == "26.11.2026, 1 dag over"
    assert days_late("2026-11-01", day) == "26 dage over"
