"""Any devices, any clocks, any order: whoever has the same events shows the same."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klimabesog.store import Change, Event, Store
from klimabesog.store.event import DELETED, ERASING, canonical
from klimabesog.values.ids import derived_id

KEY = os.urandom(32)
DAY = 86_400_000
RECORDS = [derived_id("record", str(n)) for n in range(4)]
FIELDS = ["navn", "/data/bel/bel_01", "virksomhed"]
HISTORIES = int(os.environ.get("KLIMABESOG_HISTORIES") or (100 if os.environ.get("KLIMABESOG_FULL") else 25))


@contextmanager
def devices(skews: list[int]) -> Iterator[list[Store]]:
    """One empty store per clock, which is wrong by so many days."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        now = iter(range(1_795_000_000_000, 2_000_000_000_000, 1000))
        clocks = [_late(now, days) for days in skews]
        yield [
            stack.enter_context(Store.open(Path(folder) / f"{n}.db", KEY, clock=clock))
            for n, clock in enumerate(clocks)
        ]


def _late(now: Iterator[int], days: int) -> Callable[[], int]:
    return lambda: next(now) + days * DAY


def state(store: Store) -> Any:
    """Everything a person could see, in a form that compares."""
    records = {r: store.record(r) for r in RECORDS}
    shown = {
        r: (known.kind, dict(known.fields), known.deleted, known.created_hlc, known.changed_hlc)
        for r, known in records.items()
        if known
    }
    listed = [r.id for kind in ("virksomheder", "besoeg") for r in store.records(kind)]
    linked = [[r.id for r in store.records("besoeg", virksomhed=target)] for target in RECORDS]
    history = {r: [(v.hlc, v.field, canonical(v.value)) for v in store.history(r)] for r in RECORDS}
    return shown, listed, linked, store.conflicts(), history, store.vector()


def act(store: Store, rng: random.Random) -> None:
    """One thing an officer might do."""
    record = rng.choice(RECORDS)
    known = store.record(record)
    done = list(store.events())
    roll = rng.random()
    if known is None:
        kind = ["virksomheder", "besoeg"][RECORDS.index(record) % 2]
        store.commit(
            [Change(record, "@kind", kind), Change(record, "navn", f"n{rng.random()}")], actor="anna"
        )
    elif roll < 0.12:
        store.commit([Change(record, DELETED, True)], actor="bo")
    elif roll < 0.25 and done:
        undone = rng.choice(done)
        store.commit(store.inverse(undone.id), actor="anna", undoes=undone.id)
    elif roll < 0.35 and store.conflicts():
        conflict = rng.choice(store.conflicts())
        bases = tuple(head.hlc for head in conflict.heads)
        store.commit([Change(conflict.record, conflict.field, conflict.heads[-1].value, bases)], actor="bo")
    else:
        wanted = rng.sample(FIELDS, rng.randint(1, 3))
        values = {"virksomhed": rng.choice([*RECORDS, None])}
        changes = [
            Change(record, f, values.get(f, rng.choice(["ja", "nej", 1, 2.5, {"a": [1]}]))) for f in wanted
        ]
        store.commit(changes, actor="anna", context=record)


def share(source: Store, target: Store, rng: random.Random) -> None:
    """Some of what the source has, in any order and partly twice."""
    events = list(source.events(target.vector() if rng.random() < 0.5 else None))
    events = rng.sample(events, rng.randint(0, len(events))) + rng.sample(events, len(events) // 2)
    applied = target.apply(events)
    assert applied.new <= len(events)


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 2**32),
    skews=st.lists(st.integers(-90, 90), min_size=3, max_size=4),
    steps=st.integers(5, 60),
)
def test_devices_with_the_same_events_show_the_same(seed: int, skews: list[int], steps: int) -> None:
    rng = random.Random(seed)
    with devices(skews) as stores:
        for _step in range(steps):
            store = rng.choice(stores)
            if rng.random() < 0.75:
                act(store, rng)
            else:
                share(rng.choice(stores), store, rng)
        every = {e.id: e for store in stores for e in store.events()}
        for store in stores:
            events = [*every.values(), *rng.sample(list(every.values()), len(every) // 3)]
            rng.shuffle(events)
            store.apply(events)
            assert store.apply(events).new == 0
        states = [state(store) for store in stores]
        assert all(one == states[0] for one in states)
        assert {e.id for e in stores[0].events()} == set(every)
        assert_follows_the_rules(stores[0])
        stores[0].rebuild()
        assert state(stores[0]) == states[0]


def assert_follows_the_rules(store: Store) -> None:
    """The tables say what the rules, applied to the bare log in the plainest way, say."""
    events = list(store.events())
    for record in RECORDS:
        known = store.record(record)
        expected = {f: w for f in FIELDS if (w := _winner(events, record, f)) is not None}
        if known is None:
            assert not expected
            continue
        assert dict(known.fields) == {field: change.value for field, (_hlc, change) in expected.items()}
        assert known.deleted == _deleted(events, record)
        conflicts = {c.field for c in store.conflicts(record)}
        assert (
            conflicts == set()
            if known.deleted
            else conflicts == {f for f in FIELDS if _conflict(events, record, f)}
        )


def _heads(events: list[Event], record: str, field: str) -> list[tuple[str, Change]]:
    versions = [(e.hlc, c) for e in events for c in e.sets if (c.record, c.field) == (record, field)]
    named = {base for _hlc, change in versions for base in change.bases or ()}
    return [version for version in versions if version[0] not in named]


def _winner(events: list[Event], record: str, field: str) -> tuple[str, Change] | None:
    return max(_heads(events, record, field), key=lambda version: version[0], default=None)


def _conflict(events: list[Event], record: str, field: str) -> bool:
    return len({canonical(change.value) for _hlc, change in _heads(events, record, field)}) > 1


def _deleted(events: list[Event], record: str) -> bool:
    touching = [(e, [c for c in e.sets if c.record == record and c.field not in ERASING]) for e in events]
    touching = [(e, sets) for e, sets in touching if sets]
    deletes = {
        e.id: c.value for e, sets in touching for c in sets if c.field == DELETED and c.value is not None
    }
    others = [e for e, _sets in touching if e.id not in deletes]

    def seen(vector: dict[str, Any], event: Event) -> bool:
        known = vector.get(event.device, 0)
        return event.seq <= known if isinstance(known, int) else event.seq <= known[0] or event.seq in known

    return bool(deletes) and all(any(seen(v, e) for v in deletes.values()) for e in others)
