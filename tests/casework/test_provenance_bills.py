"""Where the figures of new bills and of a company's own effort come from: every formula comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.example import HEAVY
from klimabesog.casework.provenance.bills import BILLS, explain_bills
from klimabesog.casework.provenance.effort import EFFORT, explain_effort
from klimabesog.casework.provenance.values import (
    BILL_ACTIVITY,
    BILL_BASE,
    BILL_CHANGE,
    BILL_REST,
    BILL_WEATHER,
    OTHER_FACTORS,
    OWN_EFFORT,
    Asked,
    Explanation,
    Number,
)
from klimabesog.casework.steps.bills import bill_report
from klimabesog.casework.steps.book import StepBook
from klimabesog.casework.steps.effort import effort_of
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError
from tests.casework.case import FIRST, bill, steps
from tests.casework.steps import electricity
from tests.casework.test_bills import HEATED, YEAR, activity, degree_days
from tests.casework.test_provenance import check
from tests.spreadsheet.playing import PlayedCase

THIRD = "opfoelgning:3"


@pytest.fixture
def book(casebook: Casebook, visit: Visit) -> StepBook:
    """Electricity and district heating, with new bills for both, a milder year and more production."""
    electricity(visit)
    visit.add_row("forbrug", "/data/forbrug")
    for name, value in HEATED.items():
        visit.answer("forbrug", f"/data/forbrug[2]/{name}", value)
    book = steps(casebook, visit)
    bill(book, FIRST, "el", "95000", *YEAR)
    bill(book, FIRST, "fjernvarme", "50", *YEAR)
    degree_days(book, "2900", "2610")
    activity(book, 1, "produktion", "1000", "1100", "el_varme", "40")
    return book


def everything(ask: Callable[[Number], Explanation], first: Iterable[Number]) -> Iterator[Explanation]:
    """The explanations of these numbers and of all that lies beneath them."""
    todo, seen = list(first), set[Number]()
    while todo:
        number = todo.pop()
        if number not in seen:
            seen.add(number)
            found = ask(number)
            yield found
            todo += [line.on for line in found.lines if line.on]


def test_every_formula_of_the_bills_comes_out(book: StepBook) -> None:
    found = check(everything(lambda number: explain_bills(book, FIRST, number), map(Number, BILLS)))
    assert len(found) == 3 * len(BILLS), "in all, electricity and heat"
    assert sum(one.formula is not None for one in found) >= 10


def test_a_figure_is_that_of_the_table(book: StepBook) -> None:
    report = bill_report(book, FIRST)
    assert report is not None
    assert report.total is not None
    for line in (*report.lines, report.total):
        for kind, name in ((BILL_BASE, "base"), (BILL_CHANGE, "change"), (BILL_REST, "rest")):
            assert explain_bills(book, FIRST, Number(kind, line.carrier)).value == pytest.approx(getattr(line, name))


def test_the_weather_names_the_degree_days_and_leads_to_them(book: StepBook) -> None:
    found = explain_bills(book, FIRST, Number(BILL_WEATHER, "fjernvarme"))
    assert found.value == pytest.approx(60_000 * (2610 / 2900 - 1))
    asked = {line.label: line.asked for line in found.lines}
    assert asked["Graddage i den nye periode"] == Asked(FIRST, "/data/vilkaar/graddage_nu")
    none = explain_bills(book, FIRST, Number(BILL_WEATHER, "el"))
    assert (none.formula, none.value) == (None, 0)
    assert "ingen forskel" in none.how


def test_the_activity_shows_what_was_answered(book: StepBook) -> None:
    found = explain_bills(book, FIRST, Number(BILL_ACTIVITY, "el"))
    assert found.value == pytest.approx(100_000 * 0.4 * 0.1)
    (row,) = found.inputs
    assert "1.100 nu" in row.text


def test_bills_that_are_gone(book: StepBook) -> None:
    with pytest.raises(InputError):
        explain_bills(book, FIRST, Number(BILL_BASE, "diesel"))


def test_own_effort_and_other_factors(played_case: PlayedCase) -> None:
    book = played_case(HEAVY)[1].book
    effort = effort_of(book, THIRD)
    assert effort is not None
    found = check(everything(lambda number: explain_effort(book, THIRD, number), map(Number, EFFORT)))
    assert len(found) > 4
    assert explain_effort(book, THIRD, Number(OWN_EFFORT)).value == effort.parts.own
    assert explain_effort(book, THIRD, Number(OTHER_FACTORS)).value == effort.parts.factors


def test_nothing_reached_yet(book: StepBook) -> None:
    with pytest.raises(InputError, match="gennemført"):
        explain_effort(book, FIRST, Number(OWN_EFFORT))
