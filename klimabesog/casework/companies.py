"""Companies, their sites and contact persons: create, correct, find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.twins import Twins
from klimabesog.casework.views import Changes, CompanyRow, Contact, Site
from klimabesog.store import Change, Record
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id, new_id
from klimabesog.values.texts import _


class Companies:
    """The company register of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.twins = Twins(desk)

    # -- reading ---------------------------------------------------------------------------------

    def rows(self, query: str = "", limit: int | None = None) -> list[CompanyRow]:
        """Companies by name; `query` filters by every word in name, CVR, town or branch."""
        visits = self._visits_by_company()
        lines, merged = self._desk.store.table(*_LISTED), self.twins.merged()
        found = [_listed(line, visits.get(line[0], ())) for line in lines if line[0] not in merged]
        for word in query.casefold().split():
            found = [row for row in found if word in _searchable(row)]
        found.sort(key=lambda row: row.name.casefold())
        return found[:limit]

    def row(self, company: str) -> CompanyRow:
        """One company; InputError when there is none."""
        visits = self.of(kinds.VISIT, company)
        record = self.record(company)
        line = (record.id, *(record.fields.get(name) for name in _LISTED[1]))
        return _listed(line, [str(v.fields.get("dato", "")) for v in visits])

    def record(self, company: str) -> Record:
        """The company's record, or of the one it was found to be the same as; InputError when there is none."""
        record = self._desk.store.record(self.twins.main(company))
        if record is None or record.kind != kinds.COMPANY:
            raise InputError(_("Virksomheden findes ikke. Vælg en fra listen."))
        return record

    def names(self, companies: Iterable[str]) -> dict[str, str]:
        """Names by id, of a company found to be the same as another the other's; deleted ones are left out."""
        merged, found = self.twins.merged(), {}
        for company in companies:
            record = self._desk.store.record(merged.get(company, company))
            if record is not None and record.kind == kinds.COMPANY and not record.deleted:
                found[company] = str(record.fields.get("navn") or "")
        return found

    def contacts(self, company: str) -> tuple[Contact, ...]:
        """Contact persons in the order they were added."""
        records = self.of(kinds.CONTACT, company)
        return tuple(_contact(record) for record in sorted(records, key=lambda r: r.created_hlc))

    def sites(self, company: str) -> tuple[Site, ...]:
        """Sites in the order they were added."""
        records = self.of(kinds.SITE, company)
        return tuple(_site(record) for record in sorted(records, key=lambda r: r.created_hlc))

    def records(self) -> list[Record]:
        """All companies; those found to be the same are one."""
        merged = self.twins.merged()
        found = self._desk.store.records(kinds.COMPANY)
        return [record for record in found if record.id not in merged] if merged else found

    def of(self, kind: str, company: str, *, deleted: bool = False) -> list[Record]:
        """Records of a kind that belong to a company, by whichever of its records."""
        store = self._desk.store
        return [
            record
            for one in self.twins.all_of(company)
            for record in store.records(kind, deleted=deleted, virksomhed=one)
        ]

    def _visits_by_company(self) -> dict[str, list[str]]:
        dates: dict[str, list[str]] = {}
        merged = self.twins.merged()
        for visit in self._desk.store.records(kinds.VISIT):
            company = str(visit.fields.get("virksomhed"))
            dates.setdefault(merged.get(company, company), []).append(str(visit.fields.get("dato", "")))
        return dates

    # -- writing ---------------------------------------------------------------------------------

    def save(
        self, fields: Mapping[str, object], company: str | None = None, *, cvr_override: bool = False
    ) -> str:
        """Create or correct a company; returns its id.

        `fields`: navn, cvr, branchekode, adresse, postnr, by, ansatte, areal, reklamebeskyttet, pnr (of the first
        site). Raises InputError with one sentence; a CVR whose check fails passes with `cvr_override`.
        """
        clean = clean_fields(fields, accept=cvr_override)
        if not clean.get("navn") and (company is None or "navn" in clean):
            raise InputError(_("Skriv virksomhedens navn."))
        self._refuse_twin(str(clean.get("cvr") or ""), company)
        company = company or new_id()
        pnr = clean.pop("pnr", None)
        changes = self._desk.differences(company, kinds.COMPANY, clean)
        if pnr is not None:
            changes += self.site_changes(company, {"pnr": pnr, **address_of(clean)})
        self._desk.write(changes, context=company)
        self._desk.tell(Changes(frozenset({company}), frozenset({kinds.COMPANY, kinds.SITE})))
        return company

    def check(self, fields: Mapping[str, object]) -> dict[str, str]:
        """What to say beneath each field while it is typed: field -> one Danish sentence."""
        from klimabesog.partnership import company as rules

        checked = rules.check_fields({name: str(value or "") for name, value in fields.items()})
        return {name: result.warning for name, result in checked.items() if result.warning}

    def save_contact(
        self, company: str, contact: Contact | Mapping[str, object], record: str | None = None
    ) -> str:
        """Add or correct a contact person; returns its id."""
        given = contact._asdict() if isinstance(contact, Contact) else dict(contact)
        names = {"name": "navn", "role": "rolle", "phone": "telefon", "email": "epost"}
        fields = {names.get(key, key): str(value).strip() for key, value in given.items() if key != "id"}
        if not fields.get("navn"):
            raise InputError(_("Skriv kontaktpersonens navn."))
        record = record or new_id()
        self._desk.save_record(record, kinds.CONTACT, {"virksomhed": company, **fields}, context=company)
        self._desk.tell(Changes(frozenset({record, company}), frozenset({kinds.CONTACT})))
        return record

    def save_site(self, company: str, fields: Mapping[str, object], record: str | None = None) -> str:
        """Add or correct a site; returns its id."""
        clean = clean_fields(fields, accept=True)
        record = record or new_id()
        self._desk.save_record(record, kinds.SITE, {"virksomhed": company, **clean}, context=company)
        self._desk.tell(Changes(frozenset({record, company}), frozenset({kinds.SITE})))
        return record

    def _refuse_twin(self, cvr: str, company: str | None) -> None:
        twin = self.by_cvr().get(cvr) if cvr else None
        if twin is not None and twin.id != company:
            name = twin.fields.get("navn")
            raise InputError(_("{name} har allerede CVR-nummeret. Åbn den i stedet.").format(name=name))

    def by_cvr(self) -> dict[str, Record]:
        return {str(r.fields["cvr"]): r for r in self.records() if r.fields.get("cvr")}

    def site_changes(self, company: str, fields: Mapping[str, object]) -> list[Change]:
        site = derived_id(company, kinds.SITE, "1")
        return self._desk.differences(site, kinds.SITE, {"virksomhed": company, **fields})


_LISTED = (
    kinds.COMPANY,
    ("navn", "cvr", "by", "branche", "branchekode", "ansatte", "reklamebeskyttet", "eksempel"),
)
"""The kind and fields of the list's rows."""


def _listed(values: Sequence[Any], dates: Sequence[str]) -> CompanyRow:
    """A line of the list from its id and fields; positions, because there are very many."""
    company, name, cvr, town, branch, code, employees, protected, example = values
    return CompanyRow(
        company,
        str(name) if name else "",
        str(cvr) if cvr else "",
        str(town) if town else "",
        str(branch or code) if branch or code else "",
        _whole(employees),
        max(dates) if dates else None,
        len(dates),
        bool(protected),
        bool(example),
    )


def clean_fields(fields: Mapping[str, object], *, accept: bool) -> dict[str, object]:
    """The fields in the form they are stored in; InputError for what cannot be kept.

    A warning that may be overridden (a CVR whose check digit fails) is refused too, unless `accept`.
    """
    from klimabesog.partnership import company as rules
    from klimabesog.partnership.registers import industries

    checked = rules.check_fields({name: str(value or "") for name, value in fields.items()})
    for name, result in checked.items():
        if result.warning and (not result.overridable or (name == "cvr" and not accept)):
            raise InputError(result.warning)
    plain = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    clean = {**plain, **{name: result.value for name, result in checked.items()}}
    if "reklamebeskyttet" in clean:
        clean["reklamebeskyttet"] = _yes(clean["reklamebeskyttet"])
    if code := str(clean.get("branchekode") or ""):
        clean["branchekode_version"] = rules.INDUSTRY_VERSION
        if name := industries().name(code):
            clean["branche"] = name
    return clean


def _yes(value: object) -> bool:
    """A flag as a window or a script gives it; InputError when it is neither yes nor no."""
    if isinstance(value, bool):
        return value
    text = str(value or "").strip().casefold()
    if text not in {"", "ja", "nej", "true", "false"}:
        raise InputError(_("Reklamebeskyttet skal være ja eller nej."))
    return text in {"ja", "true"}


def address_of(fields: Mapping[str, object]) -> dict[str, object]:
    return {key: fields[key] for key in ("adresse", "postnr", "by") if fields.get(key)}


def _searchable(row: CompanyRow) -> str:
    return f"{row.name} {row.cvr} {row.town} {row.branch}".casefold()


def _whole(value: object) -> int | None:
    """A whole number; None for none, and for what a colleague's program made of it."""
    if value is None or value == "":
        return None
    text = str(value)
    try:
        return int(text) if text.isdecimal() else int(float(text))
    except (ValueError, OverflowError):
        return None


def _contact(record: Record) -> Contact:
    text = {key: str(record.fields.get(key) or "") for key in ("navn", "rolle", "telefon", "epost")}
    return Contact(record.id, text["navn"], text["rolle"], text["telefon"], text["epost"])


def _site(record: Record) -> Site:
    text = {key: str(record.fields.get(key) or "") for key in ("navn", "pnr", "adresse", "postnr", "by")}
    return Site(record.id, text["navn"], text["pnr"], text["adresse"], text["postnr"], text["by"])
