"""Texts in charts: how much room they take, lines they are broken into, and whether boxes meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from klimabesog.reports.charts.palette import Role
from klimabesog.reports.charts.shapes import Anchor, Label, TextWidth

SIZE, SMALL = 9.0, 8.6
ASCENT, DESCENT, LEADING = 0.74, 0.24, 1.24
"""Of the size: from the base line up to the highest letter, down to the lowest, and to the next line."""


class Box(NamedTuple):
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Whether the two overlap, or come closer than `gap`."""
        across = self.left < other.right + gap and other.left < self.right + gap
        return across and self.top < other.bottom + gap and other.top < self.bottom + gap

    def within(self, other: Box) -> bool:
        """Whether all of it lies inside another."""
        across = self.left >= other.left - 0.01 and self.right <= other.right + 0.01
        return across and self.top >= other.top - 0.01 and self.bottom <= other.bottom + 0.01


def label_box(label: Label, measure: TextWidth) -> Box:
    """The room that a label takes."""
    width = measure(label.text, label.size, label.bold)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return Box(left, label.y - ASCENT * label.size, left + width, label.y + DESCENT * label.size)


def shortened(text: str, room: float, size: float, measure: TextWidth, bold: bool = False) -> str:
    """The text, or its beginning and "…" when it is wider than `room`."""
    if measure(text, size, bold) <= room:
        return text
    while len(text) > 1 and measure(text + "…", size, bold) > room:
        text = text[:-1].rstrip()
    return text + "…"


def wrapped(
    text: str, room: float, size: float, measure: TextWidth, *, bold: bool = False, most: int = 2
) -> list[str]:
    """The text in at most `most` lines no wider than `room`: a wider word is parted, what is over ends in "…"."""
    lines = [""]
    for word in _pieces(text, room, size, measure, bold):
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [line for line in lines if line]
    if len(kept) <= most:
        return kept
    return [*kept[: most - 1], shortened(" ".join(kept[most - 1 :]), room, size, measure, bold)]


def _pieces(text: str, room: float, size: float, measure: TextWidth, bold: bool) -> list[str]:
    """The words; one that is wider than the room in pieces that end in a hyphen."""
    found = []
    for word in text.split(" "):
        while measure(word, size, bold) > room and len(word) > 2:
            length = next(
                (n for n in range(len(word) - 1, 1, -1) if measure(word[:n] + "-", size, bold) <= room), 2
            )
            found.append(word[:length] + "-")
            word = word[length:]
        found.append(word)
    return found


def block(
    lines: Sequence[str],
    x: float,
    middle: float,
    size: float,
    colour: Role,
    *,
    bold: bool = False,
    anchor: Anchor = "start",
) -> list[Label]:
    """Lines under each other, set so that their middle is at a height."""
    first = middle - (len(lines) - 1) * size * LEADING / 2 + size * 0.34
    return [
        Label(x, first + n * size * LEADING, line, size, colour, bold, anchor) for n, line in enumerate(lines)
    ]


def block_height(lines: int, size: float) -> float:
    """Height of so many lines."""
    return lines * size * LEADING
