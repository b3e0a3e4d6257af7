"""The confirmation of a visit: a letter with the agenda, what to find beforehand, and who should take part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from klimabesog.reports import figures
from klimabesog.reports.documents.kind import Kind, Section
from klimabesog.reports.documents.letter import Letter, closing, head, reach
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.sections.masthead import heading
from klimabesog.values import danish
from klimabesog.values.texts import _


@dataclass(frozen=True)
class AgendaItem:
    """A part of the visit: how long it takes, what is done and who is needed; from and to as HH:MM, "" unknown."""

    minutes: int
    what: str
    who: str = ""
    time_from: str = ""
    time_to: str = ""


@dataclass(frozen=True)
class Bill:
    """Something to find before the visit: what it is, where it is found, and for which time."""

    what: str
    where: str = ""
    period: str = ""


@dataclass(frozen=True, kw_only=True)
class Confirmation(Letter):
    """`visit_date` is ISO, `visit_time` HH:MM or ""; `participants` are those of the company who are known to come,
    one a line. `safety`: what is usually worn there. `guidance`: the line about guidance and the duty to act.
    """

    TYPE: ClassVar[str] = "moedebekraeftelse"

    visit_date: str = ""
    visit_time: str = ""
    minutes: int = 90
    place: str = ""
    participants: str = ""
    agenda: tuple[AgendaItem, ...] = ()
    bills: tuple[Bill, ...] = ()
    safety: str = ""
    guidance: str = ""


def _opening(kit: Kit, letter: Confirmation) -> list[Any]:
    when = danish.weekday_date(letter.visit_date) if letter.visit_date else _("snart")
    return [*head(kit, letter, _("Vi kommer på besøg {when}").format(when=when)), _facts(kit, letter)]


def _facts(kit: Kit, letter: Confirmation) -> Any:
    minutes = _("{n} minutter").format(n=letter.minutes)
    time = _("kl. {time}").format(time=figures.clock(letter.visit_time)) if letter.visit_time else ""
    when = danish.weekday_date(letter.visit_date) if letter.visit_date else ""
    when = when[:1].upper() + when[1:]
    rows = [
        (_("Hvornår"), ", ".join(filter(None, (" ".join(filter(None, (when, time))), minutes)))),
        (_("Hvor"), letter.place),
        (_("Fra kommunen"), ", ".join(filter(None, (letter.sender.name, letter.municipality.department)))),
        (_("Fra jer"), letter.participants),
    ]
    columns = (Column(_("Oplysning"), 95), Column(_("Svar"), 388))
    known = [row for row in rows if row[1]]
    return kit.table(columns, known, header=False, summary=_("Tid, sted og deltagere"))


def _agenda(kit: Kit, letter: Confirmation) -> list[Any]:
    """The plan for the visit, by the clock where its time is known."""
    if not letter.agenda:
        return []
    columns = (Column(_("Tid"), 66), Column(_("Hvad"), 267), Column(_("Hvem af jer"), 150))
    rows = [(_time(item), item.what, item.who) for item in letter.agenda]
    return [heading(kit, _("Sådan går besøget")), kit.table(columns, rows, summary=_("Dagsorden med tider"))]


def _time(item: AgendaItem) -> str:
    if not item.time_from:
        return _("{n} min.").format(n=item.minutes)
    return f"{figures.clock(item.time_from)}–{figures.clock(item.time_to)}"


def _bills(kit: Kit, letter: Confirmation) -> list[Any]:
    if not letter.bills:
        return []
    columns = (Column(_("Find frem"), 120), Column(_("Her finder I det"), 243), Column(_("For"), 120))
    rows = [(bill.what, bill.where, bill.period) for bill in letter.bills]
    return [
        heading(kit, _("Find gerne dette frem inden besøget")),
        *kit.text(
            _(
                "Et foto eller en pdf er nok. Mangler der noget, tager vi besøget alligevel og regner med skøn."
            )
        ),
        *kit.keep([kit.table(columns, rows, summary=_("Regninger og papirer, der skal findes frem"))]),
    ]


def _people(kit: Kit, letter: Confirmation) -> list[Any]:
    return [
        heading(kit, _("Hvem skal være med?")),
        *kit.bullets(
            (
                _(
                    "En fra ledelsen, i hvert fald til opsamlingen. Det er ledelsen, der beslutter, hvad der sker."
                ),
                _(
                    "Den, der kender bygning og maskiner til daglig, fx driftsleder, værkfører eller vicevært."
                ),
                _("Den, der har regningerne. Vedkommende behøver ikke gå med rundt."),
            )
        ),
    ]


def _safety(kit: Kit, letter: Confirmation) -> list[Any]:
    return [
        heading(kit, _("Sikkerhed og billeder")),
        *kit.text(letter.safety or _no_safety()),
        *kit.text(
            _(
                "Vi tager gerne billeder af anlæg til rapporten, ikke af personer. Er der steder, vi ikke må "
                "fotografere, så sig det."
            )
        ),
    ]


def _no_safety() -> str:
    return _("Sig til inden besøget, hvis vi skal have sikkerhedsudstyr på eller have en introduktion først.")


def _last(kit: Kit, letter: Confirmation) -> list[Any]:
    ways = reach(letter.sender)
    asked = (
        _("Skal tiden flyttes, eller har I spørgsmål, så kontakt {ways}.").format(ways=ways) if ways else ""
    )
    words = " ".join(filter(None, (letter.guidance, asked)))
    return [heading(kit, _("Godt at vide")), *kit.text(words)] if words else []


KIND = Kind[Confirmation](
    about=lambda letter: letter.recipient.name or _("uden navn"),
    opening=_opening,
    sections=(
        Section("dagsorden", lambda: _("Sådan går besøget"), _agenda),
        Section("deltagere", lambda: _("Hvem skal være med?"), _people),
        Section("regninger", lambda: _("Find gerne dette frem inden besøget"), _bills),
        Section("sikkerhed", lambda: _("Sikkerhed og billeder"), _safety),
        Section("praktisk", lambda: _("Godt at vide"), _last),
    ),
    closing=closing,
)
