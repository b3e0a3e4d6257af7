"""Who is responsible for a company, and handing it over to a colleague."""

from __future__ import annotations

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Changes, CompanyRow
from klimabesog.store import Record
from klimabesog.values.clock import parse_hlc
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

RESPONSIBLE = "ansvarlig"


def responsible(casebook: Casebook, company: str) -> str:
    """The officer responsible for a company: who it was handed over to, else who made it."""
    return _responsible(casebook, casebook.registry.record(company), {})


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


def companies_of(casebook: Casebook, officer: str | None = None, query: str = "") -> list[CompanyRow]:
    """The companies an officer (default: this laptop's) is responsible for, filtered like `Casebook.companies`."""
    name = (officer if officer is not None else casebook.desk.actor).casefold()
    makers: dict[str, str] = {}
    mine = {
        record.id
        for record in casebook.registry.records()
        if _responsible(casebook, record, makers).casefold() == name
    }
    return [row for row in casebook.companies(query) if row.id in mine]


def _responsible(casebook: Casebook, record: Record, makers: dict[str, str]) -> str:
    return str(record.fields.get(RESPONSIBLE) or "") or _maker(casebook, record, makers)


def _maker(casebook: Casebook, record: Record, makers: dict[str, str]) -> str:
    """Who made the record; looked up once for all that one device made in one minute, as an import does."""
    stamp = parse_hlc(record.created_hlc)
    moment = f"{stamp.wall // 60_000} {stamp.device}"
    if moment not in makers:
        versions = casebook.desk.store.history(record.id, "@kind")
        makers[moment] = versions[-1].actor if versions else ""
    return makers[moment]
