"""A workbook's plain data -> the bytes of an .xlsx: the same bytes for the same data."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from klimabesog.exchange.workbook import (
    FORMS,
    LONG,
    NUMBERS,
    TEXT,
    Cell,
    Column,
    Sheet,
    Shown,
    Workbook,
    unwritable,
)
from klimabesog.values.texts import _

SPOKEN_AS_FORMULA = ("=", "+", "-", "@")
"""A text that begins so is kept a text even when a person opens the cell and leaves it again."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_A3, _A4 = 8, 9
_HEAD, _BAND, _FILL, _TOTAL = "FF1F4E4A", "FFDCE9E7", "FFFFF4CC", "FFF2F2F2"
_LINE = "FFBFCBC9"
_LONGEST_PROMPT = 255
_FONT, _LINE_HEIGHT, _MOST_LINES = "Calibri", 15.0, 12


def write_workbook(book: Workbook) -> bytes:
    """The .xlsx. InputError for a text with a sign that no workbook can hold."""
    from openpyxl import Workbook as Made

    made = Made()
    made.remove(made.active)
    for sheet in book.sheets:
        _Page(made.create_sheet(sheet.name), sheet).fill(book.title)
    properties = made.properties
    properties.title, properties.subject = book.title, book.subject
    properties.creator = properties.lastModifiedBy = book.author
    properties.language = "da-DK"
    properties.created = datetime.fromisoformat(book.created)
    out = io.BytesIO()
    made.save(out)
    return _settled(out.getvalue(), properties)


def _settled(data: bytes, properties: Any) -> bytes:
    """The archive without the time it was written at."""
    from openpyxl.xml.functions import tostring

    properties.modified = properties.created
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as made,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as settled,
    ):
        for name in made.namelist():
            content = tostring(properties.to_tree()) if name == "docProps/core.xml" else made.read(name)
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            settled.writestr(member, content)
    return out.getvalue()


class _Page:
    """One sheet being filled."""

    def __init__(self, page: Any, sheet: Sheet) -> None:
        self._page, self._sheet = page, sheet
        self._styles = _Styles()

    def fill(self, title: str) -> None:
        """Headings, rows, total, empty rows, and how all of it is seen, printed and written in."""
        self._head()
        first = self._sheet.head_rows + 1
        last = self._rows(first)
        self._see(first, last)
        self._print(title)
        self._protect()
        self._guide(first)

    # -- cells -------------------------------------------------------------------------------------

    def _head(self) -> None:
        sheet, row = self._sheet, self._sheet.head_rows
        before = ""
        for place, column in enumerate(sheet.columns, 1):
            if sheet.has_bands:
                band = column.band if column.band != before else ""
                self._styles.band(self._put(1, place, band))
                before = column.band
            self._styles.head(self._put(row, place, column.title), column)
        if sheet.mark:
            self._put(1, 1, sheet.mark)
        needed = max(_wrapped(column.title, _width(column)) for column in sheet.columns if not column.hidden)
        self._page.row_dimensions[row].height = _LINE_HEIGHT * max(2, needed) + 6

    def _rows(self, first: int) -> int:
        """Write what stands below the headings; the number of the last row with data."""
        sheet = self._sheet
        for number, row in enumerate(sheet.rows, first):
            for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True), 1):
                self._cell(number, place, column, value, column.filled)
            self._page.row_dimensions[number].height = _LINE_HEIGHT * _lines(sheet.columns, row)
        last = first + len(sheet.rows) - 1
        if not sheet.rows and sheet.empty:
            self._put(first, 2 if sheet.columns[0].hidden else 1, sheet.empty)
        for number in range(last + 1, last + 1 + sheet.blank):
            for place, column in enumerate(sheet.columns, 1):
                self._cell(number, place, column, None, column.filled or column.title in sheet.blank_fill)
        if sheet.total:
            for place, (column, value) in enumerate(zip(sheet.columns, sheet.total, strict=True), 1):
                self._styles.total(self._cell(last + 1, place, column, value, False))
        return max(first, last)

    def _cell(self, row: int, place: int, column: Column, value: Cell, open_: bool) -> Any:
        plain, form = (value.value, value.form) if isinstance(value, Shown) else (value, column.form)
        cell = self._put(row, place, plain)
        if not isinstance(plain, str) or form in (TEXT, LONG):
            cell.number_format = FORMS[form]
        self._styles.body(cell, form, isinstance(plain, str), open_)
        return cell

    def _put(self, row: int, place: int, value: object) -> Any:
        """A cell with a value; a text stays a text."""
        from openpyxl.utils.exceptions import IllegalCharacterError

        cell = self._page.cell(row, place)
        try:
            cell.value = value if value != "" else None
        except IllegalCharacterError as error:
            raise unwritable(self._sheet.name, row) from error
        if isinstance(value, str) and value:
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(SPOKEN_AS_FORMULA)
        return cell

    # -- how it is seen ----------------------------------------------------------------------------

    def _see(self, first: int, last: int) -> None:
        page, sheet = self._page, self._sheet
        for place, column in enumerate(sheet.columns, 1):
            dimension = page.column_dimensions[_letter(place)]
            dimension.width, dimension.hidden = _width(column), column.hidden
        page.freeze_panes = f"{_letter(sheet.kept + 1)}{first}"
        page.auto_filter.ref = f"A{first - 1}:{_letter(len(sheet.columns))}{last + sheet.blank}"
        page.sheet_view.showGridLines = False

    def _print(self, title: str) -> None:
        page, sheet = self._page, self._sheet
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = _A3 if sheet.wide else _A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = sheet.across, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.print_title_rows = f"1:{sheet.head_rows}"
        if sheet.across > 1:
            page.print_title_cols = f"A:{_letter(sheet.kept)}"
        page.page_margins.left = page.page_margins.right = 0.4
        page.page_margins.top, page.page_margins.bottom, page.page_margins.footer = 0.5, 0.8, 0.4
        page.oddFooter.left.text = _footer_text(title)
        page.oddFooter.center.text = "&A"
        page.oddFooter.right.text = _("Side {page} af {pages}").format(page="&P", pages="&N")

    def _protect(self) -> None:
        """Against slips, not against people: without a password. Widths, filters and sorting stay free."""
        protection = self._page.protection
        protection.sheet = True
        for free in ("formatColumns", "formatRows", "autoFilter", "sort"):
            setattr(protection, free, False)

    def _guide(self, first: int) -> None:
        """Notes on the headings of columns to be filled, and what their cells take."""
        from openpyxl.comments import Comment

        sheet = self._sheet
        last = first + len(sheet.rows) + sheet.blank - 1
        for place, column in enumerate(sheet.columns, 1):
            if column.hint:
                note = Comment(column.hint, _("Klimabesøg"), height=110, width=260)
                self._page.cell(first - 1, place).comment = note
            if last >= first and (column.filled or column.title in sheet.blank_fill):
                for rule in _rules(column):
                    start = first if column.filled else first + len(sheet.rows)
                    rule.add(f"{_letter(place)}{start}:{_letter(place)}{last}")
                    self._page.add_data_validation(rule)


def _rules(column: Column) -> Iterator[Any]:
    """What a cell of the column takes: a text of a list, or a number within limits."""
    from openpyxl.worksheet.datavalidation import DataValidation

    said = {
        "promptTitle": column.title[:32],
        "prompt": column.hint[:_LONGEST_PROMPT] or None,
        "errorTitle": _("Klimabesøg"),
        "showInputMessage": bool(column.hint),
        "showErrorMessage": True,
        "allow_blank": True,
    }
    if column.choices:
        listed = '"' + ",".join(column.choices) + '"'
        yield DataValidation("list", listed, error=_("Vælg fra listen."), **said)
    elif column.form in NUMBERS:
        low, high = (
            (-1e10 if column.low is None else column.low),
            (1e10 if column.high is None else column.high),
        )
        wrong = _("Skriv et tal uden enhed, fx 1234,5.")
        yield DataValidation("decimal", f"{low:.0f}", f"{high:.0f}", operator="between", error=wrong, **said)


def _width(column: Column) -> float:
    """The width of a column: no word of its title is broken."""
    return max(column.width, max(map(len, column.title.split())) + 3)


def _wrapped(title: str, width: float) -> int:
    """How many lines a bold title takes in a column."""
    lines, left = 1, width - 2
    for word in title.split():
        if len(word) > left and left < width - 2:
            lines, left = lines + 1, width - 2
        left -= len(word) + 1.5
    return lines


def _lines(columns: Sequence[Column], row: Sequence[Cell]) -> int:
    """How many lines the longest text of a row takes in its column, about."""
    plain = [value.value if isinstance(value, Shown) else value for value in row]
    texts = [
        (column.width, value) for column, value in zip(columns, plain, strict=True) if isinstance(value, str)
    ]
    needed = (sum(1 + int(len(line) / (1.1 * width)) for line in text.split("\n")) for width, text in texts)
    return min(_MOST_LINES, max(needed, default=1))


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))


def _footer_text(text: str) -> str:
    """A text in a footer, where "&" begins a code."""
    return text.replace("&", "&&")[:200]


class _Styles:
    """The looks of the cells, each made once."""

    def __init__(self) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        def paint(colour: str) -> Any:
            return PatternFill("solid", start_color=colour, end_color=colour)

        self._plain, self._bold = Font(_FONT, 11), Font(_FONT, 11, bold=True)
        self._white = Font(_FONT, 11, bold=True, color="FFFFFFFF")
        self._head, self._band, self._open, self._sum = map(paint, (_HEAD, _BAND, _FILL, _TOTAL))
        self._heading = Alignment(horizontal="left", wrap_text=True, vertical="center", indent=1)
        self._over_numbers = Alignment(horizontal="right", wrap_text=True, vertical="center")
        self._text = Alignment(horizontal="left", wrap_text=True, vertical="top", indent=1)
        self._word = Alignment(horizontal="right", wrap_text=True, vertical="top")
        self._number = Alignment(vertical="top")
        line = Side("thin", color=_LINE)
        self._below = Border(bottom=line)
        self._around = Border(line, line, line, line)
        self._unlocked = Protection(locked=False)

    def band(self, cell: Any) -> None:
        cell.font, cell.fill = self._bold, self._band

    def head(self, cell: Any, column: Column) -> None:
        if column.filled:
            cell.font, cell.fill, cell.border = self._bold, self._open, self._around
        else:
            cell.font, cell.fill = self._white, self._head
        cell.alignment = self._heading if column.form in (TEXT, LONG) else self._over_numbers

    def body(self, cell: Any, form: str, is_text: bool, open_: bool) -> None:
        cell.font = self._plain
        if form in (TEXT, LONG):
            cell.alignment = self._text
        else:
            cell.alignment = self._word if is_text else self._number
        cell.border = self._around if open_ else self._below
        if open_:
            cell.fill, cell.protection = self._open, self._unlocked

    def total(self, cell: Any) -> None:
        cell.font, cell.fill = self._bold, self._sum
