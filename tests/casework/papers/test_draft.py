"""The officer's changes to a document: kept, merged, undone; the answers stay as they are."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.conflicts import open_conflicts, settle
from klimabesog.casework.cpr import CprFound
from klimabesog.casework.erasure import case_records, erase_case
from klimabesog.casework.papers.draft import Draft, draft_id
from klimabesog.casework.papers.edits import Edits, best_of, hideable, still_said
from klimabesog.casework.papers.offers import offer
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.rendering import render
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.topic import Topic
from klimabesog.casework.visit import Visit
from klimabesog.reports.frozen import loads
from klimabesog.reports.model import ScreeningReport
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook

REPORT = "screeningsrapport"


@pytest.fixture
def about(casebook: Casebook) -> Subject:
    """The example's visit."""
    visit = casebook.create_example()
    return Subject(casebook, visit.company.id, visit.id)


@pytest.fixture
def draft(about: Subject) -> Draft:
    return Draft(about.book.desk, REPORT, about.topic)


def assembled(about: Subject) -> ScreeningReport:
    paper = offer(REPORT).assemble(about)
    assert isinstance(paper, ScreeningReport)
    return paper


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", " ")


def test_without_changes_the_document_is_as_the_case_has_it(about: Subject, draft: Draft) -> None:
    assert draft.edits == Edits()
    assert assembled(about) == offer(REPORT).plain(about)


def test_sections_are_moved_left_out_and_commented(about: Subject, draft: Draft) -> None:
    usual = [choice.id for choice in assembled(about).sections]
    draft.put(["tiltag", *(name for name in usual if name != "tiltag")])
    draft.leave_out("tjekliste", True)
    draft.comment("fund", "Vi så mest på trykluft.")
    shown = assembled(about).sections
    assert [choice.id for choice in shown] == [
        "tiltag", *(name for name in usual if name not in ("tiltag", "tjekliste")),
    ]  # fmt: skip
    assert {choice.id: choice.comment for choice in shown}["fund"] == "Vi så mest på trykluft."
    draft.leave_out("tjekliste", False)
    assert "tjekliste" in [choice.id for choice in assembled(about).sections]


def test_a_section_that_is_new_stands_after_what_it_follows(about: Subject, draft: Draft) -> None:
    usual = [choice.id for choice in assembled(about).sections]
    known = [name for name in usual if name != "hjaelp"]
    draft.put([known[-1], *known[:-1]])
    order = [choice.id for choice in draft.edits.all_sections(offer(REPORT).plain(about))]
    assert order.index("hjaelp") == order.index("handling") + 1
    assert sorted(order) == sorted(usual)


def test_every_section_can_be_left_out(about: Subject, draft: Draft) -> None:
    for choice in assembled(about).sections:
        draft.leave_out(choice.id, True)
    document = render(assembled(about), about.photo)
    assert set(document.starts) <= {"", "slut"}


def test_the_introduction_and_the_best_three(about: Subject, draft: Draft) -> None:
    before = assembled(about)
    draft.introduce("Kære Nordkrogen")
    draft.choose_best([m.id for m in before.measures[3:6]])
    after = assembled(about)
    assert after.introduction == "Kære Nordkrogen"
    assert best_of(after) == tuple(m.id for m in before.measures[3:6])
    draft.choose_best([])
    draft.introduce(before.introduction, before.introduction)
    assert assembled(about) == before


def test_a_confidential_answer_is_in_no_part_of_what_is_issued(about: Subject, draft: Draft) -> None:
    before = text_of(render(assembled(about), about.photo).pdf)
    known = next(
        one for one in hideable(assembled(about)) if len(one.answer) > 8 and before.count(one.answer) == 1
    )
    draft.hide(known.key, True)
    book, visit = about.book, about.book.visit(about.visit)
    document = visit.issue_report()
    assert known.answer not in text_of(book.documents.pdf(document))
    assert known.question not in [
        answer.question
        for chapter in loads(ScreeningReport, book.documents.frozen_model(document)).interview
        for answer in chapter.answers
    ]


def test_a_confidential_answer_that_is_said_elsewhere_is_told(about: Subject, draft: Draft) -> None:
    people = next(one for one in hideable(assembled(about)) if "Bodil Krog" in one.answer)
    draft.hide(people.key, True)
    sentences = render(assembled(about), about.photo).sentences
    ((told, sections),) = still_said(offer(REPORT).plain(about), draft.edits, sentences)
    assert told == people
    assert "virksomhed" in sections
    for section in sections:
        draft.leave_out(section, True)
    assert still_said(offer(REPORT).plain(about), draft.edits, render(assembled(about), about.photo).sentences) == []


def test_a_rewording_rests_when_its_text_changes(about: Subject, draft: Draft) -> None:
    visit = about.book.visit(about.visit)
    document = render(assembled(about), about.photo)
    one = next(s for s in document.sentences if s.section == "fund" and len(s.text) > 20)
    draft.reword(one.section, one.text, "Zyxwv i andre ord")
    changed = render(assembled(about), about.photo)
    assert "Zyxwv i andre ord" in text_of(changed.pdf)
    assert draft.edits.stale(changed.sentences) == ()
    draft.reword(one.section, "En tekst, der ikke er der mere", "Andet")
    (stale,) = draft.edits.stale(changed.sentences)
    assert stale.original == "En tekst, der ikke er der mere"
    draft.reword(stale.section, stale.original, "")
    draft.reword(one.section, one.text, one.text)
    assert draft.edits.rewordings == ()
    assert visit.report_model() == offer(REPORT).plain(about)


def test_each_change_is_one_step_to_take_back(about: Subject, draft: Draft) -> None:
    draft.introduce("Første")
    draft.introduce("Anden")
    assert draft.undo()
    assert draft.edits.introduction == "Første"
    assert draft.undo()
    assert draft.edits == Edits()
    assert not draft.undo()
    assert draft.redo()
    assert draft.edits.introduction == "Første"
    draft.undo()
    draft.leave_out("fund", True)
    assert draft.edits == Edits(left_out=frozenset({"fund"}))
    record = about.book.desk.store.record(draft.id)
    assert record is not None
    assert record.fields["besoeg"] == about.visit, "it is found as part of its case again"


def test_the_visits_own_undo_leaves_the_document_alone(about: Subject, draft: Draft) -> None:
    draft.introduce("Kære Nordkrogen")
    about.book.visit(about.visit).undo()
    assert draft.edits.introduction == "Kære Nordkrogen"


def test_a_possible_cpr_number_is_asked_about(draft: Draft) -> None:
    with pytest.raises(CprFound):
        draft.introduce("Ring til 010180-1234")
    assert draft.edits.introduction is None


def test_a_text_too_long_is_refused(draft: Draft) -> None:
    with pytest.raises(InputError, match="højst"):
        draft.reword("fund", "A", "x" * 5001)


def test_it_goes_with_the_case(about: Subject, draft: Draft) -> None:
    draft.introduce("Kære Nordkrogen")
    assert draft.id in case_records(about.book, about.company)
    erase_case(about.book, about.company, why="anmodning")
    assert Draft(about.book.desk, REPORT, about.topic).edits == Edits()


def test_an_internal_note_is_in_no_document(casebook: Casebook, about: Subject) -> None:
    visit: Visit = casebook.visit(about.visit)
    visit.save_note("Hemmelig zyxwv om ejeren")
    internal = [note.text for note in visit.notes() if not note.printed]
    assert "Hemmelig zyxwv om ejeren" in internal
    document = visit.issue_report()
    said = text_of(casebook.documents.pdf(document))
    frozen = casebook.documents.frozen_model(document).decode()
    for text in internal:
        assert text not in said
        assert text not in frozen


def test_the_same_document_has_the_same_record_on_every_laptop() -> None:
    assert draft_id(REPORT, Topic("c", "v")) == draft_id(REPORT, Topic("c", "v"))
    abouts = Topic("c"), Topic("c", "v"), Topic("c", step="opfoelgning:1")
    assert len({draft_id(REPORT, about) for about in abouts}) == 3
    assert kinds.DRAFTING in kinds.NAMES


def test_two_officers_changes_become_one_and_a_disagreement_is_told(
    open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo")
    Sharing(bo).set_team_key(Sharing(anna).team_key)
    company = anna.save_company({"navn": "Prøven A/S"})
    visit = anna.start_visit(company, "20.11.2026", "10:05").id
    hers = Draft(anna.desk, REPORT, Topic(company, visit))
    hers.introduce("Kære Prøven")
    Sharing(anna).export(tmp_path / "1.klimabesog", company)
    Sharing(bo).take_in(tmp_path / "1.klimabesog")
    his = Draft(bo.desk, REPORT, Topic(company, visit))
    assert his.edits.introduction == "Kære Prøven", "it travels with the company"
    hers.leave_out("tjekliste", True)
    hers.introduce("Kære alle")
    his.comment("fund", "Vi så mest på trykluft")
    his.introduce("Hej Prøven")
    Sharing(bo).export(tmp_path / "2.klimabesog", visit)
    Sharing(anna).take_in(tmp_path / "2.klimabesog")
    merged = hers.edits
    assert (merged.left_out, dict(merged.comments)) == (
        frozenset({"tjekliste"}), {"fund": "Vi så mest på trykluft"},
    )  # fmt: skip
    (clash,) = open_conflicts(anna)
    assert clash.spot.label == "Energiscreening: Indledning"
    assert {said.text for said in clash.said} == {"Kære alle", "Hej Prøven"}
    settle(anna, clash, "Kære alle på Prøven")
    assert hers.edits.introduction == "Kære alle på Prøven"
