"""Rows of lists that are pressed to open something: a visit, a company, a question."""

from __future__ import annotations

from klimabesog.casework.views import VisitRow
from klimabesog.desktop.widgets.base import Badge
from klimabesog.desktop.widgets.row_button import RowButton
from klimabesog.desktop.words import count_findings, visit_status, when
from klimabesog.values.texts import _

__all__ = ["RowButton", "visit_row"]


def visit_row(row: VisitRow, *, company: bool = True) -> RowButton:
    """A visit as a row; with `company` its name comes first, else the date."""
    text, tone = visit_status(row)
    date = when(row.date, row.time)
    progress = _("{n} af {m} spørgsmål").format(n=row.answered, m=row.total) if row.total else ""
    title, first = (row.company_name, date) if company else (date, "")
    line = " · ".join(part for part in (first, progress) if part)
    badges = [Badge(count_findings(row.findings), "warn")] if row.findings else []
    return RowButton(title, line, *badges, Badge(text, tone))
