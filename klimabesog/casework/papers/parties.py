"""Who a document is about: the company as its records say."""

from __future__ import annotations

from klimabesog.casework.papers.subject import Subject
from klimabesog.partnership.checks import shown_cvr
from klimabesog.reports.model import Company
from klimabesog.values.texts import _


def company_of(subject: Subject) -> Company:
    """The company's name, numbers, address and branch; what a visit tells of it besides is left out."""
    registry = subject.book.registry
    fields = registry.record(subject.company).fields
    sites = registry.sites(subject.company)
    town = f"{fields.get('postnr') or ''} {fields.get('by') or ''}".strip()
    return Company(
        name=f"{fields.get('navn') or ''}{' ' + _('(eksempel)') if fields.get('eksempel') else ''}",
        cvr=shown_cvr(str(fields.get("cvr") or "")),
        p_number=next((site.pnr for site in sites if site.pnr), ""),
        address=", ".join(part for part in (str(fields.get("adresse") or ""), town) if part),
        branch=str(fields.get("branche") or fields.get("branchekode") or ""),
    )
