"""What the rows of a repeat are shown as: cards of compact cells, cards that fold, lines of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from klimabesog.desktop.form_view.choice_table import ChoiceTableHead, in_choice_table
from klimabesog.desktop.form_view.fold import FoldHead, Summary, summary_of
from klimabesog.desktop.form_view.lazy import Place
from klimabesog.desktop.form_view.question import MoreButton
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.tree import Part, Slot, has_word, is_checkpoint
from klimabesog.desktop.widgets.base import Frame, Text, hbox, is_put_away, show_if, vbox
from klimabesog.desktop.widgets.button import Button, onward
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.markup import show_words
from klimabesog.values.texts import _

CELL_WIDTH = 250
MOST_COLUMNS = 6
ROOMY = 75
"""So many letters wide, the words of a row's link have room beside its summary."""
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
        link_wanted(str): to what the row is about.
    """

    remove_wanted = Signal(str)
    menu_wanted = Signal(str)
    link_wanted = Signal(str)

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


class FoldCard(Row):
    """One row of a repeat as a card that folds to a summary.

    `make_content` is given the row's ref when it is first unfolded.

    Signals:
        folded_changed(str, bool): the row's ref, and whether it is folded now.
    """

    folded_changed = Signal(str, bool)

    def __init__(self, place: Place, make_content: Callable[[str], QWidget], *, removable: bool, folded: bool):
        super().__init__("card", place.ref, margins=(6, 3, 6, 3))
        self.body.setSpacing(0)
        self._number, self._make = place.number, make_content
        self._content: QWidget | None = None
        self._summary, self._link = Summary(), ""
        self.head = FoldHead()
        self.head.clicked.connect(lambda _checked=False: self.unfold() if self.folded else self.fold())
        self.link = onward("", lambda: self.link_wanted.emit(self.ref), kind="quiet")
        line = hbox(spacing=0)
        line.addWidget(self.head, 1)
        for button in (self.link, self._remove, self._more):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        self.show_number(place.number, place.ref, removable=removable)
        if not folded:
            self._open()

    def show_number(self, number: int, ref: str, *, removable: bool) -> None:
        super().show_number(number, ref, removable=removable)
        self._number = number

    def refresh(self, row: Node, link: str = "") -> None:
        """Take over what the row says now, and the words of the way to what it is about ("" for none)."""
        self._summary, self._link = summary_of(row), link
        self._say()
        self.link.setAccessibleName(f"{link}: {self._summary.title}")
        self.link.setToolTip(link)
        show_if(self.link, bool(link))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where it is narrow the arrow alone leads to what the row is about."""
        roomy = self.width() > self.fontMetrics().averageCharWidth() * ROOMY
        self.link.setText(self._link if roomy else "")

    @property
    def folded(self) -> bool:
        """Whether only the summary shows."""
        return self._content is None or is_put_away(self._content)

    def unfold(self) -> None:
        """Show the row's questions."""
        self._open()
        self._say()
        self.folded_changed.emit(self.ref, False)

    def fold(self) -> None:
        """Hide them."""
        if self._content is not None:
            self._content.hide()
        self._say()
        self.folded_changed.emit(self.ref, True)

    def _open(self) -> None:
        if self._content is None:
            self._content = self._make(self.ref)
            self._content.setContentsMargins(12, 4, 12, 12)
            self.body.addWidget(self._content)
        show_if(self._content, True)

    def _say(self) -> None:
        self.head.show_summary(self._number, self._summary, folded=self.folded)


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
