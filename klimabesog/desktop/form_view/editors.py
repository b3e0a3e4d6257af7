"""Editors: one widget per kind of question, all with the same few signals."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QSlider, QWidget

from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.widgets.base import Text, hbox, vbox
from klimabesog.desktop.widgets.date_field import DateField, MomentField, TimeField
from klimabesog.desktop.widgets.fields import LineField, TextField
from klimabesog.desktop.widgets.number_field import NumberField, shown_number
from klimabesog.values import danish
from klimabesog.values.texts import _


class Editor(QWidget):
    """Shows and changes the value of one node.

    Signals:
        edited(): typing goes on; the value is worth saving soon.
        committed(): the value is final for now (field left, choice made).
        next_wanted(int): go to the next (+1) or previous (-1) question.
        file_given(object, str): a file (path or bytes) and its name, to be the answer.
    """

    edited = Signal()
    committed = Signal()
    next_wanted = Signal(int)
    file_given = Signal(object, str)
    typed = False  # whether the value is typed text, which must not change under the cursor

    @property
    def value(self) -> str:
        """The value as XForms text."""
        raise NotImplementedError

    def show_node(self, node: Node) -> None:
        """Take over value, choices and read-only state from the node."""
        raise NotImplementedError

    def is_ready(self) -> bool:
        """Whether the value may be saved while typing goes on (half a number may not)."""
        return True

    def describe(self, sentence: str) -> None:
        """Tell assistive technology what is wrong, or what the hint says."""
        target = self.focusProxy() or self
        target.setAccessibleDescription(sentence)


class TextEditor(Editor):
    """One line of text."""

    typed = True

    def __init__(self, node: Node) -> None:
        super().__init__()
        self._line = LineField(node.value, node.label or "")
        self._line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        vbox(self, 0).addWidget(self._line)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(lambda _text: self.edited.emit())
        self._line.left.connect(self.committed)
        self._line.next_wanted.connect(self.next_wanted)

    @property
    def value(self) -> str:
        return self._line.text()

    def show_node(self, node: Node) -> None:
        if self._line.text() != node.value:
            self._line.setText(node.value)
        self._line.setReadOnly(node.readonly)


class MultilineEditor(Editor):
    """Several lines of text."""

    typed = True

    def __init__(self, node: Node) -> None:
        super().__init__()
        self._text = TextField(node.value, node.label or "", lines=2)
        vbox(self, 0).addWidget(self._text)
        self.setFocusProxy(self._text)
        self._quiet = False
        self._text.textChanged.connect(self._changed)
        self._text.left.connect(self.committed)

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    @property
    def value(self) -> str:
        return self._text.toPlainText()

    def show_node(self, node: Node) -> None:
        self._quiet = True
        self._text.set_text(node.value)
        self._quiet = False
        self._text.setReadOnly(node.readonly)


class NumberEditor(Editor):
    """Integer or decimal, with its unit."""

    typed = True

    def __init__(self, node: Node, unit: str = "") -> None:
        super().__init__()
        self._field = NumberField(node.value, node.label or "", unit=unit, integer=node.kind == "integer")
        vbox(self, 0).addWidget(self._field)
        self.setFocusProxy(self._field.line)
        self._field.edited.connect(self.edited)
        self._field.left.connect(self.committed)
        self._field.next_wanted.connect(self.next_wanted)

    @property
    def value(self) -> str:
        return self._field.value

    def is_ready(self) -> bool:
        text = self._field.value
        return not text or text.lstrip("-").replace(".", "", 1).isdigit()

    def show_node(self, node: Node) -> None:
        self._field.set_value(node.value)
        self._field.setReadOnly(node.readonly)


class MomentEditor(Editor):
    """A date or a time of day."""

    typed = True

    def __init__(self, node: Node) -> None:
        super().__init__()
        kind = TimeField if node.kind == "time" else DateField
        self._field: MomentField = kind(node.value, node.label or "")
        vbox(self, 0).addWidget(self._field)
        self.setFocusProxy(self._field.line)
        self._field.edited.connect(self.edited)
        self._field.left.connect(self.committed)
        self._field.next_wanted.connect(self.next_wanted)

    @property
    def value(self) -> str:
        return self._field.value

    def is_ready(self) -> bool:
        return False

    def show_node(self, node: Node) -> None:
        if node.value[:10] != self._field.value[:10]:
            self._field.set_value(node.value)
        self._field.setReadOnly(node.readonly)


class RangeEditor(Editor):
    """A slider between two limits with the figure beside it."""

    def __init__(self, node: Node, start: float, end: float, step: float) -> None:
        super().__init__()
        self._start, self._step = start, step
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, max(1, round((end - start) / step)))
        self._slider.setMinimumHeight(40)
        self._slider.setMaximumWidth(420)
        self._slider.setAccessibleName(node.label or "")
        self._figure = Text("", "strong", wrap=False)
        self._figure.setMinimumWidth(60)
        self._value = node.value
        layout = hbox(self, 12)
        layout.addWidget(self._slider, 1)
        layout.addWidget(self._figure)
        layout.addStretch(1)
        self.setFocusProxy(self._slider)
        self._slider.valueChanged.connect(self._moved)

    @property
    def value(self) -> str:
        return self._value

    def _moved(self, position: int) -> None:
        number = self._start + position * self._step
        self._value = danish.machine_number(round(number, 6))
        self._figure.setText(shown_number(self._value))
        self.committed.emit()

    def show_node(self, node: Node) -> None:
        self._value = node.value
        self._figure.setText(shown_number(node.value) or "–")
        self._slider.blockSignals(True)
        if node.value:
            self._slider.setValue(round((float(node.value) - self._start) / self._step))
        self._slider.blockSignals(False)
        self._slider.setEnabled(not node.readonly)


class TriggerEditor(Editor):
    """An acknowledgement: a box to tick."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self._box = QCheckBox(_("Det er gjort"))
        self._box.setAccessibleName(node.label or self._box.text())
        vbox(self, 0).addWidget(self._box)
        self.setFocusProxy(self._box)
        self._box.clicked.connect(lambda _checked: self.committed.emit())

    @property
    def value(self) -> str:
        return "OK" if self._box.isChecked() else ""

    def show_node(self, node: Node) -> None:
        self._box.setChecked(bool(node.value))
        self._box.setEnabled(not node.readonly)


class ResultEditor(Editor):
    """A calculated or read-only value, shown as text."""

    def __init__(self, node: Node, unit: str = "") -> None:
        super().__init__()
        self._unit = unit
        self._value = node.value
        self._text = Text("", "strong")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        vbox(self, 0).addWidget(self._text)

    @property
    def value(self) -> str:
        return self._value

    def show_node(self, node: Node) -> None:
        self._value = node.value
        text = result_text(node)
        self._text.setText(f"{text} {self._unit}".strip() if text else "–")


def result_text(node: Node) -> str:
    """A value as a Dane reads it: choices by their label, numbers with at most two decimals."""
    value = node.value
    if not value:
        return ""
    labels = {choice.value: choice.label for choice in node.choices or ()}
    if labels:
        return ", ".join(labels.get(part, part) for part in value.split())
    try:
        number = float(value)
    except ValueError:
        return shown_moment(value)
    if node.kind in ("text", "note"):
        return value
    size = abs(number)
    decimals = 0 if number == int(number) or size >= 1000 else 1 if size >= 10 else 2
    return danish.format_number(number, decimals)


def shown_moment(value: str) -> str:
    """An ISO date as a Dane writes it; other text stays."""
    return (
        danish.format_date(value) if len(value) == 10 and value[4:5] == "-" and value[7:8] == "-" else value
    )
