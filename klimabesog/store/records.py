"""Reading the derived state: records, lists, versions, history, conflicts, and what would undo an event."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from klimabesog.store import schema
from klimabesog.store.driver import Connection
from klimabesog.store.event import DELETED, ERASING, KIND, Change, Conflict, Event, Version, unpack
from klimabesog.store.fold import Names, json_path
from klimabesog.store.log import Log
from klimabesog.values.ids import is_id

_RECORD = "r.id, r.kind_n, r.state, r.deleted, r.created, r.created_by, r.changed, r.changed_by"


_MADE = itemgetter(4, 0)


class Fields(Mapping[str, Any]):
    """A record's fields, parsed from JSON when first asked for: a long list costs little until drawn."""

    __slots__ = ("_text", "_values")

    def __init__(self, text: str) -> None:
        self._text = text
        self._values: dict[str, Any] | None = None

    def _parsed(self) -> dict[str, Any]:
        if self._values is None:
            self._values = json.loads(self._text)
        return self._values

    def __getitem__(self, field: str) -> Any:
        return self._parsed()[field]

    def get(self, field: str, default: Any = None) -> Any:
        """The field's value, or `default`."""
        return self._parsed().get(field, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._parsed())

    def __len__(self) -> int:
        return len(self._parsed())

    def __repr__(self) -> str:
        return repr(self._parsed())


class Record(NamedTuple):
    """A record as it shows: winners of its fields (reserved ones left out), first and last clock stamp."""

    id: str
    kind: str
    fields: Mapping[str, Any]
    deleted: bool
    created_hlc: str
    changed_hlc: str


class Records:
    """Queries on the derived tables of one database."""

    def __init__(self, connection: Connection, log: Log, names: Names) -> None:
        self._db, self._log, self._names = connection, log, names

    def record(self, record: str) -> Record | None:
        """The record, deleted or not; None if unknown.  Its kind is "" until the event that made it is here."""
        row = self._db.execute(f"SELECT {_RECORD} FROM record r WHERE r.id = ?", (record,)).fetchone()
        return self._record(row) if row else None

    def all(self, kind: str, deleted: bool, equals: Mapping[str, Any]) -> list[Record]:
        """Records of a kind in the order they were made; `deleted` also the deleted ones."""
        conditions, values = self._conditions(kind, deleted, equals)
        rows = self._db.execute(f"SELECT {_RECORD} FROM record r WHERE {conditions}", values).fetchall()
        rows.sort(key=_MADE)  # SQLite would copy every state to sort them
        return [self._record(row) for row in rows]

    def table(self, kind: str, fields: Sequence[str]) -> list[Any]:
        """Rows (id, value of each field) of the records of a kind that are not deleted, in no order."""
        columns = "".join(f", {schema.extracted(field)}" for field in fields)
        held = {*fields} <= {*schema.LISTED.get(kind, ())}
        source, values = self._source(kind, schema.listing(kind) if held else None)
        return self._db.execute(f"SELECT id{columns} FROM {source} AND deleted = 0", values).fetchall()

    def totals(self, kind: str, by: str, fields: Sequence[str]) -> dict[Any, tuple[float, ...]]:
        """The number of records of a kind, and the sums of fields, by the value of another field."""
        columns = ", ".join(["count(*)", *(f"total({schema.extracted(field)})" for field in fields)])
        held = {by, *fields} <= {*schema.SUMMED.get(kind, ())}
        source, values = self._source(kind, schema.summing(kind) if held else None)
        rows = self._db.execute(
            f"SELECT {schema.extracted(by)}, {columns} FROM {source} AND deleted = 0 GROUP BY 1", values
        )
        return {value: tuple(sums) for value, *sums in rows}

    def _source(self, kind: str, index: str | None) -> tuple[str, list[Any]]:
        """Where the records of a kind are read from: the index alone when there is one that has the fields."""
        n = self._names.number(kind)
        if index and self._has_index(index):
            return f"record INDEXED BY {index} WHERE kind_n = {n}", []  # a parameter would not find the index
        return "record WHERE kind_n = ?", [n]

    def _has_index(self, name: str) -> bool:
        """Not in a file of a newer program that has another one, or of an older one that is only looked into."""
        query = "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?"
        return self._db.execute(query, (name,)).fetchone() is not None

    def _conditions(self, kind: str, deleted: bool, equals: Mapping[str, Any]) -> tuple[str, list[Any]]:
        # the + keeps SQLite from walking all records of a kind when it can follow a link
        linked = any(is_id(value) for value in equals.values())
        conditions = [f"{'+' if linked else ''}r.kind_n = ?"]
        values: list[Any] = [self._names.number(kind)]
        if not deleted:
            conditions.append("+r.deleted = 0" if linked else "r.deleted = 0")
        for field, value in equals.items():
            if is_id(value):
                conditions.append("r.n IN (SELECT record_n FROM link WHERE target = ? AND field_n = ?)")
                values += [value, self._names.number(field)]
            elif isinstance(value, (dict, list)):
                raise ValueError("records are found by plain values only")
            else:
                conditions.append("json_extract(r.state, ?) IS ?")
                values += [json_path(field), value]
        return " AND ".join(conditions), values

    def _record(self, row: Any) -> Record:
        record, kind_n, state, deleted, created, created_by, changed, changed_by = row
        kind = self._names.text(kind_n) if kind_n is not None else ""
        stamp = self._log.stamp
        made = stamp(created, created_by)
        last = made if (created, created_by) == (changed, changed_by) else stamp(changed, changed_by)
        return Record(record, kind, Fields(state), bool(deleted), made, last)

    # -- versions ---------------------------------------------------------------------------------

    def heads(self, record: str, field: str) -> tuple[Version, ...]:
        """The versions nobody has overwritten knowingly, newest first; the first one shows."""
        return tuple(self._versions(record, field, heads_only=True))

    def history(self, record: str, field: str | None = None) -> list[Version]:
        """Every version of a field (or of all fields) newest first."""
        return self._versions(record, field, heads_only=False)

    def _versions(self, record: str, field: str | None, *, heads_only: bool) -> list[Version]:
        conditions, values = "r.id = ? AND c.head >= ?", [record, int(heads_only)]
        if field is not None:
            number = self._names.number(field)
            conditions, values = (
                conditions + " AND c.field_n = ?",
                [*values, -1 if number is None else number],
            )
        rows = self._db.execute(
            "SELECT DISTINCT e.id, e.hlc, e.device_n, e.actor, e.sets FROM record r"
            f" JOIN change c ON c.record_n = r.n JOIN event e ON e.n = c.event_n WHERE {conditions}",
            values,
        ).fetchall()
        found = [version for row in rows for version in self._of_event(row, record, field)]
        return sorted(found, key=lambda version: (version.hlc, version.event), reverse=True)

    def _of_event(self, row: Any, record: str, field: str | None) -> Iterator[Version]:
        event, hlc, device_n, actor, sets = row
        stamp, device = self._log.stamp(hlc, device_n), self._log.device_id(device_n)
        for change in unpack(sets):
            if change.record == record and field in (None, change.field) and change.field not in ERASING:
                yield Version(stamp, change.value, actor, event, device, change.field)

    def conflicts(self, record: str | None = None) -> list[Conflict]:
        """Fields of records not deleted that have several standing values; ordered by record and field."""
        rows = self._db.execute(
            "SELECT r.id, r.kind_n, f.text FROM conflict c JOIN record r ON r.n = c.record_n"
            " JOIN name f ON f.n = c.field_n"
            " WHERE r.deleted = 0 AND (?1 IS NULL OR r.id = ?1) ORDER BY r.id, f.text",
            (record,),
        ).fetchall()
        kinds = {n: self._names.text(n) for _record, n, _field in rows if n is not None}
        return [Conflict(r, kinds.get(n, ""), field, self.heads(r, field)) for r, n, field in rows]

    # -- undo -------------------------------------------------------------------------------------

    def inverse(self, event: Event) -> tuple[Change, ...]:
        """Changes that bring back what showed before an event, based on what shows now.

        A field without a value before becomes None; a record the event made is deleted, a deleted one restored.
        The caller decides what to do where someone has changed a field since.
        """
        made = {change.record for change in event.sets if change.field == KIND and not change.bases}
        undone = [Change(record, DELETED, True) for record in made]
        for change in event.sets:
            if change.record in made or change.field == KIND:
                continue
            undone.append(Change(change.record, change.field, self._before(change)))
        return tuple(undone)

    def _before(self, change: Change) -> Any:
        """The value of the latest version the person saw when making a change."""
        if change.field == DELETED or not change.bases:
            return None
        seen = [
            version for version in self.history(change.record, change.field) if version.hlc in change.bases
        ]
        return seen[0].value if seen else None
