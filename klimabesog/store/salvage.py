"""What can still be read of a damaged database: events, blobs and settings, one by one past the damaged pages.

SQLCipher authenticates every page, so what can be read is what was written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from klimabesog.store import driver
from klimabesog.store.blobs import Blob
from klimabesog.store.driver import Connection
from klimabesog.store.event import Event, from_json, to_json, unpack
from klimabesog.store.log import stamp_text
from klimabesog.values.errors import InputError

T = TypeVar("T")

_ENOUGH = 5000
"""Numbers in a row that give nothing, after which the end is passed: an inner page stands for some hundred."""


class Wreck:
    """A damaged database, read with as many connections as it takes; close it when done.

    `unreadable` counts the events that are known to be there and could not be read.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._db: Connection | None = None
        self.unreadable = 0

    def close(self) -> None:
        """Closes."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def events(self) -> Iterator[Event]:
        """The events that can be read whole, in order of arrival."""
        devices = self._devices()
        columns = "id, device_n, seq, hlc, actor, schema, context, undoes, sets"
        for row in self._rows("event", columns):
            event, device_n, seq, hlc, actor, schema, context, undoes, sets = row
            device = devices.get(device_n)
            if device is None:
                self.unreadable += 1
                continue
            stamp = stamp_text(hlc, device)
            read = Event(event, device, seq, stamp, actor, schema, context, undoes, tuple(unpack(sets)))
            try:
                from_json(to_json(read))
            except InputError:
                self.unreadable += 1
            else:
                yield read

    def blobs(self) -> Iterator[Blob]:
        """The blobs that are what their name says."""
        counted = self.unreadable
        for sha, mime, data in self._rows("blob", "sha256, mime, data"):
            if hashlib.sha256(data).hexdigest() == sha:
                yield Blob(bytes(data), mime, sha)
        self.unreadable = counted

    def settings(self) -> dict[str, Any]:
        """The settings, if they can be read."""
        rows = self._ask(lambda db: db.execute("SELECT name, value FROM setting").fetchall()) or []
        return {name: json.loads(value) for name, value in rows}

    def _devices(self) -> dict[int, str]:
        """Device ids by number, from the table or from its index."""
        for source in ("device NOT INDEXED", "device INDEXED BY sqlite_autoindex_device_1"):
            query = f"SELECT n, id FROM {source}"
            if rows := self._ask(lambda db, query=query: db.execute(query).fetchall()):  # type: ignore[misc]
                return dict(rows)
        return {}

    def _rows(self, table: str, columns: str) -> Iterator[Any]:
        """The rows of a table by number, as far as each can be read."""
        last = self._ask(lambda db: db.execute(f"SELECT max(n) FROM {table}").fetchone()[0] or 0)
        query, n, missing = f"SELECT {columns} FROM {table} WHERE n = ?", 0, 0
        while n < last if last is not None else missing < _ENOUGH:
            n += 1
            found = self._ask(lambda db, n=n: db.execute(query, (n,)).fetchall())  # type: ignore[misc]
            if found is None:
                self.unreadable += last is not None
            missing = 0 if found else missing + 1
            yield from found or ()

    def _ask(self, question: Callable[[Connection], T]) -> T | None:
        """An answer, or None where a damaged page stands in its way; after that the connection is no good."""
        try:
            if self._db is None:
                self._db = driver.connect(self._path, self._key)
            return question(self._db)
        except driver.Error:
            self.close()
            return None
