"""Energy and climate baseline: a table with a line for each carrier, key numbers, charts."""

from __future__ import annotations

from typing import Any

from klimabesog.reports import figures, theme
from klimabesog.reports.charts import screening as charts
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Amount, CarrierUse, ScreeningReport, baseline_sum
from klimabesog.reports.text import rich
from klimabesog.values.texts import _


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
    shares = charts.carrier_shares(report, theme.WIDTH, theme.text_width)
    if shares:
        parts += [*kit.section(_("Fordeling på energi"), need=190), kit.chart(shares)]
    if report.end_uses:
        parts += [
            *kit.section(_("Hvad energien bruges til"), need=60 + 19 * len(report.end_uses)),
            kit.chart(charts.end_uses(report.end_uses, theme.WIDTH, theme.text_width)),
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
