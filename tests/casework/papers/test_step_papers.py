"""The documents of the steps say what the steps' page says, and what must be done before they can be made."""

from __future__ import annotations

import re
from typing import Any

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.papers.offers import offer, subjects
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.rendering import render
from klimabesog.casework.steps.bills import bill_report
from klimabesog.casework.steps.effort import effort_of
from klimabesog.casework.visit import Visit
from klimabesog.reports.documents.agreement import Agreement
from klimabesog.reports.documents.followup import FollowUp
from klimabesog.reports.documents.plan import ActionPlan
from klimabesog.values import danish
from tests.casework.case import AGREEMENT, FIRST, KINDS, PLAN, agree, sign, steps, with_measures
from tests.reports import gate
from tests.reports.hard import pen_drawing
from tests.reports.tagged.test_fields import fillable

SIGNATURE = "/data/underskrifter/virksomhed_underskrift"


def assembled(subject: Subject, type_: str) -> Any:
    return offer(type_).assemble(next(subjects(subject, offer(type_).level)))


def text_of(subject: Subject, type_: str) -> str:
    return gate.text(render(assembled(subject, type_), subject.photo).pdf)


def number(value: float, decimals: int = 0) -> str:
    return danish.format_number(value, decimals).replace("-", "−")


# -- what must be done first -------------------------------------------------------------------------------------------


def test_each_says_what_must_be_done_first(casebook: Casebook, visit: Visit) -> None:
    alone = Subject(casebook, casebook.save_company({"navn": "Prøven A/S"}))
    visited = Subject(casebook, visit.company.id)
    for subject, type_, sentence in (
        (alone, "partnerskabsaftale", "Udfyld partnerskabsaftalen i trin 3 først."),
        (alone, "klimahandlingsplan", "Start et besøg først. Planen bygger på besøgets tiltag."),
        (visited, "klimahandlingsplan", "Udfyld klimahandlingsplanen i trin 5 først."),
        (
            alone,
            "opfoelgningsrapport",
            "Start et besøg først. Opfølgningen bygger på besøgets forbrug og tiltag.",
        ),
        (visited, "opfoelgningsrapport", "Udfyld en opfølgning i trin 6 først."),
    ):
        assert list(subjects(subject, "trin")) == []
        assert offer(type_).lacking(subject) == sentence


def test_there_is_a_report_for_each_follow_up_that_was_begun(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, with_measures(visit))
    subject = Subject(casebook, visit.company.id)
    book.answer(FIRST, "/data/moedet/dato", "2026-11-19")
    assert [about.step for about in subjects(subject, "trin")] == [FIRST]
    assert offer("opfoelgningsrapport").lacking(Subject(casebook, subject.company, step=PLAN)) != ""
    assert offer("opfoelgningsrapport").lacking(next(subjects(subject, "trin"))) == ""


# -- the agreement -----------------------------------------------------------------------------------------------------


def test_an_agreement_hardly_begun(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, visit)
    book.answer(AGREEMENT, KINDS, "netvaerk opp_ressourcer")
    book.answer(AGREEMENT, "/data/partnerskabet/netvaerk_navn", "Grøn transport")
    book.answer(AGREEMENT, "/data/partnerskabet/ressource_maengde", "400")
    book.answer(AGREEMENT, "/data/partnerskabet/ressource_enhed", "MWh")
    agreement = assembled(Subject(casebook, visit.company.id), "partnerskabsaftale")
    assert isinstance(agreement, Agreement)
    terms = [term for kind in agreement.kinds for term in kind.terms]
    assert terms == [("Mængde om året", "400\u00a0MWh"), ("Netværk", "Grøn transport")]
    assert (agreement.aim, agreement.base_year, agreement.areas) == ("", "", "")
    assert [s.name for s in agreement.signings] == ["", "Anna"]
    assert agreement.version == 1


def test_what_is_confidential_is_not_printed(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, visit)
    book.answer(AGREEMENT, KINDS, "hjaelp")
    book.answer(AGREEMENT, "/data/partnerskabet/hjaelp_hvad", "screening tilskud")
    book.answer(AGREEMENT, "/data/partnerskabet/hjaelp_timer", "1234")
    text = text_of(Subject(casebook, visit.company.id), "partnerskabsaftale")
    assert "Hjælp fra kommunen Energiscreening, hjælp til at søge tilskud" in text
    assert "1.234" not in text


def test_a_signature_drawn_at_the_meeting_is_printed_and_the_other_party_has_a_field(
    casebook: Casebook, visit: Visit
) -> None:
    book = steps(casebook, with_measures(visit))
    sign(book)
    book.answer(AGREEMENT, "/data/partnerne/kommune_cvr", "13585628")
    book.answer(AGREEMENT, "/data/underskrifter/virksomhed_navn", "Anna Prøve")
    book.attach(AGREEMENT, SIGNATURE, pen_drawing(), "underskrift.png")
    subject = Subject(casebook, visit.company.id)
    agreement = assembled(subject, "partnerskabsaftale")
    assert agreement.date == "2026-11-19", "the day the second party signed"
    document = render(agreement, subject.photo)
    gate.assert_passes(document)
    assert "Underskrift: Anna Prøve" in gate.alternatives(document.pdf)
    signed = [name for _kind, name, _spoken in fillable(document.pdf) if name.startswith("Underskrift")]
    assert signed == ["Underskrift Eksempel Kommune"]
    text = gate.text(document.pdf)
    assert "20 % mindre CO₂e, målt ud fra 2025" in text
    assert "13585628" in text.replace(" ", "")
    assert f"{number(100_000)} kWh" in text


def test_the_example_agreement(course: Subject) -> None:
    agreement = assembled(course, "partnerskabsaftale")
    visit = course.book.steps(course.company).visit
    assert visit is not None
    base = visit.screening.baseline
    assert (agreement.base_kwh.value, agreement.base_co2_kg.value) == (base.kwh, base.co2_kg)
    assert agreement.aim == course.book.steps(course.company).target().aim
    assert agreement.further == ()
    text = text_of(course, "partnerskabsaftale")
    for words in (
        "Nordkrogens Maskinværksted (eksempel) og Eksempel Kommune",
        "Indsatsområder Belysning, trykluft, varme, vedvarende energi",
        "Fra 15. januar 2027 til 31. december 2029",
        "Kommunen spørger hver gang",
        "Bodil Krog",
    ):
        assert words in text


# -- the plan ----------------------------------------------------------------------------------------------------------


def test_the_plans_figures_are_those_of_the_measures_page(course: Subject) -> None:
    plan, book = assembled(course, "klimahandlingsplan"), course.book.steps(course.company)
    visit, target = book.visit, book.target()
    assert isinstance(plan, ActionPlan)
    assert visit is not None
    rows = {row.title: row for row in visit.measures()}
    for one in (*plan.planned, *plan.undecided):
        row = rows[one.title]
        assert (one.effect.kwh.value, one.effect.kroner.value, one.effect.co2_kg.value) == (
            row.kwh, row.kroner, row.co2_kg,
        )  # fmt: skip
        assert (one.investment.value, one.payback.years.value) == (row.investment, row.payback_years)
        assert (one.responsible, one.deadline) == (row.responsible, row.deadline)
    strip = visit.result()
    assert plan.whole_sum.effect.kwh.value == pytest.approx(strip.saving_kwh)
    assert plan.whole_sum.effect.kroner.value == pytest.approx(strip.saving_kroner)
    assert plan.whole_sum.payback.years.value == pytest.approx(strip.payback_years)
    assert plan.goal.share == target.share
    assert plan.goal.done == pytest.approx(target.done)
    assert [one.title for one in plan.left_out] == ["Isolér rør i teknikrummet"]
    assert plan.left_out[0].reason == "Bygningen ændres eller forlades"
    assert [meeting.date for meeting in plan.meetings] == ["2027-10-06", "2028-03-07", "2028-11-14"]


def test_the_plan_stands_in_the_order_that_was_agreed(course: Subject) -> None:
    plan = assembled(course, "klimahandlingsplan")
    assert [one.priority for one in plan.planned] == [
        "Først",
        "Først",
        "Derefter",
        "Derefter",
        "Når der er tid",
    ]
    assert [one.title for one in plan.undecided] == ["Solceller på det nye tag"]


def test_the_printed_numbers_are_those_of_the_page(course: Subject) -> None:
    text, visit = text_of(course, "klimahandlingsplan"), course.book.steps(course.company).visit
    assert visit is not None
    for row in visit.measures():
        if row.place and row.accuracy != "C":
            tonnes = number(row.co2_kg / 1000, 1)
            assert f"{row.title} {number(row.kwh)} {number(row.kroner)} {tonnes}" in re.sub(
                r" Afgøres, når tilbuddet på taget er her\.", "", text
            )


def test_a_plan_before_anything_was_agreed(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, with_measures(visit))
    book.fill(PLAN)
    plan = assembled(Subject(casebook, visit.company.id), "klimahandlingsplan")
    assert plan.planned == ()
    assert len(plan.undecided) == 2
    agree(book, 1)
    plan = assembled(Subject(casebook, visit.company.id), "klimahandlingsplan")
    assert [one.responsible for one in plan.planned] == ["Ulla"]
    assert (plan.meetings[0].name, plan.meetings[0].held) == ("Opfølgning 1", False)


# -- the follow-ups ----------------------------------------------------------------------------------------------------


def test_the_newest_report_says_what_the_page_says(course: Subject) -> None:
    book = course.book.steps(course.company)
    report, target = assembled(course, "opfoelgningsrapport"), book.target()
    assert isinstance(report, FollowUp)
    assert (report.number, report.is_last) == (3, True)
    assert f"{report.way.sentence}" == target.sentence
    assert (report.way.target, report.way.done) == (target.share, target.done)
    effort = effort_of(book, "opfoelgning:3")
    assert effort is not None
    assert report.effort is not None
    assert (report.effort.own_kg, report.effort.factors_kg) == (effort.parts.own, effort.parts.factors)
    visit = book.visit
    assert visit is not None
    done = visit.measure_book.carried_out()
    assert report.reached.after.kwh.value == done.after.kwh
    assert report.reached.paid.value == done.investment
    rows = {row.title: row for row in visit.measures()}
    for one in report.measures:
        assert (one.responsible, one.deadline) == (rows[one.title].responsible, rows[one.title].deadline)


@pytest.mark.parametrize("number_", [1, 2, 3])
def test_bills_are_those_beneath_the_form(course: Subject, number_: int) -> None:
    key = f"opfoelgning:{number_}"
    bills = bill_report(course.book.steps(course.company), key)
    report = offer("opfoelgningsrapport").assemble(Subject(course.book, course.company, step=key))
    assert isinstance(report, FollowUp)
    assert bills is not None
    for seen, line in zip(report.bills.lines, bills.lines, strict=True):
        assert (seen.name, seen.verdict, seen.says_much) == (line.name, line.verdict, line.says_much)
        assert (seen.base, seen.now, seen.change) == (line.base, line.now, line.change)
    assert bool(report.bills.empty) == (number_ == 3)


def test_an_earlier_report_tells_how_it_stood_then(course: Subject) -> None:
    first, second = (
        offer("opfoelgningsrapport").assemble(Subject(course.book, course.company, step=f"opfoelgning:{n}"))
        for n in (1, 2)
    )
    assert isinstance(first, FollowUp)
    assert isinstance(second, FollowUp)
    status = {one.title: one.status for one in first.measures}
    assert status["LED i hal 1 og 2"] == "I gang"
    assert status["Sænk temperaturen på lageret"] == "Ikke startet"
    lamps = next(one for one in first.measures if one.title == "LED i hal 1 og 2")
    assert (lamps.deadline, lamps.is_news, lamps.obstacles) == (
        "2027-12-01", True, "Leverandører eller leveringstid",
    )  # fmt: skip
    assert {one.title for one in second.measures if one.reached is not None} == {
        "Sluk kompressoren om natten",
        "Find og tæt trykluftlækager",
        "LED i hal 1 og 2",
        "Sænk temperaturen på lageret",
    }
    leaks = next(one for one in second.measures if "lækager" in one.title)
    assert (leaks.documented, leaks.is_news) == ("Beregning", False)
    assert (first.next_day, second.next_day) == ("2028-03-07", "2028-11-14")
    assert first.whole.rounds == second.whole.rounds == ()


def test_the_last_report_sums_up_the_course(course: Subject) -> None:
    report = assembled(course, "opfoelgningsrapport")
    assert [(one.name, one.done, one.agreed) for one in report.whole.rounds] == [
        ("Opfølgning 1", 2, 5),
        ("Opfølgning 2", 4, 5),
        ("Opfølgning 3", 5, 5),
    ]
    assert report.whole.rounds[-1].co2_kg.value == report.reached.after.co2_kg.value
    assert report.whole.lessons == "Uret på kompressoren var tjent hjem på to måneder."
    assert "ikke nået endnu" in report.whole.verdict


def test_without_an_agreement_there_is_no_target(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, with_measures(visit))
    book.fill(PLAN)
    agree(book, 1)
    book.fill(FIRST)
    report = assembled(Subject(casebook, visit.company.id), "opfoelgningsrapport")
    assert report.way.target is None
    assert report.way.sentence == "Mål og fremdrift vises, når aftalen er skrevet under."
    assert [one.is_open for one in report.measures] == [True]
