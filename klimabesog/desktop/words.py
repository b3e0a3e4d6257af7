"""Figures and states as the window says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from klimabesog.casework.areas import AREAS
from klimabesog.casework.figurewords import amount as amount
from klimabesog.casework.figurewords import share_of as share_of
from klimabesog.casework.figurewords import tonnes as tonnes
from klimabesog.casework.figurewords import years as years
from klimabesog.casework.views import VisitRow
from klimabesog.desktop.widgets.step_track import TrackStep
from klimabesog.values import danish
from klimabesog.values.texts import _, ngettext

if TYPE_CHECKING:
    from klimabesog.casework.visitviews import MeasureRow, ResultStrip, StepState

ACCURACY = {"A": "målt (A)", "B": "mærkeplade (B)", "C": "skøn (C)"}
VISIT_STATUS = {
    "kladde": ("Kladde", "info"),
    "afsluttet": ("Afsluttet", "good"),
    "udgivet": ("Rapport udgivet", "good"),
}
MEASURE_STATUS = {
    "forslag": ("Forslag", "neutral"),
    "ikke_startet": ("Ikke startet", "neutral"),
    "i_gang": ("I gang", "info"),
    "udskudt": ("Udskudt", "warn"),
    "gennemfoert": ("Gennemført", "good"),
    "fravalgt": ("Fravalgt", "neutral"),
}
STEP_STATE = {
    "ikke_startet": "Ikke startet",
    "i_gang": "I gang",
    "gennemfoert": "Gennemført",
    "sprunget_over": "Sprunget over",
}


def step_line(step: StepState) -> str:
    """How far a step is: "Underskrevet 27.11.2026", "Sprunget over: kun netværk"."""
    state = _(STEP_STATE[step.state])
    if step.state == "sprunget_over":
        return f"{state}: {step.note}"
    return step.note or state


def track_steps(steps: Iterable[StepState]) -> list[TrackStep]:
    """Steps as the track shows them."""
    return [TrackStep(s.number, s.title, s.state, step_line(s), s.short) for s in steps]


def area_name(code: str) -> str:
    """A focus area by its code."""
    return _(AREAS[code]) if code in AREAS else code


def visit_status(row: VisitRow) -> tuple[str, str]:
    """Text and tone of a visit's status."""
    text, tone = VISIT_STATUS.get(row.status, (row.status, "neutral"))
    return _(text), tone


def measure_status(status: str) -> tuple[str, str]:
    """Text and tone of a measure's status."""
    text, tone = MEASURE_STATUS.get(status, (status, "neutral"))
    return _(text), tone


def measure_kind(row: MeasureRow) -> str:
    """ "Trykluft · skøn (C)"."""
    parts = [area_name(row.area), _(ACCURACY[row.accuracy]) if row.accuracy in ACCURACY else ""]
    return " · ".join(part for part in parts if part)


def measure_line(row: MeasureRow) -> str:
    """A measure's result in one line, or why there is none."""
    if not row.complete:
        return _("Mangler tal")
    if not row.counts:
        return _("Tæller ikke med")
    rough = row.accuracy == "C"
    parts = [
        f"{amount(row.kwh, rough)} kWh" if row.kwh else "",
        f"{amount(row.kroner, rough)} kr./år",
        years(row.payback_years, row.payback_word, rough),
    ]
    return " · ".join(part for part in parts if part)


def worth_of(npv: float | None, rough: bool) -> str:
    """A net present value in kr.: "93.000", "ca. 93.000", "–"."""
    return "–" if npv is None else amount(npv, rough)


def worth_line(row: MeasureRow | ResultStrip, rough: bool = False) -> str:
    """Net present value and internal rate in one line, or why there are none."""
    if row.npv is None:
        return row.worth_note
    return _("Nutidsværdi {npv} kr. · intern rente {irr}").format(
        npv=worth_of(row.npv, rough), irr=row.irr_text
    )


def strip_title(strip: ResultStrip) -> str:
    """ "Årsforbrug 2025"."""
    return _("Årsforbrug {year}").format(year=strip.year)


def when(date: str, time: str = "") -> str:
    """ "20.11.2026 kl. 10.05"."""
    day = danish.format_date(date) if date else ""
    return _("{date} kl. {time}").format(date=day, time=danish.format_time(time)) if time else day


def count_findings(n: int) -> str:
    """ "2 fund"."""
    return ngettext("{n} fund", "{n} fund", n).format(n=n)


def overdue(day: str, today: date) -> int:
    """How many days a deadline (ISO) is past; 0 when it is not."""
    return max(0, (today - date.fromisoformat(day)).days)


def deadline(day: str, today: date) -> str:
    """ "01.03.2027", "27.11.2026, i dag", "01.11.2026, 26 dage over"."""
    shown = danish.format_date(day)
    if late := days_late(day, today):
        return f"{shown}, {late}"
    return _("{date}, i dag").format(date=shown) if day == today.isoformat() else shown


def days_late(day: str, today: date) -> str:
    """ "26 dage over"; "" for a deadline that is not past."""
    late = overdue(day, today)
    return ngettext("{n} dag over", "{n} dage over", late).format(n=late) if late else ""


def few(names: Sequence[str], most: int = 8, between: str = ", ") -> str:
    """ "Smedjen, Bageriet og 4 mere"."""
    shown, more = between.join(names[:most]), len(names) - most
    return shown + (_(" og {n} mere").format(n=more) if more > 0 else "")
