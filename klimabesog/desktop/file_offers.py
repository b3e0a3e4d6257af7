"""Files given to the window (by a button, a drop, the start), offered one after another when no dialog is open."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from klimabesog.casework.sharedfiles import is_profile

if TYPE_CHECKING:
    from klimabesog.desktop.main_window import MainWindow


class FileOffers(QObject):
    """The files that wait to be offered."""

    def __init__(self, window: MainWindow):
        super().__init__(window)
        self._window = window
        self._waiting: deque[Path] = deque()
        self._soon = QTimer(self, singleShot=True, interval=0)  # a drop is over before a dialog opens
        self._soon.timeout.connect(self._next)

    def offer(self, path: Path) -> None:
        """One more file."""
        self._waiting.append(path)
        self._soon.start()

    def _next(self) -> None:
        """Offer the first, when no dialog is open; what is being typed is saved, or asked about, before that."""
        if not self._waiting:
            return
        open_now = QApplication.activeModalWidget()
        if isinstance(open_now, QDialog):
            open_now.finished.connect(lambda _result: self._soon.start())
            return
        path = self._waiting.popleft()
        self._window.save_all()
        dialog = self._dialog(path)
        dialog.finished.connect(lambda _result: self._soon.start())
        dialog.open()

    def _dialog(self, path: Path) -> QDialog:
        if is_profile(path):
            from klimabesog.desktop.pages.settings_sharing import OpenProfileDialog

            return OpenProfileDialog(self._window, self._window, path)
        from klimabesog.desktop.pages.file_offer import OfferDialog

        return OfferDialog(self._window, self._window, path)
