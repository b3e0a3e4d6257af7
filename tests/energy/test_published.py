"""Published tables through our own arithmetic: an ASHRAE 211 annual summary, and figures of the Carbon 20 programme."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from klimabesog.energy.baseline import Baseline, ConsumptionRow, compute
from klimabesog.energy.factors import FactorRow, FactorSet
from klimabesog.partnership.target import Agreement, progress

FORM: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "energy" / "ashrae211.json").read_text(encoding="utf-8")
)
KBTU_PER_KWH = 3.412
"""As the form has it; all its other units are converted with it, so that its own totals come out."""
CODES = {
    "Electricity": ("el", "kWh"),
    "Natural Gas": ("naturgas", "therms"),
    "Purchased Steam": ("damp", "lbs"),
    "Oil": ("fyringsolie", "gallon"),
}


def american() -> FactorSet:
    """A factor set of the form's units."""
    rows = (
        FactorRow("braendvaerdi", code, unit, line["kbtu_per_unit"] / KBTU_PER_KWH, source=FORM["source"])
        for line in FORM["annual_summary"]
        for code, unit in [CODES[line["energy"]]]
        if unit != "kWh"
    )
    return FactorSet("ashrae211", "ASHRAE 211", 2025, tuple(rows))


def annual() -> Baseline:
    return compute([_row(line) for line in FORM["annual_summary"]], american())


def _row(line: dict[str, Any]) -> ConsumptionRow:
    code, unit = CODES[line["energy"]]
    return ConsumptionRow(code, line["use"], unit, cost=line["cost"])


def test_the_annual_summary() -> None:
    baseline = annual()
    by_carrier = {total.carrier: total for total in baseline.carriers}
    for line in FORM["annual_summary"]:
        total = by_carrier[CODES[line["energy"]][0]]
        assert total.kwh * KBTU_PER_KWH == pytest.approx(line["kbtu"])
        assert total.kr == line["cost"]
    totals, area = FORM["totals"], FORM["gross_conditioned_ft2"]
    assert baseline.kwh * KBTU_PER_KWH == pytest.approx(totals["kbtu"])
    assert baseline.kr == totals["cost"]
    assert baseline.kwh * KBTU_PER_KWH / area == pytest.approx(totals["eui_kbtu_ft2"])
    assert baseline.kr / area == pytest.approx(totals["eci_usd_ft2"])


def test_the_saving_to_the_target_is_from_what_is_used() -> None:
    """The form's trap: it prints benchmark less target (3,430,000), not what is used less target."""
    totals, area = FORM["totals"], FORM["gross_conditioned_ft2"]
    wanted = totals["target_eui"] * area
    saving = annual().kwh * KBTU_PER_KWH - wanted
    assert saving == pytest.approx(totals["saving_to_target_kbtu_from_actual"])
    assert saving != pytest.approx(totals["saving_to_target_kbtu_as_published"])
    assert (
        totals["saving_to_target_kbtu_as_published"]
        == (totals["benchmark_eui"] - totals["target_eui"]) * area
    )


def test_the_programme_against_its_target() -> None:
    """Allerød 2013-16: 588.9 t were 32.4 %, so the companies emitted 1,817.6 t; the programme's aim was 20 %."""
    reached = progress(Agreement(0.20, 2013, 2016, "2013-01-01"), 588.9e3 / 0.324, 588.9e3, 588.9e3)
    assert reached is not None
    assert reached.done_share == pytest.approx(0.324)
    assert reached.target_kg == pytest.approx(1_817_600 * 0.20, rel=1e-4)
    assert reached.reached


def test_led_of_the_programme_at_the_factor_of_its_day() -> None:
    """22,000 kWh were called 13 t: 0.59 kg per kWh, an old factor, which a set of our own reproduces."""
    old = FactorRow("udledning", "el", "kWh", 13_000 / 22_000, boundary="livscyklus", source="gate21.dk")
    factors = FactorSet("carbon20", "Carbon 20", 2013, (old,))
    assert compute([ConsumptionRow("el", 22_000, "kWh")], factors).co2_kg == pytest.approx(13_000)
