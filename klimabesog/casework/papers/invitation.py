"""The invitation of a company to a climate visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.papers.parts import handed_out, no_officer, recipient, sender, today
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.papers.visitlength import LEAST, MOST, minutes_of
from klimabesog.casework.scope import scope_of
from klimabesog.casework.settings import settings
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.reports.documents.invitation import Invitation
    from klimabesog.store import Record


def lacking(subject: Subject) -> str:
    """Somebody must write it."""
    return no_officer(subject)


def assemble(subject: Subject) -> Invitation:
    """The letter, with the day of a visit that is planned."""
    from klimabesog.reports.documents.invitation import Invitation

    desk = subject.book.desk
    known, planned = settings(desk), _planned(subject)
    fields = planned.fields if planned else {}
    length = minutes_of(scope_of(desk, fields))
    letter = Invitation(
        introduction=_introduction(known.name),
        recipient=recipient(subject),
        sender=sender(subject),
        visit_date=str(fields.get("dato") or ""),
        visit_time=str(fields.get("tid") or ""),
        minutes=(length, length) if planned else (LEAST, MOST),
        guidance=known.opening_line,
    )
    return handed_out(letter, subject)


def _introduction(municipality: str) -> str:
    """The opening paragraph, until the municipality writes its own."""
    return _(
        "{municipality} tilbyder virksomheder et besøg, hvor vi sammen finder ud af, hvor der er energi, penge "
        "og CO₂ at spare. Vi vil gerne besøge jer."
    ).format(municipality=municipality or _("Kommunen"))


def _planned(subject: Subject) -> Record | None:
    """The next visit that is still to come."""
    visits = [
        visit
        for visit in subject.book.registry.of(kinds.VISIT, subject.company)
        if str(visit.fields.get("dato") or "") >= today(subject)
        and visit.fields.get("status", kinds.DRAFT) == kinds.DRAFT
    ]
    return min(visits, key=lambda visit: str(visit.fields["dato"]), default=None)
