"""The desk: one way to write, and everyone is told."""

from __future__ import annotations

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Changes, Officer
from klimabesog.store import Change
from klimabesog.values.ids import new_id
from tests.casework.laptops import OpenCasebook


def test_the_officer_is_kept_on_this_laptop(open_casebook: OpenCasebook) -> None:
    book = open_casebook()
    officer = Officer("Ida Sommer", "Eksempel Kommune", "Klima", "ida@eksempel.invalid", "00 00 00 00")
    book.set_officer(officer)
    book.close()
    book = open_casebook()
    assert book.officer == officer
    assert list(book.desk.store.events()) == [], "a setting, not a decision to share"
    book.save_company({"navn": "A"})
    assert {event.actor for event in book.desk.store.events()} == {"Ida Sommer"}


def test_nobody_before_the_welcome(casebook: Casebook) -> None:
    with Casebook.open(casebook.data_dir / "ny", b"k" * 32) as book:
        assert book.officer is None
        assert book.desk.actor == ""


def test_only_differences_are_written(casebook: Casebook) -> None:
    desk, record = casebook.desk, new_id()
    first = desk.save_record(record, "noter", {"tekst": "a", "i_rapport": False})
    assert first is not None
    assert {change.field for change in first.sets} == {"@kind", "tekst", "i_rapport"}
    second = desk.save_record(record, "noter", {"tekst": "b", "i_rapport": False})
    assert second is not None
    assert [(change.field, change.value) for change in second.sets] == [("tekst", "b")]
    assert desk.save_record(record, "noter", {"tekst": "b"}) is None
    assert desk.write([]) is None


def test_what_was_worked_out_lies_over_what_was_decided(casebook: Casebook) -> None:
    desk, record = casebook.desk, new_id()
    desk.save_record(record, "forbrug", {"maengde": "5", "kwh": "gammel"})
    desk.store.put_computed("kilde", "1", {(record, "kwh"): 50})
    stored = desk.store.record(record)
    assert stored is not None
    assert desk.fields(stored) == {"maengde": "5", "kwh": 50}


def test_told_until_it_ends(casebook: Casebook) -> None:
    first: list[Changes] = []
    second: list[Changes] = []
    end_first = casebook.subscribe(first.append)
    casebook.subscribe(second.append)
    casebook.save_company({"navn": "A"})
    end_first()
    casebook.save_company({"navn": "B"})
    assert (len(first), len(second)) == (1, 2)
    assert "virksomheder" in first[0].kinds


def test_a_subscriber_that_leaves_while_being_told(casebook: Casebook) -> None:
    told: list[str] = []

    def once(_changes: Changes) -> None:
        told.append("once")
        end()

    end = casebook.subscribe(once)
    casebook.subscribe(lambda _changes: told.append("always"))
    for name in ("A", "B"):
        casebook.save_company({"navn": name})
    assert told == ["once", "always", "always"]


def test_the_stamp_of_the_last_change(open_casebook: OpenCasebook) -> None:
    book = open_casebook()
    context = new_id()
    assert book.desk.saved_at(context) == ""
    event = book.desk.write([Change(context, "@kind", "besoeg")], context=context)
    assert event is not None
    assert book.desk.saved_at(context) == event.hlc
    book.close()
    assert open_casebook().desk.saved_at(context) == event.hlc
