"""A form changed during a visit: what does not fit is said first, nothing is dropped, and undo moves back."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.report import screening_report
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import FormUpdate
from klimabesog.reports.model import published
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook
from tests.casework.ownforms import FIRST, SECOND, install, share, survey
from tests.casework.steps import anew

OWN = "maskiner"
ANSWERS = {
    "/data/hal/navn": "Hal 3",
    "/data/hal/antal": "25",
    "/data/hal/art": "fraeser",
    "/data/hal/ejer": "Banken",
    "/data/hal/effekt": "12.5",
    "/data/maskine[1]/maerke": "Weiler",
    "/data/maskine[1]/aar": "1998",
}


def begun(casebook: Casebook, visit: Visit) -> None:
    """The visit with the first version filled in: two machines, a comment and a flag on the second."""
    install(casebook, FIRST)
    visit.add_form(OWN)
    for ref, value in ANSWERS.items():
        visit.answer(OWN, ref, value)
    visit.add_row(OWN, "/data/maskine")
    visit.answer(OWN, "/data/maskine[2]/maerke", "Colchester")
    visit.set_comment(OWN, "/data/maskine[2]/maerke", "Står i hjørnet")
    visit.set_later(OWN, "/data/maskine[1]/aar", True)


def update(visit: Visit) -> FormUpdate:
    (found,) = visit.updates()
    return found


def values(visit: Visit) -> dict[str, str]:
    return {node.ref: node.value for node in visit.session(OWN).walk() if node.value}


def test_a_newer_version_is_offered_to_drafts_only(casebook: Casebook, visit: Visit) -> None:
    begun(casebook, visit)
    assert visit.updates() == []
    install(casebook, SECOND)
    found = update(visit)
    assert (found.form, found.title, found.version, found.newer) == (OWN, "Maskiner", "1", "2")
    visit.finish()
    assert visit.updates() == []
    with pytest.raises(InputError, match="afsluttet"):
        visit.move_form(found)
    visit.reopen()
    assert visit.updates() == [found]
    casebook.remove_form(OWN)
    assert visit.updates() == []


def test_what_does_not_fit_is_listed_before_anything_is_written(casebook: Casebook, visit: Visit) -> None:
    begun(casebook, visit)
    install(casebook, SECOND)
    before = values(visit)
    found = visit.compare_version(update(visit))
    assert [(m.label, m.answer) for m in found.gone] == [("Hvem ejer maskinerne?", "Banken")]
    assert [(m.label, m.answer) for m in found.types] == [("Hvor stor er effekten?", "12,5")]
    assert [m.reason for m in found.choices] == ["Kan ikke vælges mere: Fræser."]
    assert [(m.label, m.answer) for m in found.rules] == [("Hvor mange maskiner er der?", "25")]
    assert found.required == ("Hvem kender maskinerne?",)
    assert {m.label for m in found.moved} == {"Mærke (række 1)", "Årgang (række 1)", "Mærke (række 2)"}
    assert {m.reason for m in found.moved} == {"Står nu i Maskine."}
    assert not found.smooth
    assert values(visit) == before
    assert visit.form(OWN).definition.version == "1"


def test_moving_takes_along_what_has_a_place_and_lists_the_rest(casebook: Casebook, visit: Visit) -> None:
    begun(casebook, visit)
    install(casebook, SECOND)
    visit.move_form(update(visit))
    for told in (visit, anew(casebook, visit)):
        assert told.form(OWN).definition.version == "2"
        assert told.updates() == []
        now = values(told)
        assert now["/data/hal/navn"] == "Hal 3"
        assert now["/data/hal/antal"] == "25"
        assert now["/data/om/maskine[1]/maerke"] == "Weiler"
        assert now["/data/om/maskine[2]/maerke"] == "Colchester"
        assert "/data/om/maskine[3]" not in {node.ref for node in told.session(OWN).walk()}
        assert told.comment(OWN, "/data/om/maskine[2]/maerke") == "Står i hjørnet"
        assert told.is_later(OWN, "/data/om/maskine[1]/aar")
        lost = {answer.label: answer.answer for answer in told.homeless()}
        assert lost == {
            "Hvem ejer maskinerne?": "Banken",
            "Hvilken slags er der flest af?": "Fræser",
            "Hvor stor er effekten?": "12,5",
        }
        assert "Hvor mange maskiner er der?" in {hit.label for hit in told.errors()}
        (chapter,) = [c for c in told.chapters() if c.key == "side:uden_plads"]
        assert (chapter.title, chapter.total) == ("Svar uden plads", 3)


def test_undo_moves_back_in_one_step(casebook: Casebook, visit: Visit) -> None:
    begun(casebook, visit)
    before = values(visit)
    install(casebook, SECOND)
    visit.move_form(update(visit))
    visit.answer(OWN, "/data/om/kontakt", "Per")
    visit.undo()
    said = visit.undo()
    assert said == "Flytningen til en ny version af skemaet"
    for told in (visit, anew(casebook, visit)):
        assert told.form(OWN).definition.version == "1"
        assert values(told) == before
        assert told.comment(OWN, "/data/maskine[2]/maerke") == "Står i hjørnet"
        assert told.homeless() == []
    visit.redo()
    assert visit.form(OWN).definition.version == "2"
    assert values(visit)["/data/om/maskine[2]/maerke"] == "Colchester"


def test_a_form_nobody_answered_is_moved_too(casebook: Casebook, visit: Visit) -> None:
    install(casebook, FIRST)
    visit.add_form(OWN)
    install(casebook, SECOND)
    assert visit.compare_version(update(visit)).required == ("Hvem kender maskinerne?",)
    visit.move_form(update(visit))
    assert visit.form(OWN).definition.version == "2"
    assert visit.homeless() == []


def test_the_officer_s_appendix_keeps_answers_without_a_place_to_herself(
    casebook: Casebook, visit: Visit
) -> None:
    begun(casebook, visit)
    install(casebook, SECOND)
    visit.move_form(update(visit))
    report = screening_report(visit)
    (chapter,) = [c for c in report.interview if c.title == "Svar uden plads"]
    assert ("Hvem ejer maskinerne?", "Banken") in [(a.question, a.answer) for a in chapter.answers]
    assert "Svar uden plads" not in [c.title for c in published(report).interview]


def test_a_question_that_moves_to_another_group_takes_its_answer_along(
    casebook: Casebook, visit: Visit
) -> None:
    first = survey(
        "begin_group | a | A | | | |",
        "text | navn | Navn | | | |",
        "text | sted | Sted | | | |",
        "end_group | | | | | |",
        "begin_group | b | B | | | |",
        "text | andet | Andet | | | |",
        "end_group | | | | | |",
    )
    second = survey(
        "begin_group | a | A | | | |",
        "text | sted | Sted | | | |",
        "end_group | | | | | |",
        "begin_group | b | B | | | |",
        "text | andet | Andet | | | |",
        "text | navn | Navn | | | |",
        "end_group | | | | | |",
        version="2",
    )
    install(casebook, first)
    visit.add_form(OWN)
    visit.answer(OWN, "/data/a/navn", "Per")
    install(casebook, second)
    (moved,) = visit.compare_version(update(visit)).moved
    assert (moved.label, moved.answer, moved.reason) == ("Navn", "Per", "Står nu i B.")
    visit.move_form(update(visit))
    assert visit.node(OWN, "/data/b/navn").value == "Per"
    assert visit.homeless() == []
    visit.answer(OWN, "/data/b/navn", "Bo")
    assert [answer.answer for answer in visit.homeless()] == []


def test_two_laptops_with_different_versions_keep_both_sets_of_answers(
    open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo")
    visit = anna.start_visit(anna.save_company({"navn": "A"}), "20.11.2026")
    begun(anna, visit)
    share(anna, bo, tmp_path)
    bos = bo.visit(visit.id)
    bos.answer(OWN, "/data/hal/ejer", "Brødrene")
    bos.answer(OWN, "/data/maskine[2]/maerke", "Harrison")
    install(anna, SECOND)
    visit.move_form(update(visit))
    visit.answer(OWN, "/data/om/kontakt", "Per")
    share(anna, bo, tmp_path)
    share(bo, anna, tmp_path)
    for book in (anna, bo):
        book.forget_opened()
        told = book.visit(visit.id)
        assert told.form(OWN).definition.version == "2"
        assert told.node(OWN, "/data/om/kontakt").value == "Per"
        assert told.node(OWN, "/data/om/maskine[2]/maerke").value == "Colchester"
        lost = {(answer.label, answer.answer) for answer in told.homeless()}
        assert ("Hvem ejer maskinerne?", "Brødrene") in lost
        assert ("Mærke (række 2)", "Harrison") in lost
