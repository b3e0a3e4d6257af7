"""The charts of a screening, made from the report model: the same on paper and in the window.

`measure` tells how wide a text is in the typeface the chart will be drawn with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from klimabesog.reports import figures
from klimabesog.reports.charts import bars, cash, payback
from klimabesog.reports.charts.palette import Role
from klimabesog.reports.charts.rows import Bar, Row, rows_of_bars
from klimabesog.reports.charts.shapes import Chart, Numbers, TextWidth
from klimabesog.reports.model import (
    Amount,
    CarrierUse,
    EndUse,
    Measure,
    ScreeningReport,
    baseline_sum,
)
from klimabesog.values import danish
from klimabesog.values.texts import _, ngettext

MOST_PARTS, MOST_BARS = 5, 20
MOST_OF_IT = 0.7
BEFORE_AFTER: tuple[Role, Role] = ("s4", "s2")


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
        return bars.stacked(
            plain, width, alternative, measure, colours=BEFORE_AFTER, numbers=_before_after_sums(plain)
        )
    legend = [
        f"{line.carrier}: {figures.number(line.kwh)} → {figures.number(line.kwh_after)}" for line in lines
    ]
    rows = (
        bars.StackedBar(year, tuple(line.kwh.value for line in lines), before),
        bars.StackedBar(_("Efter alle forslag"), tuple(line.kwh_after.value for line in lines), after),
    )
    words = " ".join([alternative, _("Fordelt i kWh:"), "; ".join(legend) + "."])
    return bars.stacked(
        rows, width, words, measure, legend=legend, numbers=_before_after_numbers(lines, rows)
    )


def _before_after_sums(rows: Sequence[bars.StackedBar]) -> Numbers:
    return Numbers(("", _("Årsforbrug")), tuple((row.name, row.text) for row in rows))


def _before_after_numbers(lines: Sequence[CarrierUse], rows: Sequence[bars.StackedBar]) -> Numbers:
    each = [
        (line.carrier, figures.with_unit(line.kwh, "kWh"), figures.with_unit(line.kwh_after, "kWh"))
        for line in lines
    ]
    return Numbers(
        (_("Energi"), *(row.name for row in rows)), (*each, (_("I alt"), *(row.text for row in rows)))
    )


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
    cells = zip(names, *(bar.inside for bar in rows), strict=True)
    numbers = Numbers((_("Energi"), *(bar.name for bar in rows)), tuple(cells))
    return bars.stacked(rows, width, alternative, measure, same_length=True, legend=names, numbers=numbers)


def _share_bar(name: str, amounts: list[Amount], text: Callable[[Amount], str]) -> bars.StackedBar:
    values = tuple(max(amount.value or 0, 0) for amount in amounts)
    total = sum(values) or 1
    shares = tuple(danish.format_percent(value / total, 0) for value in values)
    weakest = max(amount.accuracy for amount in amounts)
    return bars.StackedBar(name, values, text(Amount(sum(values), weakest)), shares)


def _tonnes(kilograms: Amount) -> str:
    return f"{figures.tonnes(kilograms)}\u00a0{figures.CO2}"


def end_uses(uses: tuple[EndUse, ...], width: float, measure: TextWidth) -> Chart:
    """What the energy is used for, largest first, in kWh and per cent."""
    ordered = sorted(uses, key=lambda use: -(use.kwh.value or 0))
    total = sum(use.kwh.value or 0 for use in uses) or 1
    rows = []
    for use in ordered:
        share = danish.format_percent((use.kwh.value or 0) / total, 0)
        rows.append(Row(use.name, (Bar(use.kwh.value, f"{figures.with_unit(use.kwh, 'kWh')} · {share}"),)))
    return _listed(
        rows,
        _("Energiforbrug efter anvendelse: {list}."),
        (_("Anvendelse"), _("Forbrug og andel")),
        width,
        measure,
    )


def yearly_savings(measures: Sequence[Measure], width: float, measure: TextWidth) -> Chart | None:
    """Saving in kr. a year of each measure by itself, largest first, those beyond the nineteenth told in one line; None
    when fewer than two are known. A measure that costs money every year has its bar left of zero."""
    known = [m for m in measures if m.alone.kroner.value is not None]
    if len(known) < 2:
        return None
    ordered = sorted(known, key=lambda m: -(m.alone.kroner.value or 0))
    kept, rest = _gathered(ordered)
    rows = [_saving_row(m.title, m.alone.kroner, payback.payback_words(m.payback)) for m in kept]
    if rest:
        sums = Amount(
            sum(m.alone.kroner.value or 0 for m in rest), max(m.alone.kroner.accuracy for m in rest)
        )
        words = _("tilsammen {kroner}").format(kroner=figures.with_unit(sums, "kr."))
        rows.append(Row(_("{n} andre forslag").format(n=len(rest)), (Bar(None, words),)))
    return _listed(
        rows,
        _("Besparelse i kroner om året for hvert forslag for sig: {list}."),
        (_("Forslag"), _("Besparelse om året og tilbagebetaling")),
        width,
        measure,
        _most_of_it(ordered),
    )


def _most_of_it(ordered: Sequence[Measure]) -> str:
    """ "3 af 8 forslag giver tilsammen 83 % af besparelsen."; "" where it takes most of them, or there are few."""
    values = [max(m.alone.kroner.value or 0.0, 0.0) for m in ordered]
    total = sum(values)
    if len(values) < 4 or not total > 0:
        return ""
    sums = list(accumulate(values))
    few = next(n for n, reached in enumerate(sums, 1) if reached >= MOST_OF_IT * total)
    if few > len(values) / 2:
        return ""
    return ngettext(
        "{n} af {all} forslag giver {share} af besparelsen.",
        "{n} af {all} forslag giver tilsammen {share} af besparelsen.",
        few,
    ).format(n=few, all=len(values), share=danish.format_percent(sums[few - 1] / total, 0))


def _gathered(ordered: list[Measure]) -> tuple[list[Measure], list[Measure]]:
    """All of up to twenty, or nineteen and the rest."""
    return (
        (ordered, []) if len(ordered) <= MOST_BARS else (ordered[: MOST_BARS - 1], ordered[MOST_BARS - 1 :])
    )


def _saving_row(name: str, kroner: Amount, years: str) -> Row:
    text = " · ".join(filter(None, (figures.with_unit(kroner, "kr."), years)))
    colour: Role = "accent" if (kroner.value or 0) >= 0 else "s1"
    return Row(name, (Bar(kroner.value, text, colour, "" if colour == "accent" else "rising"),))


def _listed(
    rows: Sequence[Row],
    sentence: str,
    heads: tuple[str, str],
    width: float,
    measure: TextWidth,
    note: str = "",
) -> Chart:
    """Rows of one bar each, their words and their table from the same texts."""
    texts = [(row.name, row.bars[0].text) for row in rows]
    told = "; ".join(" ".join(pair) for pair in texts)
    words = " ".join(filter(None, (sentence.format(list=told), note)))
    return rows_of_bars(rows, width, words, measure, note=note, numbers=Numbers(heads, tuple(texts)))


def payback_against_investment(measures: Sequence[Measure], width: float, measure: TextWidth) -> Chart | None:
    """Each measure by what it costs and how long it takes to pay back; None when fewer than two are known."""
    points = [payback.Paid(m.title, m.investment, m.payback, number) for number, m in enumerate(measures, 1)]
    if sum(point.is_known for point in points) < 2:
        return None
    return payback.payback_against_investment(points, width, measure)


def accumulated_cash(report: ScreeningReport, width: float, measure: TextWidth) -> Chart | None:
    """What the sets of measures cost and bring in year by year; None where that is not known."""
    return cash.accumulated_cash(report.cash, width, measure)
