"""The sheet Tiltag as an adviser sent it back: its cells read into figures, and what cannot be understood told."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from klimabesog.casework.adviser.figures import SOURCES
from klimabesog.casework.areas import AREAS
from klimabesog.casework.cpr import find_cpr
from klimabesog.casework.workbooks import columns
from klimabesog.casework.workbooks.columns import (
    ADVISER,
    INVESTMENT,
    KR,
    LIFETIME,
    LIFETIMES,
    MOST,
    OPERATION,
    OTHER,
    OTHER_KWH,
    REMARK,
    SHEET,
    SOURCE,
)
from klimabesog.energy.carriers import CARRIERS
from klimabesog.exchange.xlsx_reading import ReadRow, Value, letter, read_file, read_sheet
from klimabesog.values.danish import format_number, parse_number
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

KWH_FIELD = "kwh:"
"""Begins the name of a carrier's figure: "kwh:el"."""
MONEY_FIELD, INVESTMENT_FIELD, OPERATION_FIELD, LIFETIME_FIELD, SOURCE_FIELD, REMARK_FIELD = (
    "money", "investment", "operation", "lifetime", "source", "remark",
)  # fmt: skip
"""The names of the other figures, as in `figures.Figures`."""
LONGEST = {columns.TITLE: 120, REMARK: 2000}
_HEAD_WITHIN = 10
_UNITS = ("kwh/år", "kwh", "kr./år", "kr/år", "kr.", "kr", "år")

FIELDS: Mapping[str, str] = {
    **{columns.kwh_of(carrier.code): KWH_FIELD + carrier.code for carrier in CARRIERS},
    KR: MONEY_FIELD,
    INVESTMENT: INVESTMENT_FIELD,
    OPERATION: OPERATION_FIELD,
    LIFETIME: LIFETIME_FIELD,
    SOURCE: SOURCE_FIELD,
    REMARK: REMARK_FIELD,
}
"""What a column of the adviser's says after "Rådgiver: ", and the name of its figure."""


@dataclass(frozen=True)
class Trouble:
    """Something that was not understood, and is left out; `column` is a letter, "" for a whole row."""

    row: int
    column: str
    sentence: str

    @property
    def place(self) -> str:
        """ "Tiltag, række 7, kolonne H"."""
        words = _("{sheet}, række {row}").format(sheet=SHEET, row=self.row)
        return words + (_(", kolonne {column}").format(column=self.column) if self.column else "")

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


@dataclass(frozen=True)
class Given:
    """A figure or text in a cell; `formula`: it is what a formula came to when the file was saved."""

    value: float | str
    column: str
    formula: bool = False


@dataclass
class FileRow:
    """A row in which an adviser wrote something: of the measure with this id, or a proposal of the adviser's own."""

    number: int
    id: str
    title: str
    area: str = ""
    given: dict[str, Given] = field(default_factory=dict)


@dataclass(frozen=True)
class AdviserFile:
    """A file that was read: its rows with figures in them, and what was not understood in it.

    `company`: the id of the company that it was made for, "" where the corner of the sheet was cleared.
    """

    name: str
    digest: str
    company: str
    rows: tuple[FileRow, ...]
    troubles: tuple[Trouble, ...]


def read_adviser_file(path: Path) -> AdviserFile:
    """Read the workbook. InputError for one that is not ours, is damaged, or may carry more than figures."""
    data = read_file(path)
    rows = read_sheet(data, SHEET)
    reader = _Reader(rows)
    return AdviserFile(
        path.name,
        hashlib.sha256(data).hexdigest(),
        reader.company,
        tuple(reader.rows()),
        tuple(reader.troubles),
    )


class _Reader:
    """The rows of the sheet, by the titles above them."""

    def __init__(self, rows: Sequence[ReadRow]) -> None:
        self.troubles: list[Trouble] = []
        corner = rows[0].text(0) if rows else ""
        self.company = corner.removeprefix(columns.MARK) if corner.startswith(columns.MARK) else ""
        self._head = _head_of(rows)
        self._below = [row for row in rows if row.number > self._head.number]
        self._places = {title: place for place, title in reversed([*self._titles()])}
        self._columns = dict(self._known())

    def _titles(self) -> Iterator[tuple[int, str]]:
        for place in range(len(self._head.values)):
            if title := self._head.text(place):
                yield place, title

    def _known(self) -> Iterator[tuple[str, int]]:
        """The adviser's columns by their figure; one with another unit, or that we never made, is told and left out."""
        prefix = columns.of(ADVISER, "")
        for place, title in self._titles():
            if not title.startswith(prefix):
                continue
            said = title.removeprefix(prefix)
            if said in FIELDS:
                yield FIELDS[said], place
            elif said not in (OTHER, OTHER_KWH):
                self._tell(self._head.number, place, _wrong_title(said))

    def _tell(self, row: int, place: int | None, sentence: str) -> None:
        self.troubles.append(Trouble(row, "" if place is None else letter(place), sentence))

    # -- rows --------------------------------------------------------------------------------------

    def rows(self) -> Iterator[FileRow]:
        """The rows in which anything is written that can be understood."""
        for row in self._below:
            read = self._row(row)
            if read is None or not read.given:
                continue
            if not read.id and not read.title:
                self._tell(row.number, self._places.get(columns.TITLE), _("Skriv, hvad forslaget hedder."))
                continue
            yield read

    def _row(self, row: ReadRow) -> FileRow | None:
        read = FileRow(row.number, self._at(row, columns.ID), self._at(row, columns.TITLE))
        for name, place in self._columns.items():
            if (given := self._given(row, name, place)) is not None:
                read.given[name] = given
        self._other(row, read)
        if read.id or not read.given:
            return read
        read.area = self._area(row)
        at = self._places.get(columns.TITLE)
        return read if self._is_fit(row.number, at, read.title, LONGEST[columns.TITLE]) else None

    def _at(self, row: ReadRow, title: str) -> str:
        place = self._places.get(title)
        return "" if place is None else row.text(place)

    def _area(self, row: ReadRow) -> str:
        """The code of the focus area that is chosen; an unknown one is told."""
        said = self._at(row, columns.AREA)
        code = next((code for code, name in AREAS.items() if name.casefold() == said.casefold()), "")
        if said and not code:
            words = _("»{text}« er ikke et indsatsområde. Vælg fra listen i feltet.").format(text=_short(said))
            self._tell(row.number, self._places.get(columns.AREA), words)
        return code

    def _other(self, row: ReadRow, read: FileRow) -> None:
        """The figure of a carrier that has no column of its own."""
        prefix = columns.of(ADVISER, "")
        place, carrier_place = self._places.get(prefix + OTHER_KWH), self._places.get(prefix + OTHER)
        if place is None or carrier_place is None:
            return
        number = self._number(row, KWH_FIELD, place)
        if number is None:
            return
        said = row.text(carrier_place)
        code = next((c.code for c in CARRIERS if c.name.casefold() == said.casefold()), "")
        if not code:
            self._tell(row.number, carrier_place, _("Vælg, hvilken energi tallet til højre handler om."))
        elif KWH_FIELD + code in read.given:
            self._tell(row.number, carrier_place, _("Der står allerede et tal for den energi i rækken."))
        else:
            read.given[KWH_FIELD + code] = number

    # -- cells -------------------------------------------------------------------------------------

    def _given(self, row: ReadRow, name: str, place: int) -> Given | None:
        if name == REMARK_FIELD:
            return self._text(row, place)
        if name == SOURCE_FIELD:
            return self._source(row, place)
        return self._number(row, name, place)

    def _text(self, row: ReadRow, place: int) -> Given | None:
        value = row.value(place)
        text = str(value).strip() if value is not None else ""
        if not text or not self._is_fit(row.number, place, text, LONGEST[REMARK]):
            return None
        return Given(text, letter(place), place in row.formulas)

    def _is_fit(self, row: int, place: int | None, text: str, longest: int) -> bool:
        """Whether a text may be kept: neither too long nor with what may be a CPR number."""
        if len(text) > longest:
            self._tell(row, place, _("Teksten er for lang: højst {n} tegn.").format(n=longest))
        elif find_cpr(text):
            self._tell(row, place, _("Teksten ligner et CPR-nummer og er ikke taget med."))
        else:
            return True
        return False

    def _source(self, row: ReadRow, place: int) -> Given | None:
        said = row.text(place)
        code = next((code for code, words in SOURCES.items() if words.casefold() == said.casefold()), "")
        if said and not code:
            choices = ", ".join(SOURCES.values())
            self._tell(row.number, place, _("Skriv en af disse: {choices}.").format(choices=choices))
        return Given(code, letter(place)) if code else None

    def _number(self, row: ReadRow, name: str, place: int) -> Given | None:
        formula = place in row.formulas
        try:
            if formula and row.value(place) is None:
                words = _("Formlen er ikke regnet ud. Åbn filen i Excel, gem den, og hent den igen.")
                raise InputError(words)
            number = _as_number(row.value(place))
            if number is not None:
                _refuse(name, number)
        except InputError as error:
            self._tell(row.number, place, str(error))
            return None
        return None if number is None else Given(number, letter(place), formula)


def _head_of(rows: Sequence[ReadRow]) -> ReadRow:
    """The row of titles: the first that has the measure's title and a column of the adviser's."""
    prefix = columns.of(ADVISER, "")
    for row in rows:
        texts = [row.text(place) for place in range(len(row.values))]
        if row.number <= _HEAD_WITHIN and columns.TITLE in texts and any(t.startswith(prefix) for t in texts):
            return row
    raise InputError(
        _("Overskrifterne på arket {sheet} mangler. Brug regnearket, som det blev hentet.").format(sheet=SHEET)
    )


def _wrong_title(said: str) -> str:
    """What to say of a column that is none of ours, or has another unit than ours."""
    name = said.partition("(")[0].strip().casefold()
    ours = next((title for title in FIELDS if title.partition("(")[0].strip().casefold() == name), "")
    if ours:
        return _("Kolonnen »{said}« skal hedde »{ours}«, med tal i den enhed. Den er ikke taget med.").format(
            said=_short(said), ours=ours
        )
    return _("Kolonnen »{said}« er ukendt og er ikke taget med.").format(said=_short(said))


def _as_number(value: Value) -> float | None:
    """The number of a cell, also one that was typed as a Danish text; None for an empty one. InputError for another."""
    if isinstance(value, bool | date):
        raise InputError(_("Der står en dato eller sandt/falsk. Skriv et tal, fx 1234,5."))
    if value is None or isinstance(value, int | float):
        return None if value is None else float(value)
    text = " ".join(value.split())
    for unit in _UNITS:
        if text.casefold().endswith(unit):
            text = text[: -len(unit)].strip()
            break
    return None if text in ("", "-", "–", "—") else parse_number(text)


def _refuse(name: str, number: float) -> None:
    """InputError for a number that cannot be meant."""
    low, high = LIFETIMES
    if not math.isfinite(number) or abs(number) > MOST:
        raise InputError(_("Tallet er for stort til at være rigtigt. Er enheden den rigtige?"))
    if name == LIFETIME_FIELD and not low <= number <= high:
        raise InputError(
            _("Levetiden skal være mellem {low} og {high} år.").format(
                low=format_number(low), high=format_number(high)
            )
        )
    if name == INVESTMENT_FIELD and number < 0:
        raise InputError(_("Investeringen kan ikke være negativ. Tilskud trækkes fra i prisen."))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
