"""Importing companies from a CSV file: known ones are corrected, new ones created, and every odd line is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from klimabesog.casework import kinds
from klimabesog.casework.companies import Companies, address_of, clean_fields
from klimabesog.casework.cpr import find_cpr, texts
from klimabesog.casework.desk import Desk
from klimabesog.casework.views import Changes, ImportReport
from klimabesog.exchange.companies_csv import CompanyLine, CompanyTable, read_companies
from klimabesog.store import Change
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id, new_id
from klimabesog.values.texts import _

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def import_csv(
    desk: Desk,
    companies: Companies,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportReport:
    """Create or update companies from a CSV file; a known one is updated, never doubled.

    It is known by its CVR, or on a line without CVR by name and postal code. A line that cannot be used is named
    in the report and left out; cancelling keeps the lines already done.
    """
    return _Import(desk, companies).run(read_companies(path), progress, cancelled)


def _named(fields: Mapping[str, object]) -> tuple[str, str]:
    return str(fields.get("navn") or "").casefold(), str(fields.get("postnr") or "")


class _Import:
    """One import: counts what it does."""

    def __init__(self, desk: Desk, companies: Companies) -> None:
        self._desk, self._companies, self._by_cvr = desk, companies, companies.by_cvr()
        self._by_name = {_named(record.fields): record for record in companies.records()}
        self._counts = {"created": 0, "updated": 0, "unchanged": 0}

    def run(
        self, table: CompanyTable, progress: Progress | None, cancelled: Cancelled | None
    ) -> ImportReport:
        problems, rows = list(table.problems), table.rows
        with self._desk.store.together():
            for number, row in enumerate(rows):
                if cancelled and cancelled():
                    problems.append(_("Stoppet efter {n} af {m} linjer.").format(n=number, m=len(rows)))
                    break
                self._one(row, problems)
                if progress:
                    progress(number + 1, len(rows))
        self._desk.tell(Changes(kinds=frozenset({kinds.COMPANY, kinds.SITE, kinds.CONTACT})))
        return ImportReport(**self._counts, problems=tuple(problems))

    def _one(self, row: CompanyLine, problems: list[str]) -> None:
        """Import one line; a field that cannot be kept is named and left out, the rest of the line counts."""
        warnings = self._companies.check(row.fields)
        problems += [
            _("Linje {line}: {error}").format(line=row.line, error=text) for text in warnings.values()
        ]
        kept = self._without_cpr(row, problems)
        for name in warnings:
            if name not in kept:
                continue
            try:
                clean_fields({name: kept[name]}, accept=True)
            except InputError:
                del kept[name]
            except KeyError:  # a warning on a field that was only derived
                continue
        if kept.get("navn"):
            self._write(clean_fields(kept, accept=True))

    @staticmethod
    def _without_cpr(row: CompanyLine, problems: list[str]) -> dict[str, object]:
        """The fields of a line but those with a possible CPR number, which are named."""
        kept: dict[str, object] = dict(row.fields)
        for name, text in [*texts(kept.items()), *texts([("navn", kept.get("kontaktperson"))])]:
            if find_cpr(text):
                kept.pop(name if kept.get(name) == text else "kontaktperson")
                problems.append(
                    _("Linje {line}: {field} er sprunget over, for der står måske et CPR-nummer.").format(
                        line=row.line, field=name
                    )
                )
        return kept

    def _write(self, clean: dict[str, object]) -> None:
        cvr = str(clean.get("cvr") or "")
        known = self._by_cvr.get(cvr) if cvr else self._by_name.get(_named(clean))
        company = known.id if known else new_id()
        contact: dict[str, object] = {
            key: clean.pop(key) for key in ("kontaktperson", "telefon", "epost") if key in clean
        }
        pnr = clean.pop("pnr", None)
        changes = self._desk.differences(company, kinds.COMPANY, clean)
        if pnr:
            changes += self._companies.site_changes(company, {"pnr": pnr, **address_of(clean)})
        if contact.get("kontaktperson"):
            changes += self._contact_changes(company, contact)
        self._counts["unchanged" if not changes else "updated" if known else "created"] += 1
        event = self._desk.write(changes, context=company, settles=False)
        if event and not known:
            record = self._companies.record(company)
            self._by_name[_named(record.fields)] = record
            if cvr:
                self._by_cvr[cvr] = record

    def _contact_changes(self, company: str, contact: dict[str, object]) -> list[Change]:
        person = derived_id(company, kinds.CONTACT, str(contact["kontaktperson"]))
        fields = {
            "navn": contact["kontaktperson"],
            "telefon": contact.get("telefon", ""),
            "epost": contact.get("epost", ""),
        }
        return self._desk.differences(person, kinds.CONTACT, {"virksomhed": company, **fields})
