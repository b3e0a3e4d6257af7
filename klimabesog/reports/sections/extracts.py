"""Tables for others' reports: energy and emissions for VSME (B3), and waste in ten fractions; none without numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from klimabesog.reports import figures
from klimabesog.reports.extracts import EnergyExtract, ExtractLine, WasteFraction
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Amount, ScreeningReport
from klimabesog.values import danish
from klimabesog.values.texts import _


def write_vsme(kit: Kit, report: ScreeningReport) -> list[Any]:
    """The appendix with what VSME asks for in its point B3."""
    table = report.vsme
    if not table.lines:
        return []
    parts = kit.chapter(_("Energi og klima til VSME"), "vsme", appendix=True)
    said = _(
        "Tallene svarer til punkt B3 i VSME, EU's frivillige standard for små og mellemstore virksomheder. De kan "
        "skrives direkte af, når en bank eller kunde spørger."
    )
    return [
        *parts,
        *kit.text(said),
        _energy(kit, table),
        *kit.section(_("Udledning efter scope"), need=90),
        _emissions(kit, table),
        *(flowable for note in table.notes for flowable in kit.text(note, "note")),
    ]


def _energy(kit: Kit, table: EnergyExtract) -> Any:
    columns = (
        Column(_("Energi {year}").format(year=table.year), 210),
        Column(_("Sådan tæller den"), 130),
        Column("MWh", 80, True),
    )
    rows = [[line.carrier, line.kind, _mwh(line.mwh)] for line in table.lines]
    sums = [[_("I alt"), "", _mwh(math.fsum(line.mwh for line in table.lines))]]
    if len(table.kinds) > 1:
        sums = [[_of_which(kind), "", _mwh(mwh)] for kind, mwh in table.kinds] + sums
    return kit.table(
        columns, [*rows, *sums], sums=len(sums), strong=1, summary=_("Energiforbrug i MWh til VSME, punkt B3")
    )


def _of_which(kind: str) -> str:
    """ "Heraf ikke vedvarende"."""
    return _("Heraf {kind}").format(kind=kind[:1].lower() + kind[1:])


def _emissions(kit: Kit, table: EnergyExtract) -> Any:
    names = {1: _("Scope 1: det, I selv brænder"), 2: _("Scope 2: købt el, varme og damp")}
    rows = [
        [name, ", ".join(line.carrier for line in lines), figures.tonnes(_sum(lines))]
        for scope, name in names.items()
        if (lines := [line for line in table.lines if line.scope == scope])
    ]
    total = [[_("I alt"), "", figures.tonnes(_sum(table.lines))]]
    columns = (Column(_("Udledning"), 180), Column(_("Fra"), 170), Column(figures.CO2, 70, True))
    summary = _("Udledning i scope 1 og scope 2 til VSME, punkt B3")
    return kit.table(columns, rows + total, sums=1, strong=1, summary=summary)


def _sum(lines: Iterable[ExtractLine]) -> Amount:
    """The sum as far as it is known; unknown when none is."""
    known = [line.co2_kg for line in lines if line.co2_kg is not None]
    return Amount(math.fsum(known)) if known else Amount()


def _mwh(mwh: float) -> str:
    return danish.format_number(mwh, 0 if mwh >= 100 else 1)


def write_waste(kit: Kit, report: ScreeningReport) -> list[Any]:
    """The appendix with the ten fractions."""
    if not report.waste:
        return []
    parts = kit.chapter(_("Affald i ti fraktioner"), "affald", appendix=True)
    said = _("Virksomheder sorterer affald, der ligner husholdningens, i de ti fraktioner. Sådan står det til hos jer:")
    return [*parts, *kit.text(said), *kit.keep([_fractions(kit, report.waste)])]


def _fractions(kit: Kit, waste: tuple[WasteFraction, ...]) -> Any:
    """The fractions; columns of amounts only where one is known."""
    weighed = any(fraction.kg is not None for fraction in waste)
    columns = [Column(_("Fraktion"), 200), Column(_("Sortering"), 150)]
    rows: list[list[Any]] = [[f.name, f.sorting or _("Ikke set")] for f in waste]
    if weighed:
        columns += [Column(_("kg/år"), 70, True), Column(_("Andel"), 60, True)]
        rows = [[*row, figures.number(Amount(f.kg)), _share(f)] for row, f in zip(rows, waste, strict=True)]
    return kit.table(columns, rows, summary=_("Affaldets fraktioner med sortering og mængde"))


def _share(fraction: WasteFraction) -> str:
    return figures.DASH if fraction.share is None else danish.format_percent(fraction.share, 0)
