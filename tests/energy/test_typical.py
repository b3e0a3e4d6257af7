"""Typical shares: a first guess that fills up what is not split, and says that it is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.energy import typical
from klimabesog.energy.carriers import CARRIERS, END_USES
from klimabesog.energy.state import Split, State
from klimabesog.partnership.branches import BRANCHES
from klimabesog.values import resources

TABLE = typical.load(resources.path("resources", "fordeling.csv"))
GROUPS = {row.branch for row in TABLE}


def test_every_row_is_known_and_says_that_it_is_an_estimate() -> None:
    carriers = {carrier.code for carrier in CARRIERS} | {typical.HEAT, typical.MOTOR_FUEL}
    for row in TABLE:
        assert row.end_use in END_USES
        assert row.carrier in carriers
        assert (row.certainty, row.source) == ("skoen", "Klimabesøg, skøn")
        assert 0 < row.percent <= 100


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_every_group_comes_to_a_hundred(group: str) -> None:
    for carrier in {row.carrier for row in TABLE if row.branch == group}:
        assert sum(row.percent for row in TABLE if (row.branch, row.carrier) == (group, carrier)) == 100


def test_every_branch_of_the_checklist_has_its_shares() -> None:
    assert {*BRANCHES, typical.ALL} == GROUPS


def test_what_is_not_there_is_left_out_and_the_rest_fills_up() -> None:
    suggested = typical.suggest(TABLE, "produktion", ["el"], absent={"trykluft", "koeling"})
    assert {split.end_use for split in suggested}.isdisjoint({"trykluft", "koeling"})
    assert sum(split.share for split in suggested) == pytest.approx(1)


def test_what_was_given_stays() -> None:
    given = [Split("el", "trykluft", 0.4)]
    suggested = typical.suggest(TABLE, "produktion", ["el", "fjernvarme"], given=given)
    assert "trykluft" not in {split.end_use for split in suggested}
    assert sum(s.share for s in suggested if s.carrier == "el") == pytest.approx(0.6)
    assert typical.suggest(TABLE, "produktion", ["el"], given=[Split("el", "proces", 1.0)]) == ()


def test_fuel_for_engines_is_transport() -> None:
    (split,) = typical.suggest(TABLE, "", ["diesel"])
    assert (split.end_use, split.share) == ("transport", 1)
    assert typical.suggest(TABLE, "", ["noget_andet"]) == ()


@given(
    st.sampled_from(["", *sorted(GROUPS)]),
    st.sets(st.sampled_from([carrier.code for carrier in CARRIERS])),
    st.sets(st.sampled_from(sorted(END_USES))),
    st.dictionaries(st.sampled_from(sorted(END_USES)), st.integers(1, 25), max_size=4),
)
def test_never_more_than_there_is(
    branch: str, carriers: set[str], absent: set[str], own: dict[str, int]
) -> None:
    given = [Split("el", use, percent / 100) for use, percent in own.items()]
    suggested = typical.suggest(TABLE, branch, carriers, absent, given)
    assert all(split.end_use not in absent for split in suggested)
    State.of(dict.fromkeys({*carriers, "el"}, 1000.0), [*given, *suggested])
