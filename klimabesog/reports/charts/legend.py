"""The key beneath a chart: a swatch in each part's colour and texture, and the part's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from klimabesog.reports.charts.lettering import LEADING, SMALL, wrapped
from klimabesog.reports.charts.palette import Role, series_role
from klimabesog.reports.charts.shapes import Label, Rect, Shape, TextWidth
from klimabesog.reports.charts.textures import SERIES_TEXTURES, Texture, texture_lines

INDENT, GAP = 15.0, 16.0


@dataclass(frozen=True)
class Entry:
    """One line of the key."""

    text: str
    colour: Role
    texture: Texture = ""


def series_entries(texts: Sequence[str], colours: Sequence[Role] = ()) -> list[Entry]:
    """An entry for each part in its own colour and texture."""
    return [
        Entry(text, colours[n] if colours else series_role(n), series_texture(n))
        for n, text in enumerate(texts)
    ]


def series_texture(number: int) -> Texture:
    """The texture of the part with this number."""
    return SERIES_TEXTURES[number % len(SERIES_TEXTURES)]


def filled(rect: Rect, texture: Texture) -> Iterator[Shape]:
    """A rectangle with its texture."""
    yield rect
    yield from texture_lines(rect, texture)


def add_legend(
    shapes: list[Shape], entries: Sequence[Entry], left: float, top: float, width: float, measure: TextWidth
) -> float:
    """Set the entries side by side and wrap; returns where the key ends."""
    x, leading, lines = left, SMALL * LEADING + 3, 1
    for entry in entries:
        room = width - left - INDENT
        parts = wrapped(entry.text, room, SMALL, measure, most=3)
        wide = INDENT + max(measure(part, SMALL, False) for part in parts) if parts else INDENT
        if x > left and (x + wide > width or lines > 1):
            x, top, lines = left, top + leading * lines, 1
        shapes.extend(filled(Rect(x, top + 1, 10, 8, entry.colour), entry.texture))
        for number, part in enumerate(parts):
            shapes.append(Label(x + INDENT, top + 8.2 + number * leading, part, SMALL, "muted"))
        x, lines = x + wide + GAP, max(lines, len(parts))
    return top + leading * lines
