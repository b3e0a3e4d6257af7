"""The portfolio report in the window: chosen at Overblik with day, group and theme, made, and limited to them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from klimabesog.casework.groups.book import Groups
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.documents.make_dialog import MakeDialog
from klimabesog.desktop.pages.documents.page import DocumentPage
from klimabesog.desktop.pages.documents.selection import SelectionDialog
from klimabesog.desktop.pages.overview import OverviewPage
from tests.desktop.conftest import run_events


@pytest.fixture
def dialog(window: MainWindow) -> SelectionDialog:
    """The choice of what the report tells of; one group has a member, one none."""
    groups = Groups(window.casebook)
    groups.save("Havnen", members=[window.casebook.companies()[0].id])
    groups.save("Tom")
    overview = window.page
    assert isinstance(overview, OverviewPage)
    overview.make_document()
    offered = window.findChild(MakeDialog)
    assert offered is not None
    next(row for row in offered.rows if row.accessibleName().startswith("Porteføljerapport")).click()
    found = window.findChild(SelectionDialog)
    assert found is not None
    return found


def made(window: MainWindow) -> DocumentPage:
    page = window.page
    assert isinstance(page, DocumentPage)
    for _turn in range(400):
        run_events(50)
        if page.made is not None:
            return page
    raise AssertionError("the document was not made")


def test_of_all_companies_today(window: MainWindow, dialog: SelectionDialog) -> None:
    dialog.choose()
    page = made(window)
    assert (page.about.until, page.about.group, page.about.theme) == ("", "", "")
    assert page.made is not None
    assert "Alle virksomheder" in repr(page.made.paper)
    assert page.file_name == "Porteføljerapport.pdf"


def test_of_a_group_on_a_day(window: MainWindow, dialog: SelectionDialog) -> None:
    dialog.group.setCurrentText("Havnen (1 virksomhed)")
    dialog.day.line.setText("1.6.2026")
    dialog.choose()
    page = made(window)
    assert page.about.until == "2026-06-01"
    assert page.made is not None
    assert "scope='Havnen'" in repr(page.made.paper)
    assert page.file_name == "Porteføljerapport Havnen 2026-06-01.pdf"


@pytest.mark.parametrize(("day", "said"), [("1.1.2099", "ligger i fremtiden"), ("i går", "dato")])
def test_a_day_that_cannot_be(window: MainWindow, dialog: SelectionDialog, day: str, said: str) -> None:
    dialog.day.line.setText(day)
    dialog.choose()
    assert said in dialog.problem
    assert isinstance(window.page, OverviewPage)


def test_an_empty_group_is_said(window: MainWindow, dialog: SelectionDialog, qtbot: QtBot) -> None:
    dialog.group.setCurrentText("Tom (0 virksomheder)")
    dialog.choose()
    assert "Ingen virksomheder er valgt" in dialog.problem
    dialog.group.setCurrentIndex(0)
    dialog.choose()
    assert made(window).about.group == ""
