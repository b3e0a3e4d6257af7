"""A repeat: its rows as cards of compact cells or as the lines of a table; rows are added, put between and removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from klimabesog.desktop.form_view.choice_table import ChoiceTableHead, in_choice_table
from klimabesog.desktop.form_view.lazy import STRETCH, Pile, Place, Stretch, height_of_row
from klimabesog.desktop.form_view.question import MoreButton
from klimabesog.desktop.form_view.source import FormSource, Node
from klimabesog.desktop.form_view.tree import Part, Slot, has_word, is_checkpoint, parts_of
from klimabesog.desktop.widgets.base import Frame, Text, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.markup import plain, show_words
from klimabesog.values.texts import _

CELL_WIDTH = 250
TABLE_ROW = 62
MOST_COLUMNS = 6
WIDE_KINDS = frozenset({"note", "group", "image", "file", "signature", "audio", "video", "rank", "range"})
TABLE_KINDS = {
    "text": 3,
    "integer": 2,
    "decimal": 2,
    "date": 3,
    "time": 2,
    "select1": 3,
    "calculate": 2,
    "barcode": 3,
}
"""Kinds that fit into a cell of a table, and how wide they are beside each other."""

MakeWidget = Callable[..., QWidget]


class Cells(QWidget):
    """Questions side by side in columns of equal width; notes, groups and long texts take a whole line.

    A figure and the question right after it that says where it comes from share a line of their own.
    """

    def __init__(self, parts: Iterable[Part], make: MakeWidget):
        super().__init__()
        self._column = vbox(self, 10)
        self._flow: FlowLayout | None = None
        source = ""
        for part, after in pairwise((*parts, None)):
            assert part is not None
            ends, source = part.name == source, _source_right_after(part, after)
            if source:
                self._flow = None
            self._put(part, make)
            if ends:
                self._flow = None

    def _put(self, part: Part, make: MakeWidget) -> None:
        if in_choice_table(part):
            self._flow = None
            head = has_word(part, "label")
            self._column.addWidget(ChoiceTableHead(part) if head else make(part, False, beside=True))
            return
        widget = make(part, False)
        if isinstance(part, Slot) or part.kind in WIDE_KINDS or has_word(part, "multiline", "likert"):
            self._flow = None
            self._column.addWidget(widget)
            return
        if self._flow is None:
            box = QWidget()
            self._flow = FlowLayout(box, spacing=14, column_width=CELL_WIDTH)
            self._column.addWidget(box)
        self._flow.addWidget(widget)


def _source_right_after(part: Part, after: Part | None) -> str:
    """The name of the question after a figure, when it is the figure's source."""
    name = "" if isinstance(part, Slot) else str(part.kb.get("kilde", ""))
    return name if after is not None and name == after.name else ""


class Row(Frame):
    """What a row's card and a row's line share.

    Signals:
        remove_wanted(str): the row's ref.
        menu_wanted(str)
    """

    remove_wanted = Signal(str)
    menu_wanted = Signal(str)

    def __init__(
        self, kind: str, ref: str, *, row: bool = False, margins: tuple[int, int, int, int] | None = None
    ):
        super().__init__(kind, row=row, margins=margins)
        self.ref = ref
        self._remove = Button(kind="icon", icon="slet", clicked=lambda: self.remove_wanted.emit(self.ref))
        self._more = MoreButton(self)
        self._more.setAccessibleName(_("Mere om rækken"))
        self._more.setToolTip(_("Indsæt en række før eller efter"))
        self._more.clicked.connect(lambda _checked=False: self.menu_wanted.emit(self.ref))

    def show_number(self, number: int, ref: str, *, removable: bool) -> None:
        """Which row this is now."""
        self.ref = ref
        name = _("Fjern række {number}").format(number=number)
        self._remove.setAccessibleName(name)
        self._remove.setToolTip(name)
        show_if(self._remove, removable)
        show_if(self._more, removable)


class RowCard(Row):
    """One row of a repeat as a card."""

    def __init__(self, place: Place, parts: list[Part], make: MakeWidget, *, removable: bool):
        super().__init__("card", place.ref)
        self._title = Text("", "strong")
        head = hbox(spacing=0)
        head.addWidget(self._title, 1)
        head.addWidget(self._remove)
        head.addWidget(self._more)
        head.setContentsMargins(0, -6, -10, -6)
        self.body.addLayout(head)
        self.body.addWidget(Cells(parts, make))
        self.show_number(place.number, place.ref, removable=removable)

    def show_number(self, number: int, ref: str, *, removable: bool) -> None:
        super().show_number(number, ref, removable=removable)
        self._title.setText(_("Række {number}").format(number=number))


class RowLine(Row):
    """One row of a repeat as a line of a table."""

    def __init__(self, place: Place, parts: list[Part], make: MakeWidget, *, removable: bool):
        super().__init__("cell", place.ref, row=True, margins=(0, 0, 0, 0))
        self._number = Text("", "small", "muted", wrap=False)
        self._number.setFixedWidth(30)
        self.body.addWidget(self._number)
        for part in parts:
            cell = make(part, False, labelled=False)
            as_column(cell)
            self.body.addWidget(cell, TABLE_KINDS[part.kind], Qt.AlignmentFlag.AlignTop)
        tail = QWidget()
        tail.setFixedWidth(84)
        line = hbox(tail, 0)
        line.addWidget(self._remove)
        line.addWidget(self._more)
        line.addStretch(1)
        self.body.addWidget(tail)
        self.show_number(place.number, place.ref, removable=removable)

    def show_number(self, number: int, ref: str, *, removable: bool) -> None:
        super().show_number(number, ref, removable=removable)
        self._number.setText(f"{number}.")


class TableHead(QWidget):
    """The labels above a table's columns."""

    def __init__(self, parts: list[Part]):
        super().__init__()
        line = hbox(self, 8)
        line.addSpacing(30 + 8)
        for part in parts:
            label = Text("", "small-strong", "muted")
            show_words(label, part.label or "")
            as_column(label)
            line.addWidget(label, TABLE_KINDS[part.kind], Qt.AlignmentFlag.AlignBottom)
        line.addSpacing(84 + 8)


def as_column(widget: QWidget) -> None:
    """As wide as its share of the line, whatever it holds; a hidden cell keeps its place."""
    policy = widget.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def fits_table(parts: list[Part]) -> bool:
    """Whether a row's fields are few and short enough for one line."""
    return 1 < len(parts) <= MOST_COLUMNS and all(
        not isinstance(part, Slot)
        and part.kind in TABLE_KINDS
        and not has_word(part, "multiline", "counter")
        and not is_checkpoint(part)
        for part in parts
    )


class Repeat(QWidget):
    """All rows of a repeat; those far from the viewport are not built.

    Signals:
        add_wanted(str, int): the repeat's ref and the number of the row to come before (0: last).
        remove_wanted(str), menu_wanted(str): a row's ref.
        dropping(str): what stands in the row of this ref is about to go.
        moved(object): rows have other refs now, {old: new}.
        shape_wanted(bool): as a table (or as cards).
    """

    add_wanted = Signal(str, int)
    remove_wanted = Signal(str)
    menu_wanted = Signal(str)
    dropping = Signal(str)
    moved = Signal(object)
    shape_wanted = Signal(bool)

    def __init__(
        self,
        slot: Slot,
        source: FormSource,
        make: MakeWidget,
        later: Callable[[Stretch], None],
        *,
        table: bool | None = None,
    ):
        super().__init__()
        self.slot = slot
        self._source, self._make, self._later = source, make, later
        self._records: list[str] = []
        self._fields = 3
        self._labelled: frozenset[str] = frozenset()  # the fields that have words, known with the first row
        self._table: bool | None = table
        self._fits: bool | None = None  # known with the first row
        layout = vbox(self, 10)
        self._title = Text("", "heading")
        self._shape = Button("", lambda: self.shape_wanted.emit(not self._table), kind="quiet")
        self._shape.hide()
        top = hbox(spacing=8)
        top.addWidget(self._title, 1)
        top.addWidget(self._shape)
        layout.addLayout(top)
        self._heads = vbox(spacing=0)
        layout.addLayout(self._heads)
        self._pile = Pile(self, [])
        layout.addWidget(self._pile)
        self._add = Button(_("Tilføj række"), lambda: self.add_wanted.emit(self.ref, 0), icon="plus")
        layout.addWidget(self._add)
        self.show_label()

    @property
    def ref(self) -> str:
        return self.slot.ref

    @property
    def removable(self) -> bool:
        return not self.slot.fixed

    def show_label(self) -> None:
        """Take over the label, in the language in use."""
        label = self.slot.label
        show_words(self._title, label)
        show_if(self._title, bool(label))
        self._add.setAccessibleName(_("Tilføj række: {label}").format(label=plain(label)))

    # --- Builder

    def build_place(self, place: Place) -> QWidget:
        """The widget of one row."""
        parts = parts_of(self._source, place.node or self._source.node(place.ref))
        kind = RowLine if self._table and self._fits else RowCard
        row = kind(place, parts, self._make, removable=self.removable)
        row.remove_wanted.connect(self.remove_wanted)
        row.menu_wanted.connect(self.menu_wanted)
        return row

    def place_height(self, place: Place) -> int:
        """Its probable height."""
        if self._table:
            return TABLE_ROW
        return height_of_row(place.node or self._source.node(place.ref), self._labelled)

    def await_stretch(self, stretch: Stretch) -> None:
        """A stretch of rows waits."""
        self._later(stretch)

    # --- following the rows

    def refresh(self) -> None:
        """Follow the rows: those that stand keep their widgets, whatever their number is now."""
        show_if(self, self.slot.relevant)
        show_if(self._add, self.removable)
        rows = self.slot.rows
        records = [row.record for row in rows]
        if records == self._records:
            return
        if rows and self._fits is None:
            self._decide_shape(rows[0])
        kept = set(records)
        before = {record: f"{self.ref}[{index}]" for index, record in enumerate(self._records, 1)}
        standing = [record for record in self._records if record in kept]
        if [record for record in records if record in before] != standing or not standing:
            self._anew(rows)
            return
        for record in self._records:
            if record not in kept:
                self.dropping.emit(before[record] + "/")
                self._pile.remove(record)
        self._records = records
        self._renumber(before)
        for index, row in enumerate(rows):
            if row.record not in before:
                self._pile.insert(index, self._place(row, index + 1))

    def _anew(self, rows: list[Node]) -> None:
        for number in range(1, len(self._records) + 1):
            self.dropping.emit(f"{self.ref}[{number}]/")
        self._records = [row.record for row in rows]
        self._pile.show_places([self._place(row, number) for number, row in enumerate(rows, 1)])

    def _place(self, row: Node, number: int) -> Place:
        weight = 1 if self._table and self._fits else max(2, min(STRETCH, self._fields))
        return Place(f"{self.ref}[{number}]", weight, node=row, record=row.record, number=number)

    def _renumber(self, before: dict[str, str]) -> None:
        """The rows that stand get their numbers before new ones take those that are free."""
        numbers = {record: number for number, record in enumerate(self._records, 1)}
        moved = {}
        for place, row in self._rows():
            number = numbers[place.record]
            if place.number == number:
                continue
            place.ref, place.number = f"{self.ref}[{number}]", number
            moved[before[place.record]] = place.ref
            if row is not None:
                row.show_number(number, place.ref, removable=self.removable)
        if moved:
            self.moved.emit(moved)

    def _rows(self) -> list[tuple[Place, Row | None]]:
        found: list[tuple[Place, Row | None]] = []
        for stretch in self._pile.stretches:
            built = stretch.box.widgets if stretch.box is not None else [None] * len(stretch.places)
            found += [(place, row) for place, row in zip(stretch.places, built, strict=True)]  # type: ignore[misc]
        return found

    def stand_at(self, ref: str) -> None:
        """The repeat stands in a row that has another number now."""
        above, _slash, name = ref.rpartition("/")
        self.slot = Slot(self._source, above, name)
        for place, row in self._rows():
            place.ref = f"{ref}[{place.number}]"
            if row is not None:
                row.ref = place.ref

    def forget_nodes(self) -> None:
        """All nodes were made anew."""
        for place in self._pile.places:
            place.node = None

    # --- cards or table

    def _decide_shape(self, row: Node) -> None:
        parts = parts_of(self._source, row)
        self._fields = len(parts)
        self._labelled = frozenset(child.name for child in row.children if child.label)
        self._fits = fits_table(parts)
        if self._table is None:
            self._table = has_word(self.slot, "tabel")
        show_if(self._shape, self._fits)
        self._shape.setText(_("Vis som kort") if self._table else _("Vis som tabel"))
        self._shape.setAccessibleName(self._shape.text())
        if self._table and self._fits:
            self._heads.addWidget(TableHead(parts))

    def focus_shape(self) -> None:
        """The shape was changed by its button: the focus stays there."""
        self._shape.setFocus(Qt.FocusReason.OtherFocusReason)
