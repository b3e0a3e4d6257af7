"""Choices to search among: a list model that finds by the beginnings of words, ten thousand within a frame."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QObject, QStringListModel

Pair = tuple[str, str]
_BETWEEN = re.compile(r"[\W_]+")


class ChoiceList(QStringListModel):
    """Choices as (value, label); `search` leaves those whose words begin with every word that was typed.

    Case does not matter, letters do: "o" is not "ø". Choices whose label begins with the text stand first. The labels
    found are handed to Qt as strings: a list view asks for each row, which in Python takes longer than the search.
    """

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._pairs: Sequence[Pair] = ()
        self._keys: list[str] = []  # made with the first search, or before
        self._shown: list[int] | range = range(0)
        self._text = ""

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Offer these choices."""
        self._pairs, self._keys, self._text = pairs, [], ""
        self._shown = range(len(pairs))
        self.setStringList([label for _value, label in pairs])

    @property
    def pairs(self) -> Sequence[Pair]:
        """All choices, found or not."""
        return self._pairs

    def read_ahead(self, most: int) -> bool:
        """Make ready so many more for the first search; whether nothing is left to be done."""
        start = len(self._keys)
        self._keys += [" " + _words(label) for _value, label in self._pairs[start : start + most]]
        return len(self._keys) == len(self._pairs)

    def search(self, text: str) -> None:
        """Leave what matches; all when nothing is typed."""
        words = _words(text)
        if words == self._text:
            return
        self._text = words
        self._shown = self._found(words) if words else range(len(self._pairs))
        pairs = self._pairs
        self.setStringList([pairs[index][1] for index in self._shown])

    def _found(self, words: str) -> list[int]:
        self.read_ahead(len(self._pairs))
        keys, (longest, *others) = self._keys, sorted(words.split(), key=len, reverse=True)
        start = " " + longest
        found = [index for index, key in enumerate(keys) if start in key]
        for word in others:
            start = " " + word
            found = [index for index in found if start in keys[index]]
        first = [index for index in found if keys[index].startswith(" " + words)]
        if 0 < len(first) < len(found):
            leading = set(first)
            return first + [index for index in found if index not in leading]
        return found

    def pair(self, row: int) -> Pair:
        """The choice in a row."""
        return self._pairs[self._shown[row]]

    def row_of(self, value: str) -> int:
        """The row that a value stands in, -1 when it is not shown."""
        for row, index in enumerate(self._shown):
            if self._pairs[index][0] == value:
                return row
        return -1


def _words(text: str) -> str:
    return _BETWEEN.sub(" ", text.casefold()).strip()
