"""Every sentence of the checker has an English one, with the same fields."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from klimabesog.values import texts
from klimabesog.xforms.english import ENGLISH
from tests.xforms.checking import lines

ROOM = Path(__file__).parents[2] / "klimabesog" / "xforms"
MODULES = (
    *(path.stem for path in ROOM.glob("*check.py")),
    "problems", "conversion", "sheets", "workbook", "../values/workbooks", "reasons", "../casework/formrules",
    "xpath/lexer", "xpath/parser",
)  # fmt: skip


def sentences() -> list[str]:
    """All the texts that these modules say."""
    calls = (
        node for name in MODULES for node in ast.walk(ast.parse((ROOM / f"{name}.py").read_text("utf-8")))
    )
    return [
        str(ast.literal_eval(call.args[0]))
        for call in calls
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_"
    ]


def fields(text: str) -> set[str | None]:
    if "{ og }" in text or "{ and }" in text:  # a sentence about braces, which is not formatted
        return set()
    return {field for _text, field, _spec, _conversion in string.Formatter().parse(text) if field is not None}


def test_every_sentence_is_there() -> None:
    assert sorted(set(sentences()) - ENGLISH.keys()) == []
    assert sorted(ENGLISH.keys() - set(sentences())) == []


@pytest.mark.parametrize("danish", sorted(ENGLISH))
def test_the_fields_are_the_same(danish: str) -> None:
    assert fields(danish) == fields(ENGLISH[danish])
    assert not set("æøåÆØÅ") & set(ENGLISH[danish].replace("::Dansk (da)", ""))


def test_the_same_place_in_both_languages() -> None:
    table = "| survey |\n| | type | name | label | relevant |\n| | text | a | A | ${b} =  |\n| | audio | c | C | |"
    danish = lines(table)
    with texts.speaking(ENGLISH):
        english = lines(table)
    assert [line.split(": ")[0] for line in danish] == [line.split(": ")[0] for line in english]
    assert "There is no ${b} in the form." in english[0]
    assert "Note: The program records no sound." in english[-1]
    assert lines(table) == danish
