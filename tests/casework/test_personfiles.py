"""A person in files that were received is found, and what could not be searched is said, in the letter too."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.nameplaces import find_places
from klimabesog.casework.needles import Needles
from klimabesog.casework.personfiles import LISTED, Unread, search_files, unread_lines
from klimabesog.casework.persons import GONE, NOW, export_person, find_person, search
from klimabesog.casework.received import Received
from klimabesog.casework.redaction import redact
from klimabesog.casework.visit import Visit
from tests.casework.test_filetexts import pdf

IDA = "Ida Åkjær"


@pytest.fixture
def letters(casebook: Casebook, visit: Visit) -> dict[str, str]:
    """Files received: two that name her, one of them scanned in part, one of another, two that can't be read."""
    received = Received(casebook.desk)
    files = {
        "Tilbud.pdf": pdf("Til Ida", "Kontakt: Ida Åkjær"),
        "Svar.pdf": pdf(IDA, ""),
        "Andres.txt": "Frida Holm\n\n\n\n\n\nBo Åkjær".encode(),
        "Scannet.pdf": pdf(""),
        "Foto.png": b"\x89PNG",
    }
    return {name: received.add(data, visit.company.id, name=name) for name, data in files.items()}


def test_those_that_name_her_and_those_that_could_not_be_read(casebook: Casebook, letters: dict[str, str]) -> None:
    searched = search(casebook.desk.store, [IDA])
    assert {one.record for one in searched.found} == {letters["Tilbud.pdf"], letters["Svar.pdf"]}
    assert [one.name for one in searched.unread] == ["Foto.png", "Scannet.pdf"]
    traces = find_person(casebook, IDA)
    assert {(t.spot.label, t.text, t.state) for t in traces} == {
        ("Modtaget: Tilbud.pdf", "Navnet står i filens tekst.", NOW),
        ("Modtaget: Svar.pdf", "Navnet står i filens tekst.", NOW),
    }
    assert all(trace.spot.company for trace in traces)
    assert {trace.who for trace in traces} == {"Anna"}


def test_a_file_that_was_taken_away_is_still_found(casebook: Casebook, letters: dict[str, str]) -> None:
    Received(casebook.desk).remove(letters["Tilbud.pdf"])
    states = {trace.record: trace.state for trace in find_person(casebook, IDA)}
    assert states == {letters["Tilbud.pdf"]: GONE, letters["Svar.pdf"]: NOW}


def test_a_file_attached_to_a_visit(casebook: Casebook, visit: Visit) -> None:
    digest = casebook.desk.store.put_blob(pdf(IDA), "application/pdf")
    fields = {"besoeg": visit.id, "instans": visit.id, "navn": "Måling.pdf", "sha256": digest}
    casebook.desk.save_record("00000000-0000-4000-8000-000000000001", kinds.FILE, fields, context=visit.id)
    (trace,) = find_person(casebook, IDA)
    assert (trace.spot.label, trace.spot.visit) == ("Fil: Måling.pdf", visit.id)
    (place,) = find_places(casebook, [IDA])
    assert place.why_not


def test_the_name_stays_in_files_and_the_letter_says_so(
    casebook: Casebook, visit: Visit, letters: dict[str, str]
) -> None:
    visit.save_note(f"Ring til {IDA}")
    places = find_places(casebook, [IDA])
    files = [place for place in places if place.field == "pdf"]
    assert {place.record for place in files} == {letters["Tilbud.pdf"], letters["Svar.pdf"]}
    assert all(place.why_not for place in files)
    unread = search(casebook.desk.store, [IDA]).unread
    done = redact(casebook, [IDA], [p for p in places if not p.why_not], files, unread=unread)
    assert done is not None
    assert done.places == 1
    assert done.letter.count("- Andet af") == 2
    assert "- Foto.png" in done.letter
    assert "- Scannet.pdf" in done.letter
    assert {trace.record for trace in find_person(casebook, IDA)} == {place.record for place in files}


def test_what_is_handed_over_says_it_too(casebook: Casebook, letters: dict[str, str], tmp_path: Path) -> None:
    unread = search(casebook.desk.store, [IDA]).unread
    readable, _machine = export_person(find_person(casebook, IDA), tmp_path, IDA, unread=unread)
    said = readable.read_text("utf-8-sig")
    assert "Modtaget: Tilbud.pdf" in said
    assert "- Scannet.pdf" in said


def test_it_tells_how_far_and_can_be_stopped(casebook: Casebook, letters: dict[str, str]) -> None:
    told: list[float] = []
    search_files(casebook.desk.store, Needles([IDA]), told.append)
    assert told == [n / len(letters) for n in range(len(letters))]
    assert search_files(casebook.desk.store, Needles([IDA]), cancelled=lambda: True) == ([], ())


def test_a_file_that_has_not_come_is_not_searched(casebook: Casebook, visit: Visit) -> None:
    fields = {"virksomhed": visit.company.id, "modtaget": "2026-11-20", "navn": "Sen.txt", "pdf": "0" * 64}
    casebook.desk.save_record("00000000-0000-4000-8000-000000000001", kinds.DOCUMENT, fields)
    assert [one.name for one in search(casebook.desk.store, [IDA]).unread] == ["Sen.txt"]


def test_many_files_are_counted() -> None:
    assert unread_lines([]) == []
    lines = unread_lines([Unread("r", f"{n}.jpg") for n in range(LISTED + 2)])
    assert (len(lines), lines[-1]) == (LISTED + 2, "- og 2 filer mere")
