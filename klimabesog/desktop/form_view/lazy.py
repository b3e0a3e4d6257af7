"""Long pages: parts stand in stretches that are built when they come near the viewport, and before that only hold room.

Building a question costs a millisecond or two; a chapter of a thousand would take seconds, its first screen does not.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.tree import Part, Slot, has_word
from klimabesog.desktop.widgets.base import empty, is_put_away, show_if, vbox

STRETCH = 2
"""Questions that are built together."""

SPACING = 12

SAMPLE = 30
"""So many of a group's questions are looked at to tell how high it is."""

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
    """Who builds the parts: the form view, and a repeat for its rows."""

    def build_place(self, place: Place) -> QWidget:
        """The widget of a place."""

    def place_height(self, place: Place) -> int:
        """Its probable height, 0 when it is hidden."""

    def await_stretch(self, stretch: Stretch) -> None:
        """A stretch waits to be built."""


class Stretch:
    """A few parts, built together. Until then a spacer in its pile: no widget at all."""

    def __init__(self, pile: Pile, builder: Builder, places: list[Place]):
        self._builder = builder
        self.pile = pile
        self.places = places
        self.box: StretchBox | None = None
        self.room = self._probable()
        builder.await_stretch(self)

    @property
    def built(self) -> bool:
        """Whether its parts are there."""
        return self.box is not None

    def _probable(self) -> int:
        heights = [height for place in self.places if (height := self._builder.place_height(place))]
        return sum(heights) + SPACING * len(heights)

    def estimate(self) -> bool:
        """Hold the room that the parts will probably need; whether it is another now."""
        if self.box is not None or (room := self._probable()) == self.room:
            return False
        self.room = room
        self.pile.hold_room(self)
        return True

    def covers(self, ref: str) -> bool:
        """Whether the question is one of the parts or within one."""
        return any(ref == p.ref or ref.startswith((p.ref + "/", p.ref + "[")) for p in self.places)

    def build(self) -> StretchBox:
        """Make the widgets of all parts."""
        if self.box is None:
            self.box = StretchBox(self)
            self.pile.put_box(self)
            for index, place in enumerate(self.places):
                self.box.put(self._builder.build_place(place), index)
            self.box.follow()
        return self.box

    def insert(self, index: int, place: Place) -> None:
        """One more part."""
        self.places.insert(index, place)
        if self.box is not None:
            self.box.put(self._builder.build_place(place), index)
            self.box.follow()
        else:
            self.estimate()

    def remove(self, index: int) -> None:
        """One part less."""
        del self.places[index]
        if self.box is not None:
            self.box.take(index)
        else:
            self.estimate()


class StretchBox(QWidget):
    """The widgets of a stretch.

    It fits its height to its width by itself: around it no layout needs to know that texts wrap, or each change would
    measure the whole page several times over.
    """

    def __init__(self, stretch: Stretch):
        super().__init__()
        self.stretch = stretch
        self.widgets: list[QWidget] = []
        self._column = vbox(self, SPACING)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def put(self, widget: QWidget, index: int) -> None:
        """Put the widget of a part at its place."""
        self.widgets.insert(index, widget)
        self._column.insertWidget(index, widget)
        if not is_put_away(widget):
            widget.show()  # now, and not when the event loop comes to it: the page is laid out before

    def take(self, index: int) -> None:
        """Take the widget of a part away."""
        widget = self.widgets.pop(index)
        self._column.removeWidget(widget)
        let_go(widget)
        self.follow()

    def replace(self, old: QWidget, new: QWidget) -> None:
        """Put another widget in the place of one."""
        index = self.widgets.index(old)
        self.take(index)
        self.put(new, index)
        self.follow()

    def hold(self, on: bool) -> None:
        """Let the layout wait while several parts are shown or hidden: each would lay out the page up to its top."""
        wait(self._column, on)
        self.stretch.pile.hold(on)

    def follow(self) -> None:
        """An empty stretch takes no room: all its parts may be hidden."""
        some = any(not is_put_away(widget) for widget in self.widgets)
        if some == is_put_away(self):
            show_if(self, some)
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
        column = self._column
        height = (
            column.totalHeightForWidth(self.width())
            if column.hasHeightForWidth()
            else column.totalSizeHint().height()
        )
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)


class Pile(QWidget):
    """Parts below each other."""

    def __init__(self, builder: Builder, places: Sequence[Place]):
        super().__init__()
        self._builder = builder
        self._column = vbox(self, SPACING)
        self.stretches: list[Stretch] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._append(places)

    @property
    def places(self) -> list[Place]:
        """All places, in order."""
        return [place for stretch in self.stretches for place in stretch.places]

    def _append(self, places: Iterable[Place]) -> None:
        for chunk in chunks(places):
            stretch = Stretch(self, self._builder, chunk)
            self.stretches.append(stretch)
            self._column.addSpacing(stretch.room)

    def hold(self, on: bool) -> None:
        """Let the layout wait, or go on."""
        wait(self._column, on)

    def hold_room(self, stretch: Stretch) -> None:
        """The spacer of a stretch that is not built has another height."""
        item = self._column.itemAt(self.stretches.index(stretch))
        spacer = item.spacerItem() if item is not None else None
        if spacer is not None:
            spacer.changeSize(0, stretch.room, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._column.invalidate()

    def put_box(self, stretch: Stretch) -> None:
        """The box of a stretch takes the place of its spacer."""
        assert stretch.box is not None
        index = self.stretches.index(stretch)
        self._column.takeAt(index)
        self._column.insertWidget(index, stretch.box)
        stretch.box.show()
        if self._column.geometry().width():
            stretch.box.resize(self._column.geometry().width(), stretch.box.height())

    def near(self, top: int, bottom: int) -> list[Stretch]:
        """The stretches that wait between these heights of the pile."""
        found = []
        for index, stretch in enumerate(self.stretches):
            if stretch.box is not None or not stretch.room:
                continue
            item = self._column.itemAt(index)
            y = item.geometry().top() if item is not None else 0
            if y >= bottom:
                break
            if y + stretch.room > top:
                found.append(stretch)
        return found

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
        empty(self._column)
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
        some = part.children[:SAMPLE]
        inner = [height for child in some if (height := height_of(child, cell=together))]
        total = sum(inner) // 2 if together else sum(inner) + SPACING * len(inner)
        return HEADING + total * len(part.children) // len(some)
    return CELL if cell else CARD


def height_of_row(row: Part, labelled: Container[str] | None = None) -> int:
    """How high a row's card will probably be: three fields to a line. `labelled`: the fields known to have words."""
    if isinstance(row, Slot):
        return HEADING
    if labelled is None:
        cells = sum(1 for child in row.children if child.relevant and child.label)
    else:
        cells = sum(1 for child in row.children if child.relevant and child.name in labelled)
    return 60 + CELL * -(-cells // 3)


def place_of(part: Part) -> Place:
    """The part's place, and how many questions are built when it is."""
    if isinstance(part, Slot):
        return Place(part.ref, STRETCH, slot=part)
    if not part.children:
        return Place(part.ref, 1, node=part)
    return Place(part.ref, max(STRETCH, len(part.children)), node=part)


def wait(layout: QVBoxLayout, on: bool) -> None:
    """Let a layout wait, or go on with what it was asked for meanwhile: Qt forgets a request that it can't follow."""
    layout.setEnabled(not on)
    if not on:
        layout.activate()


def let_go(widget: QWidget) -> None:
    """Take a widget off the page for good."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
