"""The sheets of an XLSForm as the author sees them: cells with their row and column, for errors that point."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

KNOWN = frozenset(("survey", "choices", "settings", "entities", "external_choices", "osm"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell: `row` counts from 1 in the file (a CSV file holds all sheets), `column` is its heading."""

    sheet: str
    row: int
    column: str
    text: str


@dataclass(slots=True)
class Sheet:
    """One sheet: its headings, the row they stand in, and the cells of each row below by heading."""

    name: str
    header_row: int = 0
    columns: list[str] = field(default_factory=list)
    rows: list[dict[str, Cell]] = field(default_factory=list)

    def cells(self) -> Iterator[Cell]:
        """All cells, row by row."""
        for row in self.rows:
            yield from row.values()

    def add(self, number: int, texts: list[str]) -> None:
        """Take in one row; the first one is the headings."""
        if not any(texts):
            return
        if not self.columns:
            self.header_row, self.columns = number, [text.strip() for text in texts]
            return
        row = {
            column: Cell(self.name, number, column, text)
            for column, text in zip(self.columns, texts, strict=False)
            if column and text.strip()
        }
        if row:
            self.rows.append(row)


def read_sheets(data: bytes, suffix: str) -> dict[str, Sheet]:
    """The sheets by name (lower case). Raises InputError when the bytes are not what the suffix says."""
    if suffix == ".csv":
        return _from_csv(data)
    return _from_workbook(data) if suffix == ".xlsx" else _from_markdown(data)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(_("Filen er ikke gemt som UTF-8. Gem den som CSV UTF-8.")) from error


def _from_csv(data: bytes) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    current: Sheet | None = None
    for number, row in enumerate(csv.reader(io.StringIO(_decoded(data), newline="")), 1):
        if row and row[0].strip():
            current = sheets.setdefault(row[0].strip().lower(), Sheet(row[0].strip().lower()))
        if current is not None:
            current.add(number, row[1:])
    return sheets


def _from_workbook(data: bytes) -> dict[str, Sheet]:
    from openpyxl import load_workbook

    sheets: dict[str, Sheet] = {}
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for worksheet in workbook.worksheets:
            sheet = sheets[worksheet.title.strip().lower()] = Sheet(worksheet.title.strip().lower())
            for number, row in enumerate(worksheet.iter_rows(values_only=True), 1):
                sheet.add(number, ["" if value is None else str(value) for value in row])
    except Exception as error:  # a damaged workbook makes openpyxl raise anything
        raise InputError(
            _("Regnearket er beskadiget. Åbn det i Excel, og gem det igen som .xlsx.")
        ) from error
    return sheets


def _from_markdown(data: bytes) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    current: Sheet | None = None
    for number, line in enumerate(_decoded(data).splitlines(), 1):
        if not line.strip().startswith("|") or set(line.strip()) <= set("|-: "):
            continue
        texts = [text.strip().replace("\\|", "|") for text in line.strip().strip("|").split("|")]
        if texts[0]:
            current = sheets.setdefault(texts[0].lower(), Sheet(texts[0].lower()))
        if current is not None:
            current.add(number, texts[1:])
    return sheets
