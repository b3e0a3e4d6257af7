"""Spring over: why each of one or several steps is skipped."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.widgets.base import Text, show_if
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.fields import TextField
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _


class SkipDialog(Dialog):
    """A field for the reason of each step; `skip` is called with all of them."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        reasons: Mapping[int, tuple[str, str]],
        skip: Callable[[dict[int, str]], object],
    ):
        """`reasons`: step -> its title and the reason to begin with."""
        super().__init__(parent, title, width=560)
        self._skip = skip
        words = _("Begrundelsen står på virksomhedens side. Du kan tage trinnet med igen når som helst.")
        self.body.addWidget(Text(words, "body", "muted"))
        self.fields: dict[int, TextField] = {}
        for step, (name, reason) in reasons.items():
            label = Text(_("Hvorfor springes {step} over?").format(step=name), "small-strong")
            self.fields[step] = TextField(
                reason, _("Begrundelse for at springe {step} over").format(step=name), lines=2
            )
            label.setBuddy(self.fields[step])
            self.body.addWidget(label)
            self.body.addWidget(self.fields[step])
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.go = Button(_("Spring over"), self._go, kind="primary")
        self.add_buttons(Button(_("Annuller"), self.reject), self.go)
        next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        try:
            self._skip({step: field.toPlainText() for step, field in self.fields.items()})
        except InputError as error:
            self._problem.setText(str(error))
            show_if(self._problem, True)
            return
        self.accept()
