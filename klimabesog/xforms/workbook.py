"""An Excel workbook -> sheets, with bounds: nothing in the file decides how much memory or time it takes to read."""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Iterator
from typing import Any

from klimabesog.values.errors import InputError
from klimabesog.values.workbooks import damaged, look_inside
from klimabesog.xforms.sheets import Sheet

MOST_COLUMNS = 500
EMPTY_ROWS = 60
"""After so many empty rows in a row the sheet is at its end, as for pyxform: a stray format is no content."""


def read_workbook(data: bytes) -> dict[str, Sheet]:
    """The sheets of an .xlsx by name (lower case), hidden ones too. InputError says what to do with a bad file."""
    has_formulas = look_inside(data).has_formulas
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # what openpyxl leaves out (styles, drop-downs) is no part of a form
            sheets = _sheets(data, has_formulas)
    except InputError:
        raise
    except Exception as error:  # a damaged workbook makes openpyxl raise anything
        raise InputError(damaged()) from error
    if not sheets:
        raise InputError(damaged())
    return sheets


def _sheets(data: bytes, has_formulas: bool) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    written = _open(data, data_only=False) if has_formulas else None
    values = _open(data, data_only=True)
    try:
        for title in values.sheetnames:
            page = values[title]
            if not hasattr(page, "iter_rows"):  # a chart
                continue
            name = title.strip().lower()
            sheet = sheets[name] = Sheet(name)
            _fill(sheet, page, written[title] if written is not None else None)
    finally:
        values.close()
        if written is not None:
            written.close()
    return sheets


def _open(data: bytes, data_only: bool) -> Any:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only)


def _fill(sheet: Sheet, page: Any, written: Any) -> None:
    formulas = _rows(written) if written is not None else iter(())
    empty = 0
    for number, row in enumerate(_rows(page), 1):
        missing = _without_value(row, next(formulas, ()))
        texts = [as_text(value) for value in row]
        if not missing and not any(text.strip() for text in texts):
            empty += 1
            if empty > EMPTY_ROWS:
                return
            continue
        empty = 0
        texts += [""] * (max(missing, default=-1) + 1 - len(texts))
        _name_columns(sheet, len(texts))
        sheet.add(number, texts, missing)


def _name_columns(sheet: Sheet, count: int) -> None:
    from openpyxl.utils import get_column_letter

    for place in range(len(sheet.letters), count):
        sheet.letters.append(get_column_letter(place + 1))


def _rows(page: Any) -> Iterator[tuple[object, ...]]:
    """The values of each row, without the empty cells at its end."""
    page.reset_dimensions()  # what the file says about its own size is not to be trusted
    rows: Iterator[tuple[object, ...]] = page.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    for row in rows:
        last = len(row)
        while last and row[last - 1] is None:
            last -= 1
        yield row[:last]


def _without_value(row: tuple[object, ...], written: tuple[object, ...]) -> frozenset[int]:
    """The places of formulas that Excel has not worked out: written with "=", and no value kept."""
    return frozenset(
        place
        for place, original in enumerate(written)
        if isinstance(original, str)
        and original.startswith("=")
        and (place >= len(row) or row[place] is None)
    )


def as_text(value: object) -> str:
    """The text of a cell's value, by pyxform's rules: whole numbers without a point, dates as ISO, plain spaces."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return str(value)
    return str(value).replace("\xa0", " ")
