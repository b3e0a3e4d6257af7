"""The screening report of a visit."""

from __future__ import annotations

from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.report import screening_report
from klimabesog.reports.model import ScreeningReport


def lacking(_subject: Subject) -> str:
    """A screening report can always be made: what is missing is said in it."""
    return ""


def assemble(subject: Subject) -> ScreeningReport:
    """The report as the visit stands now."""
    return screening_report(subject.opened)
