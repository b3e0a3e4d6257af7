"""How far the making of a document is: in the middle while there is nothing to show yet, else over the old pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from klimabesog.desktop.widgets.base import Frame, Text, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.texts import _

SHOWN_AFTER_MS = 500
"""A making that takes no longer than this shows no bar over the old pages."""


class Making:
    """The words, the bar and the buttons, and what they show."""

    def __init__(self, cancel: Callable[[], object], again: Callable[[], object], role: str):
        self.words = Text("", role, wrap=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setFixedWidth(280)
        self.bar.setAccessibleName(_("Dokumentet bliver lavet"))
        self.cancel = Button(_("Annuller"), cancel)
        self.again = Button(_("Lav igen"), again)
        self.widgets = (self.words, self.bar, self.cancel, self.again)

    def begin(self) -> None:
        """The making has begun."""
        self.bar.setValue(0)
        self._show(_("Dokumentet bliver lavet …"), under_way=True)

    def show_progress(self, share: float) -> None:
        """This much is done, 0 to 1."""
        self.bar.setValue(round(share * 1000))

    def stopped(self, sentence: str) -> None:
        """It was not made."""
        self._show(sentence, under_way=False)

    def _show(self, sentence: str, *, under_way: bool) -> None:
        self.words.setText(sentence)
        show_if(self.bar, under_way)
        show_if(self.cancel, under_way)
        show_if(self.again, not under_way)


class Waiting(QWidget):
    """Nothing to show yet."""

    def __init__(self, cancel: Callable[[], object], again: Callable[[], object]):
        super().__init__()
        self.making = Making(cancel, again, "heading")
        layout = vbox(self, 12)
        layout.addStretch(1)
        for widget in self.making.widgets:
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)


class Overlay(Frame):
    """Stands over the top of the old pages, so that nothing moves when it comes and goes."""

    def __init__(self, over: QWidget, cancel: Callable[[], object], again: Callable[[], object]):
        super().__init__("card", row=True, margins=(16, 8, 10, 8))
        self.setParent(over)
        self._over = over
        self.making = Making(cancel, again, "small")
        self.body.setSpacing(12)
        self.add(*self.making.widgets)
        self._later = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._later.timeout.connect(self.bring)
        over.installEventFilter(self)
        self.hide()

    def bring_later(self) -> None:
        """Come when the making takes its time."""
        self._later.start()

    def bring(self) -> None:
        """Come now."""
        self._later.stop()
        self.show()
        self.raise_()
        self._place()

    def take_away(self) -> None:
        """There is nothing more to say."""
        self._later.stop()
        self.hide()

    def _place(self) -> None:
        self.adjustSize()
        self.move(max(0, (self._over.width() - self.width()) // 2), 12)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
