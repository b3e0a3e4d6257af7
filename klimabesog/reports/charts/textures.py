"""Patterns that tell parts apart without colour: thin lines across a filled rectangle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from klimabesog.reports.charts.shapes import Line, Rect

Texture = Literal["", "rising", "falling", "upright", "level", "crossed"]
SERIES_TEXTURES: tuple[Texture, ...] = ("", "rising", "upright", "falling", "level", "crossed")
"""One for each series: the first is plain."""
STEP = 5.0
_SLOPES: dict[Texture, tuple[float, ...]] = {"rising": (1,), "falling": (-1,), "crossed": (1, -1)}


def texture_lines(rect: Rect, texture: Texture) -> Iterator[Line]:
    """The lines of a texture, cut off at the rectangle's edges."""
    if texture == "upright":
        for n in range(1, int(rect.width / STEP) + 1):
            x = rect.x + n * STEP - STEP / 2
            yield Line(x, rect.y, x, rect.y + rect.height, "inside")
    elif texture == "level":
        for n in range(1, int(rect.height / (STEP - 1)) + 1):
            y = rect.y + n * (STEP - 1) - 1
            yield Line(rect.x, y, rect.x + rect.width, y, "inside")
    for slope in _SLOPES.get(texture, ()):
        yield from _slanting(rect, slope)


def _slanting(rect: Rect, slope: float) -> Iterator[Line]:
    """Lines at 45 degrees; a rising one goes from the lower left to the upper right."""
    across = STEP * 1.2
    for n in range(1, int((rect.width + rect.height) / across) + 1):
        offset = n * across
        begin, end = max(0.0, offset - rect.height), min(rect.width, offset)
        if end - begin < 0.5:
            continue
        heights = (offset - begin, offset - end)
        if slope < 0:
            heights = (rect.height - heights[0], rect.height - heights[1])
        yield Line(rect.x + begin, rect.y + heights[0], rect.x + end, rect.y + heights[1], "inside")
