"""Erasure: what was said is taken out of every event for good, of whole records or in single versions of a field.

An erasure is an event like any other.  "@erased" on a record takes away all that was ever said of it; "@blanked" names
versions of its fields by their clock stamps, and their values become null while the versions themselves stay, so that
heads and conflicts are worked out as before.  A device that has the event keeps none of it, whichever arrived first, so
that no old bundle or backup brings it in again.  Where an event loses all it said only its id, device, number and stamp
stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from klimabesog.store.computed import Computed
from klimabesog.store.driver import Connection
from klimabesog.store.event import BLANKED, BLANKED_SCHEMA, ERASED, ERASING, Change, Event, dumps, pack
from klimabesog.store.fold import Fold
from klimabesog.store.log import Log

_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAMED = re.compile(r'"([0-9a-f]{64})')
"""A value that is a hash, or begins with one: nothing else names a blob in the log, and this is found much faster."""
_BESIDE_THE_LOG = ("SELECT raw FROM quarantine", "SELECT value FROM setting", "SELECT fields FROM computed")
_BONES = ("id", "device", "seq", "hlc", "schema")
_LEAST_LETTERS = 3
"""Shorter texts say nothing by which a calculated value could be told to rest on them."""


class VersionName(NamedTuple):
    """One version: of which record and field, and its clock stamp."""

    record: str
    field: str
    hlc: str


@dataclass(frozen=True)
class Gone:
    """What is erased: records, and versions by record."""

    records: set[str] = field(default_factory=set)
    versions: dict[str, set[VersionName]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.records) + sum(map(len, self.versions.values()))


class Erasures:
    """What was erased in one database, and taking it out of the log and all that was derived from it."""

    def __init__(self, connection: Connection, log: Log, fold: Fold) -> None:
        self._db, self._log, self._fold = connection, log, fold
        self._computed = Computed(connection)
        self.forget()

    def forget(self) -> None:
        """Drops what is remembered."""
        self._known: Gone | None = None

    @property
    def gone(self) -> Gone:
        """All that was erased. In the table a record stands as its id, a version as "record stamp field"."""
        if self._known is None:
            self._known = Gone()
            for (text,) in self._db.execute("SELECT record FROM erased"):
                record, *rest = text.split(" ", 2)
                if rest:
                    version = VersionName(record, rest[1], rest[0])
                    self._known.versions.setdefault(record, set()).add(version)
                else:
                    self._known.records.add(record)
        return self._known

    @property
    def records(self) -> set[str]:
        """The records that were erased."""
        return self.gone.records

    def mark(self, event: Event) -> Gone:
        """Remembers what the event erases; what of it was not erased before."""
        known, new = self.gone, Gone()
        for change in event.sets:
            if change.field == ERASED and change.record not in known.records:
                new.records.add(change.record)
            elif fresh := _versions(change) - known.versions.get(change.record, set()):
                new.versions[change.record] = fresh
        names = [*new.records, *(f"{v.record} {v.hlc} {v.field}" for vs in new.versions.values() for v in vs)]
        self._db.executemany("INSERT INTO erased VALUES (?)", [(name,) for name in names])
        known.records.update(new.records)
        for record, versions in new.versions.items():
            known.versions.setdefault(record, set()).update(versions)
        return new

    # -- events -----------------------------------------------------------------------------------

    def blanked(self, event: Event) -> Event:
        """The event as it may be kept: without what it says of erased records, and in blanked versions."""
        if not self.gone:
            return event
        kept = tuple(
            change._replace(value=None) if self._is_blanked(event.hlc, change) else change
            for change in event.sets
            if change.field in ERASING or change.record not in self.records
        )
        if kept == event.sets:
            return event
        schema = max(event.schema, BLANKED_SCHEMA)
        if not kept:
            return Event(event.id, event.device, event.seq, event.hlc, "", schema, None, None, ())
        return event._replace(sets=kept, schema=schema)

    def _is_blanked(self, hlc: str, change: Change) -> bool:
        versions = self.gone.versions.get(change.record)
        return versions is not None and VersionName(change.record, change.field, hlc) in versions

    def took_from(self, event: Event) -> bool:
        """Whether an event, as it is kept, lost something (or, for one that erases itself, may have)."""
        if not event.erases:
            return event.schema >= BLANKED_SCHEMA
        return any(
            c.field != ERASED and (c.record in self.records or self._is_blanked(event.hlc, c))
            for c in event.sets
        )

    def blanked_raw(self, raw: str) -> str:
        """An event of a newer program without what was erased, as far as its shape is understood.

        Where it is not, all that it says goes.
        """
        records = [record for record in self.records if record in raw]
        versions = [v for record, vs in self.gone.versions.items() if record in raw for v in vs]
        data = json.loads(raw) if records or versions else {}
        wanted = {(v.record, v.field) for v in versions if v.hlc == data.get("hlc")}
        if not records and not wanted:
            return raw
        understood = _blank_sets(data, wanted) >= wanted
        sets = data.get("sets")
        if records and isinstance(sets, list) and all(isinstance(c, dict) for c in sets):
            data["sets"] = [c for c in sets if not any(record in dumps(c) for record in records)]
        if not understood or any(record in dumps(data.get("sets")) for record in records):
            data["sets"] = []
        if not data.get("sets"):
            data = {name: data[name] for name in _BONES if name in data}
            data |= {"actor": "", "context": None, "undoes": None, "sets": []}
        return dumps(data)

    # -- taking away ------------------------------------------------------------------------------

    def carry_out(self, event: Event, new: Gone) -> set[str]:
        """Takes what the event has newly erased out of the file, in the caller's transaction; the records touched."""
        lost: list[Any] = [change.value for change in event.sets if change.field == ERASED]
        for record in new.records:
            lost += self._blank_record(record)
        for record, versions in new.versions.items():
            blanked = self._blank_versions(record, versions)
            self._computed.forget(text for text in _texts(blanked) if len(text) >= _LEAST_LETTERS)
            lost += blanked
        self._blank_quarantine(new)
        self._drop_blobs({sha for value in lost for sha in _shas(value)})
        return {*new.records, *new.versions}

    def _blank_record(self, record: str) -> list[Any]:
        """Empties what events say of a record, and all that was derived from it; the values that were lost."""
        row = self._db.execute("SELECT n FROM record WHERE id = ?", (record,)).fetchone()
        self._db.execute("DELETE FROM computed WHERE record = ?", (record,))
        if row is None:
            return []
        events = "SELECT DISTINCT event_n FROM change WHERE record_n = ?"
        lost = [value for (n,) in self._db.execute(events, row).fetchall() for value in self._blank_event(n)]
        self._db.execute("DELETE FROM words WHERE rowid = ?", row)
        for table in ("change", "dangling", "conflict", "link"):
            self._db.execute(f"DELETE FROM {table} WHERE record_n = ?", row)
        self._db.execute("DELETE FROM record WHERE n = ?", row)
        return lost

    def _blank_versions(self, record: str, versions: set[VersionName]) -> list[Any]:
        """Empties versions of a record's fields and lets what shows follow; the values that were lost."""
        events = {n for version in versions for n in self._fold.events_of(*version)}
        lost = [value for n in sorted(events) for value in self._blank_event(n)]
        if lost:
            self._fold.refresh(record, sorted({version.field for version in versions}))
        return lost

    def _blank_event(self, n: int) -> list[Any]:
        """Blanks one event; the values that it lost."""
        event = self._log.numbered(n)
        blank = self.blanked(event)
        if blank is event:
            return []
        self._db.execute(
            "UPDATE event SET actor = ?, schema = ?, context = ?, undoes = ?, sets = ? WHERE n = ?",
            (blank.actor, blank.schema, blank.context, blank.undoes, pack(blank.sets), n),
        )
        kept = {(change.record, change.field): change.value for change in blank.sets}
        return [c.value for c in event.sets if kept.get((c.record, c.field)) != c.value]

    def _blank_quarantine(self, new: Gone) -> None:
        touched = {*new.records, *new.versions}
        for event, raw in self._db.execute("SELECT id, raw FROM quarantine").fetchall():
            if any(record in raw for record in touched):
                update = "UPDATE quarantine SET raw = ? WHERE id = ?"
                self._db.execute(update, (self.blanked_raw(raw), event))

    def _drop_blobs(self, named: set[str]) -> None:
        for sha in named - self.named_blobs(named):
            self._db.execute("DELETE FROM blob WHERE sha256 = ?", (sha,))

    def named_blobs(self, wanted: Iterable[str]) -> set[str]:
        """Those of the wanted blobs that anything here names, save erasures; reads the log back until all are found."""
        missing = set(wanted)
        every = frozenset(missing)
        for query in _BESIDE_THE_LOG if missing else ():
            for (text,) in self._db.execute(query):
                missing.difference_update(_SHA256.findall(text))
        if missing:
            for (text,) in self._db.execute("SELECT sets FROM event ORDER BY n DESC"):
                if (
                    text
                    and not missing.isdisjoint(named := _NAMED.findall(text))
                    and f'"{ERASED}"' not in text
                ):
                    missing.difference_update(named)
                    if not missing:
                        break
        return set(every - missing)


def erasing(records: Iterable[str], blobs: Iterable[str]) -> list[Change]:
    """The changes of an erasure: the blobs to go as well stand with the first record."""
    more = sorted(set(blobs))
    return [Change(r, ERASED, more if n == 0 else [], ()) for n, r in enumerate(dict.fromkeys(records))]


def named_in(event: Event) -> set[str]:
    """The blobs that an event's values name."""
    return {sha for change in event.sets for sha in _shas(change.value)}


def _versions(change: Change) -> set[VersionName]:
    """The versions that a "@blanked" names; none for another change."""
    if change.field != BLANKED:
        return set()
    return {VersionName(change.record, name, hlc) for name, stamps in change.value.items() for hlc in stamps}


def _blank_sets(data: dict[str, Any], wanted: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Empties the wanted (record, field) of a newer event that has its changes where ours have; those it found."""
    found, sets = set[tuple[str, str]](), data.get("sets")
    for change in sets if isinstance(sets, list) else ():
        if (
            isinstance(change, dict)
            and (place := (str(change.get("record")), str(change.get("field")))) in wanted
        ):
            change["value"] = None
            found.add(place)
    return found


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _shas(value: Any) -> list[str]:
    return _SHA256.findall(dumps(value))
