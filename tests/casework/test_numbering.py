"""Two laptops that lock the same version number without knowing of each other: both stay, and can be told apart."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.filing import filing_of, package
from klimabesog.casework.numbering import Issued, called
from klimabesog.casework.papers.draft import Draft
from klimabesog.casework.papers.issuing import final
from klimabesog.casework.topic import Topic
from klimabesog.casework.views import Officer
from klimabesog.reports.build import build
from tests.casework.laptops import MORNING, OpenCasebook, Ticking
from tests.casework.papers.test_draft import text_of
from tests.casework.sharing_steps import join, swap

REPORT = "screeningsrapport"


def issued(record: str, number: int, hlc: str, by: str, kind: str = REPORT) -> Issued:
    return Issued(record, kind, Topic(visit="v"), number, hlc, by)


def test_a_number_of_its_own_is_all_a_version_is_called_by() -> None:
    found = called([issued("a", 1, "1", "Anna"), issued("b", 2, "2", "Bo"), issued("c", 1, "3", "Bo", "resume")])
    assert {record: (name.label, name.by) for record, name in found.items()} == {
        "a": ("1", ""),
        "b": ("2", ""),
        "c": ("1", ""),
    }


def test_later_ones_are_called_by_who_locked_them_whatever_the_order() -> None:
    alike = [
        issued("a", 2, "1", "Anna"),
        issued("b", 2, "2", "Bo"),
        issued("c", 2, "3", "Anna"),
        issued("d", 2, "4", "Bo"),
        issued("e", 2, "5", ""),
    ]
    wanted = {"a": "2", "b": "2 (Bo)", "c": "2 (Anna)", "d": "2 (Bo 2)", "e": "2 (en anden computer)"}
    for seed in range(20):
        Random(seed).shuffle(alike)
        found = called(alike)
        assert {record: name.label for record, name in found.items()} == wanted
        assert {name.by for name in found.values()} == {"Anna", "Bo", ""}


@pytest.fixture
def laptops(open_casebook: OpenCasebook, tmp_path: Path) -> tuple[Casebook, Casebook, str, dict[str, bytes]]:
    """Anna and Bo have both locked version 2 of a visit's report offline, she first, and then shared; with the PDFs."""
    anna, bo = open_casebook("anna"), open_casebook("bo", Ticking(MORNING + 3_600_000))
    bo.set_officer(Officer("Bo Friis", "Eksempel Kommune"))
    join(anna, bo)
    visit = anna.start_visit(anna.save_company({"navn": "Prøven A/S"}), "20.11.2026", "10:05").id
    anna.visit(visit).issue_report()
    swap(anna, bo, tmp_path)
    pdfs = {}
    for book in (anna, bo):
        document = book.visit(visit).issue_report()
        pdfs[document] = book.documents.pdf(document)
    swap(anna, bo, tmp_path)
    return anna, bo, visit, pdfs


def test_both_stay_and_say_who_locked_them(laptops: tuple[Casebook, Casebook, str, dict[str, bytes]]) -> None:
    for book in laptops[:2]:
        rows = book.documents.of(book.visit(laptops[2]).company.id)
        assert [(row.name, row.by) for row in rows] == [
            ("Energiscreening v2 (Bo Friis)", "Bo Friis"),
            ("Energiscreening v2", "Anna"),
            ("Energiscreening v1", ""),
        ]
        assert [row.number for row in rows] == [2, 2, 1]
        for document, pdf in laptops[3].items():
            assert book.documents.pdf(document) == pdf


def test_the_next_number_is_beyond_and_its_corrections_say_since_which(
    laptops: tuple[Casebook, Casebook, str, dict[str, bytes]],
) -> None:
    anna, _bo, id_, _pdfs = laptops
    visit = anna.visit(id_)
    assert visit.next_version() == 3
    Draft(visit.desk, REPORT, visit.topic).introduce("Kære Prøven")
    paper = final(visit.documents, visit.report_model(), visit.topic)
    assert (paper.version, paper.corrects) == (3, "2 (Bo Friis)")
    assert paper.corrections
    assert "Rettelser siden version 2 (Bo Friis)" in text_of(build(paper, visit.photo_bytes).pdf)
    visit.issue_report()
    assert anna.documents.of(visit.company.id)[0].label == "3"
    assert visit.next_version() == 4


def test_they_are_filed_under_two_names(
    laptops: tuple[Casebook, Casebook, str, dict[str, bytes]], tmp_path: Path
) -> None:
    book = laptops[1]
    first, second = (filing_of(book, document) for document in laptops[3])
    assert (first.version, second.version) == ("2", "2 (Bo Friis)")
    assert package(book, second.record, tmp_path).name.endswith("v2 (Bo Friis)")
