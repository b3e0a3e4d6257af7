"""A screening: the base year, the frozen factor set and the consumption that a visit is computed with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.factorsets import RATE, SET, FactorSets, announce, read_set
from klimabesog.energy import baseline
from klimabesog.energy.baseline import Baseline, CarrierTotal, ConsumptionRow
from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.economics import INTEREST
from klimabesog.energy.errors import AmountError, FactorTableError, UnknownUnit
from klimabesog.energy.factors import FactorRow, FactorSet
from klimabesog.energy.rates import Rates
from klimabesog.energy.state import Split
from klimabesog.store import Change, Record
from klimabesog.values.danish import format_number
from klimabesog.values.texts import _

STATED = "egen:"
"""Fields of a screening named so, by kind and carrier, hold what was stated for this company: a row of a factor set."""


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
    """What a visit computes with. Rows that cannot be converted are left out and named in `problems`.

    `frozen` is the set the screening was begun with, `factors` the same with what was `stated` for the company;
    `splits` says what carriers are used for; `interest` is the rate of present values, as a fraction.
    """

    id: str
    frozen: FactorSet
    factors: FactorSet
    carriers: tuple[Carrier, ...]
    rows: tuple[ConsumptionRow, ...]
    problems: tuple[str, ...] = ()
    stated: tuple[FactorRow, ...] = ()
    splits: tuple[Split, ...] = ()
    interest: float = INTEREST

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
    """The changes that begin a screening: its base year, and the set in force frozen by content, with the rate."""
    in_force = FactorSets(desk).in_force()
    factors = in_force.factors.for_year(year).for_place(postal_code_of(desk, company))
    fields = {
        "virksomhed": company,
        "basisaar": year,
        SET: announce(desk, factors),
        RATE: in_force.interest,
    }
    return desk.differences(screening, kinds.SCREENING, fields)


def postal_code_of(desk: Desk, company: str) -> str:
    """The postal code of a company, else of the first site that has one; "" unknown."""
    record = desk.store.record(company)
    sites = sorted(desk.store.records(kinds.SITE, virksomhed=company), key=lambda r: r.created_hlc)
    places = [record, *sites] if record is not None else sites
    return next((str(place.fields["postnr"]) for place in places if place.fields.get("postnr")), "")


def load_screening(desk: Desk, screening: str) -> Screening:
    """The screening with its frozen factors, what was stated for the company, and the consumption entered so far."""
    record = desk.store.record(screening)
    assert record is not None
    frozen = read_set(desk.store.blob(str(record.fields[SET])).decode())
    problems: list[str] = []
    stated = tuple(_stated_rows(record, frozen, problems))
    factors, carriers = _read_factors(frozen, stated)
    rate = record.fields.get(RATE)
    return Screening(
        id=screening,
        frozen=frozen,
        factors=factors,
        carriers=carriers,
        rows=tuple(_rows(desk, screening, factors, problems)),
        splits=tuple(_splits(desk, screening, problems)),
        problems=tuple(problems),
        stated=stated,
        interest=float(rate) if isinstance(rate, int | float) else INTEREST,
    )


def _rows(desk: Desk, screening: str, factors: FactorSet, problems: list[str]) -> Iterator[ConsumptionRow]:
    """The consumption; what cannot be counted is told."""
    records = desk.store.records(kinds.CONSUMPTION, screening=screening)
    for entry in sorted(records, key=lambda r: r.created_hlc):
        try:
            row = consumption_row(entry.id, desk.fields(entry))
            if row is not None:
                baseline.compute([row], factors)
                yield row
        except (AmountError, UnknownUnit, ValueError) as error:
            problems.append(str(error))


def _splits(desk: Desk, screening: str, problems: list[str]) -> Iterator[Split]:
    """The carriers' shares per end use; those of a carrier with more than 100 % are left out and told."""
    shares: dict[str, list[Split]] = {}
    for entry in sorted(desk.store.records(kinds.SPLIT, screening=screening), key=lambda r: r.created_hlc):
        split = split_of(entry.fields)
        if split is not None:
            shares.setdefault(split.carrier, []).append(split)
    for carrier, splits in shares.items():
        whole = sum(split.share for split in splits)
        if whole > 1 + 1e-9:
            problems.append(
                _(
                    "{carrier} er fordelt med {percent} %. Ret fordelingen; indtil da regnes der uden den."
                ).format(carrier=carrier_name(carrier), percent=format_number(whole * 100))
            )
        else:
            yield from splits


def split_of(fields: Mapping[str, object]) -> Split | None:
    """A `fordeling` record as the arithmetic takes it; None while something in it is missing or cannot be true."""
    carrier, end_use = (str(fields.get(name) or "") for name in ("energibaerer", "slutanvendelse"))
    try:
        percent = _number(fields.get("andel"))
    except ValueError:
        return None
    if not (carrier and end_use and percent) or not 0 < percent <= 100:
        return None
    return Split(carrier, end_use, percent / 100)


def _stated_rows(record: Record, frozen: FactorSet, problems: list[str]) -> Iterator[FactorRow]:
    """What was stated for the company; what a colleague's newer program wrote and this one can't read is told."""
    for field, value in sorted(record.fields.items()):
        if field.startswith(STATED) and isinstance(value, dict):
            try:
                row = FactorRow(**value)
                frozen.kwh_per_unit(row.carrier, row.unit)
                yield row
            except (FactorTableError, UnknownUnit, TypeError, ValueError):
                problems.append(
                    _("Et tal for virksomheden ({name}) kan ikke læses. Skriv det igen.").format(
                        name=field.removeprefix(STATED)
                    )
                )


@lru_cache(maxsize=16)  # neither changes, and every answer of the baseline computes with them again
def _read_factors(frozen: FactorSet, stated: tuple[FactorRow, ...]) -> tuple[FactorSet, tuple[Carrier, ...]]:
    """The set as it counts for the company, with each of its carriers read for the base year."""
    factors = frozen.for_company(stated)
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
