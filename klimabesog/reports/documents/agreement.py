"""The partnership agreement: what company and municipality promise each other, with places to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from klimabesog.reports import figures, theme
from klimabesog.reports.cards import Card
from klimabesog.reports.documents.kind import Kind, Section
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.kit_fields import Signatory
from klimabesog.reports.model import Amount, Company, Paper
from klimabesog.reports.sections.masthead import masthead
from klimabesog.reports.tagged.boxes import Columns
from klimabesog.values.texts import _

Term = tuple[str, str]
"""What is agreed on, and what was agreed ("Netværk", "Grøn transport")."""


@dataclass(frozen=True)
class Partnership:
    """A kind of partnership, and what was agreed on of what it asks."""

    title: str
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Signing:
    """Who signs for a party; `date` is ISO, `drawn` the SHA-256 of a signature drawn at the meeting, "" for none."""

    party: str
    name: str = ""
    role: str = ""
    date: str = ""
    drawn: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreement(Paper):
    """An agreement. `start` and `end` are ISO dates; an empty text is left out.

    `aim` is the target in words, `aim_short` the same for the card ("15 %"); `base_kwh` and `base_co2_kg` are a year's
    use and emission in `base_year`, the year the target is reckoned from. `rhythm` says how often both look at how it
    goes, and `rhythm_short` the same for a card ("3 gange").
    """

    TYPE: ClassVar[str] = "partnerskabsaftale"

    company: Company = Company()
    municipality_cvr: str = ""
    municipality_address: str = ""
    company_contact: str = ""
    municipality_contact: str = ""
    kinds: tuple[Partnership, ...] = ()
    level: str = ""
    areas: str = ""
    start: str = ""
    end: str = ""
    aim: str = ""
    aim_short: str = ""
    aim_note: str = ""
    base_year: str = ""
    base_kwh: Amount = Amount()
    base_co2_kg: Amount = Amount()
    documented: tuple[str, ...] = ()
    documented_how: str = ""
    rhythm: str = ""
    rhythm_short: str = ""
    company_duties: tuple[str, ...] = ()
    municipality_duties: tuple[str, ...] = ()
    mention: str = ""
    personal_data: str = ""
    ending: str = ""
    further: tuple[Term, ...] = ()
    """Further questions and answers of the municipality's own edition of the form."""
    signings: tuple[Signing, ...] = ()


def _opening(kit: Kit, paper: Agreement) -> list[Any]:
    between = _("{company} og {municipality}").format(
        company=_company(paper), municipality=_municipality(paper)
    )
    return [
        *masthead(kit, paper, _("Partnerskabsaftale"), between, room=26),
        *kit.text(paper.introduction, "lead"),
        *([kit.cards(cards)] if (cards := _cards(paper)) else []),
    ]


def _company(paper: Agreement) -> str:
    return paper.company.name or _("Virksomheden")


def _municipality(paper: Agreement) -> str:
    return paper.municipality.name or _("Kommunen")


def _cards(paper: Agreement) -> list[Card]:
    cards = []
    if paper.aim_short:
        cards.append(Card(_("Målet"), paper.aim_short, paper.aim_note))
    if paper.base_co2_kg.value is not None:
        note = figures.with_unit(paper.base_kwh, "kWh")
        label = _("Udgangspunkt {year}").format(year=paper.base_year)
        cards.append(Card(label, f"{figures.tonnes(paper.base_co2_kg)}\u00a0{figures.CO2}", note))
    if paper.start:
        signed = paper.signings and all(one.date for one in paper.signings)
        note = "" if signed else _("når begge har skrevet under")
        cards.append(Card(_("Aftalen gælder"), _period(paper), note))
    if paper.rhythm_short:
        cards.append(Card(_("Vi gør status"), paper.rhythm_short))
    return cards


def _period(paper: Agreement) -> str:
    if not paper.end:
        return _("fra {date}").format(date=figures.short_date(paper.start))
    return "–".join((figures.short_date(paper.start)[-4:], figures.short_date(paper.end)[-4:]))


# ---------------------------------------------------------------- the parts


def _parties(kit: Kit, paper: Agreement) -> list[Any]:
    columns = (Column("", 95), Column(_company(paper), 194), Column(_municipality(paper), 194))
    company, municipality = paper.company, paper.municipality
    rows = [
        (_("CVR-nummer"), company.cvr, paper.municipality_cvr),
        (_("P-nummer"), company.p_number, ""),
        (_("Adresse"), company.address, paper.municipality_address or municipality.department),
        (_("Afdeling"), "", municipality.department if paper.municipality_address else ""),
        (_("Kontakt i hverdagen"), paper.company_contact, paper.municipality_contact),
    ]
    shown = [tuple(cell or figures.DASH for cell in row) for row in rows if any(row[1:])]
    heading = kit.part(_("Parterne"), "parter")
    if not shown:
        return heading + kit.missing(_("Der er ikke skrevet oplysninger om parterne endnu."))
    return [*heading, kit.table(columns, shown, summary=_("Aftalens parter med kontakt"))]


def _partnership(kit: Kit, paper: Agreement) -> list[Any]:
    if not (paper.kinds or paper.areas or paper.level):
        return []
    parts = [
        *kit.part(_("Det er vi sammen om"), "partnerskab"),
        *kit.bullets([kind.title for kind in paper.kinds]),
    ]
    terms = [
        *((_("Indsatsområder"), paper.areas), (_("Niveau"), paper.level)),
        *(term for kind in paper.kinds for term in kind.terms),
    ]
    return [*parts, *_terms(kit, [term for term in terms if term[1]], _("Hvad partnerskabet handler om"))]


def _terms(kit: Kit, terms: list[Term], summary: str) -> list[Any]:
    if not terms:
        return []
    columns = (Column(_("Emne"), 150), Column(_("Aftalt"), 333))
    return [kit.table(columns, terms, header=False, summary=summary, before=6)]


def _aim(kit: Kit, paper: Agreement) -> list[Any]:
    facts = [
        (_("Målet"), paper.aim),
        (_("Udgangspunkt"), _base(paper)),
        (_("Aftalen gælder"), _whole_period(paper)),
    ]
    known = [fact for fact in facts if fact[1]]
    return [*kit.part(_("Mål og periode"), "maal"), *_terms(kit, known, _("Mål, udgangspunkt og periode"))]


def _base(paper: Agreement) -> str:
    if paper.base_co2_kg.value is None:
        return ""
    return _("I {year} brugte virksomheden {kwh} og udledte {co2}.").format(
        year=paper.base_year,
        kwh=figures.with_unit(paper.base_kwh, "kWh"),
        co2=f"{figures.tonnes(paper.base_co2_kg)}\u00a0{figures.CO2}",
    )


def _whole_period(paper: Agreement) -> str:
    begin, end = figures.year_date(paper.start), figures.year_date(paper.end)
    if begin and end:
        return _("Fra {begin} til {end}").format(begin=begin, end=end)
    return _("Fra {begin}, indtil den siges op").format(begin=begin) if begin else ""


def _documentation(kit: Kit, paper: Agreement) -> list[Any]:
    if not (paper.documented or paper.documented_how or paper.rhythm):
        return []
    facts = [
        (_("Besparelsen vises ved"), _sentence(paper.documented)),
        (_("Helt konkret"), paper.documented_how),
        (_("Vi gør status"), paper.rhythm),
    ]
    table = _terms(kit, [fact for fact in facts if fact[1]], _("Hvordan besparelsen vises"))
    return [*kit.part(_("Sådan vises besparelsen"), "dokumentation"), *kit.keep([*table, *kit.text(_effort(), "note")])]


def _sentence(words: Sequence[str]) -> str:
    """ "Aflæsning af måler, regninger før og efter"."""
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def _effort() -> str:
    return _(
        "Målet gøres op med de samme udledningsfaktorer før og efter, så virksomhedens egen indsats tæller. Hvad "
        "renere el og varme betyder, vises for sig."
    )


def _duties(kit: Kit, paper: Agreement) -> list[Any]:
    if not (paper.company_duties or paper.municipality_duties):
        return []
    half = (theme.WIDTH - 28) / 2
    stacks = [
        [kit.sub(title, "H3"), *kit.bullets(duties)]
        for title, duties in (
            (_("Virksomheden lover"), paper.company_duties),
            (_("Kommunen bidrager med"), paper.municipality_duties),
        )
        if duties
    ]
    columns = Columns(stacks, [half] * len(stacks), 28, after=6)
    return [*kit.part(_("Det lover vi hinanden"), "pligter"), columns]


def _conditions(kit: Kit, paper: Agreement) -> list[Any]:
    texts = (
        (_("Omtale"), paper.mention),
        (_("Personoplysninger"), paper.personal_data),
        (_("Ophør"), paper.ending),
    )
    parts = [flowable for head, text in texts for flowable in kit.run_in(head, text)]
    return [*kit.part(_("Vilkår"), "vilkaar"), *parts] if parts else []


def _further(kit: Kit, paper: Agreement) -> list[Any]:
    if not paper.further:
        return []
    return [
        *kit.part(_("Andet, vi har aftalt"), "andet"),
        *_terms(kit, list(paper.further), _("Andre vilkår")),
    ]


def _signatures(kit: Kit, paper: Agreement) -> list[Any]:
    people = [Signatory(s.party, s.name, s.role, figures.year_date(s.date), s.drawn) for s in paper.signings]
    items = [*kit.part(_("Underskrifter"), "underskrifter"), *kit.signatures(people)]
    return kit.keep(items)


KIND = Kind[Agreement](
    about=_company,
    opening=_opening,
    sections=(
        Section("parter", lambda: _("Parterne"), _parties),
        Section("partnerskab", lambda: _("Det er vi sammen om"), _partnership),
        Section("maal", lambda: _("Mål og periode"), _aim),
        Section("dokumentation", lambda: _("Sådan vises besparelsen"), _documentation),
        Section("pligter", lambda: _("Det lover vi hinanden"), _duties),
        Section("vilkaar", lambda: _("Vilkår"), _conditions),
        Section("andet", lambda: _("Andet, vi har aftalt"), _further),
    ),
    closing=_signatures,
)
