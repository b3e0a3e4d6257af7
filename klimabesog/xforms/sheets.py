"""The sheets of an XLSForm as the author sees them: cells with their row and column, for errors that point.

A cell's text is read as pyxform reads it (numbers, dates, hard spaces), so that a form is the same form whoever reads.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

KNOWN = frozenset(("survey", "choices", "settings", "entities", "external_choices", "osm"))
MOST_BYTES = 20_000_000
"""A larger file is no form."""
MOST_CELL = 32_767
"""Characters in a cell: Excel's own limit."""
MOST_ROWS = 100_000
"""Rows in a form, its choices included."""
_MD_COMMENT = re.compile(r"^\s*#")
_MD_COMMENT_BEHIND = re.compile(r"^(.*)(#[^|]+)$")
_MD_ROW = re.compile(r"\s*\|(.*)\|\s*")
_MD_RULE = re.compile(r"^[|: -]+$")
_MD_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell: `row` counts from 1 in the file (a CSV file holds all sheets), `column` is its heading.

    `place` is the Excel cell ("F4"), "" in a file that has none; `formula` a formula that Excel has not worked out.
    """

    sheet: str
    row: int
    column: str
    text: str
    place: str = ""
    formula: bool = False

    @property
    def value(self) -> str:
        """The text as the form gets it: without spaces around."""
        return self.text.strip()


@dataclass(slots=True)
class Sheet:
    """One sheet: its headings, the row they stand in, and the cells of each row below by heading.

    `letters` are the Excel columns of the headings; `doubled` the headings that stand there more than once.
    """

    name: str
    header_row: int = 0
    columns: list[str] = field(default_factory=list)
    rows: list[dict[str, Cell]] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    doubled: list[Cell] = field(default_factory=list)
    stray: list[Cell] = field(default_factory=list)

    def cells(self) -> Iterator[Cell]:
        """All cells, row by row."""
        for row in self.rows:
            yield from row.values()

    def heading(self, column: str) -> Cell:
        """The cell of a heading."""
        place = self.columns.index(column) if column in self.columns else -1
        letter = self.letters[place] if 0 <= place < len(self.letters) else ""
        return Cell(
            self.name, self.header_row, column, column, f"{letter}{self.header_row}" if letter else ""
        )

    def add(self, number: int, texts: list[str], formulas: frozenset[int] = frozenset()) -> None:
        """Take in one row; the first one is the headings. `formulas`: places of formulas without a value."""
        if not any(text.strip() for text in texts) and not formulas:
            return
        if not self.columns:
            self._headings(number, texts)
            return
        row: dict[str, Cell] = {}
        for place, text in enumerate(texts):
            if not text.strip() and place not in formulas:
                continue
            column = self.columns[place] if place < len(self.columns) else ""
            cell = Cell(self.name, number, column, text, self._place(place, number), place in formulas)
            _bounded(cell)
            if column:
                row[column] = cell
            else:
                self.stray.append(cell)
        if row:
            self.rows.append(row)
            if len(self.rows) > MOST_ROWS:
                raise InputError(
                    _("Arket {sheet} har over {most} rækker. Det er for mange til et skema.").format(
                        sheet=self.name, most=MOST_ROWS
                    )
                )

    def _headings(self, number: int, texts: list[str]) -> None:
        self.header_row = number
        for place, text in enumerate(texts):
            heading = " ".join(text.split())
            cell = Cell(self.name, number, heading, heading, self._place(place, number))
            _bounded(cell)
            if heading and heading in self.columns:
                self.doubled.append(cell)
                heading = ""
            self.columns.append(heading)

    def _place(self, place: int, number: int) -> str:
        return f"{self.letters[place]}{number}" if place < len(self.letters) else ""


def _bounded(cell: Cell) -> None:
    if len(cell.text) > MOST_CELL:
        raise InputError(
            _(
                "Cellen i arket {sheet}, række {row}, er for lang: {count} tegn. Der er plads til {most}."
            ).format(sheet=cell.sheet, row=cell.row, count=len(cell.text), most=MOST_CELL)
        )


def read_sheets(data: bytes, suffix: str) -> dict[str, Sheet]:
    """The sheets by name (lower case), the headings at least.

    Raises InputError when the bytes are not what the suffix says, or more than a form can be.
    """
    if len(data) > MOST_BYTES:
        raise InputError(_("Filen fylder for meget til et skema."))
    if suffix == ".csv":
        return _from_csv(data)
    if suffix == ".xlsx":
        from klimabesog.xforms.workbook import read_workbook

        return _named(read_workbook(data))
    return _named(_from_markdown(data))


def _named(sheets: dict[str, Sheet]) -> dict[str, Sheet]:
    """A single sheet is the survey, whatever it is called."""
    if len(sheets) == 1 and not KNOWN & sheets.keys():
        (sheet,) = sheets.values()
        sheet.name = "survey"
        sheet.rows = [{column: _on_survey(cell) for column, cell in row.items()} for row in sheet.rows]
        return {"survey": sheet}
    return sheets


def _on_survey(cell: Cell) -> Cell:
    return Cell("survey", cell.row, cell.column, cell.text, cell.place, cell.formula)


def decoded(data: bytes) -> str:
    """The text of a CSV or Markdown file; InputError when it is not UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:2000]:
        raise InputError(_("Filen er gemt som UTF-16 eller er ingen tekstfil. Gem den som CSV UTF-8."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(_("Filen er ikke gemt som UTF-8. Gem den som CSV UTF-8.")) from error


def _from_csv(data: bytes) -> dict[str, Sheet]:
    text = decoded(data)
    if semicolons(text):
        raise InputError(
            _("Filen er adskilt med semikolon. Gem skemaet som .xlsx, eller brug komma som skilletegn.")
        )
    sheets: dict[str, Sheet] = {}
    current: Sheet | None = None
    reader = csv.reader(io.StringIO(text, newline=""))
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise InputError(
                _("Linje {line} kan ikke læses som CSV: er der et anførselstegn for meget?").format(
                    line=number
                )
            ) from error
        if row is None:
            return sheets
        if row and row[0].strip():
            name = row[0].strip().lower()
            current = sheets[name] = Sheet(name)  # the last of two blocks with one name counts
        if current is not None:
            current.add(number, row[1:])


def semicolons(text: str) -> bool:
    """Whether a CSV file is separated by semicolons, as a Danish Excel writes it."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return (
        bool(lines)
        and sum(";" in line for line in lines) > len(lines) / 2
        and not any(line.startswith(",") for line in lines)
    )


def _from_markdown(data: bytes) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    current: Sheet | None = None
    for number, line in enumerate(decoded(data).split("\n"), 1):
        texts = _markdown_cells(line)
        if texts is None:
            continue
        if texts[0]:
            current = sheets[texts[0].lower()] = Sheet(texts[0].lower())
        if current is not None:
            current.add(number, texts[1:])
    return sheets


def _markdown_cells(line: str) -> list[str] | None:
    """The cells of a table's line, by the rules of pyxform; None for any other line."""
    if _MD_COMMENT.match(line):
        return None
    if behind := _MD_COMMENT_BEHIND.match(line):
        line = behind[1]
    found = _MD_ROW.match(line)
    if found is None or (_MD_RULE.match(found[1]) and "-" in found[1]):
        return None
    return [text.strip().replace(r"\|", "|") for text in _MD_BAR.split(found[1])]
