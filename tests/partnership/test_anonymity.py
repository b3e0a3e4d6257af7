"""Figures of companies that are not named: never one or two alone, and never found by subtraction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from klimabesog.partnership.anonymity import FEWEST, parted, parted_counts, tells_of_one

Cells = dict[str, set[str]]


def sets(cells: Cells) -> tuple[list[str], list[str]]:
    return parted(list(cells), lambda name: cells[name])


def test_cells_of_named_companies_stand() -> None:
    assert sets({"a": set(), "b": set()}) == (["a", "b"], [])


def test_small_cells_are_merged_once_they_are_enough_together() -> None:
    cells: Cells = {"a": {"1", "2"}, "b": {"3"}, "c": {"4", "5", "6"}}
    assert sets(cells) == (["c"], ["a", "b"])


def test_a_small_cell_takes_another_with_it() -> None:
    cells: Cells = {"a": {"1"}, "b": set(), "c": {"4", "5", "6"}, "d": {"4", "5", "6", "7"}}
    assert sets(cells) == (["b", "d"], ["a", "c"])


def test_with_too_few_companies_everything_is_one() -> None:
    assert sets({"a": {"1"}, "b": set()}) == ([], ["a", "b"])
    assert sets({"a": {"1"}, "b": {"1"}, "c": {"1", "2"}}) == ([], ["a", "b", "c"])


@given(st.dictionaries(st.text(max_size=2), st.sets(st.integers(0, 9).map(str)), max_size=8))
def test_nobody_can_be_told(cells: Cells) -> None:
    kept, merged = sets(cells)
    assert sorted(kept + merged) == sorted(cells)
    assert all(not cells[name] or len(cells[name]) >= FEWEST for name in kept)
    together = set().union(*(cells[name] for name in merged))
    assert not merged or len(together) >= FEWEST or not kept


# -- counts ------------------------------------------------------------------------------------------


def counts(cells: Cells, unnamed: set[str]) -> tuple[list[str], list[str]]:
    return parted_counts(list(cells), lambda name: cells[name], unnamed)


def test_a_count_of_three_may_hold_one_unnamed() -> None:
    assert counts({"a": {"1", "2", "3"}, "b": {"4"}}, {"1"}) == (["a", "b"], [])


def test_a_small_count_with_an_unnamed_one_takes_the_first_with_it() -> None:
    cells: Cells = {"a": {"1", "2", "3"}, "none": set(), "b": {"4"}, "c": {"5", "6", "7"}}
    assert counts(cells, {"4"}) == (["none", "c"], ["a", "b"])


def test_with_too_few_companies_every_count_is_one() -> None:
    assert counts({"a": {"1"}, "b": {"2"}}, {"2"}) == ([], ["a", "b"])


@given(
    st.dictionaries(st.text(max_size=2), st.sets(st.integers(0, 9).map(str)), max_size=8),
    st.sets(st.integers(0, 9).map(str)),
)
def test_no_count_tells_of_an_unnamed_company(cells: Cells, unnamed: set[str]) -> None:
    kept, merged = counts(cells, unnamed)
    assert sorted(kept + merged) == sorted(cells)
    assert not any(tells_of_one(cells[name], unnamed) for name in kept)
    together = set().union(*(cells[name] for name in merged))
    assert not tells_of_one(together, unnamed) or not kept
    assert bool(merged) == any(tells_of_one(found, unnamed) for found in cells.values())
