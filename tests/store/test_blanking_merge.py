"""Blankings and erasures in any order, on any devices, with old bundles and backups: all end the same, and blank."""

from __future__ import annotations

import random
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klimabesog.store import Change, Store
from klimabesog.store.event import BLANKED
from klimabesog.values.errors import InputError
from tests.store.test_blanking import CLEAN, blanking
from tests.store.test_merge import (
    FIELDS,
    HISTORIES,
    KEY,
    RECORDS,
    act,
    assert_follows_the_rules,
    devices,
    share,
    state,
)


def blank_something(store: Store, rng: random.Random) -> None:
    """What an officer who takes a name out does: some versions, and mostly a new text that settles what stands."""
    record, field = rng.choice(RECORDS), rng.choice(FIELDS)
    history = store.history(record, field)
    if not history:
        return
    named = rng.sample([v.hlc for v in history], rng.randint(1, len(history)))
    heads = tuple(head.hlc for head in store.heads(record, field))
    new = [Change(record, field, CLEAN, heads)] if rng.random() < 0.6 else []
    store.blank([(record, [*new, blanking(record, field, *dict.fromkeys(named))])], actor="bo")


def erase_or_act(store: Store, rng: random.Random) -> None:
    """One thing an officer might do, blankings and erasures among them."""
    roll = rng.random()
    try:
        if roll < 0.15:
            blank_something(store, rng)
        elif roll < 0.18:
            store.erase([rng.choice(RECORDS)], actor="bo")
        else:
            act(store, rng)
    except InputError:  # a record that was erased, or an erasure to be undone
        pass
    except ValueError:  # undoing an event of which nothing is left
        assert any(not event.sets for event in store.events())


def note_written(stores: list[Store], written: dict[tuple[str, str, str], Any]) -> None:
    """Keeps what each event says when it is first seen."""
    for store in stores:
        for event in store.events():
            for c in event.sets:
                written.setdefault((event.id, c.record, c.field), c.value)


def assert_blanked(stores: list[Store], written: dict[tuple[str, str, str], Any]) -> None:
    """On every device exactly the named versions are null; in all others stands what was `written`."""
    events = {event.id: event for event in stores[0].events()}
    named = {
        (c.record, field, stamp)
        for event in events.values()
        for c in event.sets
        if c.field == BLANKED
        for field, stamps in c.value.items()
        for stamp in stamps
    }
    for store in stores:
        for event in store.events():
            assert event == events[event.id]
    for event in events.values():
        for c in event.sets:
            gone = (c.record, c.field, event.hlc) in named
            assert c.value == (None if gone else written[event.id, c.record, c.field])


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 2**32),
    skews=st.lists(st.integers(-90, 90), min_size=3, max_size=4),
    steps=st.integers(5, 50),
)
def test_blankings_merge_in_any_order(seed: int, skews: list[int], steps: int) -> None:
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, devices(skews) as known, ExitStack() as restored:
        stores, written, bundles, backups = list(known), dict[tuple[str, str, str], Any](), [], []
        for step in range(steps):
            store, roll = rng.choice(stores), rng.random()
            if roll < 0.7:
                erase_or_act(store, rng)
            elif roll < 0.9:
                share(rng.choice(stores), store, rng)
            elif roll < 0.95:
                bundles.append(list(store.events()))
            elif backups and len(stores) < 6:
                stores.append(restored.enter_context(Store.open(backups.pop(), KEY)))
            else:
                backups.append(Path(folder) / f"{step}.db")
                store.backup(backups[-1])
            note_written([store], written)
        everything = [event for store in stores for event in store.events()]
        for store in stores:
            rng.shuffle(everything)
            store.apply(everything)
            store.apply(event for bundle in bundles for event in bundle)
        states = [(state(store), store.derived()) for store in stores]
        assert all(one == states[0] for one in states)
        assert {e.id for e in stores[0].events()} == {e.id for e in everything}
        assert_blanked(stores, written)
        assert_follows_the_rules(stores[0])
        for store in stores:
            store.rebuild()
        assert [(state(store), store.derived()) for store in stores] == states
