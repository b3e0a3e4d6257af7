"""A form saved for Excel is the same form: the same XForm, the same mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework.excel import workbook_of
from klimabesog.casework.library import builtin_paths
from klimabesog.values.errors import InputError
from klimabesog.xforms import convert
from klimabesog.xforms.check import AuthorProblem, check

HEAD = "| survey |\n| | type | name | label | calculation |\n"


@pytest.mark.parametrize("path", builtin_paths(), ids=lambda path: path.stem)
def test_every_form_becomes_the_same_xform(path: Path) -> None:
    book = workbook_of(path)
    assert convert(book, path.with_suffix(".xlsx").name).xform == convert(path).xform


def test_a_workbook_is_written_anew(tmp_path: Path) -> None:
    first = tmp_path / "et.xlsx"
    first.write_bytes(workbook_of(builtin_paths()[0]))
    assert convert(workbook_of(first), "to.xlsx").xform == convert(builtin_paths()[0]).xform


def test_texts_stay_texts(tmp_path: Path) -> None:
    """A version with leading zeros, a label that begins as a formula does, a line break."""
    form = tmp_path / "skema.csv"
    form.write_text(
        'survey,,,\n,type,name,label\n,text,a,"= ikke en formel\nlinje to"\nsettings,,\n,form_id,version\n,prøve,007\n',
        encoding="utf-8",
    )
    made = convert(workbook_of(form), "skema.xlsx")
    assert made.xform == convert(form).xform
    assert made.version == "007"


def test_the_checker_finds_the_same(tmp_path: Path) -> None:
    form = tmp_path / "fejl.md"
    form.write_text(
        HEAD
        + "| | integer | antal | Antal | |\n"
        + "| | calculate | dobbelt | | ${antl} * 2 |\n"
        + "| | calculate | tredje | | rundt(${antal}) |\n",
        encoding="utf-8",
    )
    book = tmp_path / "fejl.xlsx"
    book.write_bytes(workbook_of(form))
    assert len(check(form)) >= 2
    assert _said(check(book)) == _said(check(form))


def _said(problems: list[AuthorProblem]) -> list[tuple[str, str, str]]:
    """Without the file and row: a CSV or Markdown file counts the rows of all sheets together."""
    return [(problem.sheet, problem.column, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("skema.xls", b"\xd0\xcf", "er ikke et skema"),
        ("skema.csv", b"\xff\xfe\xff", "UTF-8"),
        ("skema.csv", b"a,b\n1,2\n", "survey"),
        ("skema.xlsx", b"PK\x03\x04 ikke et regneark", "beskadiget"),
        ("skema.csv", b"survey,,\n,type,name\n,text,a\x01\n", "kan ikke stå i Excel"),
    ],
)
def test_what_is_no_form(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=says):
        workbook_of(path)


def test_a_form_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="kan ikke åbnes"):
        workbook_of(tmp_path / "væk.csv")
