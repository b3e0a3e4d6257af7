"""Workbooks and files that are damaged, hostile or only odd: read properly, or refused with one clear sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from klimabesog.values.errors import InputError
from klimabesog.xforms import convert
from klimabesog.xforms.check import AuthorProblem, check, check_bytes
from klimabesog.xforms.sheets import MOST_BYTES, MOST_CELL, read_sheets

ROWS = [
    ["type", "name", "label", "relevant"],
    ["integer", "antal", "Antal", None],
    ["text", "hvorfor", "Hvorfor?", "${antal} > 5"],
]
SETTINGS = [["form_id", "version"], ["prøve", 1]]


def book(change: Callable[[openpyxl.Workbook], object] | None = None) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    survey = made.active
    survey.title = "survey"
    for row in ROWS:
        survey.append(row)
    settings = made.create_sheet("settings")
    for row in SETTINGS:
        settings.append(row)
    if change:
        change(made)
    return made


def saved(made: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def found(data: bytes, name: str = "skema.xlsx") -> list[AuthorProblem]:
    return check_bytes(data, name)


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The archive with each member changed, left out where None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = change(member, old.read(member))
            if content is not None:
                new.writestr(member, content)
    return out.getvalue()


def test_a_workbook_as_excel_writes_it() -> None:
    assert found(saved(book())) == []
    assert read_sheets(saved(book()), ".xlsx")["survey"].rows[1]["relevant"].place == "D3"


def test_a_mistake_is_given_its_cell() -> None:
    (problem,) = found(saved(book(lambda made: made["survey"].__setitem__("D3", "${antl} > 5"))))
    assert (problem.row, problem.column, problem.cell) == (3, "relevant", "D3")
    assert str(problem).startswith("skema.xlsx:survey:3:relevant: ")


def _odd(made: openpyxl.Workbook) -> None:
    """As a busy person leaves a workbook: room between, colours, notes, hidden sheets, merged cells, far formats."""
    survey = made["survey"]
    survey.insert_rows(3, 5)
    survey["A3"] = None
    survey["B4"] = "   "
    survey.cell(10, 1, "note").font = openpyxl.styles.Font(bold=True)
    survey.cell(10, 2, "slut")
    survey.cell(10, 3, "Slut")
    survey.merge_cells("C10:D10")
    survey["XFD1048576"].font = openpyxl.styles.Font(italic=True)
    made.create_sheet("Mine noter").append(["husk", "at ringe"])
    made.create_sheet("_gammel").append(["type"])
    made["settings"].sheet_state = "hidden"


def test_an_odd_workbook_is_read() -> None:
    data = saved(book(_odd))
    assert found(data) == []
    assert convert(data, "skema.xlsx").xform.count(b"<input") == 3
    assert convert(data, "skema.xlsx").form_id == "prøve"


def test_numbers_dates_and_truth_in_cells() -> None:
    def change(made: openpyxl.Workbook) -> None:
        import datetime

        survey = made["survey"]
        for row in (
            ["default", "required"],
            [5.0, True],
            ["2026\xa0", False],
        ):
            for place, value in enumerate(row):
                survey.cell(
                    [["default", "required"], [5.0, True], ["2026\xa0", False]].index(row) + 1,
                    5 + place,
                    value,
                )
        survey.append(["date", "dag", "Dag", None, datetime.datetime(2026, 12, 31)])

    sheet = read_sheets(saved(book(change)), ".xlsx")["survey"]
    assert [row.get("default").value for row in sheet.rows if row.get("default")] == [  # type: ignore[union-attr]
        "5", "2026", "2026-12-31 00:00:00",
    ]  # fmt: skip
    assert [row["required"].value for row in sheet.rows if "required" in row] == ["TRUE", "FALSE"]


def test_formulas() -> None:
    """A formula that Excel has worked out counts by its value; one without is named."""
    (problem,) = found(saved(book(lambda made: made["survey"].__setitem__("C3", '="Hvor"&"for"'))))
    assert (problem.row, problem.column, problem.cell) == (3, "label", "C3")
    assert "formel uden værdi" in problem.message

    def worked_out(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"<v></v>", b"<v>Hvorfor</v>")
            .replace(b"<v />", b"<v>Hvorfor</v>")
            .replace(b'<c r="C3"', b'<c t="str" r="C3"')
            if name.endswith("sheet1.xml")
            else content
        )

    data = repacked(saved(book(lambda made: made["survey"].__setitem__("C3", '="Hvor"&"for"'))), worked_out)
    assert found(data) == []
    assert b"Hvorfor" in convert(data, "skema.xlsx").xform


def test_excels_errors() -> None:
    def change(made: openpyxl.Workbook) -> None:
        made["survey"]["C3"] = "#N/A"
        made["survey"]["C3"].data_type = "e"

    (problem,) = found(saved(book(change)))
    assert (problem.row, problem.column) == (3, "label")
    assert "Excels fejl #N/A" in problem.message


def refused(data: bytes, name: str = "skema.xlsx") -> str:
    """The one sentence it is refused with, by the checker and the conversion alike."""
    (problem,) = found(data, name)
    with pytest.raises(InputError):
        convert(data, name)
    return problem.message


DAMAGED = "Regnearket er beskadiget. Åbn det i Excel, og gem det igen som .xlsx."
NO_SURVEY = "Arket survey mangler."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "beskadiget"),
        (b"PK\x03\x04 ikke et regneark", "beskadiget"),
        (OLE, "adgangskode"),
        (b"type,name\n", "beskadiget"),
        (saved(book())[:-300], "beskadiget"),
        (saved(book())[:2000], "beskadiget"),
    ],
    ids=["empty", "no zip", "password", "text", "cut", "cut short"],
)
def test_what_is_no_workbook(data: bytes, word: str) -> None:
    assert word in refused(data)


@pytest.mark.parametrize(
    "lost", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/"]
)
def test_members_that_are_missing(lost: str) -> None:
    data = repacked(saved(book()), lambda name, content: None if name.startswith(lost) else content)
    assert refused(data) in (DAMAGED, NO_SURVEY)


@pytest.mark.parametrize("broken", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_members_that_are_no_xml(broken: str) -> None:
    data = repacked(
        saved(book()), lambda name, content: content[: len(content) // 2] if name == broken else content
    )
    assert "beskadiget" in refused(data)


def test_an_entity_bomb() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = repacked(
        saved(book()),
        lambda name, content: bomb + content.partition(b"?>")[2] if name.endswith("sheet1.xml") else content,
    )
    assert "beskadiget" in refused(data)


def test_a_zip_bomb() -> None:
    out = io.BytesIO(saved(book()))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/x", "w") as member,
    ):
        for _part in range(110):
            member.write(bytes(1_000_000))
    assert len(out.getvalue()) < 1_000_000
    assert "pakker ud" in refused(out.getvalue())


def test_too_many_members() -> None:
    out = io.BytesIO(saved(book()))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(2100):
            archive.writestr(f"xl/x{number}", b"")
    assert "pakker ud" in refused(out.getvalue())


def test_paths_out_of_the_archive() -> None:
    """A member's name is only a name: nothing is written, and nothing outside the archive is read."""
    data = repacked(
        saved(book()),
        lambda name, content: content.replace(b"worksheets/sheet1.xml", b"../../../../etc/passwd"),
    )
    assert refused(data) in (DAMAGED, NO_SURVEY)
    out = io.BytesIO(saved(book()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("../../slem.txt", "x")
    assert found(out.getvalue()) == []


def test_a_cell_that_is_too_long() -> None:
    long = "x" * (MOST_CELL + 1)
    csv = f'survey,,,\n,type,name,label\n,text,a,"{long}"\nsettings,,\n,form_id,version\n,p,1\n'.encode()
    assert "er for lang" in refused(csv, "skema.csv")
    huge = csv.replace(long.encode(), b"x" * 10_000_000)
    assert "kan ikke læses som CSV" in refused(huge, "skema.csv") or "for lang" in refused(huge, "skema.csv")
    table = f"| survey |\n| | type | name | label |\n| | text | a | {long} |\n".encode()
    assert "er for lang" in refused(table, "skema.md")
    data = repacked(
        saved(book()),
        lambda name, content: content.replace(b"Hvorfor?", b"x" * 10_000_000),
    )
    assert "er for lang" in refused(data)


def test_a_file_that_is_too_large() -> None:
    assert "fylder for meget" in refused(b"survey,\n" + b"," * MOST_BYTES, "skema.csv")


def test_far_away_cells() -> None:
    """A stray value in the last cell of the sheet is not walked to; one beside the columns is pointed at."""
    assert found(saved(book(lambda made: made["survey"].__setitem__("XFD1048576", "x")))) == []
    (problem,) = found(saved(book(lambda made: made["survey"].__setitem__("H3", "glemt"))))
    assert problem.warning
    assert problem.cell == "H3"


@pytest.mark.parametrize(
    ("text", "encoding", "word"),
    [
        ("survey,,,\n,type,name,label\n,text,a,Spørgsmål\n", "latin-1", "UTF-8"),
        ("survey,,,\n,type,name,label\n,text,a,Spørgsmål\n", "cp1252", "UTF-8"),
        ("survey,,,\n,type,name,label\n,text,a,Spørgsmål\n", "utf-16", "UTF-16"),
        ("survey;;;\n;type;name;label\n;text;a;Spørgsmål\n", "utf-8", "semikolon"),
        ("a,b\n1,2\n", "utf-8", "survey mangler"),
        ("", "utf-8", "survey mangler"),
    ],
)
def test_csv_files_of_other_kinds(text: str, encoding: str, word: str) -> None:
    assert word in refused(text.encode(encoding), "skema.csv")


def test_a_csv_file_with_a_byte_order_mark() -> None:
    """As Excel writes "CSV UTF-8"."""
    text = "survey,,,\n,type,name,label\n,text,a,Spørgsmål\nsettings,,\n,form_id,version\n,p,1\n"
    assert found(text.encode("utf-8-sig"), "skema.csv") == []


def test_rows_of_a_csv_file_are_its_lines() -> None:
    text = 'survey,,,\n,type,name,label\n,text,a,"to\nlinjer"\n\n,text,b c,B\nsettings,,\n,form_id,version\n,p,1\n'
    (problem,) = found(text.encode(), "skema.csv")
    assert (problem.row, problem.column) == (6, "name")


@pytest.mark.parametrize(
    ("name", "word"),
    [("skema.xls", "gamle Excel-format"), ("skema.ods", ".xlsx, .csv eller .md"), ("skema", ".xlsx")],
)
def test_other_kinds_of_files(name: str, word: str) -> None:
    assert word in refused(b"x", name)


# files beside the form

FILE_FORM = """| survey |
| | type | name | label | parameters |
| | select_one_from_file {name} | by | By | {parameters} |
| settings |
| | form_id | version |
| | p | 1 |
"""


def beside(folder: Path, name: str = "byer.csv", parameters: str = "") -> list[AuthorProblem]:
    form = folder / "skema.md"
    form.write_text(FILE_FORM.format(name=name, parameters=parameters), encoding="utf-8")
    return check(form)


def test_a_choice_file_that_is_missing(tmp_path: Path) -> None:
    (problem,) = beside(tmp_path)
    assert (problem.row, problem.column) == (3, "type")
    assert "byer.csv mangler" in problem.message


@pytest.mark.parametrize("folder", ["", "media", "skema-media"])
def test_a_choice_file_beside_the_form(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / "byer.csv").write_text("name,label\nvalby,Valby\n", encoding="utf-8")
    assert beside(tmp_path) == []
    assert list(convert(tmp_path / "skema.md").media) == ["byer.csv"]


@pytest.mark.parametrize(
    ("content", "parameters", "word"),
    [
        (b"navn,label\nvalby,Valby\n", "", "ingen kolonne name"),
        (b"name,label\nvalby,Valby\n", "value=id label=label", "ingen kolonne id"),
        (b"name;label\nvalby;Valby\n", "", "semikolon"),
        ("name,label\nø,Ø\n".encode("latin-1"), "", "UTF-8"),
        (b"", "", "ingen kolonne name"),
    ],
)
def test_a_choice_file_with_mistakes(tmp_path: Path, content: bytes, parameters: str, word: str) -> None:
    (tmp_path / "byer.csv").write_bytes(content)
    assert word in beside(tmp_path, parameters=parameters)[0].message


@pytest.mark.parametrize("name", ["../byer.csv", "C:byer.csv", ".byer.csv", "mappe/byer.csv", "..\\byer.csv"])
def test_file_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "byer.csv").write_text("name,label\nvalby,Valby\n", encoding="utf-8")
    (tmp_path / "dyb").mkdir()
    (problem, *_more) = beside(tmp_path / "dyb", name)
    assert "kan ikke bruges" in problem.message
    assert convert(tmp_path / "dyb" / "skema.md").media == {}


def test_a_media_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "byer.csv").write_text("name,label\nvalby,Valby\n", encoding="utf-8")
    assert beside(tmp_path) == []
    monkeypatch.setattr("klimabesog.xforms.conversion.MOST_MEDIA", 10)
    assert any("byer.csv" in problem.message or "fylder" in problem.message for problem in beside(tmp_path))
    with pytest.raises(InputError, match=r"byer\.csv: Filen fylder for meget"):
        convert(tmp_path / "skema.md")
