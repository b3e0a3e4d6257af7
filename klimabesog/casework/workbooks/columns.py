"""The columns of the sheet Tiltag: written for an adviser to fill in, and found again by their titles."""

from __future__ import annotations

from collections.abc import Sequence

from klimabesog.casework.adviser.figures import SOURCES
from klimabesog.casework.areas import AREAS
from klimabesog.energy.carriers import CARRIERS, carrier_name
from klimabesog.exchange.workbook import LONG, ONE, WHOLE, Column

SHEET = "Tiltag"
MARK = "klimabesog:"
"""Begins what stands in the corner of the sheet: which company's it is."""
ID, TITLE, AREA = "Id", "Tiltag", "Indsatsområde"
ESTIMATE, ADVISER, COMPUTED, COUNTS, AGREED, REALISED = (
    "Skøn", "Rådgiver", "Rådgiver, regnet ud", "Tæller nu", "Aftalt", "Realiseret",
)  # fmt: skip
KWH, KR, CO2, INVESTMENT, OPERATION, LIFETIME = (
    "besparelse (kWh/år)", "besparelse (kr./år)", "mindre udledning (kg CO₂e/år)", "investering (kr.)",
    "drift (kr./år)", "levetid (år)",
)  # fmt: skip
"""What a layer says of a measure."""
OTHER, OTHER_KWH, SOURCE, REMARK = "anden energi", "anden energi (kWh/år)", "kilde", "bemærkning"
BLANK_ROWS = 25
"""Empty rows for proposals of the adviser's own."""
LIFETIMES = (1.0, 60.0)
MOST = 1e10
"""Beyond this a figure is a slip of the hand."""

_WORDS = {
    ESTIMATE: "Vores skøn",
    ADVISER: "Rådgiveren skriver her (gule felter)",
    COMPUTED: "Rådgiverens tal, regnet ud",
    COUNTS: "Det, der tæller nu",
    AGREED: "Aftalt i handlingsplanen",
    REALISED: "Realiseret ved opfølgning",
}


def of(layer: str, what: str) -> str:
    """The title of a layer's column: "Rådgiver: levetid (år)"."""
    return f"{layer}: {what}"


def kwh_of(carrier: str) -> str:
    """What a carrier's column is called after its layer: "El (kWh/år)"."""
    return f"{carrier_name(carrier)} (kWh/år)"


def measure_columns(carriers: Sequence[str]) -> tuple[Column, ...]:
    """All columns, with one for each of these carriers in the estimate and the adviser's part."""
    return (
        Column(ID, hidden=True),
        Column("Nr.", WHOLE, 5),
        Column(TITLE, LONG, 34),
        Column(AREA, width=17, choices=tuple(AREAS.values())),
        Column("Status", width=13),
        Column("Beskrivelse", LONG, 44),
        *_estimate(carriers),
        *_adviser(carriers),
        *(Column(of(COMPUTED, what), WHOLE, 13, _WORDS[COMPUTED]) for what in (KWH, KR, CO2)),
        *_counts(),
        *_layer(AGREED),
        *_layer(REALISED),
    )


def _estimate(carriers: Sequence[str]) -> tuple[Column, ...]:
    band = _WORDS[ESTIMATE]
    return (
        *(Column(of(ESTIMATE, kwh_of(code)), WHOLE, band=band) for code in carriers),
        *_layer(ESTIMATE),
        Column(of(ESTIMATE, OPERATION), WHOLE, band=band),
        Column(of(ESTIMATE, "klasse"), width=8, band=band),
    )


def _layer(layer: str) -> tuple[Column, ...]:
    figures = (KWH, KR, CO2, INVESTMENT)
    return (
        *(Column(of(layer, what), WHOLE, 13, _WORDS[layer]) for what in figures),
        Column(of(layer, LIFETIME), ONE, 9, _WORDS[layer]),
    )


def _adviser(carriers: Sequence[str]) -> tuple[Column, ...]:
    band = _WORDS[ADVISER]

    def fill(
        what: str, hint: str, form: str = WHOLE, width: float = 13, choices: tuple[str, ...] = (),
        low: float | None = None, high: float | None = None,
    ) -> Column:  # fmt: skip
        return Column(of(ADVISER, what), form, width, band, True, hint, choices, low, high)

    saved = "kWh om året, der spares. Minus, hvis forbruget stiger. Tomt felt: uændret."
    return (
        *(fill(kwh_of(code), saved) for code in carriers),
        fill(OTHER, "Kun hvis tiltaget handler om en energi uden egen kolonne.", LONG, 16, _CARRIERS),
        fill(OTHER_KWH, "kWh om året, der spares af den energi, der er valgt til venstre. Minus, hvis den stiger."),
        fill(KR, "Kr. om året. Lad stå tomt, så regnes der med prisen på energien."),
        fill(INVESTMENT, "Kr. uden moms, fratrukket tilskud.", low=0.0),
        fill(OPERATION, "Kr. om året uden energi. Minus, når det bliver billigere."),
        fill(LIFETIME, "Antal år, 1 til 60.", ONE, 9, low=LIFETIMES[0], high=LIFETIMES[1]),
        fill(SOURCE, "Hvad bygger tallene på?", LONG, 16, tuple(SOURCES.values())),
        fill(REMARK, "Forudsætninger, usikkerhed, forbehold. Skriv ingen personnumre.", LONG, 36),
    )  # fmt: skip


def _counts() -> tuple[Column, ...]:
    band = _WORDS[COUNTS]
    return (
        Column(COUNTS, width=14, band=band),
        *(Column(f"Før overlap: {what}", WHOLE, 13, band) for what in (KWH, KR, CO2)),
        *(Column(f"Fratrukket overlap: {what}", WHOLE, 13, band) for what in (KWH, KR, CO2)),
        Column("Investering (kr.)", WHOLE, 12, band),
        Column("Levetid (år)", ONE, 9, band),
        Column("Tilbagebetaling (år)", ONE, 13, band),
        Column("Nutidsværdi (kr.)", WHOLE, 13, band),
        Column("Klasse", width=8, band=band),
    )


_CARRIERS = tuple(carrier.name for carrier in CARRIERS)
