"""The database driver: the only module that knows SQLCipher; opens connections, tells its errors apart.

sqlcipher3's exceptions are not sqlite3's, so everyone takes `Error` from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2 as _driver

from klimabesog.values.errors import SurroundingsError
from klimabesog.values.texts import _

Error: type[Exception] = _driver.Error
DatabaseError: type[Exception] = _driver.DatabaseError
OperationalError: type[Exception] = _driver.OperationalError

BUSY_MS = 3000
KEY_BYTES = 32
PAGE_BYTES = 4096
"""SQLCipher's own. Half of it made an answer touch more pages, and a photo twice as many (decision 42)."""

JOURNAL_PAGES = 1000
"""A commit brings the journal into the file when it has grown to this: SQLite's own number."""

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_WORDS = {
    "is locked": _BUSY, "readonly": _READONLY, "disk I/O": _IOERR, "malformed": _CORRUPT, "is full": _FULL,
    "unable to open": _CANTOPEN, "not a database": _NOTADB,
}  # fmt: skip
"""SQLite's own words for them (sqlite3_errstr)."""


class Cursor(Protocol):
    """What the program uses of a DB-API cursor."""

    rowcount: int
    lastrowid: int

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """What the program uses of a DB-API connection in autocommit mode."""

    in_transaction: bool

    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Cursor: ...

    def executemany(self, sql: str, parameters: Any, /) -> Cursor: ...

    def backup(self, target: Any) -> None: ...

    def close(self) -> None: ...


class Damaged(SurroundingsError):
    """The file has been changed by something else than this program, or is cut short."""


class WrongKey(SurroundingsError):
    """The file cannot be read with this key (or is damaged in its first page)."""


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Connection:
    """An encrypted connection in autocommit mode, for use in the calling thread only; creates an absent file.

    `key` is 32 random bytes used as they are: deriving one from a passphrase would cost 0.2 s each time.
    `read_only` leaves even the journal of a program that died as it is.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    target = f"{path.absolute().as_uri()}?mode=ro" if read_only else str(path)
    connection: Connection = _driver.connect(
        target, isolation_level=None, timeout=BUSY_MS / 1000, uri=read_only
    )
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA cipher_page_size = {PAGE_BYTES}")
    # processors compute SHA-256 themselves: lists are read 1.7 times as fast as with SQLCipher's SHA-512
    connection.execute("PRAGMA cipher_hmac_algorithm = HMAC_SHA256")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    return connection


def rekey(connection: Connection, key: bytes) -> None:
    """Encrypts the database anew under another key; it must not be in WAL mode, and nobody else may have it open."""
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    connection.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"").fetchall()


def settle_journal_at(connection: Connection, pages: int) -> None:
    """The commit after which the journal has this many pages brings it into the file; 0: none does."""
    connection.execute(f"PRAGMA wal_autocheckpoint = {pages}").fetchall()


@contextmanager
def foreseen(path: Path) -> Iterator[None]:
    """Turns what the machine does to a database at `path` into a SurroundingsError with a remedy."""
    try:
        yield
    except Error as error:
        sentence = _sentence(error, path)
        if sentence is None:
            raise
        kind = {_NOTADB: WrongKey, _CORRUPT: Damaged}.get(_code(error), SurroundingsError)
        raise kind(sentence) from error


def _code(error: BaseException) -> int:
    """SQLite's primary result code; read from the words where the driver gives none (it does so for backups)."""
    code = int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    return code or next((code for words, code in _WORDS.items() if words in str(error)), 0)


def _sentence(error: BaseException, path: Path) -> str | None:
    """What to tell the person; None for an error that is a bug of ours."""
    name = path.name
    return {
        _BUSY: _("»{name}« er låst af et andet program. Vent et øjeblik, og prøv igen."),
        _LOCKED: _("»{name}« er låst af et andet program. Vent et øjeblik, og prøv igen."),
        _READONLY: _("Der kan ikke skrives i »{name}«. Giv skriveadgang til mappen {folder}, og prøv igen."),
        _IOERR: _("Disken svarer ikke, som den skal, for »{name}«. Tjek mappen {folder}, og prøv igen."),
        _CORRUPT: _("»{name}« er beskadiget. Gendan den fra en sikkerhedskopi."),
        _FULL: _("Disken er fuld, så det sidste blev ikke gemt. Frigør plads, og prøv igen."),
        _CANTOPEN: _(
            "»{name}« kan ikke åbnes. Tjek, at mappen {folder} findes, og at du har adgang til den."
        ),
        _NOTADB: _(
            "»{name}« kan ikke læses med denne nøgle. Brug gendannelsesnøglen eller en sikkerhedskopi."
        ),
    }.get(_code(error), "").format(name=name, folder=path.parent) or None
