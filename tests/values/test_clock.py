"""Hybrid logical clock stamps always move forward and sort as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.values import clock
from klimabesog.values.ids import derived_id

A = derived_id("a")
B = derived_id("b")


@given(
    st.lists(st.tuples(st.integers(0, 2_000_000_000_000), st.sampled_from([A, B])), min_size=2, max_size=50)
)
def test_each_stamp_sorts_after_the_one_before_whatever_the_clock(ticks: list[tuple[int, str]]) -> None:
    stamps: list[str] = []
    for now, device in ticks:
        stamps.append(clock.tick(stamps[-1] if stamps else None, now, device))
    assert stamps == sorted(stamps)
    assert len({stamp[:19] for stamp in stamps}) == len(stamps)


def test_a_full_counter_moves_on_to_the_next_millisecond() -> None:
    assert clock.tick(f"0000000000005-99999-{A}", 5, B) == f"0000000000006-00000-{B}"


@pytest.mark.parametrize(
    "text", ["", "1795000000000-00042-x", f"9000000000000-00000-{A}", f"179500000000-00042-{A}"]
)
def test_what_is_no_stamp_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a clock stamp"):
        clock.parse_hlc(text)


def test_a_stamp_tells_its_time() -> None:
    stamp = clock.tick(None, 1_795_000_000_000, A)
    assert clock.parse_hlc(stamp) == (1_795_000_000_000, 0, A)
    assert clock.hlc_time(stamp).timestamp() == 1_795_000_000
    assert clock.local_time(clock.system_clock()).tzinfo is not None
