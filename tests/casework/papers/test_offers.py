"""Every document that is offered can be named, assembled and written, and every type that can be written is offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.papers.everything import write_all
from klimabesog.casework.papers.offers import OFFERS, offer, subjects
from klimabesog.casework.papers.subject import Subject
from klimabesog.reports.catalogue import ENTRIES
from klimabesog.reports.frozen import dumps, loads
from klimabesog.values.errors import InputError


def test_each_type_is_offered_and_can_be_written() -> None:
    assert {each.type for each in OFFERS} == {each.id for each in ENTRIES}
    assert all(each.title for each in OFFERS)


def test_an_unknown_type_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="screeningsrapport"):
        offer("digt")


def test_a_model_comes_back_from_what_is_frozen(course: Subject) -> None:

    for each in OFFERS:
        for about in subjects(course, each.level):
            if not each.lacking(about):
                paper = each.assemble(about)
                assert each.type == paper.TYPE
                assert loads(type(paper), dumps(paper)) == paper


def test_what_must_be_done_first_is_said_in_one_sentence(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "Prøven A/S"})
    for each in OFFERS:
        for about in subjects(Subject(casebook, company), each.level):
            if sentence := each.lacking(about):
                assert sentence.endswith(".")
                with pytest.raises(InputError):
                    each.assemble(about)


def test_files_of_a_case(course: Subject, tmp_path: Path) -> None:
    paths = list(write_all(course, tmp_path / "ny" / "mappe"))
    assert len(set(paths)) == len(paths) >= 1
    assert all(path.read_bytes().startswith(b"%PDF") for path in paths)
