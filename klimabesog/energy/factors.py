"""Factor sets: heating values, emissions and fall-back prices, each number with where it comes from."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from klimabesog.energy.carriers import CARRIERS, carrier_name, carrier_order
from klimabesog.energy.curves import Point, at_year
from klimabesog.energy.errors import FactorTableError, UnknownUnit
from klimabesog.energy.units import KWH_PER_ENERGY_UNIT, MULTIPLES, canonical_unit, shown_unit
from klimabesog.values.texts import _

HEATING_VALUE = "braendvaerdi"
EMISSION = "udledning"
PRICE = "pris"
KINDS = (HEATING_VALUE, EMISSION, PRICE)

LIFE_CYCLE = "livscyklus"
COMBUSTION = "forbraending"
BOUNDARIES = {LIFE_CYCLE: "Livscyklus", COMBUSTION: "Forbrænding"}
"""Where an emission is counted: the whole chain from the well, or at the chimney alone."""

OWN = "egen"
STANDARD = "standard"
ALTERNATIVE = "alternativ"
USES = (OWN, STANDARD, ALTERNATIVE)
CERTAINTIES = {"hoej": "Høj", "middel": "Middel", "lav": "Lav", "skoen": "Skøn", "egen": "Egen oplysning"}
_FORMAT = 1


@dataclass(frozen=True)
class FactorRow:
    """One published number.

    `kind`: braendvaerdi (kWh per unit, lower heating value), udledning (kg CO2e per unit) or pris (kr. per
    unit, without VAT). `year`: the year the number holds for, None = any. `use`: egen before standard;
    alternativ is only offered. `boundary`: livscyklus | forbraending for emissions, "" otherwise.
    `source`, `url`, `source_year` and `certainty` answer "hvor kommer det fra?".
    """

    kind: str
    carrier: str
    unit: str
    value: float
    year: int | None = None
    boundary: str = ""
    use: str = STANDARD
    variant: str = ""
    source: str = ""
    url: str = ""
    source_year: int | None = None
    certainty: str = "middel"
    scope: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", float(self.value))  # 11 and 11.0 must freeze to the same bytes
        problem = _problem(self)
        if problem:
            raise FactorTableError(f"{carrier_name(self.carrier)}, {self.kind}: {problem}")


def _problem(row: FactorRow) -> str:
    """What is wrong with a row, in Danish; "" when nothing is."""
    if row.kind not in KINDS:
        return _("Ukendt art. Brug braendvaerdi, udledning eller pris.")
    if row.use not in USES:
        return _("Ukendt brug. Brug standard, alternativ eller egen.")
    if not row.carrier or not row.unit:
        return _("Energibærer og enhed skal være udfyldt.")
    if not math.isfinite(row.value) or row.value < 0 or (row.kind == HEATING_VALUE and row.value == 0):
        return _("Tallet skal være et positivt tal.")
    if (row.kind == EMISSION) != (row.boundary in BOUNDARIES):
        return _("En udledning skal have grænsen livscyklus eller forbraending, andre rækker ingen.")
    return ""


@dataclass(frozen=True)
class Figure:
    """A number from a factor set: `row` is what it rests on (None: by definition), `note` how it arose."""

    value: float
    unit: str
    row: FactorRow | None = None
    note: str = ""

    @property
    def boundary(self) -> str:
        """livscyklus or forbraending for an emission, "" otherwise."""
        return self.row.boundary if self.row else ""


@dataclass(frozen=True)
class FactorSet:
    """The numbers one screening is computed with, for its base `year`; frozen into it as JSON.

    `boundary` is the one every emission should have; where a carrier has none with it, the other is used
    and `off_boundary` names the carrier, so that nothing is mixed silently.
    """

    id: str
    title: str
    year: int
    rows: tuple[FactorRow, ...]
    boundary: str = LIFE_CYCLE

    def carriers(self) -> tuple[str, ...]:
        """Codes of all carriers, the known ones first and in their order."""
        codes = {row.carrier for row in self.rows} | {known.code for known in CARRIERS}
        return tuple(sorted(codes, key=carrier_order))

    def units(self, carrier: str) -> tuple[str, ...]:
        """Units an amount of this carrier may be given in: physical units first, then units of energy."""
        rows = [row.unit for row in self._rows(HEATING_VALUE, carrier)]
        multiples = [big for (big, small) in MULTIPLES if small in rows and small != "m3"]
        physical = (*rows, *multiples)
        return tuple(dict.fromkeys(unit for unit in (*physical, *KWH_PER_ENERGY_UNIT)))

    def kwh_per_unit(self, carrier: str, unit: str) -> Figure:
        """kWh in one `unit` of the carrier (lower heating value); UnknownUnit if no row converts it."""
        unit = canonical_unit(unit)
        if unit in KWH_PER_ENERGY_UNIT:
            return Figure(KWH_PER_ENERGY_UNIT[unit], f"kWh/{unit}")
        for row in self._rows(HEATING_VALUE, carrier):
            times = 1.0 if row.unit == unit else MULTIPLES.get((unit, row.unit))
            if times is not None:
                return Figure(row.value * times, f"kWh/{unit}", row)
        raise UnknownUnit(self._unit_message(carrier, unit))

    def co2(self, carrier: str) -> Figure | None:
        """kg CO2e per kWh in the base year; None if the set has no emission for the carrier."""
        return self._per_kwh(EMISSION, carrier, "kg CO2e/kWh")

    def price(self, carrier: str) -> Figure | None:
        """Fall-back price in kr. per kWh without VAT; None if the set has none for the carrier."""
        return self._per_kwh(PRICE, carrier, "kr./kWh")

    def alternatives(self, kind: str, carrier: str) -> tuple[FactorRow, ...]:
        """Every row of this kind for the carrier that is not in use, for the officer to choose from."""
        used = set(self._chosen(kind, carrier))
        return tuple(
            row for row in self.rows if (row.kind, row.carrier) == (kind, carrier) and row not in used
        )

    def off_boundary(self, carriers: Iterable[str]) -> tuple[str, ...]:
        """Those of the carriers whose emission is not counted within the set's own boundary."""
        figures = {code: self.co2(code) for code in carriers}
        return tuple(code for code, figure in figures.items() if figure and figure.boundary != self.boundary)

    def with_own(self, row: FactorRow) -> FactorSet:
        """A new set in which `row` (a local declaration, the company's own price) counts first."""
        own = replace(row, use=OWN, certainty="egen")
        kept = tuple(r for r in self.rows if not _same_place(r, own))
        return replace(self, id=_own_id(self.id), rows=(own, *kept))

    def for_year(self, year: int, boundary: str | None = None) -> FactorSet:
        """The same rows read for another base year (and boundary)."""
        return replace(self, year=year, boundary=boundary or self.boundary)

    def to_json(self) -> str:
        """One line of text, the same for equal sets on every machine."""
        content = {
            "format": _FORMAT,
            "id": self.id,
            "titel": self.title,
            "aar": self.year,
            "graense": self.boundary,
            "raekker": [_sparse(row) for row in self.rows],
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def sha256(self) -> str:
        """Hex digest of `to_json`: the set's content address."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def _rows(self, kind: str, carrier: str) -> list[FactorRow]:
        """Rows in use of a kind, own before standard; alternatives left out."""
        rows = [r for r in self.rows if (r.kind, r.carrier) == (kind, carrier) and r.use != ALTERNATIVE]
        return sorted(rows, key=lambda row: USES.index(row.use))

    def _chosen(self, kind: str, carrier: str) -> list[FactorRow]:
        """The rows a figure of this carrier rests on: one curve, or all its heating values."""
        rows = self._rows(kind, carrier)
        if kind == EMISSION and rows and rows[0].use != OWN:
            rows = [row for row in rows if row.boundary == self.boundary] or rows
        if kind == HEATING_VALUE:
            return rows
        return [row for row in rows if _curve(row) == _curve(rows[0])]

    def _per_kwh(self, kind: str, carrier: str, unit: str) -> Figure | None:
        """The curve in use read in the base year, per kWh."""
        curve = self._chosen(kind, carrier)
        if not curve:
            return None
        reading = at_year([Point(row.year, row.value) for row in curve], self.year)
        divisor = self.kwh_per_unit(carrier, curve[0].unit)
        return Figure(reading.value / divisor.value, unit, curve[reading.point], reading.note)

    def _unit_message(self, carrier: str, unit: str) -> str:
        """What to do about a unit that is not known for the carrier."""
        known = ", ".join(shown_unit(u) for u in self.units(carrier))
        return _("{carrier} kan ikke angives i »{unit}«. Vælg en af enhederne {known}.").format(
            carrier=carrier_name(carrier), unit=shown_unit(unit), known=known
        )


def from_json(text: str) -> FactorSet:
    """The set that `to_json` wrote; FactorTableError if the text is no factor set of a known format."""
    try:
        content = json.loads(text)
        if content["format"] != _FORMAT:
            raise FactorTableError(_("Faktorsættet er lavet af en nyere udgave af Klimabesøg."))
        rows = tuple(FactorRow(**row) for row in content["raekker"])
        return FactorSet(content["id"], content["titel"], content["aar"], rows, content["graense"])
    except (KeyError, TypeError, ValueError) as error:
        raise FactorTableError(
            _("Faktorsættet kan ikke læses. Hent det igen fra den, der lavede det.")
        ) from error


def _sparse(row: FactorRow) -> dict[str, Any]:
    """The row's fields without those that hold their default."""
    defaults = {field.name: field.default for field in fields(FactorRow)}
    return {name: value for name, value in asdict(row).items() if value != defaults[name]}


def _curve(row: FactorRow) -> tuple[str, str, str, str]:
    """What rows of one curve have in common; only their years differ."""
    return (row.use, row.unit, row.boundary, row.variant)


def _same_place(row: FactorRow, own: FactorRow) -> bool:
    """True for an earlier own row that the new one replaces."""
    same = (row.kind, row.carrier, row.year) == (own.kind, own.carrier, own.year)
    return same and row.use == OWN and (row.kind != HEATING_VALUE or row.unit == own.unit)


def _own_id(base: str) -> str:
    return base if base.endswith("-egen") else f"{base}-egen"
