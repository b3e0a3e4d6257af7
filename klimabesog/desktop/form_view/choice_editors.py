"""Editors for choices: a bar when few and short, buttons with labels, a field to search in when many, chips."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLayout,
    QRadioButton,
    QWidget,
)

from klimabesog.desktop.form_view.editors import Editor
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.tree import choice_label, choices_key, has_word, read_choices_ahead
from klimabesog.desktop.widgets.answer_bar import answer_bar
from klimabesog.desktop.widgets.base import Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.choice_bar import ChoiceBar, Segment
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.markup import plain
from klimabesog.desktop.widgets.pick_field import PickField, paint_arrow
from klimabesog.values.texts import _

BAR_CHOICES, BAR_LETTERS, CELL_LETTERS = 5, 66, 26
RADIO_CHOICES = 12
"""More choices than these get a field to search in."""
READ_AHEAD = 400
"""So many choices are read at a time while nothing else is to be done: some milliseconds."""


def choice_pairs(node: Node) -> tuple[tuple[str, str], ...]:
    """The node's choices as (value, label)."""
    return tuple((choice.value, choice.label) for choice in node.choices or ())


class ChoiceEditor(Editor):
    """A select whose choices may change with other answers.

    The choices are read again only where other answers can change them (`tree.choices_key`).
    """

    def __init__(self) -> None:
        super().__init__()
        self._node: Node = None
        self._key: object = None
        self._known: tuple[tuple[str, str], ...] | None = None

    def show_node(self, node: Node) -> None:
        self._node = node
        key = choices_key(node)
        if key is None or key != self._key or self._key is None:
            before, self._known = self._known, choice_pairs(node) if key is None else None
            if key is not None or self._known != before:
                self.build(node)
            self._key = key
        self.show_value(node.value)
        self.setEnabled(not node.readonly)

    def _pairs(self) -> tuple[tuple[str, str], ...]:
        """The choices as (value, label)."""
        if self._known is None:
            self._known = choice_pairs(self._node)
        return self._known

    def _plain_pairs(self) -> list[tuple[str, str]]:
        return [(value, plain(label)) for value, label in self._pairs()]

    def _read_ahead(self) -> bool:
        """Read a long list a little further; whether nothing is left to be read."""
        if self._known is not None:
            return True
        if read_choices_ahead(self._node, READ_AHEAD):
            self._pairs()
        return False

    def label_of(self, value: str) -> str:
        """The label of one value."""
        if self._known is None:
            return choice_label(self._node, value)
        return next((label for known, label in self._known if known == value), value)

    def _chosen(self, value: str, quick: bool) -> None:
        """Store the choice; `quick` goes on to the next question at once."""
        self.committed.emit()
        if quick and value:
            self.next_wanted.emit(1)

    def build(self, node: Node) -> None:
        """Make the widgets for the choices."""
        raise NotImplementedError

    def show_value(self, value: str) -> None:
        """Mark the chosen."""
        raise NotImplementedError


class BarEditor(ChoiceEditor):
    """Few short choices as one bar; with the answer keys when it is a checkpoint."""

    def __init__(self, *, checkpoint: bool = False, big: bool = False) -> None:
        super().__init__()
        self._checkpoint, self._big = checkpoint, big
        self._column = vbox(self, 0)
        self.bar: ChoiceBar | None = None

    def build(self, node: Node) -> None:
        empty(self._column)
        name = plain(node.label or "")
        if self._checkpoint:
            self.bar = answer_bar(self._pairs(), name, big=self._big)
        else:
            self.bar = ChoiceBar([Segment(value, plain(label)) for value, label in self._pairs()], name)
        self.bar.chosen.connect(lambda value: self._chosen(value, is_quick(node)))
        self.bar.left.connect(self.next_wanted)
        self._column.addWidget(self.bar)
        self.setFocusProxy(self.bar)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # type: ignore[override]
        if self.bar is not None:
            self.bar.setFocus(reason)

    @property
    def value(self) -> str:
        return self.bar.value if self.bar else ""

    def show_value(self, value: str) -> None:
        if self.bar is not None and self.bar.value != value:
            self.bar.set_value(value)


class OptionsEditor(ChoiceEditor):
    """Choices as buttons with their labels beside: below each other, in columns or along lines.

    One answer: round buttons, one tab stop, arrows move. Several: boxes to tick, each a tab stop.
    """

    def __init__(self, *, several: bool) -> None:
        super().__init__()
        self._several = several
        self._column = vbox(self, 0)
        self._buttons: dict[str, QAbstractButton] = {}
        self._value = ""

    def build(self, node: Node) -> None:
        empty(self._column)
        self._buttons = {}
        box, layout = self._box(node)
        for value, label in self._pairs():
            button: QAbstractButton = QCheckBox() if self._several else QRadioButton()
            button.setText(plain(label).replace("&", "&&"))
            button.setAutoExclusive(False)
            button.clicked.connect(lambda _checked=False, value=value: self._pick(value))
            button.installEventFilter(self)
            layout.addWidget(button)
            self._buttons[value] = button
        if not self._buttons:
            layout.addWidget(
                Text(_("Der er ingen valg endnu. De kommer af et andet svar."), "small", "muted")
            )
        self._column.addWidget(box)
        self.setAccessibleName(plain(node.label or ""))

    def _box(self, node: Node) -> tuple[QWidget, QLayout]:
        """Where the buttons stand: XLSForm's columns, columns-N, columns-pack, horizontal."""
        box = QWidget()
        if has_word(node, "columns-pack", "horizontal", "horizontal-compact"):
            return box, FlowLayout(box, spacing=4)
        words = (node.appearance or "").split()
        wanted = next(
            (word for word in words if re.fullmatch(r"(columns|compact|quickcompact)(-\d{1,2})?", word)), ""
        )
        if not wanted or wanted in ("compact", "quickcompact"):
            return box, vbox(box, 0)
        number = int(wanted.partition("-")[2] or 2)
        return box, FlowLayout(box, spacing=2, column_width=max(90, 640 // max(1, number)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.next_wanted.emit(1)
            return True
        if event.key() in (keys.Key_Down, keys.Key_Up, keys.Key_Left, keys.Key_Right):
            return self._step(watched, 1 if event.key() in (keys.Key_Down, keys.Key_Right) else -1)
        return False

    def _step(self, button: QObject, by: int) -> bool:
        buttons = list(self._buttons.values())
        index = buttons.index(button) + by if button in buttons else -1  # type: ignore[arg-type]
        if 0 <= index < len(buttons):
            buttons[index].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.next_wanted.emit(by)
        return True

    def _pick(self, value: str) -> None:
        if self._several:
            self.show_value(" ".join(v for v, button in self._buttons.items() if button.isChecked()))
        else:
            self.show_value("" if value == self._value else value)
        self._chosen(self._value, not self._several and is_quick(self._node))

    @property
    def value(self) -> str:
        return self._value

    def show_value(self, value: str) -> None:
        self._value = value
        chosen = value.split() if self._several else [value]
        stop = next((b for v, b in self._buttons.items() if v in chosen), None)
        stop = stop or next(iter(self._buttons.values()), None)
        for name, button in self._buttons.items():
            button.setChecked(name in chosen)
            tab = self._several or button is stop
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)


class Combo(QComboBox):
    """A list of many choices that can be searched by typing any part of a choice; `free`: or another be written."""

    def __init__(self, name: str, *, free: bool = False) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self.setMaximumWidth(460)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.setAccessibleName(name)
        line = self.lineEdit()
        assert line is not None
        self.line = line
        line.setAccessibleName(name)
        line.setPlaceholderText(_("Vælg eller skriv for at søge"))
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        if not free:
            line.editingFinished.connect(self._settle)

    def _settle(self) -> None:
        """What is none of the choices gives way to the one that is chosen: nobody believes that it was taken."""
        if self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString) < 0:
            self.setEditText(self.itemText(self.currentIndex()))

    def wheelEvent(self, event: QEvent) -> None:  # type: ignore[override]
        event.ignore()  # scrolling the page must never change an answer

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_arrow(self)


class PickEditor(ChoiceEditor):
    """One of many choices: a field to search in, its list below."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.field = PickField(plain(node.label or ""))
        vbox(self, 0).addWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.picked.connect(lambda _value: self.committed.emit())
        self.field.next_wanted.connect(self.next_wanted)

    def build(self, node: Node) -> None:
        self.field.offer(self._plain_pairs, self._read_ahead)

    @property
    def value(self) -> str:
        return self.field.value

    def show_value(self, value: str) -> None:
        if value != self.field.value or (value and not self.field.text()):
            self.field.set_value(value, plain(self.label_of(value)) if value else "")


class PickManyEditor(ChoiceEditor):
    """Several of many choices: those chosen as chips to take away, and a field to find more."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self._value = ""
        self._box = QWidget()
        self._flow = FlowLayout(self._box, spacing=8)
        self._chips: dict[str, Button] = {}
        self.field = PickField(plain(node.label or ""), _("Vælg flere, eller skriv for at søge"))
        column = vbox(self, 6)
        column.addWidget(self._box)
        column.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.picked.connect(self._add)
        self.field.next_wanted.connect(self.next_wanted)
        show_if(self._box, False)

    def build(self, node: Node) -> None:
        self.field.offer(self._plain_pairs, self._read_ahead)
        self._draw()

    def _add(self, value: str) -> None:
        self.field.set_value("", "")
        if value and value not in self._value.split():
            self._set(f"{self._value} {value}".strip())

    def _set(self, value: str) -> None:
        self.show_value(value)
        self.committed.emit()

    @property
    def value(self) -> str:
        return self._value

    def show_value(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self._draw()

    def _draw(self) -> None:
        empty(self._flow)
        self._chips = {}
        for value in self._value.split():
            label = plain(self.label_of(value))
            chip = Button(label, kind="chip", icon="kryds", name=_("Fjern {label}").format(label=label))
            chip.clicked.connect(lambda _checked=False, value=value: self._remove(value))
            self._flow.addWidget(chip)
            self._chips[value] = chip
        show_if(self._box, bool(self._chips))

    def _remove(self, value: str) -> None:
        self.field.setFocus()
        self._set(" ".join(word for word in self._value.split() if word != value))


class ChipsEditor(ChoiceEditor):
    """Several choices: chips to switch on and off."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QWidget()
        self._flow = FlowLayout(self._box, spacing=8)
        self._chips: dict[str, Button] = {}
        hbox(self, 0).addWidget(self._box, 1)

    def build(self, node: Node) -> None:
        empty(self._flow)
        self._chips = {}
        for value, label in self._pairs():
            chip = Button(plain(label).replace("&", "&&"), kind="chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _checked=False: self.committed.emit())
            chip.installEventFilter(self)
            self._flow.addWidget(chip)
            self._chips[value] = chip
        self.setAccessibleName(node.label or "")
        if self._chips:
            self.setFocusProxy(next(iter(self._chips.values())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.next_wanted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and isinstance(watched, Button):
                chips = list(self._chips.values())
                index = chips.index(watched) + (1 if event.key() == Qt.Key.Key_Right else -1)
                chips[index % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    @property
    def value(self) -> str:
        return " ".join(value for value, chip in self._chips.items() if chip.isChecked())

    def show_value(self, value: str) -> None:
        chosen = value.split()
        for name, chip in self._chips.items():
            chip.setChecked(name in chosen)


def is_quick(node: Node) -> bool:
    """Whether an answer goes on to the next question at once."""
    return any(word == "quick" or word.startswith("quickcompact") for word in (node.appearance or "").split())


def fits_bar(pairs: tuple[tuple[str, str], ...], *, roomy: bool = True) -> bool:
    """Whether choices are few and short enough for one bar; in a cell there is less room than on a card."""
    letters = sum(len(label) for _value, label in pairs) + 4 * len(pairs)
    return 1 < len(pairs) <= BAR_CHOICES and letters <= (BAR_LETTERS if roomy else CELL_LETTERS)
