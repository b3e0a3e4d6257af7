"""The baseline: conversions, totals, classes, years, limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.energy import baseline, tables
from klimabesog.energy.baseline import ConsumptionRow, compute
from klimabesog.energy.errors import AmountError, UnknownUnit
from klimabesog.energy.factors import FactorRow
from klimabesog.values import resources

FACTORS = tables.load(resources.path("resources", "faktorer", "2026.csv"), 2025)


def test_a_workshop() -> None:
    result = compute(
        [
            ConsumptionRow("el", 120_000, "kWh", cost=168_000, year=2025, source="regning"),
            ConsumptionRow("fjernvarme", 210, "MWh", price=620, year=2025, source="maaler"),
            ConsumptionRow("diesel", 6_000, "l", year=2025, source="oplyst"),
        ],
        FACTORS,
    )
    el, heat, diesel = result.carriers
    assert (el.kwh, el.kr, el.price) == (120_000, 168_000, pytest.approx(1.4))
    assert el.co2_kg == pytest.approx(120_000 * 0.135)
    assert (heat.kwh, heat.kr) == (210_000, pytest.approx(130_200))
    assert heat.price == pytest.approx(0.62)
    assert diesel.kwh == pytest.approx(59_820)
    assert diesel.kr == pytest.approx(60_000)
    assert diesel.co2_kg == pytest.approx(6_000 * 3.24)
    assert [total.accuracy for total in result.carriers] == ["A", "A", "B"]
    assert result.accuracy == "B"
    assert result.kwh == pytest.approx(389_820)
    assert result.kr == pytest.approx(358_200)
    assert result.rows[2].notes == ("Prisen er et skøn. Spørg efter regningen.",)
    assert not result.over_energy_audit_limit
    rates = result.rates(FACTORS)
    assert rates.of("el").price == pytest.approx(1.4)
    assert rates.of("naturgas").price == pytest.approx(9 / 11)
    assert rates.of("damp").price is None


def test_only_the_base_year_counts_and_other_years_stand_beside() -> None:
    rows = [ConsumptionRow("el", 100, "MWh", year=year, source="regning") for year in (2023, 2024, 2025)]
    result = compute(rows, FACTORS)
    assert result.kwh == 100_000
    assert [row.counted for row in result.rows] == [False, False, True]
    assert result.notes == ()
    older = compute(rows[:2], FACTORS)
    assert [row.counted for row in older.rows] == [False, True]
    assert older.notes == ("El: forbruget i 2024 er brugt, fordi basisåret 2025 mangler.",)


@pytest.mark.parametrize(
    ("start", "end", "year"),
    [
        ("2025-01-01", "2025-12-31", 2025),
        ("2024-07-01", "2025-06-30", 2024),
        ("2024-08-01", "2025-07-31", 2025),
        ("2025-03-01", "", 2025),
        ("", "2024-03-01", 2024),
        ("", "", None),
    ],
)
def test_a_period_belongs_to_the_year_of_its_middle(start: str, end: str, year: int | None) -> None:
    assert baseline.row_year(ConsumptionRow("el", 1, "kWh", start=start, end=end)) == year


def test_odd_rows_are_told_but_count() -> None:
    half = ConsumptionRow("el", 50, "MWh", cost=500, start="2025-01-01", end="2025-06-30")
    result = compute([half, ConsumptionRow("damp", 10, "MWh", source="skoen")], FACTORS)
    assert result.rows[0].notes == (
        "Perioden er 181 dage og ikke et helt år.",
        "Der mangler en kilde til tallet.",
        "Prisen pr. kWh ligger langt fra det sædvanlige. Tjek mængde, enhed og kroner.",
    )
    assert result.rows[1].notes == ("Prisen mangler, så forbruget er ikke med i kronerne.",)
    assert result.notes == ("Købt damp: udledningen er ukendt og ikke med i summen.",)
    assert (result.kwh, result.kr, result.accuracy) == (60_000, 500, "C")


def test_another_boundary_is_told() -> None:
    result = compute([ConsumptionRow("lpg", 100, "kg", source="regning")], FACTORS)
    assert result.notes == (
        "Flaskegas (LPG): udledningen er kun fra forbrændingen, mens de øvrige er for hele livscyklussen.",
    )


def test_the_average_price_is_of_the_rows_with_a_price() -> None:
    rows = [ConsumptionRow("damp", 10, "MWh", cost=5_000), ConsumptionRow("damp", 10, "MWh")]
    (total,) = compute(rows, FACTORS).carriers
    assert (total.kr, total.price, total.priced_kwh) == (5_000, pytest.approx(0.5), 10_000)
    own = FACTORS.with_own(FactorRow("pris", "damp", "MWh", 700))
    (total,) = compute(rows, own).carriers
    assert total.kr == pytest.approx(12_000)


def test_ten_terajoule() -> None:
    assert pytest.approx(2_777_777.78) == baseline.ENERGY_AUDIT_KWH
    assert not compute([ConsumptionRow("el", 2_777_777, "kWh")], FACTORS).over_energy_audit_limit
    assert compute([ConsumptionRow("el", 2_777_778, "kWh")], FACTORS).over_energy_audit_limit


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(UnknownUnit):
        compute([ConsumptionRow("el", 1, "liter")], FACTORS)
    with pytest.raises(AmountError):
        ConsumptionRow("el", -1, "kWh")
    with pytest.raises(AmountError):
        ConsumptionRow("el", float("nan"), "kWh")
    with pytest.raises(AmountError, match="slutter"):
        compute([ConsumptionRow("el", 1, "kWh", start="2025-02-01", end="2025-01-01")], FACTORS)


def test_nothing_entered() -> None:
    empty = compute([], FACTORS)
    assert (empty.kwh, empty.kr, empty.co2_kg, empty.carriers) == (0, 0, 0, ())


amounts = st.floats(0, 1e7)


@given(st.lists(st.tuples(st.sampled_from(["el", "naturgas", "diesel"]), amounts), max_size=6), amounts)
def test_more_use_is_never_less(rows: list[tuple[str, float]], more: float) -> None:
    before = compute([ConsumptionRow(code, amount, "kWh") for code, amount in rows], FACTORS)
    after = compute(
        [*(ConsumptionRow(code, amount, "kWh") for code, amount in rows), ConsumptionRow("el", more, "kWh")],
        FACTORS,
    )
    assert after.kwh >= before.kwh
    assert after.co2_kg >= before.co2_kg
    assert before.kwh == pytest.approx(sum(amount for _code, amount in rows))
