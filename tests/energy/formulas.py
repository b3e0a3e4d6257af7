"""The measure formulas written out once more in plain Python: what the measure forms are tested against.

Each is written from its source, not from the forms. kWh a year, SI inside.
"""

from __future__ import annotations

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
