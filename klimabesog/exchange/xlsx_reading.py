"""One sheet of an .xlsx that somebody sent -> its rows, with bounds; what may carry more than figures is refused."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.values.workbooks import Contents, damaged, look_inside

MOST_BYTES = 20_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 200
EMPTY_ROWS = 200
"""After so many empty rows in a row the sheet is at its end: a stray format is no content."""

Value = str | float | bool | date | None


@dataclass(frozen=True)
class ReadRow:
    """A row with its number in the sheet. `formulas`: the places that a formula stands in; one that the spreadsheet has
    not worked out has no value."""

    number: int
    values: tuple[Value, ...]
    formulas: frozenset[int] = frozenset()

    def value(self, place: int) -> Value:
        """The value at a place (0 is the first column); None for an empty cell."""
        return self.values[place] if place < len(self.values) else None

    def text(self, place: int) -> str:
        """The value as a plain text, "" for none."""
        value = self.value(place)
        return "" if value is None else " ".join(str(value).split())


def letter(place: int) -> str:
    """The letter of the column at a place: 0 is "A"."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place + 1))


def read_file(path: Path) -> bytes:
    """The bytes of a workbook. InputError when it cannot be read, is no .xlsx by name, or is far too large."""
    if path.suffix.lower() != ".xlsx":
        raise InputError(
            _("{name} er ikke et regneark i formatet .xlsx. Gem det som .xlsx i Excel.").format(
                name=path.name
            )
        )
    try:
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(
            _("Filen {name} kan ikke læses. Tjek, at den findes og ikke er åben i Excel.").format(
                name=path.name
            )
        ) from error
    if len(data) > MOST_BYTES:
        raise InputError(_("Filen {name} er for stor til at være regnearket herfra.").format(name=path.name))
    return data


def read_sheet(data: bytes, name: str) -> list[ReadRow]:
    """The rows of the sheet of this name that hold anything. InputError for a file or sheet that is none of ours."""
    contents = look_inside(data)
    _refuse_active(contents)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out (styles, drop-downs) is not read here
            return list(_sheet(data, name, contents.has_formulas))
    except InputError:
        raise
    except Exception as error:  # a damaged workbook makes openpyxl raise anything
        raise InputError(damaged()) from error


def _refuse_active(contents: Contents) -> None:
    names = [name.lower() for name in contents.names]
    if any(name.endswith(("vbaproject.bin", ".bas")) or "/macrosheets/" in name for name in names):
        raise InputError(_("Regnearket indeholder makroer. Gem det i Excel som .xlsx uden makroer."))
    if any("/externallinks/" in name or name.endswith("/connections.xml") for name in names):
        raise InputError(
            _(
                "Regnearket henter tal fra andre filer. Bryd kæderne i Excel (Data, Rediger kæder), og gem igen."
            )
        )


def _sheet(data: bytes, name: str, has_formulas: bool) -> Iterator[ReadRow]:
    values = _open(data, data_only=True)
    written = _open(data, data_only=False) if has_formulas else None
    try:
        title = _title(values.sheetnames, name)
        originals = _rows(written[title], values=False) if written is not None else iter(())
        yield from _filled(_rows(values[title]), originals)
    finally:
        values.close()
        if written is not None:
            written.close()


def _title(titles: list[str], name: str) -> str:
    found = next((title for title in titles if title.strip().casefold() == name.casefold()), None)
    if found is None:
        raise InputError(
            _("Arket »{name}« mangler. Brug regnearket, som det blev hentet med »Gem som Excel«.").format(
                name=name
            )
        )
    return found


def _filled(rows: Iterator[tuple[Any, ...]], originals: Iterator[tuple[Any, ...]]) -> Iterator[ReadRow]:
    """The rows that hold anything, up to where the sheet is at its end."""
    empty = 0
    for number, row in enumerate(rows, 1):
        formulas = _formulas(next(originals, ()))
        if not formulas and not any(value is not None and str(value).strip() for value in row):
            empty += 1
            if empty > EMPTY_ROWS:
                return
            continue
        empty = 0
        if number > MOST_ROWS:
            raise InputError(
                _("Arket har mere end {n} rækker. Slet dem, der ikke er tiltag.").format(n=MOST_ROWS)
            )
        yield ReadRow(number, row, formulas)


def _formulas(cells: tuple[Any, ...]) -> frozenset[int]:
    """The places of formulas; a text that merely begins with "=" is none."""
    return frozenset(place for place, cell in enumerate(cells) if cell.data_type == "f")


def _open(data: bytes, data_only: bool) -> Any:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only)


def _rows(page: Any, values: bool = True) -> Iterator[tuple[Any, ...]]:
    """The values of each row, or its cells."""
    if not hasattr(page, "iter_rows"):  # a chart of that name
        raise InputError(damaged())
    page.reset_dimensions()  # what the file says about its own size is not to be trusted
    rows: Iterator[tuple[Any, ...]] = page.iter_rows(max_col=MOST_COLUMNS, values_only=values)
    yield from rows
