"""The data are closed for a moment, and something is done with them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from klimabesog.desktop.widgets.base import Frame, Text, vbox
from klimabesog.values.texts import _


class WaitPage(QWidget):
    """One sentence and a bar that moves."""

    def __init__(self, sentence: str):
        super().__init__()
        card = Frame("card", margins=(28, 26, 28, 26))
        card.setMinimumWidth(420)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName(sentence)
        card.add(Text(sentence, "title"), Text(_("Luk ikke computeren imens."), "body", "muted"), bar)
        layout = vbox(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(card)
