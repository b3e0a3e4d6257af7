"""The brief for the energy adviser, from the visit a company's case rests on and the step "Teknisk gennemgang"."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from klimabesog.casework import outline
from klimabesog.casework.papers.parts import handed_out
from klimabesog.casework.papers.said import Said
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.report import screening_report, text_of
from klimabesog.casework.steps.keys import REVIEW
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.steps.book import StepBook
    from klimabesog.reports.documents.brief import Brief

LEFT_OUT = (
    "end_uses",
    "cash",
    "help",
    "actions",
    "best",
    "introduction",
    "interview",
    "checklist",
    "sections",
    "schema",
)
"""Parts of the report that an adviser is not given."""


def lacking(subject: Subject) -> str:
    """An adviser builds on what was seen at a visit."""
    return "" if subject.book.visits(subject.company) else _("Hold et besøg først: rådgiveren bygger på det.")


def assemble(subject: Subject) -> Brief:
    """The brief as the case stands now."""
    from klimabesog.reports.documents.brief import Brief

    steps = subject.book.steps(subject.company)
    visit = steps.visit
    assert visit is not None
    report = screening_report(visit)
    kept = {f.name: getattr(report, f.name) for f in fields(report) if f.name not in LEFT_OUT}
    interview = visit.form(outline.INTERVIEW)
    brief = Brief(
        **kept,
        introduction=_introduction(report.company.name),
        wanted=_wanted(steps) or tuple(Said(interview).chosen("fokusomraader").values()),
        adviser=_adviser(steps),
        not_confirmed=text_of(interview, "mangler_data"),
    )
    return handed_out(replace(brief, draft=True, date=""), subject)


def _introduction(name: str) -> str:
    return _(
        "{name} og kommunen vil gerne have en energirådgiver til at gå de vigtigste områder igennem. Her er "
        "opgaven, det vi ved, og det vi gerne vil have tilbage."
    ).format(name=name or _("Virksomheden"))


def _wanted(steps: StepBook) -> tuple[str, ...]:
    """The areas chosen in the step of the review, when it was begun."""
    if not steps.is_begun(REVIEW):
        return ()
    return tuple(Said(steps.form(REVIEW)).chosen("omraader").values())


def _adviser(steps: StepBook) -> str:
    """Who makes the review, as far as the step says."""
    if not steps.is_begun(REVIEW):
        return ""
    form = steps.form(REVIEW)
    return ", ".join(filter(None, (text_of(form, "raadgiver_firma"), text_of(form, "raadgiver_navn"))))
