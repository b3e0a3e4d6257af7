"""Labels beside points: each at the nearest place where it covers no other label, no marker and no line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from klimabesog.reports.charts.lettering import ASCENT, DESCENT, LEADING, SMALL, Box
from klimabesog.reports.charts.palette import Role
from klimabesog.reports.charts.shapes import Label, Line, Rect, Shape, TextWidth

NEAR = (4.0, 9.0, 16.0)
FAR = (*NEAR, 26.0, 38.0, 54.0)
"""Points between a marker and its label; beyond the first a thin line joins the two."""
GRID = 7.0
ROOM = 1.6
"""At least so much lies between two labels."""

_DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))


@dataclass(frozen=True)
class Spot:
    """A marker and the texts (lines) that it may be labelled with, the best first."""

    x: float
    y: float
    radius: float
    texts: tuple[tuple[str, ...], ...]
    bold: bool = False
    colour: Role = "ink"

    @property
    def box(self) -> Box:
        """The room of the marker."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


@dataclass(frozen=True)
class Placed:
    """Which of a spot's texts found room, and what is drawn for it: on a plain ground, so that no grid runs through."""

    text: int
    shapes: tuple[Shape, ...]


class Placer:
    """Finds places within an area, given what is drawn there already."""

    def __init__(
        self,
        area: Box,
        measure: TextWidth,
        taken: Sequence[Box] = (),
        *,
        lines: Sequence[Box] = (),
        size: float = SMALL,
    ) -> None:
        """`taken` is kept clear of; of `lines` the labels keep clear, what joins them to their markers may cross."""
        self._area, self._measure, self._size = area, measure, size
        self._taken, self._lines = list(taken), list(lines)
        self._leaders: list[Line] = []

    def place(self, spot: Spot, others: Sequence[Box]) -> Placed | None:
        """The label of a spot beside the markers `others`; None where no text of it has room."""
        clear = [_widened(box) for box in (*self._taken, *self._lines, *others)]
        joined_clear = (*self._taken, *others)
        for number, lines in enumerate(spot.texts):
            last = number == len(spot.texts) - 1
            for box in self._candidates(spot, lines, last=last):
                if box.within(self._area) and not box.meets(spot.box) and self._is_free(box, clear):
                    leader = _leader(spot, box)
                    if leader is None or not any(_cuts(leader, one) for one in joined_clear):
                        return self._take(spot, number, lines, box, leader)
        return None

    def _candidates(self, spot: Spot, lines: Sequence[str], *, last: bool) -> Iterator[Box]:
        wide = max(self._measure(line, self._size, spot.bold) for line in lines)
        high = (ASCENT + DESCENT + (len(lines) - 1) * LEADING) * self._size
        for away, (dx, dy) in product(FAR if last else NEAR, _DIRECTIONS):
            reach = spot.radius + away
            slant = 0.72 if dx and dy else 1.0
            x = spot.x + dx * reach * slant - {1: 0.0, 0: wide / 2, -1: wide}[dx]
            y = spot.y + dy * reach * slant - {1: 0.0, 0: high / 2, -1: high}[dy]
            yield Box(x, y, x + wide, y + high)
        if last:
            yield from self._anywhere(spot, wide, high)

    def _anywhere(self, spot: Spot, wide: float, high: float) -> Iterator[Box]:
        """Every place of a grid over the area, the nearest first."""
        area = self._area
        across = max(0, int((area.right - area.left - wide) / GRID))
        down = max(0, int((area.bottom - area.top - high) / GRID))
        corners = [
            (area.left + c * GRID, area.top + r * GRID)
            for c, r in product(range(across + 1), range(down + 1))
        ]
        corners.sort(key=lambda at: math.hypot(at[0] + wide / 2 - spot.x, at[1] + high / 2 - spot.y))
        for x, y in corners:
            yield Box(x, y, x + wide, y + high)

    def _is_free(self, box: Box, clear: Sequence[Box]) -> bool:
        """Whether a label covers nothing there; thousands of places are tried, so the boxes are compared in place."""
        left, top, right, bottom = box
        for x0, y0, x1, y1 in clear:
            if left < x1 and x0 < right and top < y1 and y0 < bottom:
                return False
        return not any(_cuts(line, box) for line in self._leaders)

    def _take(self, spot: Spot, number: int, lines: Sequence[str], box: Box, leader: Line | None) -> Placed:
        self._taken.append(box)
        if leader is not None:
            self._leaders.append(leader)
        middle = (box.left + box.right) / 2
        left = box.right <= spot.x
        anchor, x = ("end", box.right) if left else ("start", box.left)
        if box.left < spot.x < box.right:
            anchor, x = "middle", middle
        labels = [
            Label(
                x,
                box.top + (ASCENT + n * LEADING) * self._size,
                line,
                self._size,
                spot.colour,
                spot.bold,
                anchor,  # type: ignore[arg-type]
            )
            for n, line in enumerate(lines)
        ]
        ground = Rect(box.left - 1, box.top, box.right - box.left + 2, box.bottom - box.top, "paper")
        return Placed(number, (ground, *([leader] if leader else []), *labels))


def _widened(box: Box) -> Box:
    """The box with the room that a label keeps from it."""
    return Box(box.left - ROOM, box.top - ROOM, box.right + ROOM, box.bottom + ROOM)


def _leader(spot: Spot, box: Box) -> Line | None:
    """The line from a marker's edge to its label; None where they are close."""
    x = min(max(spot.x, box.left), box.right)
    y = min(max(spot.y, box.top), box.bottom)
    away = math.hypot(x - spot.x, y - spot.y)
    if away <= spot.radius + NEAR[0] + 1:
        return None
    share = spot.radius / away
    return Line(spot.x + (x - spot.x) * share, spot.y + (y - spot.y) * share, x, y, "muted", 0.5)


def _cuts(line: Line, box: Box) -> bool:
    """Whether a line runs through a box (Liang and Barsky's clipping)."""
    if (line.x0 < box.left and line.x1 < box.left) or (line.x0 > box.right and line.x1 > box.right):
        return False  # most lines are nowhere near
    if (line.y0 < box.top and line.y1 < box.top) or (line.y0 > box.bottom and line.y1 > box.bottom):
        return False
    dx, dy = line.x1 - line.x0, line.y1 - line.y0
    begin, end = 0.0, 1.0
    for step, room in (
        (-dx, line.x0 - box.left),
        (dx, box.right - line.x0),
        (-dy, line.y0 - box.top),
        (dy, box.bottom - line.y0),
    ):
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            begin = max(begin, room / step)
        else:
            end = min(end, room / step)
    return begin < end
