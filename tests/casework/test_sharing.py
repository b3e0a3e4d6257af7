"""Sharing between laptops: what a bundle brings, what is worked out anew, what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Event, Thread

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.sharing import SHORTEST_PASSWORD, BundleInfo, Sharing, Stopped
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


def test_for_a_laptop_what_it_has_is_left_out(
    casebook: Casebook, bo: Casebook, visit: Visit, bundle: Path, tmp_path: Path
) -> None:
    """By its own word, or because it was sent: one change more is a file of one change."""
    sharing, laptop = Sharing(casebook), bo.desk.store.device
    everything = sum(casebook.desk.store.vector().values())
    assert sharing.lacks(laptop) == sharing.export_new(bundle, laptop).events == everything
    Sharing(bo).take_in(bundle)
    assert sharing.lacks(laptop) == 0
    visit.answer(INTERVIEW, WORK, "Laver smedejern")
    assert sharing.lacks(laptop) == 1
    assert sharing.export_new(bundle, laptop).events == 1
    Sharing(bo).take_in(bundle)
    assert bo.visit(visit.id).node(INTERVIEW, WORK).value == "Laver smedejern"
    bo.save_company({"navn": "Bos"})
    cilia = tmp_path / "cilia.klimabesog"
    Sharing(bo).export(cilia)
    Sharing(casebook).take_in(cilia)
    assert sharing.lacks(laptop) == 0, "its own work came from it"


def test_a_laptop_heard_of_need_not_be_sent_what_it_said_it_has(
    casebook: Casebook, bo: Casebook, visit: Visit, bundle: Path
) -> None:
    Sharing(casebook).export(bundle)
    Sharing(bo).take_in(bundle)
    Sharing(bo).export(bundle)
    Sharing(casebook).take_in(bundle)
    assert Sharing(casebook).lacks(bo.desk.store.device) == 0
    assert Sharing(casebook).lacks("en, der aldrig er hørt fra") > 0


def test_who_may_be_sent_what_is_new(
    casebook: Casebook, bo: Casebook, bundle: Path, tmp_path: Path
) -> None:
    """Others, not this laptop under a former id, nor one taken out."""
    bo.save_company({"navn": "Smedjen"})
    Sharing(bo).export(bundle)
    Sharing(casebook).take_in(bundle)
    assert [laptop.officer for laptop in Sharing(casebook).colleagues()] == ["Bo"]
    casebook.save_company({"navn": "Bageriet"})
    casebook.close()
    shutil.copytree(tmp_path / "anna", tmp_path / "annas nye")
    with Casebook.open(tmp_path / "annas nye", casebook.desk.store._key) as moved:
        assert len(Sharing(moved).laptops()) == 3, "a copied folder has a new id"
        assert [laptop.officer for laptop in Sharing(moved).colleagues()] == ["Bo"]
        Sharing(moved).remove_laptop(bo.desk.store.device)
        assert Sharing(moved).colleagues() == []


def test_a_file_is_written_while_the_officer_works_on(
    casebook: Casebook, bo: Casebook, visit: Visit, bundle: Path
) -> None:
    """In another thread. What is saved meanwhile is not taken for sent."""
    laptop = bo.desk.store.device
    write = Sharing(casebook).exporter(receiver=laptop)
    begun, saved = Event(), Event()
    told: list[BundleInfo] = []

    def stopped() -> bool:
        begun.set()
        assert saved.wait(10)
        return False

    worker = Thread(target=lambda: told.append(write(bundle, stopped)))
    worker.start()
    assert begun.wait(10)
    visit.answer(INTERVIEW, WORK, "Imens")
    saved.set()
    worker.join()
    Sharing(casebook).note_sent(laptop, told[0])
    assert Sharing(casebook).lacks(laptop) == 1
    Sharing(bo).take_in(bundle)
    Sharing(casebook).export_new(bundle, laptop)
    Sharing(bo).take_in(bundle)
    assert bo.visit(visit.id).node(INTERVIEW, WORK).value == "Imens"


def test_a_file_that_is_no_longer_wanted_is_not_written(casebook: Casebook, visit: Visit, bundle: Path) -> None:
    for context in (None, visit.id):
        with pytest.raises(Stopped):
            Sharing(casebook).exporter(context)(bundle, lambda: True)
    assert list(bundle.parent.glob("*.klimabesog*")) == []
    assert Sharing(casebook).lacks("Bo") > 0


def test_a_short_password_is_refused_before_anything_is_written(casebook: Casebook) -> None:
    with pytest.raises(InputError, match="mindst 12 tegn"):
        Sharing(casebook).exporter(password="x" * (SHORTEST_PASSWORD - 1))


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
