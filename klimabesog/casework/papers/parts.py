"""What the documents have in common: who hands them out, whom they are to, the company as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from klimabesog.casework.papers.subject import Subject, municipality
from klimabesog.casework.settings import settings
from klimabesog.partnership.checks import shown_cvr
from klimabesog.reports.model import Company, Paper
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.companies import Companies
    from klimabesog.reports.documents.letter import Recipient, Sender

P = TypeVar("P", bound=Paper)


def handed_out(paper: P, subject: Subject) -> P:
    """The document with who hands it out, its number, and today as its date unless it has one."""
    documents = subject.book.documents
    officer = subject.book.desk.officer
    return replace(
        paper,
        municipality=municipality(subject),
        date=paper.date or today(subject),
        version=documents.next_number(paper.TYPE, subject.topic),
        author=officer.name if officer else "",
    )


def today(subject: Subject) -> str:
    """The ISO day."""
    return subject.book.desk.now().date().isoformat()


def no_officer(subject: Subject) -> str:
    """What must be done while nobody knows who writes; "" when that is known."""
    officer = subject.book.desk.officer
    if officer is not None and officer.name and officer.municipality:
        return ""
    return _("Skriv dit navn og din kommune under Indstillinger, så brevet har en afsender.")


def sender(subject: Subject) -> Sender:
    """The officer at this laptop as the writer of a letter."""
    from klimabesog.reports.documents.letter import Sender

    officer, address = subject.book.desk.officer, settings(subject.book.desk).address
    if officer is None:
        return Sender(address=address)
    return Sender(officer.name, officer.phone, officer.email, address)


def recipient(subject: Subject) -> Recipient:
    """The company at its own address, else its first site's; for the contact person who was written first."""
    from klimabesog.reports.documents.letter import Recipient

    registry = subject.book.registry
    company = company_of(registry, subject.company)
    contacts, fields = registry.contacts(subject.company), registry.record(subject.company).fields
    street, town = str(fields.get("adresse") or ""), _town(fields)
    site = next((site for site in registry.sites(subject.company) if site.address), None)
    if not street and site is not None:
        street, town = site.address, f"{site.postal_code} {site.town}".strip()
    return Recipient(
        name=company.name,
        attention=contacts[0].name if contacts else "",
        address=tuple(line for line in (street, town) if line),
    )


def company_of(companies: Companies, company: str) -> Company:
    """A company as its record has it, without what a visit asks about."""
    fields, row = companies.record(company).fields, companies.row(company)
    name = str(fields.get("navn") or "") + (f" {_('(eksempel)')}" if fields.get("eksempel") else "")
    return Company(
        name=name,
        cvr=shown_cvr(str(fields.get("cvr") or "")),
        p_number=next((site.pnr for site in companies.sites(company) if site.pnr), ""),
        address=", ".join(filter(None, (str(fields.get("adresse") or ""), _town(fields)))),
        branch=str(fields.get("branche") or fields.get("branchekode") or ""),
        employees=row.employees,
    )


def _town(fields: Mapping[str, Any]) -> str:
    return f"{fields.get('postnr') or ''} {fields.get('by') or ''}".strip()
