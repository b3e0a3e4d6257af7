"""A screening: the base year, the frozen factor set and the consumption that a visit is computed with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.energy import baseline, tables
from klimabesog.energy.baseline import Baseline, CarrierTotal, ConsumptionRow
from klimabesog.energy.errors import AmountError, UnknownUnit
from klimabesog.energy.factors import FactorSet, from_json
from klimabesog.energy.rates import Rates
from klimabesog.store import Change
from klimabesog.values.ids import derived_id
from klimabesog.values.resources import path as resource_path

FACTOR_FOLDER = "faktorer"


@dataclass(frozen=True)
class Use:
    """A carrier's use in the base year: kWh, kr. and kg CO2e; None where unknown."""

    kwh: float
    kroner: float | None
    co2_kg: float | None


@dataclass(frozen=True)
class Screening:
    """What a visit computes with. Rows that cannot be converted are left out and named in `problems`."""

    id: str
    factors: FactorSet
    rows: tuple[ConsumptionRow, ...]
    problems: tuple[str, ...] = ()

    @cached_property
    def baseline(self) -> Baseline:
        """The use in the base year."""
        return baseline.compute(self.rows, self.factors)

    @cached_property
    def rates(self) -> Rates:
        """Prices as paid where bills say so, else from the factor set; emissions from the factor set."""
        return self.baseline.rates(self.factors)

    @property
    def year(self) -> int:
        """The base year."""
        return self.factors.year

    def carriers(self) -> tuple[str, ...]:
        """Codes of the carriers the factor set knows."""
        return self.factors.carriers()

    def units(self, carrier: str) -> dict[str, float]:
        """kWh per unit, for each unit an amount of the carrier may be given in."""
        return {unit: self.factors.kwh_per_unit(carrier, unit).value for unit in self.factors.units(carrier)}

    def price(self, carrier: str) -> float | None:
        """Fall-back price in kr. per kWh without VAT."""
        figure = self.factors.price(carrier)
        return figure.value if figure else None

    def co2(self, carrier: str) -> float | None:
        """kg CO2e per kWh."""
        figure = self.factors.co2(carrier)
        return figure.value if figure else None

    def consumption(self) -> dict[str, Use]:
        """Carrier -> use in the base year."""
        return {total.carrier: _use(total) for total in self.baseline.carriers}


def _use(total: CarrierTotal) -> Use:
    return Use(total.kwh, total.kr, total.co2_kg)


def start_screening(desk: Desk, screening: str, company: str, year: int) -> list[Change]:
    """The changes that begin a screening: its base year and the factor set of today, frozen by content."""
    factors = standard_factors(year)
    sha256 = desk.store.put_blob(factors.to_json().encode(), "application/json")
    announced = desk.differences(
        derived_id(kinds.FACTORS, sha256),
        kinds.FACTORS,
        {"titel": factors.title, "aar": year, "sha256": sha256},
    )
    return announced + desk.differences(
        screening, kinds.SCREENING, {"virksomhed": company, "basisaar": year, "faktorsaet": sha256}
    )


def standard_factors(year: int) -> FactorSet:
    """The newest factor table that comes with the program, read for the base year."""
    newest = max(resource_path("resources", FACTOR_FOLDER).glob("*.csv"))
    return tables.load(newest, year)


def load_screening(desk: Desk, screening: str) -> Screening:
    """The screening with its frozen factors and the consumption entered so far."""
    record = desk.store.record(screening)
    assert record is not None
    factors = from_json(desk.store.blob(str(record.fields["faktorsaet"])).decode())
    records = desk.store.records(kinds.CONSUMPTION, screening=screening)
    rows, problems = [], []
    for entry in sorted(records, key=lambda r: r.created_hlc):
        try:
            row = consumption_row(entry.id, desk.fields(entry))
            if row is not None:
                baseline.compute([row], factors)
                rows.append(row)
        except (AmountError, UnknownUnit, ValueError) as error:
            problems.append(str(error))
    return Screening(screening, factors, tuple(rows), tuple(problems))


def consumption_row(row: str, fields: Mapping[str, object]) -> ConsumptionRow | None:
    """A `forbrug` record as the arithmetic takes it; None while carrier, amount or unit is missing."""
    text = {
        name: str(fields.get(name) or "")
        for name in ("energibaerer", "maengde", "enhed", "fra", "til", "kilde")
    }
    if not (text["energibaerer"] and text["maengde"] and text["enhed"]):
        return None
    return ConsumptionRow(
        carrier=text["energibaerer"],
        amount=float(text["maengde"]),
        unit=text["enhed"],
        cost=_number(fields.get("kroner")),
        price=_number(fields.get("pris_pr_enhed")),
        start=text["fra"],
        end=text["til"],
        source=text["kilde"],
        id=row,
    )


def _number(value: object) -> float | None:
    return float(str(value)) if value not in (None, "") else None


def year_before(date: str) -> int:
    """The last whole calendar year before a date: the usual base year of a screening."""
    return datetime.fromisoformat(date).year - 1
