"""Rows of horizontal bars from one zero line: direct labels, negative values, a target line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from klimabesog.reports.charts.legend import Entry, add_legend, filled
from klimabesog.reports.charts.lettering import (
    LEADING,
    SIZE,
    SMALL,
    block,
    block_height,
    label_box,
    wrapped,
)
from klimabesog.reports.charts.palette import Role
from klimabesog.reports.charts.shapes import Chart, Label, Line, Numbers, Rect, Shape, TextWidth
from klimabesog.reports.charts.textures import Texture

BAR, GAP, WIDE_GAP, WITHIN, AFTER = 12.0, 7.0, 11.0, 2.5, 6.0
"""A bar's height, between rows (of one bar, of several), within a row, and between a bar's end and its text."""
NARROW = 260.0
"""From here down names stand above their bars."""
NAME_SHARE, LEAST_BARS = 0.42, 0.3
LEAST_DASH = 6.0
"""Less than this of a mark's line is not drawn beneath the last text it crosses."""


@dataclass(frozen=True)
class Bar:
    """One bar: its length (None: no bar, the text alone) and the text at its end."""

    value: float | None
    text: str
    colour: Role = "accent"
    texture: Texture = ""


@dataclass(frozen=True)
class Row:
    """A name and its bars."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Mark:
    """A value that all rows are held against, with its words."""

    value: float
    text: str


@dataclass(frozen=True)
class _Frame:
    """Where things are: names in `left` points (0: above the bars), zero at `zero`; `beneath`: texts under the bars.

    `scale` is points for one `unit`, the largest value there is: quotients of very small numbers would be too large.
    """

    left: float
    zero: float
    scale: float
    unit: float
    beneath: bool

    def length(self, value: float) -> float:
        """Points of a value, with its sign."""
        return value / self.unit * self.scale


def rows_of_bars(
    rows: Sequence[Row],
    width: float,
    alternative: str,
    measure: TextWidth,
    *,
    mark: Mark | None = None,
    legend: Sequence[Entry] = (),
    note: str = "",
    numbers: Numbers = Numbers(),  # noqa: B008 - frozen
) -> Chart:
    """The chart. Names are broken over two lines, and stand above their bars where it is narrow; `note` is
    a sentence beneath."""
    frame = _frame(rows, width, measure, mark)
    shapes: list[Shape] = []
    y = top = _add_mark_text(shapes, mark, frame, width, measure)
    bars: list[Shape] = []
    texts: list[Label] = []
    for row in rows:
        gap = GAP if len(row.bars) == 1 else WIDE_GAP
        y = _add_row(bars, texts, row, y, frame, width, measure) + gap
    bottom = y - gap
    shapes += bars
    if mark is not None:
        shapes += _mark_line(mark, frame, top, bottom, texts, measure)
    shapes += texts
    if legend:
        bottom = add_legend(shapes, legend, 0, bottom + 11, width, measure)
    if note:
        lines = wrapped(note, width, SIZE, measure, most=3)
        high = block_height(len(lines), SIZE)
        shapes += block(lines, 0, bottom + 10 + high / 2, SIZE, "ink")
        bottom += 10 + high
    return Chart(width, bottom, tuple(shapes), alternative, numbers)


def _frame(rows: Sequence[Row], width: float, measure: TextWidth, mark: Mark | None) -> _Frame:
    bars = [bar for row in rows for bar in row.bars]
    values = [bar.value or 0.0 for bar in bars] + ([mark.value] if mark else [])
    unit = max(map(abs, values), default=0.0) or 1.0
    low, high = min(0.0, *values) / unit, max(0.0, *values) / unit
    left = 0.0
    if width >= NARROW:
        names = max(measure(row.name, SIZE, False) for row in rows)
        left = min(names, width * NAME_SHARE - 10) + 10
    room = width - left - 2
    scale = room / (high - low or 1.0)
    beside = min([scale, *_limits(bars, unit, low, room, measure)])
    beneath = beside * (high - low) < room * LEAST_BARS and high > low
    scale = scale if beneath else beside
    return _Frame(left, left - low * scale, scale, unit, beneath)


def _limits(bars: Sequence[Bar], unit: float, low: float, room: float, measure: TextWidth) -> Iterator[float]:
    """For each bar the scale at which its text just fits beside it."""
    for bar in bars:
        reach = max((bar.value or 0.0) / unit, 0.0) - low
        if reach > 0:
            yield (room - AFTER - measure(bar.text, SMALL, False)) / reach


def _add_row(
    bars: list[Shape],
    texts: list[Label],
    row: Row,
    y: float,
    frame: _Frame,
    width: float,
    measure: TextWidth,
) -> float:
    """One row from a height down; returns where it ends."""
    names = wrapped(row.name, (frame.left - 10) if frame.left else width, SIZE, measure)
    high = block_height(len(names), SIZE)
    line = SMALL * LEADING + 1 if frame.beneath else 0.0
    needed = len(row.bars) * (BAR + line + WITHIN) - WITHIN
    if frame.left:
        whole = max(high, needed)
        top = y + (whole - needed) / 2
        texts += block(names, 0, y + whole / 2, SIZE, "ink")
    else:
        top, whole = y + high + 2, high + 2 + needed
        texts += block(names, 0, y + high / 2, SIZE, "ink")
    if frame.zero > frame.left and any(bar.value is not None for bar in row.bars):
        bars.append(Line(frame.zero, top - 1, frame.zero, top + needed - line + 1, "ink", 0.8))
    for bar in row.bars:
        bars += _bar(bar, top, frame)
        texts.append(_text(bar, top, frame, width, measure))
        top += BAR + line + WITHIN
    return y + whole


def _bar(bar: Bar, top: float, frame: _Frame) -> Iterator[Shape]:
    if bar.value is None:
        return
    length = frame.length(bar.value)
    if abs(length) < 0.8:
        yield Rect(frame.zero, top, 0.8, BAR, "muted")
        return
    x = frame.zero + min(length, 0)
    plain = not bar.texture
    yield from filled(
        Rect(x, top, abs(length), BAR, bar.colour, min(1.5, abs(length) / 2) if plain else 0), bar.texture
    )


def _text(bar: Bar, top: float, frame: _Frame, width: float, measure: TextWidth) -> Label:
    """Beside the bar's end, right of zero for a negative one; beneath the bar where there is no room."""
    if frame.beneath:
        return Label(frame.left, top + BAR + SMALL, bar.text, SMALL, "muted")
    end = frame.zero + max(frame.length(bar.value or 0.0), 0)
    return Label(end + AFTER, top + BAR / 2 + SMALL * 0.34, bar.text, SMALL, "muted")


# -- the line that rows are held against ---------------------------------------------------------


def _add_mark_text(
    shapes: list[Shape], mark: Mark | None, frame: _Frame, width: float, measure: TextWidth
) -> float:
    """The mark's words above the rows, as near to the line as the edges allow; returns where the rows begin."""
    if mark is None:
        return 0.0
    lines = wrapped(mark.text, width, SIZE, measure, bold=True, most=3)
    wide = max(measure(line, SIZE, True) for line in lines)
    middle = frame.zero + frame.length(mark.value)
    left = min(max(middle - wide / 2, 0), width - wide)
    high = block_height(len(lines), SIZE)
    shapes.extend(block(lines, left, high / 2, SIZE, "ink", bold=True))
    return high + 6


def _mark_line(
    mark: Mark, frame: _Frame, top: float, bottom: float, texts: Sequence[Label], measure: TextWidth
) -> Iterator[Shape]:
    """A dashed line on a pale edge, interrupted where it would run through a text."""
    x = frame.zero + frame.length(mark.value)
    crossed = [box for box in (label_box(label, measure) for label in texts) if box.left - 2 < x < box.right + 2]
    end = min([bottom + 3, *(box.top - 2 for box in crossed if box.bottom + LEAST_DASH > bottom)])
    yield Line(x, top - 4, x, end, "paper", 3.4)
    yield Line(x, top - 4, x, end, "ink", 1.3, 3)
    for box in crossed:
        if box.bottom < end:
            yield Rect(box.left - 1.5, box.top - 1.5, box.right - box.left + 3, box.bottom - box.top + 3, "paper")
