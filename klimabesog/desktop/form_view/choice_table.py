"""A table of choices: several questions with the same choices, one line each, the choices' labels once above them.

XLSForm writes it as a `table-list` group, or as `label` on the first question and `list-nolabel` on the others.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from klimabesog.desktop.form_view.choice_editors import ChoiceEditor, choice_pairs
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.tree import Part, Slot, choice_count, has_word
from klimabesog.desktop.widgets.base import Text, empty, hbox
from klimabesog.desktop.widgets.markup import plain, show_words

CHOICE_SHARE = 3


def in_choice_table(part: Part) -> bool:
    """Whether the part is a line, or the head, of a table of choices."""
    return (
        not isinstance(part, Slot)
        and part.kind in ("select1", "select")
        and has_word(part, "label", "list-nolabel")
    )


def label_share(node: Node) -> int:
    """How much of a line the question takes; the choices take CHOICE_SHARE."""
    return 2 if choice_count(node) <= 5 else 1


class ChoiceTableHead(QWidget):
    """The labels of the choices above their columns."""

    def __init__(self, node: Node):
        super().__init__()
        line = hbox(self, 8)
        line.addWidget(_share(Text("", "small-strong", "muted")), label_share(node))
        choices = QWidget()
        cells = hbox(_share(choices), 0)
        for _value, label in choice_pairs(node):
            text = Text("", "caption", "muted")
            show_words(text, label)
            text.setToolTip(plain(label))
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            cells.addWidget(_share(text), 1)
        line.addWidget(choices, CHOICE_SHARE)


class ChoiceLineEditor(ChoiceEditor):
    """One line: a button for each choice below its label. One tab stop for one answer, arrows move."""

    def __init__(self, *, several: bool) -> None:
        super().__init__()
        self._several = several
        self._line = hbox(self, 0)
        self._buttons: dict[str, QAbstractButton] = {}
        self._value = ""
        _share(self)

    def build(self, node: Node) -> None:
        empty(self._line)
        self._buttons = {}
        for value, label in self._pairs():
            button: QAbstractButton = QCheckBox() if self._several else QRadioButton()
            button.setAutoExclusive(False)
            button.setAccessibleName(f"{plain(node.label or '')}: {plain(label)}")
            button.setToolTip(plain(label))
            button.clicked.connect(lambda _checked=False, value=value: self._pick(value))
            button.installEventFilter(self)
            cell = QWidget()
            hbox(_share(cell), 0).addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            self._line.addWidget(cell, 1)
            self._buttons[value] = button

    def _pick(self, value: str) -> None:
        if self._several:
            self.show_value(" ".join(v for v, button in self._buttons.items() if button.isChecked()))
        else:
            self.show_value("" if value == self._value else value)
        self.committed.emit()

    @property
    def value(self) -> str:
        return self._value

    def show_value(self, value: str) -> None:
        self._value = value
        chosen = value.split()
        stop = next((b for v, b in self._buttons.items() if v in chosen), None)
        stop = stop or next(iter(self._buttons.values()), None)
        for name, button in self._buttons.items():
            button.setChecked(name in chosen)
            tab = self._several or button is stop
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Down, keys.Key_Up):
            self.next_wanted.emit(-1 if event.key() == keys.Key_Up else 1)
            return True
        if event.key() in (keys.Key_Left, keys.Key_Right):
            buttons: list[QObject] = list(self._buttons.values())
            index = buttons.index(watched) + (1 if event.key() == keys.Key_Right else -1)
            if 0 <= index < len(buttons):
                buttons[index].setFocus(Qt.FocusReason.TabFocusReason)  # type: ignore[attr-defined]
            return True
        return False


def _share(widget: QWidget) -> QWidget:
    """As wide as its share of the line, so that lines stand below each other."""
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
    return widget
