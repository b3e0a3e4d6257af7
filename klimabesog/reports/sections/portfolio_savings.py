"""The portfolio report's savings: by layer, company, focus area and payback."""

from __future__ import annotations

from typing import Any

from klimabesog.reports import figures, theme
from klimabesog.reports.charts.portfolio import AreaSaving, savings_by_area
from klimabesog.reports.documents.portfolio_model import AreaLine, CompanyLine, PortfolioReport, Savings
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Amount, Effect
from klimabesog.reports.sections.portfolio import counted
from klimabesog.values import danish
from klimabesog.values.texts import _


def write_savings(kit: Kit, report: PortfolioReport) -> list[Any]:
    """Proposed, agreed and reached, and the companies that may be named one by one."""
    parts = kit.chapter(_("Opnåede besparelser"), "besparelser")
    if not any(one.measures for one in report.savings):
        return parts + kit.missing(_("Der er ingen tiltag med tal endnu."))
    said = _("Besparelser om året, fratrukket overlap inden for hver virksomhed.")
    parts = [*parts, *kit.text(said), _layers(kit, report)]
    return [*parts, *_companies(kit, report)]


def _layers(kit: Kit, report: PortfolioReport) -> Any:
    columns = (
        Column(_("Besparelser"), 80),
        Column(_("Virksomheder"), 62, True),
        Column(_("Tiltag"), 42, True),
        Column("kWh/år", 80, True),
        Column("kr./år", 80, True),
        Column(_("{co2}/år").format(co2=figures.CO2), 58, True),
        Column(_("Investering, kr."), 80, True),
    )
    rows = [[one.name, *_counts(one), *_effect(one.effect), figures.number(one.investment)] for one in report.savings]
    return kit.table(columns, rows, summary=_("Foreslåede, aftalte og opnåede besparelser"))


def _counts(one: Savings) -> list[str]:
    return [danish.format_number(one.companies), danish.format_number(one.measures)]


def _effect(effect: Effect) -> list[str]:
    return [figures.number(effect.kwh), figures.number(effect.kroner), figures.tonnes(effect.co2_kg)]


def _companies(kit: Kit, report: PortfolioReport) -> list[Any]:
    """Reached against target, company by company."""
    if not report.lines:
        return []
    columns = (
        Column(_("Virksomhed"), 172),
        Column(_("Basisår, {co2}").format(co2=figures.CO2), 68, True),
        Column(_("Foreslået, {co2}").format(co2=figures.CO2), 72, True),
        Column(_("Opnået, {co2}").format(co2=figures.CO2), 66, True),
        Column(_("Opnået"), 50, True),
        Column(_("Mål"), 44, True),
    )
    table = kit.table(
        columns, [_company(one) for one in report.lines], summary=_("Opnået mindre udledning mod målet i aftalen")
    )
    return [*kit.section(_("Opnået mod mål"), need=130), table, *kit.text(report.target)]


def _company(one: CompanyLine) -> list[Any]:
    name = one.name if one.companies == 1 else f"{one.name} ({danish.format_number(one.companies)})"
    return [
        name,
        figures.tonnes(one.base_co2_kg),
        figures.tonnes(one.proposed.co2_kg),
        figures.tonnes(one.reached.co2_kg),
        _share(one.reached.co2_kg, one.base_co2_kg),
        figures.DASH if one.target is None else danish.format_percent(one.target, 0),
    ]


def _share(part: Amount, whole: Amount) -> str:
    """The part in percent, as exact as the target it is held against."""
    if part.value is None or not whole.value:
        return figures.DASH
    return figures.with_unit(Amount(100 * part.value / whole.value), "%", 1)


# ---------------------------------------------------------------- focus areas, payback


def write_areas(kit: Kit, report: PortfolioReport) -> list[Any]:
    """The focus areas by number of proposals."""
    parts = kit.chapter(_("Indsatsområder"), "fokus")
    if not report.areas:
        return parts + kit.missing(_("Der er ingen forslag endnu."))
    columns = (
        Column(_("Indsatsområde"), 104),
        Column(_("Virksomheder"), 68, True),
        Column(_("Forslag"), 46, True),
        Column(_("Gennemført"), 60, True),
        Column(_("Foreslået, kWh/år"), 74, True),
        Column(_("Foreslået, {co2}/år").format(co2=figures.CO2), 66, True),
        Column(_("Opnået, {co2}/år").format(co2=figures.CO2), 66, True),
    )
    rows = [_area(one) for one in report.areas]
    table = kit.table(columns, rows, summary=_("Forslag og besparelser efter indsatsområde"))
    found = [AreaSaving(a.name, a.proposed.kwh, a.agreed.kwh, a.reached.kwh) for a in report.areas]
    chart = savings_by_area(found, "kWh", theme.WIDTH, theme.text_width) if len(found) > 1 else None
    if chart is None:
        return [*parts, table]
    return [*parts, kit.sub(_("Sparet energi om året"), "H3"), kit.chart(chart, after=16), table]


def _area(one: AreaLine) -> list[Any]:
    counts = (one.companies, one.measures, one.carried_out)
    return [
        one.name,
        *map(danish.format_number, counts),
        figures.number(one.proposed.kwh),
        figures.tonnes(one.proposed.co2_kg),
        figures.tonnes(one.reached.co2_kg),
    ]


def write_paybacks(kit: Kit, report: PortfolioReport) -> list[Any]:
    """Investment and payback: by layer, by focus area, and how the proposals are spread."""
    parts = kit.chapter(_("Investering og tilbagebetaling"), "investering")
    if not report.paybacks:
        return parts + kit.missing(_("Der er ingen forslag med tal endnu."))
    columns = (
        Column(_("Indsatsområde"), 200),
        Column(_("Investering, kr."), 100, True),
        Column("kr./år", 100, True),
        Column(_("Tilbagebetaling, år"), 100, True),
    )
    rows = [
        [one.name, figures.number(one.investment), figures.number(one.proposed.kroner), _years(one)]
        for one in report.areas
    ]
    every = report.savings[0]
    total = [_("Alle forslag"), figures.number(every.investment), figures.number(every.effect.kroner), _years(every)]
    table = kit.table(columns, [*rows, total], sums=1, strong=1, summary=_("Investering og tilbagebetaling"))
    heads = (_("Tilbagebetaling"), _("Forslag"))
    return [*parts, table, *counted(kit, report.paybacks, _("Hvor hurtigt forslagene tjener sig hjem"), heads)]


def _years(one: AreaLine | Savings) -> str:
    return figures.payback(one.payback, unit=False)
