"""Progress: of work that belongs on the window's own thread, because it writes to the store; of work on the worker."""

from __future__ import annotations

import time
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressBar, QProgressDialog, QWidget

from klimabesog.desktop.widgets.base import Text, vbox
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

    def hold(self) -> None:
        """From now on it can't be stopped."""
        self.setCancelButton(None)  # type: ignore[arg-type]

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


class BusyBar(QWidget):
    """A sentence and a bar that moves while a worker is at it; takes no room before and after."""

    def __init__(self) -> None:
        super().__init__()
        self._sentence, self._bar = Text("", "body"), QProgressBar()
        self._bar.setTextVisible(False)
        layout = vbox(self, 8)
        layout.addWidget(self._sentence)
        layout.addWidget(self._bar)
        self.hide()

    def begin(self, sentence: str) -> None:
        """Something is under way."""
        self._sentence.setText(sentence)
        self._bar.setAccessibleName(sentence)
        self._bar.setRange(0, 0)
        self.show()

    def end(self) -> None:
        """It is over."""
        self._bar.setRange(0, 1)  # a bar that is not seen need not move
        self.hide()
