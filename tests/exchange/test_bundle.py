"""Bundles carry everything, once or twice, in any order; what is not whole changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from klimabesog.exchange import bundle
from klimabesog.exchange.bundle import export_bundle, import_bundle, verify_bundle
from klimabesog.store import Change, Store
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.ids import derived_id, new_id
from tests.exchange.conftest import TEAM, forge

KEY = os.urandom(32)
COMPANY = derived_id("company")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    stores: list[Store] = []

    def _open(name: str) -> Store:
        stores.append(Store.open(tmp_path / f"{name}.db", KEY))
        return stores[-1]

    yield _open
    for store in stores:
        store.close()


@pytest.fixture
def anna(opened: Callable[[str], Store]) -> Store:
    """A store with a company, a photo of it, and a photo nobody speaks of."""
    store = opened("anna")
    photo = store.put_blob(b"JPEG" * 100_000, "image/jpeg")
    store.put_blob(b"draft nobody shares", "text/plain")
    store.commit(
        [Change(COMPANY, "@kind", "virksomheder"), Change(COMPANY, "navn", "Åse & Søn")], actor="anna"
    )
    store.commit([Change(COMPANY, "foto", {"sha256": photo})], actor="anna", context=COMPANY)
    return store


def test_a_bundle_carries_events_and_their_blobs(
    anna: Store, opened: Callable[[str], Store], tmp_path: Path
) -> None:
    info = export_bundle(anna, tmp_path / "a.klimabesog", TEAM)
    assert (info.events, len(info.blobs), info.until) == (2, 1, {anna.device: 2})
    bo = opened("bo")
    assert import_bundle(bo, info.path, TEAM).new == 2
    known = bo.record(COMPANY)
    assert known is not None
    assert known.fields["navn"] == "Åse & Søn"
    sha = known.fields["foto"]["sha256"]
    assert (bo.blob(sha), bo.blob_mime(sha)) == (b"JPEG" * 100_000, "image/jpeg")
    assert import_bundle(bo, info.path, TEAM).new == 0
    assert bo.vector() == anna.vector()


def test_a_bundle_shows_nothing_without_the_team_key(anna: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.klimabesog"
    export_bundle(anna, path, TEAM)
    data = path.read_bytes()
    assert not any(
        word in data for word in ("Åse".encode(), b"virksomheder", b"events.ndjson", anna.device.encode())
    )
    with pytest.raises(InputError, match="anden kommune"):
        verify_bundle(path, KEY)


def test_only_what_is_new_or_of_one_case_is_carried(
    anna: Store, opened: Callable[[str], Store], tmp_path: Path
) -> None:
    since = anna.vector()
    anna.commit([Change(COMPANY, "by", "Horsens")], actor="anna")
    assert export_bundle(anna, tmp_path / "b.klimabesog", TEAM, since).events == 1
    assert export_bundle(anna, tmp_path / "c.klimabesog", TEAM, context=COMPANY).events == 1
    bo = opened("bo")
    import_bundle(bo, tmp_path / "c.klimabesog", TEAM)
    import_bundle(bo, tmp_path / "b.klimabesog", TEAM)
    assert bo.vector() == {}
    import_bundle(bo, export_bundle(anna, tmp_path / "d.klimabesog", TEAM, bo.vector()).path, TEAM)
    assert bo.vector() == anna.vector()


def test_events_of_a_newer_program_are_passed_on(
    anna: Store, opened: Callable[[str], Store], tmp_path: Path
) -> None:
    event = json.loads(bundle.to_json(next(anna.events())))
    newer = bundle.from_json(
        json.dumps(event | {"id": new_id(), "device": new_id(), "schema": 99, "more": [1]})
    )
    assert anna.apply([newer]).quarantined == 1
    bo = opened("bo")
    applied = import_bundle(bo, export_bundle(anna, tmp_path / "a.klimabesog", TEAM).path, TEAM)
    assert (applied.new, applied.quarantined) == (2, 1)
    assert bo.newer_events() == anna.newer_events() == [newer]


def test_a_bundle_cut_anywhere_changes_nothing(
    anna: Store, opened: Callable[[str], Store], tmp_path: Path
) -> None:
    data = export_bundle(anna, tmp_path / "a.klimabesog", TEAM).path.read_bytes()
    bo, path = opened("bo"), tmp_path / "cut.klimabesog"
    rng = random.Random(4)
    for place in [0, 1, 20, 44, len(data) - 1, *rng.sample(range(len(data)), 20)]:
        path.write_bytes(data[:place])
        with pytest.raises(InputError):
            import_bundle(bo, path, TEAM)
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(InputError):
            import_bundle(bo, path, TEAM)
    assert bo.vector() == {}
    assert bo.record(COMPANY) is None


def test_other_files_are_refused(tmp_path: Path) -> None:
    for content in (b"", b"PK\x03\x04", b"x" * 1000):
        (tmp_path / "x").write_bytes(content)
        with pytest.raises(InputError, match="ikke en Klimabesøg-fil"):
            verify_bundle(tmp_path / "x", TEAM)
    with pytest.raises(InputError, match="kan ikke læses"):
        verify_bundle(tmp_path / "mangler", TEAM)
    with pytest.raises(InputError):
        verify_bundle(tmp_path, TEAM)


def test_a_bundle_that_cannot_be_written_leaves_no_half_file(anna: Store, tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match="kan ikke skrives"):
        export_bundle(anna, tmp_path / "mangler" / "a.klimabesog", TEAM)
    (tmp_path / "optaget").mkdir()
    with pytest.raises(SurroundingsError):
        export_bundle(anna, tmp_path / "optaget", TEAM)
    assert not list(tmp_path.glob("*.tmp"))


# -- a colleague's key in the wrong hands: forged bundles ---------------------------------------------------------


def _blob(data: bytes, name: str | None = None, size: int | None = None) -> dict[str, Any]:
    sha = hashlib.sha256(data).hexdigest()
    blobs = {sha: {"mime": "image/png", "bytes": len(data) if size is None else size}}
    return {"entries": [("events.ndjson", b""), (f"blobs/{name or sha}", data)], "blobs": blobs}


@pytest.mark.parametrize(
    "forged",
    [
        {"entries": []},
        {"entries": [("events.ndjson", b""), ("../../evil", b"x")]},
        {"entries": [("events.ndjson", b""), ("blobs/../x", b"x")]},
        {"entries": [("events.ndjson", b""), ("/etc/passwd", b"x")]},
        {"entries": [("events.ndjson", b"not json\n")]},
        {"entries": [("events.ndjson", b"{}\n")]},
        {"entries": [("events.ndjson", b"[" * 100_000 + b"\n")]},
        {"entries": [("events.ndjson", b"\xff\xfe\n")]},
        {"entries": [("events.ndjson", b"")], "events": 3},
        {"entries": [("events.ndjson", b"")], "events": 10**7},
        {"entries": [("events.ndjson", b"")], "sha256": "0" * 64},
        {"entries": [("events.ndjson", b"")], "format": "zip"},
        {"entries": [("events.ndjson", b"")], "version": 2},
        {"entries": [("events.ndjson", b"")], "device": "x"},
        {"entries": [("events.ndjson", b"")], "until": {"x": 1}},
        {"entries": [("events.ndjson", b"")], "blobs": {"x": {}}},
        {"entries": [("events.ndjson", b"")], "blobs": {"0" * 64: {"mime": "a/b", "bytes": 1}}},
        _blob(b"photo", name="0" * 64),
        _blob(b"photo", size=6),
        {"entries": [("events.ndjson", b""), ("blobs/" + "0" * 64, b"photo")]},
    ],
)
def test_forged_bundles_change_nothing(
    forged: dict[str, Any], opened: Callable[[str], Store], tmp_path: Path
) -> None:
    store = opened("bo")
    with pytest.raises(InputError):
        import_bundle(store, forge(tmp_path / "x.klimabesog", **forged), TEAM)
    assert store.vector() == {}


def test_a_forged_bundle_without_fault_would_pass(opened: Callable[[str], Store], tmp_path: Path) -> None:
    assert import_bundle(opened("bo"), forge(tmp_path / "x", **_blob(b"photo")), TEAM).new == 0


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MAX_BLOB_BYTES", 1000)
    with pytest.raises(InputError, match="beskadiget"):
        verify_bundle(forge(tmp_path / "x", **_blob(bytes(100_000))), TEAM)


def test_a_name_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = forge(tmp_path / "x", [("events.ndjson", b""), ("events.ndjson", b"")])
    with pytest.raises(InputError):
        verify_bundle(path, TEAM)


def test_a_file_too_large_is_refused(anna: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = export_bundle(anna, tmp_path / "a.klimabesog", TEAM).path
    monkeypatch.setattr(bundle, "MAX_FILE", 100)
    with pytest.raises(InputError, match="for stor"):
        verify_bundle(path, TEAM)
