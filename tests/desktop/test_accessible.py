"""Every page by keyboard and screen reader: focusable things have names and targets are large enough."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from klimabesog.desktop.main_window import MainWindow
from tests.desktop.conftest import OpenWindow, run_events

TARGET = 40
PLACES = ("overblik", "virksomheder", "besoeg", "skemaer", "indstillinger")


def open_place(window: MainWindow, place: str) -> QWidget:
    if place == "visit":
        window.open_visit(window.casebook.visits()[0].id, "tjekliste:/data/try")
    elif place == "forbrug":
        window.open_visit(window.casebook.visits()[0].id, "forbrug:/data")
    elif place == "company":
        window.open_company(window.casebook.companies()[0].id)
    elif place == "form":
        window.edit_company(None)
    else:
        window.go(place)
    run_events(50)
    assert window.page is not None
    return window.page


def named(widget: QWidget) -> bool:
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None:
        return True
    if interface.text(QAccessible.Text.Name):
        return True
    return any(label.buddy() is widget for label in widget.window().findChildren(QLabel))


@pytest.mark.parametrize("place", [*PLACES, "visit", "forbrug", "company", "form"])
def test_everything_that_takes_the_focus_has_a_name(open_window: OpenWindow, place: str) -> None:
    page = open_place(open_window(), place)
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not named(widget)
    ]
    assert nameless == []


@pytest.mark.parametrize("place", [*PLACES, "visit", "forbrug", "company", "form"])
def test_targets_are_large_enough_for_a_finger(open_window: OpenWindow, place: str) -> None:
    page = open_place(open_window(), place)
    small = [
        (type(widget).__name__, widget.accessibleName(), widget.height())
        for kind in (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
        for widget in page.findChildren(kind)
        if widget.isVisible()
        and widget.height() < TARGET
        and not isinstance(widget.parent(), (QLineEdit, QComboBox))
    ]
    assert small == []
