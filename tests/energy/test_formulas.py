"""The written-out formulas agree with another program's results (same formula 1e-9, orifice 1e-3)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.energy import formulas

SAMPLES: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "energy" / "measur_samples.json").read_text(encoding="utf-8")
)
KW_PER_CFM_016 = 0.16 / (0.3048**3 * 60)  # MEASUR's specific power 0.16 kW/cfm as kWh/m3


@pytest.mark.parametrize("case", SAMPLES["lighting"], ids=lambda case: case["name"])
def test_led(case: dict[str, Any]) -> None:
    assert formulas.led_kwh(case["before"], case["after"]) == pytest.approx(case["kwh_saved"], rel=1e-9)


@pytest.mark.parametrize("case", SAMPLES["orifice"], ids=lambda case: case["name"])
def test_flow_through_a_hole(case: dict[str, Any]) -> None:
    assert formulas.leak_m3h(case["mm"], case["bar"], case["cd"]) == pytest.approx(case["m3h"], rel=1e-3)


@pytest.mark.parametrize("case", SAMPLES["leaks"], ids=lambda case: case["name"])
def test_counted_leaks(case: dict[str, Any]) -> None:
    kwh = formulas.leaks_counted_kwh(1, case["mm"], case["bar"], case["hours"], KW_PER_CFM_016)
    assert kwh == pytest.approx(case["kwh"], rel=1e-3)


@pytest.mark.parametrize("case", SAMPLES["pressure"], ids=lambda case: case["name"])
def test_lower_pressure(case: dict[str, Any]) -> None:
    share = formulas.pressure_share(case["bar_before"], case["bar_after"])
    assert share * case["kwh"] == pytest.approx(case["kwh_saved"], rel=2.5e-3)


def test_room_temperature_and_leak_share() -> None:
    assert formulas.room_temperature_kwh(200_000, 1) == pytest.approx(10_000)
    assert formulas.night_setback_kwh(200_000, 4, 168, inertia=1) == formulas.room_temperature_kwh(200_000, 4)
    assert formulas.leaks_share_kwh(100_000, 0.3, 0.5) == pytest.approx(15_000)
