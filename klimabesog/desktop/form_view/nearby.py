"""Building what comes near the viewport: what is seen at once, the rest ahead of it in slices when nothing is to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from klimabesog.desktop.form_view.lazy import Pile, Stretch
from klimabesog.desktop.form_view.shown import Shown, question_around
from klimabesog.desktop.widgets.base import settle

SEEN = 0.05  # of a viewport beyond what is seen, built at once
AHEAD = (0.3, 0.6, 0.9, 1.2)  # of a viewport, built one after the other when nothing else is to be done
PAUSE_MS = 80
"""What is seen comes on the screen before anything else is built."""
SLICE_MS = 5
"""Between two slices, so that a key or a turn of the wheel is never kept waiting for more than one."""


class Nearby(QObject):
    """The stretches that wait, and those of them that the viewport comes near to."""

    def __init__(self, area: QScrollArea, shown: Shown):
        super().__init__(area)
        self._area, self._shown = area, shown
        self._waiting: dict[Stretch, None] = {}
        self._building = False
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._build_slice)
        area.verticalScrollBar().valueChanged.connect(lambda _value: self.build())

    def wait(self, stretch: Stretch) -> None:
        """A stretch waits to be built."""
        self._waiting[stretch] = None

    def forget(self) -> None:
        """The page is another."""
        self._waiting.clear()

    # --- building

    def build_first(self, pile: Pile, room: int) -> int:
        """Build the stretches that probably fill `room`, before the page is laid out; the room that is left."""
        for stretch in pile.stretches:
            if room <= 0:
                break
            if not stretch.room:
                continue
            height = stretch.room
            self._waiting.pop(stretch, None)
            inner = stretch.build().findChildren(Pile)
            for nested in inner:
                room = self.build_first(nested, room)
            room -= 0 if inner else height
        return room

    def build(self, ahead: float = SEEN) -> None:
        """Build what is seen, and `ahead` of it (in viewports); what is being read stays where it is."""
        if self._building or not self._waiting or not self._area.isVisible():
            return
        with self._at_work():
            while near := self._near(ahead):
                self._make(near)
        if self._waiting:
            self._idle.start(PAUSE_MS)

    def _build_slice(self) -> None:
        """Build one stretch of those that will be seen next."""
        if self._building or not self._waiting or not self._area.isVisible():
            return
        near = next((found for ahead in AHEAD if (found := self._near(ahead))), [])
        if near:
            with self._at_work():
                self._make(near[-1:])  # the way down is the likelier
            self._idle.start(SLICE_MS)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        self._building = True
        try:
            with self.standing_still():
                yield
        finally:
            self._building = False

    def _make(self, stretches: list[Stretch]) -> None:
        for stretch in stretches:
            self._waiting.pop(stretch, None)
            stretch.build()
        settle()

    def build_towards(self, ref: str) -> None:
        """Build what a question stands in, down to the question itself."""
        with self.standing_still():
            while ref not in self._shown.questions:
                stretch = next((s for s in self._waiting if not s.built and s.covers(ref)), None)
                folded = self._shown.folded_around(ref)
                if stretch is not None:
                    del self._waiting[stretch]
                    stretch.build()
                elif folded is not None:
                    folded.unfold()
                else:
                    break
            settle()

    def _near(self, ahead: float) -> list[Stretch]:
        height = self._area.viewport().height()
        top = self._area.verticalScrollBar().value() - ahead * height
        bottom = top + (1 + 2 * ahead) * height
        found: list[Stretch] = []
        for pile in self._waiting_piles():
            if pile.isVisible():
                y = pile.mapTo(self._shown.page, QPoint(0, 0)).y()
                found += pile.near(round(top) - y, round(bottom) - y)
        return found

    def _waiting_piles(self) -> list[Pile]:
        """The piles on the page that have something to build; what is gone or built is forgotten."""
        piles: dict[Pile, bool] = {}
        gone = []
        for stretch in self._waiting:
            pile = stretch.pile
            if pile not in piles:
                piles[pile] = shiboken6.isValid(pile) and self._shown.page.isAncestorOf(pile)
            if stretch.built or not piles[pile]:
                gone.append(stretch)
        for stretch in gone:
            del self._waiting[stretch]
        return [pile for pile, there in piles.items() if there]

    # --- what waits follows the answers

    def estimate(self, refs: Collection[str] | None) -> None:
        """Hold the room that these refs (None: all) will probably need."""
        asked = [s for s in self._waiting if refs is None or any(place.ref in refs for place in s.places)]
        changed = [stretch for stretch in asked if stretch.estimate()]
        if changed:
            settle()  # or all that shows now would seem to stand at the same place, and be built at once

    def forget_nodes(self) -> None:
        """All nodes were made anew."""
        for stretch in self._waiting:
            for place in stretch.places:
                place.node = None

    # --- standing still

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Whatever is built above it, what is at the top of the viewport keeps its place on the screen."""
        bar, page = self._area.verticalScrollBar(), self._shown.page
        anchor = self._anchor() if bar.value() else None
        if anchor is None:
            yield
            return
        before = anchor.mapTo(page, QPoint(0, 0)).y()
        yield
        if shiboken6.isValid(anchor) and page.isAncestorOf(anchor):
            moved = anchor.mapTo(page, QPoint(0, 0)).y() - before
            if moved:
                bar.setValue(bar.value() + moved)

    def _anchor(self) -> QWidget | None:
        page = self._shown.page
        focus = QApplication.focusWidget()
        if focus is not None and page.isAncestorOf(focus) and not focus.visibleRegion().isEmpty():
            return focus
        middle, top = page.width() // 2, self._area.verticalScrollBar().value()
        for down in (20, 80, 200):
            found = page.childAt(QPoint(middle, top + down))
            if (question := question_around(found)) is not None:
                return question
        return None
