"""Looking after a database: a digest of what is derived, what is wrong with the file, and what to say of it."""

from __future__ import annotations

import json

from klimabesog.store.driver import Connection
from klimabesog.values.texts import _

_DERIVED = (
    "SELECT r.id, k.text, r.deletes, r.deleted, r.created, a.id, r.changed, b.id, r.state FROM record r"
    " LEFT JOIN name k ON k.n = r.kind_n JOIN device a ON a.n = r.created_by JOIN device b ON b.n = r.changed_by"
    " ORDER BY r.id",
    "SELECT r.id, f.text, e.id, c.head FROM change c JOIN record r ON r.n = c.record_n"
    " JOIN name f ON f.n = c.field_n JOIN event e ON e.n = c.event_n ORDER BY 1, 2, 3",
    "SELECT r.id, f.text, l.target FROM link l JOIN record r ON r.n = l.record_n"
    " JOIN name f ON f.n = l.field_n ORDER BY 1, 2",
    "SELECT r.id, f.text FROM conflict c JOIN record r ON r.n = c.record_n"
    " JOIN name f ON f.n = c.field_n ORDER BY 1, 2",
    "SELECT r.id, f.text, d.hlc FROM dangling d JOIN record r ON r.n = d.record_n"
    " JOIN name f ON f.n = d.field_n ORDER BY 1, 2, 3",
    "SELECT record FROM erased ORDER BY 1",
)
"""What the derived tables say, in names instead of their own row numbers."""


def derived(connection: Connection) -> str:
    """SHA-256 of the derived tables, the same for the same log; a record's fields count in any order."""
    import hashlib

    digest = hashlib.sha256()
    for query in _DERIVED:
        for row in connection.execute(query):
            digest.update(repr(tuple(map(_settled, row))).encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    return digest.hexdigest()


def _settled(value: object) -> object:
    """JSON text without the order its fields were written in."""
    if isinstance(value, str) and value.startswith("{"):
        return json.dumps(json.loads(value), sort_keys=True)
    return value


def problems(connection: Connection) -> list[str]:
    """What is wrong with the file, one sentence each; empty when it is sound."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    found += [f"{row[0]}: {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    return [_("Databasen er beskadiget: {problem}").format(problem=problem) for problem in found]


def newer() -> str:
    """What to say of a file that a newer program has written."""
    return _(
        "Dataene er gemt af en nyere udgave af Klimabesøg og kan kun læses her. "
        "Opdater programmet på denne computer for at skrive i dem."
    )


def lost_journal() -> str:
    """What to say when the journal of a program that was killed is gone."""
    return _(
        "Filen med de sidste ændringer mangler, efter at programmet blev afbrudt. "
        "Se efter, om de seneste svar er her, eller hent dem fra en sikkerhedskopi."
    )
