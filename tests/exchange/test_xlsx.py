"""A workbook as an .xlsx: numbers are numbers, texts are texts, equal data are equal bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest

from klimabesog.exchange.workbook import DAY, PERCENT, WHOLE, Cell, Column, Sheet, Shown, Workbook
from klimabesog.exchange.xlsx import write_workbook
from klimabesog.values.errors import InputError
from tests.workbooks import numbers_of, opened, table, titles

COLUMNS = (
    Column("Id", hidden=True),
    Column("Tiltag", width=30),
    Column("Besparelse (kWh/år)", WHOLE, band="Tal"),
    Column("Frist", DAY, band="Tal"),
    Column("Investering (kr.)", WHOLE, filled=True, hint="Uden moms.", low=0.0),
    Column("Kilde", filled=True, choices=("Måling", "Skøn")),
)
ROW: tuple[Cell, ...] = ("t1", "Nye lamper", 1234.5678, date(2027, 3, 1), None, None)


def book(*rows: tuple[Cell, ...], **further: object) -> Workbook:
    sheet = Sheet(
        "Tiltag",
        COLUMNS,
        rows,
        kept=2,
        blank=3 if rows else 0,
        blank_fill=frozenset({"Tiltag"}),
        mark="m",
        **further,
    )  # type: ignore[arg-type]
    return Workbook("Prøvesmedjen", "Sagen i tal", "Anna, Eksempel Kommune", "2026-11-20T10:05:00", (sheet,))


def page(data: bytes):  # type: ignore[no-untyped-def]
    return opened(data)["Tiltag"]


def test_numbers_and_dates_are_no_texts() -> None:
    written = page(write_workbook(book(ROW)))
    (row,) = table(written)
    assert row.cells["Besparelse (kWh/år)"] == 1234.5678, "unrounded"
    assert row.cells["Frist"] == datetime(2027, 3, 1)
    assert written["C3"].number_format == "[$-406]#,##0"
    assert written["D3"].number_format == "dd\\.mm\\.yyyy"
    assert written["D3"].is_date


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://eksempel.invalid";"x")', "+1+1", "-2", "@SUM(A1)", "=1"]
)
def test_a_text_is_never_a_formula(text: str) -> None:
    data = write_workbook(book(("t1", text, 1.0, None, None, text)))
    cell = page(data)["B3"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix, "also when somebody opens the cell and leaves it"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_equal_data_are_equal_bytes() -> None:
    first = write_workbook(book(ROW))
    assert write_workbook(book(ROW)) == first
    other: tuple[Cell, ...] = (*ROW[:2], 1235.0, *ROW[3:])
    assert write_workbook(book(other)) != first


def test_what_the_file_says_about_itself() -> None:
    properties = opened(write_workbook(book(ROW))).properties
    assert (properties.title, properties.subject) == ("Prøvesmedjen", "Sagen i tal")
    assert (properties.creator, properties.language) == ("Anna, Eksempel Kommune", "da-DK")
    assert properties.created == properties.modified == datetime(2026, 11, 20, 10, 5)


def test_how_it_is_seen_and_printed() -> None:
    written = page(write_workbook(book(ROW)))
    assert written.freeze_panes == "C3"
    assert written.auto_filter.ref == "A2:F6"
    assert written.column_dimensions["A"].hidden
    assert written.column_dimensions["B"].width == 30
    assert written.page_setup.orientation == "landscape"
    assert written.print_title_rows == "$1:$2"
    assert written["C1"].value == "Tal"
    assert written["D1"].value is None, "a band is named once"
    assert titles(written)["Besparelse (kWh/år)"] == 3


def test_only_what_is_to_be_filled_is_open() -> None:
    written = page(write_workbook(book(ROW)))
    assert written.protection.sheet
    assert not written.protection.password
    open_cells = {c.coordinate for row in written.iter_rows() for c in row if not c.protection.locked}
    assert open_cells == {"E3", "F3", *(f"{letter}{n}" for letter in "BEF" for n in (4, 5, 6))}
    assert written["E2"].comment.text == "Uden moms."
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in written.data_validations.dataValidation}
    assert rules == {"E3:E6": ("decimal", "0"), "F3:F6": ("list", '"Måling,Skøn"')}


def test_a_sheet_without_rows_says_so() -> None:
    written = page(write_workbook(book(empty="Der er intet endnu.")))
    assert written["B3"].value == "Der er intet endnu."


def test_a_cell_may_be_shown_otherwise_and_a_total_is_no_row() -> None:
    sheet = Sheet(
        "Energi",
        (Column("Energi"), Column("Forbrug (kWh/år)", WHOLE)),
        (("El", 5.0), ("Andel", Shown(0.25, PERCENT))),
        total=("I alt", 5.0),
    )
    data = write_workbook(replace(book(ROW), sheets=(sheet,)))
    written = opened(data)["Energi"]
    assert written["B3"].number_format == "[$-406]0.0\\ %"
    assert written["B4"].font.b
    assert written.auto_filter.ref == "A1:B3"
    assert numbers_of(data)["Energi"]["I alt"] == {"Forbrug (kWh/år)": 5.0}


def test_a_sign_that_no_workbook_holds() -> None:
    with pytest.raises(InputError, match="række 3"):
        write_workbook(book(("t1", "Lampe\x01", 1.0, None, None, None)))


def test_a_sheet_with_two_columns_of_one_title_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="one title"):
        Sheet("Tiltag", (Column("A"), Column("A")))
