"""Extracts of a visit: the VSME table with the company's own numbers, and waste by fraction."""

from __future__ import annotations

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.extracts import energy_extract, waste_extract
from klimabesog.casework.factorsets import FactorRow
from klimabesog.casework.visit import Visit
from tests.casework.steps import INTERVIEW, electricity, fill


def test_energy_and_emissions(visit: Visit) -> None:
    electricity(visit, "100000")
    table = energy_extract(visit)
    assert table.year == 2025
    assert (table.mwh(), table.tonnes(1)) == (100, 0)
    assert table.tonnes(2) == pytest.approx(100_000 * 0.145 / 1000), "Energinet's newest, not the life cycle's"
    declared = FactorRow(
        "udledning", "el", "kWh", 0.07, boundary="forbraending", source="Deklaration", source_year=2025
    )
    visit.numbers.state(declared)
    assert energy_extract(visit).tonnes(2) == pytest.approx(7)


def test_waste_by_fraction(casebook: Casebook, visit: Visit) -> None:
    rows = [
        {"fraktion": "pap", "ton": "2"},
        {"fraktion": "plast", "maengde": "500", "enhed": "kg"},
        {"fraktion": "metal", "ton": "9", "retning": "soeger"},
        {"fraktion": "glas", "ton": "mange"},
        {"fraktion": "", "ton": "1"},
    ]
    for number, fields in enumerate(rows):
        record = f"00000000-0000-4000-8000-00000000000{number}"
        casebook.desk.save_record(record, kinds.WASTE, {**fields, "besoeg": visit.id}, context=visit.id)
    table = waste_extract(visit)
    assert {line.fraction: line.kg for line in table.lines if line.kg is not None} == {"pap": 2000, "plast": 500}


def test_waste_taken_off_the_themes_is_kept_and_not_counted(casebook: Casebook, visit: Visit) -> None:
    """The streams stand in the log; with the theme chosen again they count again."""
    themes, stream = "/data/interesser/faelles", "/data/interesser/affald_gruppe/affald[1]"

    def tonnes() -> dict[str, float]:
        return {line.fraction: line.kg for line in waste_extract(visit).lines if line.kg is not None}

    fill(visit, INTERVIEW, {themes: "affald", f"{stream}/affald_fraktion": "pap", f"{stream}/affald_ton": "2"})
    assert tonnes() == {"pap": 2000}
    visit.answer(INTERVIEW, themes, "solceller")
    assert tonnes() == {}
    visit.answer(INTERVIEW, themes, "")
    assert tonnes() == {}
    visit.answer(INTERVIEW, themes, "affald solceller")
    assert tonnes() == {"pap": 2000}
