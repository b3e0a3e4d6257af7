"""Who is responsible for a company, and handing it over to a colleague."""

from __future__ import annotations

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Changes
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

RESPONSIBLE = "ansvarlig"


def responsible(casebook: Casebook, company: str) -> str:
    """The officer responsible for a company: who it was handed over to, else who made it."""
    named = str(casebook.registry.record(company).fields.get(RESPONSIBLE) or "")
    versions = [] if named else casebook.desk.store.history(company, "@kind")
    return versions[-1].actor if versions else named


def hand_over(casebook: Casebook, company: str, officer: str) -> None:
    """Make an officer responsible. InputError for no name, or no such company."""
    casebook.registry.record(company)
    officer = " ".join(officer.split())
    if not officer:
        raise InputError(_("Skriv, hvem sagen overdrages til."))
    casebook.desk.save_record(company, kinds.COMPANY, {RESPONSIBLE: officer}, context=company)
    casebook.desk.tell(Changes(frozenset({company}), frozenset({kinds.COMPANY})))


def officers(casebook: Casebook) -> list[str]:
    """The names to choose from: this laptop's officer, and those who have made visits or are responsible."""
    store = casebook.desk.store
    names = {casebook.desk.actor}
    names |= {str(visit.fields.get("medarbejder") or "") for visit in store.records(kinds.VISIT)}
    names |= {str(company.fields.get(RESPONSIBLE) or "") for company in casebook.registry.records()}
    return sorted(names - {""}, key=str.casefold)
