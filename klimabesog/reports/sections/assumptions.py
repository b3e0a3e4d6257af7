"""Prices, factors, sources, method and disclaimer."""

from __future__ import annotations

from typing import Any

from klimabesog.reports import figures
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Factor, ScreeningReport
from klimabesog.values import danish
from klimabesog.values.texts import _


def write(kit: Kit, report: ScreeningReport) -> list[Any]:
    """The chapter."""
    parts = kit.chapter(_("Forudsætninger"), "forudsaetninger")
    if report.factors:
        parts += [*kit.text(_factor_line(report)), _table(kit, report.factors)]
    else:
        parts += kit.missing(_("Der er ikke valgt priser og faktorer endnu."))
    if report.conditions:
        parts += [*kit.section(_("Metode og afgrænsning")), *kit.bullets(report.conditions)]
    return [
        *parts,
        *kit.section(_("Sådan læses tallene"), need=120),
        *kit.bullets(_reading()),
        *kit.section(_("Forbehold"), need=90),
        *kit.text(_disclaimer()),
    ]


def _factor_line(report: ScreeningReport) -> str:
    name = report.factor_set or _("Faktorer")
    return _("{name}. Priser er {basis}. Alle besparelser i rapporten er regnet med disse tal.").format(
        name=name, basis=report.price_basis
    )


def _table(kit: Kit, factors: tuple[Factor, ...]) -> Any:
    columns = (
        Column(_("Energi"), 84),
        Column(_("Enhed"), 40),
        Column(_("kWh pr. enhed"), 52, True),
        Column(_("kr./kWh"), 46, True),
        Column(_("kg CO₂e pr. kWh"), 54, True),
        Column(_("År"), 36),
        Column(_("Kilde"), 168),
    )
    rows = [
        [
            f.carrier,
            f.unit or figures.DASH,
            _number(f.kwh_per_unit, 2),
            _number(f.price_kr_kwh, 2),
            _number(f.co2_kg_kwh, 3),
            f.year or figures.DASH,
            _sources(kit, f),
        ]
        for f in factors
    ]
    return kit.table(
        columns, rows, summary=_("Omregning, pris og udledning for hver energiart med kilde og år")
    )


def _number(value: float | None, decimals: int) -> str:
    if value is None:
        return figures.DASH
    return danish.format_number(value, 0 if value == int(value) and value >= 1 else decimals)


def _sources(kit: Kit, factor: Factor) -> list[Any]:
    lines = [factor.source]
    if factor.price_source:
        lines.append(_("Pris: {source}").format(source=factor.price_source))
    return [item for line in lines if line for item in kit.text(line, "cell_small")] or kit.text(
        figures.DASH, "cell"
    )


def _reading() -> list[str]:
    return [
        _(
            "A er målt eller aflæst på en regning. B er oplyst eller aflæst på et mærkeskilt eller datablad. "
            "C er et skøn ud fra erfaringstal."
        ),
        _(
            "Tal i klasse C står som »ca.« med to betydende cifre. "
            "Tal regnes med fuld nøjagtighed og afrundes først, når de vises."
        ),
        _("Tilbagebetaling er investering delt med den årlige besparelse i kroner."),
        _(
            "Fratrukket overlap betyder, at hvert forslag regnes på det forbrug, "
            "der er tilbage efter de forslag, der står før det."
        ),
    ]


def _disclaimer() -> str:
    return _(
        "Energiscreeningen bygger på et besøg og på oplysninger fra virksomheden. "
        "Den er vejledning og ikke et energisyn efter EN 16247, ISO 50002 eller bekendtgørelse 761 "
        "af 18. juni 2024. Indhent tilbud, før I beslutter en investering."
    )
