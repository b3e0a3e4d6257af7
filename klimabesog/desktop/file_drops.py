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
        dropped(object): the Path of each file.
    """

    dropped = Signal(object)

    def __init__(self, window: QWindow, page_takes: Callable[[Path], bool] = lambda _path: False):
        super().__init__(window)
        self._page_takes = page_takes
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in DRAGGED or not isinstance(event, QDropEvent):
            return False
        paths = self._files(event)
        if not paths or QApplication.activeModalWidget() is not None:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)  # a file manager that moves would remove the file
        event.accept()
        if event.type() == QEvent.Type.Drop:
            for path in paths:
                self.dropped.emit(path)
        return True


    def _files(self, event: QDropEvent) -> list[Path]:
        """The files, when all that is dragged are files of ours, or it is one that the page takes."""
        from klimabesog.casework.sharedfiles import is_shared_file

        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if len(paths) < len(urls):
            return []
        wanted = all(map(is_shared_file, paths)) or (len(paths) == 1 and self._page_takes(paths[0]))
        return paths if wanted else []
