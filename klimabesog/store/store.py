"""The store of one municipality on one laptop: what casework reads from and commits to."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from klimabesog.store import driver, schema
from klimabesog.store.blobs import DEFAULT_MIME, Blobs
from klimabesog.store.computed import Computed
from klimabesog.store.driver import Connection, foreseen
from klimabesog.store.event import (
    DELETED,
    SCHEMA,
    Applied,
    Change,
    Conflict,
    Event,
    NewerEvent,
    Version,
    check_sets,
    dumps,
    from_json,
)
from klimabesog.store.fold import Fold, Names
from klimabesog.store.lock import Lock
from klimabesog.store.log import Log
from klimabesog.store.records import Record, Records
from klimabesog.store.search import WAITING, Hit, Index
from klimabesog.values.clock import Clock, system_clock, tick
from klimabesog.values.errors import SurroundingsError
from klimabesog.values.ids import new_id
from klimabesog.values.texts import _


class Store:
    """An open store.  Use it in the thread that opened it; other threads take a `reader()` of their own.

    Every method that writes is one transaction, durable when it returns; when it raises, nothing has changed.
    A full disk, a locked file and the like come as SurroundingsError.
    """

    def __init__(
        self, path: Path, key: bytes, clock: Clock, connection: Connection, lock: Lock | None
    ) -> None:
        self.path = path
        self._key, self._clock, self._db, self._lock = key, clock, connection, lock
        self._log, self._names = Log(connection), Names(connection)
        self._records = Records(connection, self._log, self._names)
        self._fold = Fold(connection, self._log, self._names)
        self._blobs, self._computed = Blobs(connection), Computed(connection)
        self._index = Index(connection, self._names)
        self._commits, self._together = 0, False
        self.device = self._meta("device") or ""

    # -- opening and closing ----------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, key: bytes, *, clock: Clock = system_clock) -> Self:
        """Opens the store at `path`, making it when absent; `key` is 32 random bytes.

        SurroundingsError: already open, wrong key, damaged, no access, or from a newer program.
        """
        lock = Lock(path.with_name(path.name + ".lock"))
        try:
            with foreseen(path):
                connection = driver.connect(path, key)
                try:
                    _prepare(connection)
                    store = cls(path, key, clock, connection, lock)
                    store._settle_in()
                except BaseException:
                    connection.close()
                    raise
        except BaseException:
            lock.release()
            raise
        return store

    def reader(self) -> Store:
        """A second, read-only connection for the thread that calls this; close it when done."""
        with foreseen(self.path):
            connection = driver.connect(self.path, self._key)
            connection.execute("PRAGMA query_only = ON")
            return Store(self.path, self._key, self._clock, connection, None)

    def close(self) -> None:
        """Closes; what was committed is safe without it."""
        self._db.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def _settle_in(self) -> None:
        """Takes a device id when the file is new or a copy; replays events that waited for this program."""
        home = f"{_machine()}:{os.stat(self.path).st_ino}"
        if not self.device or self._meta("home") != home:
            with self._writing():
                self._set_meta("home", home)
                device = self._new_device_id()
            self.device = device
        if self._db.execute("SELECT 1 FROM quarantine WHERE schema <= ? LIMIT 1", (SCHEMA,)).fetchone():
            with self._writing():
                self._receive(map(from_json, self._log.take_understood()))

    def _new_device_id(self) -> str:
        """Written down within the caller's transaction.

        Two copies of one file that write under one id would hide each other's events.
        """
        device = new_id()
        self._set_meta("device", device)
        return device

    def _meta(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _set_meta(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction (a step of it inside `together`); after a failure memory says no more than the file."""
        with foreseen(self.path):
            try:
                with schema.step(self._db) if self._together else schema.transaction(self._db):
                    yield
            except BaseException:
                self._log.forget()
                self._names.forget()
                raise

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with foreseen(self.path):
            yield

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is committed inside becomes durable together at the end, or not at all: for imports of many rows.

        Not for imports of bundles: `apply` is one transaction by itself.
        """
        with self._writing():
            self._together = True
            try:
                yield
            finally:
                self._together = False
        self._index_quietly()

    # -- writing ----------------------------------------------------------------------------------

    def commit(
        self, changes: Iterable[Change], *, actor: str, context: str | None = None, undoes: str | None = None
    ) -> Event:
        """Logs a change-set and shows it.

        A change without bases is taken to be made by someone who saw what the store shows now.  A "@deleted"
        with the value True gets the vector of what is here.  ValueError for what no store could hold.
        """
        with self._writing():
            stamp = tick(self._log.latest(), self._clock(), self.device)
            sets = tuple(self._completed(change) for change in changes)
            check_sets(sets)
            seq = self._log.last_seq(self.device) + 1
            event = Event(new_id(), self.device, seq, stamp, actor, SCHEMA, context, undoes, sets)
            self._fold.add(self._log.append(event), event, own=True)
        self._commits += 1
        if self._commits % WAITING == 0:
            self._index_quietly()
        return event

    def _completed(self, change: Change) -> Change:
        """The change with the bases and the deleter's vector filled in."""
        value, bases = change.value, change.bases
        if change.field == DELETED and value is True:
            value = self._fold.seen(change.record)
        if bases is None:
            shown = self._fold.shown(change.record, change.field)
            bases = (shown,) if shown else ()
        return Change(change.record, change.field, value, bases)

    def apply(self, events: Iterable[Event | NewerEvent], blobs: Iterable[tuple[bytes, str]] = ()) -> Applied:
        """Takes in events (and blobs: bytes, media type) of other devices, in any order, any number of times."""
        device = self.device
        with self._writing():
            for data, mime in blobs:
                self._blobs.put(data, mime)
            applied, cloned = self._receive(events)
            if cloned:
                device = self._new_device_id()
        self.device = device
        self._index_quietly()
        return applied

    def _receive(self, events: Iterable[Event | NewerEvent]) -> tuple[Applied, bool]:
        """Takes events in; also whether one bears our own device id although we never wrote it."""
        new, aside, cloned = 0, 0, False
        records: set[str] = set()
        for event in events:
            if self._log.has(event.id):
                continue
            cloned = cloned or event.device == self.device
            if isinstance(event, NewerEvent):
                aside += self._log.set_aside(event)
            else:
                records.update(self._fold.add(self._log.append(event), event))
                new += 1
        return Applied(new, frozenset(records), aside), cloned

    # -- records ----------------------------------------------------------------------------------

    def record(self, record: str) -> Record | None:
        """The record, deleted or not; None if it is unknown."""
        with self._reading():
            return self._records.record(record)

    def records(self, kind: str, *, deleted: bool = False, **equals: Any) -> list[Record]:
        """Records of a kind in the order they were made; `deleted=True` also gives the deleted ones.

        `equals`: plain values fields must have (None: missing or empty); an id is looked up by index.
        """
        with self._reading():
            return self._records.all(kind, deleted, equals)

    def version(self, record: str, field: str) -> Version | None:
        """The version that shows."""
        heads = self.heads(record, field)
        return heads[0] if heads else None

    def heads(self, record: str, field: str) -> tuple[Version, ...]:
        """The versions nobody has overwritten knowingly, newest first."""
        with self._reading():
            return self._records.heads(record, field)

    def history(self, record: str, field: str | None = None) -> list[Version]:
        """Every version of a field (or of all fields), newest first."""
        with self._reading():
            return self._records.history(record, field)

    def conflicts(self, record: str | None = None) -> list[Conflict]:
        """Fields with several standing values, of records not deleted.  A commit naming all heads resolves one."""
        with self._reading():
            return self._records.conflicts(record)

    def inverse(self, event: str) -> tuple[Change, ...]:
        """The changes that undo an event; commit them with `undoes=event`.  KeyError if it is unknown."""
        with self._reading():
            found = self._log.event(event)
            if found is None:
                raise KeyError(event)
            return self._records.inverse(found)

    # -- the log ----------------------------------------------------------------------------------

    def event(self, event: str) -> Event | None:
        """The event with this id."""
        with self._reading():
            return self._log.event(event)

    def events(
        self, since: Mapping[str, int] | None = None, *, context: str | None = None
    ) -> Iterator[Event]:
        """Events in order of arrival: those a device with the vector `since` lacks, those of one context."""
        with self._reading():
            yield from self._log.events(since, context)

    def newer_events(self, since: Mapping[str, int] | None = None) -> list[NewerEvent]:
        """Events of newer programs set aside here; passed on in bundles."""
        with self._reading():
            return self._log.newer(since)

    def vector(self) -> dict[str, int]:
        """What is here of each device, up to its first gap: the `since` for what this laptop lacks."""
        with self._reading():
            if self._lock is None:
                self._log.forget()  # the writer may have gone on
            return self._log.vector()

    # -- blobs, calculated values, settings -------------------------------------------------------

    def put_blob(self, data: bytes, mime: str = DEFAULT_MIME) -> str:
        """Keeps the bytes and returns their SHA-256 in hex."""
        with self._writing():
            return self._blobs.put(data, mime)

    def blob(self, sha: str) -> bytes:
        """The bytes; KeyError if they are not here."""
        with self._reading():
            return self._blobs.get(sha)

    def has_blob(self, sha: str) -> bool:
        """Whether the bytes are here."""
        with self._reading():
            return self._blobs.has(sha)

    def blob_mime(self, sha: str) -> str:
        """The media type; KeyError if the bytes are not here."""
        with self._reading():
            return self._blobs.mime(sha)

    def blob_size(self, sha: str) -> int:
        """How many bytes; KeyError if they are not here."""
        with self._reading():
            return self._blobs.size(sha)

    def put_computed(self, source: str, key: str, rows: Mapping[tuple[str, str], Any]) -> None:
        """Replaces a source's calculated values, given by (record, field); `key` says what they rest on."""
        with self._writing():
            self._computed.put(source, key, rows)

    def computed_key(self, source: str) -> str | None:
        """What the source's values were calculated from."""
        with self._reading():
            return self._computed.key(source)

    def computed(self, record: str) -> dict[str, Any]:
        """A record's calculated fields."""
        with self._reading():
            return self._computed.of(record)

    def computed_of_kind(self, kind: str) -> dict[str, dict[str, Any]]:
        """The calculated fields of every record of a kind, by record: for lists."""
        with self._reading():
            return self._computed.of_kind(self._names.number(kind))

    def setting(self, name: str, default: Any = None) -> Any:
        """A setting of this laptop."""
        with self._reading():
            row = self._db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
            return json.loads(row[0]) if row else default

    def set_setting(self, name: str, value: Any) -> None:
        """Keeps a setting (any JSON) on this laptop; never shared."""
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, dumps(value)))

    # -- search -----------------------------------------------------------------------------------

    def search(self, text: str, kinds: Iterable[str] | None = None, limit: int = 50) -> list[Hit]:
        """Records that have every word, the last one perhaps unfinished.  A reader's index may lag behind."""
        if self._lock is not None and not self._together:
            self.tidy()
        with self._reading():
            return self._index.search(text, kinds, limit)

    def tidy(self) -> None:
        """Brings the search index up to date; call it when the window is idle."""
        with foreseen(self.path):
            self._index.update()

    def _index_quietly(self) -> None:
        """After a commit: what was saved is saved, whether or not the index can follow now."""
        if not self._together:
            with suppress(SurroundingsError):
                self.tidy()

    # -- care -------------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Makes the derived state again from the log alone; it is equal to before."""
        with self._writing():
            for table in schema.DERIVED:
                self._db.execute(
                    "INSERT INTO words(words) VALUES ('delete-all')"
                    if table == "words"
                    else f"DELETE FROM {table}"
                )
            for n, event in self._log.all():
                self._fold.add(n, event)
            self._index.restart()
        self.tidy()

    def backup(self, path: Path) -> None:
        """Writes an encrypted copy with the same key to `path`, whole or not at all."""
        draft = path.with_name(path.name + ".tmp")
        draft.unlink(missing_ok=True)
        with foreseen(path):
            copy = driver.connect(draft, self._key)
            try:
                self._db.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()
        os.replace(draft, path)

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; empty when it is sound."""
        with self._reading():
            found = [row[0] for row in self._db.execute("PRAGMA integrity_check") if row[0] != "ok"]
            found += [row[0] for row in self._db.execute("PRAGMA cipher_integrity_check")]
            found += [f"{row[0]}: {row[2]}" for row in self._db.execute("PRAGMA foreign_key_check")]
        return [_("Databasen er beskadiget: {problem}").format(problem=problem) for problem in found]


def _machine() -> str:
    """The computer's name; `platform` knows it too and costs more than opening the store."""
    return os.environ.get("COMPUTERNAME") or (os.uname().nodename if hasattr(os, "uname") else "")


def _prepare(connection: Connection) -> None:
    """Brings the file's tables to this program's; refuses one of a newer program."""
    found = schema.version(connection)
    if found > schema.VERSION:
        raise SurroundingsError(
            _("Dataene er gemt af en nyere udgave af Klimabesøg. Opdater programmet på denne computer.")
        )
    if found < schema.VERSION:
        schema.migrate(connection)
