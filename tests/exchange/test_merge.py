"""Bundles between devices with any clocks, in any order, twice, single cases or cut off: all end the same.

`KLIMABESOG_HISTORIES=1000 pytest tests/exchange/test_merge.py` plays a thousand histories.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klimabesog.exchange.bundle import export_bundle, import_bundle, verify_bundle
from klimabesog.exchange.holdings import Holdings
from klimabesog.store import Event, Store
from klimabesog.values.errors import InputError
from tests.exchange.conftest import TEAM, dump
from tests.store.test_blanking_merge import assert_blanked, erase_or_act, note_written
from tests.store.test_merge import act, devices, state

HISTORIES = int(os.environ.get("KLIMABESOG_HISTORIES") or (40 if os.environ.get("KLIMABESOG_FULL") else 12))

played: Counter[str] = Counter()
"""What all histories together came to, printed at the end of the run (pytest -s)."""


def export(source: Store, target: Store, path: Path, rng: random.Random) -> Path:
    """Everything, what the target lacks, one context, or a photo with whatever events: as a bundle."""
    roll = rng.random()
    if roll < 0.3:
        return export_bundle(source, path, TEAM).path
    if roll < 0.7:
        return export_bundle(source, path, TEAM, target.vector()).path
    if roll < 0.85:
        contexts = [event.context for event in source.events() if event.context]
        context = rng.choice(contexts) if contexts else None
        return export_bundle(source, path, TEAM, context=context).path
    events = list(source.events())
    return export_bundle(source, path, TEAM, events=rng.sample(events, len(events) // 2)).path


def take(target: Store, path: Path, rng: random.Random) -> None:
    """Imported once or twice; or cut at any byte first, which is refused and changes nothing."""
    if rng.random() < 0.2:
        data, before = path.read_bytes(), dump(target)
        path.write_bytes(data[: rng.randrange(len(data))])
        with pytest.raises(InputError):
            import_bundle(target, path, TEAM)
        assert dump(target) == before
        path.write_bytes(data)
        played["cut"] += 1
    import_bundle(target, path, TEAM)
    if rng.random() < 0.4:
        assert import_bundle(target, path, TEAM).new == 0
        played["twice"] += 1
    played["bundles"] += 1


def play(
    stores: list[Store],
    rng: random.Random,
    steps: int,
    folder: Path,
    do: Callable[[Store, random.Random], None],
) -> Iterator[None]:
    """Officers work (`do`) and send bundles, and stop after each step; at the end all send all to all."""
    kept: list[Path] = []
    for step in range(steps):
        one, other = rng.sample(stores, 2)
        if rng.random() < 0.75:
            do(one, rng)
        elif kept and rng.random() < 0.2:
            take(other, rng.choice(kept), rng)  # an old one, found on a stick months later
        else:
            kept.append(export(one, other, folder / f"{step}.klimabesog", rng))
            take(other, kept[-1], rng)
        yield
    final = [export_bundle(s, folder / f"slut{n}.klimabesog", TEAM).path for n, s in enumerate(stores)]
    for store in stores:
        for path in rng.sample(final, len(final)) + rng.sample(kept, len(kept) // 3):
            import_bundle(store, path, TEAM)
    states = [(state(store), store.derived()) for store in stores]
    assert all(one == states[0] for one in states)
    played["histories"] += 1
    played["conflicts"] += len(stores[0].conflicts())


histories = given(
    seed=st.integers(0, 2**32),
    skews=st.lists(st.integers(-90, 90), min_size=4, max_size=4),
    steps=st.integers(5, 50),
)


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck))
@histories
def test_four_devices_that_send_bundles(seed: int, skews: list[int], steps: int) -> None:
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, devices(skews) as stores:
        every: dict[str, Event] = {}
        for _step in play(stores, rng, steps, Path(folder), act):
            every |= {event.id: event for store in stores for event in store.events()}
        assert {event.id: event for event in stores[0].events()} == every
        played["events"] += len(every)


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck))
@histories
def test_four_devices_that_erase_and_blank(seed: int, skews: list[int], steps: int) -> None:
    """No bundle, old, cut, of one case or half, brings back what was taken away for good."""
    rng = random.Random(seed)
    written: dict[tuple[str, str, str], Any] = {}
    with tempfile.TemporaryDirectory() as folder, devices(skews) as stores:
        for _step in play(stores, rng, steps, Path(folder), erase_or_act):
            note_written(stores, written)
        assert_blanked(stores, written)
        played["blanked"] += len(stores[0].thinned())


def test_a_bundle_says_exactly_which_events_it_holds(tmp_path: Path) -> None:
    rng = random.Random(7)
    with devices([0, 30]) as (anna, bo):
        for _step in range(40):
            act(anna, rng)
            act(bo, rng)
        import_bundle(bo, export_bundle(anna, tmp_path / "a", TEAM).path, TEAM)
        some = rng.sample(list(bo.events()), 30)
        info = export_bundle(bo, tmp_path / "b", TEAM, events=some)
        with verify_bundle(info.path, TEAM) as bundle:
            assert bundle.info.holds == info.holds
        expected = Holdings()
        for event in some:
            expected.add(event.device, event.seq)
        assert info.holds == expected


@pytest.fixture(autouse=True, scope="module")
def tell() -> object:
    yield
    print(f"\n{dict(played)}")
