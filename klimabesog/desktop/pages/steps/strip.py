"""The strip below a step: the target, what is proposed and what has been reached."""

from __future__ import annotations

from PySide6.QtCore import Signal

from klimabesog.casework.steps.target import Target
from klimabesog.desktop.widgets.base import Elided, Frame, Text, show_if
from klimabesog.desktop.widgets.explained import WhyButton
from klimabesog.desktop.widgets.figures import TargetBar
from klimabesog.values.texts import _


class ProgressStrip(Frame):
    """One line: the sentence, the bar, and the target in words.

    Signals:
        asked(): where the shares come from.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("bar-bottom", row=True, margins=(20, 10, 20, 10))
        self.setAccessibleName(_("Mål og fremdrift"))
        self.body.setSpacing(16)
        self.sentence = Text("", "strong", wrap=False)
        self.bar = TargetBar()
        self.bar.setFixedWidth(220)
        self.aim = Elided("", "small", "muted")
        self._barred = False
        self.why = WhyButton(self.asked.emit)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.why)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.aim, 1)

    def show_target(self, target: Target) -> None:
        """Show how far it is, or why there is nothing to show."""
        self.sentence.setText(target.sentence)
        self.sentence.setProperty("role", "strong" if target.share is not None else "body")
        self.sentence.set_tone("" if target.share is not None else "muted")
        self.aim.setText(_("Mål: {aim}").format(aim=target.aim) if target.aim else "")
        self.bar.show_target(target)
        self._barred = target.share is not None
        self.why.describe(target.sentence)
        show_if(self.why, self._barred)
        self.setAccessibleDescription(f"{target.sentence} {self.aim.text()}".strip())

    def show_room(self, width: int) -> None:
        """The sentence says it all: where there is little room the bar goes."""
        show_if(self.bar, self._barred and width > self.sentence.sizeHint().width() + 320)
