"""Editors for choices: a bar when few and short, radio buttons, a searchable list when many, chips for several."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QButtonGroup, QComboBox, QCompleter, QRadioButton, QWidget

from klimabesog.desktop.form_view.editors import Editor
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.answer_bar import answer_bar
from klimabesog.desktop.widgets.base import column, empty, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.choice_bar import ChoiceBar, Segment
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.values.texts import _

BAR_CHOICES, BAR_LETTERS, CELL_LETTERS, RADIO_CHOICES = 5, 66, 26, 7


def choice_pairs(node: Node) -> tuple[tuple[str, str], ...]:
    """The node's choices as (value, label)."""
    return tuple((choice.value, choice.label) for choice in node.choices or ())


class ChoiceEditor(Editor):
    """A select whose choices may change with other answers."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: tuple[tuple[str, str], ...] = ()

    def show_node(self, node: Node) -> None:
        pairs = choice_pairs(node)
        if pairs != self._pairs:
            self._pairs = pairs
            self.build(node)
        self.show_value(node.value)
        self.setEnabled(not node.readonly)

    def build(self, node: Node) -> None:
        """Make the widgets for `self._pairs`."""
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
        name = node.label or ""
        if self._checkpoint:
            self.bar = answer_bar(self._pairs, name, big=self._big)
        else:
            self.bar = ChoiceBar([Segment(value, label) for value, label in self._pairs], name)
        self.bar.chosen.connect(lambda _value: self.committed.emit())
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


class RadioEditor(ChoiceEditor):
    """A handful of longer choices below each other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = vbox(self, 0)
        self._group: QButtonGroup | None = None
        self._value = ""

    def build(self, node: Node) -> None:
        empty(self._column)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        for value, label in self._pairs:
            radio = QRadioButton(label)
            radio.setProperty("value", value)
            radio.clicked.connect(lambda _checked, value=value: self._pick(value))
            radio.installEventFilter(self)
            self._group.addButton(radio)
            self._column.addWidget(radio)
        if self._group.buttons():
            self.setFocusProxy(self._group.buttons()[0])
        self.setAccessibleName(node.label or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.next_wanted.emit(1)
                return True
            if (
                event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
                and self._group
                and isinstance(watched, QRadioButton)
            ):
                return self._step(watched, 1 if event.key() == Qt.Key.Key_Down else -1)
        return False

    def _step(self, radio: QRadioButton, by: int) -> bool:
        buttons = self._group.buttons() if self._group else []
        index = buttons.index(radio) + by
        if 0 <= index < len(buttons):
            buttons[index].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.next_wanted.emit(by)
        return True

    def _pick(self, value: str) -> None:
        self.show_value("" if value == self._value else value)
        self.committed.emit()

    @property
    def value(self) -> str:
        return self._value

    def show_value(self, value: str) -> None:
        self._value = value
        buttons = self._group.buttons() if self._group else []
        stop = next((b for b in buttons if b.property("value") == value), buttons[0] if buttons else None)
        for radio in buttons:
            radio.setChecked(radio.property("value") == value)
            radio.setFocusPolicy(Qt.FocusPolicy.StrongFocus if radio is stop else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)


class Combo(QComboBox):
    """A list of many choices that can be searched by typing any part of a choice."""

    def __init__(self, name: str) -> None:
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

    def wheelEvent(self, event: QEvent) -> None:  # type: ignore[override]
        event.ignore()  # scrolling the page must never change an answer

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors_of(self).muted), 1.8))
        x, y = self.width() - 20, self.height() / 2
        painter.drawPolyline(
            QPolygonF([QPointF(x - 5, y - 2.5), QPointF(x, y + 2.5), QPointF(x + 5, y - 2.5)])
        )


class ComboEditor(ChoiceEditor):
    """Many choices: a list that can be searched."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self._combo = Combo(node.label or "")
        vbox(self, 0).addWidget(self._combo)
        self.setFocusProxy(self._combo)
        self._value = ""
        self._combo.activated.connect(lambda _index: self._take())
        self._combo.line.editingFinished.connect(self._take)

    def build(self, node: Node) -> None:
        self._combo.blockSignals(True)
        self._combo.clear()
        for value, label in self._pairs:
            self._combo.addItem(label, value)
        self._combo.blockSignals(False)

    def _take(self) -> None:
        """The typed text counts when it is one of the choices, or empty; else the last choice stands."""
        text = self._combo.currentText().strip().lower()
        chosen = next((value for value, label in self._pairs if label.lower() == text), None if text else "")
        if chosen is None:
            self.show_value(self._value)
        elif chosen != self._value:
            self._value = chosen
            self.committed.emit()

    @property
    def value(self) -> str:
        return self._value

    def show_value(self, value: str) -> None:
        self._value = value
        index = self._combo.findData(value) if value else -1
        self._combo.setCurrentIndex(index)
        if index < 0:
            self._combo.setEditText("")


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
        for value, label in self._pairs:
            chip = Button(label, kind="chip")
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


class RankEditor(ChoiceEditor):
    """Choices to put in order, with a button up and down on each."""

    def __init__(self) -> None:
        super().__init__()
        self._column = vbox(self, 4)
        self._order: list[str] = []

    def build(self, node: Node) -> None:
        self._order = [value for value, _label in self._pairs]

    @property
    def value(self) -> str:
        return " ".join(self._order)

    def show_value(self, value: str) -> None:
        known = [value for value, _label in self._pairs]
        kept = [v for v in value.split() if v in known]
        self._order = kept + [v for v in known if v not in kept]
        self._draw()

    def _draw(self) -> None:
        empty(self._column)
        labels = dict(self._pairs)
        for place, value in enumerate(self._order):
            line = hbox(spacing=6)
            up = Button(kind="icon", icon="op", name=_("Flyt {label} op").format(label=labels[value]))
            down = Button(kind="icon", icon="ned", name=_("Flyt {label} ned").format(label=labels[value]))
            up.clicked.connect(lambda _checked=False, value=value: self._move(value, -1))
            down.clicked.connect(lambda _checked=False, value=value: self._move(value, 1))
            from klimabesog.desktop.widgets.base import Text

            line.addWidget(Text(f"{place + 1}. {labels[value]}"), 1)
            line.addWidget(up)
            line.addWidget(down)
            box = column()
            box.layout().addLayout(line)  # type: ignore[union-attr]
            self._column.addWidget(box)

    def _move(self, value: str, by: int) -> None:
        index = self._order.index(value)
        other = max(0, min(len(self._order) - 1, index + by))
        self._order[index], self._order[other] = self._order[other], self._order[index]
        self._draw()
        self.committed.emit()


def fits_bar(pairs: tuple[tuple[str, str], ...], *, roomy: bool = True) -> bool:
    """Whether choices are few and short enough for one bar; in a cell there is less room than on a card."""
    letters = sum(len(label) for _value, label in pairs) + 4 * len(pairs)
    return 1 < len(pairs) <= BAR_CHOICES and letters <= (BAR_LETTERS if roomy else CELL_LETTERS)
