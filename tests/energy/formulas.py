"""The measure formulas written out once more in plain Python: what the measure forms are tested against.

Each is written from its source, not from the forms. kWh a year, SI inside.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable

ATMOSPHERE_BAR = 1.013
AIR_KG_M3 = 1.204  # free air, 20 C
GAS_CONSTANT = 287.0  # J/(kg K), dry air
KAPPA = 1.4
CHOKED = (
    0.5787  # (2 / (kappa + 1)) ** ((kappa + 1) / (2 (kappa - 1))), flow through a hole above 1.9 bar absolute
)
COMPRESSION = 0.2857  # (kappa - 1) / kappa
AIR_WH_M3K = 0.335  # 1.2 kg/m3 x 1.006 kJ/(kg K)
WATER_KWH_M3K = 1.163  # 4.187 kJ/(kg K)
STEFAN_BOLTZMANN = 5.67037e-8  # W/(m2 K4)
HOURS_A_YEAR = 8760
SURFACE = ((40, 10.6), (60, 11.9), (80, 13.1), (120, 15.1))
"""(C, W/(m2 K)) of a surface in still air at 20 C."""


def lamps_kwh(rows: Iterable[tuple[float, float, float, float]]) -> float:
    """kWh of lamps: rows of (number of lamps, W per lamp, ballast factor, h a year)."""
    return math.fsum(number * watt * ballast * hours / 1000 for number, watt, ballast, hours in rows)


def led_kwh(
    before: Iterable[tuple[float, float, float, float]], after: Iterable[tuple[float, float, float, float]]
) -> float:
    """kWh saved by new lamps (MEASUR, lighting replacement)."""
    return lamps_kwh(before) - lamps_kwh(after)


def leak_m3h(diameter_mm: float, pressure_bar: float, cd: float = 0.65, temperature_c: float = 20.0) -> float:
    """m3/h of free air out of one hole at choked flow; `pressure_bar` above the atmosphere's."""
    area = math.pi * (diameter_mm / 1000) ** 2 / 4
    pressure = (pressure_bar + ATMOSPHERE_BAR) * 1e5
    kelvin = temperature_c + 273.15
    kg_s = cd * area * pressure * math.sqrt(KAPPA / (GAS_CONSTANT * kelvin)) * CHOKED
    return kg_s / AIR_KG_M3 * 3600


def leaks_counted_kwh(
    number: float,
    diameter_mm: float,
    pressure_bar: float,
    hours: float,
    kwh_per_m3: float = 0.11,
    cd: float = 0.65,
) -> float:
    """kWh lost through `number` holes of one size (6a); SEC 0.10-0.12 kWh/m3."""
    return number * leak_m3h(diameter_mm, pressure_bar, cd) * kwh_per_m3 * hours


def leaks_share_kwh(compressor_kwh: float, leak_share: float = 0.25, fixed_share: float = 0.6) -> float:
    """kWh saved when `fixed_share` of the leaks, `leak_share` of the use, are mended (6b)."""
    return compressor_kwh * leak_share * fixed_share


def pressure_share(before_bar: float, after_bar: float) -> float:
    """Share of a compressor's use saved by a lower pressure (7), adiabatic; bar above the atmosphere's."""

    def work(bar: float) -> float:
        return ((bar + ATMOSPHERE_BAR) / ATMOSPHERE_BAR) ** COMPRESSION - 1

    return 1 - work(after_bar) / work(before_bar)


def room_temperature_kwh(heat_kwh: float, degrees: float, share_per_degree: float = 0.05) -> float:
    """kWh of heating saved by `degrees` lower room temperature (SparEnergi: about 5 % a degree)."""
    return heat_kwh * share_per_degree * degrees


def night_setback_kwh(
    heat_kwh: float, degrees: float, hours_a_week: float, inertia: float = 0.6, share_per_degree: float = 0.05
) -> float:
    """kWh of heating saved by lowering only `hours_a_week` (15): Q s dT (t/168) k."""
    return heat_kwh * share_per_degree * degrees * hours_a_week / 168 * inertia


def light_control_kwh(lamps: float, watt: float, hours: float, share: float) -> float:
    """kWh saved by a control that takes `share` of the lamps' use (2)."""
    return lamps_kwh([(lamps, watt, 1, hours)]) * share


def fans_kwh(m3: float, sfp_kj_m3: float) -> float:
    """kWh of electricity to move so many m3 of air (3); SFP in kJ/m3, old plant 2-3, new 1.5."""
    return m3 * sfp_kj_m3 / 3600


def mean_difference(degree_days: float) -> float:
    """K between in and out over the year, if degree days (base 17 C) are spread on all its hours."""
    return 24 * degree_days / HOURS_A_YEAR


def air_heat_kwh(m3: float, kelvin: float, recovered: float = 0.0, efficiency: float = 1.0) -> float:
    """kWh of fuel to warm so many m3 of air by `kelvin`, when `recovered` (0-1) comes from the exhaust (3, 4)."""
    return AIR_WH_M3K * m3 * (1 - recovered) * kelvin / 1000 / efficiency


def speed_kwh(before_kwh: float, flow: float, exponent: float = 2.5, vfd: float = 0.96) -> float:
    """kWh saved by running at `flow` (0.4-1) of the full flow (5): E0 - E0 r^n / eta."""
    return before_kwh - before_kwh * flow**exponent / vfd


def compressor_heat_kwh(
    compressor_kwh: float, recoverable: float, usable: float, efficiency: float = 1.0
) -> float:
    """kWh of fuel saved by a compressor's heat (8): E f u / eta."""
    return compressor_kwh * recoverable * usable / efficiency


def cooling_set_point_kwh(cooling_kwh: float, degrees: float, share_per_degree: float = 0.025) -> float:
    """kWh of a cooling plant saved by a higher temperature (9)."""
    return cooling_kwh * share_per_degree * degrees


def free_cooling_kwh(cooling_kwh: float, cold_share: float, ratio: float) -> float:
    """kWh saved when the outdoor air cools for `cold_share` of the load, `ratio` times cheaper (10)."""
    return cooling_kwh * cold_share * (1 - 1 / ratio)


def cooling_cycle_kwh(cold_kwh: float, evaporating: float, condensing: float, quality: float) -> float:
    """kWh of electricity for so much cold between two temperatures in C (SEAS-NVE's cooling sheet)."""
    return cold_kwh * (condensing - evaporating) / (evaporating + 273) / quality


def heat_pump_kwh(fuel_kwh: float, efficiency: float, scop: float) -> float:
    """kWh of electricity that give the heat of so much fuel (12): F eta / SCOP."""
    return fuel_kwh * efficiency / scop


def insulation_kwh(
    u_before: float,
    u_after: float,
    m2: float,
    degree_days: float,
    factor: float = 1.0,
    efficiency: float = 1.0,
) -> float:
    """kWh of fuel saved by a better U-value (13): dU A G 24/1000 b/eta."""
    return (u_before - u_after) * m2 * degree_days * 24 / 1000 * factor / efficiency


def wind_w_m2k(mm: float, wind: float) -> float:
    """W/(m2 K) that wind (m/s) across a pipe takes: Churchill and Bernstein (1977), air at about 40 °C."""
    viscosity, conductivity, prandtl = 1.7e-5, 0.0271, 0.706
    reynolds = wind * mm / 1000 / viscosity
    shape = 0.62 * prandtl ** (1 / 3) / (1 + (0.4 / prandtl) ** (2 / 3)) ** 0.25
    nusselt = 0.3 + shape * math.sqrt(reynolds) * (1 + (reynolds / 282_000) ** (5 / 8)) ** (4 / 5)
    return nusselt * conductivity / (mm / 1000)


def bare_pipe_w_m(mm: float, hot: float, cold: float, wind: float = 0.0) -> float:
    """W/m from a bare pipe (14): natural convection, or the wind's if it is stronger, and radiation, emissivity 0.8."""
    d, dt = mm / 1000, hot - cold
    radiation = 0.8 * STEFAN_BOLTZMANN * ((hot + 273.15) ** 4 - (cold + 273.15) ** 4) / dt
    return (max(1.25 * (dt / d) ** 0.25, wind_w_m2k(mm, wind)) + radiation) * math.pi * d * dt


def insulated_pipe_w_m(mm: float, insulation_mm: float, hot: float, cold: float, wind: float = 0.0) -> float:
    """W/m from an insulated pipe (14): 0.04 W/(m K), 9 W/(m2 K) outside it, or the wind's with 5 of radiation."""
    d, outer = mm / 1000, (mm + 2 * insulation_mm) / 1000
    outside = max(9.0, 5 + wind_w_m2k(outer * 1000, wind) if wind else 0.0)
    return (hot - cold) / (math.log(outer / d) / (2 * math.pi * 0.04) + 1 / (outside * math.pi * outer))


def hot_water_kwh(m3: float, kelvin: float = 45.0, efficiency: float = 1.0) -> float:
    """kWh of fuel to warm water (16)."""
    return m3 * WATER_KWH_M3K * kelvin / efficiency


def solar_kwh(kwp: float, kwh_per_kwp: float = 900.0) -> float:
    """kWh a year from solar cells (17)."""
    return kwp * kwh_per_kwp


def fuel_kwh(km: float, km_per_litre: float, kwh_per_litre: float = 9.97) -> float:
    """kWh of fuel for a distance (18); diesel 9.97 kWh/l."""
    return km / km_per_litre * kwh_per_litre


def charging_kwh(km: float, kwh_per_km: float, loss: float = 0.1) -> float:
    """kWh of electricity from the grid for a distance (18): km e / eta."""
    return km * kwh_per_km / (1 - loss)


def standby_kwh(number: float, watt: float, hours: float) -> float:
    """kWh that things use which stand on for nothing (19)."""
    return number * watt * hours / 1000


def shaft_kwh(kw: float, load: float, hours: float, before: float, after: float) -> float:
    """kWh saved behind a shaft by another efficiency: of the motor (20) or of its belt (24)."""
    return kw * load * hours * (1 / before - 1 / after)


def valve_kwh(bar: float, m3h: float, hours: float, pump: float = 0.65, motor: float = 0.9) -> float:
    """kWh lost over a throttling valve (21): dp q / (eta_p eta_m)."""
    watt = bar * 1e5 * m3h / 3600 / (pump * motor)
    return watt * hours / 1000


def recovered_heat_kwh(
    m3h: float,
    kwh_m3k: float,
    kelvin: float,
    hours: float,
    exchanger: float = 0.6,
    usable: float = 0.6,
    efficiency: float = 1.0,
) -> float:
    """kWh of fuel saved by heat out of water or air (22)."""
    return m3h * kwh_m3k * kelvin * hours * exchanger * usable / efficiency


def surface_w_m2(celsius: float, room: float = 20.0) -> float:
    """W/m2 from a hot surface (23), on straight lines between the known points."""
    (low, u_low), (high, u_high) = next(
        (pair for pair in itertools.pairwise(SURFACE) if celsius <= pair[1][0]), SURFACE[-2:]
    )
    return (u_low + (celsius - low) * (u_high - u_low) / (high - low)) * (celsius - room)
