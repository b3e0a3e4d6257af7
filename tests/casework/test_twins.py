"""One company made on two laptops: asked about once, shown as one, and parted again without loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook
from tests.casework.sharing_steps import join, swap
from tests.casework.steps import INTERVIEW, WORK

CVR = "10150817"


@pytest.fixture
def two(open_casebook: OpenCasebook, tmp_path: Path) -> tuple[Casebook, Casebook, str, str]:
    """Anna and Bo have each made the company, with a visit and a contact, and then shared."""
    anna, bo = open_casebook("anna"), open_casebook("bo")
    join(anna, bo)
    mine = anna.save_company({"navn": "Smedjen", "cvr": CVR})
    anna.start_visit(mine, "20.11.2026", "10:05")
    theirs = bo.save_company({"navn": "Smedjen ApS", "cvr": CVR, "ansatte": "12"})
    bo.start_visit(theirs, "21.11.2026", "09:00").answer(INTERVIEW, WORK, "Smedje")
    bo.save_contact(theirs, {"name": "Ida", "phone": "12345678"})
    swap(anna, bo, tmp_path)
    return anna, bo, mine, theirs


def test_two_records_with_one_cvr_are_asked_about(two: tuple[Casebook, Casebook, str, str]) -> None:
    for book in two[:2]:
        (pair,) = book.registry.twins.pairs()
        assert {pair.first, pair.second} == set(two[2:])
        assert pair.cvr == CVR
        assert "1 besøg" in pair.first_text


def test_merged_they_are_one_everywhere(two: tuple[Casebook, Casebook, str, str], tmp_path: Path) -> None:
    anna, bo, mine, theirs = two
    anna.registry.twins.merge(mine, theirs)
    swap(anna, bo, tmp_path)
    for book in (anna, bo):
        assert book.registry.twins.pairs() == []
        (row,) = book.companies()
        assert (row.id, row.visits, row.last_visit, row.employees) == (mine, 2, "2026-11-21", 12)
        assert [visit.date for visit in book.visits(mine)] == ["2026-11-21", "2026-11-20"]
        assert {visit.company for visit in book.visits()} == {mine}
        assert [visit.date for visit in book.visits(theirs)] == ["2026-11-21", "2026-11-20"]
        assert [contact.name for contact in book.registry.contacts(mine)] == ["Ida"]
        assert book.company(theirs).fields["navn"] == "Smedjen"
        visit = book.visit(book.visits(mine)[0].id)
        assert visit.title == "Smedjen"
        assert visit.node(INTERVIEW, WORK).value == "Smedje"


def test_parted_they_are_as_before(two: tuple[Casebook, Casebook, str, str], tmp_path: Path) -> None:
    anna, bo, mine, theirs = two
    before = {row.id: row for row in anna.companies()}
    record = anna.registry.twins.merge(mine, theirs)
    swap(anna, bo, tmp_path)
    assert [merged.record for merged in bo.registry.twins.merges()] == [record]
    bo.registry.twins.part(record)
    swap(anna, bo, tmp_path)
    for book in (anna, bo):
        assert {row.id: row for row in book.companies()} == before
        assert len(book.registry.twins.pairs()) == 1
        assert book.registry.contacts(mine) == ()
    with pytest.raises(InputError, match="skilt ad"):
        anna.registry.twins.part(record)


def test_what_was_corrected_since_stays_when_parted(two: tuple[Casebook, Casebook, str, str]) -> None:
    anna, _bo, mine, theirs = two
    record = anna.registry.twins.merge(mine, theirs)
    anna.save_company({"ansatte": "15"}, mine)
    anna.registry.twins.part(record)
    assert anna.registry.row(mine).employees == 15


def test_two_that_are_different_are_not_asked_about_again(two: tuple[Casebook, Casebook, str, str]) -> None:
    anna, _bo, mine, theirs = two
    anna.registry.twins.keep_apart(mine, theirs)
    assert anna.registry.twins.pairs() == []
    assert len(anna.companies()) == 2


def test_merged_crosswise_on_two_laptops_they_agree(
    two: tuple[Casebook, Casebook, str, str], tmp_path: Path
) -> None:
    anna, bo, mine, theirs = two
    anna.registry.twins.merge(mine, theirs)
    bo.registry.twins.merge(theirs, mine)
    swap(anna, bo, tmp_path)
    assert anna.companies() == bo.companies()
    assert len(anna.companies()) == 1


def test_a_deleted_one_shows_the_other(two: tuple[Casebook, Casebook, str, str]) -> None:
    anna, _bo, mine, theirs = two
    anna.registry.twins.merge(mine, theirs)
    anna.delete_record(mine)
    assert [row.id for row in anna.companies()] == [theirs]


def test_once_is_enough(two: tuple[Casebook, Casebook, str, str]) -> None:
    anna, _bo, mine, theirs = two
    anna.registry.twins.merge(mine, theirs)
    with pytest.raises(InputError, match="allerede samlet"):
        anna.registry.twins.merge(theirs, mine)
