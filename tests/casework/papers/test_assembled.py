"""What the documents of a case say, as the case stands."""

from __future__ import annotations

from datetime import timedelta

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.papers.bills import bills
from klimabesog.casework.papers.handout import OURS, THEIRS, TOGETHER, side_of
from klimabesog.casework.papers.offers import offer
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.papers.visitlength import LEAST, MOST, agenda
from klimabesog.casework.scope import SHORT
from klimabesog.casework.settings import keep_letter_texts, keep_settings, settings
from klimabesog.casework.visit import Visit
from klimabesog.reports.documents.brief import Brief
from klimabesog.reports.documents.confirmation import Confirmation
from klimabesog.reports.documents.handout import Handout
from klimabesog.reports.documents.invitation import Invitation
from klimabesog.reports.documents.privacy import PrivacySheet
from klimabesog.reports.documents.summary import Summary
from klimabesog.reports.model import Action, Paper


def of_visit(course: Subject, type_: str) -> Paper:
    (row,) = course.book.visits(course.company)
    return offer(type_).assemble(Subject(course.book, course.company, row.id))


def company(book: Casebook) -> Subject:
    fields = {"navn": "Prøven A/S", "adresse": "Prøvevej 1", "postnr": "8000", "by": "Aarhus C"}
    return Subject(book, book.save_company(fields))


def later(book: Casebook, days: int) -> str:
    return (book.desk.now().date() + timedelta(days=days)).isoformat()


# -- invitation and confirmation -----------------------------------------------------------------


def test_an_invitation_is_to_the_company_from_the_officer(casebook: Casebook) -> None:
    about = company(casebook)
    casebook.save_contact(about.company, {"navn": "Bo Ager"})
    letter = offer("invitation").assemble(about)
    assert isinstance(letter, Invitation)
    assert letter.recipient.name == "Prøven A/S"
    assert letter.recipient.attention == "Bo Ager"
    assert letter.recipient.address == ("Prøvevej 1", "8000 Aarhus C")
    assert letter.sender.name == "Anna"
    assert "Eksempel Kommune" in letter.introduction
    assert letter.guidance == settings(casebook.desk).opening_line
    assert (letter.visit_date, letter.minutes) == ("", (LEAST, MOST))


def test_a_letter_goes_to_a_site_where_the_company_has_no_address(casebook: Casebook) -> None:
    about = Subject(casebook, casebook.save_company({"navn": "Prøven A/S"}))
    casebook.save_site(
        about.company, {"navn": "Hal", "adresse": "Halvej 2", "postnr": "9000", "by": "Aalborg"}
    )
    letter = offer("invitation").assemble(about)
    assert isinstance(letter, Invitation)
    assert letter.recipient.address == ("Halvej 2", "9000 Aalborg")


def test_an_invitation_proposes_the_next_visit_that_is_planned(casebook: Casebook) -> None:
    about = company(casebook)
    casebook.start_visit(about.company, later(casebook, -3), "09:00")
    casebook.start_visit(about.company, later(casebook, 9), "13:00")
    casebook.start_visit(about.company, later(casebook, 5), "10:05", extent=SHORT)
    letter = offer("invitation").assemble(about)
    assert isinstance(letter, Invitation)
    assert (letter.visit_date, letter.visit_time) == (later(casebook, 5), "10:05")
    assert letter.minutes == (LEAST, LEAST)


def test_a_confirmation_follows_the_scope_of_the_visit(casebook: Casebook) -> None:
    about = company(casebook)
    day = later(casebook, 5)
    visit = casebook.start_visit(
        about.company, day, "10:05", "Bo Ager, smed\nAnna, kommunen", extent=SHORT, branch="vaerksted"
    )
    letter = offer("moedebekraeftelse").assemble(Subject(casebook, about.company, visit.id))
    assert isinstance(letter, Confirmation)
    assert letter.minutes == LEAST
    assert [item.time_from for item in letter.agenda] == ["10:05", "10:10", "10:25", "10:40"]
    assert letter.agenda[-1].time_to == "10:50"
    assert letter.participants == "Bo Ager, smed"
    assert "sikkerhedssko" in letter.safety
    assert letter.date == casebook.desk.now().date().isoformat()
    visit.set_scope("hele", "kontor")
    letter = offer("moedebekraeftelse").assemble(Subject(casebook, about.company, visit.id))
    assert isinstance(letter, Confirmation)
    assert (letter.minutes, letter.safety) == (MOST, "")


def test_a_confirmation_is_never_dated_after_the_visit(casebook: Casebook) -> None:
    about = company(casebook)
    day = later(casebook, -30)
    visit = casebook.start_visit(about.company, day, "10:05")
    assert offer("moedebekraeftelse").assemble(Subject(casebook, about.company, visit.id)).date == day


def test_parts_of_a_visit_add_up() -> None:
    for minutes in (LEAST, MOST):
        assert sum(item.minutes for item in agenda("10:00", minutes)) == minutes
    assert all(not item.time_from for item in agenda("", MOST))


def test_bills_are_those_of_the_baseline_else_of_the_branch() -> None:
    found = list(bills(["el", "traepiller", "diesel", "el"], "produktion", 2025))
    assert [bill.what for bill in found][:3] == ["El", "Træpiller", "Diesel"]
    assert found[0].period == "2025, måned for måned"
    assert "lager" in found[1].period
    names = [bill.what for bill in bills([], "tung", 2025)]
    assert names[:3] == ["El", "Varme", "Brændsel til ovne og kedler"]
    assert "Diesel" not in [bill.what for bill in bills([], "kontor", 2025)]
    assert all(bill.where and bill.period for bill in bills([], "", 2025))


def test_a_confirmation_asks_for_the_carriers_of_the_case(course: Subject) -> None:
    letter = of_visit(course, "moedebekraeftelse")
    assert isinstance(letter, Confirmation)
    assert [bill.what for bill in letter.bills][:3] == ["El", "Fjernvarme", "Diesel"]


# -- summary and handout ---------------------------------------------------------------------------


def test_the_summary_s_figures_are_the_report_s(course: Subject) -> None:
    report, summary = of_visit(course, "screeningsrapport"), of_visit(course, "resume")
    assert isinstance(summary, Summary)
    assert summary.totals == report.totals  # type: ignore[attr-defined]
    assert summary.measures == report.measures[:3]  # type: ignore[attr-defined]
    assert summary.proposals == len(report.measures)  # type: ignore[attr-defined]
    assert summary.next_meeting == "2027-01-15"
    assert (summary.interview, summary.checklist) == ((), ())


def test_a_summary_needs_figures(visit: Visit, casebook: Casebook) -> None:
    about = Subject(casebook, visit.company.id, visit.id)
    assert "forbruget" in offer("resume").lacking(about)


def test_the_handout_parts_the_steps_by_who_does_them(course: Subject) -> None:
    paper = of_visit(course, "samtalereferat")
    assert isinstance(paper, Handout)
    assert [action.responsible for action in paper.theirs] == ["Jens Hede", "Bodil Krog"]
    assert [action.responsible for action in paper.ours] == ["Kommunen"]
    assert [action.responsible for action in paper.together] == ["Jens Hede og kommunen"]
    assert "at have en fast kontakt" in paper.company_promises
    assert paper.promised == "2027-01-19"


def test_who_does_a_step(course: Subject) -> None:
    for who, side in {
        "": THEIRS,
        "Bogense Smedje": THEIRS,
        "Ida Sommer": OURS,
        "Eksempel Kommune": OURS,
        "Bo, kommunen": TOGETHER,
        "kommunen/Bo": TOGETHER,
        "kommunen og Ida Sommer": OURS,
    }.items():
        assert side_of(course, Action("Ring", who)) == side


def test_nothing_confidential_comes_into_a_handout_that_is_frozen(course: Subject) -> None:
    from klimabesog.reports.catalogue import kind_of
    from klimabesog.reports.frozen import dumps

    paper = of_visit(course, "samtalereferat")
    assert b"150.000" in dumps(paper)
    assert b"150.000" not in dumps(kind_of(paper.TYPE).published(paper))


def test_a_handout_needs_answers(casebook: Casebook) -> None:
    about = company(casebook)
    visit = casebook.start_visit(about.company, "20.11.2026", "10:05")
    here = Subject(casebook, about.company, visit.id)
    for node in list(visit.session("besoeg").walk()):
        if node.value and not node.calculated and not node.children and node.control.tag:
            visit.answer("besoeg", node.ref, "")
    assert offer("samtalereferat").lacking(here)
    visit.answer("besoeg", "/data/virksomheden/aktiviteter", "Vi smeder.")
    assert offer("samtalereferat").lacking(here) == ""


# -- brief and personal data -----------------------------------------------------------------------


def test_the_brief_has_the_areas_of_the_review(course: Subject) -> None:
    paper = offer("raadgiveroplaeg").assemble(course)
    assert isinstance(paper, Brief)
    assert paper.wanted == ("Belysning", "Trykluft", "Vedvarende energi")
    assert "Målebånd" in paper.adviser
    assert paper.interview == ()
    assert [line.carrier for line in paper.baseline] == ["El", "Fjernvarme", "Diesel"]


def test_a_brief_without_a_visit_says_what_to_do(casebook: Casebook) -> None:
    assert "besøg" in offer("raadgiveroplaeg").lacking(company(casebook))


def test_the_sheet_about_personal_data_goes_by_the_settings(casebook: Casebook) -> None:
    about = company(casebook)
    keep_settings(casebook.desk, {"bevaring_dage": 30})
    keep_letter_texts(casebook.desk, " Rådhuset\n9999 Prøveby ", "dpo@eksempel.invalid")
    sheet = offer("persondata").assemble(about)
    assert isinstance(sheet, PrivacySheet)
    assert (sheet.retention_days, sheet.dpo) == (30, "dpo@eksempel.invalid")
    assert sheet.controller.address == "Rådhuset\n9999 Prøveby"
    assert sheet.company == "Prøven A/S"


def test_who_writes_must_be_known(casebook: Casebook) -> None:
    about = company(casebook)
    officer = casebook.officer
    assert officer is not None
    casebook.set_officer(officer._replace(municipality=""))
    for type_ in ("invitation", "persondata"):
        assert "Indstillinger" in offer(type_).lacking(about)
