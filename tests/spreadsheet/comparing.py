"""Every figure of a stage held against the sheet: the same to a billionth, where both use the same formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from klimabesog.casework.steps.bills import BillLine
from klimabesog.casework.visit import Visit
from klimabesog.energy.carriers import carrier_name
from klimabesog.partnership.target import Progress as Reached
from tests.spreadsheet import sheet
from tests.spreadsheet.playing import Stage
from tests.spreadsheet.sheet import Change, Measure, Progress, Row, Year

RATE = 1e-7
"""Internal rates: the program's root finder stops at a hundred-millionth."""


def same(value: float | None, wanted: float) -> None:
    """Equal to a billionth; what is nothing is nothing to a millionth of a kWh, krone or kilogram."""
    assert value == pytest.approx(wanted, rel=1e-9, abs=1e-6)


def same_base(visit: Visit, year: Year) -> None:
    """Each carrier's kWh, kr. and kg CO2e, and what a saved kWh of it is worth."""
    assert set(visit.screening.consumption()) == set(year)
    for code, line in year.items():
        use, rate = visit.screening.consumption()[code], visit.screening.rates.of(code)
        for value, wanted in (
            (use.kwh, line.kwh),
            (use.kroner, line.kr),
            (use.co2_kg, line.kg),
            (rate.price, line.price),
            (rate.co2, line.factor),
        ):
            same(value, wanted)


def same_table(stage: Stage, rows: Sequence[Row]) -> None:
    """The measures in the same order, each alone and after overlap, with what it costs and is worth."""
    assert [row.title for row in stage.rows] == [row.measure.title for row in rows]
    for seen, row in zip(stage.rows, rows, strict=True):
        for value, wanted in (
            (seen.kwh_alone, row.alone.kwh),
            (seen.kroner_alone, row.alone.kr),
            (seen.co2_kg_alone, row.alone.kg),
            (seen.kwh, row.after.kwh),
            (seen.kroner, row.after.kr),
            (seen.co2_kg, row.after.kg),
            (seen.investment, row.measure.price),
            (seen.payback_years, sheet.payback(row)),
            (seen.npv, sheet.present_value(sheet.flows(row))),
            (seen.annuity, sheet.yearly_cost(row.measure.price, row.measure.life)),
        ):
            same(value, wanted)
        assert seen.irr == pytest.approx(sheet.internal_rate(sheet.flows(row)), rel=RATE)


def same_totals(stage: Stage, rows: Sequence[Row], year: Year) -> None:
    """What all measures come to, carrier by carrier and together."""
    after, strip, flows = sheet.total(rows), stage.strip, sheet.flows_together(rows)
    price, yearly = sum(row.measure.price for row in rows), sum(row.yearly for row in rows)
    for value, wanted in (
        (strip.consumption_kwh, sum(line.kwh for line in year.values())),
        (strip.consumption_kroner, sum(line.kr for line in year.values())),
        (strip.consumption_co2_kg, sum(line.kg for line in year.values())),
        (strip.saving_kwh, after.kwh),
        (strip.saving_kroner, after.kr),
        (strip.saving_co2_kg, after.kg),
        (strip.saving_kwh_alone, sheet.total(rows, "alone").kwh),
        (strip.saving_kroner_alone, sheet.total(rows, "alone").kr),
        (strip.investment, price),
        (strip.payback_years, price / yearly),
        (strip.npv, sheet.present_value(flows)),
        (strip.annuity, sum(sheet.yearly_cost(row.measure.price, row.measure.life) for row in rows)),
    ):
        same(value, wanted)
    assert strip.irr == pytest.approx(sheet.internal_rate(flows), rel=RATE)
    for change in stage.stacked.carriers:
        before, saved = year[change.carrier].kwh, after.by_carrier.get(change.carrier, 0.0)
        for value, wanted in ((change.before, before), (change.saved, saved), (change.after, before - saved)):
            same(value, wanted)


def same_done(stage: Stage, rows: Sequence[Row]) -> None:
    """The measures carried out, one after another by themselves."""
    assert [r.measure.title for r in stage.done.measures] == [row.measure.title for row in rows]
    for seen, row in zip(stage.done.measures, rows, strict=True):
        for value, wanted in (
            (seen.after.kwh, row.after.kwh),
            (seen.after.kr, row.after.kr),
            (seen.after.co2_kg, row.after.kg),
        ):
            same(value, wanted)


def same_progress(reached: Reached | None, progress: Progress, base_kg: float) -> None:
    """Towards the target."""
    assert reached is not None
    for value, wanted in (
        (reached.target_kg, progress.target),
        (reached.proposed_kg, progress.proposed),
        (reached.done_kg, progress.done),
        (reached.proposed_share, progress.proposed / base_kg),
        (reached.done_share, progress.done / base_kg),
    ):
        same(value, wanted)


def same_form(stage: Stage, prefix: str, rows: Sequence[Row]) -> None:
    """What the rows of a step's form show of a layer: each measure alone, as "skoen_", "t_" …"""
    names = {"kwh": "kwh", "kroner": "kr", "co2": "kg"}
    for row in rows:
        shown = stage.form[row.measure.title]
        for name, part in names.items():
            if f"{prefix}{name}" in shown:
                same(float(shown[f"{prefix}{name}"]), getattr(row.alone, part))
        if f"{prefix}investering" in shown:
            same(float(shown[f"{prefix}investering"]), row.measure.price)


def same_agreed(stage: Stage, agreed: Mapping[str, Measure]) -> None:
    """What the plan's rows make of the proposals: the price that was agreed."""
    for title, measure in agreed.items():
        same(float(stage.form[title]["ud_investering"]), measure.price)


def same_bills(stage: Stage, changes: Mapping[str, Change], months: Mapping[str, int]) -> None:
    """New bills against the base year, by carrier; with too few months the program shows how many."""
    assert stage.bills is not None
    assert [line.name for line in stage.bills.lines] == [carrier_name(code) for code in changes]
    for line, (code, change) in zip(stage.bills.lines, changes.items(), strict=True):
        count = months.get(code, 12)
        assert line.says_much == (count >= 3)
        assert f"{count} måneder" in line.verdict
        _same_line(line, change)
    if len([line for line in stage.bills.lines if line.says_much]) > 1:
        assert stage.bills.total is not None
        much = [change for code, change in changes.items() if months.get(code, 12) >= 3]
        _same_line(stage.bills.total, Change(*(sum(column) for column in zip(*much, strict=True))))


def _same_line(line: BillLine, change: Change) -> None:
    for value, wanted in (
        (line.base, change.base),
        (line.now, change.now),
        (line.weather, change.weather),
        (line.activity, change.activity),
        (line.rest, change.rest),
    ):
        same(value, wanted)


def same_effort(stage: Stage, effort: Mapping[str, tuple[float, float]]) -> None:
    """Own effort and the factors' part, carrier by carrier and together."""
    assert stage.effort is not None
    parts = {one.carrier: one.parts for one in stage.effort.carriers}
    assert set(parts) == set(effort)
    for code, (own, factors) in effort.items():
        part = parts[code]
        assert part is not None
        same(part.own, own)
        same(part.factors, factors)
    same(stage.effort.parts.own, sum(own for own, _factors in effort.values()))
    same(stage.effort.parts.factors, sum(factors for _own, factors in effort.values()))
