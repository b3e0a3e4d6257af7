"""Forms of a municipality's own: installed, taken out of use, used in a visit, printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from klimabesog.casework import library
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.report import screening_report
from klimabesog.casework.visit import Visit
from klimabesog.reports.model import published
from klimabesog.values.errors import InputError
from klimabesog.xforms import convert
from tests.casework.laptops import OpenCasebook
from tests.casework.ownforms import FIRST, SECOND, install, share, survey
from tests.casework.steps import INTERVIEW, anew

OWN = "maskiner"
NAME, COUNT, OWNER = "/data/hal/navn", "/data/hal/antal", "/data/hal/ejer"


def rows(casebook: Casebook) -> dict[str, str]:
    return {row.form_id: row.version for row in casebook.form_rows()}


# -- installing ----------------------------------------------------------------------------------


def test_an_own_form_is_shown_with_its_version_and_can_be_taken_out_of_use(casebook: Casebook) -> None:
    row = casebook.install_form(convert(FIRST.encode(), "maskiner.md"))
    assert (row.title, row.version, row.own, row.replaces) == ("Maskiner", "1", True, False)
    install(casebook, SECOND)
    assert rows(casebook)[OWN] == "2"
    put_back = casebook.remove_form(OWN)
    assert OWN not in rows(casebook)
    put_back()
    assert rows(casebook)[OWN] == "2"
    casebook.remove_form(OWN)
    install(casebook, SECOND)  # installed anew, it is there again
    assert rows(casebook)[OWN] == "2"


def test_an_own_edition_goes_before_the_program_s_until_it_is_removed(casebook: Casebook) -> None:
    builtin = rows(casebook)[INTERVIEW]
    form = convert(library.builtin_paths()[0])
    casebook.install_form(replace(form, version="egen", sha256="a" * 64))
    casebook.library.install([replace(form, version="senere", sha256="b" * 64)], own=False)
    row = next(row for row in casebook.form_rows() if row.form_id == INTERVIEW)
    assert (row.version, row.own, row.replaces) == ("egen", True, True)
    casebook.remove_form(INTERVIEW)
    assert rows(casebook)[INTERVIEW] == "senere" != builtin


def test_the_program_s_forms_stay(casebook: Casebook) -> None:
    casebook.form_rows()
    with pytest.raises(InputError, match="kan ikke fjernes"):
        casebook.remove_form(INTERVIEW)
    casebook.install_form(convert(library.builtin_paths()[0]))  # the very same form is no own one
    assert not next(row for row in casebook.form_rows() if row.form_id == INTERVIEW).own


def test_a_form_as_a_workbook(casebook: Casebook) -> None:
    """One written in Excel comes out as its author wrote it."""
    version = install(casebook, FIRST, "maskiner.md")
    name, data = casebook.form_workbook(version)
    assert name == "maskiner.xlsx"
    assert convert(data, name).xform == convert(FIRST.encode(), "maskiner.md").xform
    _name, written = casebook.form_workbook(install(casebook, SECOND, "maskiner.md"))
    casebook.remove_form(OWN)
    theirs = convert(written, "vores.xlsx")
    row = casebook.install_form(replace(theirs, version="3", sha256="d" * 64))
    assert casebook.form_workbook(row.id) == ("vores.xlsx", written)


# -- in a visit ----------------------------------------------------------------------------------


def add(casebook: Casebook, visit: Visit, text: str = FIRST) -> str:
    install(casebook, text)
    return visit.add_form(OWN)


def test_an_added_form_stands_in_the_outline_and_is_kept(casebook: Casebook, visit: Visit) -> None:
    assert visit.addable_forms() == []
    key = add(casebook, visit)
    assert visit.addable_forms() == []
    assert key == "maskiner:/data"  # a list at the top: one chapter
    chapter = next(c for c in visit.chapters() if c.key == key)
    assert (chapter.section, chapter.title) == ("Maskiner", "Maskiner")
    sections = list(dict.fromkeys(c.section for c in visit.chapters()))
    assert sections == ["Samtale", "Rundgang", "Maskiner", "Afslutning"]
    visit.answer(OWN, NAME, "Hal 3")
    again = anew(casebook, visit)
    assert again.node(OWN, NAME).value == "Hal 3"
    assert [m.instance for m in again.measures()] == []


def test_adding_is_undone_and_done_again(casebook: Casebook, visit: Visit) -> None:
    add(casebook, visit)
    assert visit.undo() is not None
    assert [form.form_id for form in visit.added_forms()] == []
    assert visit.addable_forms() == [(OWN, "Maskiner")]
    assert visit.redo() is not None
    assert [form.form_id for form in visit.added_forms()] == [OWN]
    assert [form.form_id for form in anew(casebook, visit).added_forms()] == [OWN]


def test_only_an_empty_form_is_taken_out(casebook: Casebook, visit: Visit) -> None:
    add(casebook, visit)
    visit.answer(OWN, NAME, "Hal 3")
    with pytest.raises(InputError, match="har svar"):
        visit.remove_form(OWN)
    visit.answer(OWN, NAME, "")
    visit.set_comment(OWN, NAME, "Spørg Per")
    with pytest.raises(InputError, match="har svar"):
        visit.remove_form(OWN)
    visit.set_comment(OWN, NAME, "")
    visit.remove_form(OWN)
    assert visit.added_forms() == ()
    visit.undo()
    assert [form.form_id for form in visit.added_forms()] == [OWN]
    visit.remove_form(OWN)
    visit.add_form(OWN)  # once more: the very same instance comes back
    assert [form.form_id for form in anew(casebook, visit).added_forms()] == [OWN]
    with pytest.raises(InputError, match="hører til besøget"):
        visit.remove_form(INTERVIEW)


def test_a_finished_visit_takes_no_form(casebook: Casebook, visit: Visit) -> None:
    install(casebook, FIRST)
    visit.finish()
    with pytest.raises(InputError, match="afsluttet"):
        visit.add_form(OWN)
    with pytest.raises(InputError, match="kan ikke tilføjes"):
        visit.add_form("findes_ikke")


def test_a_form_with_an_end_time_gets_it_when_the_visit_is_finished(casebook: Casebook, visit: Visit) -> None:
    form = "| survey | type | name | label |\n| | text | navn | Navn |\n| | end | slut | |\n"
    install(casebook, form + "| settings | form_title | form_id | version |\n| | Tid | tid | 1 |\n", "tid.md")
    visit.add_form("tid")
    visit.answer("tid", "/data/navn", "Hal 1")
    assert visit.node("tid", "/data/slut").value == ""
    visit.finish()
    assert anew(casebook, visit).node("tid", "/data/slut").value.startswith("20")


def test_two_laptops_that_add_the_same_form_mean_the_same(
    open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo")
    visit = anna.start_visit(anna.save_company({"navn": "A"}), "20.11.2026")
    install(anna, FIRST)
    share(anna, bo, tmp_path)
    for book, count in ((anna, "3"), (bo, "4")):
        book.visit(visit.id).add_form(OWN)
        book.visit(visit.id).answer(OWN, COUNT, count)
    share(anna, bo, tmp_path)
    share(bo, anna, tmp_path)
    shown = set()
    for book in (anna, bo):
        book.forget_opened()
        (form,) = book.visit(visit.id).added_forms()
        shown.add(form.node(COUNT).value)
        history = book.visit(visit.id).history(OWN, COUNT)
        assert {revision.value for revision in history if revision.conflict} == {"3", "4"}
    assert len(shown) == 1


def test_an_own_measure_form_is_offered_among_the_measures(casebook: Casebook, visit: Visit) -> None:
    form = convert(next(path for path in library.builtin_paths() if path.parent.name == "tiltag"))
    xform = form.xform.replace(form.form_id.encode(), b"eget_tiltag")
    casebook.install_form(
        replace(form, form_id="eget_tiltag", title="Vores tiltag", xform=xform, sha256="c" * 64)
    )
    assert ("eget_tiltag", "Vores tiltag") in visit.measure_forms()
    assert visit.addable_forms() == []


# -- in the report -------------------------------------------------------------------------------


def test_answers_of_an_own_form_stand_in_the_appendix_but_not_what_is_internal_or_hidden(
    casebook: Casebook, visit: Visit
) -> None:
    text = survey(
        "begin_group | hal | Hallen | | | |",
        "text | navn | Hvad hedder hallen? | | | |",
        "text | ejer | Hvem ejer maskinerne? | | | | nej",
        "text | mere | Hvad mere? | ${navn} = 'Hal 3' | | |",
        "end_group | | | | | |",
        "begin_group | indkoeb | Indkøb | | | | nej",
        "text | pris | Hvad gav I? | | | |",
        "end_group | | | | | |",
        "begin_group | park | Parken | | | |",
        "begin_repeat | maskine | Maskine | | | |",
        "text | maerke | Mærke | | | |",
        "end_repeat | | | | | |",
        "end_group | | | | | |",
    )
    add(casebook, visit, text)
    for ref, value in {
        NAME: "Hal 3",
        OWNER: "Banken",
        "/data/hal/mere": "En kran",
        "/data/indkoeb/pris": "100.000 kr.",
        "/data/park/maskine[1]/maerke": "Weiler",
    }.items():
        visit.answer(OWN, ref, value)
    visit.add_row(OWN, "/data/park/maskine")
    visit.answer(OWN, "/data/park/maskine[2]/maerke", "Colchester")
    visit.answer(OWN, NAME, "Hal 4")
    report = published(screening_report(visit))
    chapters = {c.title: [(a.question, a.answer) for a in c.answers] for c in report.interview}
    assert chapters["Maskiner: Hallen"] == [("Hvad hedder hallen?", "Hal 4")]
    assert chapters["Maskiner: Parken"] == [("Mærke (række 1)", "Weiler"), ("Mærke (række 2)", "Colchester")]
    assert "Maskiner: Indkøb" not in chapters
