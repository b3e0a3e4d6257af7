"""Units in which energy is bought: their one spelling, and what is pure conversion."""

from __future__ import annotations

KWH_PER_ENERGY_UNIT = {
    "kWh": 1.0,
    "MWh": 1000.0,
    "GJ": 1e9 / 3.6e6,
    "TJ": 1e12 / 3.6e6,
    "Gcal": 1163.0,
}
"""1 MWh = 3.6 GJ by definition; 1 Gcal = 1,163 kWh (IT calorie, as hbemo gives it)."""

MULTIPLES = {("ton", "kg"): 1000.0, ("m3", "l"): 1000.0, ("l", "m3"): 0.001}
"""(a, b): how many b are in one a."""

_SPELLINGS = {
    "kwh": "kWh",
    "mwh": "MWh",
    "gj": "GJ",
    "tj": "TJ",
    "gcal": "Gcal",
    "nm3": "Nm3",
    "normalkubikmeter": "Nm3",
    "m3": "m3",
    "kubikmeter": "m3",
    "l": "l",
    "ltr": "l",
    "liter": "l",
    "kg": "kg",
    "kilo": "kg",
    "t": "ton",
    "ton": "ton",
    "tons": "ton",
}
_SHOWN = {"Nm3": "Nm³", "m3": "m³"}


def canonical_unit(text: str) -> str:
    """The one spelling of a unit ("liter", "NM³" -> "l", "Nm3"); an unknown one as it stands, trimmed."""
    trimmed = text.strip()
    return _SPELLINGS.get(trimmed.casefold().replace("³", "3").rstrip("."), trimmed)


def shown_unit(unit: str) -> str:
    """The unit as a Dane reads it ("Nm3" -> "Nm³")."""
    return _SHOWN.get(unit, unit)
