"""Energy carriers and end uses: their codes (stable, used in forms and tables) and Danish names."""

from __future__ import annotations

from dataclasses import dataclass

from klimabesog.values.texts import _


@dataclass(frozen=True)
class Carrier:
    """A form of energy a company buys or makes.

    `scope`: 1 burnt by the company itself, 2 bought electricity, heat or steam (GHG Protocol).
    `renewable`: counted as renewable in a VSME B3 table; None where it depends on the supply.
    """

    code: str
    name: str
    scope: int
    renewable: bool | None = False


CARRIERS = (
    Carrier("el", "El", 2, None),
    Carrier("fjernvarme", "Fjernvarme", 2, None),
    Carrier("naturgas", "Ledningsgas (naturgas)", 1, None),
    Carrier("biogas", "Biogas (eget anlæg)", 1, True),
    Carrier("bygas", "Bygas", 1, None),
    Carrier("lpg", "Flaskegas (LPG)", 1),
    Carrier("fyringsolie", "Fyringsolie", 1),
    Carrier("fuelolie", "Fuelolie", 1),
    Carrier("diesel", "Diesel", 1),
    Carrier("benzin", "Benzin", 1),
    Carrier("hvo", "Biodiesel (HVO100)", 1, True),
    Carrier("traepiller", "Træpiller", 1, True),
    Carrier("traeflis", "Træflis", 1, True),
    Carrier("halm", "Halm", 1, True),
    Carrier("damp", "Købt damp", 2, None),
)
"""In the order they are shown. A heat pump is no carrier: it uses electricity."""

END_USES = {
    "belysning": "Belysning",
    "ventilation": "Ventilation",
    "koeling": "Køling og frys",
    "trykluft": "Trykluft",
    "rumvarme": "Rumvarme",
    "varmt_vand": "Varmt brugsvand",
    "procesvarme": "Procesvarme",
    "motorer": "Motorer og pumper",
    "proces": "Procesudstyr",
    "it": "It, server og standby",
    "transport": "Transport",
    "oevrige": "Øvrigt",
}
"""Codes and Danish names of end uses (slutanvendelser), in the order they are shown."""

_BY_CODE = {carrier.code: carrier for carrier in CARRIERS}
_ORDER = {carrier.code: place for place, carrier in enumerate(CARRIERS)}


def carrier(code: str) -> Carrier | None:
    """The carrier with this code, None for one that only a local table knows."""
    return _BY_CODE.get(code)


def carrier_name(code: str) -> str:
    """The Danish name of a carrier; a code that only a local table knows stands for itself."""
    known = _BY_CODE.get(code)
    return _(known.name) if known else code


def end_use_name(code: str) -> str:
    """The Danish name of an end use; an unknown code stands for itself, none is "Ikke fordelt"."""
    return _(END_USES.get(code, code)) if code else _("Ikke fordelt")


def carrier_order(code: str) -> tuple[int, str]:
    """Sort key: known carriers in their order, then the others by code."""
    return (_ORDER.get(code, len(_ORDER)), code)
