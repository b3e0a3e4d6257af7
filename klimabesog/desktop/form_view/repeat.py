"""A repeat: its rows as cards, as cards that fold or as lines of a table; rows are added, put between and removed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.form_view.lazy import STRETCH, Pile, Place, Stretch, height_of_row
from klimabesog.desktop.form_view.row_cards import (
    Cells,
    FoldCard,
    MakeWidget,
    Row,
    RowCard,
    RowLine,
    TableHead,
    fits_table,
)
from klimabesog.desktop.form_view.source import FormSource, Node, RowSource
from klimabesog.desktop.form_view.tree import Slot, has_word, parts_of
from klimabesog.desktop.widgets.base import Text, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.markup import plain, show_words
from klimabesog.values.texts import _

TABLE_ROW, FOLDED_ROW = 62, 78


class Repeat(QWidget):
    """All rows of a repeat; those far from the viewport are not built.

    Signals:
        add_wanted(str, int): the repeat's ref and the number of the row to come before (0: last).
        remove_wanted(str), menu_wanted(str): a row's ref.
        dropping(str): what stands in the row of this ref is about to go.
        moved(object): rows have other refs now, {old: new}.
        shape_wanted(bool): as a table (or as cards).
        link_wanted(str): to what a row is about.
        card_made(object): a FoldCard.
    """

    add_wanted = Signal(str, int)
    remove_wanted = Signal(str)
    menu_wanted = Signal(str)
    dropping = Signal(str)
    moved = Signal(object)
    shape_wanted = Signal(bool)
    link_wanted = Signal(str)
    card_made = Signal(object)

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
        self._unfolded: set[str] = set()  # records of rows that show their questions
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
        name = _("Tilføj række: {label}").format(label=plain(label)) if label else _("Tilføj række")
        self._add.setAccessibleName(name)

    # --- Builder

    def build_place(self, place: Place) -> QWidget:
        """The widget of one row."""
        node = place.node or self._source.node(place.ref)
        row = self._fold_card(place, node) if self._folds else self._plain_row(place, node)
        row.remove_wanted.connect(self.remove_wanted)
        row.menu_wanted.connect(self.menu_wanted)
        return row

    def _plain_row(self, place: Place, node: Node) -> Row:
        kind = RowLine if self._table and self._fits else RowCard
        return kind(place, parts_of(self._source, node), self._make, removable=self.removable)

    def _fold_card(self, place: Place, node: Node) -> Row:
        folded = place.record not in self._unfolded

        def content(ref: str) -> QWidget:
            return Cells(parts_of(self._source, self._source.node(ref)), self._make)

        card = FoldCard(place, content, removable=self.removable, folded=folded)
        card.refresh(node, row_link(self._source, place.ref))
        card.folded_changed.connect(lambda _ref, folded: self._keep_fold(place.record, folded))
        card.link_wanted.connect(self.link_wanted)
        self.card_made.emit(card)
        return card

    def _keep_fold(self, record: str, folded: bool) -> None:
        (self._unfolded.discard if folded else self._unfolded.add)(record)

    @property
    def _folds(self) -> bool:
        """Whether rows fold: the form says "compact"."""
        return has_word(self.slot, "compact") and not (self._table and self._fits)

    def place_height(self, place: Place) -> int:
        """Its probable height."""
        if self._table:
            return TABLE_ROW
        if self._folds and place.record not in self._unfolded:
            return FOLDED_ROW
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
                self.dropping.emit(before[record])
                self._pile.remove(record)
        self._records = records
        added = [record for record in records if record not in before]
        self._unfolded.update(added if len(added) == 1 else ())
        self._renumber(before)
        for index, row in enumerate(rows):
            if row.record not in before:
                self._pile.insert(index, self._place(row, index + 1))

    def _anew(self, rows: list[Node]) -> None:
        for number in range(1, len(self._records) + 1):
            self.dropping.emit(f"{self.ref}[{number}]")
        self._records = [row.record for row in rows]
        self._unfolded.update(self._records if len(rows) == 1 else ())
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


def row_link(source: FormSource, ref: str) -> str:
    """The words of the way from a row to what it is about, "" for none."""
    return source.row_link(ref) if isinstance(source, RowSource) else ""
