"""The documents of both cases at their end, their figures against the sheets."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

import pytest

from klimabesog.casework.example import HEAVY, WHOLE_COURSE
from klimabesog.casework.papers.offers import offer
from klimabesog.casework.papers.subject import Subject
from klimabesog.reports.documents.agreement import Agreement
from klimabesog.reports.documents.followup import FollowUp
from klimabesog.reports.documents.plan import ActionPlan
from klimabesog.reports.model import Effect
from tests.spreadsheet import comparing, engdammen, nordkrogen, sheet
from tests.spreadsheet.playing import FIRST, FOLLOW_UPS, SECOND, THIRD, PlayedCase

Case = tuple[ModuleType, Subject]
NAMES = {FIRST: "FIRST", SECOND: "SECOND", THIRD: "THIRD"}
UNDECIDED = {nordkrogen: nordkrogen.SUN, engdammen: engdammen.TRUCKS}


@pytest.fixture(params=[(WHOLE_COURSE, nordkrogen), (HEAVY, engdammen)], ids=lambda p: p[0])
def case(request: pytest.FixtureRequest, played_case: PlayedCase) -> Case:
    code, wanted = request.param
    casebook, played = played_case(code)
    return wanted, Subject(casebook, played.book.company)


def same_effect(effect: Effect, wanted: sheet.Saved) -> None:
    for amount, figure in ((effect.kwh, wanted.kwh), (effect.kroner, wanted.kr), (effect.co2_kg, wanted.kg)):
        comparing.same(amount.value, figure)


def same_sum(effect: Effect, rows: Sequence[sheet.Row], column: str = "after") -> None:
    same_effect(effect, sheet.total(rows, column))


def test_the_agreement(case: Case) -> None:
    wanted, subject = case
    agreement = offer("partnerskabsaftale").assemble(subject)
    assert isinstance(agreement, Agreement)
    comparing.same(agreement.base_kwh.value, wanted.KWH)
    comparing.same(agreement.base_co2_kg.value, wanted.KG)
    assert agreement.aim_short == f"{wanted.REDUCTION * 100:.0f}\u00a0%"


def test_the_plan(case: Case) -> None:
    wanted, subject = case
    plan = offer("klimahandlingsplan").assemble(subject)
    assert isinstance(plan, ActionPlan)
    rows = {row.measure.title: row for row in wanted.THIRD}
    for one in (*plan.planned, *plan.undecided):
        same_effect(one.effect, rows[one.title].after)
        comparing.same(one.investment.value, rows[one.title].measure.price)
        comparing.same(one.payback.years.value, sheet.payback(rows[one.title]))
    undecided = UNDECIDED[wanted]
    assert [one.title for one in plan.undecided] == [undecided]
    inside = [row for title, row in rows.items() if title != undecided]
    same_sum(plan.planned_sum.effect, inside)
    same_sum(plan.whole_sum.effect, wanted.THIRD)
    price = sum(row.measure.price for row in inside)
    comparing.same(plan.planned_sum.investment.value, price)
    comparing.same(plan.planned_sum.payback.years.value, price / sum(row.yearly for row in inside))
    comparing.same(plan.goal.planned, sheet.total(inside).kg / wanted.KG)


@pytest.mark.parametrize("key", FOLLOW_UPS)
def test_the_report_of_a_follow_up(case: Case, key: str) -> None:
    wanted, subject = case
    report = offer("opfoelgningsrapport").assemble(Subject(subject.book, subject.company, step=key))
    assert isinstance(report, FollowUp)
    done = getattr(wanted, f"{NAMES[key]}_DONE")
    rows = {row.measure.title: row for row in done}
    agreed = {row.measure.title: row for row in wanted.PLAN}
    for one in report.measures:
        assert (one.reached is not None) == (one.title in rows)
        same_effect(one.agreed, agreed[one.title].alone)
        if one.reached is not None:
            same_effect(one.reached, rows[one.title].alone)
            comparing.same(one.paid.value, rows[one.title].measure.price)
    same_sum(report.reached.after, done)
    same_sum(report.reached.alone, done, "alone")
    comparing.same(report.way.done, sheet.total(done).kg / wanted.KG)
    comparing.same(report.way.proposed, sheet.total(getattr(wanted, NAMES[key])).kg / wanted.KG)
    comparing.same(report.way.lacking_kg, max(0.0, wanted.REDUCTION * wanted.KG - sheet.total(done).kg))


def test_own_effort_and_the_whole_course(case: Case) -> None:
    wanted, subject = case
    report = offer("opfoelgningsrapport").assemble(Subject(subject.book, subject.company, step=THIRD))
    assert isinstance(report, FollowUp)
    assert report.effort is not None
    comparing.same(report.effort.own_kg, sum(own for own, _factors in wanted.EFFORT.values()))
    comparing.same(report.effort.factors_kg, sum(factors for _own, factors in wanted.EFFORT.values()))
    for one, name in zip(report.whole.rounds, NAMES.values(), strict=True):
        done = getattr(wanted, f"{name}_DONE")
        comparing.same(one.co2_kg.value, sheet.total(done).kg)
        comparing.same(one.kroner.value, sheet.total(done).kr)
        assert one.done == len(done)
