"""The report's figures: baseline, end uses, totals, factors and what they rest on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from klimabesog.casework.visit import Visit
from klimabesog.energy.accuracy import CLASSES, SOURCES, worst
from klimabesog.energy.baseline import ConsumptionRow, RowResult
from klimabesog.energy.carriers import carrier_name, end_use_name
from klimabesog.energy.economics import flows_together
from klimabesog.energy.effects import Effect as EnergyEffect
from klimabesog.energy.factors import BOUNDARIES, COMPANY, OWN, Figure
from klimabesog.energy.stacking import MeasureResult, StackResult
from klimabesog.energy.units import shown_unit
from klimabesog.reports import model
from klimabesog.values.danish import format_date, format_percent
from klimabesog.values.texts import _, ngettext

FIRST = 3
"""So many measures are the best."""


def baseline(visit: Visit, stacked: StackResult) -> Iterator[model.CarrierUse]:
    """A line for each row of the base year, and one for bills that follow on each other; what is left of a carrier
    afterwards is divided on its lines as its use is."""
    left = {change.carrier: change.after for change in stacked.carriers}
    counted = [result for result in visit.screening.baseline.rows if result.counted]
    for bills in _followed(counted):
        code = bills[0].row.carrier
        whole = math.fsum(r.kwh for r in counted if r.row.carrier == code)
        yield _carrier_use(bills, _share(left.get(code), _sum(r.kwh for r in bills), whole))
    yield from _new_carriers(stacked, {result.row.carrier for result in counted})


def _followed(results: Sequence[RowResult]) -> list[list[RowResult]]:
    """Rows of one carrier, unit and source that each begin on the day after another's end: the bills of one meter."""
    chains: list[list[RowResult]] = []
    for result in sorted(results, key=lambda r: r.row.start):
        chain = next((chain for chain in chains if _follows(chain[-1].row, result.row)), None)
        if chain is None:
            chains.append([result])
        else:
            chain.append(result)
    places = {id(result): place for place, result in enumerate(results)}
    return sorted(chains, key=lambda chain: min(places[id(result)] for result in chain))


def _follows(before: ConsumptionRow, after: ConsumptionRow) -> bool:
    same = (before.carrier, before.unit, before.source) == (after.carrier, after.unit, after.source)
    if not (same and before.end and after.start):
        return False
    return date.fromisoformat(before.end) + timedelta(days=1) == date.fromisoformat(after.start)


def _share(left: float | None, kwh: float | None, whole: float) -> float | None:
    """What is left of a carrier that falls on a line of it."""
    return left * (kwh or 0.0) / whole if left is not None and whole else left


def _sum(values: Iterable[float | None]) -> float | None:
    """The sum; None where one of them is not known."""
    known = list(values)
    return None if None in known else math.fsum(value or 0.0 for value in known)


def _carrier_use(bills: Sequence[RowResult], after: float | None) -> model.CarrierUse:
    first, last = bills[0].row, bills[-1].row
    accuracy = class_of(worst(bill.accuracy for bill in bills))
    priced = accuracy if all(bill.price is None for bill in bills) else "C"
    count = ngettext("{n} regning", "{n} regninger", len(bills)).format(n=len(bills))
    return model.CarrierUse(
        carrier=carrier_name(first.carrier),
        amount=model.Amount(_sum(bill.row.amount for bill in bills), accuracy),
        unit=shown_unit(first.unit),
        kwh=model.Amount(_sum(bill.kwh for bill in bills), accuracy),
        kroner=model.Amount(_sum(bill.kr for bill in bills), priced),
        co2_kg=model.Amount(_sum(bill.co2_kg for bill in bills), accuracy),
        source=SOURCES.get(first.source, "").lower(),
        period=_period(first.start, last.end),
        meter=count if len(bills) > 1 else "",
        kwh_after=model.Amount(after, accuracy),
    )


def _period(start: str, end: str) -> str:
    """ "01.07.2024 – 30.06.2025", or "2025" for a whole year; "" where an end is not known."""
    if not (start and end):
        return ""
    if (start[:4], start[4:], end[4:]) == (end[:4], "-01-01", "-12-31"):
        return start[:4]
    return f"{format_date(start)} – {format_date(end)}"


def _new_carriers(stacked: StackResult, known: set[str]) -> Iterator[model.CarrierUse]:
    """Carriers that measures bring in: nothing before, something after."""
    for change in stacked.carriers:
        if change.carrier not in known and change.before == 0.0 and change.after:
            none = model.Amount(0.0, "C")
            yield model.CarrierUse(
                carrier_name(change.carrier),
                none,
                "kWh",
                none,
                none,
                none,
                kwh_after=model.Amount(change.after, "C"),
            )


def end_uses(stacked: StackResult) -> tuple[model.EndUse, ...]:
    """The use by what it is used for, as it was split or measures know it, and the rest; nothing if none is known."""
    known: dict[str, float] = {}
    for (end_use, _carrier), kwh in stacked.before_state.cells.items():
        if kwh:
            known[end_use] = known.get(end_use, 0.0) + kwh
    if not any(known):
        return ()
    ordered = sorted(known.items(), key=lambda item: (item[0] == "", -item[1]))
    return tuple(model.EndUse(end_use_name(code), model.Amount(kwh, "C")) for code, kwh in ordered)


def totals(visit: Visit, stacked: StackResult) -> model.Totals:
    """The sums, before and after overlap, and what all of it is worth."""
    accuracy, strip = class_of(stacked.accuracy), visit.result()
    return model.Totals(
        before=effect_of(stacked.alone, accuracy),
        after=effect_of(stacked.after, accuracy),
        investment=model.Amount(stacked.investment, accuracy),
        unpriced=stacked.unpriced,
        payback=model.Payback(model.Amount(stacked.payback.years, accuracy), stacked.payback.word),
        worth=model.Worth(model.Amount(strip.npv, accuracy), strip.irr_text),
    )


def cash(visit: Visit, stacked: StackResult) -> tuple[model.CashFlow, ...]:
    """All measures over the years, and the three that stand first in the report when there are more."""
    sets = [(_("Alle forslag"), stacked)]
    if len(stacked.measures) > FIRST:
        ranked = sorted(stacked.measures, key=rank)[:FIRST]
        sets.append((_("De tre bedste"), visit.measure_book.together([r.measure.id for r in ranked])))
    return tuple(flow for name, result in sets if (flow := cash_flow(name, result)) is not None)


def cash_flow(name: str, result: StackResult) -> model.CashFlow | None:
    """What a set costs and brings in, after overlap; None while the flows of one of its measures are not known."""
    flows = flows_together([measure.outlay for measure in result.measures])
    return model.CashFlow(name, tuple(flows), class_of(result.accuracy)) if flows else None


def rank(result: MeasureResult) -> tuple[float, str]:
    """The order of the report: shortest payback first."""
    years = result.payback.years
    return (float("inf") if years is None else years, result.measure.title)


def effect_of(effect: EnergyEffect, accuracy: model.Accuracy) -> model.Effect:
    """An effect of the arithmetic as the report's model has it."""
    amounts = (model.Amount(value, accuracy) for value in (effect.kwh, effect.kr, effect.co2_kg))
    return model.Effect(*amounts)


def class_of(letter: str) -> model.Accuracy:
    """The accuracy class of a letter."""
    return letter if letter in CLASSES else "C"  # type: ignore[return-value]


def factors(visit: Visit, stacked: StackResult) -> Iterator[model.Factor]:
    """Price and emission of each carrier in play, with where they come from."""
    screening = visit.screening
    paid = {r.row.carrier: r for r in screening.baseline.rows if r.counted and r.price is None}
    for change in stacked.carriers:
        code = change.carrier
        rate, emission, price = (
            screening.rates.of(code),
            screening.factors.co2(code),
            screening.factors.price(code),
        )
        row = next((r.row for r in screening.baseline.rows if r.row.carrier == code), None)
        source = emission.row.source if emission and emission.row else ""
        if emission and emission.note:
            source = f"{source} ({emission.note})"
        yield model.Factor(
            carrier=carrier_name(code),
            unit=shown_unit(row.unit) if row else "kWh",
            kwh_per_unit=screening.factors.kwh_per_unit(code, row.unit).value if row else 1.0,
            price_kr_kwh=rate.price,
            co2_kg_kwh=rate.co2,
            year=str(screening.year),
            source=source,
            price_source=_price_source(code in paid, price),
        )


def _price_source(paid: bool, price: Figure | None) -> str:
    """Where a price comes from: agreed, paid, the municipality's own number, or an estimate of the table."""
    row = price.row if price else None
    if row is not None and row.use == COMPANY:
        return _("oplyst for jer: {source}").format(source=row.source)
    if paid:
        return _("jeres egne tal")
    if row is None or not row.source:
        return _("skøn")
    return row.source if row.use == OWN else _("skøn: {source}").format(source=row.source)


def conditions(visit: Visit, stacked: StackResult) -> tuple[str, ...]:
    """Method, delimitation and everything the arithmetic remarked."""
    boundary = BOUNDARIES[visit.screening.factors.boundary].lower()
    fixed = (
        _("Udledning er regnet som CO₂e for {boundary}, med samme faktorer før og efter.").format(
            boundary=boundary
        ),
        _("Kroner er uden moms. Besparelser er regnet med den pris, I betaler i dag."),
        _("Tiltag er regnet efter hinanden, så det samme forbrug ikke spares to gange."),
        _("Nutidsværdi er regnet med en kalkulationsrente på {rate} og faste priser.").format(
            rate=format_percent(visit.screening.interest)
        ),
    )
    remarks = (*visit.screening.problems, *visit.screening.baseline.notes, *stacked.notes)
    return (*fixed, *dict.fromkeys(remarks))
