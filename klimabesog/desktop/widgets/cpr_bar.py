"""A question at the field in which a possible CPR number was typed: take it out, or say that it is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from klimabesog.casework.cpr import CprFound
from klimabesog.desktop.widgets.base import Frame, Text, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import IconPicture
from klimabesog.values.texts import _

FOLLOW_MS = 80
Field = QLineEdit | QPlainTextEdit


class CprBar(Frame):
    """The question, beneath the field and over what stands there; what was typed stays as it is until it is answered.

    It takes no focus: who types on is not interrupted, and Alt with a letter answers.
    """

    def __init__(self, field: Field, error: CprFound, keep: Callable[[CprFound], object]):
        super().__init__("warn", margins=(14, 10, 12, 10))
        self.setParent(field.window())
        self.error, self._field, self._keep = error, field, keep
        head = hbox(spacing=10)
        head.addWidget(IconPicture("advarsel", "warn", 20), 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(spacing=2)
        words.addWidget(
            Text(_("Er {number} et CPR-nummer?").format(number=", ".join(error.numbers)), "strong")
        )
        words.addWidget(Text(_("Det må ikke stå her. Teksten er ikke gemt, før du har svaret."), "small"))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.remove = Button(_("&Fjern tallet"), self.take_out, kind="primary")
        self.overrule = Button(_("Det er &ikke et CPR-nummer"), self.keep)
        buttons = hbox(spacing=8)
        buttons.addStretch(1)
        buttons.addWidget(self.overrule)
        buttons.addWidget(self.remove)
        self.body.addLayout(buttons)
        self.setAccessibleName(_("Er det et CPR-nummer? Det må ikke stå her."))
        self.setFixedWidth(min(460, max(320, field.window().width() - 40)))
        self._follow = QTimer(self, interval=FOLLOW_MS)
        self._follow.timeout.connect(self.place)
        self._follow.start()
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Stand beneath the field, above it where there is no room; gone with the field or the number."""
        if not shiboken6.isValid(self._field) or not any(
            n in text_of(self._field) for n in self.error.numbers
        ):
            self.deleteLater()
            return
        self.setVisible(self._field.isVisible())
        window = self._field.window()
        below = self._field.mapTo(window, QPoint(0, self._field.height() + 4))
        if below.y() + self.height() > window.height():
            below = self._field.mapTo(window, QPoint(0, -self.height() - 4))
        x = max(8, min(below.x(), window.width() - self.width() - 8))
        self.move(x, max(8, min(below.y(), window.height() - self.height() - 8)))

    def take_out(self) -> None:
        """Take the number out of what is typed."""
        text = text_of(self._field)
        if text == self.error.text:
            replace_text(self._field, self.error.without)
        else:
            for number in self.error.numbers:
                text = text.replace(number, "")
            replace_text(self._field, text)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def keep(self) -> None:
        """It is no CPR number: what is typed is saved as it is."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keep(self.error)
        self.deleteLater()


def ask_cpr(error: CprFound, keep: Callable[[CprFound], object]) -> CprBar | None:
    """Ask at the field that holds the number; None when no such field is on screen."""
    field = next(_fields_with(error), None)
    if field is None:
        return None
    for old in field.window().findChildren(CprBar):
        if old.error.numbers == error.numbers:
            return old
        old.deleteLater()
    return CprBar(field, error, keep)


def _fields_with(error: CprFound) -> Iterator[Field]:
    """The field with the focus first, then those on screen, that hold the number."""
    focused = QApplication.focusWidget()
    if isinstance(focused, (QLineEdit, QPlainTextEdit)) and _holds(focused, error):
        yield focused
    for window in reversed(QApplication.topLevelWidgets()):
        found: list[Field] = [*window.findChildren(QPlainTextEdit), *window.findChildren(QLineEdit)]
        yield from (field for field in found if field.isVisible() and _holds(field, error))


def _holds(field: Field, error: CprFound) -> bool:
    return any(number in text_of(field) for number in error.numbers)


def text_of(field: QWidget) -> str:
    """What stands in a field of text."""
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text() if isinstance(field, QLineEdit) else ""


def replace_text(field: Field, text: str) -> None:
    """Put another text in its place as if it were typed: it is saved, and Ctrl+Z brings the former back."""
    if isinstance(field, QLineEdit):
        field.selectAll()
        field.insert(text)
        return
    cursor = field.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.insertText(text)
