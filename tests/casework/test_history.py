"""Who changed what in a visit; taking one change back; bringing back what was deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.deleted import deleted_records, restore_deleted
from klimabesog.casework.history import take_back, visit_history
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook
from tests.casework.sharing_steps import join, swap
from tests.casework.steps import CHECKLIST, INTERVIEW, TIGHT, WORK, leaks, photo


def test_a_visits_history_names_what_who_and_where(
    open_casebook: OpenCasebook, casebook: Casebook, visit: Visit, tmp_path: Path
) -> None:
    visit.answer(INTERVIEW, WORK, "Smedje")
    visit.save_note("Husk låge")
    bo = open_casebook("bo")
    join(casebook, bo)
    swap(casebook, bo, tmp_path)
    bo.visit(visit.id).answer(INTERVIEW, WORK, "Værksted")
    swap(casebook, bo, tmp_path)
    steps = visit_history(casebook, visit.id)
    newest = steps[0]
    assert (newest.who, newest.own, newest.value) == ("Bo", False, "Værksted")
    assert newest.what == "Svaret på “Hvad laver I, og hvad bruger mest energi?”"
    assert (newest.spot.form, newest.spot.ref) == (INTERVIEW, WORK)
    assert newest.undoable
    note = next(step for step in steps if step.value == "Husk låge")
    assert (note.who, note.what) == ("Anna", "Ny note")
    former = next(step for step in steps if step.value == "Smedje")
    assert not former.undoable
    assert [step.when for step in steps] == sorted((step.when for step in steps), reverse=True)
    assert len(visit_history(casebook, visit.id, limit=2)) == 2


def test_a_deletion_says_what_went(casebook: Casebook, visit: Visit) -> None:
    visit.remove_note(visit.save_note("Husk låge"))
    step = visit_history(casebook, visit.id)[0]
    assert step.what == "Note fjernet: Husk låge"
    take_back(casebook, visit.id, step.event)
    assert [note.text for note in visit.notes()] == ["Husk låge"]


def test_a_colleagues_change_is_taken_back(
    open_casebook: OpenCasebook, casebook: Casebook, visit: Visit, tmp_path: Path
) -> None:
    visit.answer(INTERVIEW, WORK, "Smedje")
    bo = open_casebook("bo")
    join(casebook, bo)
    swap(casebook, bo, tmp_path)
    bo.visit(visit.id).answer(INTERVIEW, WORK, "Værksted")
    swap(casebook, bo, tmp_path)
    step = visit_history(casebook, visit.id)[0]
    assert "Hvad laver I" in take_back(casebook, visit.id, step.event)
    assert casebook.visit(visit.id).node(INTERVIEW, WORK).value == "Smedje"
    swap(casebook, bo, tmp_path)
    assert bo.visit(visit.id).node(INTERVIEW, WORK).value == "Smedje"
    with pytest.raises(InputError, match="skrevet noget andet"):
        take_back(casebook, visit.id, step.event)
    casebook.visit(visit.id).undo()
    assert casebook.visit(visit.id).node(INTERVIEW, WORK).value == "Værksted"


def test_the_beginning_of_a_visit_is_not_taken_back(casebook: Casebook, visit: Visit) -> None:
    first = visit_history(casebook, visit.id)[-1]
    assert not first.undoable
    with pytest.raises(InputError):
        take_back(casebook, visit.id, first.event)


def test_what_is_deleted_is_listed_and_comes_back(casebook: Casebook, visit: Visit) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0].id
    visit.save_finding(finding, place="Hal 2")
    picture = visit.add_photo(photo()).id
    visit.save_photo(picture, caption="Kompressor")
    note = visit.save_note("Husk\nlåge")
    measure = leaks(visit)
    figures = visit.measures()
    visit.remove_finding(finding)
    visit.remove_photo(picture)
    visit.remove_note(note)
    visit.remove_measure(measure)
    rows = {row.kind_name: row for row in deleted_records(casebook)}
    assert {name: row.title for name, row in rows.items() if name != "Tiltag"} == {
        "Fund": "Hal 2",
        "Foto": "Kompressor",
        "Note": "Husk låge",
    }
    assert {row.who for row in rows.values()} == {"Anna"}
    assert rows["Note"].where == "Prøvesmedjen (eksempel) · Besøg 20.11.2026"
    assert deleted_records(casebook)[0].kind_name == "Tiltag"
    for row in rows.values():
        restore_deleted(casebook, row.id)
    assert deleted_records(casebook) == []
    assert visit.measures() == figures
    assert visit.finding(finding).place == "Hal 2"
    assert [p.caption for p in visit.photos()] == ["Kompressor"]
    assert [n.text for n in visit.notes()] == ["Husk\nlåge"]
    with pytest.raises(InputError, match="ikke slettet"):
        restore_deleted(casebook, note)


def test_a_visit_comes_back_after_its_company(casebook: Casebook, visit: Visit) -> None:
    company = visit.company.id
    casebook.delete_record(visit.id)
    casebook.delete_record(company)
    assert [row.kind_name for row in deleted_records(casebook)] == ["Virksomhed", "Besøg"]
    with pytest.raises(InputError, match="Prøvesmedjen"):
        restore_deleted(casebook, visit.id)
    restore_deleted(casebook, company)
    restore_deleted(casebook, visit.id)
    assert [row.id for row in casebook.visits()] == [visit.id]


def test_an_undone_beginning_is_not_deleted_work(casebook: Casebook, visit: Visit) -> None:
    visit.save_note("Husk låge")
    visit.undo()
    assert deleted_records(casebook) == []
