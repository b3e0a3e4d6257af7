"""The charts of a screening, made from the report model: the same on paper and in the window.

`measure` tells how wide a text is in the typeface the chart will be drawn with.
"""

from __future__ import annotations

from collections.abc import Callable

from klimabesog.reports import figures
from klimabesog.reports.charts import bars
from klimabesog.reports.charts.shapes import Chart, TextWidth
from klimabesog.reports.model import (
    Amount,
    CarrierUse,
    EndUse,
    Measure,
    Payback,
    ScreeningReport,
    baseline_sum,
)
from klimabesog.reports.theme import SERIES
from klimabesog.values import danish
from klimabesog.values.texts import _

MOST_PARTS, MOST_BARS = 5, 20


def _largest(report: ScreeningReport) -> tuple[CarrierUse, ...]:
    """The carriers by size, those beyond the fifth gathered in one."""
    ordered = sorted(report.baseline, key=lambda line: -max(line.kwh.value or 0, line.kwh_after.value or 0))
    rest = tuple(ordered[MOST_PARTS:])
    if not rest:
        return tuple(ordered)
    gathered = ScreeningReport(baseline=rest)
    return (
        *ordered[:MOST_PARTS],
        CarrierUse(
            _("Øvrige"),
            kwh=baseline_sum(gathered, "kwh"),
            kroner=baseline_sum(gathered, "kroner"),
            co2_kg=baseline_sum(gathered, "co2_kg"),
            kwh_after=baseline_sum(gathered, "kwh_after"),
        ),
    )


def before_and_after(report: ScreeningReport, width: float, measure: TextWidth) -> Chart | None:
    """The year's use in kWh now and after all measures, by carrier where that is known; None without."""
    used, saved = baseline_sum(report, "kwh"), report.totals.after.kwh
    if not used.value or saved.value is None or not report.measures:
        return None
    year = report.base_year or _("Før")
    later = Amount(used.value - saved.value, max(used.accuracy, saved.accuracy))
    before, after = figures.with_unit(used, "kWh"), figures.with_unit(later, "kWh")
    alternative = _("Årsforbrug: {before} i {year}, {after} efter alle forslag.").format(
        before=before, year=year, after=after
    )
    lines = _largest(report)
    if any(line.kwh_after.value is None for line in lines):
        plain = (
            bars.StackedBar(year, (used.value, 0), before),
            bars.StackedBar(_("Efter alle forslag"), (0, later.value), after),
        )
        return bars.stacked(plain, width, alternative, measure, colours=(SERIES[4], SERIES[2]))
    legend = [
        f"{line.carrier}: {figures.number(line.kwh)} → {figures.number(line.kwh_after)}" for line in lines
    ]
    rows = (
        bars.StackedBar(year, tuple(line.kwh.value for line in lines), before),
        bars.StackedBar(_("Efter alle forslag"), tuple(line.kwh_after.value for line in lines), after),
    )
    words = " ".join([alternative, _("Fordelt i kWh:"), "; ".join(legend) + "."])
    return bars.stacked(rows, width, words, measure, legend=legend)


def carrier_shares(report: ScreeningReport, width: float, measure: TextWidth) -> Chart | None:
    """Each carrier's share of energy, cost and emission, three bars of one length; None for one carrier."""
    lines = _largest(report)
    if len(lines) < 2:
        return None
    wanted = (
        _share_bar(_("Energi"), [line.kwh for line in lines], lambda total: figures.with_unit(total, "kWh")),
        _share_bar(
            _("Udgift"), [line.kroner for line in lines], lambda total: figures.with_unit(total, "kr.")
        ),
        _share_bar(_("Udledning"), [line.co2_kg for line in lines], _tonnes),
    )
    rows = [bar for bar in wanted if sum(value or 0 for value in bar.values)]
    if not rows:
        return None
    names = [line.carrier for line in lines]
    words = [
        f"{bar.name} {bar.text}: " + ", ".join(map(" ".join, zip(names, bar.inside, strict=True)))
        for bar in rows
    ]
    alternative = ". ".join(words) + "."
    return bars.stacked(rows, width, alternative, measure, same_length=True, legend=names)


def _share_bar(name: str, amounts: list[Amount], text: Callable[[Amount], str]) -> bars.StackedBar:
    values = tuple(max(amount.value or 0, 0) for amount in amounts)
    total = sum(values) or 1
    shares = tuple(danish.format_percent(value / total, 0) for value in values)
    weakest = max(amount.accuracy for amount in amounts)
    return bars.StackedBar(name, values, text(Amount(sum(values), weakest)), shares)


def _tonnes(kilograms: Amount) -> str:
    return f"{figures.tonnes(kilograms)}\u00a0{figures.CO2}"


def end_uses(uses: tuple[EndUse, ...], width: float, measure: TextWidth, colour: str) -> Chart:
    """What the energy is used for, largest first, in kWh and per cent."""
    ordered = sorted(uses, key=lambda use: -(use.kwh.value or 0))
    total = sum(use.kwh.value or 0 for use in uses) or 1
    rows = []
    for use in ordered:
        share = danish.format_percent((use.kwh.value or 0) / total, 0)
        rows.append(
            bars.RankedBar(use.name, use.kwh.value or 0, f"{figures.with_unit(use.kwh, 'kWh')} · {share}")
        )
    alternative = _("Energiforbrug efter anvendelse: {list}.").format(
        list="; ".join(f"{row.name} {row.text}" for row in rows)
    )
    return bars.ranked(rows, width, alternative, measure, colour=colour)


def yearly_savings(
    measures: tuple[Measure, ...], width: float, measure: TextWidth, colour: str
) -> Chart | None:
    """Saving in kr. a year of each measure by itself, largest first; None when fewer than two are known."""
    known = [m for m in measures if m.alone.kroner.value is not None]
    if len(known) < 2:
        return None
    ordered = sorted(known, key=lambda m: -(m.alone.kroner.value or 0))[:MOST_BARS]
    rows = [
        bars.RankedBar(m.title, m.alone.kroner.value or 0, _bar_text(m.alone.kroner, m.payback))
        for m in ordered
    ]
    alternative = _("Besparelse i kroner om året for hvert forslag for sig: {list}.").format(
        list="; ".join(f"{row.name} {row.text}" for row in rows)
    )
    return bars.ranked(rows, width, alternative, measure, colour=colour)


def _bar_text(kroner: Amount, payback: Payback) -> str:
    return f"{figures.with_unit(kroner, 'kr.')} · {figures.payback(payback)}"
