"""A repeat: its rows as cards of compact cells, one button to add a row, one in each to remove it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.tree import shown_children, shown_rows
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.values.texts import _

CELL_WIDTH = 250
WIDE_KINDS = frozenset({"note", "group", "repeat"})

MakeQuestion = Callable[[Node, bool], QWidget]


class Cells(QWidget):
    """Questions side by side in columns of equal width; notes and groups take a whole line."""

    def __init__(self, nodes: list[Node], make: MakeQuestion):
        super().__init__()
        self._column = vbox(self, 10)
        self._flow: FlowLayout | None = None
        for node in nodes:
            self._put(node, make(node, False))

    def _put(self, node: Node, widget: QWidget) -> None:
        if node.kind in WIDE_KINDS or "multiline" in (node.appearance or ""):
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

    def __init__(self, row: Node, number: int, make: MakeQuestion):
        super().__init__("card")
        self.ref: str = row.ref
        head = hbox(spacing=8)
        self._title = Text("", "strong")
        head.addWidget(self._title, 1)
        head.addWidget(
            Button(
                kind="icon",
                icon="slet",
                name=_("Fjern række {number}").format(number=number),
                clicked=lambda: self.remove_wanted.emit(self.ref),
            )
        )
        head.setContentsMargins(0, 0, -8, 0)
        self.body.addLayout(head)
        self.body.addWidget(Cells(shown_children(row), make))
        self.show_number(number)

    def show_number(self, number: int) -> None:
        """Its place among the rows."""
        self._title.setText(_("Række {number}").format(number=number))


class Repeat(QWidget):
    """All rows of a repeat.

    Signals:
        add_wanted(str), remove_wanted(str): refs of the repeat and of the row.
    """

    add_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, node: Node, make: MakeQuestion):
        super().__init__()
        self.ref: str = node.ref
        self._make = make
        self._cards: list[RowCard] = []
        layout = vbox(self, 10)
        self._title = Text(node.label or "", "heading")
        show_if(self._title, bool(node.label))
        layout.addWidget(self._title)
        self._rows = vbox(spacing=12)
        layout.addLayout(self._rows)
        self._add = Button(
            _("Tilføj række"), lambda: self.add_wanted.emit(self.ref), icon="plus", name=_("Tilføj række: {label}").format(label=node.label or "")
        )  # fmt: skip
        layout.addWidget(self._add)
        self.refresh(node)

    def refresh(self, node: Node) -> bool:
        """Follow the rows of the node; whether rows came or went."""
        rows = shown_rows(node)
        if [row.ref for row in rows] == [card.ref for card in self._cards] and self._same(rows):
            return False
        self._replace(rows)
        return True

    def _same(self, rows: list[Node]) -> bool:
        return [row.record for row in rows] == [card.property("record") for card in self._cards]

    def _replace(self, rows: list[Node]) -> None:
        empty(self._rows)
        self._cards = []
        for number, row in enumerate(rows, 1):
            card = RowCard(row, number, self._make)
            card.setProperty("record", row.record)
            card.remove_wanted.connect(self.remove_wanted)
            self._rows.addWidget(card)
            self._cards.append(card)

    def focus_last(self) -> None:
        """Put the focus into the first question of the last row."""
        for question in self._cards[-1].findChildren(Question) if self._cards else ():
            if question.editor is not None and question.takes_answer():
                question.focus_editor()
                return
