"""The one-page summary of a visit's screening."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from klimabesog.casework import outline
from klimabesog.casework.papers.parts import handed_out
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.report import raw_of, screening_report
from klimabesog.reports.model import best_measures
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.reports.documents.summary import Summary

LEFT_OUT = (
    "end_uses",
    "cash",
    "areas",
    "help",
    "factors",
    "conditions",
    "interview",
    "checklist",
    "sections",
    "schema",
)
"""Parts of the report that the summary has no room for."""


def lacking(subject: Subject) -> str:
    """It shows figures, so there must be some."""
    visit = subject.opened
    if visit.screening.baseline.kwh or visit.measure_book.open():
        return ""
    return _("Skriv forbruget i besøget, eller regn på et forslag, så er der tal at vise.")


def assemble(subject: Subject) -> Summary:
    """The summary as the visit stands now."""
    from klimabesog.reports.documents.summary import Summary

    visit = subject.opened
    report = screening_report(visit)
    kept = {f.name: getattr(report, f.name) for f in fields(report) if f.name not in LEFT_OUT}
    summary = Summary(
        **kept,
        proposals=len(report.measures),
        next_meeting=raw_of(visit.form(outline.INTERVIEW), "naeste_moede"),
    )
    return handed_out(replace(summary, measures=best_measures(report)), subject)
