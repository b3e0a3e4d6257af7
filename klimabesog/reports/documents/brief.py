"""The brief for the energy adviser of the technical review: the task, what is known, and what is to be delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from klimabesog.reports.documents.kind import Kind, Section
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Photo, ScreeningReport, SectionChoice, published
from klimabesog.reports.sections import assumptions, company, consumption, findings, measures
from klimabesog.reports.sections.masthead import masthead, numbers_of
from klimabesog.values.texts import _


@dataclass(frozen=True, kw_only=True)
class Brief(ScreeningReport):
    """A screening report as the ground for a technical review.

    `wanted`: the focus areas to go through, in words. `adviser`: firm and person, "" while nobody is chosen.
    `not_confirmed`: what the company could not show yet ("Hvilke tal mangler vi?").
    """

    TYPE: ClassVar[str] = "raadgiveroplaeg"

    sections: tuple[SectionChoice, ...] = ()
    wanted: tuple[str, ...] = ()
    adviser: str = ""
    not_confirmed: str = ""


def _opening(kit: Kit, brief: Brief) -> list[Any]:
    name = brief.company.name or _("Virksomheden er ikke navngivet")
    to = _("Til {adviser}").format(adviser=brief.adviser) if brief.adviser else ""
    facts = [to, *numbers_of(brief.company)]
    return [
        *masthead(kit, brief, _("Oplæg til teknisk gennemgang"), name, facts, room=22),
        *kit.text(brief.introduction, "lead"),
    ]


def _task(kit: Kit, brief: Brief) -> list[Any]:
    parts = kit.chapter(_("Opgaven"), "opgaven")
    if brief.wanted:
        parts += [*kit.text(_("Gå disse områder igennem:")), *kit.bullets(brief.wanted)]
    else:
        parts += kit.missing(
            _("Områderne er ikke valgt endnu. Aftal dem med virksomheden, før I går i gang.")
        )
    parts += kit.text(
        _(
            "Kommunens energiscreening er et første skøn. Vurdér de forslag, der står i oplægget, ret tallene, "
            "og tilføj det, vi ikke har set. Skriv også, hvad I fraråder, og hvorfor."
        )
    )
    parts += kit.run_in(_("Tal, der mangler"), brief.not_confirmed)
    return [*parts, *kit.run_in(_("Kontakt i kommunen"), brief.municipality.contact)]


def _screening(kit: Kit, _brief: Brief) -> list[Any]:
    return [
        *kit.chapter(_("Krav til gennemgangen"), "gennemgang"),
        *kit.bullets(
            (
                _(
                    "Se anlægget i drift, og tal med dem, der passer det. Skriv dato, deltagere og hvad der kørte."
                ),
                _(
                    "Brug regninger og målinger, hvor de findes. Mål selv, når et forslag står eller falder med tallet."
                ),
                _(
                    "Regn besparelser ud fra forbruget i oplægget. Passer det ikke, så ret det, og skriv hvorfor."
                ),
                _("Brug priser og faktorer fra kapitlet Forudsætninger, så forslagene kan sammenlignes."),
                _("Regn forslag på samme anlæg efter hinanden. Det samme forbrug må ikke spares to gange."),
                _(
                    "Skriv, hvis I selv sælger eller får provision af det, I foreslår. Det er i orden, men skal fremgå."
                ),
                _("Skriv, hvad I ikke har undersøgt, og hvorfor."),
            )
        ),
    ]


def _report(kit: Kit, _brief: Brief) -> list[Any]:
    """What each proposal must say, and what the report must hold beside them."""
    columns = (Column(_("For hvert forslag"), 105), Column(_("Enhed"), 75), Column(_("Sådan"), 303))
    return [
        *kit.chapter(_("Krav til rapporten"), "rapport"),
        *kit.text(
            _(
                "Begynd med et resumé: samlet besparelse, investering og de tre bedste forslag. Beskriv så "
                "hvert forslag, så det kan findes i bygningen, med disse oplysninger:"
            )
        ),
        kit.table(columns, _demands(), summary=_("Oplysninger, som hvert forslag skal have")),
        *kit.text(
            _("Slut med forudsætninger, usikkerhed og en liste over de målinger og regninger, der er brugt.")
        ),
    ]


def _demands() -> list[tuple[str, str, str]]:
    per_year = _("kr./år")
    return [
        (_("Nu og efter"), _("tekst"), _("Hvad er der i dag, hvor står det, og hvad skal ændres?")),
        (
            _("Besparelse"),
            _("kWh/år"),
            _("Én linje pr. energi: el, varme, brændsel. Minus, hvis noget stiger."),
        ),
        (_("Besparelse i penge"), per_year, _("Uden moms, med virksomhedens egen pris. Skriv prisen.")),
        (_("Andre driftsudgifter"), per_year, _("Service, vand, løn. Minus, når det bliver billigere.")),
        (
            _("Investering"),
            _("kr."),
            _("Uden moms og fratrukket tilskud. Skriv, om det er tilbud eller skøn."),
        ),
        (_("Levetid"), _("år"), _("Hvor længe besparelsen holder.")),
        (
            _("Metode"),
            _("klasse A, B, C"),
            _("A: måling eller regning. B: beregning, mærkeskilt eller tilbud. C: erfaringstal."),
        ),
        (
            _("Forudsætninger"),
            _("tekst"),
            _("Driftstimer, temperaturer, virkningsgrader, og hvor de kommer fra."),
        ),
        (_("Andre fordele"), _("tekst"), _("Arbejdsmiljø, indeklima, støj, vedligehold, driftssikkerhed.")),
        (_("Overlap"), _("tekst"), _("Hvilke andre forslag sparer på det samme forbrug?")),
    ]


def _sheet(kit: Kit, _brief: Brief) -> list[Any]:
    return [
        *kit.chapter(_("Excel-arket Tiltag"), "ark"),
        *kit.text(
            _(
                "Sammen med oplægget får I sagen som Excel-fil. Udfyld de gule felter i arket »Tiltag«, og send "
                "filen tilbage sammen med rapporten. Så bliver jeres tal læst ind uden at blive skrevet af."
            )
        ),
        *kit.bullets(
            (
                _(
                    "Hvert forslag fra screeningen har sin række. Skriv i kolonnerne, der begynder med »Rådgiver«."
                ),
                _(
                    "Nye forslag skrives i de tomme rækker nederst. Giv dem en titel, og vælg et indsatsområde."
                ),
                _("kWh skrives for hver energi for sig. Kun tal, ingen enheder i cellen."),
                _("Lad et felt stå tomt, når I ikke kender tallet. Nul betyder nul."),
                _("Lav ikke om på overskrifter, skjulte kolonner eller rækkefølge."),
            )
        ),
    ]


def _photos(brief: Brief) -> tuple[Photo, ...]:
    return tuple(photo for area in brief.areas for finding in area.findings for photo in finding.photos)


KIND = Kind[Brief](
    about=lambda brief: brief.company.name or _("uden navn"),
    opening=_opening,
    sections=(
        Section("opgaven", lambda: _("Opgaven"), _task),
        Section("gennemgang", lambda: _("Krav til gennemgangen"), _screening),
        Section("rapport", lambda: _("Krav til rapporten"), _report),
        Section("ark", lambda: _("Excel-arket Tiltag"), _sheet),
        Section("virksomhed", lambda: _("Virksomheden og besøget"), company.write),
        Section("forbrug", lambda: _("Energiforbruget"), consumption.write),
        Section("fund", lambda: _("Det så vi"), findings.write),
        Section("tiltag", lambda: _("Alle forslag"), measures.write),
        Section("forudsaetninger", lambda: _("Forudsætninger"), assumptions.write),
    ),
    photos=_photos,
    published=published,
)
