"""A change parted into own effort and factors: nothing left over, and the published cut is not all one's own."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.energy import tables
from klimabesog.energy.effort import Parts, emission_parts, part, total
from klimabesog.energy.factors import FactorRow
from klimabesog.values import resources

FACTORS = tables.load(resources.path("resources", "faktorer", "2026.csv"), 2023)
exact = st.fractions(0, 10**9, max_denominator=10**6)


def test_less_use_and_a_greener_grid() -> None:
    """100,000 kWh at 0.187 became 80,000 at 0.135: 3,740 kg by the company itself, 4,160 by the grid."""
    parts = part(100_000, 80_000, 0.187, 0.135)
    assert parts.own == pytest.approx(-3_740)
    assert parts.factors == pytest.approx(-4_160)
    assert parts.whole == pytest.approx(80_000 * 0.135 - 100_000 * 0.187)


def test_the_grid_alone_is_no_effort() -> None:
    (el,) = emission_parts({"el": 50_000}, {"el": 50_000}, FACTORS, FACTORS.for_year(2025))
    assert el.parts is not None
    assert el.parts.own == 0
    assert el.parts.factors == pytest.approx(50_000 * (0.135 - 0.187))


def test_a_carrier_left_and_one_taken_up() -> None:
    changed = emission_parts({"fyringsolie": 10_000}, {"el": 3_000}, FACTORS, FACTORS.for_year(2025))
    assert [one.carrier for one in changed] == ["el", "fyringsolie"]
    whole = total(changed)
    oil, power, later = (
        FACTORS.co2("fyringsolie"),
        FACTORS.co2("el"),
        FACTORS.for_year(2025).co2("el"),
    )
    assert oil
    assert power
    assert later
    assert whole.own == pytest.approx(3_000 * power.value - 10_000 * oil.value)
    assert whole.factors == pytest.approx(3_000 * (later.value - power.value))
    assert whole.whole == pytest.approx(3_000 * later.value - 10_000 * oil.value)


def test_an_unknown_factor_is_told_and_left_out() -> None:
    changed = emission_parts({"damp": 10, "el": 5}, {"damp": 5, "el": 5}, FACTORS, FACTORS)
    assert [one.parts is None for one in changed] == [False, True]
    assert total(changed) == Parts(0.0, 0.0)
    steam = FactorRow("udledning", "damp", "kWh", 0.1, boundary="livscyklus", source="Værket")
    known = FACTORS.with_own(steam)
    assert total(emission_parts({"damp": 10}, {"damp": 5}, known, known)).own == pytest.approx(-0.5)


@given(exact, exact, exact, exact)
def test_nothing_is_left_over(before: Any, after: Any, old: Any, new: Any) -> None:
    parts = part(before, after, old, new)
    assert isinstance(parts.whole, Fraction)
    assert parts.whole == after * new - before * old


@given(exact, exact, exact)
def test_the_same_factors_leave_own_effort_alone(before: Any, after: Any, factor: Any) -> None:
    assert part(before, after, factor, factor).factors == 0
