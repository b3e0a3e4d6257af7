"""A section of a document as a row: in or out, moved up and down, with a comment at its head."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from klimabesog.casework.papers.editable import SectionLine
from klimabesog.desktop.pages.documents.editing.written import Written
from klimabesog.desktop.widgets.base import Frame, Text, hbox, show_if
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.texts import _


class SectionActions(Protocol):
    """What a row asks for."""

    def shift(self, section: str, by: int) -> None: ...

    def leave_out(self, section: str, out: bool) -> None: ...

    def comment(self, section: str, text: str) -> None: ...

    def go_to(self, section: str) -> None: ...


class SectionRow(Frame):
    """The row; the same one for as long as the page lives, so that the focus stays where it is."""

    def __init__(self, line: SectionLine, act: SectionActions):
        super().__init__("inset", margins=(10, 6, 6, 6))
        self.id, self._act = line.id, act
        self.body.setSpacing(4)
        self.shown = QCheckBox(line.title)
        self.shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.shown.toggled.connect(lambda on: act.leave_out(self.id, not on))
        self._page = Text("", "small", "muted", wrap=False)
        self.note = self._icon("note", _("Bemærkning til {title}"), line, self.open_comment)
        self.up = self._icon("op", _("Flyt op: {title}"), line, partial(act.shift, line.id, -1))
        self.down = self._icon("ned", _("Flyt ned: {title}"), line, partial(act.shift, line.id, 1))
        head = hbox(spacing=2)
        head.addWidget(self.shown, 1)
        for widget in (self._page, self.note, self.up, self.down):
            head.addWidget(widget)
        self.body.addLayout(head)
        name = _("Bemærkning til {title}").format(title=line.title)
        self.comment = Written(name, partial(act.comment, line.id), _("Står øverst i afsnittet"))
        self.comment.hide()
        self.add(self.comment)
        for part in (self.shown, self.note, self.up, self.down, self.comment):
            part.installEventFilter(self)

    @staticmethod
    def _icon(icon: str, name: str, line: SectionLine, act: Callable[[], object]) -> Button:
        return Button(kind="icon", icon=icon, name=name.format(title=line.title), clicked=act)

    def show_line(self, line: SectionLine, *, first: bool, last: bool) -> None:
        """Bring it up to date."""
        self.shown.blockSignals(True)
        self.shown.setChecked(not line.left_out)
        self.shown.blockSignals(False)
        empty = not line.page and not line.left_out
        words = _("tomt") if empty else _("s. {n}").format(n=line.page) if line.page else ""
        self._page.setText(words)
        self._page.setToolTip(_("Afsnittet har intet at vise og bliver ikke trykt.") if empty else "")
        for button, off in ((self.up, first), (self.down, last)):
            if off and button.hasFocus():
                self.shown.setFocus(Qt.FocusReason.OtherFocusReason)
            button.setEnabled(not off)
        self.comment.show_text(line.comment)
        if line.comment:
            show_if(self.comment, True)

    def open_comment(self) -> None:
        """Show or put away the comment; one that is written stays."""
        show_if(self.comment, not self.comment.isVisibleTo(self) or bool(self.comment.toPlainText().strip()))
        if self.comment.isVisibleTo(self):
            self.comment.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow moves the section that has the focus; seen before a button takes the arrow for itself."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key())
            if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._act.shift(self.id, by)
                return True
        return False

    def mousePressEvent(self, event: object) -> None:
        self._act.go_to(self.id)

    def focused(self) -> QWidget | None:
        """The part that has the focus, None when it is elsewhere."""
        inside = self.focusWidget()
        return inside if inside is not None and inside.hasFocus() else None
