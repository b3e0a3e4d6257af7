"""Editors: one widget per kind of question, all with the same few signals."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QWidget

from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.tree import choice_label, has_word
from klimabesog.desktop.widgets.base import Text, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.date_field import (
    DateField,
    DateTimeField,
    MomentField,
    MonthField,
    TimeField,
    YearField,
)
from klimabesog.desktop.widgets.fields import LineField, TextField
from klimabesog.desktop.widgets.markup import plain
from klimabesog.desktop.widgets.number_field import NumberField, shown_number
from klimabesog.desktop.widgets.slider import Slider
from klimabesog.values import danish
from klimabesog.values.positions import shown_position
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

    def finish(self) -> None:
        """The page is left: what waits to be kept is kept now."""

    def describe(self, sentence: str) -> None:
        """Tell assistive technology what is wrong, or what the hint says."""
        target = self.focusProxy() or self
        target.setAccessibleDescription(sentence)


class TextEditor(Editor):
    """One line of text: also a figure kept as text, an address, a code read by a scanner, something not to be seen."""

    typed = True

    def __init__(self, node: Node) -> None:
        super().__init__()
        self._line = LineField(node.value, plain(node.label or ""))
        self._line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = hbox(self, 6)
        line.addWidget(self._line, 1)
        self._open: Button | None = None
        if has_word(node, "numbers"):
            self._line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
            self._line.setMaximumWidth(260)
            line.addStretch(1)
        if has_word(node, "masked", "hidden-answer"):
            line.addWidget(self._mask())
        if has_word(node, "url"):
            self._open = Button(_("Åbn"), self._open_address, kind="quiet")
            line.addWidget(self._open)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(lambda _text: self.edited.emit())
        self._line.textChanged.connect(lambda _text: self._show_open())
        self._line.left.connect(self.committed)
        self._line.next_wanted.connect(self.next_wanted)
        self._show_open()

    def _mask(self) -> Button:
        """The answer is dots until "Vis" is pressed."""
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        button = Button(_("Vis"), kind="quiet")
        button.setCheckable(True)
        button.toggled.connect(
            lambda on: self._line.setEchoMode(
                QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
            )
        )
        return button

    def _address(self) -> QUrl:
        text = self._line.text().strip()
        url = QUrl(text if "://" in text else f"https://{text}") if "." in text else QUrl()
        return url if url.isValid() and url.scheme() in ("http", "https") else QUrl()

    def _open_address(self) -> None:
        QDesktopServices.openUrl(self._address())

    def _show_open(self) -> None:
        if self._open is not None:
            self._open.setEnabled(not self._address().isEmpty())

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
        self._text = TextField(node.value, plain(node.label or ""), lines=_lines(node))
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
    """Integer or decimal, with its unit; with buttons for one more and one less when the form asks for a counter."""

    typed = True

    def __init__(self, node: Node, unit: str = "", *, roomy: bool = True) -> None:
        super().__init__()
        self._field = NumberField(
            node.value,
            plain(node.label or ""),
            unit=unit,
            integer=node.kind == "integer",
            fill=not roomy or has_word(node, "counter"),
            year=node.kind == "integer" and has_word(node, "year"),
        )
        line = hbox(self, 6)
        line.addWidget(self._field, 1)
        self._steps: list[Button] = []
        if has_word(node, "counter"):
            self._field.setFixedWidth(130)
            line.setStretchFactor(self._field, 0)
            for sign, by, name in (("−", -1, _("En mindre")), ("+", 1, _("En mere"))):
                button = Button(sign, name=name)
                button.setFixedWidth(48)
                button.clicked.connect(lambda _checked=False, by=by: self._count(by))
                self._steps.append(button)
                line.addWidget(button)
            line.addStretch(1)
        self.setFocusProxy(self._field.line)
        self._field.edited.connect(self.edited)
        self._field.left.connect(self.committed)
        self._field.next_wanted.connect(self.next_wanted)

    def _count(self, by: int) -> None:
        value = self._field.value
        if not value or self.is_ready():
            self._field.set_value(danish.machine_number(float(value or 0) + by))
            self.committed.emit()

    @property
    def value(self) -> str:
        return self._field.value

    def is_ready(self) -> bool:
        text = self._field.value
        return not text or text.lstrip("-").replace(".", "", 1).isdigit()

    def show_node(self, node: Node) -> None:
        self._field.set_value(node.value)
        self._field.setReadOnly(node.readonly)
        for button in self._steps:
            button.setEnabled(not node.readonly)


class MomentEditor(Editor):
    """A date, a month, a year, a time of day, or a date with its time."""

    typed = True

    def __init__(self, node: Node) -> None:
        super().__init__()
        self._field: MomentField = moment_field(node)
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
        self._field.set_value(node.value)
        self._field.setReadOnly(node.readonly)


def moment_field(node: Node) -> MomentField:
    """The field for the kind and appearance."""
    label = plain(node.label or "")
    if node.kind == "time":
        return TimeField(node.value, label)
    if node.kind == "datetime":
        return DateTimeField(node.value, label)
    if has_word(node, "year"):
        return YearField(node.value, label)
    if has_word(node, "month-year"):
        return MonthField(node.value, label)
    field = DateField(node.value, label)
    show_if(field.button, not has_word(node, "no-calendar"))
    return field


@dataclass(frozen=True)
class Scale:
    """The limits of a range question and its step, which is positive."""

    start: float
    end: float
    step: float

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return max(1, min(100_000, round(abs(self.end - self.start) / self.step)))

    def at(self, position: int) -> str:
        """The number at a position, as XForms writes it: with no more decimals than the scale has."""
        sign = 1 if self.end >= self.start else -1
        return danish.machine_number(round(self.start + sign * position * self.step, 9))

    def position(self, value: str) -> int:
        """The position nearest to a number."""
        return round(abs(float(value) - self.start) / self.step)


class RangeEditor(Editor):
    """A slider between two limits with the figure beside it; blank until one of them is touched."""

    typed = True

    def __init__(self, node: Node, scale: Scale, unit: str = "") -> None:
        super().__init__()
        self._scale = scale
        label = plain(node.label or "")
        slides = not has_word(node, "vertical", "picker", "rating")
        self._slider: Slider | None = None
        self._field = NumberField(node.value, label, unit=unit)
        line = hbox(self, 12)
        if slides:
            self._slider = Slider(label, scale.steps, ticks=not has_word(node, "no-ticks"))
            self._slider.touched.connect(self._slid)
            self._slider.done.connect(self.committed)
            self._slider.next_wanted.connect(self.next_wanted)
            line.addWidget(_ends(self._slider, scale), 3)
            self._field.line.setMaximumWidth(110)
        line.addWidget(self._field, 1)
        self.setFocusProxy(self._slider or self._field.line)
        self._field.edited.connect(self._typed)
        self._field.left.connect(self._left)
        self._field.next_wanted.connect(self.next_wanted)

    @property
    def value(self) -> str:
        return self._field.value

    def is_ready(self) -> bool:
        return _is_number(self._field.value) or not self._field.value

    def _slid(self) -> None:
        assert self._slider is not None
        self._field.set_value(self._scale.at(self._slider.value()))
        self.edited.emit()

    def _typed(self) -> None:
        self._follow(self._field.value)
        self.edited.emit()

    def _left(self) -> None:
        self._follow(self._field.value)
        self.committed.emit()

    def show_node(self, node: Node) -> None:
        self._field.set_value(node.value)
        self._field.setReadOnly(node.readonly)
        self._follow(node.value)
        if self._slider is not None:
            self._slider.setEnabled(not node.readonly)

    def _follow(self, value: str) -> None:
        """The slider goes where the number says."""
        if self._slider is not None:
            self._slider.empty = not _is_number(value)
            if not self._slider.empty:
                self._slider.setValue(self._scale.position(value))
            self._slider.update()


def _ends(slider: Slider, scale: Scale) -> QWidget:
    """The slider above its two limits."""
    box = QWidget()
    box.setMaximumWidth(420)
    column = vbox(box, 0)
    column.addWidget(slider)
    ends = hbox(spacing=8)
    ends.addWidget(Text(shown_number(scale.at(0)), "small", "muted", wrap=False))
    ends.addStretch(1)
    ends.addWidget(Text(shown_number(scale.at(scale.steps)), "small", "muted", wrap=False))
    column.addLayout(ends)
    return box


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


class TriggerEditor(Editor):
    """An acknowledgement: a box to tick."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self._box = QCheckBox(_("Det er gjort"))
        self._box.setAccessibleName(plain(node.label or "") or self._box.text())
        vbox(self, 0).addWidget(self._box)
        self.setFocusProxy(self._box)
        self._box.clicked.connect(lambda _checked: self.committed.emit())
        self._box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            keys = Qt.Key
            if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Down, keys.Key_Up):
                self.next_wanted.emit(-1 if event.key() == keys.Key_Up else 1)
                return True
        return False

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
    if node.kind == "select1":
        return plain(choice_label(node, value))
    if node.kind in ("select", "rank"):
        return ", ".join(plain(choice_label(node, word)) for word in value.split())
    if node.kind in ("geopoint", "geotrace", "geoshape"):
        return "; ".join(shown_position(point) for point in value.split(";") if point.strip())
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
    if not re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", value):
        return value
    day = danish.format_date(value[:10])
    return f"{day} kl. {value[11:16].replace(':', '.')}" if value[10:] else day


def _lines(node: Node) -> int:
    """How many lines a text begins with: XLSForm's `rows=5`, else two."""
    rows = str(node.parameters.get("rows", ""))
    return max(2, min(14, int(rows))) if rows.isdigit() else 2
