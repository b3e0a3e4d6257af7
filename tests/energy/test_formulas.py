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


@pytest.mark.parametrize("case", SAMPLES["fans"], ids=lambda case: case["name"])
def test_fan_at_another_speed(case: dict[str, Any]) -> None:
    flow = case["flow_after"] / case["flow_before"]
    saved = formulas.speed_kwh(case["kwh"], flow, exponent=3, vfd=1)
    assert saved == pytest.approx(case["kwh_saved"], rel=1e-9)


@pytest.mark.parametrize("case", SAMPLES["speed"], ids=lambda case: case["name"])
def test_motor_at_another_speed(case: dict[str, Any]) -> None:
    full = case["kw"] * case["load"] / case["efficiency"] * case["hours"]
    left = full - formulas.speed_kwh(full, case["speed"], vfd=1)
    assert left == pytest.approx(case["kwh"], rel=1e-9)


@pytest.mark.parametrize("case", SAMPLES["standby"], ids=lambda case: case["name"])
def test_standby(case: dict[str, Any]) -> None:
    assert formulas.standby_kwh(1, case["watt"], case["hours"]) == pytest.approx(case["kwh"], rel=1e-9)


@pytest.mark.parametrize(
    ("case", "tolerance"),
    [(case, 1e-9) for case in SAMPLES["drives"]] + [(case, 5e-4) for case in SAMPLES["motors"]],
    ids=lambda value: value["name"] if isinstance(value, dict) else "",
)
def test_behind_a_shaft(case: dict[str, Any], tolerance: float) -> None:
    saved = formulas.shaft_kwh(case["kw"], case["load"], case["hours"], case["before"], case["after"])
    assert saved == pytest.approx(case["kwh_saved"], rel=tolerance)


@pytest.mark.parametrize("case", SAMPLES["valves"], ids=lambda case: case["name"])
def test_throttled_pump(case: dict[str, Any]) -> None:
    kwh = formulas.valve_kwh(case["bar"], case["m3h"], case["hours"], case["pump"], case["motor"])
    assert kwh == pytest.approx(case["kwh"], rel=1e-4)


@pytest.mark.parametrize("case", SAMPLES["walls"], ids=lambda case: case["name"])
def test_hot_surface(case: dict[str, Any]) -> None:
    assert formulas.surface_w_m2(case["celsius"]) == pytest.approx(case["w_m2"], rel=5e-3)


@pytest.mark.parametrize("case", SAMPLES["air"], ids=lambda case: case["name"])
def test_warming_air(case: dict[str, Any]) -> None:
    m3 = case["m3h"] * case["hours"]
    kwh = formulas.air_heat_kwh(m3, case["kelvin"], efficiency=case["efficiency"])
    assert kwh == pytest.approx(case["kwh"], rel=2e-3)


@pytest.mark.parametrize("case", SAMPLES["water"], ids=lambda case: case["name"])
def test_warming_water(case: dict[str, Any]) -> None:
    m3 = case["m3h"] * case["hours"]
    assert formulas.hot_water_kwh(m3, case["kelvin"], case["efficiency"]) == pytest.approx(
        case["kwh"], rel=2e-3
    )


@pytest.mark.parametrize("case", SAMPLES["pipes"], ids=lambda case: case["name"])
def test_pipe(case: dict[str, Any]) -> None:
    hot, room = case["celsius"], case["room"]
    if case["insulation"]:
        watt = formulas.insulated_pipe_w_m(case["mm"], case["insulation"], hot, room)
    else:
        watt = formulas.bare_pipe_w_m(case["mm"], hot, room)
    assert watt == pytest.approx(case["w_m"], rel=0.03)


def test_fans_of_a_worked_danish_example() -> None:
    """SEAS-NVE's Ventilation2.xlsx: 1000 m3/h, 650 Pa through each of two fans, efficiency 0.6, all year."""
    assert formulas.fans_kwh(1000 * 8760, 2 * 650 / 0.6 / 1000) == pytest.approx(5272.22, abs=0.01)


def test_heat_of_a_worked_danish_compressor() -> None:
    """SEAS-NVE's sheet on compressed air: 25 kW, 25 s loaded and 20 s not, 12 h on 5 days in 48 weeks."""
    loaded = 25 * 12 * 5 * 48 * 25 / 45
    assert loaded == pytest.approx(40_000)
    assert formulas.compressor_heat_kwh(loaded, 0.80, 1) == pytest.approx(32_000)
    assert formulas.compressor_heat_kwh(loaded, 0.65, 1) == pytest.approx(26_000)


def test_a_degree_of_cooling_lies_within_a_worked_danish_example() -> None:
    """SEAS-NVE's cooling sheet: 5 K warmer and 5 K colder outside; our 2.5 % a kelvin is of that size."""
    cold = 150_000 * 0.6 * 0.8 * 258 / 50
    assert cold == pytest.approx(371_520)
    before = formulas.cooling_cycle_kwh(cold, -15, 35, 0.6 * 0.8)
    after = formulas.cooling_cycle_kwh(cold, -10, 30, 0.6 * 0.8)
    assert (before, after) == (pytest.approx(150_000), pytest.approx(117_718.63, abs=0.01))
    assert 0.015 < (before - after) / before / 10 < 0.04


def test_night_setback_gives_what_is_usual() -> None:
    """5-10 % of the heating, by our own estimate of what night and weekend are worth."""
    assert 0.05 < formulas.night_setback_kwh(1, 3, 115) < 0.10


def test_air_as_heat_carrier() -> None:
    assert pytest.approx(1.2 * 1.006 / 3.6, rel=2e-3) == formulas.AIR_WH_M3K
