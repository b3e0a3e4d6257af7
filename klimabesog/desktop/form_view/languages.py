"""The form's languages, above its questions: one press shows all words in another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.widgets.base import Text, hbox
from klimabesog.desktop.widgets.choice_bar import ChoiceBar, Segment
from klimabesog.values.texts import _


class LanguageBar(QWidget):
    """Which language the form is shown in.

    Signals:
        chosen(str): the language's name.
    """

    chosen = Signal(str)

    def __init__(self, languages: Sequence[str], current: str):
        super().__init__()
        line = hbox(self, 10)
        line.addWidget(Text(_("Sprog"), "small-strong", "muted", wrap=False))
        bar = ChoiceBar(
            [Segment(name, name.partition("(")[0].strip() or name) for name in languages],
            _("Skemaets sprog"),
            clearable=False,
        )
        bar.set_value(current)
        bar.chosen.connect(self.chosen)
        line.addWidget(bar, 1)
