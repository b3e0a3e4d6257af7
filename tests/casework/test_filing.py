"""The filing package and its patterns; an issued version stays what it was, whatever is written in its record."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.filing import (
    EXAMPLE,
    USUAL_NAME,
    USUAL_TEXT,
    checked_pattern,
    file_name,
    file_stem,
    filing_of,
    filing_text,
    filled,
    package,
)
from klimabesog.casework.settings import keep_filing, settings
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError


@pytest.fixture
def document(casebook: Casebook, visit: Visit) -> str:
    casebook.save_company({"navn": "Prøvesmedjen (eksempel)", "cvr": "13585628"}, visit.company.id)
    return visit.issue_report()


def test_patterns_are_filled(casebook: Casebook) -> None:
    assert file_stem("", EXAMPLE) == "Energiscreening Nordkrogens Maskinværksted 2026-11-27 v1"
    assert filled(USUAL_TEXT, EXAMPLE).startswith("Energiscreening, Nordkrogens Maskinværksted, CVR 12345678, P-nr.")
    assert filled(USUAL_TEXT, {**EXAMPLE, "cvr": "", "pnr": "", "om": ""}) == (
        "Energiscreening, Nordkrogens Maskinværksted, 2026-11-27, version 1"
    )
    assert file_stem(USUAL_NAME, {**EXAMPLE, "version": ""}) == "Energiscreening Nordkrogens Maskinværksted 2026-11-27"
    assert file_stem("{type}/{cvr}", EXAMPLE) == "Energiscreening 12345678", "no folder is made by a name"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [("{type} {navn}", "{navn} kendes ikke"), ("{type", "klamme"), ("type}", "klamme"), ("rapport", "samme navn")],
)
def test_a_pattern_that_cannot_be_filled_is_refused(casebook: Casebook, pattern: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        checked_pattern(pattern)
    with pytest.raises(InputError):
        keep_filing(casebook.desk, pattern, "")
    assert settings(casebook.desk).filing == ""


def test_the_municipalitys_patterns_name_files_and_words(casebook: Casebook, document: str) -> None:
    keep_filing(casebook.desk, "{cvr}_{type}_{version}", "{type} til {virksomhed} ({dato})")
    filing = filing_of(casebook, document)
    assert file_name(casebook, filing) == "13585628_Energiscreening_1.pdf"
    assert filing_text(casebook, filing) == "Energiscreening til Prøvesmedjen (eksempel) (20.11.2026)"


def test_a_pattern_that_is_unreadable_here_gives_way_to_the_usual(casebook: Casebook, document: str) -> None:
    casebook.desk.save_record(document, kinds.DOCUMENT, {})
    from klimabesog.casework.settings import keep_settings

    keep_settings(casebook.desk, {"journalmoenster": "{fremtid}"})
    assert file_name(casebook, filing_of(casebook, document)).startswith("Energiscreening Prøvesmedjen")


def test_the_package_holds_the_file_and_what_describes_it(casebook: Casebook, document: str, tmp_path: Path) -> None:
    casebook.documents.set_journal(document, "26-1234")
    place = package(casebook, document, tmp_path)
    (pdf,) = place.glob("*.pdf")
    assert pdf.read_bytes() == casebook.documents.pdf(document)
    known = json.loads((place / "metadata.json").read_text("utf-8"))
    assert known["sha256"] == hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert (known["cvr"], known["dato"], known["version"]) == ("13585628", "2026-11-20", "1")
    assert (known["dokumenttype"], known["typekode"]) == ("Energiscreening", "screeningsrapport")
    assert (known["journalnummer"], known["fil"], known["forfatter"]) == ("26-1234", pdf.name, "Anna")
    assert known["sag"]
    root = ElementTree.parse(place / "metadata.xml").getroot()
    assert {node.tag: node.text or "" for node in root} == known
    assert "13585628" in (place / "journaltekst.txt").read_text("utf-8-sig")


def test_the_same_package_as_one_file(casebook: Casebook, document: str, tmp_path: Path) -> None:
    first = package(casebook, document, tmp_path, zipped=True)
    second = package(casebook, document, tmp_path, zipped=True)
    assert first != second, "what is there stays"
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert sorted(Path(name).suffix for name in archive.namelist()) == [".json", ".pdf", ".txt", ".xml"]


def test_an_unknown_document_has_no_package(casebook: Casebook, visit: Visit, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        package(casebook, visit.id, tmp_path)


def test_an_issued_version_stays_what_it_was(casebook: Casebook, document: str) -> None:
    pdf, model = casebook.documents.pdf(document), casebook.documents.frozen_model(document)
    other = casebook.desk.store.put_blob(b"%PDF another", "application/pdf")
    casebook.desk.save_record(document, kinds.DOCUMENT, {"pdf": other, "model": other, "nummer": 7})
    assert casebook.documents.pdf(document) == pdf
    assert casebook.documents.frozen_model(document) == model
    assert filing_of(casebook, document).sha256 == hashlib.sha256(pdf).hexdigest()
    (row,) = casebook.documents.of(filing_of(casebook, document).case)
    assert (row.number, row.sha256) == (1, hashlib.sha256(pdf).hexdigest())
