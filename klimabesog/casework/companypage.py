"""What the page of a company shows: its steps, its newest result, its visits, measures and documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from klimabesog.casework.steps.due import due_of
from klimabesog.casework.visitviews import CompanyPage, StepState
from klimabesog.partnership.steps import StepState as State

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook


def company_page(casebook: Casebook, company: str) -> CompanyPage:
    """The page of one company; InputError when there is none."""
    record = casebook.registry.record(company)
    visits = tuple(casebook.visits(company))
    book = casebook.steps(company)
    case = book.visit
    return CompanyPage(
        id=company,
        fields=dict(record.fields),
        contacts=casebook.registry.contacts(company),
        sites=casebook.registry.sites(company),
        visits=visits,
        measures=tuple(case.measures()) if case else (),
        documents=casebook.documents.of(company),
        steps=step_rows(book.track()),
        result=case.result() if case else None,
        case_visit=case.id if case else "",
        target=book.target(),
        due=tuple(due_of(casebook, company)),
        planned=bool(case and case.measure_book.agreed()),
    )


def step_rows(states: Sequence[State]) -> tuple[StepState, ...]:
    """The six steps as pages show them."""
    return tuple(StepState(s.step.number, s.step.title, s.state, s.note, s.step.short) for s in states)
