"""A colleague's laptop for tests of the window: works on the same cases, and swaps changes with it. Dropped files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Officer
from klimabesog.desktop.main_window import MainWindow
from tests.casework.sharing_steps import join, swap


class Colleague:
    """Bo, with a casebook of his own that begins as the window's."""

    def __init__(self, casebook: Casebook, folder: Path):
        self.folder, self._mine = folder, casebook
        folder.mkdir()
        self.book = Casebook.open(folder / "bo", bytes(reversed(range(32))))
        self.book.set_officer(Officer("Bo Friis", "Ballerup Kommune"))
        join(casebook, self.book)
        self.swap()

    def swap(self) -> None:
        """Each takes in what the other has."""
        swap(self._mine, self.book, self.folder)


def drop(window: MainWindow, *paths: Path, at: QPoint | None = None) -> bool:
    """Drag the files in and let go, as the window system does; whether the window took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy = at or QPoint(300, 300), Qt.DropAction.CopyAction
    more = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(place, copy | Qt.DropAction.MoveAction, data, *more)
    QCoreApplication.sendEvent(window.windowHandle(), enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(place), copy | Qt.DropAction.MoveAction, data, *more, QEvent.Type.Drop)
    QCoreApplication.sendEvent(window.windowHandle(), event)
    return event.isAccepted() and event.dropAction() == copy
