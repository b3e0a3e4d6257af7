"""The spine, headless, on two laptops: from a checkpoint to an issued report, a merge, a plan, a follow-up.

Anna answers the checklist, sees leaks, takes a photo and begins to reckon. Bo gets her bundle and changes the measure's
inputs while Anna changes others. Merged, both laptops compute the same figures from both their answers. The report that
was issued stands, and so does what was agreed, when the estimate is edited again.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.sharing import Imported, Sharing
from klimabesog.casework.visit import Visit
from klimabesog.reports.frozen import loads
from klimabesog.reports.model import ScreeningReport
from klimabesog.xforms import Node
from tests.casework.laptops import MORNING, OpenCasebook, Ticking

CHECKLIST, LEAKS = "tjekliste", "tryklufttab"
POINT = "/data/try/try_01"
USE, SOURCE, LEAK, FIX = "ind_forbrug", "ind_forbrug_kilde", "ind_laek", "ind_taet"
PRICE = "ud_investering"
DAY = 86_400_000


@pytest.fixture
def anna(open_casebook: OpenCasebook) -> Casebook:
    return open_casebook("anna")


@pytest.fixture
def bo(open_casebook: OpenCasebook, anna: Casebook) -> Casebook:
    """Bo's clock is 40 days slow; he knows the team key."""
    book = open_casebook("bo", Ticking(MORNING - 40 * DAY))
    Sharing(book).set_team_key(Sharing(anna).team_key)
    return book


def test_two_laptops_from_checkpoint_to_follow_up(anna: Casebook, bo: Casebook, tmp_path: Path) -> None:
    visit = start(anna)
    instance, finding = reckon_on_leaks(visit)
    send(anna, bo, tmp_path / "1.klimabesog")

    theirs = bo.visit(visit.id)
    assert theirs.findings(CHECKLIST, POINT)[0].id == finding
    assert theirs.photo_bytes(theirs.photos()[0].sha256) == visit.photo_bytes(visit.photos()[0].sha256)
    assert theirs.measures() == visit.measures()

    answer(theirs, instance, LEAK, "30")
    answer(visit, instance, USE, "90000")
    send(bo, anna, tmp_path / "2.klimabesog")
    send(anna, bo, tmp_path / "3.klimabesog")
    visit, theirs = anna.visit(visit.id), bo.visit(visit.id)
    assert visit.measures()[0].kwh == pytest.approx(90000 * 0.30 * 0.60)
    assert visit.measures() == theirs.measures()
    assert visit.result() == theirs.result()
    assert not anna.desk.store.conflicts()

    document = visit.issue_report()
    pdf = anna.documents.pdf(document)
    visit.agree_measure(instance, "Driftslederen", "2026-12-04")
    agreed = visit.measures()[0]
    send(anna, bo, tmp_path / "4.klimabesog")

    theirs = bo.visit(visit.id)
    done = replace(theirs.measure_book.life(instance).agreed.measure, accuracy="A")  # type: ignore[union-attr]
    done = replace(done, streams=tuple(replace(s, kwh=8_000.0, share=None) for s in done.streams))
    theirs.realise_measure(instance, done)
    theirs.set_measure_status(instance, "gennemfoert")
    answer(theirs, instance, FIX, "50")
    send(bo, anna, tmp_path / "5.klimabesog")

    visit = anna.visit(visit.id)
    row = visit.measures()[0]
    life = visit.measure_book.life(instance)
    assert row.kwh == pytest.approx(8_000)
    assert row.status == "gennemfoert"
    assert row.changed_since_agreement
    assert "Skønnet er ændret siden aftalen." in row.notes
    assert life.estimate is not None
    assert life.agreed is not None
    assert life.estimate.measure.streams[0].share == pytest.approx(0.15)
    assert life.agreed.measure.streams[0].share == pytest.approx(0.18)
    assert agreed.kwh == pytest.approx(90000 * 0.18)

    assert anna.documents.pdf(document) == pdf
    frozen = loads(ScreeningReport, anna.documents.frozen_model(document))
    assert frozen.measures[0].alone.kwh.value == pytest.approx(90000 * 0.18)
    assert bo.desk.store.records("tiltag") == anna.desk.store.records("tiltag")


def test_a_second_import_changes_nothing(anna: Casebook, bo: Casebook, tmp_path: Path) -> None:
    visit = start(anna)
    reckon_on_leaks(visit)
    bundle = tmp_path / "1.klimabesog"
    assert send(anna, bo, bundle).new > 0
    before = bo.visit(visit.id).measures()
    assert Sharing(bo).take_in(bundle).new == 0
    assert bo.visit(visit.id).measures() == before


def test_what_is_calculated_is_never_in_the_log(anna: Casebook) -> None:
    visit = start(anna)
    instance, _finding = reckon_on_leaks(visit)
    session = visit.session(instance)
    calculated = {node.path for node in session.walk() if node.calculated and not node.definition.minted}
    logged = {change.field for event in anna.desk.store.events() for change in event.sets}
    assert calculated
    assert not calculated & logged


def test_both_change_the_same_figure(anna: Casebook, bo: Casebook, tmp_path: Path) -> None:
    """The amount goes with its source: one officer's figure or the other's, never halves of both."""
    visit = start(anna)
    instance, _finding = reckon_on_leaks(visit)
    answer(visit, instance, SOURCE, "maaler")
    send(anna, bo, tmp_path / "1.klimabesog")
    answer(bo.visit(visit.id), instance, SOURCE, "skoen")
    answer(visit, instance, USE, "70000")
    send(bo, anna, tmp_path / "2.klimabesog")
    send(anna, bo, tmp_path / "3.klimabesog")
    for book in (anna, bo):
        pair = value(book.visit(visit.id), instance, USE), value(book.visit(visit.id), instance, SOURCE)
        assert pair in {("70000", "maaler"), ("82600", "skoen")}
        assert any(conflict.field.endswith(USE) for conflict in book.desk.store.conflicts())
    assert anna.visit(visit.id).measures() == bo.visit(visit.id).measures()


def test_a_deleted_measure_that_a_colleague_edits_comes_back(
    anna: Casebook, bo: Casebook, tmp_path: Path
) -> None:
    visit = start(anna)
    instance, _finding = reckon_on_leaks(visit)
    send(anna, bo, tmp_path / "1.klimabesog")
    answer(bo.visit(visit.id), instance, PRICE, "9000")
    visit.remove_measure(instance)
    assert visit.measures() == []
    send(bo, anna, tmp_path / "2.klimabesog")
    assert [row.investment for row in anna.visit(visit.id).measures()] == [9000]


def start(book: Casebook) -> Visit:
    """A visit with an electricity bill."""
    company = book.save_company({"navn": "Prøvesmedjen (eksempel)"})
    visit = book.start_visit(company, "2026-11-20", "10:05")
    for name, value in {
        "energibaerer": "el",
        "maengde": "412300",
        "kroner": "535990",
        "kilde": "regning",
    }.items():
        visit.answer("forbrug", f"/data/forbrug[1]/{name}", value)
    return visit


def reckon_on_leaks(visit: Visit) -> tuple[str, str]:
    """Finding with photo, and "Regn på det": (instance, finding)."""
    visit.answer(CHECKLIST, POINT, "nej")
    finding = visit.findings(CHECKLIST, POINT)[0]
    visit.save_finding(finding.id, place="Hal 2", printed="Tydelig hvislen ved pressen.")
    visit.add_photo(photo(), finding.id)
    assert finding.suggestions[0] == LEAKS
    instance = visit.start_measure(LEAKS, finding.id)
    for ref, value in {USE: "82600", LEAK: "25", FIX: "60", PRICE: "6000"}.items():
        answer(visit, instance, ref, value)
    row = visit.measures()[0]
    assert row.finding == finding.id
    assert row.kwh == pytest.approx(82600 * 0.25 * 0.60)
    return instance, finding.id


def answer(visit: Visit, instance: str, name: str, value: str) -> None:
    """Answer the question of this name."""
    visit.answer(instance, question(visit, instance, name).ref, value)


def value(visit: Visit, instance: str, name: str) -> str:
    """The answer to the question of this name."""
    return question(visit, instance, name).value


def question(visit: Visit, instance: str, name: str) -> Node:
    """The question of this name."""
    return next(node for node in visit.session(instance).walk() if node.name == name)


def photo() -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(out, "JPEG")
    return out.getvalue()


def send(sender: Casebook, receiver: Casebook, bundle: Path) -> Imported:
    """Everything the sender has, through a bundle file."""
    Sharing(sender).export(bundle)
    return Sharing(receiver).take_in(bundle)
