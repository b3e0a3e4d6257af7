"""A themed application, and windows on copies of one example case."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QLocale, QTimer
from PySide6.QtWidgets import QApplication

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Officer
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.state import WindowState
from klimabesog.desktop.theme import Theme, ThemeChoice
from tests.desktop.sharing import Colleague

KEY = bytes(range(32))
OpenWindow = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Theme:
    """The light scheme, whatever the desktop says."""
    QLocale.setDefault(QLocale("da_DK"))
    found = qapp.findChild(Theme)
    if found is None:
        return Theme(qapp, ThemeChoice.LIGHT)
    assert isinstance(found, Theme)
    if found.choice is not ThemeChoice.LIGHT:
        found.choose(ThemeChoice.LIGHT)
    return found


@pytest.fixture(scope="session")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the example case; made once, never opened by a test."""
    folder = tmp_path_factory.mktemp("eksempel")
    with Casebook.open(folder, KEY) as book:
        book.create_example()
    return folder


@pytest.fixture
def open_window(tmp_path: Path, example_folder: Path, theme: Theme) -> Iterator[OpenWindow]:
    """Opens the main window on an empty casebook, or on the example."""
    opened: list[tuple[MainWindow, Casebook]] = []

    def open_one(*, example: bool = True, size: tuple[int, int] = (1366, 768)) -> MainWindow:
        folder = tmp_path / f"data{len(opened)}"
        if example:
            shutil.copytree(example_folder, folder)
        book = Casebook.open(folder, KEY)
        if book.officer is None:
            book.set_officer(Officer("Mette Holm", "Ballerup Kommune"))
        opening = Opening(folder)
        opening.way = "memory"
        window = MainWindow(book, opening, theme, WindowState(folder))
        window.setMinimumSize(1, 1)
        window.resize(*size)
        window.show()
        opened.append((window, book))
        return window

    yield open_one
    for window, book in opened:
        window.close()
        book.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """A window on the example."""
    return open_window()


@pytest.fixture
def bo(window: MainWindow, tmp_path: Path) -> Iterator[Colleague]:
    """A colleague with a laptop that has all the window has."""
    colleague = Colleague(window.casebook, tmp_path / "kollega")
    yield colleague
    colleague.book.close()


@pytest.fixture
def visit_page(open_window: OpenWindow):  # type: ignore[no-untyped-def]
    """The workspace of the example visit, at Trykluft."""
    window = open_window()
    window.open_visit(window.casebook.visits()[0].id, "tjekliste:/data/try")
    window.activateWindow()
    return window.page


def run_events(ms: int = 20) -> None:
    """Let Qt work for a while; unlike qWait this lets worker threads run too."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
