"""A visit: begun with today's forms, answered out of order, opened again as it was, and what is still missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from klimabesog import xforms
from klimabesog.casework import kinds, library
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Changes
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import Chapter
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook
from tests.casework.steps import (
    AMOUNT,
    BASELINE,
    CHECKLIST,
    INTERVIEW,
    LED,
    TIGHT,
    WORK,
    YEAR_BUILT,
    anew,
    electricity,
    fill,
    leaks,
    named,
    value,
)

BACKING = "/data/partnerskabet/ledelse_opbakning"
OWNER, OWNED_BY = "/data/virksomheden/ejerforhold", "/data/virksomheden/anlaeg_ejer"


def chapter(visit: Visit, key: str) -> Chapter:
    return next(chapter for chapter in visit.chapters() if chapter.key == key)


# -- beginning -----------------------------------------------------------------------------------


def test_the_facts_of_a_visit(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "A"})
    visit = casebook.start_visit(company, "20-11-2026", "10:05", "Bo, driftsleder")
    assert (visit.title, visit.date, visit.time, visit.status) == ("A", "2026-11-20", "10:05", kinds.DRAFT)
    assert value(visit, INTERVIEW, "deltagere") == "Bo, driftsleder"
    visit.save_details(dato="2026-11-27", deltagere="Bo\nEva")
    assert (visit.date, visit.participants) == ("2026-11-27", "Bo\nEva")
    row = casebook.visits()[0]
    assert row.total > 100
    assert (row.id, row.company_name, row.date, row.time) == (visit.id, "A", "2026-11-27", "10:05")


def test_today_when_no_date_is_given(casebook: Casebook) -> None:
    visit = casebook.start_visit(casebook.save_company({"navn": "A"}))
    assert visit.date == "2026-11-20"
    assert visit.screening.year == 2025


def test_a_date_that_is_none(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "A"})
    with pytest.raises(InputError):
        casebook.start_visit(company, "i morgen")
    assert casebook.visits() == []


def test_a_visit_keeps_the_forms_it_began_with(
    casebook: Casebook, visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer form is used by the next visit only."""
    newer = tmp_path / "besoeg.csv"
    text = library.builtin_paths()[0].read_text(encoding="utf-8")
    newer.write_text(text.replace("Virksomheden,,", "Om jer,,", 1), encoding="utf-8")
    form = xforms.convert(newer)
    assert form.form_id == INTERVIEW
    casebook.library.install([replace(form, version="2099010101")])
    visit.answer(INTERVIEW, WORK, "Vi drejer")
    assert anew(casebook, visit).chapters()[0].title != "Om jer"
    later = casebook.start_visit(visit.company.id, "2027-01-15")
    assert later.chapters()[0].title == "Om jer"


def test_a_visit_keeps_the_factors_it_began_with(casebook: Casebook, visit: Visit) -> None:
    store = casebook.desk.store
    frozen = store.record(str(visit.fields["screening"]))
    assert frozen is not None
    assert store.has_blob(str(frozen.fields["faktorsaet"]))
    assert visit.screening.factors.title
    assert frozen.fields["basisaar"] == visit.screening.year == 2025


def test_warming_up_passes_by_a_visit_whose_forms_have_not_come(casebook: Casebook, visit: Visit) -> None:
    visit.save_details(skemaer={INTERVIEW: "11111111-1111-4111-8111-111111111111"})
    assert len(list(casebook.warm_up())) == 2


def test_no_such_visit(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "A"})
    for wrong in ("11111111-1111-4111-8111-111111111111", company):
        with pytest.raises(InputError, match="Besøget findes ikke"):
            casebook.visit(wrong)


# -- answering and opening again -----------------------------------------------------------------


def test_opened_again_every_answer_is_there(open_casebook: OpenCasebook) -> None:
    book = open_casebook()
    visit = book.start_visit(book.save_company({"navn": "A"}), "20.11.2026")
    electricity(visit)
    visit.add_row(BASELINE, "/data/forbrug")
    visit.answer(BASELINE, "/data/forbrug[2]/energibaerer", "diesel")
    fill(visit, INTERVIEW, {WORK: "Vi drejer\nog svejser", OWNER: "lejer", OWNED_BY: "Udlejer"})
    visit.answer(CHECKLIST, TIGHT, "delvist")
    visit.set_later(INTERVIEW, YEAR_BUILT, True)
    instance = leaks(visit)
    visit.place("besoeg:/data/virksomheden", INTERVIEW, WORK)
    before = {
        form.id: [(node.ref, node.value) for node in form.session.walk()]
        for form in (*visit.forms(), *visit.measure_book.instances())
    }
    measures, chapters = visit.measures(), visit.chapters()
    book.close()

    book = open_casebook()
    again = book.visit(visit.id)
    forms = (*again.forms(), *again.measure_book.instances())
    assert {form.id: [(n.ref, n.value) for n in form.session.walk()] for form in forms} == before
    assert again.chapters() == chapters
    assert again.measures() == measures
    assert again.is_later(INTERVIEW, YEAR_BUILT)
    assert book.last_place() == (visit.id, "besoeg:/data/virksomheden")
    assert again.form(instance).form_id == "tryklufttab"


def test_the_place_of_a_deleted_visit_is_forgotten(casebook: Casebook, visit: Visit) -> None:
    assert casebook.last_place() is None
    visit.place("besoeg:/data/virksomheden")
    casebook.delete_record(visit.id)
    assert casebook.last_place() is None
    assert casebook.visits() == []


def test_a_hidden_answer_is_kept(casebook: Casebook, visit: Visit) -> None:
    fill(
        visit,
        INTERVIEW,
        {
            OWNER: "lejer",
            OWNED_BY: "Udlejer betaler",
        },
    )
    visit.answer(INTERVIEW, OWNER, "ejer")
    assert not visit.node(INTERVIEW, OWNED_BY).relevant
    visit = anew(casebook, visit)
    visit.answer(INTERVIEW, OWNER, "begge")
    assert visit.node(INTERVIEW, OWNED_BY).value == "Udlejer betaler"


def test_saved_at(visit: Visit) -> None:
    visit.answer(INTERVIEW, WORK, "x")
    assert len(visit.saved_at()) == 5
    assert visit.saved_at()[2] == "."


def test_a_wrong_answer_is_kept_and_flagged(casebook: Casebook, visit: Visit) -> None:
    """Letters in a number, a year that cannot be, a negative amount: nothing is lost, nothing counts."""
    electricity(visit)
    wrong = {YEAR_BUILT: "1066", "/data/virksomheden/areal": "stort"}
    fill(visit, INTERVIEW, wrong)
    visit.answer(BASELINE, AMOUNT, "-5")
    visit = anew(casebook, visit)
    errors = {hit.ref: hit for hit in visit.errors()}
    assert set(errors) == {*wrong, AMOUNT}
    assert all(hit.message for hit in errors.values())
    assert visit.node(INTERVIEW, YEAR_BUILT).value == "1066"
    assert visit.result().consumption_kwh == 0
    assert visit.result().warnings
    visit.answer(BASELINE, AMOUNT, "100000")
    assert visit.result().consumption_kwh == 100000
    assert not visit.result().warnings


def test_letters_in_the_amount(visit: Visit) -> None:
    electricity(visit)
    visit.answer(BASELINE, AMOUNT, "mange")
    assert visit.result().consumption_kwh == 0
    assert visit.node(BASELINE, AMOUNT).value == "mange"


def test_a_calculated_value_cannot_be_answered(visit: Visit) -> None:
    kwh = named(visit, BASELINE, "kwh")
    with pytest.raises(InputError, match="regnes ud"):
        visit.answer(BASELINE, kwh.ref, "5")
    with pytest.raises(InputError, match="kan ikke besvares"):
        visit.answer(INTERVIEW, "/data/virksomheden", "x")


@pytest.mark.parametrize(
    ("form", "ref"),
    [(INTERVIEW, "/data/findes_ikke"), ("findes_ikke", WORK), (BASELINE, "/data/forbrug[7]/maengde")],
)
def test_what_is_not_there(visit: Visit, form: str, ref: str) -> None:
    with pytest.raises(InputError):
        visit.answer(form, ref, "x")


# -- outline -------------------------------------------------------------------------------------


def test_chapters_in_order(visit: Visit) -> None:
    chapters = visit.chapters()
    sections = [chapter.section for chapter in chapters]
    assert sections == sorted(sections, key=["Samtale", "Rundgang", "Afslutning"].index)
    talk = [chapter.key for chapter in chapters if chapter.section == "Samtale"]
    groups = ("virksomheden", "forbrugsdata", "klimaarbejdet", "interesser", "partnerskabet")
    assert talk == [*(f"besoeg:/data/{group}" for group in groups), "forbrug:/data"]
    assert [chapter.key for chapter in chapters][-2:] == ["side:tiltag", "besoeg:/data/naeste_skridt"]
    for chapter in chapters:
        assert (chapter.form is None) == (visit.chapter_node(chapter) is None) == (visit.nodes(chapter) == [])


def test_counts(casebook: Casebook, visit: Visit) -> None:
    before = chapter(visit, "besoeg:/data/partnerskabet")
    assert (before.answered, before.missing, before.later) == (0, 1, 0)
    visit.answer(INTERVIEW, BACKING, "ja")
    visit.set_later(INTERVIEW, BACKING, True)
    after = chapter(visit, "besoeg:/data/partnerskabet")
    assert (after.answered, after.missing, after.later) == (1, 0, 1)
    assert after.total == before.total + 2, "name and role are asked of a yes"
    light = chapter(visit, "tjekliste:/data/bel")
    assert (light.area, light.findings) == ("bel", 0)
    visit.answer(CHECKLIST, LED, "nej")
    assert chapter(visit, "tjekliste:/data/bel").findings == 1
    forms = [chapter for chapter in visit.chapters() if chapter.form]
    row = casebook.visits()[0]
    assert row.answered == sum(c.answered for c in forms)
    assert row.total == sum(c.total for c in forms)
    assert row.findings == 1


def test_the_page_of_measures_counts_those_done(visit: Visit) -> None:
    leaks(visit)
    visit.start_measure("led")
    page = chapter(visit, "side:tiltag")
    assert (page.answered, page.total) == (1, 2)


def test_missing_later_and_search(visit: Visit) -> None:
    missing = {hit.ref: hit for hit in visit.missing()}
    assert missing[BACKING].chapter == "besoeg:/data/partnerskabet"
    visit.answer(INTERVIEW, BACKING, "delvist")  # no choice of this list: the answer does not count
    assert BACKING in {hit.ref for hit in visit.missing()}
    visit.answer(INTERVIEW, BACKING, "delvis")
    assert BACKING not in {hit.ref for hit in visit.missing()}
    visit.set_later(CHECKLIST, TIGHT, True)
    assert [hit.ref for hit in visit.later()] == [TIGHT]
    visit.set_later(CHECKLIST, TIGHT, False)
    assert visit.later() == []
    visit.answer(INTERVIEW, WORK, "Vi smeder hegn")
    (found,) = visit.search("try-01")
    assert found.ref == TIGHT
    assert TIGHT in {hit.ref for hit in visit.search(" ".join(reversed(found.label.upper().split())))}
    assert [hit.ref for hit in visit.search("smeder hegn")] == [WORK]
    assert visit.search("") == visit.search("findesikkenogetsteds") == []


def test_answers_read_as_people_read_them(visit: Visit) -> None:
    fill(visit, INTERVIEW, {OWNER: "begge", "/data/virksomheden/areal": "1650.5"})
    fill(visit, INTERVIEW, {"/data/naeste_skridt/naeste_moede": "2027-01-15"})
    answers = {hit.ref: hit.answer for hit in visit.search("e")}
    labels = {choice.value: choice.label for choice in visit.node(INTERVIEW, OWNER).choices}
    assert answers[OWNER] == labels["begge"]
    assert answers["/data/virksomheden/areal"] == "1.650,5"
    assert answers["/data/naeste_skridt/naeste_moede"] == "15.01.2027"


def test_history_of_an_answer(visit: Visit) -> None:
    for text in ("et", "to"):
        visit.answer(INTERVIEW, WORK, text)
    history = visit.history(INTERVIEW, WORK)
    assert [revision.value for revision in history] == ["to", "et"]
    assert all(revision.own and revision.actor == "Anna" for revision in history)


def test_finished_and_opened_again(casebook: Casebook, visit: Visit) -> None:
    visit.finish()
    assert casebook.visits()[0].status == visit.status == kinds.FINISHED
    visit.reopen()
    assert visit.status == kinds.DRAFT
    statuses = [version.value for version in casebook.desk.store.history(visit.id, "status")]
    assert statuses == [kinds.DRAFT, kinds.FINISHED, kinds.DRAFT]


def test_subscribers_are_told(casebook: Casebook, visit: Visit) -> None:
    told: list[Changes] = []
    end = casebook.subscribe(told.append)
    visit.answer(CHECKLIST, TIGHT, "nej")
    assert told[-1].visit == visit.id
    assert visit.form(CHECKLIST).id in told[-1].records
    end()
    count = len(told)
    visit.answer(CHECKLIST, TIGHT, "ja")
    assert len(told) == count


# -- rows ----------------------------------------------------------------------------------------


def test_rows_come_and_go(casebook: Casebook, visit: Visit) -> None:
    electricity(visit)
    visit.add_row(BASELINE, "/data/forbrug")
    second = {"energibaerer": "diesel", "maengde": "1000", "enhed": "l"}
    fill(visit, BASELINE, {f"/data/forbrug[2]/{name}": text for name, text in second.items()})
    both = visit.result().consumption_kwh
    assert both > 100000
    visit.remove_row(BASELINE, "/data/forbrug[2]")
    assert visit.result().consumption_kwh == 100000
    assert len(casebook.desk.store.records(kinds.CONSUMPTION)) == 1
    assert anew(casebook, visit).result().consumption_kwh == 100000
    assert visit.undo()
    assert visit.result().consumption_kwh == pytest.approx(both)
    assert visit.node(BASELINE, "/data/forbrug[2]/energibaerer").value == "diesel"
    assert anew(casebook, visit).result() == visit.result()


def test_the_first_row_removed_stays_removed(casebook: Casebook, visit: Visit) -> None:
    electricity(visit)
    visit.remove_row(BASELINE, "/data/forbrug[1]")
    assert visit.result().consumption_kwh == 0
    again = anew(casebook, visit)
    assert again.result().consumption_kwh == 0
    assert [node for node in again.session(BASELINE).walk() if node.name == "maengde"] == []


def test_an_amount_goes_with_its_unit_and_source(casebook: Casebook, visit: Visit) -> None:
    electricity(visit)
    visit.answer(BASELINE, AMOUNT, "90000")
    events = list(casebook.desk.store.events(context=visit.id))
    assert {change.field.rpartition("/")[2] for change in events[-1].sets} >= {"maengde", "enhed", "kilde"}
