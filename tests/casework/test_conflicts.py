"""What two laptops answered differently: found with both answers, settled for good, on both."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.conflicts import (
    Clash,
    count_conflicts,
    open_conflicts,
    settle,
    split_questions,
)
from klimabesog.casework.cpr import CprFound
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook
from tests.casework.sharing_steps import join, swap
from tests.casework.steps import (
    AMOUNT,
    BASELINE,
    CHECKLIST,
    INTERVIEW,
    LED,
    TIGHT,
    WORK,
    YEAR_BUILT,
    electricity,
    leaks,
    named,
)

Two = tuple[Casebook, Casebook, str]


@pytest.fixture
def two(open_casebook: OpenCasebook, tmp_path: Path) -> Two:
    """Anna and Bo with one visit, up to date with each other."""
    anna, bo = open_casebook("anna"), open_casebook("bo")
    join(anna, bo)
    company = anna.save_company({"navn": "Prøvesmedjen (eksempel)", "ansatte": "12"})
    visit = anna.start_visit(company, "20.11.2026", "10:05")
    electricity(visit)
    visit.answer(INTERVIEW, WORK, "Smedje")
    swap(anna, bo, tmp_path)
    return anna, bo, visit.id


def both(two: Two, form: str, ref: str, first: str, second: str, folder: Path) -> Clash:
    """Anna answers `first`, Bo `second`, without seeing each other; what Anna is asked to settle."""
    anna, bo, visit = two
    anna.visit(visit).answer(form, ref, first)
    bo.visit(visit).answer(form, ref, second)
    swap(anna, bo, folder)
    (clash,) = open_conflicts(anna)
    return clash


def agree(two: Two) -> tuple[Visit, Visit]:
    anna, bo, visit = two
    assert open_conflicts(anna) == open_conflicts(bo) == []
    assert not anna.desk.store.conflicts()
    assert not bo.desk.store.conflicts()
    return anna.visit(visit), bo.visit(visit)


def test_nothing_to_settle(two: Two) -> None:
    assert open_conflicts(two[0]) == []
    assert count_conflicts(two[0]) == 0


def test_an_answer_is_shown_with_both_who_when_and_where(two: Two, tmp_path: Path) -> None:
    clash = both(two, INTERVIEW, WORK, "Smedje og lakering", "Værksted", tmp_path)
    assert {(said.who, said.text) for said in clash.said} == {
        ("Anna", "Smedje og lakering"),
        ("Bo", "Værksted"),
    }
    assert {said.own for said in clash.said if said.who == "Anna"} == {True}
    spot = clash.spot
    assert spot.company_name == "Prøvesmedjen (eksempel)"
    assert spot.visit_name == "Besøg 20.11.2026"
    assert (spot.form, spot.ref) == (INTERVIEW, WORK)
    assert spot.label == "Hvad laver I, og hvad bruger mest energi?"
    assert spot.chapter == "besoeg:/data/virksomheden"
    assert clash.writable
    assert clash.combinable
    assert count_conflicts(two[0], two[2]) == 1
    node = two[0].visit(two[2]).node(INTERVIEW, WORK)
    assert split_questions(two[0], two[2]) == {(node.record, node.path)}


@pytest.mark.parametrize("number", [0, 1])
def test_choosing_one_ends_it_on_both(two: Two, tmp_path: Path, number: int) -> None:
    anna, bo, _visit = two
    clash = both(two, INTERVIEW, WORK, "Smedje og lakering", "Værksted", tmp_path)
    settle(anna, clash, clash.said[number])
    assert open_conflicts(anna) == []
    swap(anna, bo, tmp_path)
    for visit in agree(two):
        assert visit.node(INTERVIEW, WORK).value == clash.said[number].text


def test_both_texts_can_be_put_together(two: Two, tmp_path: Path) -> None:
    anna, bo, _visit = two
    clash = both(two, INTERVIEW, WORK, "Smedje og lakering", "Værksted", tmp_path)
    settle(anna, clash, clash.combined)
    swap(anna, bo, tmp_path)
    for visit in agree(two):
        assert sorted(visit.node(INTERVIEW, WORK).value.splitlines()) == ["Smedje og lakering", "Værksted"]


def test_an_amount_is_settled_with_its_unit_source_and_record(two: Two, tmp_path: Path) -> None:
    anna, bo, _visit = two
    clash = both(two, BASELINE, AMOUNT, "110000", "90000", tmp_path)
    assert len(clash.places) > 1
    assert {said.text.split(" · ")[0] for said in clash.said} == {"110.000", "90.000"}
    assert not clash.combinable
    settle(anna, clash, "95000")
    swap(anna, bo, tmp_path)
    for visit in agree(two):
        assert visit.node(BASELINE, AMOUNT).value == "95000"
        assert visit.screening.consumption()["el"].kwh == 95000


def test_choosing_an_amount_reckons_with_it(two: Two, tmp_path: Path) -> None:
    anna, bo, _visit = two
    clash = both(two, BASELINE, AMOUNT, "110000", "90000", tmp_path)
    mine = next(said for said in clash.said if said.own)
    settle(anna, clash, mine)
    swap(anna, bo, tmp_path)
    for visit in agree(two):
        assert visit.screening.consumption()["el"].kwh == 110000


def test_an_ordinary_answer_settles_too(two: Two, tmp_path: Path) -> None:
    anna, bo, visit = two
    both(two, BASELINE, AMOUNT, "110000", "90000", tmp_path)
    anna.visit(visit).answer(BASELINE, AMOUNT, "100500")
    swap(anna, bo, tmp_path)
    for opened in agree(two):
        assert opened.node(BASELINE, AMOUNT).value == "100500"


def test_undo_does_not_settle_what_a_colleague_said(two: Two, tmp_path: Path) -> None:
    anna, bo, visit = two
    anna.visit(visit).answer(INTERVIEW, WORK, "Smedje og lakering")
    bo.visit(visit).answer(INTERVIEW, WORK, "Værksted")
    swap(anna, bo, tmp_path)
    shown = anna.desk.store.version(anna.visit(visit).node(INTERVIEW, WORK).record, WORK)
    assert shown
    undoer = bo if shown.device == bo.desk.store.device else anna
    undoer.visit(visit).undo()
    assert count_conflicts(undoer) == 1


def test_a_measures_answer_is_found_under_its_measure(two: Two, tmp_path: Path) -> None:
    anna, bo, visit = two
    instance = leaks(anna.visit(visit))
    swap(anna, bo, tmp_path)
    ref = named(anna.visit(visit), instance, "ind_laek").ref
    clash = both(two, instance, ref, "30", "20", tmp_path)
    assert clash.spot.form == instance
    assert clash.spot.chapter_title.startswith("Tiltag:")
    settle(bo, open_conflicts(bo)[0], next(said for said in clash.said if said.text == "20"))
    swap(anna, bo, tmp_path)
    first, second = agree(two)
    assert first.measures() == second.measures()
    assert first.measures()[0].kwh == pytest.approx(40000 * 0.20 * 0.60)


def test_fields_of_records_are_named_and_settled(two: Two, tmp_path: Path) -> None:
    anna, bo, visit = two
    company = anna.visit(visit).company.id
    note = anna.visit(visit).save_note("Husk låge")
    anna.visit(visit).answer(CHECKLIST, TIGHT, "nej")
    finding = anna.visit(visit).findings(CHECKLIST, TIGHT)[0].id
    anna.visit(visit).save_finding(finding, place="Hal 1")
    swap(anna, bo, tmp_path)
    for book, word in ((anna, "A"), (bo, "B")):
        book.save_company({"navn": f"Smedjen {word}"}, company)
        book.visit(visit).save_note(f"Note {word}", id=note)
        book.visit(visit).save_finding(finding, place=f"Hal {word}")
        book.visit(visit).save_details(deltagere=f"Jens {word}")
        book.visit(visit).set_comment(INTERVIEW, WORK, f"Spørg {word}")
    swap(anna, bo, tmp_path)
    labels = {clash.spot.label for clash in open_conflicts(anna)}
    assert {"Navn", "Deltagere", "Note"} < labels
    assert any(label.startswith("Kommentar til") for label in labels)
    assert any(label.endswith(": Sted") for label in labels)
    assert count_conflicts(anna) == len(labels) == 5
    for clash in open_conflicts(anna):
        settle(anna, clash, f"{clash.said[0].text} (afklaret)")
    swap(anna, bo, tmp_path)
    for opened in agree(two):
        assert opened.company.name.endswith("(afklaret)")
        assert opened.notes()[0].text.endswith("(afklaret)")
        assert opened.finding(finding).place.endswith("(afklaret)")
        assert opened.comment(INTERVIEW, WORK).endswith("(afklaret)")


def test_settled_meanwhile_says_so(two: Two, tmp_path: Path) -> None:
    anna, _bo, _visit = two
    clash = both(two, INTERVIEW, WORK, "Smedje og lakering", "Værksted", tmp_path)
    settle(anna, clash, clash.said[0])
    with pytest.raises(InputError, match="allerede"):
        settle(anna, clash, clash.said[1])


def test_a_third_text_is_looked_at_for_cpr_numbers(two: Two, tmp_path: Path) -> None:
    anna, _bo, _visit = two
    clash = both(two, INTERVIEW, WORK, "Smedje og lakering", "Værksted", tmp_path)
    with pytest.raises(CprFound):
        settle(anna, clash, "Ring til 010190-1234")
    assert count_conflicts(anna) == 1


def test_a_status_can_be_chosen_but_not_written(two: Two, tmp_path: Path) -> None:
    anna, bo, visit = two
    anna.visit(visit).finish()
    swap(anna, bo, tmp_path)
    anna.visit(visit).reopen()
    bo.visit(visit).issue_report()
    swap(anna, bo, tmp_path)
    (clash,) = open_conflicts(anna)
    assert {said.text for said in clash.said} == {"Kladde", "Udgivet"}
    with pytest.raises(InputError, match="Vælg"):
        settle(anna, clash, "ukendt")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_was_split_ends_equal_when_settled(two: Two, tmp_path: Path, seed: int) -> None:
    """Two laptops answer at random without seeing each other; each settles some of it, in its own way."""
    anna, bo, visit = two
    dice = random.Random(seed)
    places = [
        (INTERVIEW, WORK, ("Smedje", "Værksted", "Lager", "")),
        (INTERVIEW, YEAR_BUILT, ("1960", "1975", "1988")),
        (BASELINE, AMOUNT, ("90000", "95000", "110000")),
        (CHECKLIST, TIGHT, ("ja", "nej", "delvist")),
        (CHECKLIST, LED, ("ja", "nej", "ikke_relevant")),
    ]
    for _round in range(2):
        for book in (anna, bo):
            for form, ref, values in dice.sample(places, 4):
                book.visit(visit).answer(form, ref, dice.choice(values))
        swap(anna, bo, tmp_path)
    assert [clash.id for clash in open_conflicts(anna)] == [clash.id for clash in open_conflicts(bo)]
    assert count_conflicts(anna) == len(open_conflicts(anna)) > 0
    for number, clash in enumerate(open_conflicts(anna)):
        book = (anna, bo)[number % 2]
        mine = next(c for c in open_conflicts(book) if c.id == clash.id)
        settle(book, mine, dice.choice(mine.said))
    swap(anna, bo, tmp_path)
    first, second = agree(two)
    for form, ref, _values in places:
        assert first.node(form, ref).value == second.node(form, ref).value
    assert first.result() == second.result()
