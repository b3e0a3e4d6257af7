"""What is derived from the log can be made again at any time, and is the same; one wrong row is found."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klimabesog.store import Change, Store
from klimabesog.values.ids import derived_id
from tests.store.test_merge import HISTORIES, act, devices, share

COMPANY = derived_id("company")


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), skews=st.lists(st.integers(-90, 90), min_size=2, max_size=3))
def test_rebuilding_any_history_changes_nothing(seed: int, skews: list[int]) -> None:
    rng = random.Random(seed)
    with devices(skews) as stores:
        for _step in range(rng.randint(3, 40)):
            store = rng.choice(stores)
            if rng.random() < 0.7:
                act(store, rng)
            else:
                share(rng.choice(stores), store, rng)
        for store in stores:
            before = store.derived()
            store.rebuild()
            assert store.derived() == before
            assert store.check() == []


@pytest.mark.parametrize(
    "spoil",
    [
        """UPDATE record SET state = '{"navn":"B"}'""",
        "UPDATE record SET deleted = 1",
        "UPDATE change SET head = 0",
        "DELETE FROM link",
        "INSERT INTO conflict SELECT record_n, field_n FROM change LIMIT 1",
        "INSERT INTO erased VALUES ('x')",
    ],
)
def test_what_does_not_follow_from_the_log_is_seen_and_mended(store: Store, spoil: str) -> None:
    store.commit(
        [
            Change(COMPANY, "@kind", "virksomheder"),
            Change(COMPANY, "navn", "A"),
            Change(COMPANY, "del", COMPANY),
        ],
        actor="anna",
    )
    sound = store.derived()
    store._db.execute(spoil)
    assert store.derived() != sound
    store.rebuild()
    assert store.derived() == sound


def test_two_orders_of_arrival_give_one_digest(opened: Callable[..., Store]) -> None:
    anna, bo = opened("anna"), opened("bo")
    for n in range(5):
        anna.commit([Change(COMPANY, "navn", f"{n}"), Change(COMPANY, "by", n)], actor="anna")
    bo.apply(reversed(list(anna.events())))
    assert bo.derived() == anna.derived()
    bo.commit([Change(COMPANY, "navn", "andet")], actor="bo")
    assert bo.derived() != anna.derived()


def test_lists_and_sums_say_what_the_records_say(store: Store) -> None:
    for n in range(6):
        record = derived_id("tiltag", str(n))
        fields = {
            "@kind": "tiltag",
            "status": ["i_gang", "udskudt", None][n % 3],
            "besparelse": n * 10,
            "andet": n,
        }
        store.commit([Change(record, f, v) for f, v in fields.items()], actor="anna")
    store.commit([Change(derived_id("tiltag", "0"), "besparelse", "1000")], actor="anna")
    store.commit([Change(derived_id("tiltag", "1"), "@deleted", True)], actor="anna")
    expected: dict[object, tuple[float, ...]] = {"i_gang": (2, 1030.0), "udskudt": (1, 40.0), None: (2, 70.0)}
    assert store.totals("tiltag", "status", ["besparelse"]) == expected
    by_other = store.totals("tiltag", "status", ["besparelse", "andet"])  # not held by the index
    assert {status: sums[:2] for status, sums in by_other.items()} == expected
    rows = store.table("tiltag", ["status", "andet"])
    assert sorted(rows) == sorted(
        (r.id, r.fields["status"], r.fields["andet"]) for r in store.records("tiltag")
    )
    assert store.table("ukendt", ["navn"]) == []
    assert store.totals("ukendt", "navn", ["tal"]) == {}
