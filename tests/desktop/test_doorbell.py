"""Starting the program once more: the open window comes forward and takes over the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.views import Officer
from klimabesog.desktop.app import Application
from klimabesog.desktop.doorbell import FOLDER, ring
from klimabesog.desktop.errors import ErrorReporter
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.pages.file_offer import OfferDialog
from klimabesog.desktop.widgets.base import Text

Again = Callable[[Path | None], bool]


@pytest.fixture
def application(qapp: QApplication, tmp_path: Path) -> Iterator[Application]:
    """The program with its window open, listening and ready to be locked."""
    data_dir = tmp_path / "gemt"
    with Opening(data_dir).create() as book:
        book.set_officer(Officer("Mette Holm", "Ballerup Kommune"))
    application = Application(qapp, Opening(data_dir), ErrorReporter(tmp_path / "fejl.log"))
    assert application.start()
    application._listen()
    application._watch()
    yield application
    assert application.window is not None
    application.window.close()
    application.window.deleteLater()
    application.close()


@pytest.fixture
def again(tmp_path: Path) -> Again:
    """Starts the program again while the first one's event loop turns; whether the second start left."""

    def start(file: Path | None) -> bool:
        assert Opening(tmp_path / "gemt").is_open_elsewhere
        return ring(tmp_path / "gemt", file, wait=lambda _seconds: QTest.qWait(5))

    return start


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """What a colleague sent."""
    path = tmp_path / "Fra Bo.klimabesog"
    with Casebook.open(tmp_path / "bo", bytes(32)) as book:
        book.set_officer(Officer("Bo Friis", "Ballerup Kommune"))
        book.save_company({"navn": "Bageriet"})
        Sharing(book).export(path)
    return path


def offered(application: Application) -> list[OfferDialog]:
    window = application.window
    assert isinstance(window, MainWindow)
    return window.findChildren(OfferDialog)


def test_the_open_window_takes_over_the_file(
    application: Application, again: Again, file: Path, qtbot: QtBot
) -> None:
    assert application.window is not None
    application.window.showMinimized()
    assert again(file)
    qtbot.waitUntil(lambda: bool(offered(application)))
    assert not application.window.isMinimized()
    (dialog,) = offered(application)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert any("Bo" in text.text() for text in dialog.findChildren(Text))
    dialog.reject()


def test_without_a_file_it_only_comes_forward(
    application: Application, again: Again, tmp_path: Path, qtbot: QtBot
) -> None:
    assert application.window is not None
    application.window.showMinimized()
    assert again(None)
    assert not application.window.isMinimized()
    assert not offered(application)
    assert not list((tmp_path / "gemt" / FOLDER).iterdir())


def test_while_it_is_locked_the_file_waits_for_the_key(
    application: Application, again: Again, file: Path, qtbot: QtBot
) -> None:
    application.lock()
    lock = application._lock
    assert lock is not None
    assert lock.page is not None
    assert again(file)
    QTest.qWait(50)
    assert lock.is_locked
    assert not offered(application)
    lock.page.unlock()
    qtbot.waitUntil(lambda: bool(offered(application)))
    offered(application)[0].reject()


def test_a_ring_that_nobody_answers_is_taken_back(tmp_path: Path) -> None:
    assert not ring(tmp_path, None), "there is nowhere to ring"
    (tmp_path / FOLDER).mkdir()
    assert not ring(tmp_path, tmp_path / "fil", seconds=0)
    assert not list((tmp_path / FOLDER).iterdir())


def test_closed_data_are_not_open_elsewhere(tmp_path: Path) -> None:
    opening = Opening(tmp_path / "gemt")
    assert not opening.is_open_elsewhere
    with opening.create():
        assert Opening(tmp_path / "gemt").is_open_elsewhere
    assert not opening.is_open_elsewhere
