"""The workbook of all companies: how far each is, what was proposed, agreed and reached, and the same by focus area.

For the municipality's own use: every company is named in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from klimabesog.casework.areas import AREAS
from klimabesog.casework.saving import save_file
from klimabesog.casework.workbooks.case import author_of
from klimabesog.casework.workbooks.columns import CO2, KR, KWH
from klimabesog.casework.workbooks.company import sums
from klimabesog.exchange.workbook import DAY, LONG, ONE, PERCENT, WHOLE, Cell, Column, Sheet, Workbook
from klimabesog.exchange.xlsx import write_workbook
from klimabesog.partnership.checks import shown_cvr
from klimabesog.partnership.layers import LAYERS
from klimabesog.partnership.status import CARRIED_OUT, MEASURE_STATUSES, PROPOSED, REJECTED
from klimabesog.partnership.steps import STATES, STEPS
from klimabesog.values.clock import hlc_time
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.steps.book import StepBook
    from klimabesog.casework.views import CompanyRow
    from klimabesog.casework.visit import Visit
    from klimabesog.casework.visitviews import MeasureRow

Told = Callable[[int, int], object]
INVESTMENT = "investering (kr.)"
_SUMS = (KWH, KR, CO2, INVESTMENT)
_STAGES = ("Foreslået", "Aftalt", "Realiseret")
_AREA_STAGES = ("Forslag", "Aftalt, ikke gennemført", "Gennemført")

COMPANIES = (
    Column("Virksomhed", LONG, 34),
    Column("CVR", width=12),
    Column("By", width=18),
    Column("Branche", LONG, 28),
    Column("Ansvarlig", width=20),
    *(Column(f"{step.number}. {step.short}", width=15, band="Trin") for step in STEPS),
    Column("Besøg", WHOLE, 8, "Grundlag"),
    Column("Seneste besøg", DAY, 12, "Grundlag"),
    Column("Basisår", width=9, band="Grundlag"),
    Column("Forbrug (kWh/år)", WHOLE, 13, "Grundlag"),
    Column("Udgift (kr./år)", WHOLE, 13, "Grundlag"),
    Column("Udledning (kg CO₂e/år)", WHOLE, 14, "Grundlag"),
    Column("Tiltag", WHOLE, 8, "Grundlag"),
    *(
        Column(f"{stage}: {what}", WHOLE, 13, f"{stage}, fratrukket overlap")
        for stage in _STAGES
        for what in _SUMS
    ),
    Column("Mål", PERCENT, 9, "CO₂-mål"),
    Column("Foreslået og gennemført", PERCENT, 12, "CO₂-mål"),
    Column("Nået", PERCENT, 9, "CO₂-mål"),
)
STEP_COLUMNS = (Column("Trin", width=28), *(Column(name, WHOLE, 15) for name in STATES.values()))
AREA_COLUMNS = (
    Column("Indsatsområde", width=24),
    *(
        column
        for stage in _AREA_STAGES
        for column in (
            Column(f"{stage}: antal", WHOLE, 9, stage),
            *(Column(f"{stage}: {what}", WHOLE, 13, stage) for what in _SUMS),
        )
    ),
)
MEASURE_COLUMNS = (
    Column("Virksomhed", LONG, 30),
    Column("Tiltag", LONG, 36),
    Column("Indsatsområde", width=19),
    Column("Status", width=14),
    Column("Tal fra", width=18),
    Column("Besparelse, fratrukket overlap (kWh/år)", WHOLE, 15),
    Column("Besparelse, fratrukket overlap (kr./år)", WHOLE, 15),
    Column("Mindre udledning, fratrukket overlap (kg CO₂e/år)", WHOLE, 16),
    Column("Investering (kr.)", WHOLE, 13),
    Column("Tilbagebetaling (år)", ONE, 14),
    Column("Ansvarlig", LONG, 20),
    Column("Frist", DAY, 12),
)


@dataclass(frozen=True)
class _Case:
    """A company with what its case comes to; `visit` is None while there is none."""

    row: CompanyRow
    cells: tuple[Cell, ...]
    states: tuple[str, ...]
    measures: tuple[tuple[MeasureRow, str], ...] = ()
    """Each measure, and the layer that its figures are from."""


class Cancelled(Exception):
    """The person thought better of it; nothing was written."""


def portfolio_workbook(
    casebook: Casebook,
    query: str = "",
    progress: Told | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Workbook:
    """All companies that a search finds; Cancelled when the person stops it on the way."""
    cases: list[_Case] = []
    rows = casebook.companies(query)
    for number, row in enumerate(rows, 1):
        cases.append(_case(casebook, row))
        if progress is not None:
            progress(number, len(rows))
        if cancelled():
            raise Cancelled
    return Workbook(
        title=_("Virksomheder og klimatiltag"),
        subject=_("Hvor langt virksomhederne er, og hvad der er foreslået, aftalt og nået"),
        author=author_of(casebook),
        created=_newest(casebook),
        sheets=(_companies(cases), _steps(cases), _areas(cases), _all_measures(cases)),
    )


def save_portfolio(
    casebook: Casebook,
    path: Path,
    query: str = "",
    progress: Told | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Write the workbook of all companies; returns the path."""
    return save_file(path, write_workbook(portfolio_workbook(casebook, query, progress, cancelled)))


def _newest(casebook: Casebook) -> str:
    """When anything was changed last: equal data give an equal file, whenever it is fetched."""
    newest = max((event.hlc for event in casebook.desk.store.events()), default="")
    moment = hlc_time(newest) if newest else casebook.desk.now()
    return moment.replace(microsecond=0, tzinfo=None).isoformat()


# -- a company -----------------------------------------------------------------------------------------------------


def _case(casebook: Casebook, row: CompanyRow) -> _Case:
    book = casebook.steps(row.id)
    states = tuple(state.state for state in book.track())
    fields = casebook.registry.record(row.id).fields
    facts = (
        row.name,
        shown_cvr(row.cvr),
        row.town,
        row.branch,
        str(fields.get("ansvarlig") or ""),
        *(_(STATES[state]) for state in states),
        row.visits,
        date.fromisoformat(row.last_visit) if row.last_visit else None,
    )
    visit = book.visit
    if visit is None:
        return _Case(row, (*facts, *(None,) * (len(COMPANIES) - len(facts))), states)
    return _Case(row, (*facts, *_figures(book, visit)), states, tuple(_measures(visit)))


def _figures(book: StepBook, visit: Visit) -> Iterator[Cell]:
    """Use, number of measures, the three stages after overlap, and the target."""
    strip, measures, target = visit.result(), visit.measure_book, book.target()
    yield str(strip.year)
    if visit.screening.rows:
        yield from (strip.consumption_kwh, strip.consumption_kroner, strip.consumption_co2_kg)
    else:
        yield from (None, None, None)
    yield strip.measures
    for result in (measures.stacked(), measures.agreed_together(), measures.carried_out()):
        yield from (value if result.measures else None for _what, value in sums(result))
    if target.share is None:
        yield from (None, None, None)
    else:
        yield from (target.share, target.proposed, target.done)


def _measures(visit: Visit) -> Iterator[tuple[MeasureRow, str]]:
    lives = visit.measure_book.lives()
    for row in visit.measures():
        shown = lives[row.instance][1].shown()
        yield row, _(LAYERS[shown[0]]) if shown else ""


# -- sheets --------------------------------------------------------------------------------------------------------


def _companies(cases: Sequence[_Case]) -> Sheet:
    rows = tuple(case.cells for case in cases)
    total: tuple[Cell, ...] = ()
    if rows:
        summed = [column.form == WHOLE for column in COMPANIES]
        sums_ = (_sum(row[place] for row in rows) if on else None for place, on in enumerate(summed))
        total = (_("I alt"), *list(sums_)[1:])
    return Sheet(
        "Virksomheder", COMPANIES, rows, total, wide=True, across=2, empty=_("Ingen virksomheder passer.")
    )


def _sum(values: Iterator[Cell]) -> float | None:
    known = [value for value in values if isinstance(value, int | float)]
    return sum(known) if known else None


def _steps(cases: Sequence[_Case]) -> Sheet:
    """How many companies are how far in each step."""
    rows: list[tuple[Cell, ...]] = []
    for place, step in enumerate(STEPS):
        at = [case.states[place] for case in cases]
        rows.append((f"{step.number}. {step.title}", *(float(at.count(state)) for state in STATES)))
    return Sheet("Trin", STEP_COLUMNS, tuple(rows))


def _areas(cases: Sequence[_Case]) -> Sheet:
    """The measures of all companies by focus area and how far they are; those rejected are not counted."""
    measures = [row for case in cases for row, _layer in case.measures]
    known = [*AREAS, *sorted({row.area for row in measures} - set(AREAS))]
    rows = [(AREAS.get(area, _("Andet")), *_area(measures, area)) for area in known]
    return Sheet("Indsatsområder", AREA_COLUMNS, tuple(rows), wide=True)


def _area(measures: Sequence[MeasureRow], area: str) -> Iterator[Cell]:
    here = [row for row in measures if row.area == area and row.complete]
    stages = (
        [row for row in here if row.status == PROPOSED],
        [row for row in here if row.status not in (PROPOSED, CARRIED_OUT, REJECTED)],
        [row for row in here if row.status == CARRIED_OUT],
    )
    for rows in stages:
        yield float(len(rows))
        for name in ("kwh", "kroner", "co2_kg", "investment"):
            yield sum(getattr(row, name) or 0.0 for row in rows)


def _all_measures(cases: Sequence[_Case]) -> Sheet:
    rows = [_measure(case, row, layer) for case in cases for row, layer in case.measures]
    return Sheet("Alle tiltag", MEASURE_COLUMNS, tuple(rows), kept=2, empty=_("Der er ingen tiltag endnu."))


def _measure(case: _Case, row: MeasureRow, layer: str) -> tuple[Cell, ...]:
    years: Cell = row.payback_word if row.payback_years is None else row.payback_years
    figures: tuple[Cell, ...] = (row.kwh, row.kroner, row.co2_kg, row.investment, years)
    return (
        case.row.name,
        row.title,
        AREAS.get(row.area, row.area),
        MEASURE_STATUSES.get(row.status, row.status),
        layer,
        *(figures if row.place else (None,) * len(figures)),
        row.responsible,
        date.fromisoformat(row.deadline) if row.deadline else None,
    )
