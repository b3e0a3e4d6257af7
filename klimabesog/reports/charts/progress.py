"""Progress to the target: what was proposed, agreed and realised at each stage, with other factors' part by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from klimabesog.reports import figures
from klimabesog.reports.charts.palette import Role
from klimabesog.reports.charts.rows import Bar, Mark, Row, rows_of_bars
from klimabesog.reports.charts.shapes import Chart, Numbers, TextWidth
from klimabesog.reports.charts.textures import Texture
from klimabesog.reports.model import Amount
from klimabesog.values import danish
from klimabesog.values.texts import _


@dataclass(frozen=True)
class Stage:
    """One point of a case in time: kg CO2e less a year, None where there is nothing to say.

    `realised` is own effort at the factors that were frozen; `factors` is what other factors do besides (positive is
    less emission), which never counts towards the target.
    """

    name: str
    proposed: Amount | None = None
    agreed: Amount | None = None
    realised: Amount | None = None
    factors: Amount | None = None


@dataclass(frozen=True)
class Course:
    """The way to a target: the base year's emission in kg, the target as a share of it (None: none agreed)."""

    base_year: str
    base_kg: float
    target_share: float | None = None
    target_year: str = ""
    stages: tuple[Stage, ...] = ()


LOOKS: dict[str, tuple[Role, Texture]] = {
    "proposed": ("s4", "rising"),
    "agreed": ("s0", "upright"),
    "realised": ("s2", ""),
    "factors": ("s1", "falling"),
}
"""Colour and texture of what was proposed, agreed and realised, in every chart; and of what other factors do."""


def words() -> dict[str, str]:
    """What the parts are called."""
    return {
        "proposed": _("Foreslået"),
        "agreed": _("Aftalt"),
        "realised": _("Gennemført"),
        "factors": _("Andre faktorer"),
    }


def progress_to_target(course: Course, width: float, measure: TextWidth) -> Chart | None:
    """The chart; None without a base year's emission or a stage with numbers."""
    rows = [row for stage in course.stages if (row := Row(stage.name, tuple(_bars(stage, course)))).bars]
    if not rows or not course.base_kg > 0:
        return None
    base = figures.with_unit(Amount(course.base_kg / 1000), figures.CO2, _decimals(course.base_kg))
    start = Row(_("Basisår {year}").format(year=course.base_year), (Bar(None, base),))
    return rows_of_bars(
        [start, *rows],
        width,
        _alternative(course, base, rows),
        measure,
        mark=_mark(course),
        numbers=_numbers(course, base),
    )


def _bars(stage: Stage, course: Course) -> Iterator[Bar]:
    for part, name in words().items():
        amount = getattr(stage, part)
        if amount is not None and amount.value is not None:
            colour, texture = LOOKS[part]
            share = amount.value / course.base_kg if course.base_kg > 0 else 0.0
            yield Bar(share, f"{name} {_share_and_tonnes(amount, share)}", colour, texture)


def _share_and_tonnes(amount: Amount, share: float) -> str:
    """ "13 % · 22,1 t CO₂e"."""
    return f"{percent(share)} · {figures.tonnes(amount)}{danish.NBSP}{figures.CO2}"


def percent(share: float) -> str:
    """A share with one decimal, a whole one without: "13 %", "24,5 %"."""
    whole = abs(share * 100 - round(share * 100)) < 0.05
    return danish.format_percent(share, 0 if whole else 1).replace("-", figures.MINUS)


def _decimals(kg: float) -> int:
    return 1 if abs(kg) < 100_000 else 0


def _mark(course: Course) -> Mark | None:
    if course.target_share is None:
        return None
    return Mark(course.target_share, _target_words(course))


def _target_words(course: Course) -> str:
    share = danish.format_percent(course.target_share or 0.0, 0)
    if not course.target_year:
        return _("Mål: {share} mindre").format(share=share)
    return _("Mål: {share} mindre i {year}").format(share=share, year=course.target_year)


def _alternative(course: Course, base: str, rows: list[Row]) -> str:
    told = "; ".join(f"{row.name}: {', '.join(bar.text for bar in row.bars)}" for row in rows)
    text = _("Udledning i basisåret {year}: {base}.").format(year=course.base_year, base=base)
    if course.target_share is not None:
        text += f" {_target_words(course)}."
    return text + " " + _("Mindre udledning om året: {list}.").format(list=told)


def _numbers(course: Course, base: str) -> Numbers:
    parts = words()
    used = [part for part in parts if any(getattr(stage, part) is not None for stage in course.stages)]
    head = (_("Mindre CO₂e om året"), *(parts[part] for part in used))
    rows = [(stage.name, *(_cell(getattr(stage, part), course) for part in used)) for stage in course.stages]
    first = (_("Basisår {year}: {base}").format(year=course.base_year, base=base), *[""] * len(used))
    goal = [(f"{_target_words(course)}", *[""] * len(used))] if course.target_share is not None else []
    return Numbers(head, (first, *goal, *rows))


def _cell(amount: Amount | None, course: Course) -> str:
    if amount is None or amount.value is None:
        return figures.DASH
    return _share_and_tonnes(amount, amount.value / course.base_kg)
