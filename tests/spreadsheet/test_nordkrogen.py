"""Nordkrogens Maskinværksted through all six steps, each figure against the sheet."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from klimabesog.casework.example import WHOLE_COURSE
from tests.spreadsheet import comparing
from tests.spreadsheet import nordkrogen as wanted
from tests.spreadsheet.playing import (
    AGREEMENT,
    FIRST,
    PLAN,
    REVIEW,
    SECOND,
    THIRD,
    VISIT,
    Played,
    PlayedCase,
)
from tests.spreadsheet.sheet import Row

TABLES = {
    VISIT: wanted.VISIT,
    AGREEMENT: wanted.VISIT,
    REVIEW: wanted.REVIEW,
    PLAN: wanted.PLAN,
    FIRST: wanted.FIRST,
    SECOND: wanted.SECOND,
    THIRD: wanted.THIRD,
}
DONE = {FIRST: wanted.FIRST_DONE, SECOND: wanted.SECOND_DONE, THIRD: wanted.THIRD_DONE}


@pytest.fixture
def case(played_case: PlayedCase) -> Played:
    return played_case(WHOLE_COURSE)[1]


def test_the_sheet_agrees_with_its_own_longhand() -> None:
    for row in wanted.VISIT:
        comparing.same(row.after.kwh, wanted.LONGHAND[row.measure.title])
        comparing.same(row.after.kr, wanted.LONGHAND_KR[row.measure.title])
    comparing.same(sum(line.kwh for line in wanted.YEAR.values()), wanted.KWH)
    comparing.same(sum(line.kr for line in wanted.YEAR.values()), wanted.KR)
    comparing.same(sum(line.kg for line in wanted.YEAR.values()), wanted.KG)


def test_the_base_year(case: Played) -> None:
    comparing.same_base(case.visit, wanted.YEAR)


@pytest.mark.parametrize(("stage", "rows"), TABLES.items())
def test_the_measures_after_each_step(case: Played, stage: str, rows: Sequence[Row]) -> None:
    comparing.same_table(case.stages[stage], rows)
    comparing.same_totals(case.stages[stage], rows, wanted.YEAR)


@pytest.mark.parametrize(("stage", "rows"), DONE.items())
def test_what_was_carried_out(case: Played, stage: str, rows: Sequence[Row]) -> None:
    comparing.same_done(case.stages[stage], rows)
    comparing.same_progress(case.stages[stage].progress, wanted.progress(TABLES[stage], list(rows)), wanted.KG)


def test_what_the_agreement_says(case: Played) -> None:
    assert case.stages[VISIT].progress is None, "no target before both have signed"
    shown = case.stages[AGREEMENT].form[""]
    comparing.same(float(shown["basis_kwh"]), wanted.KWH)
    comparing.same(float(shown["basis_co2"]), wanted.KG)
    assert float(shown["potentiale_procent"]) == round(wanted.POTENTIAL * 100, 1)
    comparing.same_progress(case.stages[AGREEMENT].progress, wanted.progress(wanted.VISIT, []), wanted.KG)


def test_what_the_review_and_the_plan_show(case: Played) -> None:
    comparing.same_form(
        case.stages[REVIEW], "skoen_", [r for r in wanted.VISIT if r.measure.title == wanted.LED]
    )
    comparing.same_form(case.stages[PLAN], "t_", wanted.REVIEW)
    comparing.same_agreed(case.stages[PLAN], wanted.agreed)
    (pipes,) = case.stages[PLAN].rejected
    assert (pipes.title, pipes.status) == (wanted.PIPES, "fravalgt")


@pytest.mark.parametrize("stage", DONE)
def test_what_the_follow_ups_begin_with(case: Played, stage: str) -> None:
    comparing.same_form(
        case.stages[stage], "t_", [r for r in wanted.PLAN if r.measure.title != wanted.SUN]
    )


def test_new_bills(case: Played) -> None:
    first = case.stages[FIRST].bills
    assert first is not None
    (line,) = first.lines
    assert (line.says_much, line.base, line.verdict) == (False, 0, "For kort periode (0 måneder)")
    comparing.same_bills(case.stages[SECOND], wanted.SECOND_BILLS, {})
    third = case.stages[THIRD].bills
    assert third is not None
    assert not third.lines


def test_own_effort_and_other_factors(case: Played) -> None:
    comparing.same_effort(case.stages[THIRD], wanted.EFFORT)


def test_how_far_it_came(case: Played) -> None:
    assert [state.state for state in case.book.track()] == ["gennemfoert"] * 6
    statuses = {row.title: row.status for row in case.visit.measures()}
    assert statuses.pop(wanted.PIPES) == "fravalgt"
    assert statuses.pop(wanted.SUN) == "forslag"
    assert set(statuses.values()) == {"gennemfoert"}
    assert case.visit.errors() == []
    forms = case.book.keys()
    for key in forms:
        lists = case.book.lists(key)
        assert (lists.missing, lists.errors) == ((), ()), key
