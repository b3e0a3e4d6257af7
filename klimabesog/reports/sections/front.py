"""The front page: key figures, the three best measures, before and after, and what the report is."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import PageBreak

from klimabesog.reports import figures, theme
from klimabesog.reports.cards import Card
from klimabesog.reports.charts.screening import before_and_after
from klimabesog.reports.kit import Kit
from klimabesog.reports.model import (
    ENERGY_AUDIT_LIMIT_KWH,
    Amount,
    Measure,
    ScreeningReport,
    Totals,
    baseline_sum,
    best_measures,
)
from klimabesog.reports.sections.masthead import heading, masthead, numbers_of, visited
from klimabesog.reports.tagged.boxes import Item
from klimabesog.reports.tagged.flowables import Text
from klimabesog.reports.text import clipped, rich
from klimabesog.values import danish
from klimabesog.values.texts import _

LONG_INTRODUCTION = 240
"""Letters of the introduction from which the front page is set closer."""


def write(kit: Kit, report: ScreeningReport) -> list[Any]:
    """The front page as flowables, with the page break after it."""
    much = _is_over_10_tj(report) + (len(report.introduction) > LONG_INTRODUCTION)
    before = (22.0, 10.0, 2.0)[much]  # everything fits on the page either way
    parts = [
        *_head(kit, report, room=before + 10),
        *kit.text(report.introduction, "lead"),
        *key_figures(kit, report, after=before * 0.6),
        *best(kit, report, before=before),
        *chart(kit, report, before=before, after=before * 0.6),
        *_about(kit, report),
    ]
    return [*parts, PageBreak()]


def _is_over_10_tj(report: ScreeningReport) -> bool:
    return (baseline_sum(report, "kwh").value or 0) > ENERGY_AUDIT_LIMIT_KWH


def _head(kit: Kit, report: ScreeningReport, *, room: float) -> list[Any]:
    about = report.company.name or _("Virksomheden er ikke navngivet")
    facts = [*numbers_of(report.company), visited(report.visit)]
    return masthead(kit, report, _("Energiscreening"), about, facts, room=room)


# ---------------------------------------------------------------- key figures


def key_figures(kit: Kit, report: ScreeningReport, *, after: float = 14) -> list[Any]:
    """The cards: what can be saved, or without any proposal what is used."""
    if report.measures:
        return [kit.cards(_savings(report), after=after), *_target(kit, report)]
    if report.baseline:
        return [kit.cards(_consumption(report))]
    return kit.missing(_("Der er endnu hverken forbrug eller forslag at vise nøgletal for."))


def _savings(report: ScreeningReport) -> list[Card]:
    totals = report.totals
    return [
        Card(_("I kan spare om året"), figures.with_unit(totals.after.kwh, "kWh"), _share(report)),
        Card(
            _("Det svarer til"),
            figures.with_unit(totals.after.kroner, "kr."),
            ", ".join(filter(None, (_("om året"), report.price_basis))),
        ),
        Card(_("Mindre udledning"), _tonnes(totals.after.co2_kg), _("om året")),
        Card(
            _("Tilbagebetaling"),
            figures.payback(totals.payback),
            _investment(totals),
        ),
    ]


def _investment(totals: Totals) -> str:
    if totals.investment.value is None:
        return _("investering ikke angivet") if totals.unpriced else ""
    said = _("investering {amount}").format(amount=figures.with_unit(totals.investment, "kr."))
    return f"{said}, {figures.without_price(totals.unpriced)}" if totals.unpriced else said


def _tonnes(kilograms: Amount) -> str:
    text = figures.tonnes(kilograms)
    return text if kilograms.value is None else f"{text}\u00a0{figures.CO2}"


def _share(report: ScreeningReport) -> str:
    saved, used = report.totals.after.kwh, baseline_sum(report, "kwh")
    if saved.value is None or not used.value:
        return ""
    weakest = max(saved.accuracy, used.accuracy)
    share = figures.with_unit(Amount(100 * saved.value / used.value, weakest), "%")
    return _("{share} mindre end i {year}").format(share=share, year=report.base_year or _("basisåret"))


def _consumption(report: ScreeningReport) -> list[Card]:
    year = report.base_year
    return [
        Card(_("Årsforbrug {year}").format(year=year), figures.with_unit(baseline_sum(report, "kwh"), "kWh")),
        Card(
            _("Energiudgift {year}").format(year=year),
            figures.with_unit(baseline_sum(report, "kroner"), "kr."),
            report.price_basis,
        ),
        Card(
            _("Udledning {year}").format(year=year),
            _tonnes(baseline_sum(report, "co2_kg")),
            report.factor_set,
        ),
    ]


def _target(kit: Kit, report: ScreeningReport) -> list[Any]:
    target, saved, used = report.target, report.totals.after.co2_kg, baseline_sum(report, "co2_kg")
    if target is None or saved.value is None or not used.value:
        return []
    share = figures.with_unit(Amount(100 * saved.value / used.value, max(saved.accuracy, used.accuracy)), "%")
    goal = danish.format_percent(target.percent / 100, 0 if target.percent == int(target.percent) else 1)
    return kit.text(
        _("Målet i aftalen er {goal} mindre CO₂e i {year}. Forslagene giver tilsammen {share}.").format(
            goal=goal, year=target.year, share=share
        ),
        "body",
    )


# ---------------------------------------------------------------- the best three


def best(kit: Kit, report: ScreeningReport, *, before: float = 22) -> list[Any]:
    """The three best measures, numbered."""
    title = heading(kit, _("Start her"), before=before)
    three = best_measures(report)
    if not three:
        return [title, *kit.missing(_("Der er endnu ingen forslag i rapporten."))]
    group = object()
    return [title, *(_item(kit, measure, group, number) for number, measure in enumerate(three, 1))]


def _item(kit: Kit, measure: Measure, group: object, number: int) -> Item:
    items = [
        Text(kit.said(measure.title), kit.styles["cell_bold"].clone("best", fontSize=10.5, leading=14)),
        *kit.text(effect_line(measure), "cell"),
    ]
    if measure.next_step:
        items += kit.text(clipped(measure.next_step.split("\n")[0], 179), "label")
    label = Text(
        str(number),
        kit.styles["subtitle"].clone(
            "rank", fontName=theme.BOLD, fontSize=16, textColor=kit.look.accent, leading=17
        ),
        "Lbl",
    )
    return Item(items, group, label, indent=26, rule=theme.RULE)


def effect_line(measure: Measure) -> str:
    """ "23.900 kWh/år · 31.000 kr./år · 2,4 år" of a measure by itself; what is unknown is left out."""
    parts = [
        figures.with_unit(measure.alone.kwh, "kWh/år") if measure.alone.kwh.value else "",
        figures.with_unit(measure.alone.kroner, "kr./år"),
        _("tilbagebetaling {years}").format(years=figures.payback(measure.payback)),
    ]
    return " · ".join(part for part in parts if part and part != figures.DASH)


# ---------------------------------------------------------------- chart and box


def chart(kit: Kit, report: ScreeningReport, *, before: float = 22, after: float = 14) -> list[Any]:
    """The year's use before and after; nothing where it is not known."""
    drawn = before_and_after(report, theme.WIDTH, theme.text_width)
    if drawn is None:
        return []
    return [heading(kit, _("Årsforbrug før og efter"), before=before), kit.chart(drawn, after=after)]


def _about(kit: Kit, report: ScreeningReport) -> list[Any]:
    items = kit.text(rich("<b>{}</b> {}", _("Om rapporten."), _what_it_is(kit, report)), "boxed")
    if _is_over_10_tj(report):
        items += kit.text(rich("<b>{}</b> {}", _("Over 10 TJ om året."), _energy_audit()), "boxed")
    return [kit.panel(items, before=6)]


def _what_it_is(kit: Kit, report: ScreeningReport) -> str:
    text = _(
        "En energiscreening efter et vejledningsbesøg. Den er ikke et energisyn efter EN 16247 eller "
        "bekendtgørelse 761. Hvert tal viser sin kilde: A målt eller regning, B mærkeplade, C skøn."
    )
    if all(choice.id != "forudsaetninger" for choice in report.sections):
        return text
    page = kit.page_of("forudsaetninger")
    return f"{text} " + _("Forudsætninger, priser og faktorer står på side {page}.").format(page=page)


def _energy_audit() -> str:
    return _(
        "Virksomheder, der i gennemsnit bruger over 2.777.778 kWh (10 TJ) om året, er omfattet af lovens "
        "krav om energisyn og klimasyn hvert fjerde år (bekendtgørelse 761 af 18. juni 2024). "
        "Denne energiscreening opfylder ikke det krav."
    )
