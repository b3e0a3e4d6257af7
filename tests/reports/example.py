"""A plainly invented workshop with everything a report can hold."""

from __future__ import annotations

from klimabesog.reports.model import (
    Action,
    Amount,
    Answer,
    CarrierUse,
    Chapter,
    ChecklistArea,
    Checkpoint,
    Company,
    Effect,
    EndUse,
    Factor,
    Finding,
    FocusArea,
    Help,
    Municipality,
    Participant,
    Payback,
    ScreeningReport,
    Totals,
    Visit,
)
from tests.reports.example_measures import CO2, EL, GAS, HEAT, measures
from tests.reports.pictures import Pictures


def factors() -> tuple[Factor, ...]:
    source = "Eksempeltal, opfundet til prøven"
    return (
        Factor("El", "kWh", 1.0, EL, CO2[EL], "2026", source, "virksomhedens regning 2025"),
        Factor(
            "Fjernvarme",
            "MWh",
            1000.0,
            HEAT,
            CO2[HEAT],
            "2026",
            source,
            "Eksempel Fjernvarmes takstblad 2025",
        ),
        Factor("Naturgas", "m³", 11.0, GAS, CO2[GAS], "2026", source, "virksomhedens regning 2025"),
    )


def baseline() -> tuple[CarrierUse, ...]:
    period = "jan.–dec. 2025"
    return (
        CarrierUse(
            "El",
            Amount(262400),
            "kWh",
            Amount(262400),
            Amount(341120),
            Amount(29388.8),
            "regning",
            period,
            "måler 0001 og 0002",
            Amount(169000, "C"),
        ),
        CarrierUse(
            "Fjernvarme",
            Amount(118),
            "MWh",
            Amount(118000),
            Amount(84960),
            Amount(8024),
            "regning",
            period,
            kwh_after=Amount(86600, "C"),
        ),
        CarrierUse(
            "Naturgas",
            Amount(2900),
            "m³",
            Amount(31900),
            Amount(30305),
            Amount(6507.6),
            "oplyst",
            period,
            kwh_after=Amount(31900, "A"),
        ),
    )


def areas(pictures: Pictures) -> tuple[FocusArea, ...]:
    hall = [
        pictures.add(n, caption, alt)
        for n, caption, alt in (
            (11, "Hal 1 set fra kontoret.", "En maskinhal med lysstofrør i loftet"),
            (12, "Blinkende rør over drejebænk 3.", "Et lysstofarmatur, hvor det ene rør er sort i enden"),
            (13, "Lampe uden skærm ved lageret.", "En bar lampe over lagerreoler"),
        )
    ]
    tall = pictures.add(
        14, "Koblingen ved pressen.", "En kobling med synlig luftlækage", size=(1200, 1600), turned=True
    )
    wide = pictures.add(15, "Manometer ved kompressoren: 7,8 bar.", "Et manometer, der viser 7,8 bar")
    return (
        FocusArea(
            "bel",
            "Belysning",
            "Lyset i begge haller er gammelt og tændt hele dagen, også i tomme zoner.",
            (
                Finding(
                    "Er lyskilderne nyere end ti år?",
                    "84 armaturer fra 2004 med to 58 W rør. Rør skiftes enkeltvis, "
                    "når de går ud, og det koster et stop hver gang.",
                    "Hal 1 og 2",
                    "Nej",
                    tuple(hall),
                    ("t3",),
                ),
                Finding(
                    "Er lyset slukket, hvor ingen arbejder?",
                    "Lageret var oplyst uden at være i brug.",
                    "Lager",
                    "Delvist",
                ),
            ),
            4,
        ),
        FocusArea(
            "try",
            "Trykluft",
            "",
            (
                Finding(
                    "Er nettet tæt?",
                    "Vi hørte to tydelige lækager. Kompressoren kørte 12 af 30 minutter i pausen.",
                    "Hal 2",
                    "Nej",
                    (tall, wide),
                    ("t1", "t2"),
                ),
                Finding(
                    "Er trykket så lavt, som maskinerne kan nøjes med?",
                    "7,8 bar i nettet; pressen skal bruge 6 bar.",
                    "Kompressorrum",
                    "Nej",
                    (),
                    ("t6",),
                ),
            ),
            2,
        ),
        FocusArea(
            "var",
            "Varme",
            "",
            (
                Finding(
                    "Sænkes temperaturen uden for arbejdstid?",
                    "20 °C hele døgnet, også i weekenden.",
                    "Hal 1 og 2",
                    "Nej",
                    (),
                    ("t4",),
                ),
                Finding(
                    "Er rør og ventiler isoleret?",
                    "14 m rør og seks ventiler er bare.",
                    "Varmecentral",
                    "Delvist",
                    (pictures.add(16, "Bare ventiler i varmecentralen.", "Uisolerede ventiler og rør"),),
                    ("t8",),
                ),
            ),
            3,
        ),
        FocusArea("koel", "Køling", in_order=5),
    )


def interview() -> tuple[Chapter, ...]:
    return (
        Chapter(
            "Virksomheden",
            (
                Answer(
                    "Hvad laver I, og hvad er vigtigst for jer de næste år?",
                    "Vi drejer og fræser emner til landbrugsmaskiner. Kunderne spørger til klimaaftryk.",
                ),
                Answer("Hvordan ser en almindelig uge ud?", "Et skift, mandag til fredag kl. 6.30–15.30."),
                Answer("Hvor mange timer kører kompressoren?", "Hele døgnet.", "Aflæst på timetælleren."),
            ),
        ),
        Chapter(
            "Energi og klima i dag",
            (
                Answer(
                    "Hvem følger energiforbruget?",
                    "Bogholderen ser regningerne. Ingen følger forbruget hver måned.",
                ),
                Answer("Hvad har I allerede gjort?", "Nyt tag på hal 1 i 2021 med 300 mm isolering."),
                Answer("Hvad er jeres dækningsgrad?", "HEMMELIGT-TAL", visibility="fortrolig"),
                Answer("Egen vurdering af ledelsens opbakning", "INTERN-NOTE", visibility="intern"),
            ),
        ),
        Chapter(
            "Partnerskabet",
            (
                Answer("Er ledelsen med på et mål for CO2?", "Ja, hvis tilbagebetalingen er under fire år."),
                Answer("Hvad kan stå i vejen?", "Tid. Driftslederen har mange kasketter."),
            ),
        ),
    )


def checklist() -> tuple[ChecklistArea, ...]:
    return (
        ChecklistArea(
            "Belysning",
            (
                Checkpoint("Er lyskilderne nyere end ti år?", "Nej", "84 armaturer fra 2004"),
                Checkpoint("Er lyset slukket, hvor ingen arbejder?", "Delvist"),
                Checkpoint("Er der bevægelsesmelder i birum?", "Ja"),
                Checkpoint("Er lofter og vægge lyse?", "Ja"),
            ),
        ),
        ChecklistArea(
            "Trykluft",
            (
                Checkpoint("Er nettet tæt?", "Nej", "To hørbare lækager"),
                Checkpoint("Er trykket så lavt, som maskinerne kan nøjes med?", "Nej", "7,8 bar"),
                Checkpoint("Er kompressoren slukket uden for driftstid?", "Nej"),
                Checkpoint("Tages luften ind udefra?", "Ja"),
            ),
        ),
        ChecklistArea(
            "Varme",
            (
                Checkpoint("Sænkes temperaturen uden for arbejdstid?", "Nej"),
                Checkpoint("Er rør og ventiler isoleret?", "Delvist", "14 m rør mangler"),
                Checkpoint("Er der aftalt eftersyn?", "Ved ikke"),
            ),
        ),
    )


def report(pictures: Pictures) -> ScreeningReport:
    """The whole example."""
    proposals = measures(pictures)
    sums = [sum(getattr(m.alone, name).value for m in proposals) for name in ("kwh", "kroner", "co2_kg")]
    saved = (124800.0, 145100.0, 12600.0)
    invested = sum(m.investment.value or 0 for m in proposals)
    return ScreeningReport(
        company=Company(
            "Nordkrogens Maskinværksted (eksempel)",
            "00 00 00 00 (eksempel)",
            "0000000000 (eksempel)",
            "Eksempelvej 1, 0000 Eksempelby",
            "25.53.00 Maskinforarbejdning af metal",
            24,
            3150,
            "Ejer bygningerne",
            "Mandag–fredag kl. 6.30–15.30, 46 uger om året",
            "Fjernvarme, strålepaneler",
        ),
        municipality=Municipality(
            "Eksempel Kommune", "Klima og Erhverv", "Berit Eksempel, tlf. 00 00 00 00, klima@eksempel.example"
        ),
        visit=Visit(
            "2026-11-20",
            "10:05",
            "11:30",
            "Finde besparelser, der kan gå i gang inden foråret.",
            (
                Participant("Anna Eksempel", "Direktør", "Nordkrogens Maskinværksted"),
                Participant("Kim Eksempel", "Driftsleder", "Nordkrogens Maskinværksted"),
                Participant("Berit Eksempel", "Klimamedarbejder", "Eksempel Kommune"),
            ),
            "Begge haller, kompressorrum, varmecentral og kontor. Lakkabinen var i brug og er ikke set.",
            "Besøget er vejledning. Ser vi ulovlige forhold af betydning, har kommunen pligt til at reagere.",
        ),
        date="2026-11-20",
        author="Berit Eksempel, Eksempel Kommune",
        base_year="2025",
        baseline=baseline(),
        end_uses=(
            EndUse("Rumvarme", Amount(111000, "B")),
            EndUse("Maskiner", Amount(104000, "C")),
            EndUse("Trykluft", Amount(82600, "A")),
            EndUse("Belysning", Amount(38000, "B")),
            EndUse("Ventilation", Amount(31000, "C")),
            EndUse("Andet", Amount(45700, "C")),
        ),
        areas=areas(pictures),
        measures=proposals,
        best=("t1", "t2", "t3"),
        totals=Totals(
            Effect(*(Amount(v, "C") for v in sums)),
            Effect(*(Amount(v, "C") for v in saved)),
            Amount(invested, "C"),
            Payback(Amount(invested / saved[1], "C")),
        ),
        actions=(
            Action("Ugeur på kompressoren", "Kim Eksempel", "2026-12-04", "I gang"),
            Action("Lækagerunde i hal 1 og 2", "Kim Eksempel og Berit Eksempel", "uge 49", "Ikke startet"),
            Action("To tilbud på LED i hal 1 og 2", "Anna Eksempel", "2027-01-29", "Ikke startet"),
            Action(
                "Kommunen ringer og hører, hvordan det går", "Berit Eksempel", "2027-02-15", "Ikke startet"
            ),
        ),
        help=(
            Help(
                "Lån en lækagesøger",
                "Kommunen låner et apparat ud, der hører lækager i trykluft. Ring, så finder vi en uge.",
                "Virksomheder i kommunen",
                "https://eksempel.invalid/laan/laekagesoeger/",
                "2027-06-30",
                "2026-10-01",
                ("t2",),
            ),
            Help("Erhvervshuset", "Vejledning om finansiering.", checked="2026-11-02"),
        ),
        factors=factors(),
        factor_set="Faktorer 2026 (eksempel)",
        conditions=(
            "Forbruget er fra regninger for 2025 og ikke korrigeret for vejret.",
            "Procesgas til hærdning er talt med, men der er ikke regnet forslag på den.",
            "Solcellernes salg til nettet er ikke regnet med.",
        ),
        interview=interview(),
        checklist=checklist(),
    )
