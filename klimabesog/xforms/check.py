"""The author's checker: mistakes in an XLSForm found without filling it in, with file, sheet, row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms.cellcheck import expression_problems, unknown_references
from klimabesog.xforms.conversion import ConversionError, convert
from klimabesog.xforms.cycles import cycles
from klimabesog.xforms.expressions import ExpressionError
from klimabesog.xforms.reader import parse
from klimabesog.xforms.sheets import Cell, Sheet, read_sheets

EXPRESSIONS = frozenset((
    "relevant", "relevance", "required", "readonly", "read_only", "constraint", "calculation", "calculate",
    "choice_filter", "repeat_count", "bind::relevant", "bind::required", "bind::readonly",
    "bind::constraint", "bind::calculate",
    "create_if", "update_if", "entity_id",
))  # fmt: skip
TEXTS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
KB = ("omraade", "kontrolpunkt", "tiltag", "kort", "branche", "enhed", "kilde", "rapport")
AREAS = (
    "bel",
    "ven",
    "try",
    "koel",
    "var",
    "kli",
    "pro",
    "mot",
    "its",
    "tra",
    "ve",
    "aff",
    "van",
    "ind",
    "adf",
)
REPORT = ("resume", "fund", "bilag", "fortrolig", "nej")
_WORDS = frozenset(("yes", "no", "true", "false", "true()", "false()", "ja", "nej"))
_KB_COLUMN = re.compile(r"(?:bind|body|instance)::kb:(.+)")


@dataclass(frozen=True, slots=True)
class AuthorProblem:
    """One finding: where it stands ('' and 0 where unknown), and a sentence. `str()` is the line to print.

    A warning does not keep the form from being installed. `cell` is the Excel cell ("F4"), '' in other files.
    """

    file: str
    sheet: str
    row: int
    column: str
    message: str
    warning: bool = False
    cell: str = ""

    def __str__(self) -> str:
        where = [self.file, self.sheet, str(self.row) if self.row else "", self.column]
        while where and not where[-1]:
            where.pop()
        said = _("Bemærk: {message}").format(message=self.message) if self.warning else self.message
        return ":".join(where) + ": " + said


def check(path: Path | str) -> list[AuthorProblem]:
    """All mistakes in the form at `path`, in reading order; none means that it can be installed.

    Raises InputError when the file cannot be opened or is no form file at all.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(_("Filen {name} kan ikke åbnes.").format(name=path)) from error
    return check_bytes(data, path.name, path)


def check_bytes(data: bytes, name: str, source: Path | None = None) -> list[AuthorProblem]:
    """As `check`, for bytes with a file name; `source` is where media files lie."""
    suffix = Path(name).suffix.lower()
    sheets: dict[str, Sheet] = {}
    problems: list[AuthorProblem] = []
    if suffix in (".csv", ".xlsx", ".md"):
        try:
            sheets = read_sheets(data, suffix)
        except InputError as error:
            return [AuthorProblem(name, "", 0, "", str(error))]
        problems = [
            AuthorProblem(name, cell.sheet, cell.row, cell.column, text) for cell, text in _cells(sheets)
        ]
    problems += _whole(data, name, source, sheets, bool(problems))
    return list(dict.fromkeys(problems))


def _cells(sheets: Mapping[str, Sheet]) -> Iterator[tuple[Cell, str]]:
    survey = sheets.get("survey", Sheet("survey"))
    names = {row["name"].text.strip() for row in survey.rows if "name" in row}
    columns = {column for list_sheet in ("choices", "external_choices") if list_sheet in sheets
               for column in sheets[list_sheet].columns}  # fmt: skip
    for cell in survey.cells():
        yield from ((cell, text) for text in _survey_cell(cell, names, columns))
    for cell in sheets.get("entities", Sheet("entities")).cells():
        if cell.column in EXPRESSIONS or cell.column == "label":
            yield from ((cell, text) for text in expression_problems(cell.text, names))
    for sheet in sheets.values():
        yield from _headings(sheet)


def _survey_cell(cell: Cell, names: set[str], columns: set[str]) -> Iterator[str]:
    if cell.column in EXPRESSIONS:
        if cell.text.strip().lower() not in _WORDS:
            allowed = columns if cell.column == "choice_filter" else frozenset[str]()
            yield from expression_problems(cell.text, names, allowed)
    elif cell.column.partition("::")[0] in TEXTS or cell.column in ("default", "trigger"):
        yield from unknown_references(cell.text, names)
    elif found := _KB_COLUMN.match(cell.column):
        yield from _kb_value(found.group(1), cell.text)


def _kb_value(attribute: str, text: str) -> Iterator[str]:
    allowed = {"omraade": AREAS, "rapport": REPORT}.get(attribute)
    if allowed is not None and text.strip() not in allowed:
        yield _("{text} kendes ikke her. Vælg mellem {allowed}.").format(
            text=text.strip(), allowed=", ".join(allowed)
        )


def _headings(sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    for column in sheet.columns:
        found = _KB_COLUMN.match(column)
        if found and found.group(1) not in KB:
            message = _("Kolonnen {column} kendes ikke. Der findes {known}.").format(
                column=column, known=", ".join(f"kb:{name}" for name in KB)
            )
            yield Cell(sheet.name, sheet.header_row, column, column), message


def _whole(
    data: bytes, name: str, source: Path | None, sheets: Mapping[str, Sheet], found: bool
) -> Iterator[AuthorProblem]:
    """What only shows when the form is converted and parsed; the same mistake is not named twice."""
    try:
        form = convert(source) if source is not None else convert(data, name)
        definition = parse(form.xform, form.media)
    except ConversionError as error:
        if not found:
            yield _located(name, error, sheets)
    except ExpressionError as error:
        if not found:
            yield _at(name, error.path, sheets, f"{error.rule}: {error.reason}")
    except InputError as error:
        yield AuthorProblem(name, "", 0, "", str(error))
    else:
        for cycle in cycles(definition):
            chain = " → ".join(node.path.rpartition("/")[2] for node in cycle)
            yield _at(
                name,
                cycle[0].path,
                sheets,
                _("Beregningen bider sig selv i halen: {chain}.").format(chain=chain),
            )


def _located(name: str, error: ConversionError, sheets: Mapping[str, Sheet]) -> AuthorProblem:
    sheet_name = next(
        (other for other in ("choices", "settings", "entities") if f"'{other}'" in error.original), "survey"
    )
    sheet = sheets.get(sheet_name)
    row = error.row
    if row and sheet is not None and not name.lower().endswith(".xlsx"):
        row += sheet.header_row - 1
    return AuthorProblem(name, sheet_name, row, "", error.reason)


def _at(name: str, path: str, sheets: Mapping[str, Sheet], message: str) -> AuthorProblem:
    wanted = path.rpartition("/")[2]
    for row in sheets.get("survey", Sheet("survey")).rows:
        if "name" in row and row["name"].text.strip() == wanted:
            return AuthorProblem(name, "survey", row["name"].row, "name", message)
    return AuthorProblem(name, "survey", 0, "", message)
