"""Value types of lists and companies that casework hands out; those of a visit stand in `visitviews`.

Apart, because the first window needs these alone.
"""

from __future__ import annotations

from typing import NamedTuple


class Changes(NamedTuple):
    """What an operation changed, told to every subscriber; each decides itself whether to refresh.

    `records` are record ids, `kinds` their kinds, `visit` the visit it happened in (or None).
    """

    records: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    visit: str | None = None


class Officer(NamedTuple):
    """The person at this laptop."""

    name: str
    municipality: str
    department: str = ""
    email: str = ""
    phone: str = ""


class CompanyRow(NamedTuple):
    """One line of the company list."""

    id: str
    name: str
    cvr: str
    town: str
    branch: str
    employees: int | None
    last_visit: str | None  # ISO date
    visits: int
    protected: bool  # reklamebeskyttet
    example: bool


class FormRow(NamedTuple):
    """One installed form in the edition used from now on; `id` is the record of that version.

    `own`: the municipality's; `replaces`: it stands in place of a form of the program; `installed`: ISO date.
    `area`: code of the focus area that the form names first, "" when it names none.
    """

    id: str
    form_id: str
    title: str
    version: str
    measure: bool
    source_name: str
    own: bool = False
    replaces: bool = False
    installed: str = ""
    area: str = ""


class Contact(NamedTuple):
    """A contact person of a company."""

    id: str
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""


class Site(NamedTuple):
    """A site (produktionsenhed) of a company."""

    id: str
    name: str
    pnr: str = ""
    address: str = ""
    postal_code: str = ""
    town: str = ""


class VisitRow(NamedTuple):
    """One line of a list of visits."""

    id: str
    company: str
    company_name: str
    date: str  # ISO
    time: str  # HH:MM or ""
    status: str  # kladde | afsluttet | udgivet
    answered: int
    total: int
    findings: int


class ImportReport(NamedTuple):
    """What an import of companies did; `problems` are Danish sentences with line numbers."""

    created: int
    updated: int
    unchanged: int
    problems: tuple[str, ...]
