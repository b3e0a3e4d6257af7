"""The climate action plan of a company: step 5's form and the measures as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.steps.keys import PLAN
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.reports.documents.plan import ActionPlan


def lacking(subject: Subject) -> str:
    """A plan needs a visit with measures, and must have been begun."""
    book = subject.book.steps(subject.company)
    visit = book.visit
    if visit is None:
        return _("Start et besøg først. Planen bygger på besøgets tiltag.")
    if not book.is_begun(PLAN):
        return _("Udfyld klimahandlingsplanen i trin 5 først.")
    return ""


def assemble(subject: Subject) -> ActionPlan:
    """The plan as it stands."""
    from klimabesog.casework.papers.planmodel import plan_of

    return plan_of(subject)
