"""The store of one municipality on one laptop: what casework reads from and commits to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from klimabesog.store import care, copying, driver, schema
from klimabesog.store.blobs import DEFAULT_MIME, Blob
from klimabesog.store.driver import Connection, foreseen
from klimabesog.store.erasure import erasing
from klimabesog.store.event import (
    BLANKED,
    BLANKED_SCHEMA,
    BLANKING_SCHEMA,
    DELETED,
    ERASING,
    PLAIN_SCHEMA,
    SCHEMA,
    Applied,
    Change,
    Event,
    NewerEvent,
    check_sets,
    dumps,
    from_json,
)
from klimabesog.store.lock import Lock
from klimabesog.store.reading import Reading
from klimabesog.store.search import WAITING, Hit, Index
from klimabesog.values.clock import Clock, hlc_time, local_time, parse_hlc, system_clock, tick
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.ids import new_id
from klimabesog.values.texts import _

_DAY_MS = 86_400_000
_UNSCRUBBED = "unscrubbed"
"""Entry of `meta`: something was erased, and its bytes may still lie in the file."""


class Store(Reading):
    """An open store.  Use it in the thread that opened it; other threads take a `reader()` of their own.

    Every method that writes is one transaction, durable when it returns; when it raises, nothing has changed.
    A full disk, a locked file and the like come as SurroundingsError.
    """

    read_only = False
    """A file of a newer program: it can be read, and every commit raises.  Settings and calculated values that the
    window would keep on its way are not kept."""

    def __init__(
        self, path: Path, key: bytes, clock: Clock, connection: Connection, lock: Lock | None
    ) -> None:
        super().__init__(path, connection, lock)
        self._key, self._clock = key, clock
        self._index = Index(connection, self._names)
        self._commits, self._together = 0, False
        self.notices: list[str] = []
        """What the person should know of the state this store was found in; one Danish sentence each."""
        self.device = self._meta("device") or ""

    # -- opening and closing ----------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        *,
        clock: Clock = system_clock,
        before_migration: Callable[[Store], object] | None = None,
    ) -> Self:
        """Opens the store at `path`, making it when absent; `key` is 32 random bytes.

        A file of a newer program opens `read_only` where that is possible.  `before_migration` gets the store as it
        is, to make a backup of, when its tables are about to be changed.
        SurroundingsError: already open, WrongKey, Damaged, no access, or from a newer program that changed too much.
        """
        lock = Lock.beside(path)
        try:
            with foreseen(path):
                lost = lock.unclean and path.exists() and not path.with_name(path.name + "-wal").exists()
                connection = driver.connect(path, key)
                try:
                    found = schema.version(connection)
                    store = cls._of(path, key, clock, connection, lock, found, before_migration)
                    store._settle_in(lost)
                except BaseException:
                    connection.close()
                    raise
        except BaseException:
            lock.release()
            raise
        return store

    @classmethod
    def _of(
        cls,
        path: Path,
        key: bytes,
        clock: Clock,
        connection: Connection,
        lock: Lock,
        found: int,
        before_migration: Callable[[Store], object] | None,
    ) -> Self:
        """The store on a connection whose tables have version `found`, brought to this program's."""
        if 0 < found < schema.VERSION and before_migration is not None:
            before_migration(Store(path, key, clock, connection, None))
        if found < schema.VERSION:
            schema.migrate(connection)
        elif found > schema.VERSION and not schema.is_current(connection):
            raise SurroundingsError(care.newer())
        store = cls(path, key, clock, connection, lock)
        if found > schema.VERSION:
            connection.execute("PRAGMA query_only = ON")
            store.read_only = True
            store.notices.append(care.newer())
        else:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()  # a backup in the data's place has none
            lock.mark(in_use=True)
        return store

    @classmethod
    def peek(cls, path: Path, key: bytes) -> Store:
        """A store opened for reading only, whether or not a program has it open; leaves the file as it is."""
        with foreseen(path):
            connection = driver.connect(path, key, read_only=True)
            try:
                if schema.version(connection) > schema.VERSION and not schema.is_current(connection):
                    raise SurroundingsError(care.newer())
                return Store(path, key, system_clock, connection, None)
            except BaseException:
                connection.close()
                raise

    def reader(self) -> Store:
        """A second, read-only connection for the thread that calls this; close it when done."""
        with foreseen(self.path):
            connection = driver.connect(self.path, self._key)
            connection.execute("PRAGMA query_only = ON")
            return Store(self.path, self._key, self._clock, connection, None)

    def close(self) -> None:
        """Closes; what was committed is safe without it."""
        if self._lock is not None and not self.read_only:
            self._lock.mark(in_use=False)
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

    def _settle_in(self, lost: bool) -> None:
        """Takes a device id when the file is new, a copy, or behind itself; replays events that waited for us.

        `lost`: the journal of a program that was killed is gone, and with it perhaps the last changes.
        """
        if lost:
            self.notices.append(care.lost_journal())
        if behind := self._clock_behind():
            self.notices.append(behind)
        if self.read_only:
            return
        home = copying.home(self.path)
        if lost or not self.device or self._meta("home") != home:
            with self._writing():
                self._set_meta("home", home)
                device = self._new_device_id()
            self.device = device
        if self._db.execute("SELECT 1 FROM quarantine WHERE schema <= ? LIMIT 1", (SCHEMA,)).fetchone():
            with self._writing():
                self._receive(map(from_json, self._log.take_understood()))
        if self._meta(_UNSCRUBBED):
            self.scrub()

    def _clock_behind(self) -> str | None:
        """A sentence when this machine's clock is more than a day behind the newest event."""
        latest = self._log.latest()
        if latest is None or parse_hlc(latest).wall - self._clock() <= _DAY_MS:
            return None
        return _(
            "Computerens ur står på {now}, men den nyeste ændring er fra {newest}. Stil uret, så datoerne passer."
        ).format(now=f"{local_time(self._clock()):%d.%m.%Y}", newest=f"{hlc_time(latest):%d.%m.%Y}")

    def _new_device_id(self) -> str:
        """Written down within the caller's transaction.

        Two copies of one file that write under one id would hide each other's events.
        """
        device = new_id()
        self._set_meta("device", device)
        self._set_meta("devices", dumps([*self.own_devices(), device]))
        return device

    def own_devices(self) -> list[str]:
        """Every device id this store has written under, the present one last."""
        known = self._meta("devices")
        return list(json.loads(known)) if known else [self.device] if self.device else []

    def _meta(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _set_meta(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction (a step of it inside `together`); after a failure memory says no more than the file."""
        if self.read_only:
            raise SurroundingsError(care.newer())
        with foreseen(self.path):
            try:
                with schema.step(self._db) if self._together else schema.transaction(self._db):
                    yield
            except BaseException:
                self._log.forget()
                self._names.forget()
                self._erasures.forget()
                raise

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
        with the value True gets the vector of what is here.  ValueError for what no store could hold; InputError
        for a record that was erased.
        """
        with self._writing():
            sets = tuple(map(self._completed, changes))
            if any(change.field in ERASING for change in sets):
                raise ValueError("erase() and blank() take away for good")
            event = self._made(sets, actor, PLAIN_SCHEMA, context, undoes)
            self._fold.add(self._log.append(event), event, own=True)
        self._commits += 1
        if self._commits % WAITING == 0:
            self._index_quietly()
        return event

    def _made(
        self,
        sets: tuple[Change, ...],
        actor: str,
        schema: int,
        context: str | None = None,
        undoes: str | None = None,
    ) -> Event:
        """The next event of this device; ValueError or InputError for changes that can't be made."""
        check_sets(sets)
        changed = (change.record for change in sets if change.field not in ERASING)
        if not self._erasures.records.isdisjoint(changed):
            raise InputError(_("Oplysningen er slettet for altid og kan ikke ændres. Opret den på ny."))
        stamp = tick(self._log.latest(), self._clock(), self.device)
        seq = self._log.last_seq(self.device) + 1
        return Event(new_id(), self.device, seq, stamp, actor, schema, context, undoes, sets)

    # -- erasing ----------------------------------------------------------------------------------

    def erase(self, records: Iterable[str], *, actor: str, blobs: Iterable[str] = ()) -> Event:
        """Blanks everything that was ever said of these records, here and on every device that imports the event.

        Values in the log, calculated values, search and the blobs they name go (blobs that something else names
        stay); of each event only id, device, number and stamp are left where nothing else stands in it.  A later or
        older event about them is blanked when it arrives, and commits on them are refused.  What other records say
        about them is the caller's to list, and so are blobs that only other blobs name (`blobs`: SHA-256 in hex).
        The bytes are gone from the file when this returns.  ValueError for none, or too many (20,000) records.
        """
        with self._writing():
            event = self._made(tuple(erasing(records, blobs)), actor, BLANKED_SCHEMA)
            self._add(event)
        self.scrub()
        return event

    def blank(self, steps: Iterable[tuple[str | None, Sequence[Change]]], *, actor: str) -> list[Event]:
        """Takes the values of single versions away, here and on every device that imports the events.

        Each step is a context and changes that become one event: `Change(record, "@blanked", {field: [stamps]})`, and
        with them what is to stand there now.  The named versions stay as they were among the others, with the value
        null, in the log and in all that shows; versions that no step names stay whole.  All is one transaction of its
        own (never inside `together`), and the bytes are gone from the file when this returns.
        ValueError for a step that names no version, or one of the store's own fields; InputError for a record that
        was erased.
        """
        events = []
        with self._writing():
            for context, changes in steps:
                sets = tuple(map(self._completed, changes))
                if all(change.field != BLANKED for change in sets):
                    raise ValueError("a blanking names versions")
                events.append(self._made(sets, actor, BLANKING_SCHEMA, context))
                self._add(events[-1])
        self.scrub()
        return events

    def _add(self, event: Event) -> list[str]:
        """Logs and folds an event in, blanked where it speaks of what was erased."""
        new = self._erasures.mark(event)
        event = self._erasures.blanked(event)
        records = self._fold.add(self._log.append(event), event)
        if not new:
            return records
        self._set_meta(_UNSCRUBBED, "1")
        return [*records, *self._erasures.carry_out(event, new)]

    def scrub(self) -> None:
        """Takes erased bytes out of the file: freed cells are zeroed already, the journal and old words are not.

        What was cut off here, or kept waiting too long by someone who reads, is made up for at the next opening.
        """
        with foreseen(self.path):
            self._index.update()
            self._index.purge()
            self._db.execute("DELETE FROM meta WHERE name = ?", (_UNSCRUBBED,))
            ((busy, *_pages),) = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            if busy:
                self._set_meta(_UNSCRUBBED, "1")

    def _completed(self, change: Change) -> Change:
        """The change with the bases and the deleter's vector filled in."""
        value, bases = change.value, change.bases
        if change.field == DELETED and value is True:
            value = self._fold.seen(change.record)
        if bases is None:
            shown = self._fold.shown(change.record, change.field)
            bases = (shown,) if shown else ()
        return Change(change.record, change.field, value, bases)

    def apply(self, events: Iterable[Event | NewerEvent], blobs: Iterable[Blob] = ()) -> Applied:
        """Takes in events and blobs of other devices, in any order, any number of times.

        They are durable on return, in the journal: `settle_journal` brings them into the file at leisure.
        """
        driver.settle_journal_at(
            self._db, 0
        )  # many photos are then written once while someone waits, not twice
        try:
            return self._apply(events, blobs)
        finally:
            driver.settle_journal_at(self._db, self._journal_pages() + driver.JOURNAL_PAGES)

    def _apply(self, events: Iterable[Event | NewerEvent], blobs: Iterable[Blob]) -> Applied:
        device, erased = self.device, len(self._erasures.gone)
        with self._writing():
            put = {self._blobs.put(blob) for blob in blobs}
            applied, cloned = self._receive(events)
            if self._erasures.gone:  # an old bundle may bring back the photos of what was erased
                self._blobs.drop(put - self._erasures.named_blobs(put))
            if cloned:
                device = self._new_device_id()
        self.device = device
        if len(self._erasures.gone) > erased:
            self.scrub()
        self._index_quietly()
        return applied

    def _journal_pages(self) -> int:
        journal = self.path.with_name(self.path.name + "-wal")
        return journal.stat().st_size // driver.PAGE_BYTES if journal.exists() else 0

    def _receive(self, events: Iterable[Event | NewerEvent]) -> tuple[Applied, bool]:
        """Takes events in; also whether one bears our own device id although we never wrote it."""
        new, aside, cloned = 0, 0, False
        records: set[str] = set()
        for event in events:
            if self._log.has(event.id):
                continue
            cloned = cloned or event.device == self.device
            if isinstance(event, NewerEvent):
                aside += self._log.set_aside(event._replace(raw=self._erasures.blanked_raw(event.raw)))
            else:
                records.update(self._add(event))
                new += 1
        return Applied(new, frozenset(records), aside), cloned

    # -- blobs, calculated values, settings -------------------------------------------------------

    def put_blob(self, data: bytes, mime: str = DEFAULT_MIME) -> str:
        """Keeps the bytes and returns their SHA-256 in hex."""
        with self._writing():
            return self._blobs.put(Blob(data, mime))

    def put_computed(self, source: str, key: str, rows: Mapping[tuple[str, str], Any]) -> None:
        """Replaces a source's calculated values, given by (record, field); `key` says what they rest on."""
        if self.read_only:
            return
        erased = self._erasures.records
        with self._writing():
            self._computed.put(source, key, {at: v for at, v in rows.items() if at[0] not in erased})

    def set_setting(self, name: str, value: Any) -> None:
        """Keeps a setting (any JSON) on this laptop; never shared."""
        if self.read_only:
            return
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, dumps(value)))

    # -- search -----------------------------------------------------------------------------------

    def search(self, text: str, kinds: Iterable[str] | None = None, limit: int = 50) -> list[Hit]:
        """Records that have every word, the last one perhaps unfinished.  A reader's index may lag behind."""
        if self._lock is not None and not self._together and not self.read_only:
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

    def settle_journal(self) -> None:
        """Brings the journal into the file, which may take a while after an import.

        Durable it is without.  Called on a `reader()` in a worker first, and here when that is done, nobody waits.
        """
        with foreseen(self.path):
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            driver.settle_journal_at(self._db, driver.JOURNAL_PAGES)

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
            self._erasures.forget()
            for n, event in self._log.all():
                self._fold.add(n, event)
                self._erasures.mark(event)
            self._index.restart()
        self.tidy()

    def derived(self) -> str:
        """A digest of everything that is derived from the log: equal before and after `rebuild`."""
        with self._reading():
            return care.derived(self._db)

    def backup(self, path: Path, *, key: bytes | None = None) -> None:
        """Writes an encrypted copy to `path`, whole or not at all; with the same key, or another one."""
        copying.write_copy(self._db, self._key, path, key or self._key)

    def rekeyed(self, path: Path, key: bytes) -> None:
        """Writes a copy under another key that may take this file's place: it goes on as the same device."""
        self.backup(path, key=key)
        copying.settle_at(path, key)

    def has_key(self, key: bytes) -> bool:
        """Whether this is the key the store is encrypted with."""
        import hmac

        return hmac.compare_digest(self._key, key)

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; empty when it is sound."""
        with self._reading():
            return care.problems(self._db)
