"""What a chart is made of: rectangles, lines and labels in points, with the origin at the upper left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

TextWidth = Callable[[str, float, bool], float]
"""(text, size, bold) -> width in points, of the typeface the chart will be drawn with."""


@dataclass(frozen=True)
class Rect:
    """A filled rectangle; (x, y) is its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    thickness: float = 0.7


@dataclass(frozen=True)
class Label:
    """One line of text; (x, y) is on its base line, at its start, middle or end."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"


Shape = Rect | Line | Label


@dataclass(frozen=True)
class Chart:
    """A finished chart: its size, its shapes in the order they are drawn, and the text that says the same."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alternative: str


def shortened(text: str, room: float, size: float, measure: TextWidth, bold: bool = False) -> str:
    """The text, or its beginning and "…" when it is wider than `room`."""
    if measure(text, size, bold) <= room:
        return text
    while len(text) > 1 and measure(text + "…", size, bold) > room:
        text = text[:-1].rstrip()
    return text + "…"
