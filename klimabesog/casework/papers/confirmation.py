"""The confirmation of a visit, with its agenda and the bills to find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.casework.papers.bills import bills
from klimabesog.casework.papers.parts import company_of, handed_out, no_officer, recipient, sender, today
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.papers.visitlength import agenda, minutes_of
from klimabesog.casework.scope import proposed_branch
from klimabesog.casework.settings import settings
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.reports.documents.confirmation import Confirmation


def lacking(subject: Subject) -> str:
    """There must be a day, and somebody who writes."""
    if not subject.opened.date:
        return _("Skriv datoen for besøget først.")
    return no_officer(subject)


def assemble(subject: Subject) -> Confirmation:
    """The letter as the visit is planned. It is dated today, though never after the day of the visit."""
    from klimabesog.reports.documents.confirmation import Confirmation

    visit, registry = subject.opened, subject.book.registry
    minutes = minutes_of(visit.scope)
    branch = visit.scope.branch or proposed_branch(registry.record(subject.company).fields)
    carriers = [total.carrier for total in visit.screening.baseline.carriers]
    letter = Confirmation(
        date=min(today(subject), visit.date),
        introduction=_("Tak, fordi I vil have besøg. Her er, hvad der skal ske, og hvad I kan gøre klar."),
        recipient=recipient(subject),
        sender=sender(subject),
        visit_date=visit.date,
        visit_time=visit.time,
        minutes=minutes,
        place=company_of(registry, subject.company).address,
        participants=_participants(subject),
        agenda=tuple(agenda(visit.time, minutes)),
        bills=tuple(bills(carriers, branch, visit.screening.year)),
        safety=_safety(branch),
        guidance=settings(subject.book.desk).opening_line,
    )
    return handed_out(letter, subject)


def _participants(subject: Subject) -> str:
    """Those of the company who are known to come: without the officer."""
    officer = subject.book.desk.officer
    own = officer.name if officer else ""
    lines = [line.strip() for line in subject.opened.participants.replace(";", "\n").splitlines()]
    return "\n".join(line for line in lines if line and (not own or own not in line))


def _safety(branch: str) -> str:
    """What is usually worn in a branch."""
    worn = {
        "vaerksted": _("Vi regner med at skulle have sikkerhedssko, høreværn og briller på."),
        "produktion": _("Vi regner med at skulle have sikkerhedssko, høreværn og briller på."),
        "tung": _("Vi regner med at skulle have sikkerhedssko, hjelm, høreværn og briller på."),
        "restaurant": _("I køkkenet regner vi med hårnet og skoovertræk."),
    }
    more = _("Sig til, hvis vi skal have andet med eller have en introduktion først.")
    return f"{worn[branch]} {more}" if branch in worn else ""
