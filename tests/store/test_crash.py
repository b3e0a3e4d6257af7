"""A program killed at any moment loses nothing it had acknowledged.

A handful of kills run always, a hundred with KLIMABESOG_FULL=1, and as many as KLIMABESOG_KILLS says.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from klimabesog.store import Store

KILLS = int(os.environ.get("KLIMABESOG_KILLS") or (100 if os.environ.get("KLIMABESOG_FULL") else 5))

ON_ONE_STORE = 25

_WRITER = """
import sys
from pathlib import Path
from klimabesog.store import Change, Store
from klimabesog.values.ids import derived_id, new_id

path, key, start = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3])
with Store.open(path, key) as store:
    visit = derived_id("visit")
    if start == 0:
        store.commit([Change(visit, "@kind", "besoeg")], actor="anna")
    print("open", flush=True)
    for n in range(start, 10**9):
        changes = [Change(visit, f"/data/f{n % 300}", f"svar {n}")]
        if n % 10 == 0:
            changes.append(Change(visit, "foto", store.put_blob(str(n).encode() * 5000, "image/jpeg")))
        event = store.commit(changes, actor="anna", context=visit)
        print(n, event.id, flush=True)
        if n % 50 == 0:
            store.search("svar")
"""


def _killed_run(path: Path, key: bytes, start: int, after: float) -> list[tuple[int, str]]:
    """What a writer had acknowledged when it was killed."""
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), key.hex(), str(start)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "open\n"
    time.sleep(after)
    writer.kill()
    lines = [line.split() for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    writer.stdout.close()
    writer.wait()
    return [(int(n), event) for n, event in lines]


def test_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path: Path, key: bytes) -> None:
    rng, total = random.Random(1), 0
    for first in range(0, KILLS, ON_ONE_STORE):
        path = tmp_path / f"{first}.db"
        total += _kill_again_and_again(path, key, rng, min(ON_ONE_STORE, KILLS - first))
    assert total > KILLS


def _kill_again_and_again(path: Path, key: bytes, rng: random.Random, kills: int) -> int:
    """Kills writers on one store; returns how many commits were acknowledged, all of which are there."""
    start = 0
    acknowledged: list[tuple[int, str]] = []
    for _kill in range(kills):
        acknowledged += _killed_run(path, key, start, rng.uniform(0, 0.25))
        with Store.open(path, key) as store:
            events = list(store.events())
            assert {event for _n, event in acknowledged} <= {event.id for event in events}
            assert [event.seq for event in events] == list(range(1, len(events) + 1))
            assert len(events) <= len(acknowledged) + 1 + kills
            assert store.check() == []
            assert store.notices == []
            _assert_shows_the_log(store)
        start = len(acknowledged) + kills
    return len(acknowledged)


def _assert_shows_the_log(store: Store) -> None:
    """The record shows each field's last value, and every photo it names is here."""
    last = {change.field: change.value for event in store.events() for change in event.sets}
    (visit,) = store.records("besoeg")
    assert {"@kind": visit.kind, **visit.fields} == last
    assert all(store.has_blob(v.value) for v in store.history(visit.id, "foto"))
