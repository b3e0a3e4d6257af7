"""A form tried in a window of its own: it works as in a visit, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from klimabesog.casework.trial import Trial
from klimabesog.desktop.form_view import FormView
from klimabesog.desktop.form_view.view import chapter_head
from klimabesog.desktop.state import clamp
from klimabesog.desktop.widgets.base import Frame, Text, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

SIZE = (980, 680)
Definition = Any  # a parsed form, as casework hands it out


class _Trying(Trial):
    """A trial that says where history is asked for that there is none."""

    def __init__(self, definition: Definition, said: Callable[[str], object]):
        super().__init__(definition)
        self._said = said

    def is_split(self, ref: str) -> bool:
        return False

    def resolve(self) -> None:
        return

    def show_history(self, ref: str) -> None:
        try:
            super().show_history(ref)
        except InputError as error:
            self._said(str(error))


class TrialWindow(QWidget):
    """The form with a line above it that says what this is; Esc closes."""

    def __init__(self, parent: QWidget, definition: Definition):
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        clamp(self)
        column = vbox(self, 0)
        bar = Frame("bar-top", row=True, margins=(20, 8, 14, 8))
        self.note = Text(_("Her kan du prøve skemaet. Intet af det, du skriver, gemmes."), "body", "muted")
        bar.body.addWidget(self.note, 1)
        bar.body.addWidget(Button(_("Forfra"), self.restart))
        bar.body.addWidget(Button(_("Luk"), self.close, kind="primary"))
        column.addWidget(bar)
        self.view = FormView()
        column.addWidget(self.view, 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        self._definition = definition
        self.restart()
        self.setWindowTitle(_("Prøv skemaet: {title}").format(title=self.trial.title))

    def restart(self) -> None:
        """A blank form."""
        self.view.clear()
        self.trial: Trial = _Trying(self._definition, self.note.setText)
        self.view.show_nodes(self.trial, self.trial.nodes, chapter_head(self.trial.title))
        self.view.focus_first()
