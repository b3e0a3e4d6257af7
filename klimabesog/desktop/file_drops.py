"""Files dropped anywhere on a window, seen before a text field takes their name for text.

They are colleagues' files and profiles, and what the page on screen takes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QWindow
from PySide6.QtWidgets import QApplication

DRAGGED = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class FileDrops(QObject):
    """Watches one window; while a dialog is open its drops are nobody's.

    Signals:
        dropped(object): the Path of each file of ours.
        taken(object): the Paths of files that the page takes, a list.
    """

    dropped = Signal(object)
    taken = Signal(object)

    def __init__(self, window: QWindow, page_takes: Callable[[list[Path]], bool] = lambda _paths: False):
        super().__init__(window)
        self._page_takes = page_takes
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in DRAGGED or not isinstance(event, QDropEvent):
            return False
        paths = _files(event)
        ours, pages = _are_ours(paths), bool(paths) and self._page_takes(paths)
        if not (ours or pages) or QApplication.activeModalWidget() is not None:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)  # a file manager that moves would remove the file
        event.accept()
        if event.type() == QEvent.Type.Drop and pages:
            self.taken.emit(paths)
        elif event.type() == QEvent.Type.Drop:
            for path in paths:
                self.dropped.emit(path)
        return True


def _files(event: QDropEvent) -> list[Path]:
    """What is dragged, when it is files alone."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return paths if len(paths) == len(urls) else []


def _are_ours(paths: list[Path]) -> bool:
    """Whether they are colleagues' files or profiles."""
    from klimabesog.casework.sharedfiles import is_shared_file

    return bool(paths) and all(map(is_shared_file, paths))
