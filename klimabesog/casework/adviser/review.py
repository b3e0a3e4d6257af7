"""What an adviser's file would change in a case, line by line; nothing is changed by looking."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from klimabesog.casework.adviser.figures import SOURCES, Figures, adviser_figures, figures_of_measure
from klimabesog.casework.adviser.sheet import (
    INVESTMENT_FIELD,
    KWH_FIELD,
    LIFETIME_FIELD,
    MONEY_FIELD,
    OPERATION_FIELD,
    REMARK_FIELD,
    SOURCE_FIELD,
    AdviserFile,
    FileRow,
    Given,
    Trouble,
)
from klimabesog.energy.carriers import carrier_name
from klimabesog.partnership.layers import ESTIMATE
from klimabesog.values.danish import format_unit
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.measures import Measures
    from klimabesog.casework.steps.book import StepBook

NAMES = {
    MONEY_FIELD: ("Besparelse", "kr./år"),
    INVESTMENT_FIELD: ("Investering", "kr."),
    OPERATION_FIELD: ("Drift", "kr./år"),
    LIFETIME_FIELD: ("Levetid", "år"),
    SOURCE_FIELD: ("Kilde", ""),
    REMARK_FIELD: ("Bemærkning", ""),
}
"""What a figure is called, and its unit."""
_NOTHING = "–"
_SAME = 1e-9


@dataclass(frozen=True)
class Line:
    """One thing that the file would change: `what` of the measure `title` from `before` to `after`, in words.

    `estimate` is our own figure, to compare with. `measure` is the measure's record, "" for a new proposal, which is
    one line. `place` says where in the file it stands. `advised`: whether to take it unless the person says otherwise.
    """

    number: int
    measure: str
    title: str
    what: str
    estimate: str
    before: str
    after: str
    place: str
    note: str
    advised: bool
    field: str
    row: FileRow

    @property
    def is_new(self) -> bool:
        """Whether it is a proposal that the case does not have."""
        return not self.measure


@dataclass(frozen=True)
class Review:
    """A file held against a case: the lines to choose from, and what was not understood."""

    file: AdviserFile
    lines: tuple[Line, ...]
    troubles: tuple[Trouble, ...]

    @property
    def advised(self) -> frozenset[int]:
        """The numbers of the lines to take unless the person says otherwise."""
        return frozenset(line.number for line in self.lines if line.advised)


def review_file(casebook: Casebook, book: StepBook, file: AdviserFile) -> Review:
    """What the file would change in the case of the company. InputError when it is about another one."""
    visit = book.visit
    if visit is None:
        raise InputError(_("Der er intet besøg endnu. Rådgiverens tal hører til tiltag fra et besøg."))
    if file.company and not _is_about(casebook, book, file.company):
        raise InputError(
            _("{name} hører til en anden virksomhed. Find den virksomhed, og hent tallene der.").format(
                name=file.name
            )
        )
    looker = _Looker(book, visit.measure_book, file)
    lines = tuple(replace(line, number=number) for number, line in enumerate(looker.lines(), 1))
    troubles = sorted((*file.troubles, *looker.troubles), key=lambda one: (one.row, one.column))
    return Review(file, lines, tuple(troubles))


def _is_about(casebook: Casebook, book: StepBook, company: str) -> bool:
    """Whether the file was made for this company, also under an id that it had before two were made one."""
    try:
        return casebook.registry.record(company).id == book.company
    except InputError:
        return False


class _Looker:
    """Holds the rows of a file against the measures of a case."""

    def __init__(self, book: StepBook, measures: Measures, file: AdviserFile) -> None:
        self._file, self.troubles = file, list[Trouble]()
        self._said = adviser_figures(book, measures)
        self._titles = {measures.record(i.id): measures.title(i.id) for i in measures.instances()}
        self._ours = _estimates(measures)
        self._known = {measures.record(i.id) for i in measures.instances()}
        self._rows_with_trouble = {trouble.row for trouble in file.troubles}

    def lines(self) -> Iterator[Line]:
        """A line for each change; rows that say nothing new give none."""
        seen: dict[str, int] = {}
        for row in self._file.rows:
            measure = self._measure_of(row)
            if measure is None:
                continue
            name = measure or _plain(row.title)
            if name in seen:
                words = _("Tiltaget står også i række {row}. Kun den række er læst.").format(row=seen[name])
                self._tell(row, words)
                continue
            seen[name] = row.number
            yield from self._changes(row, measure) if measure else self._proposal(row)

    def _tell(self, row: FileRow, sentence: str) -> None:
        self.troubles.append(Trouble(row.number, "", sentence))

    def _measure_of(self, row: FileRow) -> str | None:
        """The measure a row is about, "" for a new proposal; None when that cannot be told.

        A row without an id is about the measure of its title, so that a proposal read before is not made twice.
        """
        if row.id:
            if row.id in self._known:
                return row.id
            self._tell(row, _("Tiltaget findes ikke i sagen længere. Rækken er ikke taget med."))
            return None
        alike = [record for record, title in self._titles.items() if _plain(title) == _plain(row.title)]
        if len(alike) > 1:
            self._tell(row, _("Flere tiltag hedder det samme. Skriv tallene i tiltagets egen række."))
            return None
        return alike[0] if alike else ""

    def _changes(self, row: FileRow, measure: str) -> Iterator[Line]:
        said, ours = self._said.get(measure, Figures()), self._ours.get(measure, Figures())
        for name, given in row.given.items():
            before = value_of(said, name)
            if same(before, given.value):
                continue
            line = self._line(row, measure, self._titles[measure], name, given)
            yield replace(line, estimate=shown(name, value_of(ours, name)), before=shown(name, before))

    def _proposal(self, row: FileRow) -> Iterator[Line]:
        if not any(name.startswith(KWH_FIELD) or name == MONEY_FIELD for name in row.given):
            self._tell(row, _("Skriv, hvad forslaget sparer i kWh eller kr. Ellers kan det ikke regnes med."))
            return
        figures = (f"{called(name)} {shown(name, given.value)}" for name, given in row.given.items())
        first = next(iter(row.given.values()))
        line = self._line(row, "", row.title, "", first)
        yield replace(line, what=_("Nyt forslag"), after=", ".join(figures))

    def _line(self, row: FileRow, measure: str, title: str, name: str, given: Given) -> Line:
        troubled = row.number in self._rows_with_trouble
        notes = (
            _("Regnet af en formel i filen.") if given.formula else "",
            _("Noget andet i rækken blev ikke forstået.") if troubled else "",
        )
        return Line(
            number=0,
            measure=measure,
            title=title,
            what=called(name) if name else "",
            estimate=_NOTHING,
            before=_NOTHING,
            after=shown(name, given.value) if name else "",
            place=Trouble(row.number, given.column, "").place,
            note=" ".join(note for note in notes if note),
            advised=not troubled,
            field=name,
            row=row,
        )


def _estimates(measures: Measures) -> Mapping[str, Figures]:
    """Our own figures by the measure's record."""
    found = {}
    for instance, (estimate, life) in measures.lives().items():
        standing = measures.standing(estimate, life.layer(ESTIMATE))
        if standing is not None:
            found[measures.record(instance)] = figures_of_measure(measures.in_amounts(standing))
    return found


def value_of(figures: Figures, name: str) -> float | str | None:
    """A figure by its name ("kwh:el", "investment"); None for nothing."""
    if name.startswith(KWH_FIELD):
        return figures.kwh.get(name.removeprefix(KWH_FIELD))
    value: float | str | None = getattr(figures, name)
    return None if value == "" else value


def with_values(figures: Figures, given: Mapping[str, float | str]) -> Figures:
    """The figures with others in place of some."""
    kwh = {n.removeprefix(KWH_FIELD): float(v) for n, v in given.items() if n.startswith(KWH_FIELD)}
    rest = {name: value for name, value in given.items() if not name.startswith(KWH_FIELD)}
    return replace(figures, kwh={**figures.kwh, **kwh}, **rest)  # type: ignore[arg-type]


def same(before: float | str | None, after: float | str) -> bool:
    """Whether a cell says what is known already, as closely as a workbook holds a number."""
    if isinstance(before, str) or isinstance(after, str) or before is None:
        return before == after
    return math.isclose(before, after, rel_tol=_SAME, abs_tol=_SAME)


def called(name: str) -> str:
    """What a figure is called: "El", "Investering"."""
    if name.startswith(KWH_FIELD):
        return carrier_name(name.removeprefix(KWH_FIELD))
    return _(NAMES[name][0])


def shown(name: str, value: float | str | None) -> str:
    """A figure as a person reads it: "1.234 kWh/år", "Måling", "–" for nothing."""
    if value is None:
        return _NOTHING
    if isinstance(value, str):
        return SOURCES.get(value, value) if name == SOURCE_FIELD else value
    unit = "kWh/år" if name.startswith(KWH_FIELD) else NAMES[name][1]
    decimals = 0 if abs(value) >= 100 or float(value).is_integer() else 1
    return format_unit(value, unit, decimals)


def _plain(title: str) -> str:
    """A title as titles are compared."""
    return " ".join(title.split()).casefold()


