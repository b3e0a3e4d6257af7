"""The report's figures: baseline, end uses, totals, factors and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from klimabesog.casework.visit import Visit
from klimabesog.energy.accuracy import CLASSES, SOURCES
from klimabesog.energy.baseline import RowResult
from klimabesog.energy.carriers import carrier_name, end_use_name
from klimabesog.energy.effects import Effect as EnergyEffect
from klimabesog.energy.factors import BOUNDARIES, COMPANY, OWN, Figure
from klimabesog.energy.stacking import StackResult
from klimabesog.energy.units import shown_unit
from klimabesog.reports import model
from klimabesog.values.danish import format_date, format_percent
from klimabesog.values.texts import _


def baseline(visit: Visit, stacked: StackResult) -> Iterator[model.CarrierUse]:
    """One line per row of the base year; what is left afterwards stands on a carrier's first line."""
    left = {change.carrier: change.after for change in stacked.carriers}
    baseline = visit.screening.baseline
    counted = [result for result in baseline.rows if result.counted]
    for result in counted:
        code = result.row.carrier
        rows = [r for r in counted if r.row.carrier == code]
        after = _share(left.get(code), result, rows)
        yield _carrier_use(result, model.Amount(after, class_of(result.accuracy)))
    yield from _new_carriers(stacked, {result.row.carrier for result in counted})


def _share(left: float | None, result: RowResult, rows: list[RowResult]) -> float | None:
    """What is left of a carrier, divided on its rows as their use is."""
    whole = sum(row.kwh for row in rows)
    return left * result.kwh / whole if left is not None and whole else left


def _carrier_use(result: RowResult, after: model.Amount) -> model.CarrierUse:
    row, accuracy = result.row, class_of(result.accuracy)
    price_class = accuracy if result.price is None else "C"
    return model.CarrierUse(
        carrier=carrier_name(row.carrier),
        amount=model.Amount(row.amount, accuracy),
        unit=shown_unit(row.unit),
        kwh=model.Amount(result.kwh, accuracy),
        kroner=model.Amount(result.kr, price_class),
        co2_kg=model.Amount(result.co2_kg, accuracy),
        source=SOURCES.get(row.source, "").lower(),
        period=f"{format_date(row.start)} – {format_date(row.end)}" if row.start and row.end else "",
        kwh_after=after,
    )


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
        payback=model.Payback(model.Amount(stacked.payback.years, accuracy), stacked.payback.word),
        worth=model.Worth(model.Amount(strip.npv, accuracy), strip.irr_text),
    )


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
