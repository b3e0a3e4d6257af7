"""Lines above a step's questions: that it is skipped, that steps may be left out, that there is no visit yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from klimabesog.casework.steps.skipping import Skip
from klimabesog.desktop.widgets.base import Frame, Text, show_if
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.words import when
from klimabesog.values.texts import _


class Notice(Frame):
    """A sentence with the button that does what it says.

    Signals:
        wanted(): the button was pressed.
    """

    wanted = Signal()

    def __init__(self, kind: str, button: str = ""):
        super().__init__(kind, row=True, margins=(20, 4, 10, 4))
        self.body.setSpacing(10)
        self.words = Text("", "body")
        self.body.addWidget(self.words, 1)
        self.button = Button(button, self.wanted.emit)
        show_if(self.button, bool(button))
        self.body.addWidget(self.button)
        self.hide()

    def say(self, sentence: str, button: str = "") -> None:
        """Show a sentence, with other words on the button if given; "" puts the line away."""
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        if button:
            self.button.setText(button)
            self.button.setAccessibleName(button)
            show_if(self.button, True)
        show_if(self, bool(sentence))

    @property
    def text(self) -> str:
        """What it says, "" when it is away."""
        return self.words.text()


def skipped_sentence(skip: Skip | None) -> str:
    """ "Sprunget over: kun netværk. Mette Holm, 27.11.2026 kl. 14.05."; "" for a step that is not skipped."""
    if skip is None:
        return ""
    moment = when(skip.when.date().isoformat(), skip.when.strftime("%H:%M"))
    by = ", ".join(part for part in (skip.who, moment) if part)
    return _("Sprunget over: {reason}").format(reason=f"{skip.reason.rstrip('.')}. {by}.")


def left_out_sentence(steps: Sequence[int]) -> str:
    """ "Et partnerskab af den slags kan klare sig uden trin 4, 5 og 6."; "" for no steps."""
    if not steps:
        return ""
    numbers = [str(step) for step in steps]
    listed = _("{first} og {last}").format(first=", ".join(numbers[:-1]), last=numbers[-1])
    return _("Et partnerskab af den slags kan klare sig uden trin {steps}.").format(
        steps=listed if len(numbers) > 1 else numbers[0]
    )
