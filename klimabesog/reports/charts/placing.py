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
        grid: float = GRID,
    ) -> None:
        """`taken` is kept clear of; of `lines` the labels keep clear, what joins them to their markers may cross.

        Where nothing near is free, the whole area is tried, a `grid` of so many points."""
        self._area, self._measure, self._size, self._grid = area, measure, size, grid
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
                    if leader is None or not _crosses(leader, joined_clear):
                        return self._take(spot, number, lines, box, leader)
        return None

    def _candidates(self, spot: Spot, lines: Sequence[str], *, last: bool) -> Iterator[Box]:
        wide = max(self._measure(line, self._size, spot.bold) for line in lines)
        high = (ASCENT + DESCENT + (len(lines) - 1) * LEADING) * self._size
        yield from self._beside(spot, wide, high, FAR if last else NEAR)
        if last:
            yield from self._anywhere(spot, wide, high)

    @staticmethod
    def _beside(spot: Spot, wide: float, high: float, distances: Sequence[float]) -> Iterator[Box]:
        for away, (dx, dy) in product(distances, _DIRECTIONS):
            reach = spot.radius + away
            slant = 0.72 if dx and dy else 1.0
            x = spot.x + dx * reach * slant - {1: 0.0, 0: wide / 2, -1: wide}[dx]
            y = spot.y + dy * reach * slant - {1: 0.0, 0: high / 2, -1: high}[dy]
            yield Box(x, y, x + wide, y + high)

    def _anywhere(self, spot: Spot, wide: float, high: float) -> Iterator[Box]:
        """Every place of a grid over the area, the nearest first."""
        area, grid = self._area, self._grid
        across = max(0, int((area.right - area.left - wide) / grid))
        down = max(0, int((area.bottom - area.top - high) / grid))
        corners = [
            (area.left + c * grid, area.top + r * grid)
            for c, r in product(range(across + 1), range(down + 1))
        ]
        corners.sort(key=lambda at: math.hypot(at[0] + wide / 2 - spot.x, at[1] + high / 2 - spot.y))
        for x, y in corners:
            yield Box(x, y, x + wide, y + high)

    def _is_free(self, box: Box, clear: Sequence[Box]) -> bool:
        """Whether a label covers nothing there."""
        return _is_clear(box, clear) and not any(_crosses(line, (box,)) for line in self._leaders)

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


def _is_clear(box: Box, clear: Sequence[Box]) -> bool:
    """Whether it meets none of the boxes; thousands are tried, so they are compared in place."""
    left, top, right, bottom = box
    for x0, y0, x1, y1 in clear:  # noqa: SIM110 - a generator takes half as long again
        if left < x1 and x0 < right and top < y1 and y0 < bottom:
            return False
    return True


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


def _crosses(line: Line, boxes: Sequence[Box]) -> bool:
    """Whether a line runs through any of the boxes: the two overlap across, down, and along the line's normal."""
    left, right = (line.x0, line.x1) if line.x0 < line.x1 else (line.x1, line.x0)
    top, bottom = (line.y0, line.y1) if line.y0 < line.y1 else (line.y1, line.y0)
    across, down = line.x1 - line.x0, line.y1 - line.y0
    wide, high = abs(down) / 2, abs(across) / 2
    offset = across * line.y0 - down * line.x0
    for x0, y0, x1, y1 in boxes:
        if left < x1 and x0 < right and top < y1 and y0 < bottom:  # most are nowhere near
            away = abs(down * (x0 + x1) / 2 - across * (y0 + y1) / 2 + offset)
            if away < wide * (x1 - x0) + high * (y1 - y0):
                return True
    return False
