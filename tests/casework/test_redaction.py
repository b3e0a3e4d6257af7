"""A person's name taken out of all that was written: now and before, here and on the other laptops, for good."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.conflicts import open_conflicts
from klimabesog.casework.deleted import deleted_records, restore_deleted
from klimabesog.casework.erasure import deletions
from klimabesog.casework.history import take_back, visit_history
from klimabesog.casework.nameplaces import Place, all_needles, find_places
from klimabesog.casework.needles import REMOVED
from klimabesog.casework.persons import FORMER, GONE, NOW, find_person
from klimabesog.casework.redaction import Redacted, redact
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.visit import Visit
from klimabesog.store import Change
from klimabesog.store.event import to_json
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook
from tests.casework.ownforms import install, survey
from tests.casework.sharing_steps import join, swap
from tests.casework.steps import (
    CHECKLIST,
    FREE,
    INTERVIEW,
    TIGHT,
    WORK,
    anew,
    electricity,
    leaks,
    measure,
    named,
    photo,
)  # fmt: skip

IDA = "Ida Åkjær"
NEEDLES = (IDA, "ida@smedjen.example", "12 34 56 78")


@pytest.fixture
def told(casebook: Casebook, visit: Visit) -> str:
    """Ida is named in every place where text is kept; the id of her contact record."""
    contact = casebook.save_contact(
        visit.company.id, {"name": IDA, "role": "Driftschef", "phone": "12 34 56 78", "email": NEEDLES[1]}
    )
    visit.save_details(deltagere="Ida Åkjær, driftschef, og Bo Holm")
    visit.answer(INTERVIEW, WORK, "Spørg Åkjær, Ida om smedjen")
    visit.answer(INTERVIEW, WORK, "Smedje")
    visit.save_note("Ring til +45 12345678 og spørg efter ida")
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0].id
    visit.save_finding(finding, internal="Ida Åkjærs nøgle passer ikke")
    visit.save_photo(visit.add_photo(photo(), finding).id, caption="ida@smedjen.example spurgte")
    visit.set_comment(INTERVIEW, WORK, "IDA ÅKJÆR ringer selv")
    visit.remove_note(visit.save_note("Hils Ida Åkjær"))
    return contact


def everything(casebook: Casebook) -> str:
    """All text that the log holds, the deleted and the overwritten, and what was calculated."""
    store = casebook.desk.store
    computed = [store.computed_of_kind(kind) for kind in kinds.NAMES]
    return "\n".join([*(to_json(event) for event in store.events()), repr(computed)])


def says(casebook: Casebook, *needles: str) -> bool:
    """Whether anything says one of these, in whatever letters."""
    text = everything(casebook).casefold()
    return any(needle.casefold() in text for needle in needles)


def take_out(casebook: Casebook, *needles: str, **more: Any) -> Redacted:
    """Everywhere that it can be taken out."""
    places = find_places(casebook, needles)
    done = redact(
        casebook, needles, [p for p in places if not p.why_not], [p for p in places if p.why_not], **more
    )
    assert done is not None
    return done


def at(places: list[Place], before: str) -> Place:
    """The place that says this."""
    return next(place for place in places if place.before == before)


def test_each_place_says_what_it_will_say(casebook: Casebook, told: str) -> None:
    places = find_places(casebook, NEEDLES)
    assert {place.before: place.after for place in places if place.state == NOW} == {
        IDA: REMOVED,
        "12 34 56 78": "",
        "ida@smedjen.example": "",
        "Ida Åkjær, driftschef, og Bo Holm": f"{REMOVED}, driftschef, og Bo Holm",
        "Ring til +45 12345678 og spørg efter ida": f"Ring til {REMOVED} og spørg efter {REMOVED}",
        "Ida Åkjærs nøgle passer ikke": f"{REMOVED}s nøgle passer ikke",
        "ida@smedjen.example spurgte": f"{REMOVED} spurgte",
        "IDA ÅKJÆR ringer selv": f"{REMOVED} ringer selv",
    }
    assert [(p.before, p.after) for p in places if p.state == FORMER] == [("Spørg Åkjær, Ida om smedjen", "")]
    assert [(p.before, p.after) for p in places if p.state == GONE] == [("Hils Ida Åkjær", "")]
    assert all(place.sure and place.versions == 1 and not place.why_not for place in places)


def test_nothing_says_the_name_any_more(casebook: Casebook, visit: Visit, told: str) -> None:
    before = [(e.id, e.device, e.seq, e.hlc) for e in casebook.desk.store.events()]
    done = take_out(casebook, *NEEDLES)
    assert not says(casebook, "ida", "åkjær", "smedjen.example", "12 34", "12345678")
    assert find_person(casebook, *NEEDLES) == []
    assert (done.places, done.versions) == (10, 10)
    assert done.visits == (visit.id,)
    now = anew(casebook, visit)
    assert now.node(INTERVIEW, WORK).value == "Smedje"
    assert [revision.text for revision in now.history(INTERVIEW, WORK)] == ["Smedje", ""]
    assert now.participants == f"{REMOVED}, driftschef, og Bo Holm"
    assert [note.text for note in now.notes()] == [f"Ring til {REMOVED} og spørg efter {REMOVED}"]
    assert now.comment(INTERVIEW, WORK) == f"{REMOVED} ringer selv"
    assert [p.caption for p in now.photos()] == [f"{REMOVED} spurgte"]
    (contact,) = casebook.registry.contacts(visit.company.id)
    assert contact[1:] == (REMOVED, "Driftschef", "", "")
    after = [(e.id, e.device, e.seq, e.hlc) for e in casebook.desk.store.events()]
    assert after[: len(before)] == before


def test_a_place_that_is_not_chosen_stays(casebook: Casebook, told: str) -> None:
    places = find_places(casebook, NEEDLES)
    note = at(places, "Ring til +45 12345678 og spørg efter ida")
    done = redact(casebook, NEEDLES, [note], [p for p in places if p is not note])
    assert done is not None
    assert done.places == 1
    assert "Vi har fjernet Ida Åkjær fra 1 sted" in done.letter
    assert "Vi har beholdt navnet 9 steder, fordi (skriv hvorfor)." in done.letter
    assert [p.before for p in find_places(casebook, NEEDLES)] == [p.before for p in places if p is not note]


def test_undo_and_history_never_bring_it_back(casebook: Casebook, visit: Visit, told: str) -> None:
    take_out(casebook, *NEEDLES)
    now = anew(casebook, visit)
    steps = visit_history(casebook, visit.id)
    assert steps[0].what == "Et navn er fjernet for altid"
    assert not steps[0].undoable
    with pytest.raises(InputError, match="kan ikke fortrydes"):
        take_back(casebook, visit.id, steps[0].event)
    while now.undo() is not None:
        pass
    assert not says(casebook, "åkjær", "ida")
    while now.redo() is not None:
        pass
    assert not says(casebook, "åkjær", "ida")


def test_a_deleted_note_stays_deleted_and_is_empty(casebook: Casebook, visit: Visit, told: str) -> None:
    (gone,) = [p for p in find_places(casebook, NEEDLES) if p.state == GONE]
    assert [row.title for row in deleted_records(casebook)] == ["Hils Ida Åkjær"]
    redact(casebook, NEEDLES, [gone])
    assert deleted_records(casebook) == []
    restore_deleted(casebook, gone.record)
    assert "Hils" not in {note.text for note in anew(casebook, visit).notes()}
    assert not says(casebook, "Hils Ida")


def test_a_deleted_visit_is_not_brought_back_by_new_words(
    casebook: Casebook, visit: Visit, told: str
) -> None:
    casebook.delete_record(visit.id)
    take_out(casebook, *NEEDLES)
    assert casebook.visits() == []
    assert not says(casebook, "åkjær")
    restore_deleted(casebook, visit.id)
    assert anew(casebook, visit).comment(INTERVIEW, WORK) == f"{REMOVED} ringer selv"


def test_a_disagreement_is_settled_and_both_answers_lose_the_name(
    open_casebook: OpenCasebook, casebook: Casebook, visit: Visit, tmp_path: Path
) -> None:
    bo = open_casebook("bo")
    join(casebook, bo)
    swap(casebook, bo, tmp_path)
    casebook.visit(visit.id).answer(INTERVIEW, WORK, "Spørg Ida Åkjær")
    bo.visit(visit.id).answer(INTERVIEW, WORK, "Ida Åkjær ved det")
    swap(casebook, bo, tmp_path)
    assert len(open_conflicts(casebook)) == 1
    (place,) = find_places(casebook, [IDA])
    assert (place.versions, place.before) == (
        2,
        shown := casebook.visit(visit.id).node(INTERVIEW, WORK).value,
    )
    redact(casebook, [IDA], [place])
    swap(casebook, bo, tmp_path)
    for book in (casebook, bo):
        assert open_conflicts(book) == []
        assert book.visit(visit.id).node(INTERVIEW, WORK).value == shown.replace(IDA, REMOVED)
        assert not says(book, "åkjær")


def test_it_happens_on_the_other_laptop_too_and_no_old_file_brings_it_back(
    open_casebook: OpenCasebook, casebook: Casebook, visit: Visit, told: str, tmp_path: Path
) -> None:
    bo = open_casebook("bo")
    join(casebook, bo)
    swap(casebook, bo, tmp_path)
    old = tmp_path / "gammel.klimabesog"
    Sharing(casebook).export(old)
    bo.visit(visit.id).save_note("Ida Åkjær kommer på mandag")  # not knowing of it
    take_out(casebook, *NEEDLES)
    (row,) = deletions(casebook)
    assert (row.what, row.who, row.records) == ("Et navn fra 10 steder", "Anna", 10)
    assert {laptop.own: done for laptop, done in row.confirmed} == {True: True, False: False}
    swap(casebook, bo, tmp_path)
    for book in (casebook, bo):
        Sharing(book).take_in(old)
        assert [trace.text for trace in find_person(book, *NEEDLES)] == ["Ida Åkjær kommer på mandag"]
        assert book.desk.store.search("driftschef")
        assert book.visit(visit.id).participants == f"{REMOVED}, driftschef, og Bo Holm"
    (row,) = deletions(casebook)
    assert all(done for _laptop, done in row.confirmed)
    take_out(casebook, *NEEDLES)  # it is found by the next search
    swap(casebook, bo, tmp_path)
    assert not says(bo, "åkjær")
    assert bo.desk.store.derived() == casebook.desk.store.derived()


def test_a_case_shared_alone_says_what_stands_now_and_nothing_of_another(
    open_casebook: OpenCasebook, casebook: Casebook, visit: Visit, told: str, tmp_path: Path
) -> None:
    other = casebook.start_visit(casebook.save_company({"navn": "Møllen"}), "19.11.2026", "09:00")
    other.save_note("Ida Åkjær kendte mølleren")
    take_out(casebook, *NEEDLES)
    Sharing(casebook).export(tmp_path / "sag", visit.id)
    cilia = open_casebook("cilia")
    join(casebook, cilia)
    Sharing(cilia).take_in(tmp_path / "sag")
    assert cilia.visit(visit.id).participants == f"{REMOVED}, driftschef, og Bo Holm"
    assert not says(cilia, "mølleren", "åkjær")


def test_what_an_answer_was_saved_to_goes_with_it_and_figures_follow(
    casebook: Casebook, visit: Visit
) -> None:
    instance = measure(visit, FREE, {"ud_titel": "Ida Åkjærs idé", "ud_investering": "1000"})
    title = named(visit, instance, "ud_titel")
    assert visit.measures()[0].title == "Ida Åkjærs idé"
    (place,) = find_places(casebook, [IDA])
    assert place.at == (title.record, title.path)
    assert len(place.beside) == len(saved_to(casebook, instance)) == 1
    redact(casebook, [IDA], [place])
    assert not says(casebook, "åkjær")
    now = anew(casebook, visit)
    assert [row.title for row in now.measures()] == [f"{REMOVED}s idé"]
    assert saved_to(casebook, instance) == [f"{REMOVED}s idé"]
    now.answer(instance, named(now, instance, "ud_investering").ref, "2000")
    assert saved_to(casebook, instance) == [f"{REMOVED}s idé"]


def test_what_the_steps_say_and_what_they_wrote_in_a_measure(casebook: Casebook, visit: Visit) -> None:
    electricity(visit)
    leaks(visit)
    steps = casebook.steps(visit.company.id)
    steps.fill("handlingsplan")
    (row,) = (n.ref for n in steps.form("handlingsplan").session.walk() if n.is_row and n.name == "plan")
    steps.answer("handlingsplan", f"{row}/beslutning", "ikke_startet")
    steps.answer("handlingsplan", f"{row}/ansvarlig", IDA)
    assert [r.fields.get("ansvarlig") for r in casebook.desk.store.records(kinds.MEASURE)] == [IDA]
    take_out(casebook, IDA)
    assert not says(casebook, "åkjær")
    again = casebook.steps(visit.company.id)
    assert again.node("handlingsplan", f"{row}/ansvarlig").value == REMOVED
    assert [r.fields.get("ansvarlig") for r in casebook.desk.store.records(kinds.MEASURE)] == [REMOVED]
    again.undo()
    assert not says(casebook, "åkjær")


def saved_to(casebook: Casebook, instance: str) -> list[object]:
    """The titles of the measures that a form instance made."""
    records = casebook.desk.store.records(kinds.MEASURE, instans=instance)
    return [record.fields["titel"] for record in records if record.fields.get("titel")]


def test_a_name_inside_a_value_of_many_parts(casebook: Casebook, visit: Visit) -> None:
    instance = leaks(visit)
    visit.agree_measure(instance, responsible="Ida Åkjær", deadline="2027-01-01")
    (record,) = {place.record for place in find_places(casebook, [IDA])}
    layer = {"titel": "Spørg Ida Åkjær", "dele": [{"hvem": ["Ida Åkjær", 3, None, True]}]}
    casebook.desk.write([Change(record, "sammensat", layer)], context=visit.id)
    place = next(place for place in find_places(casebook, [IDA]) if place.field == "sammensat")
    assert (place.before, place.after) == (f"Spørg {IDA} · {IDA}", f"Spørg {REMOVED} · {REMOVED}")
    take_out(casebook, IDA)
    known = casebook.desk.store.record(record)
    assert known is not None
    assert known.fields["sammensat"] == {
        "titel": f"Spørg {REMOVED}",
        "dele": [{"hvem": [REMOVED, 3, None, True]}],
    }
    assert not says(casebook, "åkjær")


def test_an_issued_document_and_an_officer_stay_and_the_letter_says_so(
    casebook: Casebook, visit: Visit, told: str
) -> None:
    visit.save_finding(visit.findings(CHECKLIST, TIGHT)[0].id, printed="Ida Åkjær viste lækagen")
    visit.issue_report()
    (document,) = casebook.documents.of(visit.company.id)
    places = find_places(casebook, [IDA, "Anna"])
    kept = [place for place in places if place.why_not]
    assert [place.where for place in kept] == [
        "Har arbejdet i Klimabesøg",
        "Prøvesmedjen (eksempel) · Besøg 20.11.2026 · Udstedt dokument nr. 1",
    ]
    assert "kun med hele sagen" in kept[1].why_not
    pdf = casebook.documents.pdf(document.id)
    done = redact(casebook, [IDA, "Anna"], [p for p in places if not p.why_not], kept)
    assert done is not None
    assert casebook.documents.pdf(document.id) == pdf
    assert "Energiscreening nr. 1 af 20.11.2026, endnu ikke journaliseret" in done.letter
    assert "hvem der i kommunen har skrevet hvad" in done.letter
    assert {event.actor for event in casebook.desk.store.events()} == {"Anna"}
    remaining = find_places(casebook, [IDA, "Anna"])
    assert [place.before for place in remaining] == ["Anna", "Navnet står i dokumentets tekst."]


def test_a_name_inside_other_words_is_not_sure(casebook: Casebook, visit: Visit) -> None:
    visit.save_note("Kommer til midaften hos Åkjærsen")
    visit.save_note("Ida Åkjær kommer")
    places = find_places(casebook, [IDA])
    assert {place.before: place.sure for place in places} == {
        "Kommer til midaften hos Åkjærsen": False,
        "Ida Åkjær kommer": True,
    }
    redact(casebook, [IDA], [place for place in places if place.sure])
    assert [p.before for p in find_places(casebook, [IDA])] == ["Kommer til midaften hos Åkjærsen"]


def test_answers_that_are_no_free_text(casebook: Casebook, visit: Visit) -> None:
    """A number is emptied; a file is known under another name."""
    rows = (
        "text | telefon | Telefon | | | |",
        "text | navn | Navn | | | |",
        "file | aftale | Aftalen | | | |",
    )
    install(casebook, survey(*rows))
    visit.add_form("maskiner")
    visit.answer("maskiner", "/data/telefon", "12345678")
    visit.answer("maskiner", "/data/navn", "Ida Åkjær, 12345678")
    visit.attach("maskiner", "/data/aftale", b"%PDF-1.4 aftale", "Aftale med Ida Åkjær.pdf")
    take_out(casebook, IDA, "12 34 56 78")
    form = anew(casebook, visit).form("maskiner")
    assert form.node("/data/telefon").value == ""
    assert form.node("/data/navn").value == REMOVED
    assert form.attachment_bytes("/data/aftale") == b"%PDF-1.4 aftale"
    assert form.attachment("/data/aftale").name == form.node("/data/aftale").value  # type: ignore[union-attr]
    assert form.node("/data/aftale").value.startswith("Aftale_med_navn_fjernet-")
    assert not says(casebook, "12345678", "åkjær")


def test_the_other_needles_of_the_one_contact_that_is_meant(
    casebook: Casebook, visit: Visit, told: str
) -> None:
    from klimabesog.casework.persons import scan

    store = casebook.desk.store
    assert all_needles(casebook, [IDA], scan(store, [IDA])) == [*NEEDLES]
    assert all_needles(casebook, ["IDA ÅKJÆR"], scan(store, [IDA])) == ["IDA ÅKJÆR", *NEEDLES[1:]]
    casebook.save_contact(visit.company.id, {"name": "Ida Åkjær Holm"})
    assert all_needles(casebook, [IDA], scan(store, [IDA])) == [IDA]


def test_it_may_be_cancelled_until_it_begins_and_then_nothing_has_changed(
    casebook: Casebook, told: str
) -> None:
    places, before = find_places(casebook, NEEDLES), everything(casebook)
    seen: list[str] = []
    answers = iter([False, False, True])
    assert redact(casebook, NEEDLES, places, cancelled=lambda: next(answers)) is None
    assert everything(casebook) == before
    done = redact(
        casebook, NEEDLES, places,
        progress=lambda n, of: seen.append(f"{n}/{of}"), beginning=lambda: seen.append("now"),
        cancelled=lambda: "now" in seen,
    )  # fmt: skip
    assert done is not None
    assert seen[:2] == ["0/10", "1/10"]
    assert seen.index("now") == 10


def test_nothing_chosen_or_nothing_left_is_refused(casebook: Casebook, told: str) -> None:
    places = find_places(casebook, NEEDLES)
    with pytest.raises(InputError, match="mindst ét sted"):
        redact(casebook, NEEDLES, [])
    redact(casebook, NEEDLES, places)
    before = everything(casebook)
    with pytest.raises(InputError, match="mindst ét sted"):
        redact(casebook, NEEDLES, places)
    assert everything(casebook) == before


def test_what_was_written_since_the_list_was_shown_loses_the_name_too(
    casebook: Casebook, visit: Visit, told: str
) -> None:
    places = find_places(casebook, NEEDLES)
    visit.set_comment(INTERVIEW, WORK, "Ida Åkjær ringer i aften, ikke før")
    redact(casebook, NEEDLES, places)
    assert anew(casebook, visit).comment(INTERVIEW, WORK) == f"{REMOVED} ringer i aften, ikke før"
    assert not says(casebook, "åkjær")
