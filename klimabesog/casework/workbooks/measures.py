"""The sheet Tiltag: every measure with its four layers, what counts now, and room for an adviser's figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from klimabesog.casework.adviser.figures import SOURCES, Figures, adviser_figures, saved_by_carrier
from klimabesog.casework.areas import AREAS
from klimabesog.casework.workbooks import columns
from klimabesog.casework.workbooks.columns import (
    ADVISER,
    AGREED,
    CO2,
    COMPUTED,
    COUNTS,
    ESTIMATE,
    INVESTMENT,
    KR,
    KWH,
    LIFETIME,
    OPERATION,
    REALISED,
    of,
)
from klimabesog.energy.carriers import CARRIERS, carrier_order
from klimabesog.exchange.workbook import Cell, Sheet
from klimabesog.partnership import layers
from klimabesog.partnership.status import MEASURE_STATUSES
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.measureform import Estimate
    from klimabesog.casework.measures import Measures
    from klimabesog.casework.steps.book import StepBook
    from klimabesog.casework.visit import Visit
    from klimabesog.casework.visitviews import MeasureRow
    from klimabesog.partnership.layers import MeasureLife

Cells = dict[str, Cell]
"""Cells of a row by their column's title."""

LAYERS = {
    ESTIMATE: layers.ESTIMATE,
    COMPUTED: layers.ADVISER,
    AGREED: layers.AGREED,
    REALISED: layers.REALISED,
}


def measure_sheet(book: StepBook, visit: Visit | None) -> Sheet:
    """The sheet of a case; without a visit it has no rows."""
    said: dict[str, Figures] = adviser_figures(book, visit.measure_book) if visit else {}
    carriers = carriers_in_play(visit, said.values())
    shown = columns.measure_columns(carriers)
    rows = list(_rows(visit, said, carriers)) if visit else []
    return Sheet(
        columns.SHEET,
        shown,
        tuple(tuple(row.get(column.title) for column in shown) for row in rows),
        blank=columns.BLANK_ROWS if visit else 0,
        blank_fill=frozenset({columns.TITLE, columns.AREA}),
        kept=3,
        mark=columns.MARK + book.company,
        empty="" if visit else _("Tiltag regnes ud under et besøg. Der er intet besøg endnu."),
        wide=True,
        across=3,
    )


def carriers_in_play(visit: Visit | None, said: Iterable[Figures]) -> list[str]:
    """The carriers that the case uses or its measures speak of; electricity always."""
    found = {"el"} | {code for figures in said for code in figures.kwh}
    if visit is not None:
        found |= set(visit.screening.baseline.use())
        for estimate, life in visit.measure_book.lives().values():
            measures = [layer.measure for name in layers.LAYERS if (layer := _named(life, name))]
            for stream in (s for m in (estimate.measure, *measures) for s in m.streams):
                found |= {stream.carrier, stream.to_carrier}
    return sorted(found & {carrier.code for carrier in CARRIERS}, key=carrier_order)


def _named(life: MeasureLife, name: str) -> layers.Layer | None:
    found = life.layer(name)
    return found[1] if found else None


def _rows(visit: Visit, said: Mapping[str, Figures], carriers: Sequence[str]) -> Iterator[Cells]:
    """In the order of the screen."""
    measures = visit.measure_book
    lives = measures.lives()
    for row in visit.measures():
        estimate, life = lives[row.instance]
        yield {**_own(row, measures, estimate, life), **adviser_cells(said.get(row.id, Figures()), carriers)}


def _own(row: MeasureRow, measures: Measures, estimate: Estimate, life: MeasureLife) -> Cells:
    """What the program knows of a measure."""
    return {
        columns.ID: row.id,
        "Nr.": row.place or None,
        columns.TITLE: row.title,
        columns.AREA: AREAS.get(row.area, row.area),
        "Status": MEASURE_STATUSES.get(row.status, row.status),
        "Beskrivelse": estimate.texts["ud_beskrivelse"],
        **_by_carrier(measures, estimate, life),
        **{title: cell for name in LAYERS for title, cell in _layer(measures, estimate, life, name).items()},
        **_counting(row, life),
    }


def _by_carrier(measures: Measures, estimate: Estimate, life: MeasureLife) -> Cells:
    """The estimate's kWh by carrier, alone and as amounts: what an adviser's figures stand beside."""
    standing = measures.standing(estimate, life.layer(layers.ESTIMATE))
    saved = saved_by_carrier(measures.in_amounts(standing).streams) if standing else {}
    return {of(ESTIMATE, columns.kwh_of(code)): kwh for code, kwh in saved.items()}


def _layer(measures: Measures, estimate: Estimate, life: MeasureLife, name: str) -> Cells:
    """What a layer comes to alone; nothing where there is no such layer."""
    result = measures.alone(estimate, life.layer(LAYERS[name]))
    if result is None:
        return {}
    cells: Cells = {
        of(name, KWH): result.alone.kwh,
        of(name, KR): result.alone.kr,
        of(name, CO2): result.alone.co2_kg,
    }
    if name == COMPUTED:
        return cells
    cells |= {
        of(name, INVESTMENT): result.measure.paid,
        of(name, LIFETIME): result.measure.lifetime,
    }
    if name == ESTIMATE:
        cells |= {of(name, OPERATION): result.measure.operation, of(name, "klasse"): result.measure.accuracy}
    return cells


def adviser_cells(said: Figures, carriers: Iterable[str]) -> Cells:
    """What the adviser said already; `carriers` have columns of their own."""
    known = set(carriers)
    cells: Cells = {of(ADVISER, columns.kwh_of(c)): kwh for c, kwh in said.kwh.items() if c in known}
    return cells | {
        of(ADVISER, KR): said.money,
        of(ADVISER, INVESTMENT): said.investment,
        of(ADVISER, OPERATION): said.operation,
        of(ADVISER, LIFETIME): said.lifetime,
        of(ADVISER, columns.SOURCE): SOURCES.get(said.source, "") if said.says_saving else "",
        of(ADVISER, columns.REMARK): said.remark,
    }


def _counting(row: MeasureRow, life: MeasureLife) -> Cells:
    """What counts now; a measure that cannot be computed yet, or was rejected, saves nothing."""
    shown = life.shown()
    cells: Cells = {COUNTS: layers.LAYERS[shown[0]] if shown else _("Mangler tal")}
    if not row.place or shown is None:
        return cells
    before, after = (row.kwh_alone, row.kroner_alone, row.co2_kg_alone), (row.kwh, row.kroner, row.co2_kg)
    for what, alone, stacked in zip((KWH, KR, CO2), before, after, strict=True):
        cells |= {f"Før overlap: {what}": alone, f"Fratrukket overlap: {what}": stacked}
    years = row.payback_word if row.payback_years is None else row.payback_years
    return cells | {
        "Investering (kr.)": shown[1].measure.paid,
        "Levetid (år)": shown[1].measure.lifetime,
        "Tilbagebetaling (år)": years,
        "Nutidsværdi (kr.)": row.npv,
        "Klasse": row.accuracy,
    }
