"""What the page of a company shows: its steps, its newest result, its visits, measures and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.casework.steps.facts import step_facts
from klimabesog.casework.visitviews import CompanyPage, StepState
from klimabesog.partnership.steps import track

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
        steps=_steps(casebook, company),
        result=newest.result() if newest else None,
    )


def _steps(casebook: Casebook, company: str) -> tuple[StepState, ...]:
    """The six steps, from what their records say."""
    states = track(step_facts(casebook, company))
    return tuple(StepState(s.step.number, s.step.title, s.state, s.note) for s in states)
