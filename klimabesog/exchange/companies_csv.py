"""Companies from a CSV file as municipalities have them: any usual separator, encoding and column names.

Only the shape is read here; whether a CVR number is one, `partnership` says.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

MAX_BYTES = 20_000_000
MAX_ROWS = 100_000

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "cvr": ("cvr", "cvrnr", "cvrnummer", "cvrno", "senr"),
    "navn": ("navn", "virksomhed", "virksomhedsnavn", "virksomhedensnavn", "firma", "firmanavn", "name"),
    "pnr": ("pnr", "pnummer", "penhed", "produktionsenhed", "produktionsenhedsnummer", "produktionsenhedsnr"),
    "adresse": ("adresse", "vej", "vejnavn", "gade", "beliggenhedsadresse", "gadenavn", "address"),
    "husnr": ("husnr", "husnummer", "vejnr", "nr", "husnummerfra"),
    "postnr": ("postnr", "postnummer", "zip"),
    "by": ("by", "bynavn", "postdistrikt", "postby", "city"),
    "branchekode": ("branchekode", "branche", "hovedbranche", "hovedbranchekode", "db07", "db25", "branchekodedb07",
                    "branchekodedb25", "nacekode"),
    "ansatte": ("ansatte", "antalansatte", "medarbejdere", "antalmedarbejdere", "årsværk", "antalårsværk"),
    "areal": ("areal", "arealm2", "etageareal", "opvarmetareal", "m2"),
    "reklamebeskyttet": ("reklamebeskyttet", "reklamebeskyttelse"),
    "kontaktperson": ("kontaktperson", "kontakt", "kontaktnavn"),
    "telefon": ("telefon", "tlf", "telefonnummer", "telefonnr", "tlfnr", "mobil"),
    "epost": ("epost", "email", "mail", "emailadresse", "mailadresse", "kontaktmail"),
}  # fmt: skip
"""The names a column may have, lower case, letters and digits only."""

_NAMES = {synonym: column for column, synonyms in COLUMNS.items() for synonym in synonyms}
_YES = frozenset(("ja", "j", "true", "1", "x", "yes", "sand", "sandt"))
_NO = frozenset(("nej", "n", "false", "0", "no", "falsk"))
_ENCODINGS = ("utf-8-sig", "cp1252", "latin-1")


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """One company: its line in the file, and its fields under the names in COLUMNS; empty cells are left out.

    Texts are as typed, without blanks around them; `reklamebeskyttet` is a bool; `husnr` has become part of `adresse`.
    """

    line: int
    fields: Mapping[str, str | bool]


@dataclass(frozen=True, slots=True)
class CompanyTable:
    """What was read, and a sentence for each line or column that could not be used."""

    rows: tuple[CompanyLine, ...]
    problems: tuple[str, ...]


def read_companies(path: Path) -> CompanyTable:
    """The companies in a CSV file.  InputError if it is no such file: binary, empty, huge, or without the columns."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise InputError(_("Filen {path} kan ikke læses. Tjek, at den findes.").format(path=path)) from error
    if size > MAX_BYTES:
        raise InputError(
            _("Filen er for stor ({n} MB). Del den op, så hver fil er under {limit} MB.").format(
                n=size // 1_000_000, limit=MAX_BYTES // 1_000_000
            )
        )
    return parse_companies(data)


def parse_companies(data: bytes) -> CompanyTable:
    """The companies in the bytes of a CSV file; InputError as `read_companies`."""
    lines = _decoded(data).splitlines(keepends=True)
    skipped = 1 if lines and lines[0].lower().startswith("sep=") else 0
    try:
        rows = list(_rows(lines[skipped:], _separator(lines[skipped:]), skipped))
    except csv.Error as error:
        raise InputError(_("Filen kan ikke læses som CSV. {needed}").format(needed=_needed())) from error
    if not rows:
        raise InputError(_("Filen er tom. {needed}").format(needed=_needed()))
    return _table(rows)


def _decoded(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise InputError(_("Filen er et Excel-ark. Gem den som CSV (semikolonsepareret), og vælg den igen."))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise InputError(_("Filen er ikke en tekstfil. {needed}").format(needed=_needed()))
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 decodes everything")


def _separator(lines: Sequence[str]) -> str:
    """The separator under which the header has most known columns."""
    header = next((line for line in lines if line.strip()), "")
    return max(";\t,", key=lambda mark: sum(column is not None for column in _header(header.split(mark))))


def _rows(lines: Sequence[str], separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank with the line it begins on."""
    reader = csv.reader(lines, delimiter=separator)
    begins = skipped + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, [_cell(cell) for cell in cells]
        begins = skipped + reader.line_num + 1


def _cell(text: str) -> str:
    """A cell without blanks; Excel's way to keep leading zeros (="01234567") undone."""
    text = text.strip().strip("\u00a0")
    return text[2:-1] if text.startswith('="') and text.endswith('"') else text


def _header(cells: Sequence[str]) -> list[str | None]:
    """The columns the cells name; None for one that is not known."""
    return [_NAMES.get(re.sub(r"[\W_]+", "", cell.casefold())) for cell in cells]


def _table(rows: Sequence[tuple[int, list[str]]]) -> CompanyTable:
    columns = _header(rows[0][1])
    if "navn" not in columns:
        raise InputError(_("Filen har ikke de rigtige kolonner. {needed}").format(needed=_needed()))
    problems = list(_column_problems(rows[0][1], columns))
    companies = []
    for line, cells in rows[1 : MAX_ROWS + 1]:
        fields, problem = _fields(columns, cells)
        if problem:
            problems.append(_("Linje {line}: {problem}").format(line=line, problem=problem))
        if fields:
            companies.append(CompanyLine(line, fields))
    if len(rows) > MAX_ROWS + 1:
        problems.append(_("Kun de første {n} linjer er læst. Del filen op.").format(n=MAX_ROWS))
    return CompanyTable(tuple(companies), tuple(problems))


def _column_problems(cells: Sequence[str], columns: Sequence[str | None]) -> Iterator[str]:
    for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        if column is None and cell:
            yield _("Kolonnen »{name}« kendes ikke og er sprunget over.").format(name=cell[:40])
        elif column is not None and column in columns[:place]:
            yield _("Kolonnen »{name}« findes flere gange; den første er brugt.").format(name=cell[:40])


def _fields(columns: Sequence[str | None], cells: Sequence[str]) -> tuple[dict[str, str | bool], str]:
    """One company's fields, none if the line cannot be used; and what is wrong with it."""
    if any(cells[len(columns) :]):
        return {}, _("Der er flere felter end i overskriften. Sæt tekster med skilletegn i anførselstegn.")
    texts: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and cell:
            texts.setdefault(column, cell)
    if "navn" not in texts:
        return {}, _("Virksomhedens navn mangler.")
    if number := texts.pop("husnr", None):
        texts["adresse"] = f"{texts['adresse']} {number}" if "adresse" in texts else number
    answer = texts.pop("reklamebeskyttet", None)
    if answer is None:
        return dict(texts), ""
    if answer.casefold() not in _YES | _NO:
        return dict(texts), _("»{text}« under reklamebeskyttet skal være ja eller nej.").format(
            text=answer[:40]
        )
    return {**texts, "reklamebeskyttet": answer.casefold() in _YES}, ""


def _needed() -> str:
    return _(
        "Der skal være en linje med kolonnenavne, mindst »navn«, og gerne »cvr«, »adresse«, »postnr« og »by«."
    )
