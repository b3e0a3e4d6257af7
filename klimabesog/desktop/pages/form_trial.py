"""A form tried in a window of its own: it works as in a visit, and nothing of it is kept."""

from __future__ import annotations

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


class _Source(Trial):
    """The trial; what needs a visit is said instead of done."""

    def __init__(self, trial: Trial, window: TrialWindow):
        self.__dict__ = trial.__dict__
        self._window = window

    def show_history(self, ref: str) -> None:
        """Say that there is none."""
        try:
            super().show_history(ref)
        except InputError as error:
            self._window.note.setText(str(error))


class TrialWindow(QWidget):
    """The form with a line above it that says what this is; Esc closes."""

    def __init__(self, parent: QWidget, trial: Trial):
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Prøv skemaet: {title}").format(title=trial.title))
        self.resize(*SIZE)
        clamp(self)
        self.trial = trial
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
        self._show()

    def _show(self) -> None:
        source = _Source(self.trial, self)
        self.view.show_nodes(source, self.trial.nodes, chapter_head(self.trial.title))
        self.view.focus_first()

    def restart(self) -> None:
        """A blank form again."""
        self.view.clear()
        self.trial = Trial(self.trial.definition)
        self._show()
