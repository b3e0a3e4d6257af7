"""Appendices: the interview and the checklist, without anything internal or confidential."""

from __future__ import annotations

from typing import Any

from klimabesog.reports import figures
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import ChecklistArea, ScreeningReport
from klimabesog.reports.tagged.flowables import Text
from klimabesog.values.texts import _


def write_interview(kit: Kit, report: ScreeningReport) -> list[Any]:
    """Questions and answers, chapter by chapter."""
    parts = kit.chapter(_("Interview"), "interview", appendix=True)
    if not report.interview:
        return parts + kit.missing(_("Der er ingen svar fra interviewet i rapporten."))
    for chapter in report.interview:
        parts += kit.section(chapter.title, need=90)
        for answer in chapter.answers:
            parts += [
                _question(kit, answer.question),
                *kit.text(answer.answer or _("Ikke besvaret"), "answer"),
                *kit.text(answer.note, "note"),
            ]
    return parts


def _question(kit: Kit, question: str) -> Text:
    text = Text(kit.said(question), kit.styles["question"])
    text.keepWithNext = 1
    return text


def write_checklist(kit: Kit, report: ScreeningReport) -> list[Any]:
    """Every checkpoint with its answer, area by area."""
    parts = kit.chapter(_("Tjekliste"), "tjekliste", appendix=True)
    if not report.checklist:
        return parts + kit.missing(_("Tjeklisten er ikke udfyldt."))
    for area in report.checklist:
        parts += kit.keep([*kit.section(area.name, need=95), _table(kit, area)])
    return parts


def _table(kit: Kit, area: ChecklistArea) -> Any:
    """The area's checkpoints; a column for notes only where there is one."""
    summary = _("Tjekliste: {area}").format(area=area.name)
    rows = [(point.text, point.answer or figures.DASH, point.note) for point in area.checkpoints]
    if any(point.note for point in area.checkpoints):
        columns = (Column(_("Kontrolpunkt"), 245), Column(_("Svar"), 75), Column(_("Bemærkning"), 163))
        return kit.table(columns, rows, summary=summary)
    columns_without = (Column(_("Kontrolpunkt"), 383), Column(_("Svar"), 100))
    return kit.table(columns_without, [row[:2] for row in rows], summary=summary)
