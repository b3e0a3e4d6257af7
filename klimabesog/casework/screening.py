"""A screening: the base year, the frozen factor set and the consumption that a visit is computed with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

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
class Carrier:
    """A carrier as forms need it: fall-back price kr./kWh without VAT, kg CO2e/kWh, kWh per unit it may be given in."""

    code: str
    price: float | None
    co2: float | None
    units: Mapping[str, float]


@dataclass(frozen=True)
class Screening:
    """What a visit computes with. Rows that cannot be converted are left out and named in `problems`."""

    id: str
    factors: FactorSet
    carriers: tuple[Carrier, ...]
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
    factors, carriers = _read_factors(desk.store.blob(str(record.fields["faktorsaet"])).decode())
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
    return Screening(screening, factors, carriers, tuple(rows), tuple(problems))


@lru_cache(maxsize=8)  # a frozen set never changes, and every answer of the baseline computes with it again
def _read_factors(text: str) -> tuple[FactorSet, tuple[Carrier, ...]]:
    """A frozen factor set, with each of its carriers read for the base year."""
    factors = from_json(text)
    return factors, tuple(_carrier(factors, code) for code in factors.carriers())


def _carrier(factors: FactorSet, code: str) -> Carrier:
    price, co2 = factors.price(code), factors.co2(code)
    return Carrier(
        code,
        price.value if price else None,
        co2.value if co2 else None,
        {unit: factors.kwh_per_unit(code, unit).value for unit in factors.units(code)},
    )


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
