"""What every import does: figures follow when there is time for them, and only those that an import touches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.intake import Intake
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.views import Changes
from klimabesog.exchange.bundle import Bundle, verify_bundle
from klimabesog.values.errors import SurroundingsError
from tests.casework.steps import INTERVIEW, WORK

SUFFIX = ".klimabesog"


@pytest.fixture
def anna(team: Callable[[str], Casebook]) -> Casebook:
    """Two companies, each with a visit."""
    book = team("anna")
    for name in ("Smedjen", "Bageriet"):
        book.start_visit(book.save_company({"navn": name}), "2026-11-20")
    return book


@pytest.fixture
def bo(anna: Casebook, team: Callable[[str], Casebook], tmp_path: Path) -> Casebook:
    """A colleague who has what Anna has."""
    book = team("bo")
    Sharing(anna).export(tmp_path / f"før{SUFFIX}")
    Sharing(book).take_in(tmp_path / f"før{SUFFIX}")
    return book


def opened(book: Casebook, sender: Casebook, path: Path) -> Bundle:
    """A file of the sender with what the book lacks, verified."""
    Sharing(sender).export_new(path, book.desk.store.device)
    return verify_bundle(path, Sharing(book).secret())


def answered(book: Casebook) -> dict[str, int]:
    return {row.company_name: row.answered for row in book.visits()}


def test_figures_wait_for_an_idle_moment_and_lists_are_told(
    anna: Casebook, bo: Casebook, tmp_path: Path
) -> None:
    visit = next(row.id for row in anna.visits() if row.company_name == "Smedjen")
    anna.visit(visit).answer(INTERVIEW, WORK, "Laver smedejern")
    before, intake = answered(bo), Intake(bo)
    with opened(bo, anna, tmp_path / f"x{SUFFIX}") as bundle:
        taken = intake.take(bundle)
    assert (taken.came, taken.visits) == (1, (visit,))
    assert answered(bo) == before
    told: list[Changes] = []
    bo.subscribe(told.append)
    assert len(list(intake.settling())) == 1, "one step a visit"
    assert answered(bo) == answered(anna) != before
    assert [changes.records for changes in told] == [{visit}]
    assert list(intake.settling()) == []


def test_several_files_make_one_import(anna: Casebook, bo: Casebook, tmp_path: Path) -> None:
    """The second is no import cut off: visits that nobody touched are left alone."""
    visit, intake = anna.visits()[0].id, Intake(bo)
    for number, text in enumerate(("Smedjer", "Smedjer og maler")):
        anna.visit(visit).answer(INTERVIEW, WORK, text)
        with opened(bo, anna, tmp_path / f"{number}{SUFFIX}") as bundle:
            intake.add(bundle)
    told: list[Changes] = []
    bo.subscribe(told.append)
    taken = intake.end()
    assert (taken.came, taken.visits, len(told)) == (2, (visit,), 1)
    assert len(list(intake.settling())) == 1


def test_a_file_that_cannot_be_taken_in_leaves_no_figures_waiting(
    anna: Casebook, bo: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise SurroundingsError("Disken er fuld.")

    anna.save_company({"navn": "Garveriet"})
    with opened(bo, anna, tmp_path / f"x{SUFFIX}") as bundle:
        monkeypatch.setattr(bo.desk.store, "apply", full)
        with pytest.raises(SurroundingsError, match="fuld"):
            Intake(bo).take(bundle)
    assert list(Intake(bo).settling()) == []


def test_what_is_here_already_disturbs_nobody(anna: Casebook, bo: Casebook, tmp_path: Path) -> None:
    visit = bo.visit(bo.visits()[0].id)
    told: list[Changes] = []
    bo.subscribe(told.append)
    Sharing(anna).export(tmp_path / f"x{SUFFIX}")
    with verify_bundle(tmp_path / f"x{SUFFIX}", Sharing(bo).secret()) as bundle:
        assert Intake(bo).take(bundle).came == 0
    assert bo.visit(visit.id) is visit
    assert told == []


def test_settling_leaves_the_visit_on_screen_where_it_is(
    anna: Casebook, bo: Casebook, tmp_path: Path
) -> None:
    """The window goes on with the visit it shows, whichever visits are worked out beside it."""
    for row in anna.visits():
        anna.visit(row.id).answer(INTERVIEW, WORK, "Laver noget nyt")
    shown = bo.visit(bo.visits()[0].id)
    with opened(bo, anna, tmp_path / f"x{SUFFIX}") as bundle:
        assert len(Intake(bo).take(bundle).visits) == 2
    bo.go_on_with(shown)
    shown.reload()
    Intake(bo).settle()
    assert bo.visit(shown.id) is shown
