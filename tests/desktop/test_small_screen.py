"""A screen of 911 x 512 (a laptop at one and a half): dialogs keep their buttons, a document its name and the focus."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from klimabesog.desktop.pages.documents.make_dialog import make_for_company
from klimabesog.desktop.pages.documents.page import DocumentPage
from klimabesog.desktop.widgets.base import Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.fields import TextField
from tests.desktop.casehelp import company
from tests.desktop.conftest import OpenWindow, run_events

HEIGHT = 420


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Dialog, "_room", property(lambda _dialog: HEIGHT))


@pytest.mark.usefixtures("low")
def test_a_dialog_taller_than_the_screen_scrolls_between_its_title_and_buttons(qtbot: QtBot) -> None:
    dialog = Dialog(None, "Et skema")
    qtbot.addWidget(dialog)
    fields = [TextField(name=f"Felt {n}", lines=2) for n in range(12)]
    for field in fields:
        dialog.body.addWidget(field)
    keep = Button("Gem")
    dialog.add_buttons(Button("Annuller"), keep)
    dialog.open()
    run_events(50)
    assert dialog.height() == HEIGHT, "as much is seen as there is room for"
    assert dialog.rect().contains(keep.geometry())
    assert fields[0].hasFocus()
    area = dialog.findChild(QScrollArea)
    fields[10].setFocus()
    fields[10].focusNextChild()
    run_events(20)
    assert fields[11].hasFocus()
    assert area.verticalScrollBar().value() > 0, "it follows the focus"
    dialog.body.addWidget(Text("Kommer til senere", "small"))
    dialog.fit()
    assert dialog.height() <= HEIGHT


def test_a_dialog_with_room_does_not_scroll(qtbot: QtBot) -> None:
    dialog = Dialog(None, "Et spørgsmål")
    qtbot.addWidget(dialog)
    dialog.body.addWidget(Text("Vil du?", "body"))
    dialog.open()
    run_events()
    assert dialog.findChild(QScrollArea) is None


def test_what_can_be_made_fits_a_low_window(open_window: OpenWindow) -> None:
    window = open_window()
    window.setMinimumSize(1, 1)
    window.resize(911, 512)
    run_events()
    dialog = make_for_company(window, company(window))
    run_events(50)
    assert dialog.height() <= window.height()
    dialog.reject()


def test_a_documents_page_has_the_focus_and_its_name(open_window: OpenWindow) -> None:
    window = open_window()
    window.setMinimumSize(1, 1)
    window.resize(911, 512)
    run_events()
    window.open_report(window.casebook.visits()[0].id)
    page = window.page
    assert isinstance(page, DocumentPage)
    run_events(50)
    assert page.panel.bar.isAncestorOf(window.focusWidget())
    assert page._back.text() == "Tilbage"
    assert page._back.accessibleName() == "Tilbage til besøget"
    window.resize(1366, 768)
    run_events()
    assert page._back.text() == "Tilbage til besøget"
