"""The invitation: a letter that offers a company a climate visit, on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from klimabesog.reports import figures
from klimabesog.reports.documents.kind import Kind, Section
from klimabesog.reports.documents.letter import Letter, closing, head, reach
from klimabesog.reports.kit import Kit
from klimabesog.reports.sections.masthead import heading
from klimabesog.reports.text import rich
from klimabesog.values import danish
from klimabesog.values.texts import _


@dataclass(frozen=True, kw_only=True)
class Invitation(Letter):
    """`visit_date` (ISO) and `visit_time` (HH:MM) are the proposed ones, "" when none is; `minutes`: how long a visit
    takes, least and most, the same twice when it is known; `guidance`: the municipality's line about guidance and the
    duty to act.
    """

    TYPE: ClassVar[str] = "invitation"

    visit_date: str = ""
    visit_time: str = ""
    minutes: tuple[int, int] = (45, 90)
    guidance: str = ""


def _opening(kit: Kit, letter: Invitation) -> list[Any]:
    return [*head(kit, letter, _("Vil I have besøg om energi og klima?")), *_proposed(kit, letter)]


def _proposed(kit: Kit, letter: Invitation) -> list[Any]:
    """The day proposed, so that it can't be overlooked."""
    if not letter.visit_date:
        return []
    when = danish.weekday_date(letter.visit_date)
    if letter.visit_time:
        when += _(" kl. {time}").format(time=figures.clock(letter.visit_time))
    words = rich(
        "<b>{}</b> {}",
        _("Vi foreslår {when}.").format(when=when),
        _("Passer det ikke, så sig til. Vi finder en anden dag."),
    )
    return [kit.panel(kit.text(words), before=2, after=4)]


def _what(kit: Kit, letter: Invitation) -> list[Any]:
    return [
        heading(kit, _("Hvad er et klimabesøg?"), before=7, compact=True),
        *kit.text(
            _(
                "Først taler vi om, hvad I bruger energi til, og hvad I har planer om. Så går vi en runde "
                "sammen og ser på lys, varme, ventilation, trykluft, køl og alt det andet, der bruger energi. "
                "Til sidst samler vi op og aftaler næste skridt."
            )
        ),
    ]


def _get(kit: Kit, letter: Invitation) -> list[Any]:
    return [
        heading(kit, _("Det får I"), before=7, compact=True),
        *kit.bullets(
            (
                _("En energiscreening på skrift: hvor I kan spare, og hvad det giver i kWh, kroner og CO₂."),
                _("De tre bedste forslag først, med investering, tilbagebetaling og næste skridt."),
                _("Hjælp til at komme videre, også hvis I vil indgå et klimapartnerskab med kommunen."),
            )
        ),
    ]


def _cost(kit: Kit, letter: Invitation) -> list[Any]:
    least, most = letter.minutes
    spent = (
        _("{n} minutter").format(n=least)
        if least == most
        else _("{least} til {most} minutter").format(least=least, most=most)
    )
    return [
        heading(kit, _("Det koster det at være med"), before=7, compact=True),
        *kit.text(
            _(
                "Besøget er gratis og frivilligt. Det tager {minutes}, og I skal bruge en halv time på at finde "
                "regningerne frem. Tag gerne en med fra ledelsen og den, der kender bygning og maskiner."
            ).format(minutes=spent)
        ),
        *kit.text(" ".join(_terms(letter))),
    ]


def _terms(letter: Invitation) -> Iterator[str]:
    if letter.guidance:
        yield letter.guidance
    yield _("Det er ikke et energisyn efter loven.")
    yield _("Hvordan vi passer på jeres oplysninger, står på det vedlagte ark om persondata.")


def _answer(kit: Kit, letter: Invitation) -> list[Any]:
    ways, who = reach(letter.sender), letter.sender.name
    asked = _("Ring eller skriv til {ways}.").format(ways=ways) if ways != who else _("Svar på dette brev.")
    if letter.municipality.department:
        who = _("{who} fra {department}").format(who=who, department=letter.municipality.department)
    comes = _("Det er {who}, der kommer.").format(who=who) if letter.sender.name else ""
    words = " ".join(filter(None, (asked, comes)))
    return [heading(kit, _("Sådan siger I ja tak"), before=7, compact=True), *kit.text(words)]


KIND = Kind[Invitation](
    about=lambda letter: letter.recipient.name or _("uden navn"),
    opening=_opening,
    sections=(
        Section("hvad", lambda: _("Hvad er et klimabesøg?"), _what),
        Section("udbytte", lambda: _("Det får I"), _get),
        Section("pris", lambda: _("Det koster det at være med"), _cost),
        Section("svar", lambda: _("Sådan siger I ja tak"), _answer),
    ),
    closing=closing,
)
