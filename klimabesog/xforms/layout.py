"""An XLSForm as its author wrote it: questions in groups, choice lists and settings, each with its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from klimabesog.xforms.columns import Column, column
from klimabesog.xforms.sheets import Cell, Sheet

_BEGIN = re.compile(r"begin[\s_]+(group|lgroup|repeat|looped group|loop)(?: (?:over )?(\S+))?\Z")
_END = re.compile(r"end[\s_]+(group|lgroup|repeat|looped group|loop)\Z")
_SELECT = re.compile(
    r"(add select one prompt using|add select multiple prompt using|select all that apply from|select one from file"
    r"|select multiple from file|select one from|select_one_external|select_one_from_file"
    r"|select_multiple_from_file|select1|select_one|select one|select_multiple|select all that apply|rank)"
    r" (\S+)( (?:or specify other|or_other|or other))?\Z"
)
_ONE = frozenset((
    "add select one prompt using", "select one from", "select1", "select_one", "select one", "select one from file",
    "select_one_from_file", "select_one_external",
))  # fmt: skip
_KINDS = {
    "int": "integer", "string": "text", "q string": "text", "dateTime": "datetime", "photo": "image",
    "trigger": "acknowledge", "gps": "geopoint", "location": "geopoint", "phone number": "phonenumber",
}  # fmt: skip
ALWAYS = frozenset(("yes", "true", "true()", "ja"))
NEVER = frozenset(("no", "false", "false()", "nej"))


@dataclass(eq=False, slots=True)
class Question:
    """One row of the survey sheet. `kind` is the type in short (integer, select_one, group, repeat …), '' if unknown.

    `cells` are by column key and language; `passed` what goes on to the XForm as it stands ("bind::kb:enhed").
    """

    row: int
    type: str
    kind: str
    name: str
    parent: Question | None
    first: Cell
    list_name: str = ""
    file: str = ""
    or_other: bool = False
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    passed: dict[str, Cell] = field(default_factory=dict)
    children: list[Question] = field(default_factory=list)

    def cell(self, key: str) -> Cell | None:
        """The cell of a column, in any language."""
        return next((cell for (name, _language), cell in self.cells.items() if name == key), None)

    def text(self, key: str) -> str:
        """Its text, '' when it is empty."""
        cell = self.cell(key)
        return "" if cell is None else cell.value

    def at(self, key: str) -> Cell:
        """The cell to point at, the name's or the row's first when this one is empty."""
        return self.cell(key) or self.cell("name") or self.first

    @property
    def container(self) -> bool:
        """Whether it is a group or a repeat."""
        return self.kind in ("group", "repeat", "loop")

    @property
    def select(self) -> bool:
        """Whether it is answered with choices."""
        return self.kind in ("select_one", "select_multiple", "rank")

    def around(self) -> Iterator[Question]:
        """The groups and repeats around it, innermost first."""
        outer = self.parent
        while outer is not None:
            yield outer
            outer = outer.parent

    @property
    def repeats(self) -> tuple[Question, ...]:
        """The repeats around it and itself, outermost first."""
        around = [self, *self.around()]
        return tuple(reversed([question for question in around if question.kind == "repeat"]))


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of the choices sheet."""

    list_name: str
    name: str
    cells: Mapping[tuple[str, str], Cell]
    first: Cell

    def at(self, key: str) -> Cell:
        """The cell to point at."""
        return self.cells.get((key, "")) or self.first


@dataclass(slots=True)
class Layout:
    """The whole form. `questions` are the rows of the survey in order, ends left out; `ends` what does not match."""

    sheets: Mapping[str, Sheet]
    columns: dict[str, dict[str, Column]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    open: list[Question] = field(default_factory=list)
    ends: list[tuple[Cell, str, Question | None]] = field(default_factory=list)
    lists: dict[str, list[Choice]] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    settings: dict[str, Cell] = field(default_factory=dict)
    by_name: dict[str, list[Question]] = field(default_factory=dict)
    answers: dict[str, frozenset[str]] = field(default_factory=dict)
    """The names of the choices of each list, looked up often."""
    instances: frozenset[str] | None = None
    """What `instance('x')` can name, once it has been asked for."""

    def sheet(self, name: str) -> Sheet:
        """A sheet, an empty one when it is missing."""
        return self.sheets.get(name) or Sheet(name)

    def headings(self, sheet: str, key: str) -> list[Column]:
        """The columns of a sheet that mean this."""
        return [found for found in self.columns.get(sheet, {}).values() if found.key == key]

    def question(self, name: str) -> Question | None:
        """The one question of this name; None when there is none, or more than one."""
        found = self.by_name.get(name, [])
        return found[0] if len(found) == 1 else None

    def choices_of(self, question: Question) -> list[Choice] | None:
        """The choices of a question; None when they are not known from the form itself."""
        return None if question.file else self.lists.get(question.list_name)


def layout(sheets: Mapping[str, Sheet]) -> Layout:
    """Read the sheets. Nothing is refused: what makes no sense is left for the rules to name."""
    form = Layout(sheets)
    for sheet in sheets.values():
        double = any("::" in heading for heading in sheet.columns)
        form.columns[sheet.name] = {
            heading: column(sheet.name, heading, double) for heading in sheet.columns if heading
        }
    _read_choices(form)
    for row in form.sheet("settings").rows[:1]:
        form.settings = {form.columns["settings"][heading].key: cell for heading, cell in row.items()}
    _read_survey(form)
    return form


def _read_choices(form: Layout) -> None:
    columns = form.columns.get("choices", {})
    for row in form.sheet("choices").rows:
        cells = {(columns[h].key or h, columns[h].language): cell for h, cell in row.items()}
        name, listed = (cells.get((key, "")) for key in ("name", "list_name"))
        choice = Choice(
            listed.value if listed else "", name.value if name else "", cells, next(iter(row.values()))
        )
        form.choices.append(choice)
        if choice.list_name:
            form.lists.setdefault(choice.list_name, []).append(choice)
    form.answers = {name: frozenset(choice.name for choice in found) for name, found in form.lists.items()}


def _read_survey(form: Layout) -> None:
    columns = form.columns.get("survey", {})
    for row in form.sheet("survey").rows:
        question = _question(row, columns, form.open[-1] if form.open else None)
        if question.text("disabled").lower() in ALWAYS:
            continue
        if found := _END.match(question.type):
            _close(form, question, _container(found[1]))
            continue
        if question.type or question.name:
            form.questions.append(question)
            if question.parent is not None:
                question.parent.children.append(question)
            if question.name:
                form.by_name.setdefault(question.name, []).append(question)
        if question.container:
            form.open.append(question)


def _close(form: Layout, end: Question, kind: str) -> None:
    cell = end.at("type")
    innermost = form.open[-1] if form.open else None
    if innermost is not None and innermost.kind == kind:
        form.open.pop()
        return
    form.ends.append((cell, kind, innermost))
    if any(
        outer.kind == kind for outer in form.open
    ):  # an end is missing in between: go on where this one fits
        while form.open.pop().kind != kind:
            pass


def _question(row: Mapping[str, Cell], columns: Mapping[str, Column], parent: Question | None) -> Question:
    cells: dict[tuple[str, str], Cell] = {}
    passed: dict[str, Cell] = {}
    for heading, cell in row.items():
        found = columns[heading]
        if found.key:
            cells.setdefault((found.key, found.language), cell)
        elif found.passed:
            passed[found.passed] = cell
    first = next(iter(row.values()))
    of_type, name = cells.get(("type", "")), cells.get(("name", ""))
    made = Question(
        first.row,
        " ".join(of_type.value.split()) if of_type else "",
        "",
        name.value if name else "",
        parent,
        first,
        cells=cells,
        passed=passed,
    )
    _classify(made)
    return made


def _classify(question: Question) -> None:
    if begin := _BEGIN.match(question.type):
        question.kind, question.list_name = _container(begin[1]), begin[2] or ""
    elif select := _SELECT.match(question.type):
        question.kind = (
            "rank" if select[1] == "rank" else "select_one" if select[1] in _ONE else "select_multiple"
        )
        question.list_name, question.or_other = select[2], bool(select[3])
        external = "file" in select[1] or "external" in select[1] or select[2].startswith("${")
        if external or PurePath(select[2]).suffix in (".csv", ".xml", ".geojson"):
            question.file = select[2]
    else:
        alone = question.type in _ONE or question.type in (
            "select_multiple",
            "select_multiple_from_file",
            "rank",
        )
        question.kind = "" if alone else _KINDS.get(question.type, question.type)


def _container(word: str) -> str:
    return word if word in ("group", "loop") else "repeat"
