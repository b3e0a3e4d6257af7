"""A form changed during a visit: what does not fit is said first, nothing is dropped, and undo moves back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.report import screening_report
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import FormUpdate
from klimabesog.reports.model import published
from klimabesog.values.errors import InputError
from klimabesog.values.resources import path as resource
from tests.casework.laptops import OpenCasebook
from tests.casework.ownforms import FIRST, SECOND, install, share, survey
from tests.casework.steps import AMOUNT, BASELINE, anew, electricity, fill, leaks

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


def test_a_row_that_moves_is_counted_once_in_the_consumption(casebook: Casebook, visit: Visit) -> None:
    """The municipality puts the list of consumption into a group of its own edition: the figures stay."""
    electricity(visit)
    visit.add_row(BASELINE, "/data/forbrug")
    fill(visit, BASELINE, {"/data/forbrug[2]/energibaerer": "fjernvarme", "/data/forbrug[2]/maengde": "50"})
    before = visit.result().consumption_kwh
    assert before > 100_000
    text = (resource("forms") / "forbrug.csv").read_text(encoding="utf-8")
    text = text.replace(",begin repeat,", ",begin group,alt_forbrug,Alt forbrug\n,begin repeat,", 1)
    text = text.replace(",end repeat,", ",end repeat\n,end group,", 1)
    install(casebook, text, "forbrug.csv")
    found = visit.compare_version(update(visit))
    assert found.smooth
    visit.move_form(update(visit))
    assert visit.node(BASELINE, "/data/alt_forbrug/forbrug[1]/maengde").value == "100000"
    for told in (visit, anew(casebook, visit)):
        assert told.result().consumption_kwh == pytest.approx(before)
        assert told.homeless() == []
    visit.undo()
    assert visit.node(BASELINE, AMOUNT).value == "100000"
    assert visit.result().consumption_kwh == pytest.approx(before)


def test_a_finding_goes_with_its_checkpoint(casebook: Casebook, visit: Visit) -> None:
    def checklist(group: str, version: str) -> str:
        head = "| survey |\n|  | type | name | label | bind::kb:kontrolpunkt |\n"
        rows = f"|  | begin_group | {group} | Hallen | |\n|  | select_one jn | lys | Er lyset slukket? | HAL-01 |\n"
        tail = "|  | end_group | | | |\n| choices |\n|  | list_name | name | label |\n"
        settings = "| settings |\n|  | form_title | form_id | version | namespaces |\n"
        choices = "|  | jn | ja | Ja |\n|  | jn | nej | Nej |\n"
        last = f'|  | Maskiner | {OWN} | {version} | kb="https://klimabesog.dk/ns/kb" |\n'
        return head + rows + tail + choices + settings + last

    install(casebook, checklist("hal", "1"))
    visit.add_form(OWN)
    visit.answer(OWN, "/data/hal/lys", "nej")
    (finding,) = visit.findings(OWN, "/data/hal/lys")
    visit.save_finding(finding.id, place="Kontoret", printed="Lyset brænder om natten")
    install(casebook, checklist("kontor", "2"))
    visit.move_form(update(visit))
    (moved,) = visit.findings(OWN, "/data/kontor/lys")
    assert (moved.id, moved.place) == (finding.id, "Kontoret")
    areas = {area.name: [f.note for f in area.findings] for area in screening_report(visit).areas}
    assert areas["Hallen"] == ["Lyset brænder om natten"]
    assert visit.render_report().pdf.startswith(b"%PDF")
    visit.undo()
    assert [f.id for f in visit.findings(OWN, "/data/hal/lys")] == [finding.id]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_changes_no_answer_is_lost(casebook: Casebook, visit: Visit, seed: int) -> None:
    """Questions renamed, moved, retyped and dropped at random: each answer stands in the form or among the homeless."""
    dice = random.Random(seed)
    names = [f"q{n}" for n in range(8)]

    def form(version: int) -> str:
        kept = dice.sample(names, 6)
        rows = []
        for number in range(2):
            rows.append(f"begin_group | g{number} | Gruppe {number} | | | |")
            for name in kept[number::2]:
                rows.append(f"{dice.choice(['text', 'integer', 'date'])} | {name} | Spørgsmål {name} | | | |")
            rows.append("end_group | | | | | |")
        return survey(*rows, version=str(version))

    install(casebook, form(1))
    visit.add_form(OWN)
    given: dict[str, str] = {}
    for version in range(2, 6):
        for node in list(visit.session(OWN).walk()):
            if node.name in names and dice.random() < 0.7:
                given[node.name] = f"{node.name} svar {version}"
                visit.answer(OWN, node.ref, given[node.name])
        install(casebook, form(version))
        visit.move_form(update(visit))
        standing = {node.name: node.value for node in visit.session(OWN).walk() if node.name in names}
        left = {answer.answer for answer in visit.homeless()}
        for name, answer in given.items():
            assert standing.get(name) == answer or answer in left, (version, name)


def test_a_measure_is_moved_to_the_municipality_s_edition(casebook: Casebook, visit: Visit) -> None:
    instance = leaks(visit)
    before = visit.measures()[0]
    text = (resource("forms") / "tiltag" / "tryklufttab.csv").read_text(encoding="utf-8")
    version = visit.form(instance).definition.version
    install(casebook, text.replace(version, "egen"), "tryklufttab.csv")
    found = update(visit)
    assert (found.form, found.newer) == (instance, "egen")
    assert visit.compare_version(found).smooth
    visit.move_form(found)
    for told in (visit, anew(casebook, visit)):
        assert told.form(instance).definition.version == "egen"
        assert told.measures()[0] == before
    visit.undo()
    assert visit.form(instance).definition.version == version
