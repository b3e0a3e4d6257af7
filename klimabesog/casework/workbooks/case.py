"""The workbook of one company's case: what the screen and the report show, as plain numbers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from klimabesog.casework.report import screening_report
from klimabesog.casework.saving import safe_name, save_file
from klimabesog.casework.workbooks.company import company_sheet
from klimabesog.casework.workbooks.energy import assumption_sheet, energy_sheet
from klimabesog.casework.workbooks.measures import measure_sheet
from klimabesog.casework.workbooks.plan import follow_up_sheet, plan_sheet
from klimabesog.exchange.workbook import Workbook
from klimabesog.exchange.xlsx import write_workbook
from klimabesog.reports.model import published
from klimabesog.values.clock import hlc_time
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.steps.book import StepBook


def case_workbook(casebook: Casebook, company: str) -> Workbook:
    """Six sheets; nothing internal or confidential is in them. InputError when there is no such company."""
    book = casebook.steps(company)
    visit, row = book.visit, casebook.registry.row(book.company)
    report = published(screening_report(visit)) if visit else None
    changed = _changed(casebook, book)
    return Workbook(
        title=row.name,
        subject=_("Sagen i tal: energi, tiltag, handlingsplan og opfølgning"),
        author=author_of(casebook),
        created=changed.isoformat(timespec="seconds"),
        sheets=(
            company_sheet(casebook, book, report, changed.date(), author_of(casebook)),
            energy_sheet(report),
            measure_sheet(book, visit),
            plan_sheet(book, visit),
            follow_up_sheet(book),
            assumption_sheet(report, visit.screening if visit else None),
        ),
    )


def _changed(casebook: Casebook, book: StepBook) -> datetime:
    """When the case was changed last: equal data give an equal file, whenever it is fetched."""
    visit = book.visit
    contexts = (book.company, book.context, *([visit.id] if visit else []))
    newest = max(casebook.desk.saved_at(context) for context in contexts)
    return (hlc_time(newest) if newest else casebook.desk.now()).replace(microsecond=0, tzinfo=None)


def author_of(casebook: Casebook) -> str:
    """Who made a workbook: the officer and the municipality."""
    officer = casebook.officer
    return ", ".join(part for part in (officer.name, officer.municipality) if part) if officer else ""


def save_case(casebook: Casebook, company: str, path: Path) -> Path:
    """Write the workbook of a company; returns the path. SurroundingsError when it cannot be written."""
    return save_file(path, write_workbook(case_workbook(casebook, company)))


def case_name(casebook: Casebook, company: str) -> str:
    """A name for the file: "Smedjen 2026-11-20.xlsx"."""
    row = casebook.registry.row(company)
    return safe_name(f"{row.name} {casebook.desk.now().date().isoformat()}") + ".xlsx"
