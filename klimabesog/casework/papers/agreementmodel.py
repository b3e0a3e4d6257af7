"""The partnership agreement of a company, as step 3's form says."""

from __future__ import annotations

from klimabesog.casework.papers.parts import company_of, handed_out
from klimabesog.casework.papers.said import Said
from klimabesog.casework.papers.subject import Subject, municipality
from klimabesog.casework.report import text_of
from klimabesog.casework.settings import settings
from klimabesog.casework.steps.book import StepBook
from klimabesog.casework.steps.facts import agreement_of
from klimabesog.casework.steps.keys import AGREEMENT, INFORMATION
from klimabesog.casework.steps.target import aim_of, percent
from klimabesog.partnership.checks import shown_cvr
from klimabesog.partnership.target import Agreement as Terms
from klimabesog.reports.documents.agreement import Agreement, Partnership, Signing, Term
from klimabesog.reports.model import Amount, Company
from klimabesog.values.texts import _

KINDS = {
    "opp_produkt": ("produkt_hvad", "produkt_ton", "produkt_proev"),
    "opp_indkoeb": ("indkoeb_hvad", "indkoeb_krav", "indkoeb_bevis"),
    "opp_ressourcer": ("ressource_hvad", "ressource_maengde", "ressource_modtager"),
    "netvaerk": ("netvaerk_navn", "netvaerk_tema", "netvaerk_leder", "netvaerk_moeder"),
    "hjaelp": ("hjaelp_hvad",),
    "opkvalificering": ("kompetence_hvad", "kompetence_hvordan", "kompetence_antal"),
}
"""The questions of each kind of partnership that has any of its own."""
TERMS = {
    "produkt_hvad": "Produktet", "produkt_ton": "Mindre udledning", "produkt_proev": "Prøves",
    "indkoeb_hvad": "Indkøb", "indkoeb_krav": "Klimakrav", "indkoeb_bevis": "Sådan vises det",
    "ressource_hvad": "Ressourcen", "ressource_maengde": "Mængde om året", "ressource_modtager": "Modtager",
    "netvaerk_navn": "Netværk", "netvaerk_tema": "Udfordringen", "netvaerk_leder": "Leder af gruppen",
    "netvaerk_moeder": "Møder om året", "hjaelp_hvad": "Hjælp fra kommunen",
    "kompetence_hvad": "Kompetencer, der mangler", "kompetence_hvordan": "Sådan kommer de",
    "kompetence_antal": "Antal personer",
}  # fmt: skip
"""What a question is called in an agreement."""
NAMED = frozenset({
    "virksomhed_kontakt", "kommune_kontakt", "kommune_cvr", "opbakning", "partnerskabstyper", "niveau",
    "ressource_enhed", "startdato", "slutdato", "basisaar", "maal_slags", "maal_procent", "maal_uden_tal", "maal_aar",
    "dokumentation", "dokumentation_hvordan", "fremdrift", "virksomhed_pligter", "virksomhed_pligter_andet",
    "kommune_pligter", "kommune_pligter_andet", "omtale", "ophoer", "virksomhed_navn", "virksomhed_rolle",
    "virksomhed_dato", "virksomhed_underskrift", "kommune_navn", "kommune_rolle", "kommune_dato",
    "kommune_underskrift", "underskrevet_aftale", *TERMS,
})  # fmt: skip
"""The questions of the program's own form; what another edition asks besides is printed at the end."""
RHYTHMS = {"tre_gange": "3 gange", "halvaar": "Hvert halve år", "aar": "Hvert år"}
"""How often both look at how it goes, for a card."""
MENTIONS = {
    "ja": "Kommunen må omtale samarbejdet.",
    "efter_aftale": "Kommunen spørger hver gang, før den omtaler samarbejdet.",
    "nej": "Kommunen omtaler ikke samarbejdet.",
}


def written_agreement(subject: Subject) -> Agreement:
    """The agreement as its form stands; dated by its second signature."""
    book = subject.book.steps(subject.company)
    said, host = Said(book.form(AGREEMENT)), municipality(subject)
    company = company_of(subject.book.registry, subject.company)
    agreement = agreement_of(subject.book, subject.company)
    aim, short, note = _aim(agreement, said)
    year, kwh, co2_kg = _base(book)
    paper = Agreement(
        date=agreement.signed if agreement else "",
        company=company,
        municipality_address=", ".join(settings(subject.book.desk).address.splitlines()),
        municipality_cvr=shown_cvr(said.value("kommune_cvr")),
        company_contact=said.text("virksomhed_kontakt"),
        municipality_contact=_host_contact(said.text("kommune_kontakt"), host.contact),
        kinds=tuple(_partnerships(said)),
        level=said.text("niveau"),
        areas=_areas(book),
        start=said.value("startdato"),
        end=said.value("slutdato"),
        aim=aim,
        aim_short=short,
        aim_note=note,
        base_year=year,
        base_kwh=kwh,
        base_co2_kg=co2_kg,
        documented=tuple(label.lower() for label in said.chosen("dokumentation").values()),
        documented_how=said.text("dokumentation_hvordan"),
        rhythm=said.text("fremdrift"),
        rhythm_short=_(RHYTHMS[said.value("fremdrift")]) if said.value("fremdrift") in RHYTHMS else "",
        company_duties=_duties(said, "virksomhed"),
        municipality_duties=_duties(said, "kommune"),
        mention=_(MENTIONS[said.value("omtale")]) if said.value("omtale") in MENTIONS else "",
        personal_data=_personal_data(settings(subject.book.desk).retention_days),
        ending=said.text("ophoer"),
        further=tuple(said.others(NAMED)),
        signings=_signings(said, company, host.name),
    )
    return handed_out(paper, subject)


def _host_contact(named: str, officer: str) -> str:
    """Whom the form names; with telephone and mail where that is the officer at this laptop."""
    return officer if named and officer.startswith(named) else named or officer


def _areas(book: StepBook) -> str:
    """The focus areas chosen at the visit; before one those that the company was interested in."""
    visit = book.visit
    chosen = text_of(visit.form("besoeg"), "fokusomraader") if visit else ""
    return chosen or Said(book.form(INFORMATION)).text("omraader")


def _partnerships(said: Said) -> list[Partnership]:
    chosen = said.chosen("partnerskabstyper")
    return [Partnership(label, tuple(_terms(said, code))) for code, label in chosen.items()]


def _terms(said: Said, code: str) -> list[Term]:
    terms = []
    for name in KINDS.get(code, ()):
        text = said.with_unit(name)
        if name == "ressource_maengde" and text:
            text = f"{text}\u00a0{said.text('ressource_enhed')}".strip()
        if text:
            terms.append((_(TERMS[name]), text))
    return terms


def _aim(agreement: Terms | None, said: Said) -> tuple[str, str, str]:
    """The target in a sentence, and the same in short for a card with a note beneath."""
    if agreement is not None and agreement.reduction is not None:
        aim = aim_of(agreement)
        short = percent(agreement.reduction)
        year = _("mindre CO₂e i {year}").format(year=agreement.target_year)
        return aim, short, year if agreement.target_year else _("mindre CO₂e")
    words = said.text("maal_uden_tal")
    year = said.text("maal_aar")
    return (_("{aim} Målet skal være nået i {year}.").format(aim=words, year=year) if year else words), "", ""


def _base(book: StepBook) -> tuple[str, Amount, Amount]:
    """The year that the target is reckoned from, its use in kWh and its emission in kg CO2e."""
    visit = book.visit
    if visit is None or not visit.screening.rows:
        return "", Amount(), Amount()
    base = visit.screening.baseline
    return str(base.year), Amount(base.kwh), Amount(base.co2_kg)


def _duties(said: Said, party: str) -> tuple[str, ...]:
    more = said.text(f"{party}_pligter_andet")
    return (*said.chosen(f"{party}_pligter").values(), *(line for line in more.splitlines() if line.strip()))


def _personal_data(days: int) -> str:
    return _(
        "Kommunen bruger navne, kontaktoplysninger og underskrifter til at indgå aftalen og følge den op. "
        "Aftalen gemmes i kommunens journal. I programmet, som kommunen arbejder i, slettes oplysningerne {days} dage "
        "efter, at forløbet er slut og journaliseret. I kan altid se, hvad der er registreret om jer, og få det rettet."
    ).format(days=days)


def _signings(said: Said, company: Company, host: str) -> tuple[Signing, ...]:
    names = (("virksomhed", company.name or _("Virksomheden")), ("kommune", host or _("Kommunen")))
    return tuple(
        Signing(
            name,
            said.text(f"{party}_navn"),
            said.text(f"{party}_rolle"),
            said.value(f"{party}_dato"),
            said.picture(f"{party}_underskrift"),
        )
        for party, name in names
    )
