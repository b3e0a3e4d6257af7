"""Undo and redo: every kind of step, across a restart, and never what a colleague did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.visit import Visit
from tests.casework.laptops import OpenCasebook
from tests.casework.steps import (
    AMOUNT,
    BASELINE,
    CHECKLIST,
    INTERVIEW,
    TIGHT,
    WORK,
    YEAR_BUILT,
    anew,
    electricity,
    fill,
    leaks,
    photo,
    value,
)

Step = Callable[[Visit], object]


def looks(visit: Visit) -> dict[str, object]:
    """Everything a person sees of a visit."""
    forms = (*visit.forms(), *visit.measure_book.instances())
    return {
        "answers": {(form.id, node.ref): node.value for form in forms for node in form.session.walk()},
        "later": [hit.ref for hit in visit.later()],
        "findings": visit.all_findings(),
        "measures": visit.measures(),
        "photos": visit.photos(),
        "notes": visit.notes(),
        "status": visit.status,
        "result": visit.result(),
        "chapters": visit.chapters(),
    }


def finding(visit: Visit) -> str:
    return visit.findings(CHECKLIST, TIGHT)[0].id


STEPS: dict[str, Step] = {
    "answer": lambda v: v.answer(INTERVIEW, WORK, "Vi fræser"),
    "empty": lambda v: v.answer(INTERVIEW, WORK, ""),
    "figure": lambda v: v.answer(BASELINE, AMOUNT, "90000"),
    "hide finding": lambda v: v.answer(CHECKLIST, TIGHT, "ja"),
    "add row": lambda v: v.add_row(BASELINE, "/data/forbrug"),
    "remove row": lambda v: v.remove_row(BASELINE, "/data/forbrug[1]"),
    "later": lambda v: v.set_later(INTERVIEW, YEAR_BUILT, True),
    "not later": lambda v: v.set_later(INTERVIEW, WORK, False),
    "write finding": lambda v: v.save_finding(finding(v), place="Hal 3", printed="Hvislen", internal="Spørg"),
    "add finding": lambda v: v.add_finding(CHECKLIST, TIGHT),
    "remove finding": lambda v: v.remove_finding(finding(v)),
    "note": lambda v: v.save_note("Husk nøglen"),
    "change note": lambda v: v.save_note("Andet", printed=True, id=v.notes()[0].id),
    "remove note": lambda v: v.remove_note(v.notes()[0].id),
    "photo": lambda v: v.add_photo(photo("navy"), finding(v)),
    "caption": lambda v: v.save_photo(v.photos()[0].id, caption="Tavlen", finding=finding(v)),
    "remove photo": lambda v: v.remove_photo(v.photos()[0].id),
    "measure": lambda v: v.start_measure("tryk", finding(v)),
    "measure input": lambda v: v.answer(v.measures()[0].instance, "/data/tal/ind_laek", "30"),
    "remove measure": lambda v: v.remove_measure(v.measures()[0].instance),
    "reject measure": lambda v: v.set_measure_status(v.measures()[0].instance, "fravalgt"),
    "agree": lambda v: v.agree_measure(v.measures()[0].instance, "Bo", "2026-12-04"),
    "details": lambda v: v.save_details(deltagere="Bo"),
    "finish": lambda v: v.finish(),
}


@pytest.fixture
def busy(visit: Visit) -> Visit:
    """A visit with something of everything."""
    electricity(visit)
    visit.answer(INTERVIEW, WORK, "Vi drejer")
    visit.set_later(INTERVIEW, WORK, True)
    visit.answer(CHECKLIST, TIGHT, "nej")
    visit.save_finding(finding(visit), place="Hal 2")
    visit.save_note("Første note")
    visit.add_photo(photo())
    leaks(visit, finding=finding(visit))
    return visit


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_every_step_there_and_back(casebook: Casebook, busy: Visit, step: Step) -> None:
    before = looks(busy)
    step(busy)
    done = looks(busy)
    for visit in (busy, anew(casebook, busy)):
        assert visit.undo()
        assert looks(visit) == before
        assert visit.redo()
        assert looks(visit) == done
    assert looks(anew(casebook, busy)) == done


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_step_is_one_step(casebook: Casebook, busy: Visit, step: Step) -> None:
    before = len(list(casebook.desk.store.events(context=busy.id)))
    step(busy)
    assert len(list(casebook.desk.store.events(context=busy.id))) == before + 1


def test_all_the_way_back_and_forth(casebook: Casebook, busy: Visit) -> None:
    done, fresh = looks(busy), casebook.start_visit(busy.company.id, busy.date, busy.time)
    steps = 0
    while busy.undo():
        steps += 1
    assert steps > 10
    assert not busy.can_undo
    assert busy.photos() == busy.notes() == ()
    assert busy.measures() == busy.all_findings() == []
    assert [(c.key, c.answered, c.total) for c in busy.chapters()] == [
        (c.key, c.answered, c.total) for c in fresh.chapters()
    ]
    for _step in range(steps):
        assert busy.redo()
    assert not busy.can_redo
    assert looks(busy) == looks(anew(casebook, busy)) == done


def test_across_a_restart(open_casebook: OpenCasebook) -> None:
    book = open_casebook()
    visit = book.start_visit(book.save_company({"navn": "A"}), "20.11.2026")
    for text in ("et", "to", "tre"):
        visit.answer(INTERVIEW, WORK, text)
    visit.undo()
    book.close()
    visit = open_casebook().visit(visit.id)
    assert visit.can_undo
    assert visit.can_redo
    assert visit.redo() == f"Svaret på “{visit.node(INTERVIEW, WORK).label}”"
    assert value(visit, INTERVIEW, "aktiviteter") == "tre"
    for expected in ("to", "et", ""):
        visit.undo()
        assert value(visit, INTERVIEW, "aktiviteter") == expected


def test_a_new_step_ends_what_could_be_redone(visit: Visit) -> None:
    visit.answer(INTERVIEW, WORK, "et")
    visit.undo()
    assert visit.can_redo
    visit.answer(INTERVIEW, YEAR_BUILT, "1978")
    assert not visit.can_redo
    assert visit.redo() is None
    assert value(visit, INTERVIEW, "aktiviteter") == ""


def test_nothing_to_undo_at_first(visit: Visit) -> None:
    assert not visit.can_undo
    assert not visit.can_redo
    assert visit.undo() is None
    assert visit.redo() is None


def test_an_undone_first_answer_does_not_come_back(casebook: Casebook, visit: Visit) -> None:
    visit.answer(INTERVIEW, WORK, "forkert")
    visit.undo()
    visit.answer(INTERVIEW, YEAR_BUILT, "1978")
    for opened in (visit, anew(casebook, visit)):
        assert value(opened, INTERVIEW, "aktiviteter") == ""
        assert value(opened, INTERVIEW, "byggeaar") == "1978"


def test_an_undone_finding_is_empty_and_there(casebook: Casebook, visit: Visit) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    visit.save_finding(finding(visit), place="Forkert hal")
    visit.undo()
    (empty,) = visit.findings(CHECKLIST, TIGHT)
    assert (empty.place, empty.stored) == ("", False)
    visit.save_finding(empty.id, printed="Hvislen")
    (again,) = anew(casebook, visit).findings(CHECKLIST, TIGHT)
    assert (again.id, again.place, again.printed) == (empty.id, "", "Hvislen")


def test_an_undone_bill_can_be_entered_again(casebook: Casebook, visit: Visit) -> None:
    electricity(visit)
    while visit.undo():
        pass
    assert visit.result().consumption_kwh == 0
    electricity(visit, "70000", "105000")
    assert visit.result().consumption_kwh == 70000
    assert anew(casebook, visit).result().consumption_kwh == 70000


def test_an_issued_report_is_not_undone(casebook: Casebook, visit: Visit) -> None:
    visit.answer(INTERVIEW, WORK, "Vi drejer")
    document = visit.issue_report()
    assert visit.undo()
    assert value(visit, INTERVIEW, "aktiviteter") == ""
    assert visit.status == kinds.ISSUED
    assert [d.id for d in casebook.documents.of(visit.company.id)] == [document]


def test_a_deleted_visit_is_restored_not_undone(casebook: Casebook, visit: Visit) -> None:
    casebook.delete_record(visit.id)
    casebook.restore_record(visit.id)
    assert not anew(casebook, visit).can_undo


# -- a colleague ---------------------------------------------------------------------------------


@pytest.fixture
def bo(open_casebook: OpenCasebook, casebook: Casebook) -> Casebook:
    book = open_casebook("bo")
    Sharing(book).set_team_key(Sharing(casebook).team_key)
    return book


def send(sender: Casebook, receiver: Casebook, folder: Path) -> None:
    path = folder / "pakke.klimabesog"
    Sharing(sender).export(path)
    Sharing(receiver).take_in(path)


def test_a_colleagues_steps_are_theirs(
    casebook: Casebook, bo: Casebook, visit: Visit, tmp_path: Path
) -> None:
    visit.answer(INTERVIEW, WORK, "Anna")
    send(casebook, bo, tmp_path)
    theirs = bo.visit(visit.id)
    assert not theirs.can_undo
    theirs.answer(INTERVIEW, YEAR_BUILT, "1978")
    send(bo, casebook, tmp_path)
    visit = anew(casebook, visit)
    assert visit.undo()
    assert value(visit, INTERVIEW, "aktiviteter") == ""
    assert value(visit, INTERVIEW, "byggeaar") == "1978"
    assert not visit.can_undo


def test_what_a_colleague_changed_since_stands(
    casebook: Casebook, bo: Casebook, visit: Visit, tmp_path: Path
) -> None:
    visit.answer(INTERVIEW, YEAR_BUILT, "1978")
    visit.answer(INTERVIEW, WORK, "Anna")
    note = visit.save_note("Anna")
    send(casebook, bo, tmp_path)
    theirs = bo.visit(visit.id)
    theirs.answer(INTERVIEW, WORK, "Bo")
    theirs.save_note("Bo", id=note)
    send(bo, casebook, tmp_path)
    visit = anew(casebook, visit)
    while visit.undo():
        pass
    assert [n.text for n in visit.notes()] == ["Bo"]
    assert value(visit, INTERVIEW, "aktiviteter") == "Bo"
    assert value(visit, INTERVIEW, "byggeaar") == ""


def test_a_redo_leaves_what_a_colleague_wrote(
    casebook: Casebook, bo: Casebook, visit: Visit, tmp_path: Path
) -> None:
    fill(visit, INTERVIEW, {YEAR_BUILT: "1978", WORK: "Anna"})
    visit.undo()
    send(casebook, bo, tmp_path)
    bo.visit(visit.id).answer(INTERVIEW, WORK, "Bo")
    send(bo, casebook, tmp_path)
    visit = anew(casebook, visit)
    visit.redo()
    assert value(visit, INTERVIEW, "aktiviteter") == "Bo"
