"""New bills of a follow-up against the base year, as the form asks for them."""

from __future__ import annotations

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.steps.bills import FUEL, HEAT, POWER, BillReport, bill_report
from klimabesog.casework.steps.book import StepBook
from klimabesog.casework.visit import Visit
from klimabesog.energy.carriers import CARRIERS
from tests.casework.case import FIRST, PLAN, bill, steps
from tests.casework.steps import BASELINE, electricity, fill

HEATED = {
    "energibaerer": "fjernvarme", "maengde": "60", "kroner": "40000", "kilde": "regning", "fra": "2025-01-01",
    "til": "2025-12-31",
}  # fmt: skip
YEAR = ("2027-01-01", "2027-12-31")


@pytest.fixture
def book(casebook: Casebook, visit: Visit) -> StepBook:
    """A company that used 100,000 kWh of electricity and 60 MWh of district heating in 2025."""
    electricity(visit)
    visit.add_row(BASELINE, "/data/forbrug")
    fill(visit, BASELINE, {f"/data/forbrug[2]/{name}": value for name, value in HEATED.items()})
    return steps(casebook, visit)


def report(book: StepBook) -> BillReport:
    found = bill_report(book, FIRST)
    assert found is not None
    return found


def degree_days(book: StepBook, base: str, now: str) -> None:
    book.answer(FIRST, "/data/vilkaar/graddage_basis", base)
    book.answer(FIRST, "/data/vilkaar/graddage_nu", now)


def activity(book: StepBook, number: int, what: str, base: str, now: str, follows: str, share: str) -> None:
    if number > 1:
        book.add_row(FIRST, "/data/vilkaar/aktivitet")
    values = {"hvad": what, "basis": base, "nu": now, "foelger": follows, "andel": share}
    for name, value in values.items():
        book.answer(FIRST, f"/data/vilkaar/aktivitet[{number}]/{name}", value)


def test_every_carrier_follows_something() -> None:
    assert {carrier.code for carrier in CARRIERS} == POWER | HEAT | FUEL
    assert len(POWER) + len(HEAT) + len(FUEL) == len(CARRIERS)


def test_only_follow_ups_have_bills(book: StepBook) -> None:
    assert bill_report(book, PLAN) is None
    assert report(book).empty == "Skriv de nye regninger, så står forskellen her."


def test_a_carrier_without_weather_or_activity_is_all_rest(book: StepBook) -> None:
    bill(book, FIRST, "el", "90000", *YEAR)
    (line,) = report(book).lines
    assert (line.name, line.verdict, line.says_much) == ("El", "12 måneder", True)
    assert (line.base, line.now, line.change, line.rest) == (100_000, 90_000, -10_000, -10_000)
    assert report(book).total is None, "one carrier needs no sum"


def test_the_weather_is_of_the_heating_alone(book: StepBook) -> None:
    bill(book, FIRST, "el", "90000", *YEAR)
    bill(book, FIRST, "fjernvarme", "57", *YEAR)
    degree_days(book, "3000", "2700")
    power, heat = report(book).lines
    assert power.weather == 0
    assert heat.weather == pytest.approx(-6_000), "a tenth less heating needed of all 60,000"
    assert heat.rest == pytest.approx(3_000)
    assert any("hele varmeforbruget" in note for note in report(book).notes)
    book.answer(FIRST, "/data/vilkaar/rumvarme_procent", "50")
    assert report(book).lines[1].weather == pytest.approx(-3_000)
    assert report(book).notes == ()
    total = report(book).total
    assert total is not None
    assert (total.base, total.now, total.weather) == (160_000, 147_000, pytest.approx(-3_000))


def split(book: StepBook, number: int, carrier: str, end_use: str, share: str) -> None:
    assert book.visit is not None
    if number > 1:
        book.visit.add_row(BASELINE, "/data/fordeling")
    values = {"energi": carrier, "anvendelse": end_use, "andel": share}
    fill(
        book.visit,
        BASELINE,
        {f"/data/fordeling[{number}]/fordel_{name}": said for name, said in values.items()},
    )


def test_the_split_on_end_uses_tells_what_follows_the_weather(book: StepBook) -> None:
    bill(book, FIRST, "el", "90000", *YEAR)
    bill(book, FIRST, "fjernvarme", "57", *YEAR)
    degree_days(book, "3000", "2700")
    split(book, 1, "fjernvarme", "rumvarme", "70")
    split(book, 2, "el", "rumvarme", "20")
    power, heat = report(book).lines
    assert (power.weather, heat.weather) == (pytest.approx(-2_000), pytest.approx(-4_200))
    assert any("Fjernvarme: 70\u00a0% er regnet som rumvarme" in note for note in report(book).notes)
    book.answer(FIRST, "/data/vilkaar/rumvarme_procent", "50")
    assert report(book).lines[1].weather == pytest.approx(-3_000), "what is said in the follow-up goes first"


def test_a_part_of_a_split_says_nothing_of_the_heating(book: StepBook) -> None:
    bill(book, FIRST, "fjernvarme", "57", *YEAR)
    degree_days(book, "3000", "2700")
    split(book, 1, "fjernvarme", "varmt_vand", "30")
    assert report(book).lines[0].weather == pytest.approx(-6_000)
    split(book, 2, "fjernvarme", "procesvarme", "70")
    assert report(book).lines[0].weather == 0


def test_activities_add_up_by_what_follows_them(book: StepBook) -> None:
    bill(book, FIRST, "el", "100000", *YEAR)
    bill(book, FIRST, "fjernvarme", "60", *YEAR)
    activity(book, 1, "produktion", "100", "120", "el", "50")
    activity(book, 2, "areal", "1000", "900", "el_varme", "20")
    power, heat = report(book).lines
    assert power.activity == pytest.approx(100_000 * (0.5 * 0.2 - 0.2 * 0.1))
    assert heat.activity == pytest.approx(-60_000 * 0.2 * 0.1)
    book.answer(FIRST, "/data/vilkaar/aktivitet[2]/andel", "60")
    assert report(book).lines[0].activity == 0
    assert any("mere end hele forbruget" in note for note in report(book).notes)


def test_an_activity_without_a_figure_is_told_and_left_out(book: StepBook) -> None:
    bill(book, FIRST, "el", "100000", *YEAR)
    book.answer(FIRST, "/data/vilkaar/aktivitet[1]/hvad", "andet")
    book.answer(FIRST, "/data/vilkaar/aktivitet[1]/hvad_andet", "Køletimer")
    book.answer(FIRST, "/data/vilkaar/aktivitet[1]/foelger", "el")
    assert report(book).lines[0].activity == 0
    assert report(book).notes == ("Køletimer er ikke regnet med: et tal mangler.",)


def test_too_short_a_period_is_said_and_not_summed(book: StepBook) -> None:
    bill(book, FIRST, "el", "9000", "2027-01-01", "2027-01-31")
    (line,) = report(book).lines
    assert not line.says_much
    assert line.verdict == "For kort periode (0 måneder)"
    assert line.notes


def test_a_bill_without_its_period_is_told(book: StepBook) -> None:
    book.answer(FIRST, "/data/regninger/forbrug[1]/energibaerer", "el")
    book.answer(FIRST, "/data/regninger/forbrug[1]/maengde", "9000")
    assert report(book).notes == ("En regning på el er uden periode og ikke med.",)
    assert report(book).empty


def test_nothing_to_compare_with(casebook: Casebook) -> None:
    book = casebook.steps(casebook.save_company({"navn": "Bageren (eksempel)"}))
    assert report(book).empty == "Der er intet besøg at sammenligne med."
    casebook.start_visit(book.company)
    bill(book, FIRST, "el", "90000", *YEAR)
    assert "Basisårets regninger" in report(book).empty
