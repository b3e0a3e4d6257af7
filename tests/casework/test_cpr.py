"""Possible CPR numbers: which numbers are taken for one, and that none is saved without being overruled."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.cpr import CprFound, find_cpr, is_free
from klimabesog.casework.visit import Visit
from tests.casework.steps import AMOUNT, BASELINE, CHECKLIST, INTERVIEW, TIGHT, WORK, photo

CPR = "010190-1234"
TEXT = f"Ring til Jens, {CPR}, om morgenen"


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "Jens 0101901234 er driftsleder",
        "født 010190 1234",
        "nr.010190-1234",
        "290200-4234",
        "010190\u20131234",
    ],
)
def test_a_day_and_four_digits_may_be_a_cpr_number(text: str) -> None:
    (span,) = find_cpr(text)
    assert "".join(filter(str.isdigit, text[span.start : span.end])) in text.replace("-", "").replace(
        " ", ""
    ).replace("\u2013", "")


@pytest.mark.parametrize(
    "text",
    [
        "320190-1234",  # no such day
        "290299-1234",  # 1999 was no leap year
        "0101901234567",  # an EAN
        "P-nr. 0101901234",
        "p-nummer: 0101901234",
        "Måler 010190 1234",
        "tlf. 010190 1234",
        "0101901234,5 kWh",
        "45 010190 1234",
        "3112991-234",
        "010199-4",
        "311236-4999",  # the seventh digit says 2036, a day to come
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_cpr(text) == ()


def test_fields_made_for_other_numbers_are_not_free_text() -> None:
    assert is_free("aktiviteter", "text", "multiline")
    for name, kind, look in (
        ("pnr", "text", ""),
        ("el_maaler_nr", "text", ""),
        ("navn", "text", "numbers"),
        ("x", "integer", ""),
    ):
        assert not is_free(name, kind, look)


def test_an_answer_is_caught_before_anything_changed(visit: Visit) -> None:
    visit.answer(INTERVIEW, WORK, "Smedje")
    before = len(list(visit.desk.store.events()))
    with pytest.raises(CprFound) as caught:
        visit.answer(INTERVIEW, WORK, TEXT)
    assert caught.value.numbers == (CPR,)
    assert caught.value.without == "Ring til Jens, , om morgenen"
    assert visit.node(INTERVIEW, WORK).value == "Smedje"
    assert len(list(visit.desk.store.events())) == before


def test_overruled_it_is_kept_and_not_asked_about_again(casebook: Casebook, visit: Visit) -> None:
    with casebook.desk.overruling_cpr():
        visit.answer(INTERVIEW, WORK, TEXT)
    visit.answer(INTERVIEW, WORK, TEXT + " eller aften")
    assert visit.node(INTERVIEW, WORK).value.endswith("aften")
    with pytest.raises(CprFound) as caught:
        visit.answer(INTERVIEW, WORK, TEXT + " 020280-1111")
    assert caught.value.numbers == ("020280-1111",)


def test_a_number_the_person_knows_is_none_is_asked_about_once(casebook: Casebook, visit: Visit) -> None:
    casebook.desk.is_no_cpr([CPR])
    visit.answer(INTERVIEW, WORK, TEXT)
    visit.save_note(TEXT)
    with pytest.raises(CprFound):
        visit.save_note("Også 020280-1111")


def test_a_former_answer_with_such_a_number_can_be_restored(casebook: Casebook, visit: Visit) -> None:
    with casebook.desk.overruling_cpr():
        visit.answer(INTERVIEW, WORK, TEXT)
    visit.answer(INTERVIEW, WORK, "Smedje")
    visit.undo()
    assert visit.node(INTERVIEW, WORK).value == TEXT
    visit.redo()
    visit.restore_answer(INTERVIEW, WORK, visit.history(INTERVIEW, WORK)[1])
    assert visit.node(INTERVIEW, WORK).value == TEXT


def test_a_figure_is_no_text(visit: Visit) -> None:
    visit.answer(BASELINE, AMOUNT, "0101901234")
    assert visit.node(BASELINE, AMOUNT).value == "0101901234"


def test_every_place_a_person_writes_in_is_looked_at(casebook: Casebook, visit: Visit) -> None:
    company = visit.company.id
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0].id
    picture = visit.add_photo(photo(), finding).id
    for write in (
        lambda: visit.save_note(TEXT),
        lambda: visit.save_finding(finding, place=TEXT),
        lambda: visit.save_finding(finding, internal=TEXT),
        lambda: visit.save_photo(picture, caption=TEXT),
        lambda: visit.set_comment(INTERVIEW, WORK, TEXT),
        lambda: visit.save_details(deltagere=TEXT),
        lambda: casebook.save_contact(company, {"name": TEXT}),
        lambda: casebook.save_company({"navn": TEXT}),
    ):
        before = casebook.desk.store.vector()
        with pytest.raises(CprFound):
            write()
        assert casebook.desk.store.vector() == before
    assert visit.comment(INTERVIEW, WORK) == ""
    casebook.save_contact(company, {"name": "Jens", "phone": "010190 1234"})


def test_an_imported_line_leaves_the_number_out_and_says_so(casebook: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        f"Navn;Adresse;Kontaktperson\nSmedjen;Vej 1;Jens {CPR}\nMøllen {CPR};Vej 2;Ib\n", encoding="utf-8"
    )
    report = casebook.import_companies(path)
    assert [row.name for row in casebook.companies()] == ["Smedjen"]
    assert casebook.registry.contacts(casebook.companies()[0].id) == ()
    assert len([text for text in report.problems if "CPR" in text]) == 2
