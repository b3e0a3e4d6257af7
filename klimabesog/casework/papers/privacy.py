"""The information sheet about personal data, for a company's people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from klimabesog.casework.papers.parts import company_of, handed_out, no_officer, sender
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.settings import settings
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.reports.documents.privacy import PrivacySheet


def lacking(subject: Subject) -> str:
    """The controller must be known."""
    return no_officer(subject)


def assemble(subject: Subject) -> PrivacySheet:
    """The sheet by the municipality's settings."""
    from klimabesog.reports.documents.privacy import PrivacySheet

    known = settings(subject.book.desk)
    sheet = PrivacySheet(
        introduction=_(
            "Når kommunen kommer på klimabesøg hos din arbejdsplads, gemmer vi nogle oplysninger om dig. Her "
            "står hvilke, hvorfor, og hvad du kan kræve af os."
        ),
        company=company_of(subject.book.registry, subject.company).name,
        controller=sender(subject),
        dpo=known.dpo,
        retention_days=known.retention_days,
    )
    return replace(
        handed_out(sheet, subject), author=""
    )  # it is the municipality that informs, not the officer
