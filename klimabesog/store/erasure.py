"""Erasure: what was said about some records is blanked in every event, and never comes back.

An erasure is an event like any other, with the field "@erased" on each record.  A device that has it keeps no value of
those records, whichever arrived first; of an event without other values only its id, device, number and stamp stay,
so that no old bundle or backup brings it in again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from klimabesog.store.driver import Connection
from klimabesog.store.event import BLANKED_SCHEMA, ERASED, Change, Event, dumps, pack
from klimabesog.store.log import Log

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MAY_NAME_BLOBS = ("SELECT sets FROM event", "SELECT raw FROM quarantine", "SELECT value FROM setting",
                   "SELECT fields FROM computed")  # fmt: skip


class Erasures:
    """The erased records of one database, and the blanking of what names them."""

    def __init__(self, connection: Connection, log: Log) -> None:
        self._db, self._log = connection, log
        self.forget()

    def forget(self) -> None:
        """Drops what is remembered."""
        self._erased: set[str] | None = None

    @property
    def records(self) -> set[str]:
        """The records that were erased."""
        if self._erased is None:
            self._erased = {record for (record,) in self._db.execute("SELECT record FROM erased")}
        return self._erased

    def blanked(self, event: Event) -> Event:
        """The event as it may be kept: without what it says of erased records, those it erases itself among them."""
        gone = self.records | {c.record for c in event.sets if c.field == ERASED}
        if not gone:
            return event
        kept = tuple(c for c in event.sets if c.field == ERASED or c.record not in gone)
        if len(kept) == len(event.sets):
            return event
        schema = max(event.schema, BLANKED_SCHEMA)
        if not kept:
            return Event(event.id, event.device, event.seq, event.hlc, "", schema, None, None, ())
        return event._replace(sets=kept, schema=schema)

    def blanked_raw(self, raw: str) -> str:
        """An event of a newer program without what it says of erased records, as far as its shape is understood."""
        if not any(record in raw for record in self.records):
            return raw
        data = json.loads(raw)
        sets = data.get("sets")
        if isinstance(sets, list) and all(isinstance(c, dict) for c in sets):
            data["sets"] = [c for c in sets if not any(record in dumps(c) for record in self.records)]
        if any(record in dumps(data.get("sets")) for record in self.records):
            data["sets"] = []
        if not data.get("sets"):
            kept = ("id", "device", "seq", "hlc", "schema")
            data = {name: data[name] for name in kept if name in data}
            data |= {"actor": "", "context": None, "undoes": None, "sets": []}
        return dumps(data)

    def carry_out(self, event: Event) -> frozenset[str]:
        """Blanks the records the event erases, in the caller's transaction; returns those not erased before."""
        new = {c.record for c in event.sets if c.field == ERASED} - self.records
        named = {sha for c in event.sets if c.field == ERASED for sha in _shas(c.value)}
        self.mark(event)
        for record in new:
            named |= self._blank(record)
        self._blank_quarantine(new)
        self._drop_blobs(named)
        return frozenset(new)

    def mark(self, event: Event) -> None:
        """Remembers the records the event erases."""
        for change in event.sets:
            if change.field == ERASED:
                self._db.execute("INSERT OR IGNORE INTO erased VALUES (?)", (change.record,))
                self.records.add(change.record)

    def _blank(self, record: str) -> set[str]:
        """Empties what events say of a record, and all that was derived from it; the blobs they named."""
        row = self._db.execute("SELECT n FROM record WHERE id = ?", (record,)).fetchone()
        self._db.execute("DELETE FROM computed WHERE record = ?", (record,))
        if row is None:
            return set()
        named: set[str] = set()
        events = "SELECT DISTINCT event_n FROM change WHERE record_n = ?"
        for (n,) in self._db.execute(events, row).fetchall():
            named |= self._blank_event(n)
        self._db.execute("DELETE FROM words WHERE rowid = ?", row)
        for table in ("change", "dangling", "conflict", "link"):
            self._db.execute(f"DELETE FROM {table} WHERE record_n = ?", row)
        self._db.execute("DELETE FROM record WHERE n = ?", row)
        return named

    def _blank_event(self, n: int) -> set[str]:
        """Blanks one event; the blobs that its lost changes named."""
        event = self._log.numbered(n)
        blank = self.blanked(event)
        if blank is event:
            return set()
        self._db.execute(
            "UPDATE event SET actor = ?, schema = ?, context = ?, undoes = ?, sets = ? WHERE n = ?",
            (blank.actor, blank.schema, blank.context, blank.undoes, pack(blank.sets), n),
        )
        lost = (change for change in event.sets if change not in blank.sets)
        return {sha for change in lost for sha in _shas(change.value)}

    def _blank_quarantine(self, new: set[str]) -> None:
        for event, raw in self._db.execute("SELECT id, raw FROM quarantine").fetchall():
            if any(record in raw for record in new):
                update = "UPDATE quarantine SET raw = ? WHERE id = ?"
                self._db.execute(update, (self.blanked_raw(raw), event))

    def _drop_blobs(self, named: set[str]) -> None:
        for sha in named - self.named_blobs(named):
            self._db.execute("DELETE FROM blob WHERE sha256 = ?", (sha,))

    def named_blobs(self, wanted: Iterable[str]) -> set[str]:
        """Those of the wanted blobs that anything here names, save erasures; reads the whole log."""
        wanted, found = set(wanted), set[str]()
        for query in _MAY_NAME_BLOBS if wanted else ():
            for (text,) in self._db.execute(query):
                if text and f'"{ERASED}"' not in text:
                    found.update(wanted.intersection(_SHA256.findall(text)))
        return found


def erasing(records: Iterable[str], blobs: Iterable[str]) -> list[Change]:
    """The changes of an erasure: the blobs to go as well stand with the first record."""
    more = sorted(set(blobs))
    return [Change(r, ERASED, more if n == 0 else [], ()) for n, r in enumerate(dict.fromkeys(records))]


def named_in(event: Event) -> set[str]:
    """The blobs that an event's values name."""
    return {sha for change in event.sets for sha in _shas(change.value)}


def _shas(value: Any) -> list[str]:
    return _SHA256.findall(dumps(value))
