"""Finding a question again: comments, search in all that is written, lists, the next one, and former answers."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.report import screening_report
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import QuestionHit
from klimabesog.casework.wayfinding import marks, next_hit, plain
from tests.casework.laptops import OpenCasebook
from tests.casework.ownforms import share
from tests.casework.steps import (
    AMOUNT,
    BASELINE,
    CHECKLIST,
    INTERVIEW,
    TIGHT,
    WORK,
    YEAR_BUILT,
    anew,
    electricity,
    leaks,
    named,
)

AREA = "/data/virksomheden/areal"


def refs(hits: list[QuestionHit]) -> list[str]:
    return [hit.ref for hit in hits]


# -- comments ------------------------------------------------------------------------------------


def test_a_comment_is_kept_undone_and_listed(casebook: Casebook, visit: Visit) -> None:
    visit.set_comment(INTERVIEW, WORK, "Spørg værkføreren")
    assert anew(casebook, visit).comment(INTERVIEW, WORK) == "Spørg værkføreren"
    (hit,) = visit.comments()
    assert (hit.ref, hit.found) == (WORK, "Spørg værkføreren")
    said = visit.undo()
    assert said is not None
    assert "Kommentaren til" in said
    assert visit.comment(INTERVIEW, WORK) == ""
    visit.redo()
    assert visit.comment(INTERVIEW, WORK) == "Spørg værkføreren"
    visit.set_comment(INTERVIEW, WORK, "  ")
    assert visit.comments() == []


def test_a_comment_on_a_row_nobody_has_answered_keeps_the_row(casebook: Casebook, visit: Visit) -> None:
    """The first row of the baseline is there from the start and is stored with what is noted on it."""
    visit.set_comment(BASELINE, AMOUNT, "Regningen ligger hos bogholderen")
    visit.set_later(BASELINE, AMOUNT, True)
    electricity(visit)
    again = anew(casebook, visit)
    assert again.comment(BASELINE, AMOUNT) == "Regningen ligger hos bogholderen"
    assert again.is_later(BASELINE, AMOUNT)
    assert again.node(BASELINE, AMOUNT).value == "100000"
    assert [hit.row for hit in again.comments()] == ["række 1"]


def test_a_comment_travels_and_is_never_printed(open_casebook: OpenCasebook, tmp_path: Path) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo")
    visit = anna.start_visit(anna.save_company({"navn": "A"}), "20.11.2026")
    visit.answer(INTERVIEW, WORK, "Vi drejer")
    visit.set_comment(INTERVIEW, WORK, "Han virkede usikker")
    share(anna, bo, tmp_path)
    theirs = bo.visit(visit.id)
    assert theirs.comment(INTERVIEW, WORK) == "Han virkede usikker"
    assert "usikker" not in repr(screening_report(theirs))


# -- search --------------------------------------------------------------------------------------


def test_search_finds_what_is_written_wherever_it_is(visit: Visit) -> None:
    visit.answer(INTERVIEW, WORK, "Vi smeder hegn på Ærø")
    visit.set_comment(INTERVIEW, YEAR_BUILT, "Se i byggesagen")
    visit.save_note("Kranen larmer", form=INTERVIEW, ref=AREA)
    loose = visit.save_note("Husk parkering ved porten")
    visit.answer(CHECKLIST, TIGHT, "nej")
    visit.save_finding(visit.findings(CHECKLIST, TIGHT)[0].id, place="Kælderen", internal="Ring til montøren")
    instance = leaks(visit)
    cost = named(visit, instance, "ud_investering")
    assert refs(visit.search("HEGN ærø")) == [WORK]
    assert refs(visit.search("byggesagen se")) == [YEAR_BUILT]
    assert visit.search("se i byggesagen")[0].found == "Kommentar: Se i byggesagen"
    assert refs(visit.search("kranen")) == [AREA]
    assert refs(visit.search("montøren kælder")) == [TIGHT]
    (note,) = visit.search("porten parkering")
    assert (note.form, note.ref, note.chapter) == ("", loose, "side:noter")
    found = [hit for hit in visit.search("6.000") if hit.form == instance]
    assert [(hit.ref, hit.chapter) for hit in found] == [(cost.ref, f"tiltag:{instance}")]
    assert visit.search("   ") == []


def test_danish_letters_are_letters_of_their_own(visit: Visit) -> None:
    visit.answer(INTERVIEW, WORK, "Støberi i Årslev")
    assert refs(visit.search("stoberi")) == refs(visit.search("arslev")) == []
    decomposed = "A\N{COMBINING RING ABOVE}rslev"
    assert refs(visit.search("ÅRSLEV")) == refs(visit.search(decomposed)) == [WORK]
    assert plain("Å") != plain("A")


def test_words_begun_come_before_words_within(visit: Visit) -> None:
    """“port” is in “transport” and “rapport” too."""
    visit.save_note("Porten står åben")
    hits = visit.search("port")
    first = [plain(f" {hit.label} {hit.answer} {hit.found} {hit.chapter_title}") for hit in hits]
    begins = [" port" in text for text in first]
    assert begins == sorted(begins, reverse=True)
    assert begins[0]
    assert not begins[-1]


def test_the_words_found_are_marked() -> None:
    text = "Årslev støberi, ÅRSLEV"
    assert [text[start : start + length] for start, length in marks(text, "årslev BERI")] == [
        "Årslev",
        "beri",
        "ÅRSLEV",
    ]
    assert marks("aaa", "aa") == [(0, 3)]
    assert marks("straße nr. 5", "strasse") == [(0, 6)]
    assert marks("Hegn", "") == marks("Hegn", "port") == []


def test_the_chapter_s_title_helps_but_is_not_enough(visit: Visit) -> None:
    """Else each question of a chapter would be found by its name."""
    hits = visit.search("partnerskabet ledelsen bakker")
    assert refs(hits) == [] or all(hit.chapter_title == "Partnerskabet" for hit in hits)
    for hit in visit.search("virksomheden"):
        words = plain(f"{hit.label} {hit.answer} {hit.found}")
        assert "virksomheden" in words


# -- lists ---------------------------------------------------------------------------------------


def test_lists_name_what_is_wrong_and_where(visit: Visit) -> None:
    visit.answer(INTERVIEW, YEAR_BUILT, "12")
    visit.add_row(BASELINE, "/data/forbrug")
    visit.set_later(BASELINE, "/data/forbrug[2]/maengde", True)
    lists = visit.lists()
    (wrong,) = lists.errors
    assert (wrong.ref, wrong.message) == (YEAR_BUILT, "Skriv et årstal med fire cifre.")
    (later,) = lists.later
    assert (later.ref, later.row) == ("/data/forbrug[2]/maengde", "række 2")
    assert {hit.ref for hit in lists.missing} >= {"/data/partnerskabet/ledelse_opbakning"}
    assert visit.errors() == list(lists.errors)


def test_the_next_of_a_list_follows_the_outline_and_goes_round(visit: Visit) -> None:
    for form, ref in ((INTERVIEW, WORK), (INTERVIEW, "/data/naeste_skridt/aftalt"), (CHECKLIST, TIGHT)):
        visit.set_later(form, ref, True)
    later = visit.later()
    assert refs(later) == [WORK, TIGHT, "/data/naeste_skridt/aftalt"]  # what ends the visit stands last

    def step(now: tuple[str, str] | None, by: int) -> str:
        hit = visit.neighbour(later, now, by)
        assert hit is not None
        return hit.ref

    assert step(None, 1) == WORK
    assert step(None, -1) == "/data/naeste_skridt/aftalt"
    assert step((INTERVIEW, WORK), 1) == TIGHT
    assert step((INTERVIEW, AREA), -1) == WORK
    assert step((INTERVIEW, "/data/naeste_skridt/aftalt"), 1) == WORK
    assert step((INTERVIEW, WORK), -1) == "/data/naeste_skridt/aftalt"
    assert visit.neighbour([], (INTERVIEW, WORK), 1) is None


@given(st.sets(st.integers(0, 30), min_size=1), st.integers(0, 30))
def test_stepping_on_meets_every_hit_once_before_it_comes_round(wanted: set[int], start: int) -> None:
    order = [("f", f"/q{n}") for n in range(31)]
    found = [QuestionHit("c", "C", *order[n], label=str(n)) for n in sorted(wanted)]
    for by in (1, -1):
        now, seen = order[start], []
        for _step in found:
            hit = next_hit(found, order, now, by)
            assert hit is not None
            now = (hit.form, hit.ref)
            seen.append(now)
        assert sorted(seen) == sorted((hit.form, hit.ref) for hit in found)


# -- former answers ------------------------------------------------------------------------------


def test_a_former_answer_is_taken_up_again_as_a_new_one(casebook: Casebook, visit: Visit) -> None:
    for text in ("Vi drejer", "Vi fræser", ""):
        visit.answer(INTERVIEW, WORK, text)
    history = visit.history(INTERVIEW, WORK)
    assert [(r.text, r.current) for r in history] == [("", True), ("Vi fræser", False), ("Vi drejer", False)]
    assert {r.actor for r in history} == {"Anna"}
    visit.restore_answer(INTERVIEW, WORK, history[-1])
    assert anew(casebook, visit).node(INTERVIEW, WORK).value == "Vi drejer"
    assert [r.current for r in visit.history(INTERVIEW, WORK)] == [True, False, False, False]
    visit.undo()
    assert visit.node(INTERVIEW, WORK).value == ""


def test_history_reads_as_people_read_it(visit: Visit) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    visit.answer(INTERVIEW, AREA, "1650.5")
    assert [r.text for r in visit.history(CHECKLIST, TIGHT)] == ["Nej"]
    assert [r.text for r in visit.history(INTERVIEW, AREA)] == ["1.650,5"]


def test_choosing_between_two_colleagues_answers_settles_the_conflict(
    open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo")
    visit = anna.start_visit(anna.save_company({"navn": "A"}), "20.11.2026")
    visit.answer(INTERVIEW, WORK, "Vi drejer")
    share(anna, bo, tmp_path)
    visit.answer(INTERVIEW, WORK, "Vi drejer og fræser")
    bo.visit(visit.id).answer(INTERVIEW, WORK, "Vi svejser")
    share(bo, anna, tmp_path)
    visit = anna.visit(visit.id)
    split = [r for r in visit.history(INTERVIEW, WORK) if r.conflict]
    assert {(r.actor, r.text) for r in split} == {("Anna", "Vi drejer og fræser"), ("Bo", "Vi svejser")}
    shown = next(r for r in split if r.current)
    chosen = random.Random(3).choice(split)
    for revision in (shown, chosen):  # also the one that shows already can be chosen
        visit.restore_answer(INTERVIEW, WORK, revision)
        assert not any(r.conflict for r in visit.history(INTERVIEW, WORK))
        assert visit.node(INTERVIEW, WORK).value == revision.text
    assert anna.desk.store.conflicts() == []
