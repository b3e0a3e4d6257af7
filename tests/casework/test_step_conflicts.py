"""What colleagues answered differently in a company's steps: found there, settled with what it does to a measure."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.conflicts import Clash, count_conflicts, open_conflicts, settle, split_questions
from klimabesog.casework.history import visit_history
from klimabesog.casework.searching import place_of, search
from tests.casework.case import GOAL, PLAN, ROWS, agree, with_measures
from tests.casework.laptops import OpenCasebook
from tests.casework.sharing_steps import join, swap

Two = tuple[Casebook, Casebook, str]
DECISION = f"{ROWS}[1]/beslutning"


@pytest.fixture
def two(open_casebook: OpenCasebook, tmp_path: Path) -> Two:
    """Anna and Bo with one plan of two measures."""
    anna, bo = open_casebook("anna"), open_casebook("bo")
    join(anna, bo)
    company = anna.save_company({"navn": "Prøvesmedjen (eksempel)"})
    with_measures(anna.start_visit(company, "20.11.2026"))
    anna.steps(company).fill(PLAN)
    swap(anna, bo, tmp_path)
    return anna, bo, company


def both(two: Two, ref: str, first: str, second: str, folder: Path) -> Clash:
    anna, bo, company = two
    anna.steps(company).answer(PLAN, ref, first)
    bo.steps(company).answer(PLAN, ref, second)
    swap(anna, bo, folder)
    (clash,) = open_conflicts(anna)
    return clash


def test_it_is_found_in_the_step_and_not_in_the_visit(two: Two, tmp_path: Path) -> None:
    anna, _bo, company = two
    clash = both(two, GOAL, "Mindre strøm", "Mindre varme", tmp_path)
    book, spot = anna.steps(company), clash.spot
    assert (spot.step, spot.step_name, spot.visit, spot.ref) == (PLAN, "Klimahandlingsplan", "", GOAL)
    assert spot.text == "Prøvesmedjen (eksempel) · Klimahandlingsplan · Målet"
    assert {said.text for said in clash.said} == {"Mindre strøm", "Mindre varme"}
    assert count_conflicts(anna, book.context) == 1
    assert count_conflicts(anna, anna.visits(company)[0].id) == 0
    node = book.node(PLAN, GOAL)
    assert split_questions(anna, book.context) == {(node.record, node.path)}


@pytest.mark.parametrize("answer", ["Mindre strøm", "Mindre varme", "Begge dele"])
def test_settling_ends_it_on_both_laptops(two: Two, tmp_path: Path, answer: str) -> None:
    anna, bo, company = two
    clash = both(two, GOAL, "Mindre strøm", "Mindre varme", tmp_path)
    chosen = next((said for said in clash.said if said.text == answer), answer)
    settle(anna, clash, chosen)
    swap(anna, bo, tmp_path)
    for book in (anna, bo):
        assert open_conflicts(book) == []
        assert not book.desk.store.conflicts()
        assert book.steps(company).node(PLAN, GOAL).value == answer


@pytest.mark.parametrize(
    ("chosen", "agreed"), [("ikke_startet", True), ("fravalgt", False), ("udskudt", True)]
)
def test_a_decision_that_is_settled_decides_the_measure(
    two: Two, tmp_path: Path, chosen: str, agreed: bool
) -> None:
    """One says that a measure is in the plan, the other that it is rejected: answer, status and layer go together."""
    anna, bo, company = two
    clash = both(two, DECISION, "ikke_startet", "fravalgt", tmp_path)
    value = {"ikke_startet": "Med i planen", "fravalgt": "Fravalgt"}.get(chosen)
    settle(anna, clash, next((said for said in clash.said if said.text == value), chosen))
    swap(anna, bo, tmp_path)
    for book in (anna, bo):
        assert not book.desk.store.conflicts()
        plan, visit = book.steps(company), book.visit(book.visits(company)[0].id)
        assert plan.node(PLAN, DECISION).value == chosen
        measure = plan.measure_of_row(PLAN, f"{ROWS}[1]")
        assert measure is not None
        row = next(row for row in visit.measures() if row.instance == measure.instance)
        assert row.status == chosen
        assert (measure.instance in visit.measure_book.agreed()) is agreed


def test_settling_is_undone_in_the_steps(two: Two, tmp_path: Path) -> None:
    anna, _bo, company = two
    clash = both(two, GOAL, "Mindre strøm", "Mindre varme", tmp_path)
    settle(anna, clash, "Begge dele")
    anna.steps(company).undo()
    assert anna.steps(company).node(PLAN, GOAL).value in ("Mindre strøm", "Mindre varme")


def test_an_answer_in_a_step_is_found_by_searching_everything(two: Two) -> None:
    anna, _bo, company = two
    anna.steps(company).answer(PLAN, GOAL, "Halvér strømmen til presserne")
    (hit,) = search(anna, "presserne")
    assert hit.where == "Prøvesmedjen (eksempel) · Klimahandlingsplan"
    spot = place_of(anna, hit, "presserne")
    assert (spot.company, spot.step, spot.ref) == (company, PLAN, GOAL)
    assert visit_history(anna, anna.visits(company)[0].id), "the visit's own history is read as before"


def test_agreeing_meanwhile_does_not_clash(two: Two, tmp_path: Path) -> None:
    """Each agrees on another measure: both stand."""
    anna, bo, company = two
    agree(anna.steps(company), 1)
    agree(bo.steps(company), 2)
    swap(anna, bo, tmp_path)
    assert open_conflicts(anna) == []
    visit = anna.visit(anna.visits(company)[0].id)
    assert len(visit.measure_book.agreed()) == 2
