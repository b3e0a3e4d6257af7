"""The bundled example: every step fits the forms, and the figures are those its README names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from klimabesog.values.resources import path as resource_path

FOLDER = resource_path("resources", "eksempel")
VISITS, COURSES = ("nordkrogen.json", "engdammen.json"), ("nordkrogen-trin.json",)
"""Scripts that begin with a visit, and those that go on with one of them."""
OPS = {
    "officer", "company", "contact", "visit", "answers", "checkpoints", "finding", "measure", "move", "number", "later",
    "note", "finish", "step", "step_measure", "attach", "fetch",
}  # fmt: skip
"""What the bundled scripts do; `skip` is documented too."""
VISIT_FORMS = ("besoeg", "forbrug", "tjekliste")
SAVINGS = {
    "LED i hal 1 og 2": 23826.6,
    "Find og tæt trykluftlækager": 12390,
    "Sluk kompressoren om natten": 9200,
}


def steps_of(script: str) -> list[dict[str, Any]]:
    """The steps that a script has itself."""
    return list(json.loads((FOLDER / script).read_text(encoding="utf-8"))["steps"])


@pytest.fixture(scope="module")
def steps() -> list[dict[str, Any]]:
    return steps_of("nordkrogen.json")


class Case:
    """The forms of the example, filled in; measures by title."""

    def __init__(self, fill: Callable[..., Any], steps: list[dict[str, Any]]) -> None:
        self.forms = {name: fill(name) for name in VISIT_FORMS}
        self.measures: dict[str, Any] = {}
        for step in steps:
            if step["op"] == "answers":
                answer(self.forms[step["form"]], step["values"])
            elif step["op"] == "checkpoints":
                for point, value in step["values"].items():
                    self.check(point, value)
            elif step["op"] == "finding":
                self.check(step["point"], step["answer"])
            elif step["op"] == "measure":
                form = answer(fill(step["form"]), step["values"])
                self.measures[form["ud_titel"]] = form

    def check(self, point: str, value: str) -> None:
        """Answer a checkpoint by its id."""
        form = self.forms["tjekliste"]
        node = next(node for node in form.nodes() if node.kb.get("kontrolpunkt") == point)
        answer(form, {node.ref: value})


def answer(form: Any, values: dict[str, str]) -> Any:
    """Answer questions, adding rows until the reference is there."""
    for ref, value in values.items():
        found = re.match(r"(.*)\[(\d+)\]", ref)
        if found and form.session.find(ref) is None:
            form.session.add_row(found[1])
        node = form.session.node(ref)
        form.session.set(ref, value)
        assert node.relevant, ref
        assert form.session.node(ref).valid, (ref, value)
        if node.kind in ("select1", "select"):
            assert set(value.split()) <= {choice.value for choice in node.choices}, ref
    return form


@pytest.fixture
def case(fill: Callable[..., Any], steps: list[dict[str, Any]]) -> Case:
    return Case(fill, steps)


def test_steps_are_of_the_documented_kinds() -> None:
    used = {step["op"] for script in (*VISITS, *COURSES) for step in steps_of(script)}
    assert used == OPS
    shape = (FOLDER / "README.md").read_text(encoding="utf-8").partition("| op |")[2]
    documented = set(re.findall(r"^\| `(\w+)` \|", shape, re.M))
    assert documented == OPS | {"skip"}


def test_photos_are_small_and_taken_during_the_visit() -> None:
    from PIL import Image

    used = set()
    for script in VISITS:
        steps = steps_of(script)
        day = next(step["date"] for step in steps if step["op"] == "visit").replace("-", ":")
        for photo in [photo for step in steps for photo in step.get("photos", [])]:
            path = FOLDER / photo["file"]
            used.add(path)
            assert path.stat().st_size < 60_000
            assert photo["caption"]
            assert photo["alt"]
            with Image.open(path) as image:
                taken = image.getexif().get_ifd(0x8769)[0x9003]
            assert f"{day} 09" <= taken < f"{day} 14"
    assert used == set((FOLDER / "fotos").iterdir())


@pytest.mark.parametrize("script", VISITS)
def test_measures_belong_to_findings_that_suggest_them(fill: Callable[..., Any], script: str) -> None:
    steps = steps_of(script)
    checklist = Case(fill, steps).forms["tjekliste"]
    points = {n.kb["kontrolpunkt"]: n for n in checklist.nodes() if "kontrolpunkt" in n.kb}
    for step in steps:
        if step["op"] == "measure":
            assert step["form"] in points[step["point"]].kb["tiltag"].split()
            assert points[step["point"]].value in ("nej", "delvist")


@pytest.mark.parametrize("script", VISITS)
def test_every_measure_is_complete(fill: Callable[..., Any], script: str) -> None:
    for title, form in Case(fill, steps_of(script)).measures.items():
        assert form["ud_investering"] != "", title
        assert form["ud_klasse"], title


def test_consumption_is_the_one_the_readme_names(case: Case) -> None:
    rows = [node for node in case.forms["forbrug"].nodes() if node.name == "maengde"]
    assert [node.value for node in rows] == ["318396", "62", "3200"]
    assert pytest.approx(412_300) == 318396 + 62 * 1000 + 3200 * 9.97


def test_savings_are_those_the_readme_names(case: Case) -> None:
    for title, kwh in SAVINGS.items():
        assert case.measures[title].number("kwh") == pytest.approx(kwh), title
    assert len(case.measures) == 6


def test_agreed_steps_have_someone_and_a_date(case: Case) -> None:
    form = case.forms["besoeg"]
    for name in ("hvad", "hvem", "frist"):
        assert len([n for n in form.nodes() if n.name == name and n.value]) == 4
    assert form["ledelse_opbakning"] == "ja"
