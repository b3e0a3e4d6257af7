"""A possible CPR number is asked about at its field; nothing typed is lost, nothing is saved unasked."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from klimabesog.casework.cpr import CprFound
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.contact_dialog import ContactDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.widgets.cpr_bar import CprBar
from tests.desktop.conftest import OpenWindow, run_events

FORM, WORK = "besoeg", "/data/virksomheden/aktiviteter"
CPR = "010190-1234"


def typed(window: MainWindow, page: VisitPage, qtbot: QtBot) -> QPlainTextEdit:
    """The number stands at the end of an answer, and the window has asked about it."""
    page.open_chapter("besoeg:/data/virksomheden")
    page.view.focus_ref(WORK)
    field = window.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("Smedje")
    page.view.flush()
    qtbot.keyClicks(field, f" {CPR}")
    field.setPlainText(f"Smedje {CPR} ved havnen")
    with pytest.raises(CprFound) as caught:
        page.view.flush()
    window.ask_cpr(caught.value)
    return field


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    window = open_window()
    window.open_visit(window.casebook.visits()[0].id, "besoeg:/data/virksomheden")
    window.activateWindow()
    return window


def bar(window: MainWindow) -> CprBar | None:
    found = [bar for bar in window.findChildren(CprBar) if bar.isVisible()]
    return found[0] if found else None


def test_what_was_typed_stays_and_nothing_is_saved(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page
    assert isinstance(page, VisitPage)
    field = typed(window, page, qtbot)
    asked = bar(window)
    assert asked is not None
    assert window.rect().contains(asked.geometry())
    assert field.hasFocus(), "who types on is not interrupted"
    assert field.toPlainText() == f"Smedje {CPR} ved havnen"
    assert page.visit.node(FORM, WORK).value == "Smedje"
    window.close()
    assert window.isVisible(), "the window stays while something waits for the answer"
    asked.take_out()


def test_the_number_is_taken_out(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page
    assert isinstance(page, VisitPage)
    field = typed(window, page, qtbot)
    asked = bar(window)
    assert asked is not None
    asked.remove.click()
    assert field.toPlainText() == "Smedje ved havnen"
    page.view.flush()
    assert page.visit.node(FORM, WORK).value == "Smedje ved havnen"
    run_events()
    assert bar(window) is None


def test_it_is_no_cpr_number(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page
    assert isinstance(page, VisitPage)
    typed(window, page, qtbot)
    asked = bar(window)
    assert asked is not None
    asked.overrule.click()
    assert page.visit.node(FORM, WORK).value == f"Smedje {CPR} ved havnen"
    run_events()
    assert bar(window) is None


def test_typed_away_the_question_goes(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page
    assert isinstance(page, VisitPage)
    field = typed(window, page, qtbot)
    field.setPlainText("Smedje ved havnen")
    qtbot.waitUntil(lambda: bar(window) is None)


def test_a_dialog_asks_in_itself(window: MainWindow) -> None:
    company = window.casebook.companies()[0].id
    dialog = ContactDialog(window, window, company, None)
    dialog.open()
    dialog.entries["name"].line.setText(f"Jens {CPR}")
    with pytest.raises(CprFound) as caught:
        dialog.save()
    window.ask_cpr(caught.value)
    asked = dialog.findChild(CprBar)
    assert asked is not None
    asked.remove.click()
    dialog.save()
    assert "Jens" in {contact.name for contact in window.casebook.registry.contacts(company)}


def test_a_number_in_no_field_is_said(window: MainWindow) -> None:
    window.ask_cpr(CprFound(CPR, (), ""))
    assert "CPR-nummer" in window.banner.text
