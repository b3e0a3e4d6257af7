"""Stores and forged bundles of the exchange's tests."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from klimabesog.exchange.sealed import SealedWriter
from klimabesog.store import Store
from klimabesog.values.ids import new_id

KEY = os.urandom(32)
TEAM = os.urandom(32)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """Opens stores by name; all are closed at the end."""
    stores: list[Store] = []

    def _open(name: str) -> Store:
        stores.append(Store.open(tmp_path / f"{name}.db", KEY))
        return stores[-1]

    yield _open
    for store in stores:
        store.close()


def forge(path: Path, entries: list[tuple[str, bytes]], **manifest: Any) -> Path:
    """A bundle sealed with the team key whose parts are whatever the test wants."""
    events = dict(entries).get("events.ndjson", b"")
    said = {
        "format": "klimabesog-bundle",
        "version": 1,
        "schema": 1,
        "device": new_id(),
        "since": {},
        "until": {},
        "events": events.count(b"\n"),
        "sha256": hashlib.sha256(events).hexdigest(),
        "blobs": {},
        **manifest,
    }
    with (
        open(path, "wb") as file,
        SealedWriter(file, TEAM) as sealed,
        zipfile.ZipFile(sealed, "w") as archive,
    ):
        for name, data in [*entries, ("manifest.json", json.dumps(said).encode())]:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=zipfile.ZIP_DEFLATED)
    return path


def seal(path: Path, plain: bytes) -> Path:
    """Any bytes, sealed with the team key."""
    with open(path, "wb") as file, SealedWriter(file, TEAM) as sealed:
        sealed.write(plain)
    return path


def dump(store: Store) -> str:
    """A digest of every row of every table, in the order the rows say themselves."""
    digest = hashlib.sha256()
    tables = store._db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in tables:
        rows = sorted(repr(row) for row in store._db.execute(f'SELECT * FROM "{table}"'))
        digest.update(repr((table, rows)).encode())
    return digest.hexdigest()
