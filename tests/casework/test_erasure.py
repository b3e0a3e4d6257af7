"""A case at its end: when it may go, and that it vanishes from every laptop for good."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.erasure import (
    STATISTICS,
    case_end,
    case_records,
    decline,
    deletions,
    due_cases,
    erase_case,
    erase_contact,
    take_back_no,
)
from klimabesog.casework.persons import find_person
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.visit import Visit
from klimabesog.store.event import to_json
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook
from tests.casework.sharing_steps import join, swap
from tests.casework.steps import CHECKLIST, INTERVIEW, TIGHT, WORK, electricity, leaks, photo

TODAY = date(2026, 11, 20)
SECRETS = ("Prøvesmedjen", "Ida Åkjær", "Smeder låger", "Hal Sydvest", "Husk nøglen", "Kompressorbillede")


@pytest.fixture
def case(casebook: Casebook, visit: Visit) -> str:
    """A whole case: contact, bill, answers, finding, photo, note, measure, issued report; the company's id."""
    company = visit.company.id
    casebook.save_contact(company, {"name": "Ida Åkjær", "phone": "12345678"})
    electricity(visit)
    visit.answer(INTERVIEW, WORK, "Smeder låger")
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0].id
    visit.save_finding(finding, place="Hal Sydvest")
    visit.save_photo(visit.add_photo(photo(), finding).id, caption="Kompressorbillede")
    visit.save_note("Husk nøglen")
    leaks(visit, finding=finding)
    visit.issue_report()
    return company


def file_documents(casebook: Casebook, company: str) -> None:
    """Give every document its number."""
    for document in casebook.documents.of(company):
        casebook.documents.set_journal(document.id, "2026-1234")


def everything(casebook: Casebook) -> str:
    """All text that the log holds."""
    return "\n".join(to_json(event) for event in casebook.desk.store.events())


def blobs_of(casebook: Casebook, visit: Visit, company: str) -> list[str]:
    """Photos and documents of the case."""
    return [photo.sha256 for photo in visit.photos()] + [d.sha256 for d in casebook.documents.of(company)]


def test_a_case_that_goes_on_is_not_due(casebook: Casebook, case: str) -> None:
    end = case_end(casebook, case, TODAY)
    assert (end.ended, end.due, end.is_due) == ("", "", False)
    assert due_cases(casebook, TODAY) == []
    with pytest.raises(InputError, match="Mangler journalnummer: Energiscreening nr"):
        erase_case(casebook, case, today=TODAY)
    file_documents(casebook, case)
    with pytest.raises(InputError, match="ikke slut"):
        erase_case(casebook, case, today=TODAY)


def test_the_period_runs_from_a_no_and_waits_for_filing(casebook: Casebook, case: str) -> None:
    decline(casebook, case, "ikke_tid", "20.11.2026")
    assert case_end(casebook, case, TODAY).due == "2027-02-18"
    before, after = TODAY + timedelta(days=89), TODAY + timedelta(days=90)
    assert due_cases(casebook, before) == []
    (waiting,) = due_cases(casebook, after)
    assert not waiting.is_due
    assert [document.number for document in waiting.unfiled] == [1]
    file_documents(casebook, case)
    (due,) = due_cases(casebook, after)
    assert due.is_due
    assert due.because == "afslag"
    with pytest.raises(InputError, match=r"tidligst slettes 18\.02\.2027"):
        erase_case(casebook, case, today=before)
    take_back_no(casebook, case)
    assert due_cases(casebook, after) == []


def test_the_period_runs_from_the_last_follow_up(casebook: Casebook, visit: Visit, case: str) -> None:
    decline(casebook, case, "ikke_tid", "01.11.2026")
    instance = visit.measures()[0].instance
    visit.agree_measure(instance)
    visit.realise_measure(instance, visit.measure_book.life(instance).agreed.measure)  # type: ignore[union-attr]
    end = case_end(casebook, case, TODAY)
    assert (end.ended, end.because) == ("2026-11-20", "opfølgning")


def test_it_vanishes_here_and_on_the_other_laptop_and_stays_away(
    open_casebook: OpenCasebook, casebook: Casebook, visit: Visit, case: str, tmp_path: Path
) -> None:
    bo = open_casebook("bo")
    join(casebook, bo)
    swap(casebook, bo, tmp_path)
    old = tmp_path / "gammel.klimabesog"
    Sharing(casebook).export(old)
    blobs = blobs_of(casebook, visit, case)
    assert all(secret in everything(bo) for secret in SECRETS)
    file_documents(casebook, case)
    decline(casebook, case, "ikke_tid", "01.01.2026")
    done = erase_case(casebook, case, today=TODAY)
    assert done.records > 8
    bo.visit(visit.id).answer(INTERVIEW, WORK, "Smeder låger endnu")  # not knowing of it
    swap(casebook, bo, tmp_path)
    for book in (casebook, bo):
        Sharing(book).take_in(old)
        text = everything(book)
        assert [secret for secret in SECRETS if secret in text] == []
        assert not any(book.desk.store.has_blob(sha) for sha in blobs)
        assert book.companies() == []
        assert book.visits() == []
        assert find_person(book, "Ida Åkjær") == []
        assert book.desk.store.search("Smeder") == []
        assert book.desk.store.conflicts() == []


def test_what_remains_is_a_record_without_a_name_figures_and_a_letter(
    open_casebook: OpenCasebook, casebook: Casebook, case: str, tmp_path: Path
) -> None:
    bo = open_casebook("bo")
    join(casebook, bo)
    swap(casebook, bo, tmp_path)
    file_documents(casebook, case)
    saving = casebook.visit(casebook.visits()[0].id).result().saving_kwh
    done = erase_case(casebook, case, why="anmodning")
    assert "Prøvesmedjen (eksempel)" in done.letter
    assert "journalnummer 2026-1234" in done.letter
    (figures,) = casebook.desk.store.records(STATISTICS)
    assert figures.fields["besparelse_kwh"] == saving > 0
    assert figures.fields["aar"] == "2026"
    (row,) = deletions(casebook)
    assert (row.what, row.who, row.records) == ("En virksomhed med 1 besøg", "Anna", done.records)
    assert row.why == "Den, oplysningerne handler om, har bedt om det"
    assert {laptop.own: confirmed for laptop, confirmed in row.confirmed} == {True: True, False: False}
    swap(casebook, bo, tmp_path)
    (row,) = deletions(casebook)
    assert all(confirmed for _laptop, confirmed in row.confirmed)
    assert len(row.confirmed) == 2


def test_without_figures_nothing_is_kept(casebook: Casebook, case: str) -> None:
    erase_case(casebook, case, why="anmodning", keep_figures=False)
    assert casebook.desk.store.records(STATISTICS) == []


def test_another_case_and_the_forms_are_untouched(casebook: Casebook, case: str) -> None:
    other = casebook.save_company({"navn": "Møllen"})
    visit = casebook.start_visit(other, "19.11.2026", "09:00")
    visit.answer(INTERVIEW, WORK, "Maler mel")
    visit.add_photo(photo())  # the same picture as in the other case
    forms = casebook.form_rows()
    mine = case_records(casebook, case)
    assert not set(mine) & set(case_records(casebook, other))
    erase_case(casebook, case, why="anmodning")
    again = casebook.visit(visit.id)
    assert again.node(INTERVIEW, WORK).value == "Maler mel"
    assert again.photo_bytes(again.photos()[0].sha256)
    assert casebook.form_rows() == forms
    assert [row.name for row in casebook.companies()] == ["Møllen"]


def test_deleted_and_merged_parts_go_too(casebook: Casebook, visit: Visit, case: str) -> None:
    other = casebook.save_company({"navn": "Prøvesmedjen ApS"})
    casebook.registry.twins.merge(case, other)
    visit.remove_note(visit.notes()[0].id)
    erase_case(casebook, case, why="anmodning")
    assert casebook.desk.store.records(kinds.COMPANY, deleted=True) == []
    assert casebook.desk.store.records(kinds.NOTE, deleted=True) == []
    assert casebook.desk.store.records(kinds.TWIN, deleted=True) == []


def test_one_contact_alone(casebook: Casebook, case: str) -> None:
    contact = casebook.registry.contacts(case)[0].id
    done = erase_contact(casebook, contact)
    assert "Ida Åkjær" in done.letter
    assert "Ida Åkjær" not in everything(casebook)
    assert casebook.registry.contacts(case) == ()
    assert deletions(casebook)[0].what == "En kontaktperson"
    assert [row.name for row in casebook.companies()] == ["Prøvesmedjen (eksempel)"]
