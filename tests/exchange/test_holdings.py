"""Holdings say what a plain set of pairs would say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.exchange.holdings import Holdings
from klimabesog.values.ids import derived_id

DEVICES = [derived_id("device", str(n)) for n in range(3)]
PLACES = st.lists(st.tuples(st.sampled_from(DEVICES), st.integers(1, 30)))


def held(places: list[tuple[str, int]]) -> Holdings:
    found = Holdings()
    for device, seq in places:
        found.add(device, seq)
    return found


@given(PLACES, PLACES)
def test_as_a_set(some: list[tuple[str, int]], more: list[tuple[str, int]]) -> None:
    holdings, plain = held(some), set(some) | set(more)
    holdings.take(held(more))
    assert len(holdings) == len(plain)
    for device in DEVICES:
        seqs = {seq for d, seq in plain if d == device}
        assert [(device, seq) in holdings for seq in range(32)] == [seq in seqs for seq in range(32)]
        assert holdings.last(device) == max(seqs, default=0)
        unbroken = next(n for n in range(1, 40) if n not in seqs) - 1
        assert holdings.vector().get(device, 0) == unbroken
    assert Holdings.from_json(holdings.as_json()) == holdings == held(sorted(plain))


@given(PLACES)
def test_some_devices_can_be_left_out(places: list[tuple[str, int]]) -> None:
    holdings = Holdings()
    holdings.take(held(places), but=DEVICES[:2])
    assert holdings == held([place for place in places if place[0] == DEVICES[2]])


@pytest.mark.parametrize("value", [None, [], {"x": []}, {DEVICES[0]: [[2, 1]]}, {DEVICES[0]: [["1", "2"]]}])
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not holdings"):
        Holdings.from_json(value)
