"""Status lists, the same in every form and view, and what follows from them."""

from __future__ import annotations

VISIT_DRAFT = "kladde"
FINISHED_VISIT = "afsluttet"
ISSUED_VISIT = "udgivet"
VISIT_STATUSES = {VISIT_DRAFT: "Kladde", FINISHED_VISIT: "Afsluttet", ISSUED_VISIT: "Udgivet"}

PROPOSED = "forslag"
REJECTED = "fravalgt"
CARRIED_OUT = "gennemfoert"
MEASURE_STATUSES = {
    PROPOSED: "Forslag",
    "ikke_startet": "Ikke startet",
    "i_gang": "I gang",
    "udskudt": "Udskudt",
    CARRIED_OUT: "Gennemført",
    REJECTED: "Fravalgt",
}

REJECTION_REASONS = {
    "afkast": "Tjener sig for langsomt hjem",
    "for_dyrt": "For stor investering",
    "likviditet": "Der mangler likviditet",
    "drift": "Uønsket ændring af driften",
    "upraktisk": "Upraktisk",
    "proces": "Processen eller udstyret ændres",
    "bygning": "Bygningen ændres eller forlades",
    "personale": "Ændringer i personalet",
    "tidspunkt": "Passer ikke i tidsplanen",
    "materiale": "Hensyn til materialer",
    "regler": "Regler eller tilladelser",
    "overvejes": "Overvejes stadig",
    "mangler_folk": "Der mangler folk til at gøre det",
    "ikke_umagen": "Ikke umagen værd",
    "uenig": "Virksomheden er uenig i forslaget",
    "risiko_mennesker": "Risiko for mennesker",
    "risiko_produkt": "Risiko for produktet",
    "mislykket": "Forsøgt uden held",
    "ukendt": "Ukendt",
    "ingen_kontakt": "Ingen kontakt",
    "andet": "Andet",
}
"""Why a measure was rejected: the American IAC programme's list (Database Manual 10.2) in Danish."""

BARRIERS = {
    "tid": "Tid",
    "viden": "Viden",
    "oekonomi": "Økonomi",
    "lejeforhold": "Lejeforhold",
    "driftssikkerhed": "Driftssikkerhed",
    "ledelse": "Ledelsen har andre opgaver først",
    "leverandoer": "Leverandører eller leveringstid",
    "myndighed": "Tilladelser",
    "data": "Vi mangler tal",
    "andet": "Andet",
}
"""What stands in the way of measures, as asked at follow-ups."""


def counts_as_done(status: str) -> bool:
    """True for a measure whose saving has been reached."""
    return status == CARRIED_OUT
