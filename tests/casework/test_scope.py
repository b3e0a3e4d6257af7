"""What a visit asks: the rule itself on any form, and a visit that is begun with it, changed, undone and shared."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimabesog.casework import library, outline
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.conflicts import split_questions
from klimabesog.casework.report import screening_report
from klimabesog.casework.scope import BRANCHES, EXTENTS, SHORT, WHOLE, Scope, proposed_branch, size_of
from klimabesog.casework.settings import keep_law_points
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import Chapter
from klimabesog.values.errors import InputError
from klimabesog.xforms import Definition, Node, Session, convert, parse
from tests.casework.laptops import OpenCasebook
from tests.casework.ownforms import install
from tests.casework.sharing_steps import join, swap
from tests.casework.steps import CHECKLIST, INTERVIEW, LED, anew

OVEN, SORTED_OUT, CHARGING = "/data/pro/pro_01", "/data/aff/aff_01", "/data/tra/tra_07"
LIGHT, PROCESS, HEAT = "tjekliste:/data/bel", "tjekliste:/data/pro", "besoeg:/data/procesenergi"


class Held:
    """A form as a scope looks at one, without a store: its definition, and what an officer noted."""

    form_id = "tjekliste"

    def __init__(self, definition: Definition) -> None:
        self.definition, self.session = definition, Session(definition, instances={"kontekst": b"<root/>"})
        self.later: set[str] = set()
        self.comments: dict[str, str] = {}

    def is_later(self, node: Node) -> bool:
        return node.ref in self.later

    def comment(self, node: Node) -> str:
        return self.comments.get(node.ref, "")

    def answer(self, refs: Iterable[str], value: str = "ja") -> Held:
        for ref in refs:
            self.session.set(ref, value)
        return self

    def asked(self, scope: Scope) -> set[str]:
        """The refs of all questions asked."""
        return {node.ref for top in self.session.root.children for node in scope.divide(self, top)[0]}  # type: ignore[arg-type]

    def shown(self, scope: Scope) -> set[str]:
        """The refs of the relevant questions that the form view shows."""
        nodes = outline.questions(self.session.root)
        return {node.ref for node in nodes if not scope.leaves_out(self, node)}  # type: ignore[arg-type]


@cache
def checklist() -> Definition:
    path = next(path for path in library.builtin_paths() if path.stem == "tjekliste")
    form = convert(path)
    return parse(form.xform, form.media)


@cache
def points() -> tuple[str, ...]:
    """The refs of all checkpoints."""
    return tuple(node.ref for node in Held(checklist()).session.walk() if outline.is_checkpoint(node))


def own(*rows: str) -> Held:
    """A small form: `type | name | label | kontrolpunkt | kort | branche | lov`."""
    head = "".join(f" | bind::kb:{name}" for name in ("kontrolpunkt", "kort", "branche", "lov"))
    text = f"| survey |\n| | type | name | label{head} |\n" + "".join(f"| | {row} |\n" for row in rows)
    text += "| choices |\n| | list_name | name | label |\n| | svar | ja | Ja |\n| | svar | nej | Nej |\n"
    text += '| settings |\n| | form_id | namespaces |\n| | eget | kb="https://klimabesog.dk/ns/kb" |\n'
    form = convert(text.encode(), "eget.md")
    return Held(parse(form.xform, form.media))


def names(refs: set[str]) -> set[str]:
    return {ref.rpartition("/")[2] for ref in refs}


# -- the rule ------------------------------------------------------------------------------------

scopes = st.builds(
    Scope,
    extent=st.sampled_from(sorted(EXTENTS)),
    branch=st.sampled_from(["", *BRANCHES]),
    law=st.booleans(),
    opened=st.frozensets(
        st.sampled_from([f"tjekliste:/data/{area}" for area in ("bel", "pro", "koel", "aff")])
    ),
)


@settings(max_examples=60)
@given(scope=scopes, answered=st.sets(st.sampled_from(points()), max_size=6), data=st.data())
def test_what_the_officer_touched_is_always_asked_and_shown(
    scope: Scope, answered: set[str], data: st.DataObject
) -> None:
    form = Held(checklist()).answer(
        answered, data.draw(st.sampled_from(["ja", "nej", "ved_ikke", "findes_ikke"]))
    )
    form.later = data.draw(st.sets(st.sampled_from(points()), max_size=3))
    form.comments = dict.fromkeys(data.draw(st.sets(st.sampled_from(points()), max_size=3)), "Spørg Jens")
    touched = answered | form.later | set(form.comments)
    assert touched <= form.asked(scope)
    assert form.asked(scope) == form.shown(scope)


@settings(max_examples=60)
@given(scope=scopes, answered=st.sets(st.sampled_from(points()), max_size=6))
def test_more_scope_asks_no_less(scope: Scope, answered: set[str]) -> None:
    form = Held(checklist()).answer(answered, "nej")
    asked = form.asked(scope)
    wider = [
        Scope(WHOLE, scope.branch, scope.law, scope.opened),
        Scope(scope.extent, "", scope.law, scope.opened),
        Scope(scope.extent, scope.branch, True, scope.opened),
        Scope(scope.extent, scope.branch, scope.law, scope.opened | {PROCESS}),
    ]
    for other in wider:
        assert asked <= form.asked(other)
    everything = {node.ref for node in outline.questions(form.session.root)}
    assert form.asked(Scope()) == everything, "the whole checklist for every branch leaves nothing out"


@settings(max_examples=30)
@given(scope=scopes)
def test_asked_and_rest_are_the_chapter(scope: Scope) -> None:
    form = Held(checklist())
    for top in form.session.root.children:
        asked, rest = scope.divide(form, top)  # type: ignore[arg-type]
        opened = scope.is_opened(form, top)  # type: ignore[arg-type]
        both = {node.ref for node in (*asked, *rest)}
        assert both == {node.ref for node in outline.questions(top)}
        assert opened or not {node.ref for node in asked} & {node.ref for node in rest}


def test_the_short_list_and_the_law() -> None:
    form = Held(checklist())
    short = form.asked(Scope(SHORT)) & set(points())
    assert len(short) == 25
    assert not short & {SORTED_OUT, CHARGING}
    with_law = form.asked(Scope(SHORT, law=True)) & set(points())
    assert with_law - short == {
        SORTED_OUT,
        "/data/aff/aff_02",
        "/data/aff/aff_03",
        CHARGING,
        "/data/its/its_07",
    }
    assert "/data/its/its_07" not in form.asked(Scope(SHORT, "butik", law=True)), (
        "law, but for other branches"
    )


def test_the_other_questions_of_an_area_go_with_its_last_checkpoint() -> None:
    form = Held(checklist())
    assert "/data/pro/pro_findes" not in form.asked(Scope(SHORT))
    assert "/data/ven/ven_findes" in form.asked(Scope(SHORT))
    form.answer(["/data/pro/pro_findes"], "nej")
    assert form.asked(Scope(SHORT)) >= {"/data/pro/pro_findes"}


def test_a_form_that_marks_nothing_is_asked_whole() -> None:
    form = own(
        "begin_group | a | A | | | |",
        "select_one svar | a1 | A1 | A-01 | | |",
        "select_one svar | a2 | A2 | A-02 | | |",
        "text | t | T | | | |",
        "end_group | | | | | |",
    )
    assert names(form.asked(Scope(SHORT, "kontor"))) == {"a1", "a2", "t"}


def test_marks_on_groups_hold_for_what_is_in_them() -> None:
    form = own(
        "begin_group | a | A | | ja | kontor butik |",
        "select_one svar | a1 | A1 | A-01 | | |",
        "select_one svar | a2 | A2 | A-02 | nej | |",
        "select_one svar | a3 | A3 | A-03 | | butik tung |",
        "begin_group | inner | I | | | | ja",
        "select_one svar | a4 | A4 | A-04 | | |",
        "select_one svar | a5 | A5 | A-05 | | | nej",
        "end_group | | | | | |",
        "end_group | | | | | |",
        "begin_group | b | B | | nej | |",
        "text | t1 | T1 | | | |",
        "text | t2 | T2 | | ja | |",
        "end_group | | | | | |",
    )
    assert names(form.asked(Scope(SHORT, "butik"))) == {"a1", "a3", "a5", "t2"}
    assert names(form.asked(Scope(SHORT, "butik", law=True))) == {"a1", "a3", "a4", "a5", "t2"}
    assert names(form.asked(Scope(WHOLE, "kontor"))) == {"a1", "a2", "a4", "a5", "t1", "t2"}
    assert names(form.asked(Scope(WHOLE, "tung"))) == {"t1", "t2"}, "a branch must fit at both places"


def test_a_group_goes_with_the_last_of_its_questions() -> None:
    form = own(
        "begin_group | a | A | | | |",
        "select_one svar | a1 | A1 | A-01 | ja | |",
        "begin_group | inner | I | | | |",
        "select_one svar | a2 | A2 | A-02 | | |",
        "end_group | | | | | |",
        "begin_group | words | W | | | |",
        "note | n | N | | | |",
        "end_group | | | | | |",
        "end_group | | | | | |",
    )
    inner, words = (form.session.node(f"/data/a/{name}") for name in ("inner", "words"))
    assert Scope(SHORT).leaves_out(form, inner)  # type: ignore[arg-type]
    assert not Scope(SHORT).leaves_out(form, words), "words alone are no question"  # type: ignore[arg-type]
    assert not Scope(SHORT).leaves_out(form.answer(["/data/a/inner/a2"]), inner)  # type: ignore[arg-type]


def test_a_chapter_of_the_talk_for_some_branches_waits_for_one_to_be_chosen() -> None:
    form = own(
        "begin_group | a | A | | | tung |",
        "text | t1 | T1 | | | |",
        "end_group | | | | | |",
        "begin_group | b | B | | | |",
        "text | t2 | T2 | | | |",
        "text | t3 | T3 | | | kontor |",
        "end_group | | | | | |",
    )
    assert names(form.asked(Scope())) == {"t2"}
    assert names(form.asked(Scope(branch="tung"))) == {"t1", "t2"}
    assert names(form.asked(Scope(branch="kontor"))) == {"t2", "t3"}


def test_how_much_it_is() -> None:
    assert size_of(checklist(), Scope()) == (109, 15)
    assert size_of(checklist(), Scope(SHORT)) == (25, 11)


@pytest.mark.parametrize(("code", "branch"), [("56.11.10", "restaurant"), ("", ""), (None, "")])
def test_the_branch_of_a_company_is_proposed(code: object, branch: str) -> None:
    assert proposed_branch({"branchekode": code}) == branch


# -- a visit -------------------------------------------------------------------------------------


def chapters(visit: Visit, **more: bool) -> dict[str, Chapter]:
    return {chapter.key: chapter for chapter in visit.chapters(**more)}


def test_a_visit_begun_short_for_a_branch(casebook: Casebook, visit: Visit) -> None:
    short = casebook.start_visit(visit.company.id, "21.11.2026", extent="kort", branch="kontor")
    assert (short.scope.extent, short.scope.branch, short.scope.words) == (
        "kort",
        "kontor",
        "Kort gennemgang, kontor",
    )
    assert (visit.scope.extent, visit.scope.branch, visit.scope.words) == ("hele", "", "Hele tjeklisten")
    assert PROCESS not in chapters(short)
    hidden = chapters(short, everything=True)[PROCESS]
    assert (hidden.is_outside, hidden.total, hidden.rest) == (True, 0, 7)
    light = chapters(short)[LIGHT]
    assert (light.total, light.rest, light.is_outside) == (3, 4, False)
    rows = {row.id: row for row in casebook.visits()}
    assert rows[short.id].total == sum(c.total for c in short.chapters() if c.form) < rows[visit.id].total
    assert "omfang" not in visit.fields, "nothing chosen, nothing written"


@pytest.mark.parametrize(("extent", "branch"), [("lang", None), (None, "smedje"), ("", ""), (None, "alle")])
def test_what_is_no_choice(casebook: Casebook, visit: Visit, extent: str | None, branch: str | None) -> None:
    before = len(casebook.visits())
    with pytest.raises(InputError, match="Vælg mellem"):
        visit.set_scope(extent, branch)
    with pytest.raises(InputError, match="Vælg mellem"):
        casebook.start_visit(visit.company.id, extent=extent, branch=branch)
    assert len(casebook.visits()) == before


def test_a_later_program_s_words_count_as_not_chosen(casebook: Casebook, visit: Visit) -> None:
    visit.save_details(omfang="mellem", branche="rumfart")
    assert anew(casebook, visit).scope == Scope()


def test_an_answer_outside_shows_counts_and_is_a_finding(casebook: Casebook, visit: Visit) -> None:
    visit.set_scope("kort", "kontor")
    visit.answer(CHECKLIST, OVEN, "nej")
    area = chapters(visit)[PROCESS]
    assert (area.answered, area.total, area.findings, area.rest) == (1, 1, 1, 6)
    assert [finding.checkpoint for finding in visit.all_findings()] == ["PRO-01"]
    assert [node.ref for node in visit.asked(area)] == [OVEN]
    assert casebook.visits()[0].findings == 1
    report = screening_report(visit)
    assert [area.name for area in report.checklist] == ["Procesvarme"]
    assert report.visit.scope.startswith(
        "Kort gennemgang, kontor. Gennemgået: Procesvarme. Ikke gennemgået: Belysning"
    )
    assert "trykluft" in report.visit.scope.casefold()


def test_search_finds_what_is_not_asked(visit: Visit) -> None:
    visit.set_scope("kort", "kontor")
    (hit,) = visit.search("pro-01")
    assert (hit.chapter, hit.ref) == (PROCESS, OVEN)


def test_what_is_flagged_stays_and_what_is_left_out_is_not_missing(casebook: Casebook, visit: Visit) -> None:
    install(
        casebook,
        "| survey |\n| | type | name | label | required | bind::kb:kort |\n| | begin_group | v | Vask | | |\n"
        "| | text | v1 | Hvem vasker? | yes | nej |\n| | text | v2 | Hvor? | | |\n| | end_group | | | | |\n"
        "| settings |\n"
        '| | form_title | form_id | version | namespaces |\n| | Vask | vask | 1 | kb="https://klimabesog.dk/ns/kb" |\n',
    )
    visit.add_form("vask")
    assert "/data/v/v1" in {hit.ref for hit in visit.missing()}
    visit.set_later(CHECKLIST, OVEN, True)
    visit.set_scope("kort", "kontor")
    assert "/data/v/v1" not in {hit.ref for hit in visit.missing()}
    assert [hit.ref for hit in visit.later()] == [OVEN]
    assert chapters(visit)[PROCESS].total == 1


def test_the_rest_of_a_chapter_is_opened_and_left_out_again(casebook: Casebook, visit: Visit) -> None:
    visit.set_scope("kort", "kontor")
    visit.open_rest(LIGHT)
    light = chapters(visit)[LIGHT]
    assert (light.total, light.rest, light.opened) == (7, 4, True)
    assert chapters(anew(casebook, visit))[LIGHT] == light
    visit.open_rest(PROCESS)
    assert chapters(visit)[PROCESS].total == 8
    visit.open_rest(LIGHT, False)
    light = chapters(visit)[LIGHT]
    assert (light.total, light.rest, light.opened) == (3, 4, False)


def test_undo_and_redo(casebook: Casebook, visit: Visit) -> None:
    whole = visit.chapters()
    visit.set_scope("kort", "kontor")
    short = visit.chapters()
    visit.open_rest(LIGHT)
    assert visit.undo() == "Valget af, hvad besøget spørger om"
    assert visit.chapters() == short
    assert visit.undo() == "Valget af, hvad besøget spørger om"
    assert visit.chapters() == whole
    assert casebook.visits()[0].total == sum(c.total for c in whole if c.form)
    visit.redo()
    assert anew(casebook, visit).chapters() == short


def test_choices_of_two_laptops_merge_field_by_field(open_casebook: OpenCasebook, tmp_path: Path) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo")
    visit = anna.start_visit(anna.save_company({"navn": "A"}), "20.11.2026")
    join(anna, bo)
    swap(anna, bo, tmp_path)
    visit.set_scope(extent="kort")
    visit.open_rest(LIGHT)
    theirs = bo.visit(visit.id)
    theirs.set_scope(branch="kontor")
    theirs.open_rest(PROCESS)
    swap(anna, bo, tmp_path)
    scopes = [anew(book, visit).scope for book in (anna, bo)]
    assert scopes[0] == scopes[1] == Scope("kort", "kontor", opened=frozenset({LIGHT, PROCESS}))
    assert split_questions(anna, visit.id) == frozenset()
    assert anna.desk.store.conflicts() == []


def test_the_municipality_puts_law_on_the_short_list(casebook: Casebook, visit: Visit) -> None:
    visit.set_scope("kort")
    assert "tjekliste:/data/aff" not in chapters(visit)
    keep_law_points(casebook.desk, True)
    assert chapters(visit)["tjekliste:/data/aff"].total == 3
    keep_law_points(casebook.desk, False)
    assert "tjekliste:/data/aff" not in chapters(visit)


def test_process_energy_is_talked_of_with_those_who_have_it(visit: Visit) -> None:
    assert HEAT not in chapters(visit)
    visit.set_scope(branch="tung")
    assert chapters(visit)[HEAT].total == 3
    visit.answer(INTERVIEW, "/data/procesenergi/procestemperatur", "u90")
    visit.set_scope(branch="kontor")
    assert (chapters(visit)[HEAT].answered, chapters(visit)[HEAT].total) == (1, 1)


def test_a_finished_visit_can_still_be_looked_at_whole(visit: Visit) -> None:
    visit.set_scope("kort")
    visit.finish()
    visit.set_scope("hele")
    assert visit.scope.extent == "hele"


def test_an_added_form_is_asked_whole_in_a_short_visit(casebook: Casebook, visit: Visit) -> None:
    rows = "begin_group | v | Vask | |\n| | select_one svar | v1 | Vaskes der koldt? | VAS-01 |\n| | end_group | | | "
    install(
        casebook,
        f"| survey |\n| | type | name | label | bind::kb:kontrolpunkt |\n| | {rows}|\n| choices |\n"
        "| | list_name | name | label |\n| | svar | ja | Ja |\n| | svar | nej | Nej |\n| settings |\n"
        '| | form_title | form_id | version | namespaces |\n| | Vask | vask | 1 | kb="https://klimabesog.dk/ns/kb" |\n',
    )
    visit.set_scope("kort", "kontor")
    key = visit.add_form("vask")
    assert chapters(visit)[key].total == 1


def test_counting_within_a_scope_keeps_the_led_question(visit: Visit) -> None:
    """The example of the shortest list there is: an answered point of it counts once."""
    visit.set_scope("kort", "kontor")
    before = chapters(visit)[LIGHT]
    visit.answer(CHECKLIST, LED, "nej")
    after = chapters(visit)[LIGHT]
    assert after.answered == before.answered + 1
    assert after.total == before.total + 3, "the figures behind the finding are asked"
