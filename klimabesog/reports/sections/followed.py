"""What became of the measures of a plan: status, saving with how it is shown, and what is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from klimabesog.reports import figures
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Amount, Effect, Payback
from klimabesog.reports.text import rich
from klimabesog.values.texts import _


@dataclass(frozen=True)
class Followed:
    """A measure of the plan at a follow-up; texts are words, `deadline` and `completed` ISO dates.

    `agreed` and `reached` are its yearly saving by itself, `reached` None until it is carried out; `price` is what was
    agreed, `paid` what it came to. `is_news`: its status is another than at the follow-up before.
    """

    title: str
    status: str = ""
    is_open: bool = False
    is_news: bool = False
    responsible: str = ""
    deadline: str = ""
    completed: str = ""
    agreed: Effect = Effect()
    reached: Effect | None = None
    price: Amount = Amount()
    paid: Amount = Amount()
    documented: str = ""
    reason: str = ""
    obstacles: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Reached:
    """What was carried out comes to a year: the sum, and less overlap; `paid` in all, and how long that takes."""

    alone: Effect = Effect()
    after: Effect = Effect()
    paid: Amount = Amount()
    payback: Payback = Payback()


def status(kit: Kit, measures: Sequence[Followed]) -> list[Any]:
    """The list of all measures with who, until when and how it goes."""
    heading = kit.part(_("Sådan går det med tiltagene"), "tiltag")
    if not measures:
        return heading + kit.missing(_("Der er ingen aftalte tiltag. Aftal dem i klimahandlingsplanen."))
    columns = (
        Column(_("Tiltag"), 212),
        Column(_("Status"), 92),
        Column(_("Ansvarlig"), 92),
        Column(_("Frist eller færdig"), 87),
    )
    rows = [
        [
            _small(kit, one.title, one.reason, one.remark),
            _("{status} (nyt)").format(status=one.status) if one.is_news else one.status,
            one.responsible or figures.DASH,
            _when(one),
        ]
        for one in measures
    ]
    return [*heading, kit.table(columns, rows, summary=_("Tiltagenes status, ansvarlige og frister"))]


def _when(one: Followed) -> str:
    if one.completed:
        return _("færdig {date}").format(date=figures.short_date(one.completed))
    if not one.is_open:
        return figures.DASH
    return figures.short_date(one.deadline) or figures.DASH


def _small(kit: Kit, title: str, *details: str) -> list[Any]:
    known = [detail for detail in details if detail]
    return [*kit.text(title, "cell"), *(part for text in known for part in kit.text(text, "cell_small"))]


def savings(kit: Kit, measures: Sequence[Followed], reached: Reached) -> list[Any]:
    """What the measures carried out gave, against what was agreed, and how it is shown."""
    heading = kit.part(_("Det har I opnået"), "besparelse")
    done = [one for one in measures if one.reached is not None]
    if not done:
        return heading + kit.missing(_("Der er ikke gennemført tiltag endnu."))
    columns = (
        Column(_("Tiltag"), 148),
        Column(_("Aftalt, kWh/år"), 56, True),
        Column(_("Opnået, kWh/år"), 56, True),
        Column(_("Opnået, kr./år"), 56, True),
        Column(_("Opnået, {co2}/år").format(co2=figures.CO2), 50, True),
        Column(_("Betalt, kr."), 54, True),
        Column(_("Vist ved"), 63),
    )
    sums = _sums(reached)
    table = kit.table(
        columns,
        [*(_row(one) for one in done), *sums],
        sums=len(sums),
        strong=1,
        summary=_("Opnået besparelse for hvert gennemført tiltag, og hvordan den er vist"),
    )
    return [*heading, table, *kit.text(_explained(reached), "note")]


def _row(one: Followed) -> list[Any]:
    effect = one.reached or Effect()
    return [
        one.title,
        figures.number(one.agreed.kwh),
        *_effect(effect),
        figures.number(one.paid),
        one.documented or figures.DASH,
    ]


def _effect(effect: Effect) -> list[str]:
    return [figures.number(effect.kwh), figures.number(effect.kroner), figures.tonnes(effect.co2_kg)]


def _sums(reached: Reached) -> list[list[Any]]:
    last = [*_effect(reached.after), figures.number(reached.paid), ""]
    alone, after = reached.alone.kwh.value or 0.0, reached.after.kwh.value or 0.0
    if abs(alone - after) < 0.5:
        return [[rich("<b>{}</b>", _("I alt")), "", *last]]
    overlap = Effect(*(_less(name, reached) for name in ("kwh", "kroner", "co2_kg")))
    return [
        [_("Overlap"), "", *_effect(overlap), "", ""],
        [rich("<b>{}</b>", _("I alt, fratrukket overlap")), "", *last],
    ]


def _less(name: str, reached: Reached) -> Amount:
    alone, after = getattr(reached.alone, name), getattr(reached.after, name)
    return Amount((after.value or 0.0) - (alone.value or 0.0), max(alone.accuracy, after.accuracy))


def _explained(reached: Reached) -> str:
    text = _("Hvert tiltag er regnet for sig.")
    if reached.payback.years.value is not None:
        text += " " + _("Tilsammen er det tjent hjem på {years}.").format(
            years=figures.payback(reached.payback)
        )
    return text


def obstacles(kit: Kit, measures: Sequence[Followed], general: str, wanted: str) -> list[Any]:
    """What is in the way, of single measures and of all, and what the municipality can help with."""
    known = [f"{one.title}: {one.obstacles.lower()}" for one in measures if one.obstacles]
    if not (known or general or wanted):
        return []
    return [
        *kit.part(_("Det står i vejen"), "barrierer"),
        *kit.bullets(known),
        *kit.run_in(_("Sværest lige nu"), f"{general[:1]}{general[1:].lower()}." if general else ""),
        *kit.run_in(_("Det kan kommunen hjælpe med"), wanted),
    ]
