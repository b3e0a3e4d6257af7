"""Received documents: taken in, told apart from what is dangerous, opened, removed and brought back, erased."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from klimabesog.casework import attachments
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.deleted import deleted_records, restore_deleted
from klimabesog.casework.erasure import case_end, erase_case
from klimabesog.casework.filing import content, filing_of, package
from klimabesog.casework.persons import find_person
from klimabesog.casework.received import Received
from klimabesog.casework.sharing import Sharing
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook

SCAN = b"%PDF-1.7 " + bytes(range(256)) * 8


@pytest.fixture
def company(casebook: Casebook) -> str:
    return casebook.save_company({"navn": "Prøven A/S"})


@pytest.fixture
def received(casebook: Casebook) -> Received:
    return Received(casebook.desk)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "aftale underskrevet.pdf"
    file.write_bytes(SCAN)
    return file


def test_a_scan_is_kept_with_what_is_known_of_it(
    casebook: Casebook, company: str, received: Received, scan: Path, tmp_path: Path
) -> None:
    document = received.add(scan, company, kind="underskrevet", date="21.11.2026", note="Fra mødet")
    (row,) = casebook.documents.of(company)
    assert (row.id, row.title, row.name, row.received) == (document, "Underskrevet aftale", "Underskrevet aftale", True)
    assert (row.created, row.journal, row.note) == ("2026-11-21", "", "Fra mødet")
    assert content(casebook, filing_of(casebook, document)) == SCAN
    scan.unlink()
    place = package(casebook, document, tmp_path)
    assert (place / "metadata.json").exists()
    assert [file.read_bytes() for file in place.glob("*.pdf")] == [SCAN]


def test_what_is_known_can_be_changed(casebook: Casebook, company: str, received: Received, scan: Path) -> None:
    document = received.add(scan, company)
    received.change(document, kind="regning", date="01.10.2026", note="El", journal="26-1")
    one = received.get(document)
    assert (one.kind, one.date, one.note, one.journal, one.name) == (
        "regning", "2026-10-01", "El", "26-1", "aftale underskrevet.pdf",
    )  # fmt: skip
    with pytest.raises(InputError):
        received.change(document, kind="digt", date="01.10.2026", note="", journal="")
    with pytest.raises(InputError):
        received.change(document, kind="regning", date="i går", note="", journal="")


def test_removing_is_undone(casebook: Casebook, company: str, received: Received, scan: Path) -> None:
    document = received.add(scan, company)
    received.remove(document)
    assert casebook.documents.of(company) == ()
    with pytest.raises(InputError):
        received.get(document)
    received.restore(document)
    assert content(casebook, filing_of(casebook, document)) == SCAN
    received.remove(document)
    (row,) = deleted_records(casebook)
    assert (row.kind_name, row.title, row.where) == ("Dokument", "aftale underskrevet.pdf", "Prøven A/S")
    restore_deleted(casebook, document)
    assert [one.id for one in casebook.documents.of(company)] == [document]


@pytest.mark.parametrize("name", ["virus.exe", "makro.xlsm", "side.html", "link.lnk", "uden", "regning.pdf.js"])
def test_a_file_that_runs_is_refused(company: str, received: Received, name: str) -> None:
    with pytest.raises(InputError, match="kan ikke tages ind"):
        received.add(b"MZ", company, name=name)


def test_an_empty_a_missing_and_a_huge_file_are_refused(
    company: str, received: Received, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="tom"):
        received.add(b"", company, name="tom.pdf")
    with pytest.raises(InputError, match="kan ikke åbnes"):
        received.add(tmp_path / "væk.pdf", company)
    monkeypatch.setattr(attachments, "MAX_BYTES", 100)
    with pytest.raises(InputError, match="Vælg en fil på højst"):
        received.add(SCAN, company, name="stor.pdf")


def test_the_same_file_twice_is_told(company: str, received: Received, scan: Path) -> None:
    received.add(scan, company)
    with pytest.raises(InputError, match="allerede"):
        received.add(scan, company)


def test_a_name_from_elsewhere_makes_no_path_and_hides_nothing(
    casebook: Casebook, company: str, received: Received, tmp_path: Path
) -> None:
    document = received.add(SCAN, company, name="..\\..\\auto\u202efdp.pdf")
    assert received.get(document).name == "autofdp.pdf"
    place = package(casebook, document, tmp_path)
    assert place.parent == tmp_path
    long = received.add(SCAN + b"x", company, name="a" * 400 + ".pdf")
    assert len(received.get(long).name) < 140


def test_it_must_be_filed_before_the_case_goes_and_goes_with_it(
    casebook: Casebook, company: str, received: Received, scan: Path
) -> None:
    document = received.add(scan, company, note="Skrevet af Bodil Krog")
    assert [d.id for d in case_end(casebook, company).unfiled] == [document]
    assert any(trace.record == document for trace in find_person(casebook, "Bodil Krog"))
    sha256 = received.get(document).sha256
    erase_case(casebook, company, why="anmodning")
    assert not casebook.desk.store.has_blob(sha256)


def test_it_travels_to_a_colleague(open_casebook: OpenCasebook, scan: Path, tmp_path: Path) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo")
    Sharing(bo).set_team_key(Sharing(anna).team_key)
    company = anna.save_company({"navn": "Prøven A/S"})
    document = Received(anna.desk).add(scan, company, kind="raadgiver")
    Sharing(anna).export(tmp_path / "sag.klimabesog", company)
    Sharing(bo).take_in(tmp_path / "sag.klimabesog")
    assert content(bo, filing_of(bo, document)) == SCAN


def test_nothing_of_it_lies_in_clear(casebook: Casebook, company: str, received: Received) -> None:
    words = os.urandom(24).hex().encode()
    received.add(words, company, name="hemmelig.txt")
    assert all(words not in file.read_bytes() for file in casebook.data_dir.rglob("*") if file.is_file())
