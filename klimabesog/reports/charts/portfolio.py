"""The charts of all a municipality's companies: how far they are, what is saved in each focus area, what stands in the
way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from klimabesog.reports import figures
from klimabesog.reports.charts.legend import Entry
from klimabesog.reports.charts.progress import LOOKS, words
from klimabesog.reports.charts.rows import Bar, Row, rows_of_bars
from klimabesog.reports.charts.shapes import Chart, Numbers, TextWidth
from klimabesog.reports.model import Amount
from klimabesog.values import danish
from klimabesog.values.texts import _

UNKNOWN = Amount()
LAYERS = ("proposed", "agreed", "realised")


@dataclass(frozen=True)
class Count:
    """How many there are of something."""

    name: str
    count: int


@dataclass(frozen=True)
class AreaSaving:
    """What is saved in a focus area in a year, in one unit for all; a layer that is not known is a dash."""

    name: str
    proposed: Amount = UNKNOWN
    agreed: Amount = UNKNOWN
    realised: Amount = UNKNOWN


def companies_per_step(steps: Sequence[Count], width: float, measure: TextWidth) -> Chart | None:
    """How many companies stand at each step, in the order of the steps; None when there are none."""
    heads = _("Trin"), _("Virksomheder")
    return _counted(steps, _("Virksomheder på hvert trin: {list}."), heads, width, measure)


def measures_by_barrier(barriers: Sequence[Count], width: float, measure: TextWidth) -> Chart | None:
    """How many measures each barrier stopped, most first; None when there are none."""
    ordered = sorted((one for one in barriers if one.count), key=lambda one: -one.count)
    heads = _("Barriere"), _("Tiltag")
    return _counted(ordered, _("Fravalgte tiltag efter grund: {list}."), heads, width, measure)


def _counted(
    counts: Sequence[Count], sentence: str, heads: tuple[str, str], width: float, measure: TextWidth
) -> Chart | None:
    if not any(one.count for one in counts):
        return None
    texts = [danish.format_number(one.count) for one in counts]
    rows = [Row(c.name, (Bar(float(c.count), text),)) for c, text in zip(counts, texts, strict=True)]
    told = "; ".join(f"{c.name} {text}" for c, text in zip(counts, texts, strict=True))
    numbers = Numbers(heads, tuple((c.name, text) for c, text in zip(counts, texts, strict=True)))
    return rows_of_bars(rows, width, sentence.format(list=told), measure, numbers=numbers)


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
