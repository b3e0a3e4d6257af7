"""Ctrl+Z: in a text field its own typing goes first; a page whose changes are one history has it with a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from klimabesog.casework.undo import Undoing
from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.texts import _


class UndoingPage(ScrollPage):
    """A page on which `changed` is changed: a button and keys to undo it, and saying what was done."""

    def __init__(self, shell: Shell, title: str, changed: Undoing, *, max_width: int):
        super().__init__(shell, title, max_width=max_width)
        self._changed = changed
        self.undo = Button(_("Fortryd"), self.take_back, icon="fortryd", tip="Ctrl+Z")
        self.buttons.addWidget(self.undo)
        for keys, act in (("Ctrl+Z", self.take_back), ("Ctrl+Shift+Z", self.do_again), ("Ctrl+Y", self.do_again)):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def take_back(self) -> None:
        """Undo the last change made here."""
        if self._changed.undo():
            self.shell.say(self.undone_words(), self.do_again, _("Gendan"))
        else:
            self.shell.say(_("Der er ikke mere at fortryde."))

    def do_again(self) -> None:
        """Redo what was undone."""
        if not self._changed.redo():
            self.shell.say(_("Der er ikke mere at gendanne."))

    def done(self, sentence: str) -> None:
        """Say what was done, with the way to undo it."""
        self.shell.say(sentence, self.take_back)

    def undone_words(self) -> str:
        """What is said once a change is undone."""
        return _("Fortrudt.")


def undo_typing(*, redo: bool) -> bool:
    """Undo or redo in the text field with the focus; False when it has nothing to offer."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        able = field.isRedoAvailable() if redo else field.isUndoAvailable()
    elif isinstance(field, QPlainTextEdit):
        able = field.document().isRedoAvailable() if redo else field.document().isUndoAvailable()
    else:
        return False
    if able:
        field.redo() if redo else field.undo()
    return able
