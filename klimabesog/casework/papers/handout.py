"""The handout of a visit's interview: only what its questions say may be printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from klimabesog.casework import kinds, outline, reportappendix
from klimabesog.casework.papers.parts import handed_out
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.report import actions_of, company_in_report, raw_of, text_of, visit_in_report
from klimabesog.casework.steps.facts import said, signed
from klimabesog.casework.steps.keys import AGREEMENT
from klimabesog.reports.model import Action
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.instance import FormInstance
    from klimabesog.reports.documents.handout import Handout

THEIRS, OURS, TOGETHER = "virksomheden", "kommunen", "sammen"
_PARTED = re.compile(r"\s*(?:,|/|&|\+|\bog\b)\s*")


def lacking(subject: Subject) -> str:
    """Something must have been said."""
    interview = subject.opened.form(outline.INTERVIEW)
    if any(True for _chapter in reportappendix.interview(interview)) or any(actions_of(interview)):
        return ""
    return _("Skriv svarene fra samtalen i besøget, så er der noget at give med.")


def assemble(subject: Subject) -> Handout:
    """What was said and agreed, as it stands now."""
    from klimabesog.reports.documents.handout import Handout

    visit = subject.opened
    interview = visit.form(outline.INTERVIEW)
    actions = tuple(actions_of(interview))
    agreement = _agreement(subject)
    paper = Handout(
        introduction=_("Tak for en god samtale. Her er det, vi har noteret, så I kan vende tilbage til det."),
        company=company_in_report(visit, interview),
        visit=visit_in_report(visit, interview),
        agreed=text_of(interview, "aftalt"),
        theirs=tuple(action for action in actions if side_of(subject, action) == THEIRS),
        ours=tuple(action for action in actions if side_of(subject, action) == OURS),
        together=tuple(action for action in actions if side_of(subject, action) == TOGETHER),
        next_meeting=raw_of(interview, "naeste_moede"),
        company_promises=_promises(agreement, "virksomhed_pligter"),
        municipality_promises=_promises(agreement, "kommune_pligter"),
        promised=signed(said(subject.book, subject.company, kinds.AGREEMENT)) if agreement else "",
        interview=tuple(
            chapter
            for form in (interview, *visit.added_forms())
            for chapter in reportappendix.interview(form)
        ),
    )
    return handed_out(paper, subject)


def side_of(subject: Subject, action: Action) -> str:
    """Who does it: the municipality when it or the officer is named, both when somebody else is too."""
    officer = subject.book.desk.officer
    named = ["kommune", *(filter(None, (officer.name, officer.municipality)) if officer else ())]
    people = [who for who in _PARTED.split(action.responsible.casefold()) if who]
    ours = [who for who in people if any(name.casefold() in who for name in named)]
    return THEIRS if not ours else OURS if len(ours) == len(people) else TOGETHER


def _agreement(subject: Subject) -> FormInstance | None:
    """The form of the partnership agreement, when it was begun."""
    steps = subject.book.steps(subject.company)
    return steps.form(AGREEMENT) if steps.is_begun(AGREEMENT) else None


def _promises(agreement: FormInstance | None, name: str) -> tuple[str, ...]:
    """What was chosen of the duties, and what was written beside them."""
    if agreement is None:
        return ()
    node = next((n for n in agreement.session.walk() if n.name == name), None)
    labels = {choice.value: choice.label for choice in node.choices} if node else {}
    chosen = [labels.get(word, word) for word in (node.value.split() if node else ())]
    return (*chosen, *filter(None, text_of(agreement, f"{name}_andet").splitlines()))
