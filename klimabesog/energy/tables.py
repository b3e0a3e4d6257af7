"""Factor tables as CSV that a municipality edits in Excel: `;` between columns, Danish decimal comma."""

from __future__ import annotations

import csv
import io
from pathlib import Path

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
    reader = csv.DictReader(io.StringIO(text), delimiter=";")
    missing = [name for name in _REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise FactorTableError(_("Faktortabellen mangler kolonnen {names}.").format(names=", ".join(missing)))
    rows = tuple(_row(line, reader.line_num) for line in reader if any(_texts(line).values()))
    return FactorSet(id, title, year, rows, boundary)


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
        raise FactorTableError(
            _("Linje {number} i faktortabellen: {problem}").format(number=number, problem=error)
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
