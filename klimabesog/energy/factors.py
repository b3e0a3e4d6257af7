"""Factor sets: heating values, emissions and fall-back prices, each number with where it comes from."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
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

COMPANY = "virksomhed"
OWN = "egen"
STANDARD = "standard"
ALTERNATIVE = "alternativ"
USES = (COMPANY, OWN, STANDARD, ALTERNATIVE)
"""Which number counts first: one that an officer stated for this company, the municipality's own, the table's."""

EAST, WEST = "oest", "vest"
REGIONS = {EAST: "Østdanmark", WEST: "Vestdanmark"}
"""The electricity grid's two price areas: variants of an emission that hold for companies there alone."""
_FIRST_WEST = 5000
"""Postal codes below are Zealand, the islands and Bornholm (Øst), the others Funen and Jutland (Vest)."""
CERTAINTIES = {"hoej": "Høj", "middel": "Middel", "lav": "Lav", "skoen": "Skøn", "egen": "Egen oplysning"}
_FORMAT = 1
_OWN_ENDING = "-egen"


@dataclass(frozen=True)
class FactorRow:
    """One published number.

    `kind`: braendvaerdi (kWh per unit, lower heating value), udledning (kg CO2e per unit) or pris (kr. per
    unit, without VAT). `year`: the year the number holds for, None = any. `use`: virksomhed before egen before
    standard; alternativ is only offered. `boundary`: livscyklus | forbraending for emissions, "" otherwise.
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
        return _("Ukendt brug. Brug standard, alternativ, egen eller virksomhed.")
    if not row.carrier or not row.unit:
        return _("Energibærer og enhed skal være udfyldt.")
    if any(year is not None and not 1900 <= year <= 2200 for year in (row.year, row.source_year)):
        return _("Et årstal skal have fire cifre, fx 2025.")
    if not math.isfinite(row.value) or row.value < 0 or (row.kind == HEATING_VALUE and row.value == 0):
        return _("Tallet skal være et positivt tal.")
    if (row.kind == EMISSION) != (row.boundary in BOUNDARIES):
        return _("En udledning skal have grænsen livscyklus eller forbraending, andre rækker ingen.")
    return ""


@dataclass(frozen=True)
class Figure:
    """A number from a factor set: `row` is what it rests on (None: by definition), `note` how it arose.

    Read between two years it rests on a `later` row as well, `share` (0-1) of the way to it.
    """

    value: float
    unit: str
    row: FactorRow | None = None
    note: str = ""
    later: FactorRow | None = None
    share: float = 0.0

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

    def agreed_price(self, carrier: str) -> Figure | None:
        """The price that was stated for this company, in kr. per kWh without VAT; None if none was."""
        figure = self.price(carrier)
        return figure if figure and figure.row and figure.row.use == COMPANY else None

    def own_rows(self) -> tuple[FactorRow, ...]:
        """What the municipality has put in, or chosen, in the table's place."""
        return tuple(row for row in self.rows if row.use == OWN)

    def with_own(self, row: FactorRow) -> FactorSet:
        """A new set in which `row` (a local declaration, the municipality's own price) counts first."""
        return self._with(replace(row, use=OWN, certainty="egen"))

    def choosing(self, row: FactorRow) -> FactorSet:
        """A new set in which an alternative of the table counts, as sure as it is."""
        return self._with(replace(row, use=OWN))

    def without_own(self, row: FactorRow) -> FactorSet:
        """A new set without this own row: the table's number counts again."""
        rows = tuple(r for r in self.rows if r != row or r.use != OWN)
        left = replace(self, rows=rows)
        return left if left.own_rows() else replace(left, id=standard_id(self.id))

    def for_company(self, rows: Iterable[FactorRow]) -> FactorSet:
        """A new set in which what was stated for one company counts before everything else."""
        stated = tuple(replace(row, use=COMPANY, certainty="egen") for row in rows)
        return replace(self, rows=(*stated, *self.rows)) if stated else self

    def _with(self, own: FactorRow) -> FactorSet:
        kept = tuple(r for r in self.rows if not _same_place(r, own))
        return replace(self, id=f"{standard_id(self.id)}{_OWN_ENDING}", rows=(own, *kept))

    def for_place(self, postal_code: str) -> FactorSet:
        """The set as it holds at a postal code: own rows of the other grid area, or of both where it is not known,
        are only offered."""
        here = region_of(postal_code)
        rows = tuple(
            replace(row, use=ALTERNATIVE)
            if row.use == OWN and row.variant in REGIONS and row.variant != here
            else row
            for row in self.rows
        )
        return self if rows == self.rows else replace(self, rows=rows)

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
        return self._in_use.get((kind, carrier), [])

    @cached_property
    def _in_use(self) -> dict[tuple[str, str], list[FactorRow]]:
        """The same of every kind and carrier: asked for again and again."""
        found: dict[tuple[str, str], list[FactorRow]] = {}
        for row in sorted(self.rows, key=lambda row: USES.index(row.use)):
            if row.use != ALTERNATIVE:
                found.setdefault((row.kind, row.carrier), []).append(row)
        return found

    def _chosen(self, kind: str, carrier: str) -> list[FactorRow]:
        """The rows a figure of this carrier rests on: one curve, or all its heating values."""
        rows = self._rows(kind, carrier)
        if kind == HEATING_VALUE:
            return rows
        first = [row for row in rows if row.use == rows[0].use]
        if kind == EMISSION:
            first = [row for row in first if row.boundary == self.boundary] or first
        return [row for row in first if _curve(row) == _curve(first[0])]

    def _per_kwh(self, kind: str, carrier: str, unit: str) -> Figure | None:
        """The curve in use read in the base year, per kWh; a set never changes, so it is read once."""
        if (kind, carrier, unit) not in self._readings:
            self._readings[kind, carrier, unit] = self._reading(kind, carrier, unit)
        return self._readings[kind, carrier, unit]

    @cached_property
    def _readings(self) -> dict[tuple[str, str, str], Figure | None]:
        return {}

    def _reading(self, kind: str, carrier: str, unit: str) -> Figure | None:
        curve = self._chosen(kind, carrier)
        if not curve:
            return None
        per_kwh = [Point(r.year, r.value / self.kwh_per_unit(carrier, r.unit).value) for r in curve]
        reading = at_year(per_kwh, self.year)
        later = None if reading.later is None else curve[reading.later]
        return Figure(reading.value, unit, curve[reading.point], reading.note, later, reading.share)

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


def region_of(postal_code: str) -> str:
    """oest or vest for a Danish postal code; "" for what is none."""
    code = postal_code.strip()
    if len(code) != 4 or not code.isdecimal():
        return ""
    return EAST if int(code) < _FIRST_WEST else WEST


def standard_id(id: str) -> str:
    """The id of the table that a set with own rows was made from."""
    return id.removesuffix(_OWN_ENDING)


def _curve(row: FactorRow) -> tuple[str, str, str]:
    """What rows of one curve have in common; only their years (and units) differ."""
    return (row.use, row.boundary, row.variant)


def _same_place(row: FactorRow, own: FactorRow) -> bool:
    """True for an earlier own row that the new one replaces: the same figure of the same year, or of another curve."""
    if row.use != OWN or (row.kind, row.carrier, row.boundary) != (own.kind, own.carrier, own.boundary):
        return False
    if row.kind == HEATING_VALUE:
        return row.unit == own.unit
    if {row.variant, own.variant} == set(REGIONS):
        return False
    return row.year == own.year or row.variant != own.variant
