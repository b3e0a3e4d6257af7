"""Engdammens Emballagefabrik through all six steps, each figure against the sheet."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from klimabesog.casework.example import HEAVY
from klimabesog.partnership.status import MEASURE_STATUSES
from tests.spreadsheet import comparing
from tests.spreadsheet import engdammen as wanted
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
from tests.spreadsheet.sheet import Row, total

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
    return played_case(HEAVY)[1]


def test_the_sheet_adds_up() -> None:
    comparing.same(sum(line.kwh for line in wanted.YEAR.values()), wanted.KWH)
    comparing.same(sum(line.kr for line in wanted.YEAR.values()), wanted.KR)
    comparing.same(sum(line.kg for line in wanted.YEAR.values()), wanted.KG)
    comparing.same(sum(wanted.STOCK.values()), wanted.KWH)


def test_the_base_year(case: Played) -> None:
    comparing.same_base(case.visit, wanted.YEAR)


def test_what_the_program_remarks_on(case: Played) -> None:
    assert wanted.KWH > wanted.AUDIT_KWH
    assert [hit.label for hit in case.visit.lists().numbers] == [
        "Over 10 TJ: loven kræver energisyn",
        "Flaskegas (LPG): udledning med en anden grænse",
    ]
    assert case.visit.result().over_10_tj


def test_an_order_was_chosen(case: Played) -> None:
    titles = [row.title for row in case.stages[VISIT].rows]
    assert titles != wanted.PROPOSED
    assert titles[:2] == wanted.PROPOSED[1::-1]
    assert case.stages[THIRD].rows[-1].title == wanted.TRUCKS, "what comes later acts last"


@pytest.mark.parametrize(("stage", "rows"), TABLES.items())
def test_the_measures_after_each_step(case: Played, stage: str, rows: Sequence[Row]) -> None:
    comparing.same_table(case.stages[stage], rows)
    comparing.same_totals(case.stages[stage], rows, wanted.YEAR)


def test_measures_overlap(case: Played) -> None:
    """The heat pump takes what insulation, heat recovery and the compressors' heat left of the rooms' gas."""
    pump = next(row for row in case.stages[VISIT].rows if row.title == wanted.PUMP)
    left = wanted.ROOMS - wanted.compressor_kwh - wanted.recovery_kwh - wanted.loft_kwh
    comparing.same(pump.kwh, 0.80 * left * (1 - 0.90 / 3.1))
    assert pump.kwh < pump.kwh_alone


@pytest.mark.parametrize(("stage", "rows"), DONE.items())
def test_what_was_carried_out(case: Played, stage: str, rows: Sequence[Row]) -> None:
    comparing.same_done(case.stages[stage], rows)
    comparing.same_progress(case.stages[stage].progress, wanted.progress(TABLES[stage], list(rows)), wanted.KG)


def test_the_target_was_reached(case: Played) -> None:
    reached = case.book.progress()
    assert reached is not None
    assert (reached.reached, reached.target_year) == (True, wanted.TARGET_YEAR)
    assert total(wanted.SECOND_DONE).kg < wanted.REDUCTION * wanted.KG < total(wanted.THIRD_DONE).kg


def test_what_the_agreement_says(case: Played) -> None:
    shown = case.stages[AGREEMENT].form[""]
    comparing.same(float(shown["basis_kwh"]), wanted.KWH)
    comparing.same(float(shown["basis_co2"]), wanted.KG)
    assert float(shown["potentiale_procent"]) == round(wanted.POTENTIAL * 100, 1)


def test_what_the_review_and_the_plan_show(case: Played) -> None:
    reviewed = (wanted.LED, wanted.OVEN)
    comparing.same_form(
        case.stages[REVIEW], "skoen_", [r for r in wanted.VISIT if r.measure.title in reviewed]
    )
    comparing.same_form(case.stages[PLAN], "t_", wanted.REVIEW)
    comparing.same_agreed(case.stages[PLAN], wanted.agreed)


@pytest.mark.parametrize("stage", DONE)
def test_what_the_follow_ups_begin_with(case: Played, stage: str) -> None:
    comparing.same_form(
        case.stages[stage], "t_", [r for r in wanted.PLAN if r.measure.title != wanted.TRUCKS]
    )


def test_new_bills(case: Played) -> None:
    comparing.same_bills(case.stages[FIRST], wanted.FIRST_BILLS, wanted.FIRST_MONTHS)
    comparing.same_bills(case.stages[SECOND], wanted.SECOND_BILLS, wanted.SECOND_MONTHS)
    comparing.same_bills(case.stages[THIRD], wanted.THIRD_BILLS, {})


def test_own_effort_and_other_factors(case: Played) -> None:
    comparing.same_effort(case.stages[THIRD], wanted.EFFORT)


def test_how_far_it_came(case: Played) -> None:
    assert [state.state for state in case.book.track()] == ["gennemfoert"] * 6
    assert {row.status for row in case.visit.measures()} == set(MEASURE_STATUSES), "every status is there"
    assert case.visit.errors() == []
    forms = case.book.keys()
    for key in forms:
        lists = case.book.lists(key)
        assert (lists.missing, lists.errors) == ((), ()), key
