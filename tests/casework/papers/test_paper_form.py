"""The forms on paper are those the visit asks, numbered so that each answer finds its place afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.papers.offers import offer
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.scope import SHORT, Scope, size_of
from klimabesog.reports.documents.paper_form import BlankForm, PaperForm, Question


def questions(paper: PaperForm, name: str) -> dict[str, Question]:
    """The questions of a form by their numbers; each number once."""
    found = [question for part in getattr(paper, name) for question in part.questions]
    by_number = {question.number: question for question in found}
    assert len(by_number) == len(found)
    return by_number


@pytest.fixture
def blank(casebook: Casebook) -> BlankForm:
    paper = offer("papirskema_blank").assemble(Subject(casebook))
    assert isinstance(paper, BlankForm)
    return paper


def test_the_short_checklist_has_the_points_of_the_short_review(casebook: Casebook, blank: BlankForm) -> None:
    definition = casebook.library.definition(casebook.library.current("tjekliste").id)
    points = [q for q in questions(blank, "checklist").values() if q.kind == "punkt"]
    assert len(points) == size_of(definition, Scope(SHORT))[0] > 10
    assert all(point.number[-2:].isdigit() and len(point.options) == 5 for point in points)


def test_the_interview_has_every_question_of_the_form(blank: BlankForm) -> None:
    found = questions(blank, "interview")
    assert found["1.1"].label == "Hvem er med til mødet?"
    assert found["1.1"].lines == 3
    kinds = {question.kind for question in found.values()}
    assert kinds == {"tekst", "tal", "valg", "flere", "dato", "raekker"}
    assert [part.title for part in blank.interview][-1] == "Næste skridt"
    assert "Procesenergi" not in [part.title for part in blank.interview]


def test_what_a_question_depends_on_is_said_with_numbers(blank: BlankForm) -> None:
    found = questions(blank, "interview")
    by_label = {question.label: question for question in found.values()}
    owner = by_label["Ejer eller lejer I bygningen?"].number
    assert by_label["Hvem ejer og betaler for varme, lys og ventilation?"].condition == (
        f"Kun ved »Lejer« eller »Både ejer og lejer« i {owner}."
    )
    assert by_label["Hvor varm er den?"].condition.startswith("Kun ved »Overskudsvarme« i ")
    assert by_label["Fortæl lidt mere om det"].condition.endswith("er besvaret.")
    assert by_label["Hvem er med til mødet?"].condition == ""
    points = questions(blank, "checklist")
    assert points["VEN-01"].condition == "Springes over ved »Nej« i VEN-T1."
    assert points["BEL-T1"].condition == "Kun når der er fund ovenfor."


def test_bills_are_one_list(blank: BlankForm) -> None:
    (bills,) = questions(blank, "baseline").values()
    assert bills.kind == "raekker"
    assert bills.lines == 6
    assert bills.columns[0] == "Hvilken energi?"
    assert bills.number == f"{len(blank.interview) + 1}.1"


def test_a_company_gets_what_its_branch_is_asked_and_what_is_known(casebook: Casebook) -> None:
    fields = {"navn": "Prøven A/S", "branchekode": "101100", "ansatte": "12"}
    paper = offer("papirskema").assemble(Subject(casebook, casebook.save_company(fields)))
    assert isinstance(paper, PaperForm)
    assert paper.company == "Prøven A/S"
    assert "Procesenergi" in [part.title for part in paper.interview]
    known = {q.label: q.known for q in questions(paper, "interview").values()}
    assert known["Hvor mange årsværk er der på adressen?"] == "12"
    assert not paper.draft


def test_a_planned_visit_decides_what_is_asked(casebook: Casebook) -> None:
    about = Subject(casebook, casebook.save_company({"navn": "Prøven A/S"}))
    short = offer("papirskema").assemble(about)
    day = (casebook.desk.now().date() + timedelta(days=4)).isoformat()
    casebook.start_visit(about.company, day, "10:05", extent="hele", branch="kontor")
    whole = offer("papirskema").assemble(about)
    assert isinstance(short, PaperForm)
    assert isinstance(whole, PaperForm)
    assert whole.visit_date == day
    assert whole.scope == "Hele tjeklisten, kontor"
    assert len(questions(whole, "checklist")) > len(questions(short, "checklist"))
