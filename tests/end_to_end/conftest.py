"""Windows on a casebook of the test's own, with its own clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.casescript import clock_of
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.state import WindowState
from klimabesog.desktop.theme import Theme, ThemeChoice

Begin = Callable[[Casebook], object]
OpenWindow = Callable[[Path, Begin], MainWindow]


@pytest.fixture
def open_window(qapp: QApplication, tmp_path: Path) -> Iterator[OpenWindow]:
    """`open_window(script, begin)`: a window at the script's last day, on what `begin` makes of an empty casebook."""
    QLocale.setDefault(QLocale("da_DK"))
    theme = qapp.findChild(Theme) or Theme(qapp, ThemeChoice.LIGHT)
    opened: list[MainWindow] = []

    def open_one(script: Path, begin: Begin) -> MainWindow:
        book = Casebook.open(tmp_path, bytes(32), clock=clock_of(script))
        begin(book)
        opening = Opening(tmp_path)
        opening.way = "memory"
        window = MainWindow(book, opening, theme, WindowState(tmp_path))
        window.resize(1366, 900)
        window.show()
        window.activateWindow()
        opened.append(window)
        return window

    yield open_one
    for window in opened:
        window.close()
        window.casebook.close()
        window.deleteLater()
