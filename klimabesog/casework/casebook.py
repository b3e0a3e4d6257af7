"""The casebook: everything an officer has on this laptop, opened with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.companies import Companies
from klimabesog.casework.desk import Desk, Subscriber
from klimabesog.casework.documents import Documents
from klimabesog.casework.library import FormLibrary
from klimabesog.casework.views import Changes, CompanyRow, FormRow, ImportReport, Officer, VisitRow
from klimabesog.store import Change, Record, Store
from klimabesog.values.clock import Clock, system_clock
from klimabesog.values.danish import parse_date
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id, new_id
from klimabesog.values.texts import _

if TYPE_CHECKING:  # the form engine is loaded with the first visit, not with the first window
    from klimabesog.casework.steps.book import StepBook
    from klimabesog.casework.visit import Visit
    from klimabesog.casework.visitviews import CompanyPage
    from klimabesog.xforms import Definition, Form

DATABASE = "klimabesog.db"


class Casebook:
    """An open data folder: companies, visits, forms and documents. One at a time per folder."""

    key_kind = "memory"
    """Where the key is kept: keyring, passphrase, or memory (gone with this run)."""

    def __init__(self, store: Store, data_dir: Path, clock: Clock = system_clock) -> None:
        self.desk = Desk(store, data_dir, clock)
        self.library = FormLibrary(self.desk)
        self.registry = Companies(self.desk)
        self.documents = Documents(self.desk)
        self._opened: Visit | None = None

    @classmethod
    def open(
        cls,
        data_dir: Path,
        key: bytes,
        *,
        clock: Clock = system_clock,
        before_migration: Callable[[Store], object] | None = None,
    ) -> Casebook:
        """Open the store in `data_dir` (created when absent) with its 32-byte key.

        Raises SurroundingsError with one sentence: wrong key, open elsewhere, no room, not writable.
        """
        store = Store.open(data_dir / DATABASE, key, clock=clock, before_migration=before_migration)
        return cls(store, data_dir, clock)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the officer should know of the data as they were found at opening; one Danish sentence each."""
        return tuple(self.desk.store.notices)

    @property
    def read_only(self) -> bool:
        """Whether the data are a newer program's: they can be read, and `warnings` says why not more."""
        return self.desk.store.read_only

    def close(self) -> None:
        """Close the store; everything is saved already."""
        self.desk.store.close()

    def __enter__(self) -> Casebook:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @property
    def officer(self) -> Officer | None:
        """Who works here; None before the welcome."""
        return self.desk.officer

    def set_officer(self, officer: Officer) -> None:
        """Keep who works here."""
        self.desk.set_officer(officer)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Be told what each operation changed; returns the function that ends it."""
        return self.desk.subscribe(callback)

    # -- companies -------------------------------------------------------------------------------

    def companies(self, query: str = "", limit: int | None = None) -> list[CompanyRow]:
        """Companies by name, filtered by every word of `query`."""
        return self.registry.rows(query, limit)

    def company(self, company: str) -> CompanyPage:
        """Everything on one company's page."""
        from klimabesog.casework.companypage import company_page

        return company_page(self, company)

    def save_company(
        self, fields: Mapping[str, object], id: str | None = None, *, cvr_override: bool = False
    ) -> str:
        """Create or correct a company; returns its id. InputError with one sentence."""
        return self.registry.save(fields, id, cvr_override=cvr_override)

    def check_company(self, fields: Mapping[str, object]) -> dict[str, str]:
        """field -> one sentence to show beneath it while it is typed."""
        return self.registry.check(fields)

    def town_of(self, postal_code: str) -> str:
        """The town of a postal code, "" unknown: fills the field while the code is typed."""
        from klimabesog.partnership.registers import towns

        return towns().town(postal_code.strip())

    def hand_over(self, company: str, officer: str) -> None:
        """Make an officer responsible for a company. InputError with one sentence."""
        from klimabesog.casework.handover import hand_over

        hand_over(self, company, officer)

    def save_contact(self, company: str, contact: Mapping[str, object], id: str | None = None) -> str:
        """Add or correct a contact person."""
        return self.registry.save_contact(company, contact, id)

    def save_site(self, company: str, fields: Mapping[str, object], id: str | None = None) -> str:
        """Add or correct a site."""
        return self.registry.save_site(company, fields, id)

    def import_companies(
        self,
        path: Path,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Create or update companies from a CSV file."""
        from klimabesog.casework.backups import before_import
        from klimabesog.casework.companyimport import import_csv

        before_import(self.desk.store, self.data_dir)
        return import_csv(self.desk, self.registry, path, progress, cancelled)

    def delete_record(self, record: str) -> None:
        """Delete a company, contact, site or visit; `restore_record` brings it back."""
        self.desk.delete(record, context=record)
        self.desk.tell(Changes(frozenset({record}), frozenset(kinds.NAMES)))

    def restore_record(self, record: str) -> None:
        """Bring a deleted record back."""
        self.desk.write([Change(record, "@deleted", None)], context=record)
        self.desk.tell(Changes(frozenset({record}), frozenset(kinds.NAMES)))

    # -- visits ----------------------------------------------------------------------------------

    def visits(self, company: str | None = None, query: str = "") -> list[VisitRow]:
        """Visits, newest first; those of a deleted company come back with it."""
        records = self.registry.of(kinds.VISIT, company) if company else self.desk.store.records(kinds.VISIT)
        merged = self.registry.twins.merged()
        names = self.registry.names({str(record.fields.get("virksomhed")) for record in records})
        rows = [self._visit_row(r, names, merged) for r in records if str(r.fields.get("virksomhed")) in names]
        words = query.casefold().split()
        rows = [
            row for row in rows if all(word in f"{row.company_name} {row.date}".casefold() for word in words)
        ]
        return sorted(rows, key=lambda row: (row.date, row.time), reverse=True)

    def start_visit(
        self,
        company: str,
        date: str = "",
        time: str = "",
        participants: str = "",
        *,
        extent: str | None = None,
        branch: str | None = None,
    ) -> Visit:
        """Begin a visit on a company: pins today's forms and factors to it. `date` as typed or ISO; default today.

        `extent` and `branch`: what the visit asks (codes of `scope.EXTENTS` and `partnership.branches.BRANCHES`); the
        whole checklist for every branch when nothing is chosen.
        """
        from klimabesog.casework.outline import VISIT_FORMS
        from klimabesog.casework.scope import chosen
        from klimabesog.casework.screening import start_screening, year_before

        self.registry.record(company)
        scope = chosen(extent, branch)
        self.library.install_builtin()
        visit, day = new_id(), parse_date(date) if date else self.desk.now().date().isoformat()
        screening = derived_id(visit, kinds.SCREENING)
        changes = start_screening(self.desk, screening, company, year_before(day))
        changes += self.desk.differences(
            visit,
            kinds.VISIT,
            {
                "virksomhed": company,
                "screening": screening,
                "dato": day,
                "tid": time or self.desk.now().strftime("%H:%M"),
                "deltagere": participants,
                "medarbejder": self.desk.actor,
                "status": kinds.DRAFT,
                "skemaer": {form_id: self.library.current(form_id).id for form_id in VISIT_FORMS},
                **scope,
            },
        )
        self.desk.write(changes, context=visit)
        begun = self.visit(visit)
        begun.keep_counts()
        self.desk.tell(Changes(frozenset({visit}), frozenset({kinds.VISIT}), visit))
        return begun

    def create_example(
        self, progress: Callable[[int, int], None] | None = None, case: str = "nordkrogen"
    ) -> Visit:
        """Create a bundled example (a code of `example.EXAMPLES`) and return its visit: the first visit takes some
        seconds, most of them the first time; the others ten or more."""
        from klimabesog.casework.example import play_example

        return play_example(self, progress, case)

    def visit(self, visit: str) -> Visit:
        """Open a visit; the one opened last is handed out again. InputError when there is none such."""
        from klimabesog.casework.visit import Visit

        record = self.desk.store.record(visit)
        if record is None or record.kind != kinds.VISIT:
            raise InputError(_("Besøget findes ikke. Vælg et fra listen."))
        if self._opened is None or self._opened.id != visit:
            self._opened = Visit(self.desk, self.library, self.registry, visit)
        return self._opened

    def look_at(self, visit: str) -> Visit:
        """The visit without making it the one opened last: for lists and searches that pass by it."""
        from klimabesog.casework.visit import Visit

        if self._opened is not None and self._opened.id == visit:
            return self._opened
        record = self.desk.store.record(visit)
        if record is None or record.kind != kinds.VISIT:
            raise InputError(_("Besøget findes ikke. Vælg et fra listen."))
        return Visit(self.desk, self.library, self.registry, visit)

    def go_on_with(self, visit: Visit) -> None:
        """This one, which the window shows and has read anew, is the one opened last."""
        self._opened = visit

    def forget_opened(self) -> None:
        """The log changed beneath the visit opened last: open it anew the next time."""
        self._opened = None

    def warm_up(self) -> Iterator[None]:
        """What the first visit would wait for, in pieces for idle moments: `next()` does one."""
        from klimabesog.xforms import prepare

        prepare()
        yield
        for visit in self.desk.store.records(kinds.VISIT)[-1:]:
            for version in (visit.fields.get("skemaer") or {}).values():
                if self.library.has(str(version)):  # a visit may come before its forms
                    self.library.definition(str(version))
                yield

    def last_place(self) -> tuple[str, str] | None:
        """(visit, chapter) where the officer was when the program was last open."""
        place = self.desk.store.setting("sted")
        if not place:
            return None
        record = self.desk.store.record(place[0])
        return (place[0], place[1]) if record and not record.deleted else None

    def _visit_row(self, record: Record, names: Mapping[str, str], merged: Mapping[str, str]) -> VisitRow:
        fields = record.fields
        company = str(fields.get("virksomhed") or "")
        counted = self.desk.store.computed(record.id)
        return VisitRow(
            id=record.id,
            company=merged.get(company, company),
            company_name=names.get(company, ""),
            date=str(fields.get("dato") or ""),
            time=str(fields.get("tid") or ""),
            status=str(fields.get("status") or kinds.DRAFT),
            answered=int(str(counted.get("besvaret") or 0)),
            total=int(str(counted.get("spoergsmaal") or 0)),
            findings=int(str(counted.get("antal_fund") or 0)),
        )

    def recompute(self) -> None:
        """Work out everything calculated again, in every visit: after the derived tables were rebuilt."""
        for row in self.visits():
            self.visit(row.id).recompute()

    def steps(self, company: str) -> StepBook:
        """The six steps of a company, with their forms."""
        from klimabesog.casework.steps.book import StepBook

        return StepBook(self, company)

    # -- forms -----------------------------------------------------------------------------------

    def form_rows(self) -> list[FormRow]:
        """The installed forms, the program's own among them."""
        self.library.install_builtin()
        return self.library.rows()

    def install_form(self, form: Form) -> FormRow:
        """Install a checked form of the municipality's own (`authoring.checked_form`); the row it is shown as."""
        return self.library.row(self.library.install([form])[0])

    def remove_form(self, form_id: str) -> Callable[[], None]:
        """Take an own form out of use; returns the function that puts it back."""
        removed = self.library.remove(form_id)
        return lambda: self.library.put_back(removed)

    def form_workbook(self, version: str) -> tuple[str, bytes]:
        """File name and bytes of a form as an Excel workbook."""
        from tempfile import TemporaryDirectory

        from klimabesog.casework.excel import workbook_of

        name, data = self.library.source(version)
        workbook = f"{Path(name).stem}.xlsx"
        if name == workbook:  # as its author wrote it, with colours and notes
            return name, data
        with TemporaryDirectory() as folder:
            source = Path(folder) / Path(name).name
            source.write_bytes(data)
            return workbook, workbook_of(source)

    def form_definition(self, version: str) -> Definition:
        """An installed form, to be tried out."""
        return self.library.definition(version)

    def form_source(self, version: str) -> tuple[str, bytes]:
        """File name and bytes of what a form's author wrote."""
        return self.library.source(version)

    # -- keys and copies -------------------------------------------------------------------------

    def backup(self, path: Path) -> None:
        """An encrypted copy of everything, under the same key. SurroundingsError when it cannot be written."""
        from klimabesog.casework.saving import not_saved

        try:
            self.desk.store.backup(path)
        except OSError as error:
            raise not_saved(path, error) from error

    @property
    def data_dir(self) -> Path:
        """Where the data lie."""
        return self.desk.data_dir
