"""The interview, the bills and the checklist on paper, made from the forms as they are used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from klimabesog.casework import kinds, outline
from klimabesog.casework.context import kontekst
from klimabesog.casework.papers.formparts import parts_of
from klimabesog.casework.papers.parts import company_of, handed_out, today
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.scope import SHORT, WHOLE, Scope, proposed_branch, scope_of
from klimabesog.casework.settings import as_context, settings
from klimabesog.xforms import Session

if TYPE_CHECKING:
    from klimabesog.casework.papers.formparts import Parts
    from klimabesog.reports.documents.paper_form import PaperForm


def lacking(_subject: Subject) -> str:
    """Paper can always be printed."""
    return ""


def assemble(subject: Subject) -> PaperForm:
    """The forms for a company, by the scope of the visit that is planned, else short and for its branch."""
    from klimabesog.reports.documents.paper_form import BlankForm, PaperForm

    fields = dict(subject.book.registry.record(subject.company).fields) if subject.company else {}
    scope, date = _scope(subject, fields)
    kind = PaperForm if subject.company else BlankForm
    interview = Scope(WHOLE if not fields else scope.extent, scope.branch, scope.law)
    talk = _parts(subject, outline.INTERVIEW, interview, fields)
    paper = kind(
        company=company_of(subject.book.registry, subject.company).name if subject.company else "",
        visit_date=date,
        scope=scope.words,
        guidance=settings(subject.book.desk).opening_line,
        interview=talk,
        baseline=_parts(subject, outline.BASELINE, interview, fields, len(talk) + 1),
        checklist=_parts(subject, outline.CHECKLIST, scope, fields),
    )
    return replace(handed_out(paper, subject), draft=False)  # it is printed to be written on


def _scope(subject: Subject, fields: dict[str, object]) -> tuple[Scope, str]:
    """What is asked, and the ISO day of the visit that is planned, "" for none."""
    desk = subject.book.desk
    law = settings(desk).law_points
    if not subject.company:
        return Scope(SHORT, law=law), ""
    visits = [
        visit
        for visit in subject.book.registry.of(kinds.VISIT, subject.company)
        if str(visit.fields.get("dato") or "") >= today(subject)
    ]
    if not visits:
        return Scope(SHORT, proposed_branch(fields), law), ""
    planned = min(visits, key=lambda visit: str(visit.fields["dato"]))
    return scope_of(desk, planned.fields), str(planned.fields["dato"])


def _parts(subject: Subject, form_id: str, scope: Scope, fields: dict[str, object], first: int = 1) -> Parts:
    """A form's chapters as they are asked on paper."""
    book = subject.book
    book.library.install_builtin()
    definition = book.library.definition(book.library.current(form_id).id)
    company = {**fields, "id": subject.company}
    case = kontekst(company, {}, None, more={"kommune": as_context(book.desk)})
    session = Session(definition, instances={"kontekst": case}, clock=book.desk.clock)
    return parts_of(session, scope, form_id, first)
