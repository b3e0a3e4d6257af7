"""A company's steps from a script: skipped, filled with measures, undone, noted upon, and resting on a visit."""

from __future__ import annotations

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError
from tests.casework.case import (
    AGREEMENT,
    FIRST,
    GOAL,
    INFORMATION,
    KINDS,
    PLAN,
    REVIEW,
    ROWS,
    SECOND,
    agree,
    sign,
    steps,
    with_measures,
)


def rows_of(casebook: Casebook, visit: Visit) -> list[str]:
    """What the rows of the plan say, read anew: the measures' titles, "" for a blank row."""
    session = steps(casebook, visit).session(PLAN)
    chosen = [node.child("tiltag") for node in session.walk() if node.is_row and node.name == "plan"]
    return [node.text for node in chosen if node is not None]


# -- measures --------------------------------------------------------------------------------------


def test_fetching_measures_leaves_no_blank_row_behind(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, with_measures(visit))
    assert rows_of(casebook, visit) == [""], "the row that the form begins with"
    assert len(book.missing_measures(PLAN)) == book.fill(PLAN) == 2
    assert len(rows_of(casebook, visit)) == 2
    assert all(rows_of(casebook, visit)), "also when the form is opened anew"
    assert book.missing_measures(PLAN) == {}
    assert book.fill(PLAN) == 0


def test_a_blank_row_with_rows_of_its_own_gives_way_and_one_with_an_answer_stays(
    casebook: Casebook, visit: Visit
) -> None:
    proposals = "/data/forslagene/forslag"
    book = steps(casebook, with_measures(visit))
    book.fill(REVIEW)
    assert len([n for n in book.session(REVIEW).walk() if n.is_row and n.name == "forslag"]) == 2
    book.undo()
    book.answer(REVIEW, f"{proposals}[1]/ud_stroem[1]/slutanvendelse", "belysning")
    book.fill(REVIEW)
    assert len([n for n in book.session(REVIEW).walk() if n.is_row and n.name == "forslag"]) == 3


def test_fetching_is_one_step_to_undo_and_do_again(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, with_measures(visit))
    book.fill(PLAN)
    assert book.undo() == "Svaret på “Hvilket tiltag?”"
    assert rows_of(casebook, visit) == [""]
    book.redo()
    assert all(rows_of(casebook, visit))
    assert len(rows_of(casebook, visit)) == 2


def test_a_blank_row_that_is_taken_away_stays_away(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, visit)
    book.answer(PLAN, GOAL, "Mindre strøm")
    book.remove_row(PLAN, f"{ROWS}[1]")
    assert rows_of(casebook, visit) == []
    book.undo()
    assert rows_of(casebook, visit) == [""]


@pytest.mark.parametrize("key", [PLAN, FIRST])
def test_what_must_come_before_measures(casebook: Casebook, key: str) -> None:
    company = casebook.save_company({"navn": "Prøvesmedjen (eksempel)"})
    book = casebook.steps(company)
    assert book.lacks_measures(key) == "besoeg"
    visit = casebook.start_visit(company)
    assert book.lacks_measures(key) == "tiltag"
    with_measures(visit)
    assert book.lacks_measures(key) == ("plan" if key == FIRST else "")
    book.fill(PLAN)
    agree(book, 1)
    assert book.lacks_measures(key) == ""
    assert book.lacks_measures(INFORMATION) == ""


def test_a_row_knows_its_measure(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, with_measures(visit))
    assert book.measure_of_row(PLAN, f"{ROWS}[1]") is None
    book.fill(PLAN)
    found = book.measure_of_row(PLAN, f"{ROWS}[2]")
    assert found is not None
    assert found.visit == visit.id
    assert found.instance in [row.instance for row in visit.measures()]
    assert book.measure_of_row(PLAN, GOAL) is None


def test_the_plan_says_who_and_when(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, with_measures(visit))
    book.fill(PLAN)
    agree(book, 1, "2027-03-01", "Ulla")
    agreed = next(row for row in visit.measures() if row.status == "ikke_startet")
    assert (agreed.responsible, agreed.deadline) == ("Ulla", "2027-03-01")


# -- skipping --------------------------------------------------------------------------------------


def test_a_skipped_step_says_why_who_and_when(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, visit)
    assert book.skip_of(4) is None
    book.skip(4, "  Kun   netværk ")
    skip = book.skip_of(4)
    assert skip is not None
    assert (skip.reason, skip.who) == ("Kun netværk", "Anna")
    assert skip.when.date().isoformat() == "2026-11-20"
    book.unskip(4)
    assert book.skip_of(4) is None
    assert book.track()[3].state == "ikke_startet"


def test_several_steps_are_skipped_in_one_go_or_none(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, visit)
    with pytest.raises(InputError, match="hvorfor"):
        book.skip_all({4: "Kun netværk", 5: "  "})
    assert book.skipped() == {}
    book.skip_all({4: "Kun netværk", 5: "Ingen plan", 6: "Intet at følge"})
    assert [state.state for state in book.track()][3:] == ["sprunget_over"] * 3
    assert book.undo() == "Valget om at springe over"
    assert book.skipped() == {}


def test_a_step_that_is_begun_is_not_skipped(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, visit)
    book.answer(PLAN, GOAL, "Mindre strøm")
    with pytest.raises(InputError, match="begyndt"):
        book.skip_all({4: "Kun netværk", 5: "Ingen plan"})
    assert book.skipped() == {}


@pytest.mark.parametrize(
    ("kinds", "proposed"),
    [
        ("", ()),
        ("netvaerk", (4, 5, 6)),
        ("netvaerk faelles_aftale", ()),
        ("hjaelp", ()),
        ("opkvalificering", (4, 5, 6)),
    ],
)
def test_kinds_of_partnership_that_need_no_full_course(
    casebook: Casebook, visit: Visit, kinds: str, proposed: tuple[int, ...]
) -> None:
    book = steps(casebook, visit)
    book.answer(AGREEMENT, KINDS, kinds)
    assert book.may_be_left_out() == proposed


def test_what_is_begun_or_skipped_is_not_proposed_again(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, visit)
    book.answer(AGREEMENT, KINDS, "netvaerk")
    book.answer(PLAN, GOAL, "Mindre strøm")
    book.skip(4, "Kun netværk")
    assert book.may_be_left_out() == (6,)
    assert book.partnership_kinds() == "Netværk eller arbejdsgruppe"


# -- the visit, target and follow-ups --------------------------------------------------------------


def test_the_case_rests_on_the_visit_that_is_chosen(casebook: Casebook, visit: Visit) -> None:
    with_measures(visit)
    newer = casebook.start_visit(visit.company.id, "25.11.2026")
    book = steps(casebook, visit)
    assert [row.id for row in book.visits()] == [newer.id, visit.id]
    assert book.visit is not None
    assert book.visit.id == newer.id
    book.rest_on(visit.id)
    assert book.visit.id == visit.id
    assert len(book.missing_measures(PLAN)) == 2
    page = casebook.company(visit.company.id)
    assert page.case_visit == visit.id
    assert len(page.measures) == 2


def test_the_target_is_told_only_when_it_is_signed(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, with_measures(visit))
    assert book.target().share is None
    book.answer(AGREEMENT, "/data/maalet/maal_procent", "20")
    assert (book.target().share, book.target().aim) == (None, "")
    sign(book)
    target = book.target()
    assert target.share == pytest.approx(0.2)
    assert target.proposed == pytest.approx(0.11), "11,000 of 100,000 kWh"
    assert target.sentence == "Foreslået 11\u00a0%, nået 0\u00a0% af 20\u00a0%"
    assert target.aim == "20\u00a0% mindre CO₂e, målt ud fra 2025"
    book.answer(AGREEMENT, "/data/maalet/maal_slags", "tekst")
    book.answer(AGREEMENT, "/data/maalet/maal_uden_tal", "En energiansvarlig")
    assert book.target().aim == "En energiansvarlig"
    assert book.target().share is None


def test_step_six_opens_at_the_follow_up_that_is_under_way(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, visit)
    assert (book.form_of(6), book.next_follow_up()) == (FIRST, FIRST)
    book.answer(FIRST, "/data/moedet/moedeform", "telefon")
    assert (book.form_of(6), book.next_follow_up()) == (FIRST, SECOND)
    book.answer(FIRST, "/data/videre/afsluttet", "ja")
    assert book.form_of(6) == SECOND
    for key in (SECOND, "opfoelgning:3"):
        book.answer(key, "/data/videre/afsluttet", "ja")
    assert (book.form_of(6), book.next_follow_up()) == ("opfoelgning:3", "")
    assert [fields["nummer"] for fields in book.follow_ups()] == [1, 2, 3]


# -- what a visit's forms have too -----------------------------------------------------------------


def test_answers_have_a_history_comments_and_marks(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, visit)
    book.answer(PLAN, GOAL, "Mindre strøm")
    book.answer(PLAN, GOAL, "Meget mindre strøm")
    newest, before = book.history(PLAN, GOAL)
    assert (newest.text, newest.current, before.text) == ("Meget mindre strøm", True, "Mindre strøm")
    book.restore_answer(PLAN, GOAL, before)
    assert book.node(PLAN, GOAL).value == "Mindre strøm"
    book.set_comment(PLAN, GOAL, "Spørg Ulla")
    book.set_later(PLAN, GOAL, True)
    lists = steps(casebook, visit).lists(PLAN)
    assert [hit.found for hit in lists.comments] == ["Spørg Ulla"]
    assert [hit.ref for hit in lists.later] == [GOAL]


def test_search_and_what_is_missing_stay_in_the_form(casebook: Casebook, visit: Visit) -> None:
    book = steps(casebook, visit)
    missing = book.lists(FIRST).missing
    assert {hit.form for hit in missing} == {FIRST}
    (found,) = book.search(PLAN, "ejer planen")
    assert (found.form, found.ref) == (PLAN, "/data/maalet/ejer")
    assert book.search(INFORMATION, "ejer planen") == []
    first, second = book.lists(PLAN).missing[:2]
    assert book.neighbour(PLAN, [first, second], (PLAN, first.ref), 1) == second
    assert book.neighbour(PLAN, [first, second], (PLAN, first.ref), -1) == second, "round the end"


def test_an_agreement_counts_as_signed_before_anything_is_worked_out(
    casebook: Casebook, visit: Visit
) -> None:
    """A colleague's signed agreement is in the log; what its form calculates is not."""
    sign(steps(casebook, with_measures(visit)))
    agreement = casebook.registry.of("aftaler", visit.company.id)[0]
    casebook.desk.store.put_computed(str(agreement.fields["instans"]), "", {})
    assert steps(casebook, visit).track()[2].state == "gennemfoert"
    assert steps(casebook, visit).target().share == pytest.approx(0.2)
