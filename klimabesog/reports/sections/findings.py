"""What was seen on the walk-round, per focus area, with photos two by two."""

from __future__ import annotations

from typing import Any

from klimabesog.reports import theme
from klimabesog.reports.kit import Kit
from klimabesog.reports.model import Finding, FocusArea, ScreeningReport
from klimabesog.reports.tagged.boxes import Columns
from klimabesog.reports.tagged.flowables import Text
from klimabesog.values.texts import _, ngettext

PHOTO, GAP = 190.0, 20.0
"""The width of a single photo beside its words, and the room between them."""
MOST_BESIDE = 700
"""Letters of a note that may stand beside a photo; a longer one runs over the whole width."""


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
    need = 210 if any(finding.photos for finding in area.findings[:1]) else 120
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
    about = f"{area.name}, {finding.title}"
    if len(finding.photos) == 1 and len(finding.note) <= MOST_BESIDE:
        return kit.keep([_beside(kit, parts, finding, about)])
    rows = kit.photos(finding.photos, about)
    return kit.keep(parts + rows[:1]) + rows[1:]


def _beside(kit: Kit, words: list[Any], finding: Finding, about: str) -> Columns:
    """One photo at the right of its words, so that a page holds more of them."""
    photo = kit.photos(finding.photos, about, width=PHOTO, abreast=1)
    return Columns([words, photo], [theme.WIDTH - PHOTO - GAP, PHOTO], GAP, before=9, after=6)
