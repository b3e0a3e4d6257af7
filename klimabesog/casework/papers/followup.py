"""The report of a follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.steps.keys import FOLLOW_UP, parse_key
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.reports.documents.followup import FollowUp


def lacking(subject: Subject) -> str:
    """A follow-up that was begun, and a visit that its measures are of."""
    book = subject.book.steps(subject.company)
    if book.visit is None:
        return _("Start et besøg først. Opfølgningen bygger på besøgets forbrug og tiltag.")
    if not subject.step or parse_key(subject.step).form != FOLLOW_UP or not book.is_begun(subject.step):
        return _("Udfyld en opfølgning i trin 6 først.")
    return ""


def assemble(subject: Subject) -> FollowUp:
    """The report of the follow-up that the subject names, as things stood then."""
    from klimabesog.casework.papers.followupmodel import followup_of

    return followup_of(subject)
