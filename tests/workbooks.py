"""Reading a workbook of a case as a person's spreadsheet does: independent of the code that writes it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

Numbers = dict[str, dict[str, dict[str, float]]]
"""Sheet -> what a row is about -> title of the column -> number."""

NAMES = {
    "Virksomhed": ("Emne", "Hvad"),
    "Energi": ("Energi",),
    "Tiltag": ("Tiltag",),
    "Handlingsplan": ("Tiltag",),
    "Opfølgning": ("Opfølgning", "Art", "Emne"),
    "Forudsætninger": ("Art", "Emne", "Hvad"),
    "Virksomheder": ("Virksomhed",),
    "Trin": ("Trin",),
    "Indsatsområder": ("Indsatsområde",),
    "Alle tiltag": ("Virksomhed", "Tiltag"),
}
"""The columns that say what a row is about; their texts are joined by " / "."""


@dataclass(frozen=True)
class Row:
    """A row of a table with its number in the sheet."""

    number: int
    cells: dict[str, Any]


def opened(data: bytes) -> Any:
    """The workbook as openpyxl has it, to look at anything, or to change and save it."""
    return load_workbook(io.BytesIO(data))


def saved(book: Any) -> bytes:
    """Its bytes again."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def titles(page: Any) -> dict[str, int]:
    """Title -> number of its column; the titles stand right above the frozen part."""
    row = page[_head(page)]
    return {str(cell.value): cell.column for cell in row if cell.value is not None}


def table(page: Any) -> list[Row]:
    """The rows beneath the titles that hold anything."""
    heads = titles(page)
    rows = []
    for number in range(_head(page) + 1, page.max_row + 1):
        cells = {title: page.cell(number, column).value for title, column in heads.items()}
        if any(value is not None for value in cells.values()):
            rows.append(Row(number, cells))
    return rows


def _head(page: Any) -> int:
    frozen = page.freeze_panes
    return int("".join(sign for sign in frozen if sign.isdigit())) - 1


def numbers_of(data: bytes) -> Numbers:
    """Every number of the workbook by sheet, row and column. A number that is a text is none."""
    book = opened(data)
    return {page.title: _numbers(page) for page in book.worksheets}


def _numbers(page: Any) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in table(page):
        name = " / ".join(str(row.cells.get(title) or "") for title in NAMES[page.title])
        numbers = {
            t: float(v)
            for t, v in row.cells.items()
            if isinstance(v, int | float) and not isinstance(v, bool)
        }
        found.setdefault(name, {}).update(numbers)
    return found


def same(value: float | None) -> Any:
    """Equal as far as a workbook holds a number: to sixteen digits."""
    return None if value is None else pytest.approx(value, rel=1e-14, abs=0)


def texts_of(data: bytes) -> dict[str, list[str]]:
    """Every text of each sheet."""
    book = opened(data)
    return {
        page.title: [str(c.value) for row in page.iter_rows() for c in row if isinstance(c.value, str)]
        for page in book.worksheets
    }


def is_day(value: Any) -> bool:
    """Whether a cell holds a date."""
    return isinstance(value, datetime)
