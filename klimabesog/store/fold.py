"""Folds events into the derived state: which versions of a field stand, which wins, what a record looks like.

The outcome is a pure function of the set of events, whatever the order they arrive in:
a version is a head unless another version of the same field names it among its bases; the head with the
highest stamp wins; a record is deleted when every change of it was seen by someone who deleted it.
A base whose event has not arrived is remembered as dangling, and takes the version down when it comes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from klimabesog.store.driver import Connection
from klimabesog.store.event import DELETED, ERASING, KIND, Change, Event, canonical, dumps, unpack
from klimabesog.store.log import Log, stamp_device, stamp_number
from klimabesog.values.ids import is_id

_AT_ONCE = 40
"""Fields set by one json_set; SQLite takes at most 127 arguments."""


class Head(NamedTuple):
    """A version in the tables; ordered as winners are (ties of a cloned device broken by the event's id)."""

    hlc: str
    event: str
    event_n: int
    head: bool


class Row(NamedTuple):
    """What folding needs of a record's row."""

    n: int
    created: int
    created_by: int
    changed: int
    changed_by: int
    deletes: int


_ROW = "SELECT n, created, created_by, changed, changed_by, deletes FROM record WHERE id = ?"


class Names:
    """Numbers of field and kind names."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.forget()

    def forget(self) -> None:
        """Drops what is remembered."""
        self._numbers: dict[str, int] = {}
        self._texts: dict[int, str] = {}

    def number(self, text: str) -> int | None:
        """The name's number; None if it was never used."""
        if text not in self._numbers:
            row = self._db.execute("SELECT n FROM name WHERE text = ?", (text,)).fetchone()
            if row is None:
                return None
            self._numbers[text] = row[0]
        return self._numbers[text]

    def add(self, text: str) -> int:
        """The name's number, given one if it has none."""
        n = self.number(text)
        if n is None:
            n = self._numbers[text] = self._db.execute("INSERT INTO name(text) VALUES (?)", (text,)).lastrowid
        return n

    def text(self, n: int) -> str:
        """The name with this number."""
        if n not in self._texts:
            (self._texts[n],) = self._db.execute("SELECT text FROM name WHERE n = ?", (n,)).fetchone()
        return self._texts[n]


def json_path(field: str) -> str:
    """The field's place in a record's state; names with quotes or backslashes never get into the log."""
    return f'$."{field}"'


class Fold:
    """Keeps the derived tables of one database in step with its log."""

    def __init__(self, connection: Connection, log: Log, names: Names) -> None:
        self._db, self._log, self._names = connection, log, names

    def add(self, n: int, event: Event, *, own: bool = False) -> list[str]:
        """Folds in the event with number `n`; returns the records it touched.

        `own`: the event was made here just now, so no version names it yet.
        """
        by_record: dict[str, list[Change]] = {}
        for change in event.sets:
            if change.field not in ERASING:
                by_record.setdefault(change.record, []).append(change)
        for record, changes in by_record.items():
            row = self._db.execute(_ROW, (record,)).fetchone()
            if row is None:
                self._create(record, n, event, changes)
            else:
                self._extend(Row(*row), n, event, changes, own)
        return list(by_record)

    def refresh(self, record: str, fields: Iterable[str]) -> None:
        """Shows what stands in fields of which versions have lost their values: winners, links, conflicts."""
        record_n = self._number(record)
        winners: dict[str, Any] = {}
        for field in fields:
            field_n = self._names.number(field)
            if record_n is not None and field_n is not None:
                heads = self.heads(record_n, field_n)
                winners[field] = self._log.changes(heads[0].event_n)[record, field] if heads else None
                self._note_conflict(record_n, field_n)
        if record_n is not None:
            self._show(record_n, winners, {})

    def events_of(self, record: str, field: str, hlc: str) -> list[int]:
        """The numbers of the events that made a version, if they are here: one, or two of a cloned device."""
        record_n, field_n = self._number(record), self._names.number(field)
        rows = self._db.execute(
            "SELECT c.event_n FROM change c JOIN event e ON e.n = c.event_n"
            " WHERE c.record_n = ? AND c.field_n = ? AND e.hlc = ? AND e.device_n = ?",
            (record_n, field_n, stamp_number(hlc), self._log.device_number(stamp_device(hlc))),
        )
        return [n for (n,) in rows.fetchall()]

    def shown(self, record: str, field: str) -> str | None:
        """The stamp of the version that shows."""
        record_n, field_n = self._number(record), self._names.number(field)
        if record_n is None or field_n is None:
            return None
        heads = self.heads(record_n, field_n)
        return heads[0].hlc if heads else None

    def heads(self, record_n: int, field_n: int) -> list[Head]:
        """The standing versions of a field, newest first."""
        return [version for version in self._versions(record_n, field_n, heads_only=True) if version.head]

    def _number(self, record: str) -> int | None:
        row = self._db.execute("SELECT n FROM record WHERE id = ?", (record,)).fetchone()
        return row[0] if row else None

    def _versions(self, record_n: int, field_n: int, *, heads_only: bool) -> list[Head]:
        rows = self._db.execute(
            "SELECT e.hlc, e.device_n, e.id, c.event_n, c.head FROM change c JOIN event e ON e.n = c.event_n"
            " WHERE c.record_n = ? AND c.field_n = ? AND c.head >= ?",
            (record_n, field_n, int(heads_only)),
        ).fetchall()
        stamp = self._log.stamp
        return sorted(
            (Head(stamp(h, d), event, n, bool(head)) for h, d, event, n, head in rows), reverse=True
        )

    # -- a record's first event -------------------------------------------------------------------

    def _create(self, record: str, n: int, event: Event, changes: list[Change]) -> None:
        """All its fields are heads: nothing can have named a version of a record nobody here has heard of."""
        when = (stamp_number(event.hlc), self._log.device_number(event.device))
        kind = next((self._names.add(c.value) for c in changes if c.field == KIND), None)
        state = {c.field: c.value for c in changes if not c.field.startswith("@")}
        record_n = self._db.execute(
            "INSERT INTO record(id, kind_n, created, created_by, changed, changed_by, state)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (record, kind, *when, *when, dumps(state)),
        ).lastrowid
        fields = [(record_n, self._names.add(c.field), n, 1) for c in changes]
        self._db.executemany("INSERT INTO change VALUES (?, ?, ?, ?)", fields)
        for change, (_record, field_n, _event, _head) in zip(changes, fields, strict=True):
            self._remember_bases(record_n, field_n, change.bases or (), set())
            self._link(record_n, field_n, change.field, change.value)
        self._settle_deletion(record_n, changes, 0)

    # -- later events -----------------------------------------------------------------------------

    def _extend(self, row: Row, n: int, event: Event, changes: list[Change], own: bool) -> None:
        winners: dict[str, Any] = {}
        for change in changes:
            field_n = self._names.add(change.field)
            before, after = self._add_version(row.n, field_n, n, event, change, own)
            if after != before:
                winners[change.field] = change.value if after.event_n == n else self._value(after, change)
        self._show(row.n, winners, self._times(row, event))
        self._settle_deletion(row.n, changes, row.deletes)

    def _add_version(
        self, record_n: int, field_n: int, n: int, event: Event, change: Change, own: bool
    ) -> tuple[Head | None, Head]:
        """Enters a version and takes down those it names; the winner before and after."""
        bases = frozenset(change.bases or ())
        others = self._versions(record_n, field_n, heads_only=own)
        before = [version for version in others if version.head]
        new = Head(event.hlc, event.id, n, own or self._stands(record_n, field_n, event.hlc, others))
        self._db.execute("INSERT INTO change VALUES (?, ?, ?, ?)", (record_n, field_n, n, int(new.head)))
        fallen = [version for version in before if version.hlc in bases]
        for version in fallen:
            self._take_down(record_n, field_n, version.event_n)
        if len(fallen) < len(bases):
            known = self._versions(record_n, field_n, heads_only=False) if own else others
            self._remember_bases(record_n, field_n, bases, {version.hlc for version in known})
        after = [version for version in before if version not in fallen] + [new] * new.head
        if max(len(before), len(after)) > 1 and change.field not in (KIND, DELETED):
            self._note_conflict(record_n, field_n)
        return before[0] if before else None, max(after, default=new)

    def _stands(self, record_n: int, field_n: int, hlc: str, others: list[Head]) -> bool:
        """Whether an arriving version is a head: no version that came before it names it."""
        waited = "DELETE FROM dangling WHERE record_n = ? AND field_n = ? AND hlc = ?"
        if self._db.execute(waited, (record_n, field_n, hlc)).rowcount:
            return False
        # a cloned device gives one stamp to two events: the second falls with the first
        return not any(version.hlc == hlc and not version.head for version in others)

    def _remember_bases(self, record_n: int, field_n: int, bases: Iterable[str], known: set[str]) -> None:
        for base in bases:
            if base not in known:
                self._db.execute("INSERT OR IGNORE INTO dangling VALUES (?, ?, ?)", (record_n, field_n, base))

    def _take_down(self, record_n: int, field_n: int, event_n: int) -> None:
        self._db.execute(
            "UPDATE change SET head = 0 WHERE record_n = ? AND field_n = ? AND event_n = ?",
            (record_n, field_n, event_n),
        )

    def _value(self, version: Head, change: Change) -> Any:
        """The value an earlier version gave the field of `change`."""
        return self._log.changes(version.event_n)[change.record, change.field]

    def _note_conflict(self, record_n: int, field_n: int) -> None:
        """Keeps the list of conflicts: several heads with different values."""
        heads = self.heads(record_n, field_n)
        different = (
            len(heads) > 1 and len({canonical(value) for value in self._values(heads, record_n, field_n)}) > 1
        )
        action = (
            "INSERT OR IGNORE INTO conflict VALUES (?, ?)"
            if different
            else ("DELETE FROM conflict WHERE record_n = ? AND field_n = ?")
        )
        self._db.execute(action, (record_n, field_n))

    def _values(self, heads: list[Head], record_n: int, field_n: int) -> list[Any]:
        (record,) = self._db.execute("SELECT id FROM record WHERE n = ?", (record_n,)).fetchone()
        field = self._names.text(field_n)
        return [self._log.changes(head.event_n)[record, field] for head in heads]

    # -- what shows -------------------------------------------------------------------------------

    def _show(self, record_n: int, winners: dict[str, Any], columns: dict[str, int | None]) -> None:
        """Writes the winners, and new values of other columns, into the record's row."""
        for field, value in winners.items():
            if field == KIND:
                columns["kind_n"] = self._names.add(value)
            elif field != DELETED:
                self._link(record_n, self._names.add(field), field, value, replace=True)
        shown = [(json_path(f), dumps(v)) for f, v in winners.items() if not f.startswith("@")]
        self._set_columns(record_n, columns, shown[:_AT_ONCE])
        for start in range(_AT_ONCE, len(shown), _AT_ONCE):
            self._set_columns(record_n, {}, shown[start : start + _AT_ONCE])

    def _set_columns(
        self, record_n: int, columns: dict[str, int | None], shown: list[tuple[str, str]]
    ) -> None:
        sets = [f"{column} = ?" for column in columns]
        if shown:
            sets.append(f"state = json_set(state{', ?, json(?)' * len(shown)})")
        if sets:
            values = [*columns.values(), *(text for pair in shown for text in pair), record_n]
            self._db.execute(f"UPDATE record SET {', '.join(sets)} WHERE n = ?", values)

    def _link(self, record_n: int, field_n: int, field: str, value: Any, *, replace: bool = False) -> None:
        """Indexes a value that is another record's id."""
        if is_id(value) and not field.startswith("@"):
            self._db.execute("INSERT OR REPLACE INTO link VALUES (?, ?, ?)", (record_n, field_n, value))
        elif replace:
            self._db.execute("DELETE FROM link WHERE record_n = ? AND field_n = ?", (record_n, field_n))

    def _times(self, row: Row, event: Event) -> dict[str, int | None]:
        """The columns an event widens: when the record was first and last changed."""
        when, by = stamp_number(event.hlc), self._log.device_number(event.device)
        if event.hlc > self._log.stamp(row.changed, row.changed_by):
            return {"changed": when, "changed_by": by}
        if event.hlc < self._log.stamp(row.created, row.created_by):
            return {"created": when, "created_by": by}
        return {}

    # -- deletion ---------------------------------------------------------------------------------

    def _settle_deletion(self, record_n: int, changes: list[Change], deletes: int) -> None:
        """Decides again whether the record is deleted, if anyone ever deleted it."""
        new = sum(change.field == DELETED and change.value is not None for change in changes)
        if not deletes + new:
            return
        gone = self._is_deleted(record_n)
        self._db.execute(
            "UPDATE record SET deletes = ?, deleted = ? WHERE n = ?", (deletes + new, int(gone), record_n)
        )

    def _is_deleted(self, record_n: int) -> bool:
        """Whether each change was in some delete's event, or seen by some deleter."""
        field_n = self._names.number(DELETED)
        rows = self._db.execute(
            "SELECT DISTINCT c.event_n, e.device_n, e.seq FROM change c JOIN event e ON e.n = c.event_n"
            " WHERE c.record_n = ?",
            (record_n,),
        ).fetchall()
        deletes = self._deletes(record_n, field_n)
        others = [(self._log.device_id(device), seq) for n, device, seq in rows if n not in deletes]
        return all(any(_covers(seen, device, seq) for seen in deletes.values()) for device, seq in others)

    def _deletes(self, record_n: int, field_n: int | None) -> dict[int, dict[str, Any]]:
        """Each delete's vector by its event number; a null means restored, and is a change like any other."""
        rows = self._db.execute(
            "SELECT c.event_n, e.sets, r.id FROM change c JOIN event e ON e.n = c.event_n"
            " JOIN record r ON r.n = c.record_n WHERE c.record_n = ? AND c.field_n = ?",
            (record_n, field_n),
        ).fetchall()
        vectors = {
            n: c.value
            for n, sets, record in rows
            for c in unpack(sets)
            if (c.record, c.field) == (record, DELETED)
        }
        return {n: seen for n, seen in vectors.items() if seen is not None}

    def seen(self, record: str) -> dict[str, Any]:
        """The vector of someone who deletes this record now: of each device that changed it, what is here.

        A number: everything up to it is here.  A list: everything up to its first number, and the single ones
        after it, which came without those between (a bundle of one case leaves gaps).
        """
        rows = self._db.execute(
            "SELECT DISTINCT e.device_n, e.seq FROM record r JOIN change c ON c.record_n = r.n"
            " JOIN event e ON e.n = c.event_n WHERE r.id = ? ORDER BY e.seq",
            (record,),
        )
        seqs: dict[str, list[int]] = {}
        for device_n, seq in rows.fetchall():
            seqs.setdefault(self._log.device_id(device_n), []).append(seq)
        vector: dict[str, Any] = {}
        for device, numbers in seqs.items():
            last = self._log.unbroken(device)
            beyond = [seq for seq in numbers if seq > last]
            vector[device] = [last, *beyond] if beyond else last
        return vector


def _covers(seen: dict[str, Any], device: str, seq: int) -> bool:
    """Whether a deleter's vector has this change."""
    known = seen.get(device, 0)
    if isinstance(known, int):
        return seq <= known
    return seq <= known[0] or seq in known
