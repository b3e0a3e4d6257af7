"""Sharing between laptops: what a bundle brings, what is worked out anew, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.views import Changes
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError, SurroundingsError
from tests.casework.laptops import OpenCasebook
from tests.casework.steps import (
    AMOUNT,
    BASELINE,
    CHECKLIST,
    INTERVIEW,
    TIGHT,
    WORK,
    electricity,
    leaks,
    photo,
    value,
)


@pytest.fixture
def bo(open_casebook: OpenCasebook, casebook: Casebook) -> Casebook:
    """A colleague who has typed the team's key."""
    book = open_casebook("bo")
    Sharing(book).join_team(Sharing(casebook).team_key_text)
    return book


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return tmp_path / "Besøg.klimabesog"


def test_a_whole_visit_comes_along(casebook: Casebook, bo: Casebook, visit: Visit, bundle: Path) -> None:
    electricity(visit)
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0].id
    visit.add_photo(photo(), finding)
    leaks(visit, finding=finding)
    visit.issue_report()
    info = Sharing(casebook).export(bundle)
    assert Sharing(bo).verify(bundle).events == info.events > 0
    told: list[Changes] = []
    bo.subscribe(told.append)
    result = Sharing(bo).take_in(bundle)
    assert (result.new, result.visits, result.conflicts) == (info.events, (visit.id,), ())
    assert told
    theirs = bo.visit(visit.id)
    assert theirs.result() == visit.result()
    assert theirs.measures() == visit.measures()
    assert theirs.chapters() == visit.chapters()
    assert bo.visits() == casebook.visits()
    assert bo.companies() == casebook.companies()
    assert theirs.photo_bytes(theirs.photos()[0].sha256) == visit.photo_bytes(visit.photos()[0].sha256)
    (document,) = bo.documents.of(visit.company.id)
    assert bo.documents.pdf(document.id) == casebook.documents.pdf(document.id)


def test_only_one_visit_can_be_opened_by_the_colleague(
    casebook: Casebook, bo: Casebook, visit: Visit, bundle: Path
) -> None:
    """A case carries what it was made with: the company, its forms and its factors, but no other case."""
    other = casebook.save_company({"navn": "En anden sag"})
    casebook.save_contact(visit.company.id, {"name": "Bo Berg"})
    casebook.start_visit(other, "2026-11-21")
    electricity(visit)
    instance = leaks(visit)
    Sharing(casebook).export(bundle, visit.id)
    Sharing(bo).take_in(bundle)
    assert [row.id for row in bo.visits()] == [visit.id]
    theirs = bo.visit(visit.id)
    assert theirs.measures() == visit.measures()
    assert theirs.form(instance).form_id == "tryklufttab"
    assert [c.name for c in bo.company(visit.company.id).contacts] == ["Bo Berg"]
    assert [row.name for row in bo.companies()] == [visit.company.name]


def test_only_one_company_with_all_its_visits(
    casebook: Casebook, bo: Casebook, visit: Visit, bundle: Path
) -> None:
    casebook.start_visit(casebook.save_company({"navn": "En anden sag"}), "2026-11-21")
    second = casebook.start_visit(visit.company.id, "2027-01-15")
    Sharing(casebook).export(bundle, visit.company.id)
    Sharing(bo).take_in(bundle)
    assert {row.id for row in bo.visits()} == {visit.id, second.id}
    with pytest.raises(InputError, match="intet besøg"):
        Sharing(casebook).export(bundle, "11111111-1111-4111-8111-111111111111")


def test_a_company_shown_as_one_with_another_is_shared_with_it(
    casebook: Casebook, bo: Casebook, visit: Visit, bundle: Path
) -> None:
    twin = casebook.save_company({"navn": "Samme smedje"})
    second = casebook.start_visit(twin, "2027-01-15")
    casebook.registry.twins.merge(visit.company.id, twin)
    for case in (second.id, visit.company.id):
        Sharing(casebook).export(bundle, case)
        Sharing(bo).take_in(bundle)
        assert [row.id for row in bo.companies()] == [visit.company.id]
        assert second.id in [row.id for row in bo.visits()]
    assert {row.id for row in bo.visits()} == {visit.id, second.id}


def test_a_figure_changed_by_a_colleague_is_worked_out_here(
    casebook: Casebook, bo: Casebook, visit: Visit, bundle: Path
) -> None:
    electricity(visit)
    leaks(visit)
    Sharing(casebook).export(bundle)
    Sharing(bo).take_in(bundle)
    bo.visit(visit.id).answer(BASELINE, AMOUNT, "50000")
    Sharing(bo).export(bundle)
    Sharing(casebook).take_in(bundle)
    assert casebook.visit(visit.id).result() == bo.visit(visit.id).result()
    assert casebook.visit(visit.id).result().consumption_kwh == 50_000


def test_both_answered_the_same_question(
    casebook: Casebook, bo: Casebook, visit: Visit, bundle: Path, tmp_path: Path
) -> None:
    Sharing(casebook).export(bundle)
    Sharing(bo).take_in(bundle)
    visit.answer(INTERVIEW, WORK, "Anna skriver")
    bo.visit(visit.id).answer(INTERVIEW, WORK, "Bo skriver")
    back = tmp_path / "tilbage.klimabesog"
    Sharing(bo).export(back)
    Sharing(casebook).export(bundle)
    result = Sharing(casebook).take_in(back)
    Sharing(bo).take_in(bundle)
    assert [conflict.field for conflict in result.conflicts] == [WORK]
    texts = {value(book.visit(visit.id), INTERVIEW, "aktiviteter") for book in (casebook, bo)}
    assert len(texts) == 1
    said = {revision.value for revision in casebook.visit(visit.id).history(INTERVIEW, WORK)}
    assert said == {"Anna skriver", "Bo skriver"}


def test_a_visit_deleted_here_and_edited_there_comes_back(
    casebook: Casebook, bo: Casebook, visit: Visit, bundle: Path
) -> None:
    Sharing(casebook).export(bundle)
    Sharing(bo).take_in(bundle)
    bo.visit(visit.id).finish()
    casebook.delete_record(visit.id)
    Sharing(bo).export(bundle)
    Sharing(casebook).take_in(bundle)
    assert [row.status for row in casebook.visits()] == ["afsluttet"]


def test_another_team(casebook: Casebook, open_casebook: OpenCasebook, bundle: Path) -> None:
    Sharing(casebook).export(bundle)
    stranger = Sharing(open_casebook("fremmed"))
    for act in (stranger.verify, stranger.take_in):
        with pytest.raises((InputError, SurroundingsError)):
            act(bundle)


def test_the_team_key(casebook: Casebook) -> None:
    sharing = Sharing(casebook)
    key = sharing.team_key
    assert Sharing(casebook).team_key == key
    with pytest.raises(InputError, match="Gruppe"):
        sharing.join_team("00000-00000")
    assert sharing.team_key == key


@pytest.mark.parametrize("damage", ["cut", "flipped", "text", "gone"])
def test_a_damaged_bundle_changes_nothing(
    casebook: Casebook, bo: Casebook, visit: Visit, bundle: Path, damage: str
) -> None:
    Sharing(casebook).export(bundle)
    data = bytearray(bundle.read_bytes())
    data[len(data) // 2] ^= 1
    if damage == "gone":
        bundle.unlink()
    else:
        bundle.write_bytes({"cut": data[:-100], "flipped": data, "text": b"Kaere Bo"}[damage])
    before = bo.desk.store.vector()
    with pytest.raises((InputError, SurroundingsError)):
        Sharing(bo).take_in(bundle)
    assert bo.desk.store.vector() == before
    assert bo.visits() == []
