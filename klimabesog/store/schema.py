"""The tables, made and changed by migrations only.

The log (`event`, `device`, `name`, `quarantine`) and `blob`, `setting`, `meta` are the truth; everything else
is derived from the log and can be rebuilt.  A record's winners lie in one JSON column, so a list is one scan.
Clock stamps are kept as an integer (wall * 100000 + counter) beside the device's number.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from klimabesog.store.driver import Connection, OperationalError

if TYPE_CHECKING:
    from sqlite_utils import Database

VERSION = 2
"""Kept in `PRAGMA user_version`: tells at no cost whether a migration is pending."""

DERIVED = ("erased", "change", "link", "conflict", "dangling", "record", "words")
"""Emptied before a rebuild, in this order."""

LISTED: dict[str, tuple[str, ...]] = {
    "virksomheder": (
        "navn", "cvr", "by", "branche", "branchekode", "ansatte", "reklamebeskyttet", "eksempel", "ansvarlig",
    ),
}  # fmt: skip
SUMMED: dict[str, tuple[str, ...]] = {"tiltag": ("status", "besparelse", "investering")}
"""Fields of the kinds that a municipality has very many records of: an index holds them for lists, and for sums."""

_FIRST = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE device(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE name(n INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE event(
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, device_n INTEGER NOT NULL REFERENCES device(n),
    seq INTEGER NOT NULL, hlc INTEGER NOT NULL, actor TEXT NOT NULL, schema INTEGER NOT NULL,
    context TEXT, undoes TEXT, sets TEXT);
CREATE INDEX event_seq ON event(device_n, seq);
CREATE TABLE quarantine(
    id TEXT PRIMARY KEY, device TEXT NOT NULL, seq INTEGER NOT NULL, schema INTEGER NOT NULL,
    raw TEXT NOT NULL);
CREATE TABLE blob(
    n INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, mime TEXT NOT NULL, size INTEGER NOT NULL,
    data BLOB NOT NULL);

CREATE TABLE record(
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind_n INTEGER REFERENCES name(n),
    deletes INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL, created_by INTEGER NOT NULL,
    changed INTEGER NOT NULL, changed_by INTEGER NOT NULL,
    state TEXT NOT NULL);
CREATE INDEX record_kind ON record(kind_n, deleted);
CREATE TABLE change(
    record_n INTEGER NOT NULL REFERENCES record(n), field_n INTEGER NOT NULL REFERENCES name(n),
    event_n INTEGER NOT NULL REFERENCES event(n), head INTEGER NOT NULL,
    PRIMARY KEY(record_n, field_n, event_n)) WITHOUT ROWID;
CREATE TABLE dangling(
    record_n INTEGER NOT NULL, field_n INTEGER NOT NULL, hlc TEXT NOT NULL,
    PRIMARY KEY(record_n, field_n, hlc)) WITHOUT ROWID;
CREATE TABLE conflict(
    record_n INTEGER NOT NULL, field_n INTEGER NOT NULL, PRIMARY KEY(record_n, field_n)) WITHOUT ROWID;
CREATE TABLE link(
    record_n INTEGER NOT NULL, field_n INTEGER NOT NULL, target TEXT NOT NULL,
    PRIMARY KEY(record_n, field_n)) WITHOUT ROWID;
CREATE INDEX link_target ON link(target, field_n);

CREATE TABLE computed_source(n INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, key TEXT NOT NULL);
CREATE TABLE computed(
    record TEXT NOT NULL, source_n INTEGER NOT NULL REFERENCES computed_source(n), fields TEXT NOT NULL,
    PRIMARY KEY(record, source_n)) WITHOUT ROWID;
CREATE INDEX computed_by_source ON computed(source_n);

CREATE VIRTUAL TABLE words USING fts5(
    text, content='', contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 0');
"""

_SECOND = """
CREATE INDEX event_context ON event(context) WHERE context IS NOT NULL;
CREATE TABLE erased(record TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM dangling WHERE hlc IN
    (SELECT printf('%013d-%05d-%s', e.hlc / 100000, e.hlc % 100000, d.id)
    FROM event e JOIN device d ON d.n = e.device_n
    JOIN change c ON c.event_n = e.n AND c.record_n = dangling.record_n AND c.field_n = dangling.field_n);
"""


_READ = (
    "name, value FROM meta", "name, value FROM setting", "n, id FROM device", "n, text FROM name",
    "n, id, device_n, seq, hlc, actor, schema, context, undoes, sets FROM event",
    "id, device, seq, schema, raw FROM quarantine", "n, sha256, mime, size, data FROM blob",
    "n, id, kind_n, deletes, deleted, created, created_by, changed, changed_by, state FROM record",
    "record_n, field_n, event_n, head FROM change", "record_n, field_n FROM conflict",
    "record_n, field_n, target FROM link", "n, source, key FROM computed_source",
    "record, source_n, fields FROM computed", "rowid FROM words", "record FROM erased",
)  # fmt: skip


def version(connection: Connection) -> int:
    """The version the file was last brought to; 0 for a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def listing(kind: str) -> str:
    """The name of the index that holds a kind's LISTED fields."""
    return f"listed_{kind}"


def summing(kind: str) -> str:
    """The name of the index that holds a kind's SUMMED fields."""
    return f"summed_{kind}"


def extracted(field: str) -> str:
    """The SQL of a field's value in a record's state; for names of our own only, it is no parameter."""
    return f"json_extract(state, '$.\"{field}\"')"


def is_current(connection: Connection) -> bool:
    """Whether every table and column that this program reads is there; asked of a file of a newer program."""
    try:
        for columns in _READ:
            connection.execute(f"SELECT {columns} LIMIT 0").fetchall()
    except OperationalError:
        return False
    return True


def migrate(connection: Connection) -> None:
    """Brings the file to VERSION.  sqlite-utils is imported here, off the way to the first window."""
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("klimabesog")

    @migrations()
    def first(db: Database) -> None:
        _run(db, _FIRST)

    @migrations()
    def context_and_erasure(db: Database) -> None:
        _run(db, _SECOND)
        for kind, fields in LISTED.items():
            _index(db, listing(kind), kind, [*map(extracted, fields), "id"])
        for kind, fields in SUMMED.items():
            _index(db, summing(kind), kind, list(map(extracted, fields)))

    connection.execute("PRAGMA journal_mode = WAL")
    migrations.apply(Database(connection))  # type: ignore[arg-type]
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _run(db: Database, statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            db.execute(statement)


def _index(db: Database, name: str, kind: str, columns: list[str]) -> None:
    """An index on one kind's records, whose number differs from file to file."""
    db.execute("INSERT OR IGNORE INTO name(text) VALUES (?)", (kind,))
    (n,) = db.execute("SELECT n FROM name WHERE text = ?", (kind,)).fetchone()
    db.execute(f"CREATE INDEX {name} ON record(deleted, {', '.join(columns)}) WHERE kind_n = {n}")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All or nothing, durable when it ends; the writer's lock is taken at once."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def step(connection: Connection) -> Iterator[None]:
    """All or nothing within an open transaction, which goes on when the step fails."""
    connection.execute("SAVEPOINT step")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO step")
            connection.execute("RELEASE step")
        raise
    connection.execute("RELEASE step")
