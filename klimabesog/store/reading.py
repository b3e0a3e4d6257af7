"""What can be asked of an open store: records, the log, blobs, calculated values, settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from klimabesog.store.blobs import Blob, Blobs
from klimabesog.store.computed import Computed
from klimabesog.store.driver import Connection, foreseen
from klimabesog.store.erasure import Erasures, named_in
from klimabesog.store.event import Change, Conflict, Event, NewerEvent, Version
from klimabesog.store.fold import Fold, Names
from klimabesog.store.lock import Lock
from klimabesog.store.log import Log
from klimabesog.store.records import Record, Records
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _


class Reading:
    """The reading half of a store. Without a `lock` another program, or another thread, may be writing meanwhile."""

    def __init__(self, path: Path, connection: Connection, lock: Lock | None) -> None:
        self.path = path
        self._db, self._lock = connection, lock
        self._log, self._names = Log(connection), Names(connection)
        self._records = Records(connection, self._log, self._names)
        self._blobs, self._computed = Blobs(connection), Computed(connection)
        self._fold = Fold(connection, self._log, self._names)
        self._erasures = Erasures(connection, self._log, self._fold)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with foreseen(self.path):
            yield

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

    def table(self, kind: str, fields: Sequence[str]) -> list[tuple[Any, ...]]:
        """Rows (id, value of each field) of the records of a kind that are not deleted, in no order.

        For long lists: no record is parsed, and the fields of `schema.LISTED` are read from an index.  A flag comes as
        0 or 1, an object as JSON text.  `fields` are names the program knows, never what a person typed.
        """
        with self._reading():
            return self._records.table(kind, fields)

    def totals(self, kind: str, by: str, fields: Sequence[str]) -> dict[Any, tuple[float, ...]]:
        """(count, sum of each field) of the records of a kind that are not deleted, by the value of a field.

        What people and imports decided is summed, not what was calculated from it; numbers written as text count.
        """
        with self._reading():
            return self._records.totals(kind, by, fields)

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
        """The changes that undo an event; commit them with `undoes=event`.

        KeyError if it is unknown, InputError for an erasure: that cannot be taken back.
        """
        with self._reading():
            found = self._log.event(event)
            if found is None:
                raise KeyError(event)
            if found.erases:
                raise InputError(_("En sletning for altid kan ikke fortrydes."))
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

    def events_saying(self, says: Callable[[str], bool]) -> Iterator[Event]:
        """Events in order of arrival whose actor's name, or changes as JSON, pass a test: quicker than reading all."""
        with self._reading():
            yield from self._log.saying(says)

    def newer_events(self, since: Mapping[str, int] | None = None) -> list[NewerEvent]:
        """Events of newer programs set aside here; passed on in bundles."""
        with self._reading():
            return self._log.newer(since)

    def event_ids(self) -> set[str]:
        """The ids of all events."""
        with self._reading():
            return {event for _device, event in self._log.ids()}

    def event_ids_by_device(self) -> Iterator[tuple[str, str]]:
        """Device and id of every event."""
        with self._reading():
            yield from self._log.ids()

    def erasures(self) -> list[Event]:
        """The erasures that are here, in order of arrival: who erased, when, on which device."""
        with self._reading():
            return [event for event in self._log.not_plain() if event.erases]

    def thinned(self) -> list[Event]:
        """The events that lost something to an erasure, in order of arrival."""
        with self._reading():
            return [event for event in self._log.not_plain() if self._erasures.took_from(event)]

    def count_erased(self) -> int:
        """How many records and versions are erased: more after an import says that it erased."""
        with self._reading():
            return len(self._erasures.gone)

    def is_erased(self, record: str) -> bool:
        """Whether a record was erased."""
        with self._reading():
            return record in self._erasures.records

    def blobs_of(self, events: Iterable[Event]) -> Iterator[Blob]:
        """The blobs that events name, as far as they are here."""
        for sha in sorted({sha for event in events for sha in named_in(event)}):
            if self.has_blob(sha):
                yield Blob(self.blob(sha), self.blob_mime(sha))

    def vector(self) -> dict[str, int]:
        """What is here of each device, up to its first gap: the `since` for what this laptop lacks."""
        with self._reading():
            if self._lock is None:
                self._log.forget()  # the writer may have gone on
            return self._log.vector()

    # -- blobs, calculated values, settings -------------------------------------------------------

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

    def settings(self) -> dict[str, Any]:
        """All settings of this laptop."""
        with self._reading():
            return {name: json.loads(value) for name, value in self._db.execute("SELECT * FROM setting")}
