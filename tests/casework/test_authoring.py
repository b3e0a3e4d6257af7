"""For those who write forms: checked, converted and tried out without a window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from klimabesog.casework.authoring import (
    FormRejected,
    check_form,
    checked_form,
    convert_form,
    measure_ids,
    problems_of,
    tried_lines,
    try_form,
)
from klimabesog.casework.library import builtin_paths
from klimabesog.values.errors import InputError
from klimabesog.xforms import convert

FORM = """
| survey |
|  | type         | name     | label  | calculation  | relevant     | constraint |
|  | xml-external | kontekst |        |              |              |            |
|  | integer      | antal    | Antal  |              |              | . < 100    |
|  | text         | hvorfor  | Hvorfor |             | ${antal} > 5 |            |
|  | calculate    | firma    |        | instance('kontekst')/root/virksomhed/navn | |  |
|  | begin repeat | rum      | Rum    |              |              |            |
|  | text         | navn     | Navn   |              |              |            |
|  | end repeat   |          |        |              |              |            |
| settings |
|  | form_id | version |
|  | skema   | 1       |
"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "skema.md"
    path.write_text(FORM, encoding="utf-8")
    return path


def script(tmp_path: Path, steps: object) -> Path:
    path = tmp_path / "trin.json"
    path.write_text(json.dumps(steps), encoding="utf-8")
    return path


def test_the_programs_own_forms_are_sound() -> None:
    for path in builtin_paths():
        assert check_form(path) == []


def test_the_measure_forms_are_known_by_their_ids() -> None:
    paths = [path for path in builtin_paths() if path.parent.name == "tiltag"]
    assert {convert(path).form_id for path in paths} == measure_ids()
    assert "vindmoelle" in measure_ids(["vindmoelle"])


def test_a_mistake_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "skema.md"
    path.write_text(FORM.replace("${antal} > 5", "${antl} > 5"), encoding="utf-8")
    (line,) = check_form(path)
    assert line.startswith("skema.md:survey:6:relevant: ")
    assert "antal" in line
    with pytest.raises(InputError):
        convert_form(path)


def test_converted(form: Path) -> None:
    assert convert_form(form).startswith(b"<?xml")


def test_tried_out(form: Path, tmp_path: Path) -> None:
    facts = try_form(form)
    assert facts["/data/antal"] == {
        "value": "", "relevant": True, "required": False, "readonly": False, "constraint_ok": True,
    }  # fmt: skip
    facts = try_form(
        form,
        script(
            tmp_path,
            [
                {"op": "set", "ref": "/data/antal", "value": "200"},
                {"op": "add-repeat", "ref": "/data/rum"},
                {"op": "set", "ref": "/data/rum[2]/navn", "value": "Lager"},
            ],
        ),
    )
    assert (facts["/data/antal"]["value"], facts["/data/antal"]["constraint_ok"]) == ("200", False)
    assert facts["/data/hvorfor"]["relevant"]
    assert facts["/data/rum[2]/navn"]["value"] == "Lager"


def test_the_case_beside_the_form(form: Path) -> None:
    assert try_form(form)["/data/firma"]["value"] == ""
    case = "<root><virksomhed><navn>Smedjen</navn></virksomhed></root>"
    form.with_name("kontekst.xml").write_text(case, encoding="utf-8")
    assert try_form(form)["/data/firma"]["value"] == "Smedjen"


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ({"op": "set"}, "liste af trin"),
        (["set"], "liste af trin"),
        ([{"ref": "/data/antal"}], "liste af trin"),
        ([{"op": "hop"}], "hop kendes ikke"),
        ([{"op": "set", "ref": "/data/findes_ikke", "value": "1"}], r"Trin 1: .*findes_ikke"),
        ([{"op": "set"}], "Trin 1: "),
        ([{"op": "set", "ref": "/data/firma", "value": "1"}], "firma kan ikke besvares"),
        ([{"op": "set", "ref": "/data/rum", "value": "1"}], "kan ikke besvares"),
        ([{"op": "set", "ref": "/data/antal", "value": "1"}, {"op": "hop"}], "Trin 2: Trinnet hop"),
        ([{"op": "set", "ref": "/data/antal", "value": True}], "Svaret true skal være tekst eller et tal"),
        ([{"op": "set", "ref": "/data/antal", "value": [1]}], "skal være tekst eller et tal"),
        ([{"op": "set", "ref": "((", "value": "1"}], "Trin 1: "),
        ([{"op": "language", "value": "Norsk"}], "Norsk findes ikke"),
        ([{"op": ["set"]}], "kendes ikke"),
        ([{"op": "remove-repeat", "ref": "/data/antal"}], "ikke en række"),
    ],
)
def test_steps_that_are_none(form: Path, tmp_path: Path, steps: object, says: str) -> None:
    with pytest.raises(InputError, match=says):
        try_form(form, script(tmp_path, steps))


def test_steps_that_are_no_json(form: Path, tmp_path: Path) -> None:
    (tmp_path / "trin.json").write_text("{", encoding="utf-8")
    for path in (tmp_path / "trin.json", tmp_path / "væk.json"):
        with pytest.raises(InputError, match="er ikke en JSON-fil"):
            try_form(form, path)


def test_tried_out_for_the_eye(form: Path, tmp_path: Path) -> None:
    steps = script(tmp_path, [{"op": "set", "ref": "/data/antal", "value": 200}])
    assert tried_lines(form, steps) == [
        "/data/antal  Antal: 200  (gælder ikke: Svaret passer ikke med det, skemaet kræver.)",
        "/data/hvorfor  Hvorfor:",
        "/data/firma  firma:  (regnes ud)",
        "/data/rum[1]/navn  Navn:",
    ]
    assert "/data/hvorfor  Hvorfor:  (skjult)" in tried_lines(form)


def test_a_case_of_ones_own(form: Path, tmp_path: Path) -> None:
    case = tmp_path / "sag.xml"
    case.write_text("<root><virksomhed><navn>Smedjen</navn></virksomhed></root>", encoding="utf-8")
    assert try_form(form, None, case)["/data/firma"]["value"] == "Smedjen"
    with pytest.raises(InputError, match="kan ikke åbnes"):
        try_form(form, None, tmp_path / "væk.xml")


def test_measures_that_are_installed(tmp_path: Path) -> None:
    path = tmp_path / "skema.md"
    path.write_text(CHECKPOINT, encoding="utf-8")
    (problem,) = problems_of(path)
    assert "Tiltagsskemaet vindmoelle findes ikke" in problem.message
    assert checked_form(path, ["vindmoelle"])[1] == []


CHECKPOINT = """
| survey |
|  | type            | name | label | bind::kb:kontrolpunkt | bind::kb:tiltag |
|  | select_one svar | ve90 | Vind? | VE-90                 | vindmoelle led  |
| choices |
|  | list_name | name | label |
|  | svar      | ja   | Ja    |
|  | svar      | nej  | Nej   |
| settings |
|  | form_id | version | namespaces |
|  | tag     | 1       | kb="https://klimabesog.dk/ns/kb" |
"""


def test_a_case_that_is_no_xml(form: Path) -> None:
    form.with_name("kontekst.xml").write_text("<root>", encoding="utf-8")
    with pytest.raises(InputError, match="XML"):
        try_form(form)


def test_a_sound_form_is_handed_out_for_installing(form: Path) -> None:
    made, warnings = checked_form(form)
    assert b"<antal/>" in made.xform
    assert all(problem.warning for problem in warnings)


def test_a_form_with_errors_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "skema.md"
    path.write_text(FORM.replace("${antal} > 5", "${antl} > 5"), encoding="utf-8")
    with pytest.raises(FormRejected, match=r"skema\.md har 1 fejl") as rejected:
        checked_form(path)
    (problem,) = [problem for problem in rejected.value.problems if not problem.warning]
    assert (problem.sheet, problem.row, problem.column) == ("survey", 6, "relevant")
