"""What was seen on the walk-round, per focus area, with photos two by two."""

from __future__ import annotations

from typing import Any

from klimabesog.reports.kit import Kit
from klimabesog.reports.model import Finding, FocusArea, ScreeningReport
from klimabesog.reports.tagged.flowables import Text
from klimabesog.values.texts import _, ngettext


def write(kit: Kit, report: ScreeningReport) -> list[Any]:
    """The chapter."""
    parts = kit.chapter(_("Det så vi"), "fund")
    if not report.areas:
        return parts + kit.missing(_("Der er ikke noteret fund fra rundgangen."))
    numbers = {measure.id: number for number, measure in enumerate(report.measures, 1)}
    titles = {measure.id: measure.title for measure in report.measures}
    for number, area in enumerate(report.areas, 1):
        parts += _area(kit, area, f"omraade-{number}", numbers, titles)
    return parts


def _area(
    kit: Kit, area: FocusArea, bookmark: str, numbers: dict[str, int], titles: dict[str, str]
) -> list[Any]:
    need = 330 if any(finding.photos for finding in area.findings[:1]) else 120
    parts = [*kit.section(area.name, bookmark, need=need), *kit.text(area.remark)]
    if not area.findings:
        parts += kit.text(_in_order(area), "note")
    for finding in area.findings:
        parts += _finding(kit, area, finding, numbers, titles)
    return parts


def _in_order(area: FocusArea) -> str:
    if not area.in_order:
        return _("Ingen fund i dette område.")
    return ngettext(
        "Ingen fund. {count} kontrolpunkt var i orden.",
        "Ingen fund. {count} kontrolpunkter var i orden.",
        area.in_order,
    ).format(count=area.in_order)


def _finding(
    kit: Kit, area: FocusArea, finding: Finding, numbers: dict[str, int], titles: dict[str, str]
) -> list[Any]:
    heading = Text(kit.said(finding.title), kit.styles["sub"], "H4")
    heading.keepWithNext = 1
    parts: list[Any] = [heading]
    where = " · ".join(
        filter(
            None, (finding.place, _("svar: {answer}").format(answer=finding.answer) if finding.answer else "")
        )
    )
    if where:
        line = kit.text(where[:1].upper() + where[1:], "small")
        line[0].keepWithNext = 1
        parts += line
    parts += kit.text(finding.note)
    known = [i for i in finding.measures if i in numbers]
    if known:
        parts += kit.text(
            _("Se forslag {list}.").format(list=", ".join(f"{numbers[i]} ({titles[i]})" for i in known)),
            "note",
        )
    rows = kit.photos(finding.photos, f"{area.name}, {finding.title}")
    return kit.keep(parts + rows[:1]) + rows[1:]
