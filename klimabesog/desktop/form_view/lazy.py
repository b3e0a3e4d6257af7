"""Long pages: parts stand in stretches that are built when they come near the viewport, and before that only hold room.

Building a question costs a millisecond or two; a chapter of a thousand would take seconds, its first screen does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.tree import Part, Slot, has_word
from klimabesog.desktop.widgets.base import is_put_away, show_if, vbox

STRETCH = 5
"""Questions that are built together."""

CARD, CELL, HEADING = 118, 82, 44
"""Probable heights in pixels at normal text size: only for what is not built yet."""


@dataclass
class Place:
    """A part's place on the page. `record` tells the rows of a repeat apart, whose refs shift."""

    ref: str
    weight: int
    slot: Slot | None = None
    node: Node = None  # as it was found; let go of when an undo makes all nodes anew
    record: str = ""
    number: int = 0


class Builder(Protocol):
    """Who builds the parts: the form view."""

    def build_place(self, place: Place) -> QWidget:
        """The widget of a place."""

    def place_height(self, place: Place) -> int:
        """Its probable height, 0 when it is hidden."""

    def await_stretch(self, stretch: Stretch) -> None:
        """A stretch waits to be built."""


class Stretch(QWidget):
    """A few parts, built together.

    It fits its height to its width by itself: around it no layout needs to know that texts wrap, or each change would
    measure the whole page several times over.
    """

    def __init__(self, builder: Builder, places: list[Place]):
        super().__init__()
        self._builder = builder
        self.places = places
        self.built = False
        self._column = vbox(self, 12)
        self.widgets: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.room = -1
        self.estimate()
        builder.await_stretch(self)

    def estimate(self) -> None:
        """Hold the room that the parts will probably need."""
        heights = [height for place in self.places if (height := self._builder.place_height(place))]
        room = sum(heights) + 12 * max(0, len(heights) - 1)
        if not self.built and room != self.room:
            self.room = room
            self.setFixedHeight(room)
            show_if(self, bool(room))

    def covers(self, ref: str) -> bool:
        """Whether the question is one of the parts or within one."""
        return any(ref == p.ref or ref.startswith((p.ref + "/", p.ref + "[")) for p in self.places)

    def build(self) -> None:
        """Make the widgets of all parts."""
        if self.built:
            return
        self.built = True
        for place in self.places:
            self._put(place, len(self.widgets))
        self.room = 1
        self.follow()
        self._fit()

    def hasHeightForWidth(self) -> bool:
        return False

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """As high as the parts need at this width."""
        if not self.built:
            return
        column = self._column
        height = (
            column.totalHeightForWidth(self.width())
            if column.hasHeightForWidth()
            else column.totalSizeHint().height()
        )
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def _put(self, place: Place, index: int) -> None:
        widget = self._builder.build_place(place)
        self.widgets.insert(index, widget)
        self._column.insertWidget(index, widget)
        if not is_put_away(widget):
            widget.show()  # now, and not when the event loop comes to it: the page is laid out before

    def insert(self, index: int, place: Place) -> None:
        """One more part."""
        self.places.insert(index, place)
        if self.built:
            self._put(place, index)
        else:
            self.estimate()

    def remove(self, index: int) -> None:
        """One part less."""
        del self.places[index]
        if self.built:
            widget = self.widgets.pop(index)
            self._column.removeWidget(widget)
            let_go(widget)
            self.follow()
        else:
            self.estimate()

    def follow(self) -> None:
        """An empty stretch takes no room: all its parts may be hidden."""
        if self.built:
            some = any(not is_put_away(widget) for widget in self.widgets)
            if some == is_put_away(self):
                show_if(self, some)


class Pile(QWidget):
    """Parts below each other."""

    def __init__(self, builder: Builder, places: Sequence[Place]):
        super().__init__()
        self._builder = builder
        self._column = vbox(self, 12)
        self.stretches: list[Stretch] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._append(places)

    @property
    def places(self) -> list[Place]:
        """All places, in order."""
        return [place for stretch in self.stretches for place in stretch.places]

    def _append(self, places: Iterable[Place]) -> None:
        for chunk in chunks(places):
            stretch = Stretch(self._builder, chunk)
            self.stretches.append(stretch)
            self._column.addWidget(stretch)

    def insert(self, index: int, place: Place) -> None:
        """Put one more part at a place."""
        for stretch in self.stretches:
            if index < len(stretch.places) or (stretch is self.stretches[-1] and _has_room(stretch, place)):
                stretch.insert(index, place)
                return
            index -= len(stretch.places)
        self._append([place])

    def remove(self, record: str) -> None:
        """Take the row away."""
        for stretch in self.stretches:
            for index, place in enumerate(stretch.places):
                if place.record == record:
                    stretch.remove(index)
                    return

    def show_places(self, places: Sequence[Place]) -> None:
        """Begin anew with these."""
        for stretch in self.stretches:
            self._column.removeWidget(stretch)
            let_go(stretch)
        self.stretches = []
        self._append(places)


def _has_room(stretch: Stretch, place: Place) -> bool:
    return sum(p.weight for p in stretch.places) + place.weight <= STRETCH


def chunks(places: Iterable[Place]) -> Iterator[list[Place]]:
    """Places in lots of a few questions; a part that is a page of its own stands alone."""
    chunk: list[Place] = []
    weight = 0
    for place in places:
        if chunk and weight + place.weight > STRETCH:
            yield chunk
            chunk, weight = [], 0
        chunk.append(place)
        weight += place.weight
    if chunk:
        yield chunk


def height_of(part: Part, *, cell: bool = False) -> int:
    """How high a part will probably be."""
    if not part.relevant:
        return 0
    if isinstance(part, Slot):
        rows = part.rows
        each = height_of_row(rows[0]) if rows else 0
        return HEADING + 52 + len(rows) * (each + 12)
    if part.children:
        together = cell or has_word(part, "field-list")
        inner = [height for child in part.children if (height := height_of(child, cell=together))]
        return HEADING + (sum(inner) // 2 if together else sum(inner) + 12 * len(inner))
    if part.kind == "calculate" and not part.label:
        return 0
    if part.kind == "note":
        return 34
    return CELL if cell else CARD


def height_of_row(row: Part) -> int:
    """How high a row's card will probably be: three fields to a line."""
    if isinstance(row, Slot):
        return HEADING
    cells = sum(1 for child in row.children if child.relevant and child.kind != "calculate")
    return 60 + CELL * -(-cells // 3)


def place_of(part: Part) -> Place:
    """The part's place, and how many questions are built when it is."""
    if isinstance(part, Slot):
        return Place(part.ref, STRETCH, slot=part)
    if not part.children:
        return Place(part.ref, 1, node=part)
    return Place(part.ref, max(STRETCH, len(part.children)), node=part)


def let_go(widget: QWidget) -> None:
    """Take a widget off the page for good."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
