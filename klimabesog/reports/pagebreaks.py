"""No heading stands alone at the foot of a page: each asks for room for itself and the beginning of what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from klimabesog.reports.tagged.flowables import Text

ROOMS = (30.0, 60.0, 120.0, 240.0)
"""The rooms tried for the beginning of a flowable that can break, in points."""


def with_kept_headings(flowables: Sequence[Any], width: float, height: float) -> list[Any]:
    """The flowables of a page body (points), with a page break on condition before each run of headings."""
    result: list[Any] = []
    place = 0
    while place < len(flowables):
        run = _run(flowables, place)
        if run:
            result += _kept(run, flowables[place + len(run) :], width, height)
            place += len(run)
        else:
            result.append(flowables[place])
            place += 1
    return result


def is_heading(flowable: Any) -> bool:
    """Whether it is a heading of any level, or a question that goes with its answer."""
    if not isinstance(flowable, Text):
        return False
    return flowable.role in ("H1", "H2", "H3", "H4", "H5", "H6") or bool(flowable.getKeepWithNext())


def _run(flowables: Sequence[Any], place: int) -> list[Any]:
    """Headings that follow each other, with the room and the page breaks on condition between and after them."""
    run: list[Any] = []
    while place < len(flowables) and (
        is_heading(flowables[place]) or (run and isinstance(flowables[place], (Spacer, CondPageBreak)))
    ):
        run.append(flowables[place])
        place += 1
    return run


def _kept(run: list[Any], following: Sequence[Any], width: float, height: float) -> list[Any]:
    asked = max((item.height for item in run if isinstance(item, CondPageBreak)), default=0)
    stay = [item for item in run if not isinstance(item, CondPageBreak)]
    own = sum(item.wrap(width, height)[1] + item.getSpaceBefore() + item.getSpaceAfter() for item in stay)
    lead = _lead(following[0], width, height - own) if following else 0.0
    for item in stay:
        item.keepWithNext = 0  # reportlab would keep it with the whole of what follows
    return [CondPageBreak(min(own + max(lead, asked), height)), *stay]


def _lead(flowable: Any, width: float, height: float) -> float:
    """The least height in which a flowable can begin: two lines, a table's first row, or all of it."""
    whole = float(flowable.wrap(width, height)[1])
    if type(flowable).split is Flowable.split:
        return whole
    for room in ROOMS:
        if room >= min(whole, height):
            break
        if len(flowable.split(width, room)) > 1:
            return room
        flowable.wrap(width, height)
    return whole
