"""Text on a PDF's pages: where it stands, and what stands at a point (pypdfium2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QRectF

AROUND = 400
"""Characters looked at on either side of a point: a line has fewer."""
REACH = 6.0
"""How far from a character a press may be, in points."""


def find(document: Any, text: str, first: int, last: int) -> tuple[int, QRectF] | None:
    """Page (from 0) and rectangle (shares of the page from its top left) of the beginning of a text; None for none."""
    for number in range(first, last + 1):
        for beginning in _beginnings(text):
            if (place := _on_page(document, number, beginning)) is not None:
                return number, place
    return None


def _beginnings(text: str) -> Iterator[str]:
    """The first words of a text, ever fewer: a line may break after any of them."""
    words = text.split()
    for count in sorted({min(count, len(words)) for count in (6, 3, 1)}, reverse=True):
        yield " ".join(words[:count])


def _on_page(document: Any, number: int, text: str) -> QRectF | None:
    page = document[number]
    try:
        words = page.get_textpage()
        found = words.search(text, match_case=True).get_next() if len(text) > 2 else None
        if found is None:
            return None
        index, count = found
        boxes = [words.get_charbox(i) for i in range(index, index + count)]
        width, height = page.get_size()
        left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
        low, high = min(b[1] for b in boxes), max(b[3] for b in boxes)
        return QRectF(left / width, 1 - high / height, (right - left) / width, (high - low) / height)
    finally:
        page.close()


def snippets_at(document: Any, number: int, x: float, y: float) -> list[str]:
    """What stands at a point (shares of the page from its top left): its line, then fewer words of it there."""
    page = document[number]
    try:
        width, height = page.get_size()
        words = page.get_textpage()
        index = words.get_index(x * width, (1 - y) * height, REACH, REACH)
        if index is None:
            return []
        begin = max(0, index - AROUND)
        before = words.get_text_range(begin, index - begin)
        after = words.get_text_range(index, AROUND)
    finally:
        page.close()
    left = before.replace("\r", "\n").rpartition("\n")[2]
    right = after.replace("\r", "\n").partition("\n")[0]
    return [text for text in _around(left, right) if len(text) > 2]


def _around(left: str, right: str) -> Iterator[str]:
    """The line, then the words around the place where its halves meet."""
    yield " ".join((left + right).split())
    middle = left.rpartition(" ")[2] + right.partition(" ")[0]
    before, after = left.split(" ")[:-1], right.split(" ")[1:]
    for reach in (3, 1, 0):
        near = [*(before[-reach:] if reach else []), middle, *after[:reach]]
        yield " ".join(" ".join(near).split())
