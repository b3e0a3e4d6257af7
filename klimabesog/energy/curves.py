"""A value that changes from year to year, known at some years and straight between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from klimabesog.values.danish import format_number
from klimabesog.values.texts import _


class Point(NamedTuple):
    """A known value; year None holds for every year."""

    year: int | None
    value: float


class Reading(NamedTuple):
    """The value in a year, index of the `point` it rests on, and how it came about ("" as published).

    Between two points: the index of the `later` one too, and the `share` (0-1) of the way to it.
    """

    value: float
    point: int
    note: str
    later: int | None = None
    share: float = 0.0


def at_year(points: Sequence[Point], year: int) -> Reading:
    """The value in `year`: the point itself, linear between two, outside them the end point (noted).

    The building regulation's emission factors are to be read linearly between their years (BR18 appendix 2).
    A point without a year counts before all others. ValueError for no points.
    """
    if not points:
        raise ValueError("a curve needs a point")
    for index, point in enumerate(points):
        if point.year is None or point.year == year:
            return Reading(point.value, index, "")
    dated = sorted((point.year or 0, point.value, index) for index, point in enumerate(points))
    before = [entry for entry in dated if entry[0] < year]
    after = [entry for entry in dated if entry[0] > year]
    if not before:
        return _end(after[0], _("{wanted} ligger før de kendte år; tallet for {year} er brugt."), year)
    if not after:
        return _end(before[-1], _("{wanted} ligger efter de kendte år; tallet for {year} er brugt."), year)
    return _between(before[-1], after[0], year)


def _end(entry: tuple[int, float, int], note: str, year: int) -> Reading:
    return Reading(entry[1], entry[2], note.format(wanted=year, year=entry[0]))


def _between(low: tuple[int, float, int], high: tuple[int, float, int], year: int) -> Reading:
    """The straight line between two known years."""
    share = (year - low[0]) / (high[0] - low[0])
    note = _("Ret linje mellem {low} ({a}) og {high} ({b}).").format(
        low=low[0], a=_shown(low[1]), high=high[0], b=_shown(high[1])
    )
    return Reading(low[1] + (high[1] - low[1]) * share, low[2], note, high[2], share)


def _shown(value: float) -> str:
    """Up to four decimals, as the sources print them."""
    return format_number(value, 4).rstrip("0").rstrip(",")
