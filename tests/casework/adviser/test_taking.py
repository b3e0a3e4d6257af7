"""An adviser's figures from the workbook into the case: reviewed, taken line by line, undone, read twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from klimabesog.casework.adviser.review import Line, Review, review_file
from klimabesog.casework.adviser.sheet import read_adviser_file
from klimabesog.casework.adviser.taking import take
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.visit import Visit
from klimabesog.casework.workbooks.case import save_case
from klimabesog.partnership.layers import ADVISER
from klimabesog.values.errors import InputError
from tests.casework.case import REVIEW, steps, with_measures
from tests.casework.steps import BASELINE, FREE, fill, measure
from tests.workbooks import opened, saved, table, titles

Cells = dict[str, Any]
Filled = Callable[..., Path]

EL, GAS = "Rådgiver: El (kWh/år)", "Rådgiver: Ledningsgas (naturgas) (kWh/år)"
KR, PRICE, LIFE = "Rådgiver: besparelse (kr./år)", "Rådgiver: investering (kr.)", "Rådgiver: levetid (år)"
RUN, SOURCE, REMARK = "Rådgiver: drift (kr./år)", "Rådgiver: kilde", "Rådgiver: bemærkning"
OTHER, OTHER_KWH = "Rådgiver: anden energi", "Rådgiver: anden energi (kWh/år)"
NEW = "ny"


@pytest.fixture
def filled(casebook: Casebook, visit: Visit, tmp_path: Path) -> Filled:
    """Writes the case's workbook and fills cells of the sheet Tiltag: {title of a measure: {column: value}}.

    Under a title that begins with "ny" the cells go into the first empty rows, one for each.
    """

    def write(name: str = "fra rådgiver.xlsx", **rows: Cells) -> Path:
        path = save_case(casebook, visit.company.id, tmp_path / name)
        book = opened(path.read_bytes())
        page = book["Tiltag"]
        heads, there = titles(page), {row.cells["Tiltag"]: row.number for row in table(page)}
        free = max(there.values(), default=2)
        for title, cells in rows.items():
            if title.startswith(NEW):
                free += 1
            for column, value in cells.items():
                page.cell(there.get(title, free), heads[column]).value = value
        path.write_bytes(saved(book))
        return path

    return write


def look(casebook: Casebook, visit: Visit, path: Path) -> Review:
    return review_file(casebook, steps(casebook, visit), read_adviser_file(path))


def take_all(casebook: Casebook, visit: Visit, path: Path) -> int:
    review = look(casebook, visit, path)
    return take(steps(casebook, visit), review, review.advised)


def layer(visit: Visit, title: str) -> Any:
    """The adviser's layer of the measure of this title: the measure as it stands there."""
    measures = visit.measure_book
    instance = next(i.id for i in measures.instances() if measures.title(i.id) == title)
    found = measures.life(instance).layer(ADVISER)
    return found[1].measure if found else None


def said(lines: tuple[Line, ...]) -> set[tuple[str, str, str, str]]:
    return {(line.title, line.what, line.before, line.after) for line in lines}


def test_a_workbook_nobody_wrote_in_changes_nothing(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    with_measures(visit)
    review = look(casebook, visit, filled())
    assert review.lines == review.troubles == ()
    assert take(steps(casebook, visit), review, {1, 2, 3}) == 0


def test_figures_become_the_advisers_layer(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    with_measures(visit)
    path = filled(
        LED={EL: 4200, PRICE: 35000, LIFE: 12, RUN: -500, SOURCE: "Måling", REMARK: "Målt i uge 40."}
    )
    review = look(casebook, visit, path)
    assert said(review.lines) == {
        ("LED", "El", "–", "4.200\xa0kWh/år"),
        ("LED", "Investering", "–", "35.000\xa0kr."),
        ("LED", "Levetid", "–", "12\xa0år"),
        ("LED", "Drift", "–", "-500\xa0kr./år"),
        ("LED", "Kilde", "–", "Måling"),
        ("LED", "Bemærkning", "–", "Målt i uge 40."),
    }
    assert {line.estimate for line in review.lines if line.what == "El"} == {"5.000\xa0kWh/år"}
    assert layer(visit, "LED") is None, "looking changes nothing"
    assert take(steps(casebook, visit), review, review.advised) == 6
    made = layer(visit, "LED")
    (stream,) = made.streams
    assert (stream.kind, stream.end_use, stream.carrier, stream.kwh) == ("reducer", "belysning", "el", 4200)
    assert (made.investment, made.lifetime, made.operation, made.accuracy) == (35000, 12, -500, "A")
    row = next(row for row in visit.measures() if row.title == "LED")
    assert row.kwh_alone == 4200, "the adviser's figures count"


def test_the_same_file_twice_changes_nothing(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    with_measures(visit)
    path = filled(
        LED={EL: "1.234,5", KR: 3000.25},
        ny={"Tiltag": "Varmepumpe", EL: -300, OTHER: "Flaskegas (LPG)", OTHER_KWH: 999.9},
        ny2={"Tiltag": "Nye porte", KR: 5000},
    )
    assert take_all(casebook, visit, path) == 4
    before = casebook.desk.store.vector()
    review = look(casebook, visit, path)
    assert review.lines == review.troubles == ()
    assert take_all(casebook, visit, path) == 0
    assert casebook.desk.store.vector() == before
    assert look(casebook, visit, filled("igen.xlsx")).lines == (), "nor does a workbook fetched anew"


def test_only_what_was_chosen_is_taken(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    with_measures(visit)
    review = look(casebook, visit, filled(LED={EL: 4200, PRICE: 35000}))
    price = next(line.number for line in review.lines if line.what == "Investering")
    assert take(steps(casebook, visit), review, {price}) == 1
    made = layer(visit, "LED")
    assert made.investment == 35000
    assert made.streams[0].kwh == 5000, "our estimate stands where the adviser's figure was not taken"
    (line,) = look(casebook, visit, filled(LED={EL: 4200})).lines
    assert (line.what, line.before, line.after) == ("El", "5.000\xa0kWh/år", "4.200\xa0kWh/år")


def test_all_of_it_is_one_step_to_undo_and_do_again(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    with_measures(visit)
    book = steps(casebook, visit)
    path = filled(LED={EL: 4200}, ny1={"Tiltag": "Varmepumpe", EL: 900}, ny2={"Tiltag": "Nye porte", KR: 5000})
    assert take_all(casebook, visit, path) == 3
    assert len(visit.measures()) == 4
    assert book.undo() == "Rådgiverens tal fra regnearket"
    assert len(visit.measures()) == 2
    assert layer(visit, "LED") is None
    book.redo()
    assert len(visit.measures()) == 4
    assert layer(visit, "Varmepumpe").streams[0].kwh == 900
    assert layer(visit, "LED").streams[0].kwh == 4200
    book.undo()
    assert len(look(casebook, visit, path).lines) == 3, "what was undone may be taken again"


def test_a_proposal_of_the_advisers_own(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    with_measures(visit)
    cells = {"Tiltag": "Ny kompressor", "Indsatsområde": "Trykluft", EL: 8000, PRICE: 90000, LIFE: 15, SOURCE: "Skøn"}
    review = look(casebook, visit, filled(ny=cells))
    (line,) = review.lines
    assert line.is_new
    assert line.what == "Nyt forslag"
    assert "8.000" in line.after
    take(steps(casebook, visit), review, {line.number})
    row = next(row for row in visit.measures() if row.title == "Ny kompressor")
    assert (row.area, row.status, row.accuracy, row.investment) == ("try", "forslag", "C", 90000)
    assert row.kwh_alone == 8000
    casebook.forget_opened()
    again = casebook.visit(visit.id)
    assert layer(again, "Ny kompressor").lifetime == 15, "also from nothing but what is stored"
    titles_ = [n.text for n in steps(casebook, again).session(REVIEW).walk() if n.name == "tiltag" and n.value]
    assert titles_, "it stands in the technical review"


def test_a_known_title_in_an_empty_row_is_that_measure(
    casebook: Casebook, visit: Visit, filled: Filled
) -> None:
    with_measures(visit)
    review = look(casebook, visit, filled(ny={"Tiltag": " led ", EL: 4000}))
    assert said(review.lines) == {("LED", "El", "–", "4.000\xa0kWh/år")}


def test_another_carrier_instead_stays_a_conversion(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    gas = {"energibaerer": "naturgas", "maengde": "10000", "kroner": "80000", "kilde": "regning"}
    fill(visit, BASELINE, {f"/data/forbrug[1]/{name}": value for name, value in gas.items()})
    heat = {"ud_titel": "Varmepumpe", "art": "konverter", "energibaerer": "naturgas", "slutanvendelse": "rumvarme",
            "kwh": "50000", "til_energibaerer": "el", "virkningsgrad": "3"}  # fmt: skip
    measure(visit, FREE, heat)
    take_all(casebook, visit, filled(Varmepumpe={GAS: 60000, EL: -15000, KR: 20000}))
    (stream,) = layer(visit, "Varmepumpe").streams
    assert (stream.kind, stream.carrier, stream.to_carrier) == ("konverter", "naturgas", "el")
    assert (stream.kwh, stream.efficiency, stream.money) == (60000, 4, 20000)
    take_all(casebook, visit, filled(Varmepumpe={EL: 2000}))
    assert [(s.kind, s.carrier, s.kwh) for s in layer(visit, "Varmepumpe").streams] == [
        ("reducer", "naturgas", 60000), ("reducer", "el", 2000),
    ]  # fmt: skip


def test_a_price_alone_keeps_our_saving(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    with_measures(visit)
    take_all(casebook, visit, filled(LED={PRICE: 0}))
    made = layer(visit, "LED")
    assert (made.investment, made.streams[0].kwh) == (0, 5000)


def test_what_the_officer_preferred_stays_so(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    with_measures(visit)
    book = steps(casebook, visit)
    book.fill(REVIEW, "LED")
    book.answer(REVIEW, "/data/forslagene/forslag[1]/foretrukket", "skoen")
    take_all(casebook, visit, filled(LED={EL: 4200}))
    assert next(r for r in visit.measures() if r.title == "LED").kwh_alone == 5000
    assert len([n for n in book.session(REVIEW).walk() if n.name == "forslag" and n.is_row]) == 1, "no row twice"


# -- what is not understood ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({EL: "mange"}, "er ikke et tal"),
        ({EL: "ca. 1.200"}, "er ikke et tal"),
        ({EL: True}, "dato eller sandt/falsk"),
        ({EL: 1e12}, "for stort"),
        ({EL: "=1+1"}, "Formlen er ikke regnet ud"),
        ({PRICE: -5}, "kan ikke være negativ"),
        ({LIFE: 600}, "mellem 1 og 60"),
        ({SOURCE: "Mavefornemmelse"}, "Skriv en af disse"),
        ({OTHER_KWH: 5}, "hvilken energi"),
        ({OTHER: "El", OTHER_KWH: 5, EL: 4}, "allerede et tal"),
        ({REMARK: "Ring til Ole, 010180-1234"}, "CPR-nummer"),
        ({REMARK: "x" * 2001}, "for lang"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told_with_its_place(
    casebook: Casebook, visit: Visit, filled: Filled, cells: Cells, sentence: str
) -> None:
    with_measures(visit)
    path = filled(LED=cells)
    (trouble,) = look(casebook, visit, path).troubles
    assert sentence in trouble.sentence
    row = next(r.number for r in table(opened(path.read_bytes())["Tiltag"]) if r.cells["Tiltag"] == "LED")
    assert str(trouble).startswith(f"Tiltag, række {row}, kolonne ")


def test_the_rest_of_a_row_with_trouble_waits_to_be_chosen(
    casebook: Casebook, visit: Visit, filled: Filled
) -> None:
    with_measures(visit)
    review = look(casebook, visit, filled(LED={EL: "mange", PRICE: 5}))
    (line,) = review.lines
    assert review.advised == frozenset()
    assert "ikke forstået" in line.note
    assert take(steps(casebook, visit), review, {line.number}) == 1


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({EL: 5}, "hvad forslaget hedder"),
        ({"Tiltag": "Nye porte", PRICE: 5}, "hvad forslaget sparer"),
        ({"Tiltag": "Nye porte", EL: 5, "Indsatsområde": "Haven"}, "ikke et indsatsområde"),
        ({"Tiltag": "Oles ide 010180-1234", EL: 5}, "CPR-nummer"),
        ({"Tiltag": "x" * 121, EL: 5}, "for lang"),
    ],
)
def test_a_proposal_that_lacks_something(
    casebook: Casebook, visit: Visit, filled: Filled, cells: Cells, sentence: str
) -> None:
    with_measures(visit)
    review = look(casebook, visit, filled(ny=cells))
    assert [sentence in trouble.sentence for trouble in review.troubles] == [True]


def change(path: Path, with_page: Callable[[Any], object]) -> Path:
    book = opened(path.read_bytes())
    with_page(book["Tiltag"])
    path.write_bytes(saved(book))
    return path


def test_a_column_with_another_unit_is_left_out(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    with_measures(visit)
    path = filled(LED={EL: 4.2, PRICE: 5})

    def rename(page: Any) -> None:
        page.cell(2, titles(page)[EL]).value = "Rådgiver: El (MWh/år)"

    review = look(casebook, visit, change(path, rename))
    assert [line.what for line in review.lines] == ["Investering"]
    assert "»El (MWh/år)« skal hedde »El (kWh/år)«" in review.troubles[0].sentence


def test_columns_may_be_moved_and_taken_out(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    with_measures(visit)

    def move(page: Any) -> None:
        page.delete_cols(titles(page)[LIFE])
        page.insert_cols(5, 3)

    path = change(filled(LED={EL: 4200}), move)
    assert [line.what for line in look(casebook, visit, path).lines] == ["El"]


def test_another_companys_file_is_refused(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    with_measures(visit)
    path = filled(LED={EL: 4200})
    other = casebook.start_visit(casebook.save_company({"navn": "Nabosmedjen (eksempel)"}))
    with pytest.raises(InputError, match="en anden virksomhed"):
        look(casebook, other, path)


def test_a_measure_that_is_gone_and_one_that_stands_twice(
    casebook: Casebook, visit: Visit, filled: Filled
) -> None:
    with_measures(visit)
    path = filled(LED={EL: 4200}, ny={"Tiltag": "LED", EL: 4000})
    assert ["også i række" in t.sentence for t in look(casebook, visit, path).troubles] == [True]
    instance = next(row.instance for row in visit.measures() if row.title == "LED")
    visit.remove_measure(instance)
    troubles = look(casebook, visit, filled_without(path)).troubles
    assert ["findes ikke i sagen" in t.sentence for t in troubles] == [True]


def filled_without(path: Path) -> Path:
    """The file with its last row, the proposal without an id, taken out."""
    return change(path, lambda page: page.delete_rows(table(page)[-1].number))


def test_a_visit_is_needed(casebook: Casebook, visit: Visit, filled: Filled) -> None:
    with_measures(visit)
    file = read_adviser_file(filled(LED={EL: 4200}))
    company = casebook.save_company({"navn": "Uden besøg (eksempel)"})
    with pytest.raises(InputError, match="intet besøg"):
        review_file(casebook, casebook.steps(company), file)


def test_a_measure_that_went_since_the_look_stops_all_of_it(
    casebook: Casebook, visit: Visit, filled: Filled
) -> None:
    with_measures(visit)
    review = look(casebook, visit, filled(LED={EL: 4200}, ny={"Tiltag": "Nye porte", EL: 900}))
    visit.remove_measure(next(row.instance for row in visit.measures() if row.title == "LED"))
    before, book = casebook.desk.store.vector(), steps(casebook, visit)
    with pytest.raises(InputError, match="Hent rådgiverens tal igen"):
        take(book, review, review.advised)
    assert casebook.desk.store.vector() == before, "nothing was written"
    rows = [node for node in book.session(REVIEW).walk() if node.is_row and node.name == "forslag"]
    assert len(rows) == 1, "nor does the form on screen say otherwise"
