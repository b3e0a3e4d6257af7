"""Quick notes: time-stamped, internal unless said otherwise, placed later."""

from __future__ import annotations

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.visit import Visit
from tests.casework.steps import CHECKLIST, TIGHT, anew


def test_a_note_is_internal_and_stamped(casebook: Casebook, visit: Visit) -> None:
    note = visit.save_note("Driftslederen vil med på lækagerunde")
    (kept,) = anew(casebook, visit).notes()
    assert (kept.id, kept.text, kept.printed) == (note, "Driftslederen vil med på lækagerunde", False)
    assert kept.time.startswith("2026-11-20T")
    assert (kept.form, kept.ref) == (None, None)


def test_placed_and_printed_later(visit: Visit) -> None:
    note = visit.save_note("Husk")
    time = visit.notes()[0].time
    visit.save_note("Husk solceller", printed=True, id=note, form=CHECKLIST, ref=TIGHT)
    (kept,) = visit.notes()
    assert (kept.text, kept.printed, kept.form, kept.ref) == ("Husk solceller", True, CHECKLIST, TIGHT)
    assert kept.time == time, "when it was first written"
    visit.save_note("Husk solceller!", printed=True, id=note)
    assert visit.notes()[0].ref == TIGHT


def test_oldest_first_and_removed(visit: Visit) -> None:
    notes = [visit.save_note(text) for text in ("et", "to", "tre")]
    visit.remove_note(notes[1])
    assert [note.text for note in visit.notes()] == ["et", "tre"]


def test_an_emptied_note_is_not_shown(visit: Visit) -> None:
    note = visit.save_note("x")
    visit.save_note("", id=note)
    assert visit.notes() == ()


def test_the_same_text_again_writes_nothing(casebook: Casebook, visit: Visit) -> None:
    note = visit.save_note("x")
    before = casebook.desk.store.vector()
    visit.save_note("x", id=note)
    assert casebook.desk.store.vector() == before
