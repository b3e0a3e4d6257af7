"""Factor tables as CSV that a municipality edits in Excel: `;` between columns, Danish decimal comma."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.errors import FactorTableError
from klimabesog.energy.factors import LIFE_CYCLE, STANDARD, FactorRow, FactorSet
from klimabesog.energy.units import canonical_unit
from klimabesog.values.danish import parse_number
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

COLUMNS = {
    "art": "kind",
    "baerer": "carrier",
    "enhed": "unit",
    "vaerdi": "value",
    "aar": "year",
    "graense": "boundary",
    "brug": "use",
    "variant": "variant",
    "kilde": "source",
    "url": "url",
    "kildeaar": "source_year",
    "sikkerhed": "certainty",
    "scope": "scope",
    "note": "note",
}
"""Danish column names and the fields of a row they fill; columns of other names are left alone."""

_REQUIRED = ("art", "baerer", "enhed", "vaerdi")


def load(path: Path, year: int | None = None) -> FactorSet:
    """The set in a file named after it ("2026.csv"), read for the base `year` (default: the file's own year).

    FactorTableError with the line at fault; OSError if there is no such file.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FactorTableError(_("Gem faktortabellen som CSV UTF-8, og prøv igen.")) from error
    name = path.stem
    own_year = int(name[:4]) if name[:4].isdigit() else 0
    return parse(text, id=name, title=_("Faktorer {name}").format(name=name), year=year or own_year)


def parse(text: str, *, id: str, title: str, year: int, boundary: str = LIFE_CYCLE) -> FactorSet:
    """The set in a CSV text; FactorTableError names the line at fault."""
    rows, problems = read_rows(text)
    if problems:
        raise FactorTableError(problems[0])
    return FactorSet(id, title, year, tuple(row for _line, row in rows), boundary)


def read_rows(text: str, delimiter: str = ";") -> tuple[list[tuple[int, FactorRow]], list[str]]:
    """(line, row) of every line that can be read, and a sentence for each that can't.

    FactorTableError when a column is missing altogether.
    """
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    missing = [name for name in _REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise FactorTableError(_("Faktortabellen mangler kolonnen {names}.").format(names=", ".join(missing)))
    rows, problems = [], []
    for line in reader:
        try:
            if any(_texts(line).values()):
                rows.append((reader.line_num, _row(line, reader.line_num)))
        except FactorTableError as error:
            problems.append(str(error))
    return rows, problems


def write(factors: FactorSet) -> str:
    """The set as CSV text that `parse` reads back to equal rows."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in factors.rows:
        writer.writerow([_cell(getattr(row, field)) for field in COLUMNS.values()])
    return out.getvalue()


def _row(line: dict[str, str], number: int) -> FactorRow:
    """One line of the table."""
    texts = _texts(line)
    try:
        return FactorRow(
            kind=texts["art"],
            carrier=texts["baerer"],
            unit=canonical_unit(texts["enhed"]),
            value=parse_number(texts["vaerdi"]),
            year=_year(texts["aar"]),
            boundary=texts["graense"],
            use=texts["brug"] or STANDARD,
            variant=texts["variant"],
            source=texts["kilde"],
            url=texts["url"],
            source_year=_year(texts["kildeaar"]),
            certainty=texts["sikkerhed"] or "middel",
            scope=texts["scope"],
            note=texts["note"],
        )
    except InputError as error:
        problem = str(error).removeprefix(f"{carrier_name(texts['baerer'])}, {texts['art']}: ")
        named = ", ".join(filter(None, (texts["art"], carrier_name(texts["baerer"]))))
        raise FactorTableError(
            _("Linje {number} ({row}): {problem}").format(number=number, row=named, problem=problem)
        ) from error


def _texts(line: dict[str, str]) -> dict[str, str]:
    """The known columns of a line, trimmed, "" where there is none."""
    return {name: str(line.get(name) or "").strip() for name in COLUMNS}


def _year(text: str) -> int | None:
    return int(parse_number(text)) if text else None


def _cell(value: object) -> str:
    """A value as Danish Excel reads it."""
    if value is None:
        return ""
    return repr(value).replace(".", ",") if isinstance(value, float) else str(value)
