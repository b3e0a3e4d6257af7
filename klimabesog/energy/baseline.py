"""What a company uses in a year: rows from bills and meters to kWh, kr. and kg CO2e per carrier."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from klimabesog.energy.accuracy import RULE_OF_THUMB, class_of_source, worst
from klimabesog.energy.carriers import carrier_name, carrier_order
from klimabesog.energy.errors import AmountError
from klimabesog.energy.factors import COMPANY, FactorSet, Figure
from klimabesog.energy.rates import Rate, Rates
from klimabesog.values.texts import _

ENERGY_AUDIT_KWH = 10e12 / 3.6e6
"""10 TJ a year: from here on the law's energisyn applies (bekendtgørelse 761 of 18 June 2024)."""
"""85 TJ a year: from here on certified energy management (same source)."""
PRICE_RANGE = (0.4, 2.5)
"""A price outside these multiples of the fall-back price is worth a second look (our own choice)."""
_FULL_YEAR_DAYS = (350, 380)


@dataclass(frozen=True)
class ConsumptionRow:
    """One carrier on one meter in one period, as entered.

    `amount` in `unit`; `cost` in kr. for the whole row, or `price` in kr. per unit, both without VAT.
    `year` or `start`/`end` (ISO dates, both inclusive). `source`: regning | maaler | oplyst | skoen.
    """

    carrier: str
    amount: float
    unit: str
    cost: float | None = None
    price: float | None = None
    year: int | None = None
    start: str = ""
    end: str = ""
    source: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        given = (self.amount, self.cost, self.price)
        if any(value is not None and (not math.isfinite(value) or value < 0) for value in given):
            raise AmountError(
                _("{carrier}: mængde og pris kan ikke være negative.").format(
                    carrier=carrier_name(self.carrier)
                )
            )


@dataclass(frozen=True)
class RowResult:
    """A row converted: kWh, kr. and kg CO2e in its period; None where no price or emission is known.

    `counted`: in the totals; rows of other years are shown beside them. `odd_price`: the price per kWh lies far from
    the usual one. `notes` are Danish sentences.
    """

    row: ConsumptionRow
    year: int | None
    kwh: float
    kr: float | None
    co2_kg: float | None
    accuracy: str
    counted: bool
    heating_value: Figure
    price: Figure | None
    emission: Figure | None
    odd_price: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CarrierTotal:
    """One carrier in the base year; `price` in kr./kWh is what `priced_kwh` cost on average, else the fall-back."""

    carrier: str
    kwh: float
    kr: float | None
    co2_kg: float | None
    accuracy: str
    price: float | None
    emission: float | None
    priced_kwh: float = 0.0


@dataclass(frozen=True)
class Baseline:
    """A company's use in the base year. Sums leave out what is unknown, and `notes` say so."""

    year: int
    rows: tuple[RowResult, ...]
    carriers: tuple[CarrierTotal, ...]
    notes: tuple[str, ...] = ()

    @property
    def kwh(self) -> float:
        """kWh a year."""
        return math.fsum(total.kwh for total in self.carriers)

    @property
    def kr(self) -> float:
        """Kr. a year, of the carriers whose price is known."""
        return math.fsum(total.kr or 0.0 for total in self.carriers)

    @property
    def co2_kg(self) -> float:
        """kg CO2e a year, of the carriers whose emission is known."""
        return math.fsum(total.co2_kg or 0.0 for total in self.carriers)

    @property
    def accuracy(self) -> str:
        """Class of the totals: that of their least sure part."""
        return worst(total.accuracy for total in self.carriers)

    @property
    def over_energy_audit_limit(self) -> bool:
        """True above 10 TJ a year."""
        return self.kwh > ENERGY_AUDIT_KWH

    def use(self) -> dict[str, float]:
        """kWh a year of every carrier."""
        return {total.carrier: total.kwh for total in self.carriers}

    def rates(self, factors: FactorSet) -> Rates:
        """What a kWh costs and emits: as stated for the company, as paid where known, else from the factor set."""
        known = {total.carrier: _agreed(total, factors) for total in self.carriers}
        return Rates(
            {code: known.get(code) or _rate(factors, code) for code in (*factors.carriers(), *known)}
        )


def compute(rows: Iterable[ConsumptionRow], factors: FactorSet) -> Baseline:
    """The baseline of the factor set's year. UnknownUnit for a unit that the set cannot convert.

    Per carrier the rows of the base year count, together with rows without a year; if there are none,
    those of the nearest year do (the newer of two), and a note says so.
    """
    entered = tuple(rows)
    chosen = {code: _counted_year(group, factors.year) for code, group in _by_carrier(entered).items()}
    results = tuple(_convert(row, factors, chosen[row.carrier]) for row in entered)
    counted = [result for result in results if result.counted]
    codes = sorted({result.row.carrier for result in counted}, key=carrier_order)
    totals = tuple(_total(code, [r for r in counted if r.row.carrier == code], factors) for code in codes)
    return Baseline(factors.year, results, totals, _notes(totals, chosen, factors))


def row_year(row: ConsumptionRow) -> int | None:
    """The year most of the row's period lies in; None when it has no period."""
    if row.year is not None:
        return row.year
    days = _days(row)
    if days is None:
        return int(row.start[:4]) if row.start else (int(row.end[:4]) if row.end else None)
    return date.fromordinal(date.fromisoformat(row.start).toordinal() + days // 2).year


def _days(row: ConsumptionRow) -> int | None:
    """Days of the period, both ends included; None if not given. AmountError for an end before its start."""
    if not (row.start and row.end):
        return None
    days = (date.fromisoformat(row.end) - date.fromisoformat(row.start)).days + 1
    if days < 1:
        raise AmountError(
            _("{carrier}: perioden slutter, før den begynder.").format(carrier=carrier_name(row.carrier))
        )
    return days


def _by_carrier(rows: Sequence[ConsumptionRow]) -> Mapping[str, list[ConsumptionRow]]:
    groups: dict[str, list[ConsumptionRow]] = defaultdict(list)
    for row in rows:
        groups[row.carrier].append(row)
    return groups


def _counted_year(rows: Sequence[ConsumptionRow], base: int) -> int:
    """The year whose rows count for a carrier: the base year, else the nearest there is."""
    years = {year for year in map(row_year, rows) if year is not None}
    if not years or base in years:
        return base
    return min(years, key=lambda year: (abs(year - base), -year))


def _convert(row: ConsumptionRow, factors: FactorSet, counted_year: int) -> RowResult:
    """One row in kWh, kr. and kg CO2e."""
    per_unit = factors.kwh_per_unit(row.carrier, row.unit)
    kwh = row.amount * per_unit.value
    emission = factors.co2(row.carrier)
    year = row_year(row)
    cost, price = _cost(row, kwh, factors)
    odd = price is None and cost is not None and _odd_price(row, kwh, cost, factors)
    return RowResult(
        row=row,
        year=year,
        kwh=kwh,
        kr=cost,
        co2_kg=kwh * emission.value if emission else None,
        accuracy=class_of_source(row.source),
        counted=year is None or year == counted_year,
        heating_value=per_unit,
        price=price,
        emission=emission,
        odd_price=odd,
        notes=tuple(_row_notes(row, cost, price, odd)),
    )


def _cost(row: ConsumptionRow, kwh: float, factors: FactorSet) -> tuple[float | None, Figure | None]:
    """Kr. for the row, and the fall-back price if that is what it rests on."""
    if row.cost is not None:
        return row.cost, None
    if row.price is not None:
        return row.price * row.amount, None
    fallback = factors.price(row.carrier)
    return (kwh * fallback.value, fallback) if fallback else (None, None)


def _row_notes(row: ConsumptionRow, cost: float | None, price: Figure | None, odd: bool) -> Iterable[str]:
    """Friendly remarks on one row; none of them blocks anything."""
    days = _days(row)
    if days is not None and not _FULL_YEAR_DAYS[0] <= days <= _FULL_YEAR_DAYS[1]:
        yield _("Perioden er {days} dage og ikke et helt år.").format(days=days)
    if not row.source:
        yield _("Der mangler en kilde til tallet.")
    if cost is None:
        yield _("Prisen mangler, så forbruget er ikke med i kronerne.")
    elif price is not None:
        if price.row is None or price.row.use != COMPANY:
            yield _("Prisen er et skøn. Spørg efter regningen.")
    elif odd:
        yield _("Prisen pr. kWh ligger langt fra det sædvanlige. Tjek mængde, enhed og kroner.")


def _odd_price(row: ConsumptionRow, kwh: float, cost: float, factors: FactorSet) -> bool:
    usual = factors.price(row.carrier)
    if usual is None or usual.value == 0 or kwh == 0:
        return False
    return not PRICE_RANGE[0] <= cost / kwh / usual.value <= PRICE_RANGE[1]


def _total(code: str, results: Sequence[RowResult], factors: FactorSet) -> CarrierTotal:
    """The sum of a carrier's counted rows."""
    kwh = math.fsum(result.kwh for result in results)
    priced = [result for result in results if result.kr is not None]
    kr = math.fsum(result.kr or 0.0 for result in priced) if priced else None
    priced_kwh = math.fsum(result.kwh for result in priced)
    emission = factors.co2(code)
    fallback = factors.price(code)
    return CarrierTotal(
        carrier=code,
        kwh=kwh,
        kr=kr,
        co2_kg=kwh * emission.value if emission else None,
        accuracy=worst(result.accuracy for result in results) if results else RULE_OF_THUMB,
        price=kr / priced_kwh
        if kr is not None and priced_kwh > 0
        else (fallback.value if fallback else None),
        emission=emission.value if emission else None,
        priced_kwh=priced_kwh,
    )


def _agreed(total: CarrierTotal, factors: FactorSet) -> Rate:
    """A carrier's rate: the price that was agreed for the company goes before what it paid on average."""
    agreed = factors.agreed_price(total.carrier)
    return Rate(agreed.value if agreed else total.price, total.emission)


def _rate(factors: FactorSet, code: str) -> Rate:
    price, emission = factors.price(code), factors.co2(code)
    return Rate(price.value if price else None, emission.value if emission else None)


def _notes(totals: Sequence[CarrierTotal], chosen: Mapping[str, int], factors: FactorSet) -> tuple[str, ...]:
    """Remarks on the whole: other years, unknown emissions, another boundary."""
    notes = []
    for code, year in sorted(chosen.items(), key=lambda item: carrier_order(item[0])):
        if year != factors.year:
            notes.append(
                _("{carrier}: forbruget i {year} er brugt, fordi basisåret {base} mangler.").format(
                    carrier=carrier_name(code), year=year, base=factors.year
                )
            )
    for total in totals:
        if total.emission is None:
            notes.append(
                _("{carrier}: udledningen er ukendt og ikke med i summen.").format(
                    carrier=carrier_name(total.carrier)
                )
            )
    for code in factors.off_boundary(total.carrier for total in totals):
        notes.append(_off_boundary_note(code, factors))
    return tuple(notes)


def _off_boundary_note(code: str, factors: FactorSet) -> str:
    """Says that a carrier's emission is counted otherwise than the rest."""
    if factors.boundary == "livscyklus":
        text = _("{carrier}: udledningen er kun fra forbrændingen, mens de øvrige er for hele livscyklussen.")
    else:
        text = _("{carrier}: udledningen er for hele livscyklussen, mens de øvrige kun er fra forbrændingen.")
    return text.format(carrier=carrier_name(code))
