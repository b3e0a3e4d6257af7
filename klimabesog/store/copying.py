"""Copies of an open database: whole or not at all, under its key or another; and where each of them lives."""

from __future__ import annotations

import os
from pathlib import Path

from klimabesog.store import driver
from klimabesog.store.driver import Connection, foreseen


def write_copy(connection: Connection, key: bytes, path: Path, new_key: bytes) -> None:
    """An encrypted copy at `path` of a database under `key`, under a new one if that differs."""
    draft = path.with_name(path.name + ".tmp")
    draft.unlink(missing_ok=True)
    with foreseen(path):
        copy = driver.connect(draft, key)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, complete by itself
            if new_key != key:
                driver.rekey(copy, new_key)
        finally:
            copy.close()
    _sync(draft)
    os.replace(draft, path)


def settle_at(path: Path, key: bytes) -> None:
    """A copy may take its original's place: it goes on as the same device."""
    with foreseen(path):
        copy = driver.connect(path, key)
        try:
            copy.execute("UPDATE meta SET value = ? WHERE name = 'home'", (home(path),))
        finally:
            copy.close()


def home(path: Path) -> str:
    """Where a database lives; a copy lives elsewhere."""
    return f"{_machine()}:{os.stat(path).st_ino}"


def _machine() -> str:
    """The computer's name; `platform` knows it too and costs more than opening the store."""
    return os.environ.get("COMPUTERNAME") or (os.uname().nodename if hasattr(os, "uname") else "")


def _sync(path: Path) -> None:
    """On the disk, not only on its way: before a copy takes a good file's place."""
    with open(path, "r+b") as file:
        os.fsync(file.fileno())
