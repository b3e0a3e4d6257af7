"""The partnership agreement of a company: step 3's form as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.steps.keys import AGREEMENT
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.reports.documents.agreement import Agreement


def lacking(subject: Subject) -> str:
    """The agreement must have been begun."""
    if subject.book.steps(subject.company).is_begun(AGREEMENT):
        return ""
    return _("Udfyld partnerskabsaftalen i trin 3 først.")


def assemble(subject: Subject) -> Agreement:
    """The agreement as its form stands."""
    from klimabesog.casework.papers.agreementmodel import written_agreement

    return written_agreement(subject)
