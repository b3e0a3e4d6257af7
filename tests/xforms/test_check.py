"""The author's checker points at the cell and says in Danish how it should read."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.xforms.check import check, check_bytes

HEAD = "| survey | | | | | | |\n| | type | name | label | relevant | constraint | calculation |\n"
ROWS = "| | integer | p | Pris | | | |\n"


TAIL = """| settings | | | |
| | form_id | version | namespaces |
| | f | 1 | kb="https://klimabesog.dk/ns/kb" |
"""


def found(rows: str, head: str = HEAD + ROWS) -> list[str]:
    return [str(problem) for problem in check_bytes((head + rows + TAIL).encode(), "f.md")]


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("${p} =", "f.md:survey:4:relevant: Udtrykket slutter midt i en beregning"),
        ("${p} > 1,5", "Decimaltal skrives med punktum: 1.5 i stedet for 1,5."),
        ("${p} = yes", "Sæt tekst i anførselstegn: 'yes'."),
        ("${p} = “x”", "Krøllet anførselstegn: skriv 'x' i stedet for “x”."),
        ("explode(${p})", "Funktionen explode() findes ikke."),
        ("roud(${p})", "Mener du round?"),
        ("if(${p}, 1)", "if() skal have 3 værdier, ikke 2."),
        ("${pp} = 1", "${pp} findes ikke i skemaet. Mener du p?"),
        ("${p} => 3", "Skriv >= i stedet for =>."),
        ("(${p} = 1", "Her mangler )"),
    ],
)
def test_expressions(cell, sentence):
    (problem,) = found(f"| | text | a | A | {cell} | | |\n")
    assert sentence in problem
    assert problem.startswith("f.md:survey:4:relevant: ")


def test_a_good_form_has_no_mistakes():
    assert found("| | text | a | A | ${p} >= 1.5 and selected(${p}, 'x') | regex(., '[a-z]+') | |\n") == []


def test_a_cycle_is_named_whole():
    rows = "| | calculate | f | | | | ${g} + 1 |\n| | calculate | g | | | | ${f} + 1 |\n"
    assert found(rows) == ["f.md:survey:4:name: Beregningen bider sig selv i halen: f → g → f."]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("| | select_one xx | a | A | | | |\n", "Arket choices mangler"),
        ("| | begin group | g | G | | | |\n| | text | a | A | | | |\n", "end_group mangler"),
        ("| | text | p | P | | | |\n", "f.md:survey:4:name: Navnet p bruges to gange"),
        ("| | textt | a | A | | | |\n", "Typen textt kendes ikke."),
    ],
)
def test_what_the_converter_refuses_is_said_in_danish(rows, sentence):
    (problem,) = found(rows)
    assert sentence in problem


def test_kb_columns():
    head = "| survey | | | | | |\n| | type | name | label | bind::kb:omraade | bind::kb:farve |\n"
    problems = found("| | text | a | A | xyz | |\n", head)
    assert problems[0].startswith("f.md:survey:2:bind::kb:farve: Kolonnen bind::kb:farve kendes ikke.")
    assert problems[1].startswith("f.md:survey:3:bind::kb:omraade: xyz kendes ikke her.")


def test_a_damaged_workbook_gets_a_clear_sentence(tmp_path):
    path = tmp_path / "skema.xlsx"
    path.write_bytes(b"PK\x03\x04 ikke et regneark")
    (problem,) = check(path)
    assert "beskadiget" in str(problem)


def test_the_forms_we_ship_are_without_mistakes():
    forms = sorted((Path(__file__).parents[2] / "forms").rglob("*.csv"))
    assert forms
    assert [str(problem) for form in forms for problem in check(form)] == []
