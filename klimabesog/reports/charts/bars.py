"""Stacked bars of the same parts under each other, with the parts' numbers inside and beneath them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from klimabesog.reports.charts.legend import add_legend, filled, series_entries, series_texture
from klimabesog.reports.charts.lettering import LEADING, SIZE, SMALL, block, block_height, wrapped
from klimabesog.reports.charts.palette import Role, series_role
from klimabesog.reports.charts.shapes import Chart, Label, Numbers, Rect, Shape, TextWidth

BAR, GAP = 19.0, 11.0
WHITE = 1.2
"""The gap between two parts."""


@dataclass(frozen=True)
class StackedBar:
    """One bar: its name, a value per part (None or negative left out), its sum's text at the end.

    `inside` are the texts written in the parts where they fit.
    """

    name: str
    values: tuple[float | None, ...]
    text: str
    inside: tuple[str, ...] = ()

    @property
    def sum(self) -> float:
        """What is drawn of it."""
        return sum(max(value or 0, 0) for value in self.values)


def stacked(
    bars: Sequence[StackedBar],
    width: float,
    alternative: str,
    measure: TextWidth,
    *,
    colours: Sequence[Role] = (),
    same_length: bool = False,
    legend: Sequence[str] = (),
    numbers: Numbers = Numbers(),  # noqa: B008 - frozen
) -> Chart:
    """Bars of the same parts under each other, to one scale or (`same_length`) each to its own sum.

    `legend` are the parts' texts beneath the bars (usually name and numbers); empty for one part. Where names and sums
    would take more than half of the width they stand above their bars.
    """
    names = max(measure(bar.name, SIZE, False) for bar in bars) + 12
    sums = max(measure(bar.text, SIZE, True) for bar in bars) + 10
    beside = names + sums <= width * 0.55
    left, room = (names, width - names - sums) if beside else (0.0, width)
    longest = max(bar.sum for bar in bars) or 1
    shapes: list[Shape] = []
    y = 0.0
    for bar in bars:
        if not beside:
            y = _add_heading(shapes, bar, y, width, measure)
        whole = (bar.sum or 1) if same_length else longest
        end = _add_parts(shapes, bar, Rect(left, y, room, BAR, "ink"), whole, colours, measure)
        if beside:
            base = y + BAR / 2 + SIZE * 0.34
            shapes.append(Label(0, base, bar.name, SIZE, "ink"))
            shapes.append(Label(end + 7, base, bar.text, SIZE, "ink", bold=True))
        y += BAR + GAP
    y -= GAP
    if legend:
        y = add_legend(shapes, series_entries(legend, colours), left, y + 12, width, measure)
    return Chart(width, y, tuple(shapes), alternative, numbers)


def _add_heading(shapes: list[Shape], bar: StackedBar, y: float, width: float, measure: TextWidth) -> float:
    """Name and sum above a bar, on one line when there is room; returns where the bar begins."""
    total = measure(bar.text, SIZE, True)
    if measure(bar.name, SIZE, False) + 12 + total <= width:
        shapes.append(Label(0, y + SIZE, bar.name, SIZE, "ink"))
        shapes.append(Label(width, y + SIZE, bar.text, SIZE, "ink", True, "end"))
        return y + SIZE * LEADING + 3
    lines = wrapped(bar.name, width, SIZE, measure)
    height = block_height(len(lines), SIZE)
    shapes.extend(block(lines, 0, y + height / 2, SIZE, "ink"))
    shapes.append(Label(0, y + height + SIZE, bar.text, SIZE, "ink", bold=True))
    return y + height + SIZE * LEADING + 3


def _add_parts(
    shapes: list[Shape],
    bar: StackedBar,
    place: Rect,
    whole: float,
    colours: Sequence[Role],
    measure: TextWidth,
) -> float:
    """Draw the parts of a bar whose sum `whole` would fill `place`; returns where they end."""
    x = place.x
    for number, value in enumerate(bar.values):
        length = (
            max(value or 0, 0) / whole * place.width
        )  # in this order: width / whole can be too large a number
        if length <= 0:
            continue
        colour = colours[number] if colours else series_role(number)
        part = Rect(x, place.y, max(length - WHITE, 0.6), place.height, colour)
        shapes.extend(filled(part, series_texture(number)))
        text = bar.inside[number] if number < len(bar.inside) else ""
        if text and measure(text, SMALL, True) + 10 < length:
            _add_inside(shapes, part, text, measure)
        x += length
    return x


def _add_inside(shapes: list[Shape], part: Rect, text: str, measure: TextWidth) -> None:
    """A text in the middle of a part, on a plain ground."""
    middle, wide = part.x + part.width / 2, measure(text, SMALL, True) + 6
    shapes.append(Rect(middle - wide / 2, part.y + 2, wide, part.height - 4, part.fill))
    base = part.y + part.height / 2 + SMALL * 0.34
    shapes.append(Label(middle, base, text, SMALL, "inside", True, "middle"))
