"""Calculated values beside the records: never in the log, replaced whole per source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from klimabesog.store.driver import Connection
from klimabesog.store.event import dumps


class Computed:
    """The calculated values of one database."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def key(self, source: str) -> str | None:
        """What the source's values were calculated from; None if they never were."""
        row = self._db.execute("SELECT key FROM computed_source WHERE source = ?", (source,)).fetchone()
        return row[0] if row else None

    def put(self, source: str, key: str, rows: Mapping[tuple[str, str], Any]) -> None:
        """Replaces a source's values, given by (record, field)."""
        upsert = "INSERT INTO computed_source(source, key) VALUES (?, ?) ON CONFLICT(source) DO UPDATE SET key = ?2"
        self._db.execute(upsert, (source, key))
        (n,) = self._db.execute("SELECT n FROM computed_source WHERE source = ?", (source,)).fetchone()
        self._db.execute("DELETE FROM computed WHERE source_n = ?", (n,))
        records: dict[str, dict[str, Any]] = {}
        for (record, field), value in rows.items():
            records.setdefault(record, {})[field] = value
        values = [(record, n, dumps(fields)) for record, fields in records.items()]
        self._db.executemany("INSERT INTO computed VALUES (?, ?, ?)", values)

    def forget(self, texts: Iterable[str]) -> None:
        """Drops what says one of these texts, so that its source is calculated anew."""
        wanted = [dumps(text)[1:-1] for text in set(texts)]
        rows = self._db.execute("SELECT record, source_n, fields FROM computed").fetchall() if wanted else ()
        for record, source_n, fields in rows:
            if any(text in fields for text in wanted):
                self._db.execute("DELETE FROM computed WHERE record = ? AND source_n = ?", (record, source_n))
                self._db.execute("UPDATE computed_source SET key = '' WHERE n = ?", (source_n,))

    def of(self, record: str) -> dict[str, Any]:
        """A record's calculated fields from all sources; the later source wins where two give one field."""
        rows = self._db.execute("SELECT fields FROM computed WHERE record = ? ORDER BY source_n", (record,))
        return {field: value for (text,) in rows for field, value in json.loads(text).items()}

    def of_kind(self, kind_n: int | None) -> dict[str, dict[str, Any]]:
        """The calculated fields of every record of a kind, by record."""
        rows = self._db.execute(
            "SELECT c.record, c.fields FROM record r JOIN computed c ON c.record = r.id"
            " WHERE r.kind_n = ? ORDER BY c.record, c.source_n",
            (kind_n,),
        )
        found: dict[str, dict[str, Any]] = {}
        for record, text in rows:
            found.setdefault(record, {}).update(json.loads(text))
        return found
