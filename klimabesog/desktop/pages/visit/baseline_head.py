"""The heading of the baseline chapter: with the way to the numbers behind it, and a suggested split."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.form_view.view import chapter_head
from klimabesog.desktop.widgets.base import vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.values.texts import _


class BaselineHead(QWidget):
    """The heading with two buttons beneath it.

    Signals:
        numbers_wanted(), split_wanted()
    """

    numbers_wanted = Signal()
    split_wanted = Signal()

    def __init__(self, title: str, hint: str):
        super().__init__()
        column = vbox(self, 6)
        column.addWidget(chapter_head(title, hint))
        box = QWidget()
        line = FlowLayout(box, spacing=8)
        self.numbers = Button(
            _("Tallene bag …"),
            self.numbers_wanted.emit,
            icon="info",
            tip=_("Priser og faktorer, som besøget regner med"),
        )
        self.split = Button(
            _("Foreslå fordeling"),
            self.split_wanted.emit,
            icon="paere",
            tip=_("Fylder fordelingen på anvendelser ud efter branchen; ret den bagefter"),
        )
        for button in (self.numbers, self.split):
            line.addWidget(button)
        column.addWidget(box)
