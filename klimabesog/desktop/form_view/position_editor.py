"""A position typed or pasted: decimal degrees, degrees and minutes, or a map's link; a line or area has several."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from klimabesog.desktop.form_view.editors import Editor
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.widgets.base import Text, show_if, vbox
from klimabesog.desktop.widgets.fields import LineField, TextField
from klimabesog.desktop.widgets.markup import plain
from klimabesog.values.errors import InputError
from klimabesog.values.positions import parse_position, parse_positions, shown_position
from klimabesog.values.texts import _


class PositionEditor(Editor):
    """One point in a line, or one point on each line. What cannot be read stays as it was typed, and is explained."""

    typed = True

    def __init__(self, node: Node) -> None:
        super().__init__()
        self._several = node.kind != "geopoint"
        self._stored = ""
        label = plain(node.label or "")
        self._problem = Text("", "small", "danger")
        self._line: LineField | TextField
        if self._several:
            self._line = TextField("", label, _("Et punkt på hver linje, fx 55,6761 12,5683"), lines=3)
            self._quiet = False
            self._line.textChanged.connect(self._typed)
        else:
            self._line = LineField("", label, _("55,6761 12,5683 eller link fra et kort"))
            self._line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._line.setMaximumWidth(460)
            self._line.textEdited.connect(self._typed)
            self._line.next_wanted.connect(self.next_wanted)
        column = vbox(self, 4)
        column.addWidget(self._line)
        column.addWidget(self._problem)
        self._problem.hide()
        self.setFocusProxy(self._line)
        self._line.left.connect(self._leave)

    def _typed(self) -> None:
        if not self._several or not self._quiet:
            self._say("")
            self.edited.emit()

    def _text(self) -> str:
        return self._line.toPlainText() if isinstance(self._line, TextField) else self._line.text()

    def _parse(self, text: str) -> str:
        return parse_positions(text) if self._several else parse_position(text)

    @property
    def value(self) -> str:
        text = self._text().strip()
        if text == self._shown(self._stored):
            return self._stored  # what is not touched keeps every decimal
        try:
            return self._parse(text) if text else ""
        except InputError:
            return text

    def is_ready(self) -> bool:
        return False

    def _leave(self) -> None:
        text = self._text().strip()
        try:
            if text and text != self._shown(self._stored):
                self._show(self._parse(text))
        except InputError as error:
            self._say(str(error))
        self.committed.emit()

    def show_node(self, node: Node) -> None:
        if node.value != self.value or not self._text():
            self._show(node.value)
        self._stored = node.value
        self._line.setReadOnly(node.readonly)

    def _show(self, value: str) -> None:
        self._stored = value
        self._quiet = True
        if isinstance(self._line, TextField):
            self._line.set_text(self._shown(value))
        else:
            self._line.setText(self._shown(value))
        self._quiet = False

    def _shown(self, value: str) -> str:
        points = [part for part in value.split(";") if part.strip()]
        try:
            return "\n".join(shown_position(point) for point in points)
        except ValueError:
            return value

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        show_if(self._problem, bool(sentence))
        self._line.setAccessibleDescription(sentence)
