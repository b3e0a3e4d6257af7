"""All measures in one ranked table with sums before and after overlap, and a chart of the yearly savings."""

from __future__ import annotations

from typing import Any

from klimabesog.reports import figures, theme
from klimabesog.reports.charts import screening as charts
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Amount, Effect, Measure, ScreeningReport, Totals
from klimabesog.reports.text import rich
from klimabesog.values.texts import _


def write(kit: Kit, report: ScreeningReport) -> list[Any]:
    """The chapter."""
    parts = kit.chapter(_("Alle forslag"), "tiltag")
    if not report.measures:
        return parts + kit.missing(_("Der er endnu ingen forslag i rapporten."))
    parts += [*kit.text(_explanation(report.totals), "body"), _table(kit, report)]
    if worth := figures.worth(report.totals.worth):
        parts += kit.text(_("Alle forslag tilsammen over deres levetid: {worth}").format(worth=worth), "note")
    return parts + _charts(kit, report)


def _charts(kit: Kit, report: ScreeningReport) -> list[Any]:
    """What saves most, what it takes to get it, and when the money is back; each only where it says something."""
    drawn = (
        (
            _("Besparelse i kroner om året"),
            charts.yearly_savings(report.measures, theme.WIDTH, theme.text_width),
            "",
        ),
        (
            _("Investering og tilbagebetaling"),
            charts.payback_against_investment(report.measures, theme.WIDTH, theme.text_width),
            _(
                "Nederst til venstre står det, der er billigst at komme i gang med og hurtigst betalt tilbage."
            ),
        ),
        (
            _("Kroner i alt over årene"),
            charts.accumulated_cash(report, theme.WIDTH, theme.text_width),
            _(
                "Linjen begynder med investeringen og stiger med hvert års besparelse, fratrukket overlap. Priserne er "
                "holdt faste, og hvert forslag tæller, så længe det lever."
            ),
        ),
    )
    parts: list[Any] = []
    for title, chart, note in drawn:
        if chart:
            parts += [*kit.section(title, need=chart.height + 80), kit.chart(chart)]
            parts += kit.text(note, "note") if note else []
    return parts


def _explanation(totals: Totals) -> str:
    text = _("Forslagene står i den rækkefølge, vi anbefaler. Hvert forslag er regnet for sig.")
    if _overlaps(totals):
        text += " " + _(
            "Nogle forslag sparer på det samme forbrug. Derfor er summen fratrukket overlap mindre."
        )
    if totals.unpriced and totals.investment.value is not None:
        text += " " + _("Summen af investeringer er {without}.").format(without=figures.without_price(totals.unpriced))
    return text


def _overlaps(totals: Totals) -> bool:
    before, after = totals.before.kwh.value, totals.after.kwh.value
    return before is not None and after is not None and abs(before - after) >= 0.5


def _table(kit: Kit, report: ScreeningReport) -> Any:
    columns = (
        Column(_("Nr."), 20),
        Column(_("Forslag"), 153),
        Column("kWh/år", 54, True),
        Column("kr./år", 54, True),
        Column(_("{co2}/år").format(co2=figures.CO2), 48, True),
        Column(_("Investering, kr."), 71, True),
        Column(_("Tilbagebetaling, år"), 75, True),
        Column(_("Klasse"), 33),
    )
    rows = [_row(kit, number, measure) for number, measure in enumerate(report.measures, 1)]
    sums = _sums(report.totals)
    return kit.table(
        columns,
        [*rows, *sums],
        sums=len(sums),
        strong=1,
        summary=_("Alle forslag med årlig besparelse, investering og tilbagebetaling"),
    )


def _row(kit: Kit, number: int, measure: Measure) -> list[Any]:
    name = kit.text(measure.title, "cell") + kit.text(measure.area, "cell_small")
    return [
        str(number),
        name,
        *_effect(measure.alone),
        figures.number(measure.investment),
        figures.payback(measure.payback, unit=False),
        measure.accuracy,
    ]


def _effect(effect: Effect) -> list[str]:
    return [figures.number(effect.kwh), figures.number(effect.kroner), figures.tonnes(effect.co2_kg)]


def _sums(totals: Totals) -> list[list[Any]]:
    last = [
        *_effect(totals.after),
        figures.number(totals.investment),
        figures.payback(totals.payback, unit=False),
    ]
    if not _overlaps(totals):
        return [["", rich("<b>{}</b>", _("I alt")), *last, ""]]
    overlap = Effect(_difference(totals, "kwh"), _difference(totals, "kroner"), _difference(totals, "co2_kg"))
    return [
        ["", _("Sum af forslagene"), *_effect(totals.before), "", "", ""],
        ["", _("Overlap"), *_effect(overlap), "", "", ""],
        ["", rich("<b>{}</b>", _("I alt, fratrukket overlap")), *last, ""],
    ]


def _difference(totals: Totals, field: str) -> Amount:
    before, after = getattr(totals.before, field), getattr(totals.after, field)
    if before.value is None or after.value is None:
        return Amount()
    return Amount(after.value - before.value, max(before.accuracy, after.accuracy))
