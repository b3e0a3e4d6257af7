"""Who does what next."""

from __future__ import annotations

from typing import Any

from klimabesog.reports import figures
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Action, ScreeningReport
from klimabesog.values.texts import _


def write(kit: Kit, report: ScreeningReport) -> list[Any]:
    """The chapter: the actions agreed, else the next steps of the measures."""
    parts = kit.chapter(_("Næste skridt"), "handling")
    actions = report.actions or _from_measures(report)
    if not actions:
        return parts + kit.missing(_("Der er ikke aftalt næste skridt endnu."))
    status = any(action.status for action in actions)
    columns = [Column(_("Hvad"), 235), Column(_("Ansvarlig"), 115), Column(_("Frist"), 65)]
    rows = [
        [a.what, a.responsible or figures.DASH, figures.short_date(a.deadline) or figures.DASH]
        for a in actions
    ]
    if status:
        columns.append(Column(_("Status"), 70))
        rows = [[*row, action.status or figures.DASH] for row, action in zip(rows, actions, strict=True)]
    return [*parts, kit.table(columns, rows, summary=_("Handlinger med ansvarlig og frist"))]


def _from_measures(report: ScreeningReport) -> tuple[Action, ...]:
    return tuple(
        Action(f"{m.title}: {m.next_step}", m.responsible, m.deadline) for m in report.measures if m.next_step
    )
