"""Really damaged files: what can be read is read, the rest is counted, and nothing false comes in."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from klimabesog.store import Change, Event, Store
from klimabesog.store.salvage import Wreck
from klimabesog.values.ids import derived_id

PAGE = 4096
VISIT = derived_id("visit")


@pytest.fixture
def written(store: Store) -> list[Event]:
    """Some hundred events, photos among them; the store is closed."""
    store.commit([Change(VISIT, "@kind", "besoeg")], actor="anna")
    for n in range(300):
        sha = store.put_blob(f"foto {n}".encode() * 300, "image/jpeg") if n % 20 == 0 else None
        store.commit(
            [Change(VISIT, f"/data/f{n}", f"svar {n} " * 10), Change(VISIT, "foto", sha)], actor="anna"
        )
    store.set_setting("medarbejder", {"navn": "Anna"})
    events = list(store.events())
    store.close()
    return events


def read(path: Path, key: bytes) -> tuple[list[Event], int]:
    wreck = Wreck(path, key)
    found = list(wreck.events())
    for data, _mime, _sha in wreck.blobs():
        assert data.startswith(b"foto")
    wreck.close()
    return found, wreck.unreadable


def test_a_whole_file_gives_everything(store: Store, written: list[Event], key: bytes) -> None:
    assert read(store.path, key) == (written, 0)
    wreck = Wreck(store.path, key)
    assert len(list(wreck.blobs())) == 15
    assert wreck.settings() == {"medarbejder": {"navn": "Anna"}}
    wreck.close()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("damage", ["flipped", "zeroed", "cut"])
def test_damaged_pages_lose_only_what_stood_on_them(
    store: Store, written: list[Event], key: bytes, damage: str, seed: int
) -> None:
    data, rng = bytearray(store.path.read_bytes()), random.Random(seed)
    pages = len(data) // PAGE
    if damage == "cut":
        del data[rng.randrange(pages // 2, pages) * PAGE + rng.randrange(PAGE) :]
    for page in rng.sample(range(1, pages), 3) if damage != "cut" else ():
        where = page * PAGE + rng.randrange(PAGE)
        if damage == "flipped":
            data[where] ^= 1 << rng.randrange(8)
        else:
            data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    store.path.write_bytes(data)
    found, unreadable = read(store.path, key)
    assert all(event in written for event in found)
    assert len(found) + unreadable <= len(written)


def test_one_page_of_the_log_costs_only_its_events(store: Store, written: list[Event], key: bytes) -> None:
    """A page in the middle of the file is, most likely, one of events or photos; most of the log is left."""
    data = bytearray(store.path.read_bytes())
    losses = []
    for page in range(10, len(data) // PAGE, 23):
        damaged = bytearray(data)
        damaged[page * PAGE + 100] ^= 255
        store.path.write_bytes(damaged)
        found, _unreadable = read(store.path, key)
        losses.append(len(written) - len(found))
    assert sorted(losses)[len(losses) // 2] < 20
    assert max(losses) > 0


def test_a_first_page_that_is_gone_gives_nothing(store: Store, written: list[Event], key: bytes) -> None:
    assert written
    data = bytearray(store.path.read_bytes())
    data[:PAGE] = bytes(PAGE)
    store.path.write_bytes(data)
    assert read(store.path, key) == ([], 0)
