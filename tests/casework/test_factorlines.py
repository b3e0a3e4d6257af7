"""A factor set in lines: the number in its own unit, and everything a reader asks about it."""

from __future__ import annotations

import pytest

from klimabesog.casework.factorlines import factor_lines, row_line
from klimabesog.casework.factorsets import FactorRow, standard_factors

NOW = standard_factors().for_year(2026)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_carrier_with_everything() -> None:
    heat, emission, price = factor_lines(NOW, "diesel")
    assert [plain(line.number) for line in (heat, emission, price)] == [
        "9,97 kWh/l", "3,24 kg CO₂e/l", "10,00 kr./l"
    ]  # fmt: skip
    assert (emission.boundary, emission.certainty, emission.year) == ("Livscyklus", "Høj", "2022")
    assert emission.url.startswith("https://www.q8.dk")
    assert price.certainty == "Skøn"
    assert emission.name == "Diesel, udledning"


def test_a_number_between_two_years_is_read_in_the_year_and_says_how() -> None:
    emission, _price = factor_lines(NOW, "el")
    assert plain(emission.number) == "0,1174 kg CO₂e/kWh"
    assert emission.year == "2026"
    assert emission.note.startswith("Ret linje mellem 2025 (0,135) og 2030 (0,047).")
    late = factor_lines(NOW.for_year(2045), "el")[0]
    assert "2040 er brugt" in late.note


def test_what_is_not_known_is_a_dash() -> None:
    emission, price = factor_lines(NOW, "damp")
    assert (emission.number, price.number, emission.row) == ("–", "–", None)


@pytest.mark.parametrize(("carrier", "off"), [("lpg", True), ("fyringsolie", False)])
def test_another_boundary_is_marked(carrier: str, off: bool) -> None:
    emission = next(line for line in factor_lines(NOW, carrier) if line.kind == "udledning")
    assert emission.off_boundary is off


def test_own_and_stated_numbers_say_so() -> None:
    row = FactorRow("pris", "el", "kWh", 1.15, source="Kommunens indkøb", source_year=2026)
    own = factor_lines(NOW.with_own(row), "el")[-1]
    stated = factor_lines(NOW.for_company([row]), "el")[-1]
    assert (own.own, own.stated, own.year) == (True, False, "2026")
    assert (stated.own, stated.stated) == (False, True)
    assert plain(row_line(own.row or row)) == "El, pris: 1,15 kr./kWh · egen · Kommunens indkøb"
