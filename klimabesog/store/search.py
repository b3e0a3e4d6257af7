"""Full-text search over what records say: a word index that follows the log a little behind.

Saving an answer must not wait for the index, so it is brought up to date before a search, when the window is
idle, or when many events are waiting.  The mark of how far it has come lies in `meta`.
Danish letters are kept apart: å is not a.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from klimabesog.store.driver import Connection
from klimabesog.store.event import unpack
from klimabesog.store.fold import Names
from klimabesog.store.schema import transaction
from klimabesog.values.ids import is_id

WAITING = 400
"""Events after which the index is brought up to date without being asked."""

_MARK = "indexed"
_WORD = re.compile(r"[^\W_]+")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_AROUND = 40
_WEIGHED = 2000


class Hit(NamedTuple):
    """A record that has every word; `snippet` is a piece of the text around the first one."""

    record: str
    kind: str
    snippet: str


class Index:
    """The word index of one database."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._db, self._names = connection, names

    def waiting(self) -> int:
        """How many events the index is behind."""
        return self._last_event() - self._mark()

    def update(self) -> None:
        """Brings the index up to the log, in one transaction."""
        last = self._last_event()
        if last == self._mark():
            return
        with transaction(self._db):
            self._index(self._touched())
            self._set_mark(last)

    def purge(self) -> None:
        """Takes the words of deleted rows out of the index's own pages, where they wait for a merge."""
        self._db.execute("INSERT INTO words(words) VALUES ('optimize')")

    def restart(self) -> None:
        """Makes the next update index everything; within the caller's transaction."""
        self._set_mark(0)

    def search(self, text: str, kinds: Iterable[str] | None, limit: int) -> list[Hit]:
        """The best hits; the last word may be unfinished."""
        words = _WORD.findall(unicodedata.normalize("NFC", text))
        if not words:
            return []
        numbers = None if kinds is None else [self._names.number(kind) for kind in kinds]
        rows = self._rows(_match(words), numbers, limit)
        return [
            Hit(record, self._names.text(kind_n), _snippet(state, words)) for record, kind_n, state in rows
        ]

    def _rows(self, match: str, numbers: list[int | None] | None, limit: int) -> list[Any]:
        """The best where few records match, so that weighing them all is quick; of many the newest, as good a guess."""
        newest = self._db.execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?", (match, _WEIGHED)
        ).fetchall()
        if len(newest) < _WEIGHED:
            return self._db.execute(*self._query(match, numbers, limit, "rank")).fetchall()
        found = []
        for n in newest:
            row = self._db.execute("SELECT id, kind_n, state FROM record WHERE n = ?", n).fetchone()
            if row and row[1] is not None and (numbers is None or row[1] in numbers):
                found.append(row)
            if len(found) == limit:
                return found
        return self._db.execute(*self._query(match, numbers, limit, "words.rowid DESC")).fetchall()

    def _query(
        self, match: str, numbers: list[int | None] | None, limit: int, order: str
    ) -> tuple[str, list[Any]]:
        among = "" if numbers is None else f" AND r.kind_n IN ({', '.join('?' * len(numbers))})"
        return (
            "SELECT r.id, r.kind_n, r.state FROM words CROSS JOIN record r ON r.n = words.rowid"
            f" WHERE words MATCH ? AND r.kind_n IS NOT NULL{among} ORDER BY {order} LIMIT ?",
            [match, *(numbers or ()), limit],
        )

    def _touched(self) -> Iterator[Any]:
        """Rows (n, state, deleted) of the records changed since the mark."""
        records: set[str] = set()
        for (sets,) in self._db.execute("SELECT sets FROM event WHERE n > ?", (self._mark(),)):
            records.update(change.record for change in unpack(sets))
        for record in records:
            yield self._db.execute("SELECT n, state, deleted FROM record WHERE id = ?", (record,)).fetchone()

    def _index(self, rows: Iterable[Any]) -> None:
        for n, state, deleted in filter(None, rows):  # none: erased meanwhile
            text = "" if deleted else "\n".join(_texts(json.loads(state)))
            if text:
                self._db.execute("INSERT OR REPLACE INTO words(rowid, text) VALUES (?, ?)", (n, text))
            else:
                self._db.execute("DELETE FROM words WHERE rowid = ?", (n,))

    def _last_event(self) -> int:
        return int(self._db.execute("SELECT coalesce(max(n), 0) FROM event").fetchone()[0])

    def _mark(self) -> int:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (_MARK,)).fetchone()
        return int(row[0]) if row else 0

    def _set_mark(self, n: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_MARK, str(n)))


def _match(words: list[str]) -> str:
    """FTS5's query: all words, the last as a beginning; a single letter begins too many words to be one."""
    return " ".join(f'"{word}"' for word in words) + ("*" if len(words[-1]) > 1 else "")


def _texts(value: Any) -> Iterator[str]:
    """The texts in a record that someone might look for: no ids, hashes, or answers of two letters."""
    if isinstance(value, str):
        if len(value) > 2 and not is_id(value) and not _SHA256.match(value):
            yield unicodedata.normalize("NFC", value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _snippet(state: str, words: list[str]) -> str:
    """About eighty letters around the first place where a word begins."""
    wanted = re.compile("|".join(rf"\b{re.escape(word)}" for word in words), re.IGNORECASE)
    for text in _texts(json.loads(state)):
        if found := wanted.search(text):
            start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
            piece = " ".join(text[start:end].split())
            return ("…" if start else "") + piece + ("…" if end < len(text) else "")
    return ""
