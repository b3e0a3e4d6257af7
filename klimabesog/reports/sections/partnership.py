"""The whole partnership at its end: what each follow-up showed, what it came to, and what was learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from klimabesog.reports import figures
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Amount
from klimabesog.values import danish
from klimabesog.values.texts import _, ngettext


@dataclass(frozen=True)
class Round:
    """A follow-up: how many measures were carried out by then, of how many, and what they give a year.

    `share` is of the base year's emission (0-1), None where that is not known; `paid` is in kr. in all.
    """

    name: str
    date: str = ""
    done: int = 0
    agreed: int = 0
    co2_kg: Amount = Amount()
    share: float | None = None
    kroner: Amount = Amount()
    paid: Amount = Amount()


@dataclass(frozen=True)
class Whole:
    """The course from the agreement to the last follow-up; `began` is an ISO date, the texts are sentences."""

    began: str = ""
    rounds: tuple[Round, ...] = ()
    verdict: str = ""
    left: tuple[str, ...] = ()
    """Measures that were agreed on and not carried out, each with its status or reason."""
    lessons: str = ""


def write(kit: Kit, whole: Whole) -> list[Any]:
    """The part; nothing before the last follow-up."""
    if not whole.rounds:
        return []
    columns = (
        Column(_("Opfølgning"), 88),
        Column(_("Dato"), 62),
        Column(_("Gennemført"), 92),
        Column(_("{co2}/år").format(co2=figures.CO2), 58, True),
        Column(_("Andel"), 50, True),
        Column(_("kr./år"), 64, True),
        Column(_("Investeret, kr."), 69, True),
    )
    table = kit.table(
        columns, [_row(one) for one in whole.rounds], summary=_("Partnerskabet fra møde til møde")
    )
    return [
        *kit.part(_("Hele partnerskabet"), "hele"),
        *kit.text(_told(whole)),
        table,
        *kit.run_in(_("Ikke gennemført"), ", ".join(whole.left) + "." if whole.left else ""),
        *kit.run_in(_("Det kan andre lære af"), whole.lessons),
    ]


def _told(whole: Whole) -> str:
    began = _("Aftalen gælder fra {date}.").format(date=figures.year_date(whole.began)) if whole.began else ""
    return " ".join(filter(None, (began, whole.verdict)))


def _row(one: Round) -> list[Any]:
    done = ngettext("{done} af {n} tiltag", "{done} af {n} tiltag", one.agreed).format(
        done=one.done, n=one.agreed
    )
    return [
        one.name,
        figures.short_date(one.date) or figures.DASH,
        done,
        figures.tonnes(one.co2_kg),
        danish.format_percent(one.share) if one.share is not None else figures.DASH,
        figures.number(one.kroner),
        figures.number(one.paid),
    ]
