"""The chart of all a municipality's companies: what is proposed, agreed and saved in each focus area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from klimabesog.reports import figures
from klimabesog.reports.charts.legend import Entry
from klimabesog.reports.charts.progress import LOOKS, words
from klimabesog.reports.charts.rows import Bar, Row, rows_of_bars
from klimabesog.reports.charts.shapes import Chart, Numbers, TextWidth
from klimabesog.reports.model import Amount
from klimabesog.values.texts import _

UNKNOWN = Amount()
LAYERS = ("proposed", "agreed", "realised")


@dataclass(frozen=True)
class AreaSaving:
    """What is saved in a focus area in a year, in one unit for all; a layer that is not known is a dash."""

    name: str
    proposed: Amount = UNKNOWN
    agreed: Amount = UNKNOWN
    realised: Amount = UNKNOWN


def savings_by_area(areas: Sequence[AreaSaving], unit: str, width: float, measure: TextWidth) -> Chart | None:
    """Proposed, agreed and realised savings side by side for each focus area, the largest proposal first; None
    without a number; an area where all are 0 is left out.

    `unit` is read beside each ("kWh", "kr.", "t CO₂e"), amounts are a year's."""
    shown = [area for area in areas if any(getattr(area, layer).value for layer in LAYERS)]
    if not shown:
        return None
    ordered = sorted(shown, key=lambda area: -(area.proposed.value or 0.0))
    rows = [
        Row(area.name, tuple(_bar(getattr(area, layer), layer, unit) for layer in LAYERS)) for area in ordered
    ]
    names = words()
    cells = [(area.name, *(bar.text for bar in row.bars)) for area, row in zip(ordered, rows, strict=True)]
    told = "; ".join(
        f"{name}: " + ", ".join(f"{names[la].lower()} {text}" for la, text in zip(LAYERS, texts, strict=True))
        for name, *texts in cells
    )
    return rows_of_bars(
        rows,
        width,
        _("Besparelse om året efter indsatsområde: {list}.").format(list=told),
        measure,
        legend=[Entry(names[layer], *LOOKS[layer]) for layer in LAYERS],
        numbers=Numbers((_("Indsatsområde"), *(names[layer] for layer in LAYERS)), tuple(cells)),
    )


def _bar(amount: Amount, layer: str, unit: str) -> Bar:
    colour, texture = LOOKS[layer]
    return Bar(amount.value, figures.with_unit(amount, unit), colour, texture)
