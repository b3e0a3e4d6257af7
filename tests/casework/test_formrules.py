"""What the checker asks of measure forms, and of forms that change other forms' records."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework.authoring import problems_of
from klimabesog.casework.library import builtin_paths

MEASURE = """
| survey |
|  | type        | name         | label      | calculation  |
|  | text        | ud_titel     | Overskrift |              |
|  | decimal     | ud_investering | Pris     |              |
|  | decimal     | ind_kwh      | kWh        |              |
|  | begin_group | ud_stroem_1  | Regnestykke |             |
|  | calculate   | art          |            | 'reducer'    |
|  | calculate   | slutanvendelse |          | 'belysning'  |
|  | calculate   | energibaerer |            | 'el'         |
|  | calculate   | kwh          |            | ${ind_kwh}   |
|  | end_group   |              |            |              |
| entities |
|  | list_name | label |
|  | tiltag    | ${ud_titel} |
| settings |
|  | form_id | version |
|  | lys     | 1       |
"""


def found(tmp_path: Path, text: str) -> list[tuple[int, str, str, bool]]:
    path = tmp_path / "skema.md"
    path.write_text(text, encoding="utf-8")
    return [(p.row, p.column, p.message, p.warning) for p in problems_of(path)]


def test_a_measure_form(tmp_path: Path) -> None:
    assert found(tmp_path, MEASURE) == []


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "word", "warning"),
    [
        ("ud_stroem_1", "regnestykke", 3, "name", "Kald den ud_stroem_1", False),
        ("art ", "arten ", 7, "name", "mangler art", False),
        ("'reducer'", "'mindske'", 8, "calculation", "mindske kendes ikke som art", False),
        ("'belysning'", "'lys'", 9, "calculation", "lys kendes ikke", False),
        ("'el'", "'fjernvrme'", 10, "calculation", "Mener du fjernvarme?", False),
        ("energibaerer ", "energi ", 7, "name", "mangler energibaerer", False),
        ("'reducer'", "'konverter'", 7, "name", "mangler til_energibaerer", False),
        ("| kwh  ", "| tal  ", 7, "name", "kwh, andel eller kroner", False),
        ("ud_investering", "pris", 3, "name", "prisen mangler", True),
    ],
)
def test_mistakes(
    tmp_path: Path, old: str, new: str, row: int, column: str, word: str, warning: bool
) -> None:
    assert old in MEASURE
    (problem,) = found(tmp_path, MEASURE.replace(old, new))
    assert (problem[1], problem[3]) == (column, warning)
    assert word in problem[2]
    assert problem[0] == row or column == "name"


def test_a_property_that_another_form_calculates(tmp_path: Path) -> None:
    text = """
| survey |
|  | type      | name | label | calculation | save_to |
|  | text      | id   | Id    |             |         |
|  | calculate | kwh  |       | 5           | kwh     |
| entities |
|  | list_name | entity_id | update_if | label |
|  | forbrug   | ${id}     | ${id} != '' | ${id} |
| settings |
|  | form_id | version |
|  | mit     | 1       |
"""
    ((row, column, message, warning),) = found(tmp_path, text)
    assert (row, column, warning) == (5, "save_to", False)
    assert "regnes også ud af skemaet Forbrug" in message
    assert found(tmp_path, text.replace("| 5           | kwh     |", "| 5           | eget    |")) == []
    assert found(tmp_path, text.replace("| mit     |", "| forbrug |")) == []


def test_the_programs_own_forms() -> None:
    assert [problem for path in builtin_paths() for problem in problems_of(path)] == []
