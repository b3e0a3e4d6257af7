"""A factor set as lines to read: each number with its unit, year, boundary, certainty and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.factors import (
    BOUNDARIES,
    CERTAINTIES,
    COMPANY,
    EMISSION,
    HEATING_VALUE,
    OWN,
    PRICE,
    REGIONS,
    STANDARD,
    FactorRow,
    FactorSet,
    Figure,
)
from klimabesog.energy.units import shown_unit
from klimabesog.values.danish import NBSP, format_number
from klimabesog.values.texts import _

__all__ = [
    "BOUNDARIES",
    "EMISSION",
    "HEATING_VALUE",
    "PRICE",
    "REGIONS",
    "FactorLine",
    "carrier_name",
    "factor_lines",
    "kind_name",
    "line_of",
    "row_line",
    "row_number",
    "shown_unit",
]

KIND_NAMES = {HEATING_VALUE: "Brændværdi", EMISSION: "Udledning", PRICE: "Pris"}
MEASURED_IN = {HEATING_VALUE: "kWh", EMISSION: "kg CO₂e", PRICE: "kr."}


@dataclass(frozen=True)
class FactorLine:
    """A number as it counts; texts are ready to show, "" where there is nothing to say.

    `unit` is the row's; `row` None: the set has no such number. `own`: the municipality's; `stated`: the company's.
    `off_boundary`: an emission within the other boundary than the set's.
    """

    kind: str
    carrier: str
    unit: str
    number: str
    year: str = ""
    boundary: str = ""
    certainty: str = ""
    source: str = ""
    url: str = ""
    note: str = ""
    row: FactorRow | None = None
    own: bool = False
    stated: bool = False
    off_boundary: bool = False

    @property
    def name(self) -> str:
        """ "El, udledning"."""
        return f"{carrier_name(self.carrier)}, {kind_name(self.kind).lower()}"


def factor_lines(factors: FactorSet, carrier: str) -> list[FactorLine]:
    """A carrier's numbers as they count in the set's year: heating values, emission, price."""
    return [
        *_heating_lines(factors, carrier),
        line_of(factors, EMISSION, carrier, factors.co2(carrier)),
        line_of(factors, PRICE, carrier, factors.price(carrier)),
    ]


def _heating_lines(factors: FactorSet, carrier: str) -> Iterator[FactorLine]:
    units = dict.fromkeys(
        row.unit for row in factors.rows if (row.kind, row.carrier) == (HEATING_VALUE, carrier)
    )
    for unit in units:
        yield line_of(factors, HEATING_VALUE, carrier, factors.kwh_per_unit(carrier, unit))


def line_of(factors: FactorSet, kind: str, carrier: str, figure: Figure | None) -> FactorLine:
    """The line of a figure of the set; one without a number for None."""
    row = figure.row if figure else None
    if figure is None or row is None:
        return FactorLine(kind, carrier, "kWh", "–")
    times = 1.0 if kind == HEATING_VALUE else factors.kwh_per_unit(carrier, row.unit).value
    return FactorLine(
        kind=kind,
        carrier=carrier,
        unit=row.unit,
        number=_number(kind, figure.value * times, row.unit),
        year=_year(row, factors, figure.note),
        boundary=_(BOUNDARIES[row.boundary]) if row.boundary else "",
        certainty=_(CERTAINTIES.get(row.certainty, row.certainty)),
        source=_source(row),
        url=row.url,
        note=" ".join(part for part in (figure.note, row.note) if part),
        row=row,
        own=row.use == OWN,
        stated=row.use == COMPANY,
        off_boundary=kind == EMISSION and row.boundary != factors.boundary,
    )


def _year(row: FactorRow, factors: FactorSet, note: str) -> str:
    """The year a number is read for, or was published in; "" where neither is known."""
    if note and row.year is not None:
        return str(factors.year)
    return str(row.year or row.source_year or "")


def _source(row: FactorRow) -> str:
    """Where a row comes from, with the grid area or plant it holds for."""
    where = _(REGIONS.get(row.variant, ""))
    return f"{row.source} ({where})" if where else row.source


def _number(kind: str, value: float, unit: str) -> str:
    """ "0,117 kg CO₂e/kWh": as many decimals as say something, at most five."""
    size = abs(value)
    decimals = 5 if size < 0.1 else 4 if size < 1 else 3 if size < 100 else 1
    text = format_number(value, decimals)
    shown = text.rstrip("0").rstrip(",") if "," in text else text
    if kind == PRICE and size < 100:
        shown = max(shown, format_number(value, 2), key=len)
    return f"{shown}{NBSP}{MEASURED_IN[kind]}/{shown_unit(unit)}"


def kind_name(kind: str) -> str:
    """The Danish name of what a number is."""
    return _(KIND_NAMES[kind])


def row_number(row: FactorRow) -> str:
    """A row's number with its unit: "34 kg CO₂e/MWh", "1,1 kr./kWh", "11 kWh/Nm³"."""
    return _number(row.kind, row.value, row.unit)


def row_line(row: FactorRow) -> str:
    """A row in a line: "Fjernvarme, udledning: 34 kg CO₂e/MWh · 2025 · forbrænding · egen · Værkets deklaration"."""
    uses = {COMPANY: _("virksomheden"), OWN: _("egen"), STANDARD: ""}
    parts = [
        f"{carrier_name(row.carrier)}, {kind_name(row.kind).lower()}: {row_number(row)}",
        str(row.year or ""),
        _(BOUNDARIES[row.boundary]).lower() if row.boundary else "",
        uses.get(row.use, _("alternativ")),
        row.variant if row.variant not in REGIONS else "",
        _source(row),
    ]
    return " · ".join(part for part in parts if part)
