"""The bundled forms: read as rows, converted once, filled in through the engine with a small invented case around."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from klimabesog.casework.measureform import Estimate, read_estimate, result_texts
from klimabesog.values.danish import show_number
from klimabesog.values.resources import path as resource_path
from klimabesog.xforms import Definition, Form, Node, Session, convert, parse

INSTANCE = "11111111-1111-4111-8111-111111111111"
KONTEKST = b"""<root>
  <virksomhed><id/><navn>Proeve</navn><ansatte>38</ansatte><areal>1650</areal></virksomhed>
  <besoeg><id/><dato>2026-11-20</dato><deltagere/></besoeg>
  <fund><id/><sted/></fund>
  <faktorer>
    <baerer id="el"><pris_kr_kwh>1.3</pris_kr_kwh><co2_kg_kwh>0.135</co2_kg_kwh></baerer>
    <baerer id="fjernvarme"><pris_kr_kwh>0.65</pris_kr_kwh><co2_kg_kwh>0.0878</co2_kg_kwh></baerer>
    <baerer id="diesel"><pris_kr_kwh/><co2_kg_kwh>0.325</co2_kg_kwh></baerer>
    <enhed baerer="el" enhed="kWh"><kwh_pr_enhed>1</kwh_pr_enhed></enhed>
    <enhed baerer="el" enhed="MWh"><kwh_pr_enhed>1000</kwh_pr_enhed></enhed>
    <enhed baerer="fjernvarme" enhed="MWh"><kwh_pr_enhed>1000</kwh_pr_enhed></enhed>
    <enhed baerer="diesel" enhed="l"><kwh_pr_enhed>9.97</kwh_pr_enhed></enhed>
  </faktorer>
  <forbrug><baerer id="fjernvarme"><kwh>62000.4</kwh></baerer></forbrug>
</root>"""


@dataclass
class Sheets:
    """An XLSForm in pyxform's CSV as rows by sheet."""

    path: Path
    survey: list[dict[str, str]] = field(default_factory=list)
    choices: list[dict[str, str]] = field(default_factory=list)
    entities: list[dict[str, str]] = field(default_factory=list)
    settings: list[dict[str, str]] = field(default_factory=list)

    @property
    def form_id(self) -> str:
        """The id that other forms and the program name it by."""
        return self.settings[0]["form_id"]

    def named(self) -> dict[str, dict[str, str]]:
        """Rows by name; of names used twice the first."""
        return {row["name"]: row for row in reversed(self.survey) if row.get("name")}


@cache
def read_sheets(path: Path) -> Sheets:
    """The rows of a form, empty cells left out."""
    sheets, current, header = Sheets(path), "", []
    with path.open(encoding="utf-8", newline="") as file:
        for first, *cells in csv.reader(file):
            if first:
                current, header = first, []
            elif not header:
                header = cells
            else:
                row = dict(zip(header, cells, strict=True))
                getattr(sheets, current).append({name: cell for name, cell in row.items() if cell})
    return sheets


@cache
def converted(path: Path) -> Form:
    """The XForm of a form; pyxform is slow."""
    return convert(path)


@cache
def defined(path: Path) -> Definition:
    """The parsed form."""
    form = converted(path)
    return parse(form.xform, form.media)


class Filled:
    """A form being filled in by question names instead of references."""

    def __init__(self, path: Path, kontekst: bytes = KONTEKST) -> None:
        self.sheets = read_sheets(path)
        self.session = Session(
            defined(path),
            None,
            instance_id=INSTANCE,
            instances={"kontekst": kontekst},
            show_number=show_number,
        )

    def nodes(self) -> Iterator[Node]:
        """Every node beneath the root."""
        stack = list(self.session.root.children)
        while stack:
            node = stack.pop(0)
            yield node
            stack[:0] = node.children

    def node(self, name: str) -> Node:
        """The first node of this name."""
        return next(node for node in self.nodes() if node.name == name)

    def fill(self, **answers: object) -> Filled:
        """Answer questions in the order given."""
        for name, value in answers.items():
            self.session.set(self.node(name).ref, str(value))
        return self

    def __getitem__(self, name: str) -> str:
        return self.node(name).value

    def text(self, name: str) -> str:
        """A text result of a measure, as the report prints it."""
        return result_texts(self.session.root)[name]

    def estimate(self) -> Estimate:
        """What a measure form says in the arithmetic's terms."""
        return read_estimate(self.session.root, INSTANCE, "Tiltag")

    def number(self, name: str) -> float:
        """A result as a number; ValueError when it is empty."""
        return float(self.node(name).value)


def form_paths() -> list[Path]:
    """All bundled forms."""
    return sorted(resource_path("forms").rglob("*.csv"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`form`: each bundled form; `measure`: each measure form."""
    if "form" in metafunc.fixturenames:
        paths = form_paths()
        metafunc.parametrize("form", [read_sheets(p) for p in paths], ids=[p.stem for p in paths])
    if "measure" in metafunc.fixturenames:
        paths = [p for p in form_paths() if p.parent.name == "tiltag"]
        metafunc.parametrize("measure", [read_sheets(p) for p in paths], ids=[p.stem for p in paths])


@pytest.fixture
def xform() -> Callable[[Path], Form]:
    """`xform(path)`: the converted form."""
    return converted


@pytest.fixture
def forms() -> Mapping[str, Sheets]:
    """Every bundled form by its id."""
    return {sheets.form_id: sheets for sheets in map(read_sheets, form_paths())}


@pytest.fixture
def fill(forms: Mapping[str, Sheets]) -> Callable[..., Filled]:
    """`fill("led", ind_antal=60, …)`: a form with these answers."""

    def begin(form_id: str, **answers: object) -> Filled:
        return Filled(forms[form_id].path).fill(**answers)

    return begin
