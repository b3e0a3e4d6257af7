"""A repeat: its rows as cards of compact cells, one button to add a row, one in each to remove it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.tree import Slot, parts_of
from klimabesog.desktop.widgets.base import Frame, Text, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.values.texts import _

CELL_WIDTH = 250
WIDE_KINDS = frozenset({"note", "group"})

Part = Node | Slot
MakeWidget = Callable[[Part, bool], QWidget]


class Cells(QWidget):
    """Questions side by side in columns of equal width; notes, groups and long texts take a whole line."""

    def __init__(self, parts: Iterable[Part], make: MakeWidget):
        super().__init__()
        self._column = vbox(self, 10)
        self._flow: FlowLayout | None = None
        for part in parts:
            self._put(part, make(part, False))

    def _put(self, part: Part, widget: QWidget) -> None:
        if isinstance(part, Slot) or part.kind in WIDE_KINDS or "multiline" in (part.appearance or ""):
            self._flow = None
            self._column.addWidget(widget)
            return
        if self._flow is None:
            box = QWidget()
            self._flow = FlowLayout(box, spacing=14, column_width=CELL_WIDTH)
            self._column.addWidget(box)
        self._flow.addWidget(widget)


class RowCard(Frame):
    """One row of a repeat.

    Signals:
        remove_wanted(str): the row's ref.
    """

    remove_wanted = Signal(str)

    def __init__(self, row: Node, number: int, make: MakeWidget, *, removable: bool):
        super().__init__("card")
        self.ref: str = row.ref
        self.record: str = row.record
        remove = Button(
            kind="icon",
            icon="slet",
            name=_("Fjern række {number}").format(number=number),
            clicked=lambda: self.remove_wanted.emit(self.ref),
        )
        head = hbox(spacing=8)
        head.addWidget(Text(_("Række {number}").format(number=number), "strong"), 1)
        head.addWidget(remove)
        head.setContentsMargins(0, -6, -10, -6)
        show_if(remove, removable)
        self.body.addLayout(head)
        self.body.addWidget(Cells(parts_of(row), make))


class Repeat(QWidget):
    """All rows of a repeat.

    Signals:
        add_wanted(str), remove_wanted(str): refs of the repeat and of the row.
        dropping(str): cards of rows whose refs begin with this text are about to go.
    """

    add_wanted = Signal(str)
    remove_wanted = Signal(str)
    dropping = Signal(str)

    def __init__(self, slot: Slot, make: MakeWidget):
        super().__init__()
        self._slot = slot
        self._make = make
        self._cards: list[RowCard] = []
        label = slot.label
        layout = vbox(self, 10)
        title = Text(label, "heading")
        layout.addWidget(title)
        show_if(title, bool(label))
        self._rows = vbox(spacing=12)
        layout.addLayout(self._rows)
        self._add = Button(_("Tilføj række"), lambda: self.add_wanted.emit(slot.ref), icon="plus")
        self._add.setAccessibleName(_("Tilføj række: {label}").format(label=label))
        layout.addWidget(self._add)
        show_if(self._add, not slot.fixed)

    @property
    def ref(self) -> str:
        return self._slot.ref

    def refresh(self) -> None:
        """Follow the rows: cards that still stand at their place stay, the others are made anew."""
        show_if(self, self._slot.relevant)
        rows = self._slot.rows
        same = 0
        for row, card in zip(rows, self._cards, strict=False):
            if (row.ref, row.record) != (card.ref, card.record):
                break
            same += 1
        self._drop(same)
        for number, row in enumerate(rows[same:], same + 1):
            self._append(row, number)

    def _drop(self, keep: int) -> None:
        for card in self._cards[keep:]:
            self.dropping.emit(card.ref + "/")
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        del self._cards[keep:]

    def _append(self, row: Node, number: int) -> None:
        card = RowCard(row, number, self._make, removable=not self._slot.fixed)
        card.remove_wanted.connect(self.remove_wanted)
        self._rows.addWidget(card)
        self._cards.append(card)

    def focus_last(self) -> None:
        """Put the focus into the first question of the last row."""
        for question in self._cards[-1].findChildren(Question) if self._cards else ():
            if question.takes_answer():
                question.focus_editor()
                return
