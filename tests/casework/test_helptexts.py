"""Tilskud og hjælp: written, checked, grown old, shared and merged; what fits a visit; and never printed unchecked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from klimabesog.casework import helpfits
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.conflicts import open_conflicts, settle
from klimabesog.casework.cpr import CprFound
from klimabesog.casework.deleted import deleted_records, restore_deleted
from klimabesog.casework.helptexts import CHANGED, CHECK_DAYS, CURRENT, NEW, OLD, PAST, HelpTexts, bundled
from klimabesog.casework.municipality import make_profile, open_profile
from klimabesog.casework.nameplaces import find_places
from klimabesog.casework.redaction import redact
from klimabesog.casework.visit import Visit
from klimabesog.reports.model import ScreeningReport
from klimabesog.store import Change
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook, Ticking
from tests.casework.sharing_steps import join, swap
from tests.casework.steps import LEAKS, LED, electricity, fill, leaks, named

TODAY = date(2026, 11, 20)
LOAN = {"titel": "Lån en lækagesøger", "tekst": "Ring til kommunen.", "tiltag": LEAKS}
WORDS = "fire danske ord i rad"
YEAR_MS = 366 * 24 * 3_600_000


@pytest.fixture
def texts(casebook: Casebook) -> HelpTexts:
    return HelpTexts(casebook.desk)


def state(texts: HelpTexts, id: str, today: date = TODAY) -> str:
    return texts.get(id).state(today)


def titles(texts: HelpTexts) -> list[str]:
    return [text.title for text in texts.all()]


# -- writing and checking --------------------------------------------------------------------------


def test_a_text_is_written_checked_and_changed(texts: HelpTexts) -> None:
    id = texts.save({**LOAN, "link": "eksempel.invalid/laan", "gyldig_til": "30.06.2027", "hvem": "Alle"})
    text = texts.get(id)
    assert (text.link, text.valid_until, text.forms) == (
        "https://eksempel.invalid/laan",
        "2027-06-30",
        (LEAKS,),
    )
    assert (state(texts, id), text.words(TODAY)) == (NEW, "Ikke kontrolleret endnu")
    texts.check(id)
    assert (state(texts, id), texts.get(id).words(TODAY)) == (CURRENT, "Kontrolleret 20.11.2026 af Anna")
    texts.save({"brancher": "kontor"}, id)
    assert state(texts, id) == CURRENT, "whom it fits is no part of what was checked"
    texts.save({"tekst": "Ring ikke til kommunen."}, id)
    assert (state(texts, id), texts.get(id).words(TODAY)) == (CHANGED, "Ændret efter kontrollen 20.11.2026")
    assert texts.get(id).title == LOAN["titel"], "fields that are not given stay"
    texts.check(id)
    assert state(texts, id) == CURRENT


def test_a_check_holds_a_year_and_a_text_its_own_time(texts: HelpTexts) -> None:
    id = texts.save(LOAN)
    texts.check(id)
    text = texts.get(id)
    last = date.fromordinal(TODAY.toordinal() + CHECK_DAYS)
    assert text.state(last) == CURRENT
    later = date.fromordinal(last.toordinal() + 1)
    assert (text.state(later), text.words(later)) == (OLD, "Ikke kontrolleret siden 20.11.2026")
    assert not text.is_current(later)
    ending = replace(text, valid_until="2026-11-20")
    assert ending.state(TODAY) == CURRENT, "its last day counts"
    assert ending.state(date(2026, 11, 21)) == PAST
    assert ending.words(date(2026, 11, 21)) == "Udløb 20.11.2026, ikke kontrolleret siden"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"titel": " "}, "overskrift"),
        ({"tekst": ""}, "hvad det går ud på"),
        ({"link": "javascript:alert(1)"}, "ikke en adresse"),
        ({"link": "se her"}, "ikke en adresse"),
        ({"gyldig_til": "snart"}, "ikke en dato"),
        ({"omraader": "varmen"}, "varmen kendes ikke"),
        ({"brancher": "landbrug"}, "landbrug kendes ikke"),
    ],
)
def test_what_cannot_be_kept(texts: HelpTexts, given: dict[str, str], says: str) -> None:
    with pytest.raises(InputError, match=says):
        texts.save({**LOAN, **given})
    assert texts.all() == ()


def test_a_possible_cpr_number_is_asked_about(texts: HelpTexts) -> None:
    with pytest.raises(CprFound):
        texts.save({**LOAN, "hvem": "Spørg efter 010190-1234"})
    assert texts.all() == ()


def test_an_address_of_another_kind_is_not_shown(casebook: Casebook, texts: HelpTexts) -> None:
    id = texts.save(LOAN)
    casebook.desk.write([Change(id, "link", "file:///etc/passwd")])
    assert texts.get(id).link == ""


def test_what_cannot_be_read_counts_as_not_there(casebook: Casebook, texts: HelpTexts) -> None:
    id = texts.save(LOAN)
    casebook.desk.write(
        [Change(id, "kontrol", "ja"), Change(id, "gyldig_til", "32.13."), Change(id, "raekkefoelge", "x")]
    )
    assert (state(texts, id), texts.get(id).valid_until) == (NEW, "")


def test_they_are_put_in_order(texts: HelpTexts) -> None:
    for title in "ABC":
        id = texts.save({**LOAN, "titel": title})
    assert titles(texts) == ["A", "B", "C"]
    assert texts.move(id, -1)
    assert titles(texts) == ["A", "C", "B"]
    assert not texts.move(texts.all()[0].id, -1)
    assert not texts.move(texts.all()[-1].id, 1)


def test_every_change_is_undone(texts: HelpTexts) -> None:
    id = texts.save(LOAN)
    texts.check(id)
    texts.save({"titel": "Andet"}, id)
    texts.remove(id)
    assert titles(texts) == []
    assert texts.undo()
    assert titles(texts) == ["Andet"]
    assert texts.undo()
    assert state(texts, id) == CURRENT
    assert texts.undo()
    assert state(texts, id) == NEW
    assert texts.undo()
    assert titles(texts) == []
    assert not texts.can_undo
    assert texts.redo()
    assert titles(texts) == [LOAN["titel"]]


def test_a_deleted_text_is_brought_back(casebook: Casebook, texts: HelpTexts) -> None:
    id = texts.save(LOAN)
    texts.remove(id)
    with pytest.raises(InputError, match="findes ikke længere"):
        texts.check(id)
    (row,) = deleted_records(casebook)
    assert (row.kind_name, row.title, row.who) == ("Hjælpetekst", LOAN["titel"], "Anna")
    restore_deleted(casebook, id)
    assert titles(texts) == [LOAN["titel"]]


# -- the program's pointers ------------------------------------------------------------------------


def test_the_pointers_are_sourced_and_checked_by_nobody(texts: HelpTexts) -> None:
    assert {"sparenergi", "klimakompasset", "erhvervshuse", "smvgroen"} <= {one.id for one in bundled()}
    assert all(one.source and one.caveat for one in bundled())
    first = texts.suggestions()[0]
    id = texts.take_over(first.id)
    assert (state(texts, id), texts.get(id).title) == (NEW, first.fields["titel"])
    assert first.id not in [one.id for one in texts.suggestions()]
    with pytest.raises(InputError, match="taget over"):
        texts.take_over(first.id)
    texts.undo()
    assert first in texts.suggestions(), "nothing was taken over after all"
    texts.take_over(first.id, {"titel": "Vores ord", "tekst": "Sådan gør I."})
    assert titles(texts) == ["Vores ord"]
    texts.remove(texts.all()[0].id)
    assert first not in texts.suggestions(), "nobody wanted it"


def test_every_pointer_can_be_taken_over(texts: HelpTexts) -> None:
    for one in bundled():
        texts.take_over(one.id)
    assert titles(texts) == [one.fields["titel"] for one in bundled()]


# -- several laptops -------------------------------------------------------------------------------


def test_they_reach_the_colleagues_by_bundle_and_by_profile(
    open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    anna, bo, cilia = (open_casebook(name) for name in ("anna", "bo", "cilia"))
    company = anna.save_company({"navn": "Ikke i profilen"})
    anna.start_visit(company, "20.11.2026")
    own = HelpTexts(anna.desk)
    kept, gone = own.save(LOAN), own.save({**LOAN, "titel": "Slettet"})
    own.check(kept)
    own.remove(gone)
    join(anna, bo)
    swap(anna, bo, tmp_path)
    open_profile(cilia, make_profile(anna, tmp_path / "profil", WORDS), WORDS)
    for book in (bo, cilia):
        assert titles(HelpTexts(book.desk)) == [LOAN["titel"]]
        assert HelpTexts(book.desk).all() == own.all()
        assert [row.title for row in deleted_records(book)] == ["Slettet"]
    assert cilia.companies() == []


def test_two_who_write_different_fields_both_get_their_way(
    open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo")
    id = HelpTexts(anna.desk).save(LOAN)
    join(anna, bo)
    swap(anna, bo, tmp_path)
    HelpTexts(anna.desk).save({"link": "eksempel.invalid"}, id)
    HelpTexts(bo.desk).save({"hvem": "Alle"}, id)
    swap(anna, bo, tmp_path)
    for book in (anna, bo):
        text = HelpTexts(book.desk).get(id)
        assert (text.link, text.who) == ("https://eksempel.invalid", "Alle")
        assert open_conflicts(book) == []


def test_a_colleagues_change_that_a_check_did_not_see_undoes_it(
    open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo")
    id = HelpTexts(anna.desk).save(LOAN)
    join(anna, bo)
    swap(anna, bo, tmp_path)
    HelpTexts(anna.desk).check(id)
    HelpTexts(bo.desk).save({"tekst": "Ordningen er lukket."}, id)
    swap(anna, bo, tmp_path)
    assert {state(HelpTexts(book.desk), id) for book in (anna, bo)} == {CHANGED}


def test_a_title_written_twice_is_settled(open_casebook: OpenCasebook, tmp_path: Path) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo", Ticking(Ticking().now + 5_000))
    id = HelpTexts(anna.desk).save(LOAN)
    join(anna, bo)
    swap(anna, bo, tmp_path)
    HelpTexts(anna.desk).save({"titel": "Annas ord"}, id)
    HelpTexts(bo.desk).save({"titel": "Bos ord"}, id)
    swap(anna, bo, tmp_path)
    (clash,) = open_conflicts(anna)
    assert clash.spot.label.startswith("Hjælpetekst ")
    assert clash.spot.label.endswith(": Titel")
    assert clash.writable
    settle(anna, clash, "Fælles ord")
    swap(anna, bo, tmp_path)
    assert [titles(HelpTexts(book.desk)) for book in (anna, bo)] == [["Fælles ord"]] * 2
    assert open_conflicts(bo) == []


def test_the_same_pointer_taken_over_by_two_is_one_text(open_casebook: OpenCasebook, tmp_path: Path) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo")
    for book in (anna, bo):
        HelpTexts(book.desk).take_over("sparenergi")
    join(anna, bo)
    swap(anna, bo, tmp_path)
    assert len(HelpTexts(anna.desk).all()) == len(HelpTexts(bo.desk).all()) == 1


def test_a_name_is_taken_out_of_them_too(casebook: Casebook, texts: HelpTexts) -> None:
    id = texts.save({**LOAN, "hvem": "Ring til Berit Opfundet"})
    found = find_places(casebook, ["Berit Opfundet"])
    assert [place.where for place in found] == [f"Hjælpetekst {LOAN['titel']}: Hvem"]
    redact(casebook, ["Berit Opfundet"], found)
    assert "Berit" not in texts.get(id).who
    assert texts.get(id).title == LOAN["titel"]


# -- what fits -------------------------------------------------------------------------------------


def fitting(visit: Visit) -> list[str]:
    return [fit.text.title for fit in helpfits.for_visit(visit)]


def printed(report: ScreeningReport) -> list[str]:
    return [help.title for help in report.help]


def test_a_text_fits_measures_areas_and_branches(texts: HelpTexts, visit: Visit) -> None:
    texts.save(LOAN)
    texts.save({"titel": "Om lys", "tekst": "Se her.", "omraader": "bel"})
    texts.save({"titel": "Til alle", "tekst": "Se her."})
    texts.save({"titel": "Til kontorer", "tekst": "Se her.", "brancher": "kontor"})
    texts.save(
        {"titel": "Trykluft på værksteder", "tekst": "Se her.", "omraader": "try", "brancher": "vaerksted"}
    )
    assert fitting(visit) == ["Til alle"]
    electricity(visit)
    instance = leaks(visit)
    assert fitting(visit) == [LOAN["titel"], "Til alle"]
    assert [text.title for text in helpfits.for_measure(visit, instance)] == [LOAN["titel"]]
    visit.set_scope(branch="vaerksted")
    assert fitting(visit) == [LOAN["titel"], "Til alle", "Trykluft på værksteder"]
    visit.set_measure_status(instance, "fravalgt")
    assert fitting(visit) == ["Til alle"]
    fill(visit, "tjekliste", {LED: "nej"})
    assert fitting(visit) == ["Om lys", "Til alle"]
    (finding,) = visit.findings("tjekliste", LED)
    assert [text.title for text in helpfits.for_finding(visit, finding)] == ["Om lys"]


def test_the_branch_follows_from_the_industry_code(casebook: Casebook, texts: HelpTexts) -> None:
    texts.save({"titel": "Til kontorer", "tekst": "Se her.", "brancher": "kontor"})
    company = casebook.save_company({"navn": "Opfundet Kontor", "branchekode": "691000"})
    assert fitting(casebook.start_visit(company, "20.11.2026")) == ["Til kontorer"]


def test_a_finding_is_helped_by_what_is_suggested_or_begun_there(texts: HelpTexts, visit: Visit) -> None:
    texts.save(LOAN)
    fill(visit, "tjekliste", {"/data/try/try_01": "nej"})
    (finding,) = visit.findings("tjekliste", "/data/try/try_01")
    assert LEAKS in finding.suggestions
    assert [text.title for text in helpfits.for_finding(visit, finding)] == [LOAN["titel"]]
    texts.save({"titel": "Om lys", "tekst": "Se her.", "tiltag": "led"})
    visit.start_measure("led", finding.id)
    (finding,) = visit.findings("tjekliste", "/data/try/try_01")
    assert [text.title for text in helpfits.for_finding(visit, finding)] == [LOAN["titel"], "Om lys"]


def test_why_a_text_is_shown(texts: HelpTexts, visit: Visit) -> None:
    texts.save({**LOAN, "omraader": "bel"})
    texts.save({"titel": "Til alle", "tekst": "Se her."})
    leaks(visit)
    fill(visit, "tjekliste", {LED: "nej"})
    first, second = helpfits.for_visit(visit)
    title = visit.measures()[0].title
    assert helpfits.reason(visit, first) == f"Passer til »{title}«, Belysning"
    assert helpfits.reason(visit, second) == ""


def test_only_what_was_checked_is_printed(texts: HelpTexts, visit: Visit) -> None:
    id = texts.save({**LOAN, "hvem": "Alle", "link": "eksempel.invalid", "gyldig_til": "30.06.2027"})
    electricity(visit)
    instance = leaks(visit)
    assert printed(visit.report_model()) == []
    texts.check(id)
    (help,) = visit.report_model().help
    assert (help.title, help.who, help.link) == (LOAN["titel"], "Alle", "https://eksempel.invalid")
    assert (help.valid_until, help.checked, help.fits) == ("2027-06-30", "2026-11-20", (instance,))
    texts.save({"gyldig_til": "01.11.2026"}, id)
    texts.check(id)
    assert printed(visit.report_model()) == [], "past its date, whoever says that it holds"


def test_a_measure_that_is_not_in_the_report_brings_nothing_into_it(texts: HelpTexts, visit: Visit) -> None:
    texts.check(texts.save(LOAN))
    instance = visit.start_measure(LEAKS)
    assert fitting(visit) == [LOAN["titel"]]
    assert printed(visit.report_model()) == []
    electricity(visit)
    for name, value in {"ind_forbrug": "40000", "ind_laek": "25", "ind_taet": "60"}.items():
        visit.answer(instance, named(visit, instance, name).ref, value)
    assert printed(visit.report_model()) == [LOAN["titel"]]


def test_an_issued_report_keeps_what_it_said(casebook: Casebook, texts: HelpTexts, visit: Visit) -> None:
    from klimabesog.reports import frozen

    id = texts.save({"titel": "Til alle", "tekst": "Se her."})
    texts.check(id)
    document = casebook.desk.store.record(visit.issue_report())
    texts.remove(id)
    assert document is not None
    model = frozen.loads(ScreeningReport, casebook.desk.store.blob(str(document.fields["model"])))
    assert printed(model) == ["Til alle"]
    assert printed(visit.report_model()) == []


def test_a_year_later_it_is_printed_no_more(open_casebook: OpenCasebook) -> None:
    clock = Ticking()
    book = open_casebook("anna", clock)
    texts = HelpTexts(book.desk)
    texts.check(texts.save({"titel": "Til alle", "tekst": "Se her."}))
    company = book.save_company({"navn": "Opfundet"})
    visit = book.start_visit(company, "20.11.2026")
    assert printed(visit.report_model()) == ["Til alle"]
    clock.now += YEAR_MS
    assert printed(visit.report_model()) == []
    assert [fit.text.title for fit in helpfits.for_visit(visit)] == ["Til alle"], (
        "the officer sees it, marked"
    )
