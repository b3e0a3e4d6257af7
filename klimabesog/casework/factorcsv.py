"""The factor table as a CSV file for Excel: out as it stands, and in again with a look at what changes.

What differs from the program's table becomes the municipality's own, and needs a source of its own. Rows that are not
in the file stay as they are. A file with any mistake changes nothing: each is named with its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from klimabesog.casework.factorlines import row_line, row_number
from klimabesog.energy import tables
from klimabesog.energy.errors import FactorTableError, UnknownUnit
from klimabesog.energy.factorchanges import RowChange, place_of, row_changes
from klimabesog.energy.factors import ALTERNATIVE, COMPANY, HEATING_VALUE, OWN, STANDARD, FactorRow, FactorSet
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

__all__ = ["FactorImport", "RowChange", "change_line", "changes_to", "read_file", "read_table", "table_bytes"]

LARGEST = 2_000_000


@dataclass(frozen=True)
class FactorImport:
    """What a file does: the set it leads to and each row that changes, or what is wrong with it."""

    factors: FactorSet
    changes: tuple[RowChange, ...]
    problems: tuple[str, ...]


def table_bytes(factors: FactorSet) -> bytes:
    """The set as CSV: semicolons, Danish numbers, UTF-8 with the mark that Excel wants."""
    return tables.write(factors).encode("utf-8-sig")


def read_file(path: Path, now: FactorSet) -> FactorImport:
    """What the file at `path` does to the set in force. InputError when it is no factor table at all."""
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        raise InputError(
            _("Filen {name} kan ikke læses. Tjek, at den findes.").format(name=path.name)
        ) from error
    if data is None:
        raise InputError(_("Filen {name} er for stor til at være en faktortabel.").format(name=path.name))
    return read_table(data, now)


def read_table(data: bytes, now: FactorSet) -> FactorImport:
    """What the bytes of a file do to the set in force; InputError as `read_file`."""
    text = _decoded(data)
    head = text.partition("\n")[0]
    rows, problems = tables.read_rows(text, max(";\t,", key=head.count))
    if not rows and not problems:
        raise FactorTableError(_("Filen har ingen rækker."))
    factors = now
    seen: dict[object, int] = {}
    for line, row in rows:
        first = seen.setdefault(place_of(row), line)
        if first != line:
            problems.append(
                _("Linje {line} siger det samme som linje {first}.").format(line=line, first=first)
            )
        elif problem := _problem(row, now):
            problems.append(_("Linje {line}: {problem}").format(line=line, problem=problem))
        else:
            factors = _taken(row, factors, now)
    problems += [] if problems else _unreadable(factors, rows)
    return FactorImport(factors, row_changes(now, factors), tuple(problems))


def changes_to(factors: FactorSet, now: FactorSet) -> FactorImport:
    """What putting a set in force does to the one that is."""
    return FactorImport(factors, row_changes(now, factors), ())


def change_line(change: RowChange) -> str:
    """A change in words: what came, went, or is another number now."""
    if change.before is None:
        return _("Ny: {row}").format(row=row_line(change.row))
    if change.after is None:
        return _("Ud: {row}").format(row=row_line(change.row))
    if change.before.value != change.after.value:
        was = row_number(change.before)
        return _("Ændret: {row} (før {was})").format(row=row_line(change.after), was=was)
    return _("Rettet: {row}").format(row=row_line(change.after))


def _decoded(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise FactorTableError(_("Filen er et Excel-ark. Gem den som CSV UTF-8, og vælg den igen."))
    if b"\0" in data:
        raise FactorTableError(_("Filen er ikke en tekstfil. Gem tabellen som CSV UTF-8, og vælg den igen."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _problem(row: FactorRow, now: FactorSet) -> str:
    """Why a row can't be taken; "" when it can."""
    if row.use == COMPANY:
        return _("Tal for en enkelt virksomhed hører til i besøget, ikke i tabellen.")
    known = {place_of(own): own for own in now.rows}.get(place_of(row))
    if known == row:
        return ""
    if not row.source:
        return _("Skriv i kolonnen kilde, hvor tallet kommer fra.")
    if known is not None and row.value != known.value and row.source == known.source and row.use != OWN:
        return _("Tallet er et andet, men kilden er den gamle. Skriv, hvor det nye tal kommer fra.")
    return ""


def _taken(row: FactorRow, factors: FactorSet, now: FactorSet) -> FactorSet:
    """The set with a row of the file: what the table does not say becomes the municipality's own."""
    if row in now.rows:
        return factors
    if row.use == ALTERNATIVE:
        kept = tuple(other for other in factors.rows if place_of(other) != place_of(row))
        return replace(factors, rows=(*kept, row))
    return factors.choosing(replace(row, certainty="egen") if row.use == STANDARD else row)


def _unreadable(factors: FactorSet, rows: list[tuple[int, FactorRow]]) -> Iterator[str]:
    """Lines in a unit that no heating value converts to kWh."""
    for line, row in rows:
        try:
            if row.kind != HEATING_VALUE:
                factors.kwh_per_unit(row.carrier, row.unit)
        except UnknownUnit as error:
            yield _("Linje {line}: {problem}").format(line=line, problem=error)
