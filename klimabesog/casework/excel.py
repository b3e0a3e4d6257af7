"""A form as an Excel workbook, for officers who edit it there: the same sheets, columns and texts."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.xforms.sheets import Sheet

SUFFIXES = (".csv", ".md", ".xlsx")
WIDEST = 60
"""Characters a column is made wide at most; longer texts wrap."""


def workbook_of(path: Path) -> bytes:
    """The XLSForm at `path` as .xlsx; it converts to the very same XForm.

    A form with mistakes is written too, so that they can be mended in Excel. InputError for what is no form file.
    """
    from klimabesog.xforms.sheets import read_sheets

    if path.suffix.lower() not in SUFFIXES:
        raise InputError(_("{name} er ikke et skema: brug .xlsx, .csv eller .md.").format(name=path.name))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(_("Filen {name} kan ikke åbnes.").format(name=path)) from error
    sheets = read_sheets(data, path.suffix.lower())
    if "survey" not in sheets:
        raise InputError(
            _("{name} indeholder ikke noget skema: arket survey mangler.").format(name=path.name)
        )
    return _write(sheets)


def _write(sheets: Mapping[str, Sheet]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets.values():
        _fill(book.create_sheet(sheet.name), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(page: Any, sheet: Sheet) -> None:
    """One sheet with its headings bold and always in view, and long texts wrapped."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(sheet.columns, 1):
        _text(page, 1, place, column).font = Font(bold=True)
        texts = [row[column].text for row in sheet.rows if column in row]
        widest = max(map(len, [column, *texts]))
        page.column_dimensions[get_column_letter(place)].width = min(widest, WIDEST) + 2
        for number, row in enumerate(sheet.rows, 2):
            if column in row:
                cell = _text(page, number, place, row[column].text)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"


def _text(page: Any, row: int, column: int, text: str) -> Any:
    """A cell that stays text: a version is no number, and "= …" no formula."""
    from openpyxl.utils.exceptions import IllegalCharacterError

    cell = page.cell(row, column)
    try:
        cell.value = text
    except IllegalCharacterError as error:
        raise InputError(
            _("Et tegn i {sheet}, række {row}, kan ikke stå i Excel. Skriv teksten igen.").format(
                sheet=page.title, row=row
            )
        ) from error
    cell.data_type, cell.number_format = "s", "@"
    return cell
