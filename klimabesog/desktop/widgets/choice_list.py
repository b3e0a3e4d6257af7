"""Choices to search among: a list model that finds by the beginnings of words, ten thousand within a frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Pair = tuple[str, str]
VALUE = Qt.ItemDataRole.UserRole
_BETWEEN = re.compile(r"[\W_]+")
_NOWHERE = QModelIndex()


class ChoiceList(QAbstractListModel):
    """Choices as (value, label); `search` leaves those whose words begin with every word that was typed.

    Case does not matter, letters do: "o" is not "ø". Choices whose label begins with the text stand first.
    """

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._pairs: Sequence[Pair] = ()
        self._keys: list[str] | None = None  # made with the first search
        self._shown: list[int] | range = range(0)
        self._text = ""

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Offer these choices."""
        self.beginResetModel()
        self._pairs, self._keys, self._text = pairs, None, ""
        self._shown = range(len(pairs))
        self.endResetModel()

    @property
    def pairs(self) -> Sequence[Pair]:
        """All choices, found or not."""
        return self._pairs

    def search(self, text: str) -> None:
        """Leave what matches; all when nothing is typed."""
        words = _words(text)
        if words == self._text:
            return
        self.beginResetModel()
        self._text = words
        self._shown = self._found(words) if words else range(len(self._pairs))
        self.endResetModel()

    def _found(self, words: str) -> list[int]:
        if self._keys is None:
            self._keys = [" " + _words(label) for _value, label in self._pairs]
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

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.pair(index.row())[1]
        if role == VALUE:
            return self.pair(index.row())[0]
        return None


def _words(text: str) -> str:
    return _BETWEEN.sub(" ", text.casefold()).strip()
