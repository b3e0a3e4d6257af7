"""Every page by keyboard and screen reader: focusable things have names and targets are large enough."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.theme import Theme
from tests.desktop.conftest import OpenWindow, run_events

TARGET = 40
STEPS = ("trin1", "trin3", "trin4", "trin5", "trin6")
PLACES = ("overblik", "virksomheder", "besoeg", "skemaer", "indstillinger")


def open_place(window: MainWindow, place: str) -> QWidget:
    if place == "visit":
        window.open_visit(window.casebook.visits()[0].id, "tjekliste:/data/try")
    elif place == "forbrug":
        window.open_visit(window.casebook.visits()[0].id, "forbrug:/data")
    elif place == "company":
        window.open_company(window.casebook.companies()[0].id)
    elif place.startswith("trin"):
        number = int(place.removeprefix("trin"))
        window.open_step(window.casebook.companies()[0].id, number)
        if number in (4, 5):
            window.page.doings.fetch()  # type: ignore[union-attr]
    elif place == "dokument":
        open_document(window)
    elif place == "form":
        window.edit_company(None)
    else:
        window.go(place)
    run_events(50)
    page = window.page
    assert page is not None
    for _round in range(60):  # on a busy machine the layout comes later; what is too low then stays too low
        if not too_low(page):
            break
        run_events(50)
    return page


def open_document(window: MainWindow) -> None:
    """The example's report with its panel, once it is made."""
    window.open_report(window.casebook.visits()[0].id)
    for _turn in range(600):
        run_events(50)
        if window.page.made is not None:  # type: ignore[union-attr]
            return


def named(widget: QWidget) -> bool:
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None:
        return True
    if interface.text(QAccessible.Text.Name):
        return True
    return any(label.buddy() is widget for label in widget.window().findChildren(QLabel))


@pytest.mark.parametrize("large", [False, True], ids=["100", "200"])
def test_every_page_can_be_reached_read_and_pressed(
    open_window: OpenWindow, theme: Theme, large: bool
) -> None:
    """Names for everything that takes the focus; nothing lower than a finger needs."""
    theme.set_text_scale(2.0 if large else 1.0)
    window = open_window()
    problems: list[object] = []
    for place in (*PLACES, "company", "form", "dokument", "visit", "forbrug", *STEPS):
        page = open_place(window, place)
        problems += [(place, "no name", widget) for widget in stops(page) if not named(widget)]
        problems += [(place, "too low", *small) for small in too_low(page)]
    theme.set_text_scale(1.0)
    assert problems == []


def stops(page: QWidget) -> list[QWidget]:
    """Where the focus can stop."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]


def too_low(page: QWidget) -> list[tuple[str, str, int]]:
    """What is to be pressed or typed in and lower than a target; parts of fields do not count."""
    return [
        (type(widget).__name__, widget.accessibleName(), widget.height())
        for kind in (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
        for widget in page.findChildren(kind)
        if widget.isVisible()
        and widget.height() < TARGET
        and not isinstance(widget.parent(), (QLineEdit, QComboBox))
    ]
