"""New bills against the base year: like months only, nothing extrapolated, and every kWh of the change has a reason."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.energy import tables
from klimabesog.energy.baseline import ConsumptionRow
from klimabesog.energy.comparison import (
    Activity,
    Bill,
    CarrierComparison,
    DegreeDays,
    Drivers,
    bill_of,
    compare,
)
from klimabesog.energy.errors import AmountError
from klimabesog.values import resources

YEAR = tuple(range(1, 13))
# a Danish heating season, roughly: 2,900 degree days, two thirds of them from November to March
COLD = dict(zip(YEAR, (500, 440, 400, 250, 120, 20, 0, 5, 60, 230, 370, 505), strict=True))


def months(year: int, kwh: Sequence[float], carrier: str = "el", meter: str = "") -> list[Bill]:
    """One bill a calendar month, from January on."""
    return [
        Bill(carrier, use, f"{year}-{m:02d}-01", f"{year}-{m:02d}-{monthrange(year, m)[1]}", meter)
        for m, use in enumerate(kwh, 1)
    ]


def whole(year: int, kwh: float, carrier: str = "el", meter: str = "") -> Bill:
    return Bill(carrier, kwh, f"{year}-01-01", f"{year}-12-31", meter)


def one(
    base: Sequence[Bill], now: Sequence[Bill], drivers: Drivers | None = None, **how: str
) -> CarrierComparison:
    (found,) = compare(base, now, drivers={"el": drivers or Drivers()}, **how).carriers
    return found


# -- which months ----------------------------------------------------------------------------------


def test_year_with_year() -> None:
    found = one([whole(2025, 120_000)], [whole(2027, 100_000)])
    assert (found.months, found.base, found.now, found.change) == (YEAR, 120_000, 100_000, -20_000)
    assert (found.rest, found.notes, found.verdict) == (-20_000, (), "12 måneder")


def test_half_a_year_against_monthly_bills() -> None:
    found = one(months(2025, [100] * 12), months(2027, [90] * 6))
    assert (found.months, found.base, found.now) == (YEAR[:6], 600, 540)
    assert found.notes == ("Kun januar–juni kan sammenlignes.",)


def test_half_a_year_against_an_annual_bill_is_no_comparison() -> None:
    """Nobody knows which part of the year's bill belongs to the half."""
    found = one([whole(2025, 1_200)], months(2027, [90] * 6))
    assert (found.months, found.change, found.too_short) == ((), 0, True)
    assert found.notes[-1] == "Ingen måned er dækket i begge perioder."
    assert "flere måneder" in found.notes[0]


def test_a_quarters_bill_counts_when_all_its_months_do() -> None:
    quarters = [
        Bill("el", 330, "2027-01-01", "2027-03-31"),
        Bill("el", 280, "2027-04-01", "2027-06-30"),
    ]
    found = one(months(2025, [100] * 12), quarters)
    assert (found.months, found.base, found.now) == (YEAR[:6], 600, 610)
    gap = one([b for b in months(2025, [100] * 12) if b.start != "2025-05-01"], quarters)
    assert (gap.months, gap.base, gap.now) == (YEAR[:3], 300, 330)


def test_bills_that_do_not_follow_the_calendar() -> None:
    """From the 15th to the 14th: short ones are shared out on their days, and January is whole in between."""
    begins = [date(2026, m, 15) for m in (11, 12)] + [date(2027, m, 15) for m in range(1, 7)]
    bills = [
        Bill("el", 10.0 * (end - begin).days, begin.isoformat(), (end - timedelta(1)).isoformat())
        for begin, end in pairwise(begins)
    ]
    found = one(months(2025, [310, 280, 310, 300, 310] + [300] * 7), bills, now_from="2027-01")
    assert found.months == (1, 2, 3, 4, 5)
    assert found.change == pytest.approx(0)


def test_annual_bills_from_mid_month_to_mid_month() -> None:
    found = one([Bill("el", 500, "2025-03-15", "2026-03-14")], [Bill("el", 450, "2026-03-15", "2027-03-14")])
    assert (found.months, found.change) == (YEAR, -50)


def test_too_short_says_so() -> None:
    found = one(months(2025, [100] * 12), months(2027, [80] * 2))
    assert (found.too_short, found.verdict) == (True, "For kort periode (2 måneder)")
    assert one(months(2025, [1] * 12), months(2027, [1])).verdict == "For kort periode (1 måned)"
    assert compare(months(2025, [100] * 12), months(2027, [80] * 2)).sum_of("change") == 0


def test_gaps_and_overlaps_are_left_out() -> None:
    gap = [bill for bill in months(2027, [90] * 12) if bill.start != "2027-04-01"]
    found = one(months(2025, [100] * 12), gap)
    assert 4 not in found.months
    assert found.base == 1_100
    assert found.notes[0] == "Kun januar–marts, maj–december kan sammenlignes."
    twice = [*months(2027, [90] * 12, meter="A"), Bill("el", 45, "2027-06-01", "2027-06-15", "A")]
    found = one(months(2025, [100] * 12, meter="A"), twice)
    assert 6 not in found.months
    assert "Ikke dækket ens i begge perioder: juni." in found.notes


def test_meters_are_compared_with_themselves() -> None:
    base = [whole(2025, 100, meter="A"), whole(2025, 50, meter="B")]
    found = one(base, [whole(2027, 90, meter="A")])
    assert (found.base, found.now) == (100, 90)
    assert found.notes == ("Måler B er ikke med: den har kun regninger i den ene periode.",)
    both = one(base, [*months(2027, [7] * 12, meter="A"), whole(2027, 40, meter="B")])
    assert (both.base, both.now) == (150, 124)


def test_bills_without_a_meter_are_as_many_on_both_sides() -> None:
    base = [whole(2025, 100), whole(2025, 50)]
    assert one(base, [whole(2027, 90), whole(2027, 40)]).change == -20
    alone = one(base, [whole(2027, 90)])
    assert (alone.months, alone.change) == ((), 0)
    assert one([whole(2025, 100, meter="A")], [whole(2027, 90)]).months == ()


def test_nothing_on_one_side() -> None:
    assert one([whole(2025, 100)], []).verdict == "For kort periode (0 måneder)"
    assert one([], [whole(2027, 100)]).months == ()
    assert compare([], []).carriers == ()


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(AmountError, match="negativt"):
        Bill("el", -1, "2025-01-01", "2025-12-31")
    with pytest.raises(AmountError, match="slutter"):
        Bill("el", 1, "2025-12-31", "2025-01-01")
    with pytest.raises(AmountError, match="100 %"):
        Drivers(weather_share=1.5)


def test_a_row_of_the_baseline_is_a_bill() -> None:
    factors = tables.load(resources.path("resources", "faktorer", "2026.csv"), 2025)
    row = ConsumptionRow("fjernvarme", 62, "MWh", start="2025-01-01", end="2025-12-31")
    assert bill_of(row, factors) == whole(2025, 62_000, "fjernvarme")
    assert bill_of(ConsumptionRow("el", 5, "kWh", year=2025), factors, "A") == whole(2025, 5, meter="A")
    assert bill_of(ConsumptionRow("el", 5, "kWh", start="2025-01-01"), factors) is None


# -- what made the change --------------------------------------------------------------------------


def test_a_mild_winter_is_no_effort() -> None:
    """A tenth fewer degree days take a tenth of the heating, three quarters of the use; the rest is the company."""
    mild = {month: days * 0.9 for month, days in COLD.items()}
    found = one([whole(2025, 1_000)], [whole(2027, 850)], Drivers(0.75, DegreeDays(COLD, mild)))
    assert found.weather == pytest.approx(-75)
    assert found.rest == pytest.approx(-75)
    assert found.activity == 0


def test_only_the_months_compared_count_for_the_weather() -> None:
    """A cold spring after a mild winter."""
    now = {**COLD, 1: 400, 2: 352, 3: 320, 4: 300}
    heat = Drivers(1.0, DegreeDays(COLD, now))
    found = one(months(2025, [1_000] * 12), months(2027, [800] * 3), heat)
    assert (found.weather, found.rest) == (pytest.approx(-600), pytest.approx(0))


def test_more_made_takes_more() -> None:
    busy = Drivers(activity=Activity("Produktion i ton", 200, 250, share=0.8))
    found = one([whole(2025, 1_000)], [whole(2027, 1_100)], busy)
    assert (found.activity, found.rest) == (pytest.approx(200), pytest.approx(-100))


@pytest.mark.parametrize(
    ("drivers", "says"),
    [
        (Drivers(0.5), "graddage mangler."),
        (Drivers(0.5, DegreeDays({1: 500}, COLD)), "graddage mangler for februar–december."),
        (Drivers(0.5, DegreeDays(dict.fromkeys(YEAR, 0.0), COLD)), "ingen graddage i basisperioden"),
        (Drivers(activity=Activity("Ansatte", 0, 10)), "Ansatte er ikke regnet med"),
    ],
)
def test_what_is_not_known_is_said_and_never_guessed(drivers: Drivers, says: str) -> None:
    found = one([whole(2025, 1_000)], [whole(2027, 900)], drivers)
    assert (found.weather, found.activity, found.rest) == (0, 0, -100)
    assert says in found.notes[-1]


# -- what always holds -----------------------------------------------------------------------------

uses = st.lists(st.floats(0, 1e7), min_size=12, max_size=12)
shares = st.floats(0, 1)


@given(uses, uses, shares, st.floats(0.5, 2), shares, st.floats(0, 3), st.integers(1, 12))
def test_the_parts_are_the_change(
    base: list[float], now: list[float], heat: float, colder: float, share: float, more: float, count: int
) -> None:
    later = {month: days * colder for month, days in COLD.items()}
    drivers = Drivers(heat, DegreeDays(COLD, later), Activity("Ton", 100, 100 * more, share))
    found = one(months(2025, base), months(2027, now[:count]), drivers)
    assert found.change == found.weather + found.activity + found.rest
    assert found.change == pytest.approx(found.now - found.base, rel=1e-9, abs=1e-6)


@st.composite
def cuts(draw: st.DrawFn, year: int) -> list[tuple[date, date]]:
    """A year cut into bills of any length, some of them lost."""
    inner = draw(st.sets(st.integers(1, 364), max_size=14))
    begins = [0, *sorted(inner), 365]
    first = date(year, 1, 1)
    periods = [(first + timedelta(a), first + timedelta(b - 1)) for a, b in pairwise(begins)]
    kept = draw(st.lists(st.booleans(), min_size=len(periods), max_size=len(periods)))
    return [period for period, keep in zip(periods, kept, strict=True) if keep]


@given(cuts(2025), cuts(2027))
def test_an_even_use_never_seems_to_change(
    base: list[tuple[date, date]], now: list[tuple[date, date]]
) -> None:
    """Ten kWh a day however the bills are cut: what is compared is the same days, and nothing but days with a bill."""

    def bills(periods: list[tuple[date, date]]) -> list[Bill]:
        return [Bill("el", 10.0 * ((b - a).days + 1), a.isoformat(), b.isoformat()) for a, b in periods]

    result = compare(bills(base), bills(now), base_from="2025-01", now_from="2027-01")
    for found in result.carriers:
        days = sum(monthrange(2025, month)[1] for month in found.months)
        assert found.base == pytest.approx(10.0 * days)
        assert found.now == pytest.approx(found.base)
        for year, periods in ((2025, base), (2027, now)):
            with_bill = {a + timedelta(n) for a, b in periods for n in range((b - a).days + 1)}
            assert all(
                date(year, month, day + 1) in with_bill
                for month in found.months
                for day in range(monthrange(year, month)[1])
            )


@given(uses, st.floats(0, 1e7))
def test_a_bill_outside_the_periods_changes_nothing(base: list[float], stray: float) -> None:
    now = months(2027, base)
    outside = Bill("el", stray, "2020-01-01", "2020-01-31")
    how = {"base_from": "2025-01", "now_from": "2027-01"}
    assert one(months(2025, base), now, **how) == one([*months(2025, base), outside], now, **how)
