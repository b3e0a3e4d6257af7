"""The information sheet about personal data: what article 13 of the data protection regulation asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from klimabesog.reports.documents.kind import Kind, Section
from klimabesog.reports.documents.letter import Sender
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Paper
from klimabesog.reports.sections.masthead import heading, masthead
from klimabesog.reports.tagged.flowables import WebLink
from klimabesog.values.texts import _

BEFORE, STYLE = 5, "boxed"
"""Room above a heading, and the paragraphs' style: the sheet should stand on one page."""
AUTHORITY = "https://www.datatilsynet.dk"


@dataclass(frozen=True, kw_only=True)
class PrivacySheet(Paper):
    """`company` is whom it is handed to. `controller`: the officer and the municipality's address. `dpo`: how the data
    protection officer is reached, "" while the municipality has not written it. `retention_days` after the last
    follow-up or a no.
    """

    TYPE: ClassVar[str] = "persondata"

    company: str = ""
    controller: Sender = field(default_factory=Sender)
    dpo: str = ""
    retention_days: int = 90


def _opening(kit: Kit, sheet: PrivacySheet) -> list[Any]:
    about = _("Klimabesøg hos {company}").format(company=sheet.company) if sheet.company else _("Klimabesøg")
    return [
        *masthead(kit, sheet, _("Sådan passer vi på dine oplysninger"), about, room=8),
        *kit.text(sheet.introduction, STYLE),
    ]


def _who(kit: Kit, sheet: PrivacySheet) -> list[Any]:
    """The controller, and whom to ask about data protection."""
    municipality, controller = sheet.municipality.name or _("Kommunen"), sheet.controller
    contact = ", ".join(filter(None, (controller.name, controller.phone, controller.email)))
    rows = [
        (_("Dataansvarlig"), "\n".join(filter(None, (municipality, controller.address)))),
        (_("Vores kontakt til jer"), contact),
        (_("Databeskyttelsesrådgiver"), sheet.dpo or placeholder()),
    ]
    columns = (Column(_("Rolle"), 150), Column(_("Hvem"), 333))
    known = [row for row in rows if row[1]]
    return [
        heading(kit, _("Hvem har ansvaret?"), before=BEFORE, compact=True),
        kit.table(columns, known, header=False, summary=_("Dataansvarlig og databeskyttelsesrådgiver")),
    ]


def placeholder() -> str:
    """What stands where the municipality has not written how its data protection officer is reached."""
    return _("[Kommunen skriver her, hvordan du får fat i databeskyttelsesrådgiveren.]")


def _why(kit: Kit, sheet: PrivacySheet) -> list[Any]:
    return [
        heading(kit, _("Hvad bruger vi oplysningerne til?"), before=BEFORE, compact=True),
        *kit.text(
            _(
                "Vi bruger dem til at aftale og holde klimabesøget, skrive energiscreeningen, indgå en "
                "partnerskabsaftale, hvis virksomheden vil, og følge op på den. Vi bruger dem ikke til "
                "markedsføring, og ingen afgørelser bliver truffet automatisk."
            ),
            STYLE,
        ),
        *kit.text(
            _(
                "Vi må behandle dem, fordi klimaindsatsen er en opgave i samfundets interesse, som kommunen "
                "udfører (databeskyttelsesforordningens artikel 6, stk. 1, litra e). Breve og rapporter skal vi "
                "journalisere (offentlighedslovens §\u00a015)."
            ),
            STYLE,
        ),
    ]


def _which(kit: Kit, sheet: PrivacySheet) -> list[Any]:
    return [
        heading(kit, _("Hvilke oplysninger?"), before=BEFORE, compact=True),
        *kit.bullets(
            (
                _("Dit navn, din rolle, telefonnummer og e-mail."),
                _(
                    "Det, du fortæller os under samtalen og rundgangen, så vidt det kan føres tilbage til dig."
                ),
                _("Din underskrift, hvis du skriver under på en aftale."),
                _("Billeder fra rundgangen. Vi fotograferer anlæg og undgår personer."),
                _("Har du en enkeltmandsvirksomhed, også virksomhedens forbrug og økonomi."),
            ),
            STYLE,
        ),
        *kit.text(
            _(
                "De kommer fra dig selv, dine kolleger og CVR-registeret. Det er frivilligt at give dem; uden "
                "dem kan vi bare ikke holde besøget. Vi beder aldrig om CPR-nummer, helbredsoplysninger eller "
                "andet følsomt."
            ),
            STYLE,
        ),
    ]


def _where(kit: Kit, sheet: PrivacySheet) -> list[Any]:
    days = sheet.retention_days
    return [
        heading(kit, _("Hvem ser dem, og hvor længe gemmer vi dem?"), before=BEFORE, compact=True),
        *kit.text(
            _(
                "De medarbejdere i kommunen, der arbejder med sagen, og dem, der driver vores it-systemer for "
                "os. En energirådgiver får dem kun, når virksomheden har sagt ja til en teknisk gennemgang. "
                "Beder nogen om aktindsigt, vurderer vi først, hvad der skal holdes fortroligt."
            ),
            STYLE,
        ),
        *kit.text(
            _(
                "I arbejdsværktøjet Klimabesøg ligger de krypteret. Dér sletter vi sagen {days} dage efter "
                "sidste opfølgning, eller efter at virksomheden har sagt nej, når dokumenterne er "
                "journaliseret. I kommunens journal bliver breve og rapporter liggende, så længe arkivreglerne "
                "kræver det."
            ).format(days=days),
            STYLE,
        ),
    ]


def _rights(kit: Kit, sheet: PrivacySheet) -> list[Any]:
    link = WebLink(
        "<u>datatilsynet.dk</u>", kit.styles["link"], AUTHORITY, _("Datatilsynet: datatilsynet.dk")
    )
    return [
        heading(kit, _("Dine rettigheder"), before=BEFORE, compact=True),
        *kit.bullets(
            (
                _("Indsigt: du kan få at vide, hvad vi har om dig, og få en kopi."),
                _("Rettelse: er noget forkert, retter vi det."),
                _("Sletning: vi sletter, hvad vi ikke skal gemme efter loven."),
                _(
                    "Begrænsning: du kan bede os om kun at opbevare oplysningerne, mens en uenighed bliver afklaret."
                ),
                _("Indsigelse: du kan sige fra over for, at vi behandler oplysningerne."),
            ),
            STYLE,
        ),
        *kit.text(
            _(
                "Skriv eller ring til os, så svarer vi hurtigst muligt og inden en måned. Er du utilfreds med "
                "den måde, vi behandler dine oplysninger på, kan du klage til Datatilsynet:"
            ),
            STYLE,
        ),
        link,
    ]


def _warnings(sheet: PrivacySheet) -> list[str]:
    """What the municipality must fill in itself."""
    if sheet.dpo:
        return []
    return [
        _("Skriv under Indstillinger, hvordan databeskyttelsesrådgiveren kontaktes. Der står en pladsholder.")
    ]


KIND = Kind[PrivacySheet](
    about=lambda sheet: sheet.company or sheet.municipality.name,
    opening=_opening,
    sections=(
        Section("ansvar", lambda: _("Hvem har ansvaret?"), _who),
        Section("formaal", lambda: _("Hvad bruger vi oplysningerne til?"), _why),
        Section("oplysninger", lambda: _("Hvilke oplysninger?"), _which),
        Section("modtagere", lambda: _("Hvem ser dem, og hvor længe gemmer vi dem?"), _where),
        Section("rettigheder", lambda: _("Dine rettigheder"), _rights),
    ),
    warnings=_warnings,
)
