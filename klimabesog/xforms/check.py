"""The author's checker: mistakes in an XLSForm found without filling it in, with file, sheet, row and column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms import (
    choicecheck,
    conditioncheck,
    entitycheck,
    filecheck,
    headingcheck,
    kbcheck,
    languagecheck,
    profilecheck,
    surveycheck,
)
from klimabesog.xforms.conversion import ConversionError, Form, form_of_sheets, sheets_of
from klimabesog.xforms.cycles import cycles
from klimabesog.xforms.expressions import ExpressionError
from klimabesog.xforms.layout import Layout, layout
from klimabesog.xforms.problems import AuthorProblem, Found
from klimabesog.xforms.reader import parse
from klimabesog.xforms.sheets import Cell, Sheet

__all__ = ["AuthorProblem", "check", "check_bytes", "checked"]

_RULES = {"calculate": "calculation", "readonly": "read_only", "count": "repeat_count"}
"""The columns of the XForm's rules, where they have another name."""
_ORDER = ("survey", "choices", "external_choices", "settings", "entities")


Rules = Callable[[Layout], Iterable[Found]]
"""Further rules, of what the program needs of a form."""


def check(
    path: Path | str, measures: Collection[str] | None = None, further: Rules | None = None
) -> list[AuthorProblem]:
    """All findings about the form at `path`, in reading order; one that is no warning keeps it from being installed.

    `measures`: ids of the measure forms there are, for `kb:tiltag`; None when that is not known.
    Raises InputError when the file cannot be opened.
    """
    path = Path(path)
    return checked(_read(path), path.name, path, measures, further)[0]


def check_bytes(
    data: bytes, name: str, source: Path | None = None, measures: Collection[str] | None = None
) -> list[AuthorProblem]:
    """As `check`, for bytes with a file name; `source` is where media files lie."""
    return checked(data, name, source, measures)[0]


def checked(
    data: bytes,
    name: str,
    source: Path | None = None,
    measures: Collection[str] | None = None,
    further: Rules | None = None,
) -> tuple[list[AuthorProblem], Form | None]:
    """The findings, and the form itself when none of them is an error."""
    try:
        sheets = sheets_of(data, name)
    except InputError as error:
        return [AuthorProblem(name, "", 0, "", _without_name(str(error), name))], None
    form = layout(sheets)
    found = list(dict.fromkeys([*_found(form, source, measures), *(further(form) if further else ())]))
    made: Form | None = None
    if all(each.warning for each in found):
        made, more = _converted(form, data, name, source)
        found += more
    problems = [
        AuthorProblem(name, cell.sheet, cell.row, cell.column, text, warning, cell.place)
        for cell, text, warning in sorted(found, key=lambda each: _place(each.cell, form))
    ]
    return problems, made if all(problem.warning for problem in problems) else None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(_("Filen {name} kan ikke åbnes.").format(name=path)) from error


def _without_name(sentence: str, name: str) -> str:
    return sentence.removeprefix(f"{name}: ")


def _found(form: Layout, source: Path | None, measures: Collection[str] | None) -> Iterator[Found]:
    yield from headingcheck.problems(form)
    if "survey" not in form.sheets:
        return
    yield from surveycheck.problems(form)
    yield from conditioncheck.problems(form)
    yield from choicecheck.problems(form)
    yield from languagecheck.problems(form)
    yield from kbcheck.problems(form, measures)
    yield from entitycheck.problems(form)
    yield from filecheck.problems(form, source)
    yield from profilecheck.problems(form)


def _place(cell: Cell, form: Layout) -> tuple[int, int, int]:
    """Reading order: sheet, row, column."""
    sheet = _ORDER.index(cell.sheet) if cell.sheet in _ORDER else len(_ORDER)
    columns = form.sheets[cell.sheet].columns if cell.sheet in form.sheets else []
    return sheet, cell.row, columns.index(cell.column) if cell.column in columns else -1


def _converted(form: Layout, data: bytes, name: str, source: Path | None) -> tuple[Form | None, list[Found]]:
    """What only shows when the form is converted and parsed."""
    try:
        made = form_of_sheets(form.sheets, data, name, None if source is None else source.parent)
        definition = parse(made.xform, made.media)
    except ConversionError as error:
        return None, [Found(_cell(form, error), error.reason)]
    except ExpressionError as error:
        return None, [Found(_at(form, error.path, error.rule), error.reason)]
    except InputError as error:
        return None, [Found(Cell("survey", 0, "", ""), _without_name(str(error), name))]
    found = []
    for cycle in cycles(definition):
        chain = " → ".join(node.path.rpartition("/")[2] for node in reversed(cycle))
        sentence = _("Beregningen bider sig selv i halen: {chain}.").format(chain=chain)
        found.append(Found(_at(form, cycle[0].path, "name"), sentence))
    return made, found


def _cell(form: Layout, error: ConversionError) -> Cell:
    """The cell that pyxform names, as far as it does."""
    sheet = form.sheets.get(error.sheet) or Sheet(error.sheet)
    for row in sheet.rows:
        for heading, cell in row.items():
            if cell.row == error.row and form.columns[sheet.name][heading].key == error.column:
                return cell
    return Cell(error.sheet, error.row, error.column, "")


def _at(form: Layout, path: str, rule: str) -> Cell:
    """The cell of a rule of the question at a path."""
    names = path.strip("/").split("/")[1:]
    for question in form.by_name.get(names[-1] if names else "", []):
        around = [outer.name for outer in question.around()]
        if list(reversed(around)) == names[:-1] or len(form.by_name[question.name]) == 1:
            return question.at(_RULES.get(rule, rule))
    return Cell("survey", 0, "", "")
