"""Search over everything: grouped, with the very place, Danish letters exact."""

from __future__ import annotations

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.searching import ANSWERS, COMPANIES, FINDINGS, NOTES, VISITS, place_of, search
from klimabesog.casework.visit import Visit
from tests.casework.steps import CHECKLIST, INTERVIEW, TIGHT, WORK, leaks


def test_hits_come_in_groups(casebook: Casebook, visit: Visit) -> None:
    casebook.save_contact(visit.company.id, {"name": "Åse Ål"})
    visit.save_details(deltagere="Åse Ål og Bo")
    visit.answer(INTERVIEW, WORK, "Åse Ål svejser")
    visit.answer(CHECKLIST, TIGHT, "nej")
    visit.save_finding(visit.findings(CHECKLIST, TIGHT)[0].id, place="Åse Åls hal")
    note = visit.save_note("Ring til Åse Ål")
    hits = search(casebook, "åse ål")
    assert [hit.group for hit in hits] == [COMPANIES, VISITS, ANSWERS, FINDINGS, NOTES]
    assert hits[0].title == "Prøvesmedjen (eksempel)"
    assert hits[0].where == "Kontaktperson"
    assert hits[2].where == "Prøvesmedjen (eksempel) · Besøg 20.11.2026"
    assert hits[-1].record == note
    assert search(casebook, "ase al") == []
    assert [hit.group for hit in search(casebook, "åse sv")] == [ANSWERS]


def test_the_very_question_is_found(casebook: Casebook, visit: Visit) -> None:
    visit.answer(INTERVIEW, WORK, "Svejser låger")
    visit.set_comment(INTERVIEW, WORK, "Spørg igen om galvanisering")
    (hit,) = search(casebook, "låger")
    spot = place_of(casebook, hit, "låger")
    assert (spot.visit, spot.form, spot.ref) == (visit.id, INTERVIEW, WORK)
    (hit,) = search(casebook, "galvanis")
    assert place_of(casebook, hit, "galvanis").ref == WORK


def test_a_deleted_or_merged_place_is_no_dead_end(casebook: Casebook, visit: Visit) -> None:
    other = casebook.save_company({"navn": "Anden Smedje"})
    casebook.registry.twins.merge(visit.company.id, other)
    assert {hit.company for hit in search(casebook, "anden")} == {visit.company.id}
    visit.save_note("Hemmelig port")
    casebook.delete_record(visit.id)
    assert search(casebook, "hemmelig") == []
    casebook.restore_record(visit.id)
    assert len(search(casebook, "hemmelig")) == 1


def test_a_measure_is_found_by_its_own_words(casebook: Casebook, visit: Visit) -> None:
    instance = leaks(visit)
    node = next(n for n in visit.measure_nodes(instance) for n in [*n.children, n] if n.kind == "text")
    visit.answer(instance, node.ref, "Lækager på galleriet")
    hits = search(casebook, "galleriet")
    assert hits
    spot = place_of(casebook, hits[0], "galleriet")
    assert spot.visit == visit.id
    assert spot.chapter.startswith(("tiltag:", "side:tiltag"))

