"""What waits in the steps of all companies, and of one."""

from __future__ import annotations

from datetime import date

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.erasure import decline
from klimabesog.casework.steps.due import due, due_of, named
from klimabesog.casework.visit import Visit
from tests.casework.case import FIRST, INFORMATION, PLAN, SECOND, agree, steps, with_measures

TODAY = date(2027, 3, 10)


def to_get_back_to(casebook: Casebook, day: str, step: str = "ring") -> str:
    """A company that has been told, with a next step."""
    company = casebook.save_company({"navn": "Bageren (eksempel)"})
    book = casebook.steps(company)
    book.answer(INFORMATION, "/data/naeste/naeste_skridt", step)
    book.answer(INFORMATION, "/data/naeste/naeste_dato", day)
    return company


@pytest.mark.parametrize(
    ("day", "shown"), [("2027-03-01", True), ("2027-03-24", True), ("2027-03-25", False)]
)
def test_a_company_to_get_back_to_within_a_fortnight(casebook: Casebook, day: str, shown: bool) -> None:
    company = to_get_back_to(casebook, day)
    found = [named(casebook, one) for one in due(casebook, TODAY)]
    expected = [(company, "Bageren (eksempel)", 1, "Ring igen", day)] if shown else []
    assert [(d.company, d.company_name, d.step, d.title, d.day) for d in found] == expected


def test_a_visit_or_a_no_ends_getting_back(casebook: Casebook) -> None:
    visited, refused = to_get_back_to(casebook, "2027-03-01"), to_get_back_to(casebook, "2027-03-02")
    casebook.start_visit(visited)
    assert [d.company for d in due(casebook, TODAY)] == [refused]
    decline(casebook, refused, "ikke_tid")
    assert due(casebook, TODAY) == []
    gone = to_get_back_to(casebook, "2027-03-01")
    casebook.delete_record(gone)
    assert due(casebook, TODAY) == []


def test_the_next_follow_up_by_the_plan_then_by_the_last(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, visit)
    book.answer(PLAN, "/data/aftalen/foerste_opfoelgning", "2027-03-12")
    assert [(d.title, d.day) for d in due(casebook, TODAY)] == [("Opfølgning 1", "2027-03-12")]
    book.answer(FIRST, "/data/videre/naeste", "2027-03-15")
    assert [(d.title, d.day, d.step) for d in due(casebook, TODAY)] == [("Opfølgning 2", "2027-03-15", 6)]
    book.answer(SECOND, "/data/moedet/moedeform", "telefon")
    assert due(casebook, TODAY) == [], "the second is begun and says nothing of a third"


def test_measures_past_their_deadline_are_gathered_and_carried_out_ones_gone(
    casebook: Casebook, visit: Visit
) -> None:
    book = steps(casebook, with_measures(visit))
    book.fill(PLAN)
    agree(book, 1, "2027-03-01")
    agree(book, 2, "2027-03-10")
    (one,) = [named(casebook, d) for d in due(casebook, TODAY)]
    assert (one.title, one.day, one.who) == (visit.measures()[0].title, "2027-03-01", "Ulla")
    (both,) = due(casebook, date(2027, 3, 11))
    assert (both.title, both.day) == ("2 tiltag over fristen", "2027-03-01")
    assert [d.day for d in due_of(casebook, visit.company.id)] == ["2027-03-01", "2027-03-10"]
    book.fill(FIRST)
    for number in (1, 2):
        book.answer(FIRST, f"/data/tiltagene/status_tiltag[{number}]/status", "gennemfoert")
    assert due(casebook, date(2027, 3, 11)) == []
