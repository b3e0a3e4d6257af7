"""What the page of a company shows: its steps, its newest result, its visits, measures and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.casework.views import VisitRow
from klimabesog.casework.visitviews import CompanyPage, StepState
from klimabesog.partnership.steps import Facts, track

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook


def company_page(casebook: Casebook, company: str) -> CompanyPage:
    """The page of one company; InputError when there is none."""
    record = casebook.registry.record(company)
    visits = tuple(casebook.visits(company))
    newest = casebook.visit(visits[0].id) if visits else None
    return CompanyPage(
        id=company,
        fields=dict(record.fields),
        contacts=casebook.registry.contacts(company),
        sites=casebook.registry.sites(company),
        visits=visits,
        measures=tuple(newest.measures()) if newest else (),
        documents=casebook.documents.of(company),
        steps=_steps(visits),
        result=newest.result() if newest else None,
    )


def _steps(visits: tuple[VisitRow, ...]) -> tuple[StepState, ...]:
    """The six steps, as far as visits alone tell; the later steps have no forms of their own yet."""
    facts = Facts(information_done=bool(visits), visits=[visit.status for visit in visits])
    return tuple(StepState(s.step.number, s.step.title, s.state, s.note) for s in track(facts))
