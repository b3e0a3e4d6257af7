"""A workbook from elsewhere: read with bounds, or refused with a sentence that says what to do."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook as Made

from klimabesog.exchange.xlsx_reading import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, read_file, read_sheet
from klimabesog.values.errors import InputError
from tests.workbooks import saved

Fill = Callable[[Any], object]


def made(fill: Fill = lambda page: None, name: str = "Tiltag") -> bytes:
    book = Made()
    book.active.title = name
    book.active["A1"] = "Tiltag"
    fill(book.active)
    return saved(book)


def with_member(data: bytes, name: str, content: bytes, instead: str = "") -> bytes:
    """The archive with one more member, or with one replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != instead:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def inside(data: bytes, name: str, before: bytes, after: bytes) -> bytes:
    """The archive with something in a member replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(name)
    assert before in content
    return with_member(data, name, content.replace(before, after), instead=name)


def test_rows_keep_their_numbers_and_kinds() -> None:
    def fill(page: Any) -> None:
        page["B4"] = 1.5
        page["C4"] = "=A1"

    rows = read_sheet(made(fill), "tiltag")
    assert [row.number for row in rows] == [1, 4]
    assert rows[1].value(1) == 1.5
    assert rows[1].value(2) is None, "not worked out"
    assert rows[1].formulas == {2}
    assert rows[1].text(7) == ""


def test_a_formula_gives_what_it_came_to() -> None:
    data = made(lambda page: page.__setitem__("B2", "=1+1"))
    worked_out = inside(data, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>2</v>")
    (_head, row) = read_sheet(worked_out, "Tiltag")
    assert (row.value(1), row.formulas) == (2, {1})


def test_a_text_that_begins_as_a_formula_does_is_none() -> None:
    def fill(page: Any) -> None:
        page["A2"] = "=1+1"
        page["A2"].data_type = "s"

    (_head, row) = read_sheet(made(fill), "Tiltag")
    assert (row.value(0), row.formulas) == ("=1+1", frozenset())


def bomb() -> bytes:
    return with_member(made(), "xl/media/stor.xml", b"0" * 120_000_000)


def entities() -> bytes:
    return inside(made(), "xl/workbook.xml", b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook')


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: b"ikke et regneark", "beskadiget"),
        (lambda: made()[:400], "beskadiget"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "adgangskode"),
        (bomb, "pakker ud til mere"),
        (entities, "beskadiget"),
        (lambda: with_member(made(), "xl/vbaProject.bin", b"Sub"), "makroer"),
        (lambda: with_member(made(), "xl/macrosheets/sheet1.xml", b"<a/>"), "makroer"),
        (lambda: with_member(made(), "xl/externalLinks/externalLink1.xml", b"<a/>"), "andre filer"),
        (lambda: with_member(made(), "xl/connections.xml", b"<a/>"), "andre filer"),
        (lambda: made(name="Ark1"), "Arket »Tiltag« mangler"),
        (lambda: with_member(made(), "xl/worksheets/sheet1.xml", b"<a", "xl/worksheets/sheet1.xml"), "beskadiget"),
    ],
    ids=(
        "no archive", "cut short", "old or locked", "bomb", "entities", "macro", "macro sheet", "external link",
        "connection", "other sheet", "broken sheet",
    ),
)  # fmt: skip
def test_hostile_files_are_refused(data: Callable[[], bytes], says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_sheet(data(), "Tiltag")


def test_what_the_sheet_says_about_its_size_is_not_believed() -> None:
    data = made(lambda page: page.__setitem__("B2", 1))
    huge = inside(data, "xl/worksheets/sheet1.xml", b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert [row.number for row in read_sheet(huge, "Tiltag")] == [1, 2]


def test_a_stray_cell_far_away_is_no_content() -> None:
    def fill(page: Any) -> None:
        page["A1048576"] = "x"
        page.cell(2, MOST_COLUMNS + 50).value = "x"

    assert [row.number for row in read_sheet(made(fill), "Tiltag")] == [1]


def test_too_many_rows_are_refused() -> None:
    def fill(page: Any) -> None:
        for number in range(2, MOST_ROWS + 3):
            page.cell(number, 1).value = 1

    with pytest.raises(InputError, match="mere end"):
        read_sheet(made(fill), "Tiltag")


def test_files_that_are_none(tmp_path: Path) -> None:
    for name, says in {"a.xlsm": ".xlsx", "a.csv": ".xlsx", "væk.xlsx": "kan ikke læses"}.items():
        with pytest.raises(InputError, match=says):
            read_file(tmp_path / name)
    large = tmp_path / "stor.xlsx"
    with open(large, "wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(InputError, match="for stor"):
        read_file(large)


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(seed: int) -> None:
    chance, data = random.Random(seed), bytearray(made(lambda page: page.__setitem__("B2", "=1+1")))
    for _change in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        rows = read_sheet(bytes(data), "Tiltag")
    except InputError:
        return
    assert all(row.number > 0 for row in rows)
