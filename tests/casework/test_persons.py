"""Finding everything that is said of a person, and handing it over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.persons import FORMER, GONE, NOW, Trace, export_person, find_person, needles_of
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError
from tests.casework.steps import CHECKLIST, INTERVIEW, TIGHT, WORK, photo

CONTACT_QUESTION = "/data/aftale/daglig_kontakt"


@pytest.fixture
def told(casebook: Casebook, visit: Visit) -> str:
    """Ida is named in every place where text is kept; the id of her contact record."""
    contact = casebook.save_contact(
        visit.company.id, {"name": "Ida Åkjær", "phone": "12 34 56 78", "email": "ida@smedjen.example"}
    )
    visit.save_details(deltagere="Ida Åkjær, driftschef")
    visit.answer(INTERVIEW, WORK, "Spørg Åkjær, Ida")
    visit.answer(INTERVIEW, WORK, "Smedje")
    visit.save_note("Ring til 12345678")
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0].id
    visit.save_finding(finding, internal="Ida Åkjær ved mere")
    visit.save_photo(visit.add_photo(photo(), finding).id, caption="ida@smedjen.example spurgte")
    visit.set_comment(INTERVIEW, WORK, "ida åkjær ringer selv")
    visit.remove_note(visit.save_note("Hils Ida Åkjær"))
    return contact


def states(traces: list[Trace]) -> dict[str, list[str]]:
    """state -> texts."""
    return {state: [t.text for t in traces if t.state == state] for state in (NOW, FORMER, GONE)}


def test_everything_about_a_contact_is_found(casebook: Casebook, told: str) -> None:
    needles = needles_of(casebook, told)
    assert needles == ["Ida Åkjær", "ida@smedjen.example", "12 34 56 78"]
    found = states(find_person(casebook, *needles))
    assert sorted(found[NOW]) == sorted(
        [
            "12 34 56 78",
            "Ida Åkjær",
            "Ida Åkjær ved mere",
            "Ida Åkjær, driftschef",
            "Ring til 12345678",
            "ida@smedjen.example",
            "ida@smedjen.example spurgte",
            "ida åkjær ringer selv",
        ]
    )
    assert found[FORMER] == ["Spørg Åkjær, Ida"]
    assert found[GONE] == ["Hils Ida Åkjær"]


def test_a_trace_says_where_who_and_when(casebook: Casebook, visit: Visit, told: str) -> None:
    trace = next(t for t in find_person(casebook, "Ida Åkjær") if t.state == FORMER)
    assert trace.where == (
        "Prøvesmedjen (eksempel) · Besøg 20.11.2026 · Virksomheden · Hvad laver I, og hvad bruger mest energi?"
    )
    assert trace.who == "Anna"
    assert (trace.spot.visit, trace.spot.form, trace.spot.ref) == (visit.id, INTERVIEW, WORK)


def test_danish_letters_are_exact_and_case_is_not(casebook: Casebook, told: str) -> None:
    assert find_person(casebook, "IDA ÅKJÆR") == find_person(casebook, "ida åkjær")
    assert find_person(casebook, "Ida Akjær") == []


def test_an_officer_is_found_by_what_she_wrote(casebook: Casebook, told: str) -> None:
    assert "Medarbejder" in {trace.kind_name for trace in find_person(casebook, "Anna")}


def test_an_issued_document_that_names_the_person(casebook: Casebook, visit: Visit, told: str) -> None:
    visit.issue_report()
    labels = {trace.spot.label for trace in find_person(casebook, "Ida Åkjær")}
    assert "Udstedt dokument nr. 1" in labels


def test_too_little_to_find_a_person_by(casebook: Casebook) -> None:
    for needles in ((), (" ",), ("Ib",)):
        with pytest.raises(InputError):
            find_person(casebook, *needles)


def test_it_is_handed_over_as_text_and_json(casebook: Casebook, told: str, tmp_path: Path) -> None:
    traces = find_person(casebook, *needles_of(casebook, told))
    readable, machine = export_person(traces, tmp_path, "Ida Åkjær")
    text = readable.read_text("utf-8-sig")
    assert text.startswith("Oplysninger om Ida Åkjær i Klimabesøg")
    assert "Tidligere svar (1)" in text
    assert "Ring til 12345678" in text
    data = json.loads(machine.read_text("utf-8"))
    assert len(data["oplysninger"]) == len(traces)
    assert {entry["status"] for entry in data["oplysninger"]} == {
        "Står der nu",
        "Tidligere svar",
        "Slettet, kan gendannes",
    }
    again, _machine = export_person([], tmp_path, "Ida Åkjær")
    assert again != readable
    assert "Der er ingen oplysninger." in again.read_text("utf-8-sig")
