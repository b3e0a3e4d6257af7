"""What a company did itself, and what other factors do to its emission, shown apart at a follow-up."""

from __future__ import annotations

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.factorsets import FactorRow, FactorSets
from klimabesog.casework.steps.book import StepBook
from klimabesog.casework.steps.effort import effort_of
from klimabesog.casework.visit import Visit
from klimabesog.energy.factors import EMISSION, LIFE_CYCLE
from tests.casework.case import FIRST, PLAN, SECOND, agree, steps, with_measures

USED, OLD = 100_000, 0.135
"""kWh of electricity in 2025, and kg CO2e of one (BR18)."""
NEW = 0.0998
"""The same in 2027, on the straight line to 2030."""


@pytest.fixture
def book(casebook: Casebook, visit: Visit) -> StepBook:
    """Leaks (6,000 kWh) and lamps (5,000 kWh) agreed on, and a follow-up in March 2027."""
    book = steps(casebook, with_measures(visit))
    book.fill(PLAN)
    agree(book, 1)
    agree(book, 2)
    book.answer(FIRST, "/data/moedet/dato", "2027-03-10")
    return book


def carry_out(book: StepBook, key: str = FIRST) -> None:
    book.fill(key)
    for row in (1, 2):
        book.answer(key, f"/data/tiltagene/status_tiltag[{row}]/status", "gennemfoert")


def test_nothing_to_tell_before_a_measure_is_carried_out(book: StepBook) -> None:
    assert effort_of(book) is None
    carry_out(book)
    assert effort_of(book) is not None
    assert effort_of(book, PLAN) is None
    assert effort_of(book, SECOND) is None, "not begun"


def test_own_effort_at_the_frozen_factor_and_the_rest_by_the_new_one(book: StepBook) -> None:
    carry_out(book)
    effort = effort_of(book)
    assert effort is not None
    assert (effort.base_year, effort.later) == (2025, 2027)
    left = USED - 11_000
    assert effort.parts.own == pytest.approx(-11_000 * OLD)
    assert effort.parts.factors == pytest.approx(left * (NEW - OLD))
    assert effort.parts.whole == pytest.approx(left * NEW - USED * OLD)
    assert effort.sentence == (
        "Egen indsats: -1.485 kg CO₂e om året. Andre faktorer i 2027 end i 2025 giver -3.133 kg oveni."
    )


def test_the_municipalitys_own_number_counts_later_and_not_before(casebook: Casebook, book: StepBook) -> None:
    carry_out(book)
    own = FactorRow(EMISSION, "el", "kWh", 0.2, year=2027, boundary=LIFE_CYCLE, source="Prøvens deklaration")
    FactorSets(casebook.desk).save_own(own)
    effort = effort_of(book)
    assert effort is not None
    assert effort.parts.own == pytest.approx(-11_000 * OLD), "the target stays where it was"
    assert effort.parts.factors == pytest.approx((USED - 11_000) * (0.2 - OLD))
    assert "+5.785 kg" in effort.sentence


def test_what_was_stated_for_the_company_does_not_change_with_the_table(book: StepBook) -> None:
    visit = book.visit
    assert visit is not None
    visit.numbers.state(
        FactorRow(EMISSION, "el", "kWh", 0.1, boundary=LIFE_CYCLE, source="Aftale", source_year=2026)
    )
    carry_out(book)
    effort = effort_of(book)
    assert effort is not None
    assert (effort.parts.own, effort.parts.factors) == (pytest.approx(-1_100), 0)
