"""At the end of a case, how it stood at each follow-up: the same as was seen then, and as the sheet says."""

from __future__ import annotations

from types import ModuleType

import pytest

from klimabesog.casework.charts import course_of
from klimabesog.casework.example import HEAVY, WHOLE_COURSE
from klimabesog.casework.steps.effort import effort_of
from klimabesog.casework.steps.standing import standing
from klimabesog.energy.effects import Effect
from klimabesog.reports.model import Amount
from tests.spreadsheet import comparing, engdammen, nordkrogen, sheet
from tests.spreadsheet.playing import FIRST, FOLLOW_UPS, SECOND, THIRD, Played, PlayedCase

Case = tuple[ModuleType, Played]
NAMES = {FIRST: "FIRST", SECOND: "SECOND", THIRD: "THIRD"}


@pytest.fixture(params=[(WHOLE_COURSE, nordkrogen), (HEAVY, engdammen)], ids=lambda p: p[0])
def case(request: pytest.FixtureRequest, played_case: PlayedCase) -> Case:
    code, wanted = request.param
    return wanted, played_case(code)[1]


def same_effect(effect: Effect, wanted: sheet.Saved) -> None:
    for value, figure in ((effect.kwh, wanted.kwh), (effect.kr, wanted.kr), (effect.co2_kg, wanted.kg)):
        comparing.same(value, figure)


@pytest.mark.parametrize("key", FOLLOW_UPS)
def test_the_measures_as_they_stood(case: Case, key: str) -> None:
    wanted, played = case
    at = standing(played.book, key)
    assert at is not None
    same_effect(at.stacked.after, sheet.total(getattr(wanted, NAMES[key])))
    done = getattr(wanted, f"{NAMES[key]}_DONE")
    same_effect(at.done.after, sheet.total(done))
    assert {r.measure.title for r in at.done.measures} == {row.measure.title for row in done}
    comparing.same(at.done.investment, sum(row.measure.price for row in done))


@pytest.mark.parametrize("key", FOLLOW_UPS)
def test_the_same_as_was_seen_then(case: Case, key: str) -> None:
    _wanted, played = case
    at, then = standing(played.book, key), played.stages[key]
    assert at is not None
    comparing.same(at.done.after.kr, then.done.after.kr)
    comparing.same(at.stacked.after.co2_kg, then.stacked.after.co2_kg)
    effort = effort_of(played.book, key)
    assert effort is not None
    assert then.effort is not None
    comparing.same(effort.parts.own, then.effort.parts.own)
    comparing.same(effort.parts.factors, then.effort.parts.factors)


def test_the_chart_of_progress_tells_the_same(case: Case) -> None:
    wanted, played = case
    course = course_of(played.book)
    assert course is not None
    comparing.same(course.base_kg, played.book.visit.screening.baseline.co2_kg if played.book.visit else 0.0)
    agreement = played.book.agreement()
    assert agreement is not None
    assert course.target_share == agreement.reduction
    proposed, agreed, *followed = course.stages
    comparing.same(_value(proposed.proposed), sheet.total(getattr(wanted, NAMES[FOLLOW_UPS[-1]])).kg)
    assert _value(agreed.agreed) > 0
    for key, stage in zip(FOLLOW_UPS, followed, strict=True):
        comparing.same(_value(stage.realised), sheet.total(getattr(wanted, f"{NAMES[key]}_DONE")).kg)
        effort = played.stages[key].effort
        assert effort is not None
        comparing.same(_value(stage.factors), -effort.parts.factors)
    assert course_of(played.book, FIRST).stages == course.stages[:3]  # type: ignore[union-attr]


def _value(amount: Amount | None) -> float:
    assert amount is not None
    assert amount.value is not None
    return amount.value
