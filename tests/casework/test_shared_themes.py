"""What a company wishes and offers, as records of its case: kept, taken back, shared, found and erased with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.conflicts import open_conflicts
from klimabesog.casework.deleted import deleted_records
from klimabesog.casework.erasure import case_records, erase_case
from klimabesog.casework.persons import find_person
from klimabesog.casework.visit import Visit
from klimabesog.casework.whereabouts import Whereabouts
from tests.casework.laptops import OpenCasebook
from tests.casework.sharing_steps import join, swap
from tests.casework.steps import INTERVIEW, fill

WISHES = "/data/interesser"
REPEAT = f"{WISHES}/affald_gruppe/affald"
TASK = f"{WISHES}/kandidat_opgave"


@pytest.fixture
def told(visit: Visit) -> Visit:
    """Shavings offered, heat to spare, a candidate wished for."""
    answers = {
        f"{WISHES}/faelles": "affald overskudsvarme",
        f"{REPEAT}[1]/affald_retning": "tilbyder",
        f"{REPEAT}[1]/affald_fraktion": "trae",
        f"{REPEAT}[1]/affald_materiale": "Bøgespåner",
        f"{REPEAT}[1]/affald_ton": "12.5",
        f"{REPEAT}[1]/affald_kvalitet": "ren",
        f"{WISHES}/overskud/overskud_temperatur": "45",
        f"{WISHES}/hjaelp": "kandidat",
        TASK: "Handleplan. Ida Åkjær tager imod.",
    }
    fill(visit, INTERVIEW, answers)
    return visit


def records(casebook: Casebook, kind: str) -> list[dict[str, object]]:
    return [dict(record.fields) for record in casebook.desk.store.records(kind)]


def test_they_are_kept_with_the_case_around_them(casebook: Casebook, told: Visit) -> None:
    (waste,) = records(casebook, kinds.WASTE)
    stream = {
        "retning": "tilbyder",
        "fraktion": "trae",
        "materiale": "Bøgespåner",
        "ton": "12.5",
        "kvalitet": "ren",
    }
    assert waste.items() >= {**stream, "virksomhed": told.company.id, "besoeg": told.id}.items()
    (themes,) = records(casebook, kinds.THEMES)
    assert set(str(themes["temaer"]).split()) == {"affald", "overskudsvarme"}
    assert (themes["hjaelp"], themes["overskudsvarme_temperatur"]) == ("kandidat", "45")


def test_what_is_no_longer_asked_is_no_longer_offered(casebook: Casebook, told: Visit) -> None:
    told.answer(INTERVIEW, f"{WISHES}/faelles", "affald")
    (themes,) = casebook.desk.store.records(kinds.THEMES)
    assert not casebook.desk.fields(themes)["overskudsvarme_temperatur"]


def test_a_row_takes_its_stream_with_it_and_undo_brings_both_back(casebook: Casebook, told: Visit) -> None:
    told.add_row(INTERVIEW, REPEAT)
    told.answer(INTERVIEW, f"{REPEAT}[2]/affald_materiale", "Plastfolie")
    assert len(records(casebook, kinds.WASTE)) == 2
    told.remove_row(INTERVIEW, f"{REPEAT}[2]")
    assert [waste["materiale"] for waste in records(casebook, kinds.WASTE)] == ["Bøgespåner"]
    assert deleted_records(casebook) == [], "it is not brought back without its row"
    told.undo()
    assert len(records(casebook, kinds.WASTE)) == 2


def test_they_travel_and_a_disagreement_is_settled_at_the_question(
    open_casebook: OpenCasebook, casebook: Casebook, told: Visit, tmp_path: Path
) -> None:
    bo = open_casebook("bo")
    join(casebook, bo)
    swap(casebook, bo, tmp_path)
    assert records(bo, kinds.WASTE) == records(casebook, kinds.WASTE)
    told.answer(INTERVIEW, f"{REPEAT}[1]/affald_ton", "20")
    bo.visit(told.id).answer(INTERVIEW, f"{REPEAT}[1]/affald_ton", "30")
    swap(casebook, bo, tmp_path)
    (clash,) = open_conflicts(casebook)
    assert clash.spot.label == "Hvor meget er det om året? (række 1)"
    assert {record for record, _field in clash.places} > {
        r.id for r in casebook.desk.store.records(kinds.WASTE)
    }


def test_whereabouts_lead_to_the_question(casebook: Casebook, told: Visit) -> None:
    where = Whereabouts(casebook)
    (waste,) = casebook.desk.store.records(kinds.WASTE)
    spot = where.spot(waste.id, "materiale")
    assert (spot.ref, spot.label) == (f"{REPEAT}[1]/affald_materiale", "Beskriv det kort (række 1)")
    told.answer(INTERVIEW, f"{WISHES}/faelles", "intet")
    assert Whereabouts(casebook).spot(waste.id, "materiale").label == "Affaldsstrøm: Materiale"


def test_a_person_named_in_them_is_found_and_the_case_takes_them_along(
    casebook: Casebook, told: Visit
) -> None:
    traces = [trace for trace in find_person(casebook, "Ida Åkjær") if trace.kind == kinds.THEMES]
    assert [(trace.kind_name, trace.spot.ref) for trace in traces] == [("Fælles tema", TASK)]
    ids = {record.id for kind in (kinds.WASTE, kinds.THEMES) for record in casebook.desk.store.records(kind)}
    assert ids <= set(case_records(casebook, told.company.id))
    erase_case(casebook, told.company.id, why="anmodning", keep_figures=False)
    assert casebook.desk.store.records(kinds.WASTE, deleted=True) == []
    assert casebook.desk.store.records(kinds.THEMES, deleted=True) == []
    assert find_person(casebook, "Ida Åkjær") == []
