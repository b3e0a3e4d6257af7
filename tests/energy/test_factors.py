"""Factor sets: the bundled table, curves, boundaries, own numbers, freezing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.energy import tables
from klimabesog.energy.carriers import CARRIERS
from klimabesog.energy.curves import Point, at_year
from klimabesog.energy.errors import FactorTableError, UnknownUnit
from klimabesog.energy.factorchanges import figure_changes, row_changes
from klimabesog.energy.factors import FactorRow, FactorSet, from_json, region_of
from klimabesog.values import resources

BUNDLED = tables.load(resources.path("resources", "faktorer", "2026.csv"))


@pytest.mark.parametrize(
    ("carrier", "year", "kg"),
    [
        ("el", 2023, 0.187),
        ("el", 2024, 0.161),
        ("el", 2025, 0.135),
        ("el", 2026, 0.1174),
        ("el", 2028, 0.0822),
        ("el", 2040, 0.0403),
        ("fjernvarme", 2024, 0.0964),
        ("naturgas", 2024, 0.207),
    ],
)
def test_building_regulation_curve_is_read_linearly(carrier: str, year: int, kg: float) -> None:
    figure = BUNDLED.for_year(year).co2(carrier)
    assert figure is not None
    assert figure.value == pytest.approx(kg, abs=5e-7)
    assert figure.row is not None
    assert "BR18" in figure.row.source


def test_between_two_years_a_figure_names_both_rows() -> None:
    figure = BUNDLED.for_year(2026).co2("el")
    assert figure is not None
    assert figure.row is not None
    assert figure.later is not None
    assert figure.row.value * (1 - figure.share) + figure.later.value * figure.share == pytest.approx(
        figure.value
    )
    published = BUNDLED.for_year(2025).co2("el")
    assert published is not None
    assert (published.later, published.share) == (None, 0.0)


def test_outside_the_known_years_the_end_counts_and_is_told() -> None:
    early = BUNDLED.for_year(2019).co2("el")
    assert early is not None
    assert early.value == 0.187
    assert early.note == "2019 ligger før de kendte år; tallet for 2023 er brugt."
    late = BUNDLED.for_year(2045).co2("el")
    assert late is not None
    assert "2040" in late.note


def test_gas_bill_of_evida() -> None:
    """Evida prints 554 kg for 245 m3 in 2023 with its own factor."""
    figure = BUNDLED.for_year(2023, "forbraending").co2("naturgas")
    assert figure is not None
    kwh = 245 * BUNDLED.kwh_per_unit("naturgas", "Nm³").value
    assert kwh * figure.value == pytest.approx(554.36, abs=0.01)


def test_every_number_of_the_bundled_table_says_where_it_comes_from() -> None:
    assert len(BUNDLED.rows) > 50
    for row in BUNDLED.rows:
        assert row.source
        assert row.url or row.certainty == "skoen"
        assert row.carrier in {carrier.code for carrier in CARRIERS}


def test_boundaries_are_never_mixed_silently() -> None:
    assert BUNDLED.boundary == "livscyklus"
    assert BUNDLED.off_boundary(["el", "fjernvarme", "naturgas", "fyringsolie", "diesel", "traepiller"]) == ()
    assert BUNDLED.off_boundary(["el", "lpg"]) == ("lpg",)
    burnt = BUNDLED.for_year(2025, "forbraending")
    assert burnt.off_boundary(["el", "naturgas", "fyringsolie", "diesel"]) == ()
    assert burnt.off_boundary(["fjernvarme"]) == ("fjernvarme",)


def test_local_declaration_counts_before_the_national_value() -> None:
    row = FactorRow(
        "udledning", "fjernvarme", "MWh", 34.0, boundary="forbraending", source="Værkets deklaration"
    )
    local = BUNDLED.with_own(row)
    figure = local.co2("fjernvarme")
    assert figure is not None
    assert figure.value == pytest.approx(0.034)
    assert figure.row is not None
    assert (figure.row.use, figure.row.certainty) == ("egen", "egen")
    assert local.off_boundary(["fjernvarme"]) == ("fjernvarme",)
    assert local.id == "2026-egen"
    assert BUNDLED.co2("fjernvarme") != figure
    again = local.with_own(FactorRow("udledning", "fjernvarme", "MWh", 30.0, boundary="forbraending"))
    assert len(again.rows) == len(local.rows), "a new edition takes the place of the old one"
    assert again.without_own(again.own_rows()[0]).id == "2026"


def test_own_numbers_within_both_boundaries_stand_beside_each_other() -> None:
    whole = FactorRow("udledning", "fjernvarme", "MWh", 50.0, boundary="livscyklus", source="Værket")
    burnt = FactorRow("udledning", "fjernvarme", "MWh", 34.0, boundary="forbraending", source="Værket")
    both = BUNDLED.with_own(whole).with_own(burnt)
    figures = [both.for_year(2025, boundary).co2("fjernvarme") for boundary in ("livscyklus", "forbraending")]
    assert [figure and figure.value for figure in figures] == pytest.approx([0.05, 0.034])
    assert both.off_boundary(["fjernvarme"]) == ()


def test_own_prices_of_several_years_are_read_in_theirs() -> None:
    """Also when one was given per MWh and the next per kWh."""
    first = FactorRow("pris", "fjernvarme", "MWh", 600, year=2025, source="Takstblad")
    second = FactorRow("pris", "fjernvarme", "kWh", 0.7, year=2026, source="Takstblad")
    own = BUNDLED.with_own(first).with_own(second)
    prices = [own.for_year(year).price("fjernvarme") for year in (2025, 2026)]
    assert [price and price.value for price in prices] == pytest.approx([0.6, 0.7])


def test_an_alternative_is_chosen_as_sure_as_it_is() -> None:
    funen = next(row for row in BUNDLED.alternatives("udledning", "fjernvarme") if row.variant == "fyn")
    chosen = BUNDLED.choosing(funen)
    figure = chosen.co2("fjernvarme")
    assert figure is not None
    assert (figure.value, figure.row and figure.row.certainty) == (0.05695, "hoej")
    capital = next(
        row for row in chosen.alternatives("udledning", "fjernvarme") if row.variant == "hovedstaden"
    )
    assert [row.variant for row in chosen.choosing(capital).own_rows()] == ["hovedstaden"]


@pytest.mark.parametrize(
    ("postal_code", "region"),
    [("1000", "oest"), ("3700", "oest"), ("4999", "oest"), ("5000", "vest"), ("9990", "vest"), ("", ""),
     ("DK-1", ""), ("123", "")],
)  # fmt: skip
def test_the_postal_code_tells_the_grid_area(postal_code: str, region: str) -> None:
    assert region_of(postal_code) == region


def test_an_areas_electricity_counts_for_companies_there_alone() -> None:
    west = next(row for row in BUNDLED.alternatives("udledning", "el") if row.variant == "vest")
    east = replace(west, variant="oest", value=0.07, source="Energinet, miljødeklaration Østdanmark")
    factors = BUNDLED.for_year(2022, "forbraending").choosing(west).with_own(east)
    here = {code: factors.for_place(code).co2("el") for code in ("8000", "2750", "")}
    assert [figure and figure.value for figure in here.values()] == [0.1657, 0.07, 0.145]
    assert {row.variant for row in factors.for_place("").alternatives("udledning", "el")} >= {"oest", "vest"}


def test_what_was_stated_for_a_company_counts_before_everything() -> None:
    own = BUNDLED.with_own(FactorRow("pris", "el", "kWh", 1.1, source="Kommunens indkøb"))
    assert own.agreed_price("el") is None
    agreed = own.for_company([FactorRow("pris", "el", "kWh", 0.95, source="Aftale af 1. maj 2026")])
    figure = agreed.agreed_price("el")
    assert figure is not None
    assert (figure.value, figure.row and figure.row.use) == (0.95, "virksomhed")
    assert from_json(agreed.to_json()) == agreed


# -- what differs ----------------------------------------------------------------------------------


def test_rows_that_came_went_and_changed() -> None:
    price = FactorRow("pris", "el", "kWh", 1.1, source="Kommunens indkøb")
    own = BUNDLED.with_own(price)
    (came,) = row_changes(BUNDLED, own)
    assert (came.before, came.row.value) == (None, 1.1)
    (changed,) = row_changes(own, own.with_own(replace(price, value=1.2)))
    assert (changed.before and changed.before.value, changed.row.value) == (1.1, 1.2)
    (went,) = row_changes(own, own.without_own(own.own_rows()[0]))
    assert went.after is None
    assert row_changes(BUNDLED, BUNDLED) == ()


def test_figures_that_count_otherwise() -> None:
    later = BUNDLED.for_year(2025)
    changes = figure_changes(BUNDLED, later, ["el", "fyringsolie"])
    assert [(change.kind, change.carrier) for change in changes] == [("udledning", "el")]
    burnt = figure_changes(later, BUNDLED.for_year(2025, "forbraending"), ["el", "lpg"])
    assert [change.carrier for change in burnt] == ["el"], "flaskegas is counted at the chimney in both"
    oil = BUNDLED.with_own(FactorRow("braendvaerdi", "fyringsolie", "l", 10.1, source="Leverandøren"))
    kinds = {(change.kind, change.unit) for change in figure_changes(BUNDLED, oil)}
    assert ("braendvaerdi", "l") in kinds


def test_prices_are_per_kwh_and_marked_as_estimates() -> None:
    gas, heat, power = BUNDLED.price("naturgas"), BUNDLED.price("fjernvarme"), BUNDLED.price("el")
    assert gas is not None
    assert gas.value == pytest.approx(9 / 11)
    assert heat is not None
    assert heat.value == pytest.approx(0.65)
    assert power is not None
    assert (power.value, power.row and power.row.certainty) == (1.3, "skoen")
    assert BUNDLED.price("damp") is None
    assert [row.variant for row in BUNDLED.alternatives("pris", "el")] == ["proces"]


def test_units() -> None:
    assert BUNDLED.kwh_per_unit("fyringsolie", "m³").value == pytest.approx(9960)
    assert BUNDLED.kwh_per_unit("traepiller", "tons").value == pytest.approx(4860)
    assert BUNDLED.kwh_per_unit("fjernvarme", "GJ").value == pytest.approx(277.7777778)
    assert "ton" in BUNDLED.units("traepiller")
    with pytest.raises(UnknownUnit, match="Fjernvarme kan ikke angives i »m³«"):
        BUNDLED.kwh_per_unit("fjernvarme", "m3")
    for carrier in BUNDLED.carriers():
        for unit in BUNDLED.units(carrier):
            assert BUNDLED.kwh_per_unit(carrier, unit).value > 0


def test_frozen_and_back() -> None:
    text = BUNDLED.to_json()
    assert from_json(text) == BUNDLED
    assert from_json(text).to_json() == text
    assert len(BUNDLED.sha256()) == 64
    assert FactorRow("braendvaerdi", "x", "kg", 11) == FactorRow("braendvaerdi", "x", "kg", 11.0)
    whole = FactorSet("a", "", 2025, (FactorRow("braendvaerdi", "x", "kg", 11),))
    assert '"value":11.0' in whole.to_json()


@pytest.mark.parametrize("text", ["", "{}", '{"format":9}', "[]", '{"format":1,"id":"a"}'])
def test_what_is_no_factor_set_is_refused(text: str) -> None:
    with pytest.raises(FactorTableError):
        from_json(text)


def test_table_goes_to_csv_and_back() -> None:
    again = tables.parse(tables.write(BUNDLED), id=BUNDLED.id, title=BUNDLED.title, year=BUNDLED.year)
    assert again == BUNDLED


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("udledning;el;kWh;tolv;livscyklus", "Linje 2"),
        ("udledning;el;kWh;0,1;", "grænsen"),
        ("pris;el;kWh;-1;", "positivt"),
        ("noget;el;kWh;1;", "Ukendt art"),
        ("pris;;kWh;1;", "udfyldt"),
    ],
)
def test_a_bad_line_is_named(line: str, problem: str) -> None:
    with pytest.raises(FactorTableError, match=problem):
        tables.parse(f"art;baerer;enhed;vaerdi;graense\n{line}\n", id="x", title="x", year=2025)


def test_a_table_without_the_columns_is_refused() -> None:
    with pytest.raises(FactorTableError, match="baerer, enhed, vaerdi"):
        tables.parse("art;noget\n", id="x", title="x", year=2025)


def test_a_table_in_another_encoding_is_refused(tmp_path) -> None:
    path = tmp_path / "2027.csv"
    path.write_bytes("art;baerer;enhed;vaerdi;kilde\npris;el;kWh;1;Værket\n".encode("latin-1"))
    with pytest.raises(FactorTableError, match="UTF-8"):
        tables.load(path)
    path.write_text("art;baerer;enhed;vaerdi\npris;el;kWh;1\n", encoding="utf-8-sig")
    assert (tables.load(path).year, tables.load(path).id) == (2027, "2027")


@given(
    st.lists(st.tuples(st.integers(1990, 2060), st.floats(0, 5)), min_size=1, unique_by=lambda p: p[0]),
    st.integers(1980, 2070),
)
def test_a_curve_stays_between_its_neighbours(points: list[tuple[int, float]], year: int) -> None:
    reading = at_year([Point(*point) for point in points], year)
    values = [value for _year, value in points]
    assert min(values) - 1e-12 <= reading.value <= max(values) + 1e-12
    known = dict(points)
    if year in known:
        assert (reading.value, reading.note) == (known[year], "")
