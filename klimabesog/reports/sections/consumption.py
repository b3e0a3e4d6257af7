"""Energy and climate baseline: a table per carrier, and charts of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from klimabesog.reports import figures, theme
from klimabesog.reports.charts import bars
from klimabesog.reports.charts.shapes import Chart
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Amount, CarrierUse, EndUse, ScreeningReport, baseline_sum
from klimabesog.reports.text import rich
from klimabesog.values import danish
from klimabesog.values.texts import _

MOST_PARTS = 5


def write(kit: Kit, report: ScreeningReport) -> list[Any]:
    """The chapter."""
    year = report.base_year
    title = _("Energi og klima {year}").format(year=year) if year else _("Energi og klima")
    parts = kit.chapter(title, "forbrug")
    if not report.baseline:
        return parts + kit.missing(
            _("Forbruget er ikke opgjort endnu, så der er ingen basis at regne besparelser fra.")
        )
    parts += [_table(kit, report), *_key_numbers(kit, report)]
    shares = carrier_shares(report, theme.WIDTH)
    if shares:
        parts += [*kit.section(_("Fordeling på energi"), need=190), kit.chart(shares)]
    if report.end_uses:
        parts += [
            *kit.section(_("Hvad energien bruges til"), need=60 + 19 * len(report.end_uses)),
            kit.chart(end_uses(report.end_uses, theme.WIDTH, kit.look.accent)),
        ]
    return parts


def _table(kit: Kit, report: ScreeningReport) -> Any:
    columns = (
        Column(_("Energi"), 112),
        Column(_("Mængde"), 62, True),
        Column(_("Enhed"), 40),
        Column("kWh", 72, True),
        Column("kr.", 72, True),
        Column(figures.CO2, 50, True),
        Column(_("Kilde"), 72),
    )
    rows = [_row(kit, line) for line in report.baseline]
    total = [
        rich("<b>{}</b>", _("I alt")),
        "",
        "",
        figures.number(baseline_sum(report, "kwh")),
        figures.number(baseline_sum(report, "kroner")),
        figures.tonnes(baseline_sum(report, "co2_kg")),
        "",
    ]
    return kit.table(
        columns,
        [*rows, total],
        sums=1,
        strong=1,
        summary=_("Forbrug, udgift og udledning for hver energiart med kilde"),
    )


def _row(kit: Kit, line: CarrierUse) -> list[Any]:
    details = " · ".join(filter(None, (line.period, line.meter)))
    name = kit.text(line.carrier, "cell") + (kit.text(details, "cell_small") if details else [])
    amount = line.amount
    decimals = 0 if amount.value is None or amount.value == int(amount.value) or amount.value >= 1000 else 1
    source = f"{line.source} ({line.kwh.accuracy})" if line.source else figures.DASH
    return [
        name,
        figures.number(amount, decimals),
        line.unit or figures.DASH,
        figures.number(line.kwh),
        figures.number(line.kroner),
        figures.tonnes(line.co2_kg),
        source,
    ]


def _key_numbers(kit: Kit, report: ScreeningReport) -> list[Any]:
    total, company = baseline_sum(report, "kwh"), report.company
    texts = []
    for size, unit in ((company.area_m2, _("kWh pr. m²")), (company.employees, _("kWh pr. medarbejder"))):
        if total.value is not None and size:
            texts.append(figures.with_unit(Amount(total.value / size, total.accuracy), unit))
    if not texts:
        return []
    return kit.text(
        _("Nøgletal: {numbers}. Priser er {basis}.").format(
            numbers=", ".join(texts), basis=report.price_basis
        ),
        "note",
    )


# ---------------------------------------------------------------- charts


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


def before_and_after(report: ScreeningReport, width: float) -> Chart | None:
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
        return bars.stacked(
            [
                bars.StackedBar(year, (used.value, 0), before),
                bars.StackedBar(_("Efter alle forslag"), (0, later.value), after),
            ],
            width,
            alternative,
            theme.text_width,
            colours=(theme.SERIES[4], theme.SERIES[2]),
        )
    legend = [
        _("{carrier}: {before} → {after}").format(
            carrier=line.carrier, before=figures.number(line.kwh), after=figures.number(line.kwh_after)
        )
        for line in lines
    ]
    return bars.stacked(
        [
            bars.StackedBar(year, tuple(line.kwh.value for line in lines), before),
            bars.StackedBar(_("Efter alle forslag"), tuple(line.kwh_after.value for line in lines), after),
        ],
        width,
        " ".join([alternative, _("Fordelt i kWh:"), "; ".join(legend) + "."]),
        theme.text_width,
        legend=legend,
    )


def carrier_shares(report: ScreeningReport, width: float) -> Chart | None:
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
    return bars.stacked(rows, width, alternative, theme.text_width, same_length=True, legend=names)


def _share_bar(name: str, amounts: list[Amount], text: Callable[[Amount], str]) -> bars.StackedBar:
    values = tuple(max(amount.value or 0, 0) for amount in amounts)
    total = sum(values) or 1
    shares = tuple(danish.format_percent(value / total, 0) for value in values)
    weakest = max(amount.accuracy for amount in amounts)
    return bars.StackedBar(name, values, text(Amount(sum(values), weakest)), shares)


def _tonnes(kilograms: Amount) -> str:
    return f"{figures.tonnes(kilograms)}\u00a0{figures.CO2}"


def end_uses(uses: tuple[EndUse, ...], width: float, colour: str) -> Chart:
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
    return bars.ranked(rows, width, alternative, theme.text_width, colour=colour)
