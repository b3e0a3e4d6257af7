"""Progress of work that belongs on the window's own thread, because it writes to the store."""

from __future__ import annotations

import time
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from klimabesog.values.texts import _

EVERY_S = 0.05
"""How often the bar moves, and the window takes a press of "Annuller"."""


class Progress(QProgressDialog):
    """A modal bar for the length of a `with`; call it with (done, of). Without `cancel` it cannot be stopped."""

    def __init__(self, parent: QWidget, text: str, *, cancel: bool = False):
        super().__init__(text, _("Annuller"), 0, 0, parent)
        if not cancel:
            self.setCancelButton(None)  # type: ignore[arg-type]
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumDuration(300)
        self.setAutoReset(False)
        self._moved = 0.0

    def __call__(self, done: int, of: int) -> None:
        """This much is done."""
        now = time.monotonic()
        if now - self._moved >= EVERY_S:
            self._moved = now
            self.setMaximum(of)
            self.setValue(done)

    def __enter__(self) -> Progress:
        QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        QApplication.restoreOverrideCursor()
        self.close()
        self.deleteLater()


class WaitCursor:
    """A waiting cursor while something takes a moment on this thread."""

    def __enter__(self) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)

    def __exit__(self, *_exc: object) -> None:
        QApplication.restoreOverrideCursor()
