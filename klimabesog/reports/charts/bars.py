"""The two bar charts of the reports: stacked bars of the same parts, and bars ranked by size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from klimabesog.reports.theme import INK, MUTED, RULE, SERIES

from .shapes import Chart, Label, Rect, Shape, TextWidth, shortened

SIZE, SMALL = 9.0, 8.6


@dataclass(frozen=True)
class StackedBar:
    """One bar: its name at the left, a value per part (None or negative left out), its sum's text at the end.

    `inside` are the texts written in the parts where they fit.
    """

    name: str
    values: tuple[float | None, ...]
    text: str
    inside: tuple[str, ...] = ()


def stacked(
    bars: Sequence[StackedBar],
    width: float,
    alternative: str,
    measure: TextWidth,
    *,
    colours: Sequence[str] = SERIES,
    bar_height: float = 19,
    gap: float = 11,
    same_length: bool = False,
    legend: Sequence[str] = (),
) -> Chart:
    """Bars of the same parts under each other, to one scale or (`same_length`) each to its own sum.

    `legend` are the parts' texts beneath the bars (usually name and numbers); empty for one part.
    """
    left = max(measure(bar.name, SIZE, False) for bar in bars) + 12
    right = max(measure(bar.text, SIZE, True) for bar in bars) + 10
    room = width - left - right
    longest = max(_sum(bar) for bar in bars) or 1
    shapes: list[Shape] = []
    for number, bar in enumerate(bars):
        top = number * (bar_height + gap)
        base = top + bar_height / 2 + SIZE * 0.34
        whole = (_sum(bar) or 1) if same_length else longest
        shapes.append(Label(0, base, bar.name, SIZE, INK))
        end = _add_parts(shapes, bar, left, top, bar_height, whole, room, colours, measure)
        shapes.append(Label(end + 7, base, bar.text, SIZE, INK, bold=True))
    height = len(bars) * (bar_height + gap) - gap
    if legend:
        height = _add_legend(shapes, legend, left, height + 13, width, colours, measure)
    return Chart(width, height, tuple(shapes), alternative)


def _sum(bar: StackedBar) -> float:
    return sum(max(value or 0, 0) for value in bar.values)


def _add_parts(
    shapes: list[Shape],
    bar: StackedBar,
    x: float,
    top: float,
    height: float,
    whole: float,
    room: float,
    colours: Sequence[str],
    measure: TextWidth,
) -> float:
    """Draw the parts of a bar whose sum `whole` would fill `room`; returns where they end."""
    for number, value in enumerate(bar.values):
        length = max(value or 0, 0) / whole * room  # in this order: room / whole can be too large for a number
        if length <= 0:
            continue
        shapes.append(Rect(x, top, max(length - 1.2, 0.6), height, colours[number % len(colours)]))
        text = bar.inside[number] if number < len(bar.inside) else ""
        if text and measure(text, SMALL, True) + 8 < length:
            base = top + height / 2 + SMALL * 0.34
            shapes.append(Label(x + length / 2, base, text, SMALL, "#ffffff", True, "middle"))
        x += length
    return x


def _add_legend(
    shapes: list[Shape],
    legend: Sequence[str],
    left: float,
    top: float,
    width: float,
    colours: Sequence[str],
    measure: TextWidth,
) -> float:
    x = left
    for number, text in enumerate(legend):
        wide = 13 + measure(text, SMALL, False) + 16
        if x > left and x + wide - 16 > width:
            x, top = left, top + 14
        shapes.append(Rect(x, top + 1, 8, 8, colours[number % len(colours)]))
        shapes.append(Label(x + 13, top + 8.4, text, SMALL, MUTED))
        x += wide
    return top + 12


@dataclass(frozen=True)
class RankedBar:
    """One bar of a ranked chart: its name, its length, and the text at its end."""

    name: str
    value: float
    text: str


def ranked(
    bars: Sequence[RankedBar],
    width: float,
    alternative: str,
    measure: TextWidth,
    *,
    colour: str,
    name_share: float = 0.42,
    bar_height: float = 12,
    gap: float = 7,
) -> Chart:
    """Sorted horizontal bars with direct labels; the caller has sorted them. Negative values get no bar."""
    room = width * name_share - 10
    left = min(max(measure(bar.name, SIZE, False) for bar in bars), room) + 10
    right = max(measure(bar.text, SMALL, False) for bar in bars) + 10
    room, longest = width - left - right, max(max(bar.value, 0) for bar in bars) or 1
    shapes: list[Shape] = []
    for number, bar in enumerate(bars):
        top = number * (bar_height + gap)
        base = top + bar_height / 2 + SIZE * 0.34
        length = max(bar.value, 0) / longest * room
        shapes.append(Label(0, base, shortened(bar.name, left - 10, SIZE, measure), SIZE, INK))
        fill = colour if length else RULE
        shapes.append(Rect(left, top, max(length, 0.8), bar_height, fill, min(1.5, length / 2)))
        shapes.append(Label(left + length + 6, base, bar.text, SMALL, MUTED))
    return Chart(width, len(bars) * (bar_height + gap) - gap, tuple(shapes), alternative)
