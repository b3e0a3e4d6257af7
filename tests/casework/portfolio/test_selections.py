"""Each selection of companies has a portfolio report of its own: its changes, its versions, and its words in lists."""

from __future__ import annotations

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.filing import filing_of
from klimabesog.casework.groups.book import Groups
from klimabesog.casework.papers.draft import Draft
from klimabesog.casework.papers.everything import file_name
from klimabesog.casework.papers.issuing import issue
from klimabesog.casework.papers.offers import offer
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.topic import Topic
from klimabesog.values.ids import new_id

PORTFOLIO = "portefoeljerapport"
LATER = "2026-12-31"


@pytest.fixture
def all_(casebook: Casebook) -> Subject:
    casebook.start_visit(casebook.save_company({"navn": "Prøven A/S"}), "20.11.2026", "10:05")
    return Subject(casebook)


@pytest.fixture
def north(all_: Subject) -> Subject:
    companies = [company.id for company in all_.book.companies()]
    return Subject(all_.book, group=Groups(all_.book).save("Netværk Nord", members=companies), until=LATER)


def locked(about: Subject) -> str:
    return issue(about.book.documents, offer(PORTFOLIO).assemble(about), about.photo, about.topic)


def test_each_has_its_own_changes(all_: Subject, north: Subject) -> None:
    Draft(north.book.desk, PORTFOLIO, north.topic).introduce("Kære Nord")
    assert offer(PORTFOLIO).edits(north).introduction == "Kære Nord"
    assert offer(PORTFOLIO).edits(all_).introduction is None
    for other in (Subject(north.book, group=north.group), Subject(north.book, until=LATER)):
        assert offer(PORTFOLIO).edits(other).introduction is None


def test_each_has_its_own_versions(all_: Subject, north: Subject) -> None:
    for about in (all_, north, north, all_, north):
        locked(about)
    rows = all_.book.documents.of_municipality()
    today = "Alle virksomheder · pr. 20.11.2026"
    nord = "Netværk Nord · pr. 31.12.2026"
    assert [(row.words, row.number) for row in rows] == [(nord, 3), (today, 2), (nord, 2), (nord, 1), (today, 1)]


def test_a_version_keeps_the_name_its_group_had(north: Subject) -> None:
    document = locked(north)
    groups = Groups(north.book)
    groups.save("Netværk Syd", id=north.group)
    groups.remove(north.group)
    (row,) = north.book.documents.of_municipality()
    assert row.words == "Netværk Nord · pr. 31.12.2026"
    assert filing_of(north.book, document).about == row.words
    assert north.words == "pr. 31.12.2026", "and the page of a deleted group's report can still be left"


def test_a_record_of_an_older_program_names_no_selection(all_: Subject, north: Subject) -> None:
    desk, old = all_.book.desk, locked(north)
    fields = {k: v for k, v in desk.store.record(old).fields.items() if k not in ("pr_dag", "gruppe")}  # type: ignore[union-attr]
    older = new_id()
    desk.save_record(older, kinds.DOCUMENT, fields)
    rows = {row.id: row for row in all_.book.documents.of_municipality()}
    assert (rows[older].words, rows[older].number) == (rows[old].words, 1)
    assert all_.book.documents.pdf(older) == all_.book.documents.pdf(old)
    assert all_.book.documents.next_number(PORTFOLIO, all_.topic) == 2
    assert all_.book.documents.next_number(PORTFOLIO, north.topic) == 2


def test_what_was_said_of_no_selection_stays_where_it_was() -> None:
    """The records of earlier versions are found by the same names."""
    assert Topic().key == ""
    assert Topic("c").key == "c"
    assert Topic("c", step="opfoelgning:1").key == "c:opfoelgning:1"
    assert Topic("c", "v").key == "v"
    assert Topic.of({"virksomhed": "c", "navn": "x"}) == Topic("c")
    assert Topic("c", "v").fields == {"virksomhed": "c", "besoeg": "v"}


def test_files_of_two_selections_have_two_names(all_: Subject, north: Subject) -> None:
    assert file_name(offer(PORTFOLIO), all_) == "Porteføljerapport"
    assert file_name(offer(PORTFOLIO), north) == "Porteføljerapport Netværk Nord 2026-12-31"
