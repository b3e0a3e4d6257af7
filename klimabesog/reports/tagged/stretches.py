"""Stretches of a paragraph that are elements of their own: links, references and words in another language."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from html import unescape
from typing import Any

from .canvas import TaggedCanvas
from .tree import Element

_LINK = re.compile(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
LANGUAGE = "lang:"


@dataclass(frozen=True)
class Stretch:
    """Where a stretch leads ("https:…", "#bookmark") or its language ("lang:en"), and its words."""

    target: str
    words: str

    @property
    def role(self) -> str:
        """Its role in the structure tree."""
        return "Span" if self.target.startswith(LANGUAGE) else "Link"

    def make(self, canvas: TaggedCanvas) -> Element:
        """Its element, at the canvas's open place."""
        if self.role == "Span":
            return Element("Span", canvas.open[-1], texts={"Lang": self.target.removeprefix(LANGUAGE)})
        inside = self.target.startswith("#")
        return Element("Link", Element("Reference", canvas.open[-1]) if inside else canvas.open[-1])

    def annotate(self, canvas: TaggedCanvas, box: Any, element: Element) -> None:
        """Makes `box` (present coordinates) lead to the target."""
        if self.target.startswith("#"):
            canvas.link_to(self.target[1:], box, self.words, element)
        elif self.role == "Link":
            canvas.link_out(self.target, box, self.words, element)


def numbered(markup: str) -> tuple[str, tuple[Stretch, ...]]:
    """The markup with each `<a href="…">` numbered ("mark:0"), and what each of them is."""
    found: list[Stretch] = []

    def number(match: re.Match[str]) -> str:
        target, look, inner = match.groups()
        found.append(Stretch(unescape(target), unescape(_TAG.sub("", inner))))
        return f'<a href="mark:{len(found) - 1}"{look}>{inner}</a>'

    return _LINK.sub(number, markup), tuple(found)


class Stretches:
    """The stretches of one paragraph while it, or a piece of it, is drawn on a canvas."""

    def __init__(
        self, canvas: TaggedCanvas, element: Element, stretches: tuple[Stretch, ...], key: Hashable
    ) -> None:
        self._canvas, self._element, self._stretches, self._key = canvas, element, stretches, key

    def text(self, x: float, y: float) -> Any:
        """The text object to draw the paragraph with."""
        return self._canvas.stretch_text(x, y, self._element, self._made)

    def annotate(self, href: str, box: Any) -> None:
        """Called for each line of a stretch."""
        self._stretches[_number(href)].annotate(self._canvas, box, self._made(href))

    def _made(self, href: str) -> Element:
        known, key = self._canvas.known, (self._key, _number(href))
        if key not in known:
            with self._canvas.within(self._element):
                known[key] = self._stretches[_number(href)].make(self._canvas)
        return known[key]


def _number(href: str) -> int:
    return int(href.removeprefix("mark:"))
