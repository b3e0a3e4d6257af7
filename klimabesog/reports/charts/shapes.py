"""What a chart is made of: rectangles, lines, polygons and labels in points, with the origin at the upper left.

Colours are roles (`palette`), so that the same shapes are drawn on paper and on a dark screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from klimabesog.reports.charts.palette import Role

TextWidth = Callable[[str, float, bool], float]
"""(text, size, bold) -> width in points, of the typeface the chart will be drawn with."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Rect:
    """A filled rectangle; (x, y) is its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: Role
    radius: float = 0


@dataclass(frozen=True)
class Line:
    """A straight line; `dash` is the length of its dashes and gaps, 0 for an unbroken one."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: Role
    thickness: float = 0.7
    dash: float = 0


@dataclass(frozen=True)
class Polygon:
    """A closed outline through points (x, y); without `fill` only its edge is drawn, without `edge` only its inside."""

    points: tuple[tuple[float, float], ...]
    fill: Role | None = None
    edge: Role | None = None
    thickness: float = 1


@dataclass(frozen=True)
class Label:
    """One line of text; (x, y) is on its base line, at its start, middle or end."""

    x: float
    y: float
    text: str
    size: float
    colour: Role
    bold: bool = False
    anchor: Anchor = "start"


Shape = Rect | Line | Polygon | Label


@dataclass(frozen=True)
class Numbers:
    """The numbers of a chart as a small table of texts that are ready to read; each row is as long as the head."""

    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Chart:
    """A finished chart: its size, its shapes in the order they are drawn, and the text and table that say the same."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alternative: str
    numbers: Numbers = Numbers()
