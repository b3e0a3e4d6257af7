"""Example models of the steps' documents: plainly invented, every part filled in."""

from __future__ import annotations

from klimabesog.reports.charts.progress import Course, Stage
from klimabesog.reports.documents.agreement import Agreement, Partnership, Signing
from klimabesog.reports.documents.followup import Effort, FollowUp, Way
from klimabesog.reports.documents.plan import ActionPlan, Goal, LeftOut, Meeting, Planned, Sum
from klimabesog.reports.model import (
    Amount,
    CashFlow,
    Company,
    Effect,
    Factor,
    Municipality,
    Participant,
    Payback,
)
from klimabesog.reports.sections.basis import Basis
from klimabesog.reports.sections.followed import Followed, Reached
from klimabesog.reports.sections.new_bills import Bills, BillsLine
from klimabesog.reports.sections.partnership import Round, Whole

COMPANY = Company(name="Prøvesmedjen (eksempel)", cvr="00 00 00 00", address="Prøvevej 1, Prøveby")
HOST = Municipality("Eksempel Kommune", "Klima og Erhverv", "Kim Eksempel, 00 00 00 00")
GAS = Factor("Flaskegas (LPG)", price_kr_kwh=1.486, co2_kg_kwh=0.234)
BASIS = Basis("Faktorer 2026", (GAS,), ("Det er prøvetal.",))


def effect(kwh: float, kroner: float, co2_kg: float, accuracy: str = "A") -> Effect:
    return Effect(*(Amount(value, accuracy) for value in (kwh, kroner, co2_kg)))  # type: ignore[arg-type]


AGREEMENT = Agreement(
    municipality=HOST,
    company=COMPANY,
    date="2027-01-19",
    draft=False,
    author="Kim Eksempel",
    municipality_cvr="11 11 11 11",
    company_contact="Bo Prøve, driftsleder",
    municipality_contact="Kim Eksempel",
    kinds=(
        Partnership("Fælles aftale, der forpligter begge til at sænke CO₂"),
        Partnership("Netværk eller arbejdsgruppe", (("Netværk", "Grøn transport"), ("Møder om året", "4"))),
    ),
    level="Niveau I",
    areas="Belysning, Trykluft",
    start="2027-01-15",
    end="2029-12-31",
    aim="15 % mindre CO₂e i 2029, målt ud fra 2025",
    aim_short="15 %",
    aim_note="mindre CO₂e i 2029",
    base_year="2025",
    base_kwh=Amount(412_300),
    base_co2_kg=Amount(58_795),
    documented=("aflæsning af måler", "regninger før og efter"),
    documented_how="Bimåleren aflæses den første i hver måned.",
    rhythm="Tre opfølgninger i perioden",
    rhythm_short="3 gange",
    company_duties=("at have en fast kontakt", "at vise regninger og målinger"),
    municipality_duties=("besøg og energiscreening", "opfølgning undervejs"),
    mention="Kommunen spørger hver gang, før den omtaler samarbejdet.",
    personal_data="Kommunen bruger navne og underskrifter til at følge aftalen op.",
    ending="Hver part kan sige aftalen op med en måneds varsel.",
    further=(("Hvem deler vi tal med?", "Ingen"),),
    signings=(
        Signing("Prøvesmedjen (eksempel)", "Anna Prøve", "Direktør"),
        Signing("Eksempel Kommune", "Kim Eksempel", "Klimamedarbejder", "2027-01-19", "tegnet"),
    ),
)


PLAN = ActionPlan(
    municipality=HOST,
    company=COMPANY,
    date="2027-04-12",
    draft=False,
    goal=Goal(
        words="Trykluft og lys først.",
        agreed="15 % mindre CO₂e i 2029, målt ud fra 2025",
        share=0.15,
        year="2029",
        base_year="2025",
        base_co2_kg=58_795,
        planned=0.114,
        done=0.02,
        measured="Bimåler og regninger.",
        owner="Anna Prøve",
        review="Hvert halve år",
    ),
    planned=(
        Planned(
            "Sluk kompressoren om natten", "Trykluft", "Gennemført", "Først", "Bo Prøve", "2027-05-01",
            effect=effect(8_700, 11_310, 1_174.5), investment=Amount(1_350), payback=Payback(Amount(0.119)),
        ),
        Planned(
            "LED i hal 1", "Belysning", "Ikke startet", "Derefter", "Anna Prøve", "2027-10-01",
            "Kun hal 1.", effect(12_345, 16_000, 1_666, "C"), Amount(79_500, "C"), Payback(Amount(4.97, "C")), "C",
        ),
    ),
    undecided=(
        Planned(
            "Solceller på taget", effect=effect(26_000, 37_700, 3_510), investment=Amount(210_000),
            payback=Payback(Amount(5.8)),
        ),
    ),
    left_out=(LeftOut("Isolér rør", "Bygningen ændres eller forlades", "Teknikrummet flyttes."),),
    planned_sum=Sum(effect(21_045, 27_310, 2_840.5), Amount(80_850), Payback(Amount(2.96))),
    whole_sum=Sum(effect(47_045, 65_010, 6_350.5), Amount(290_850), Payback(Amount(4.5))),
    other="Klimaregnskab for 2026.",
    agreed_on="2027-04-12",
    agreed_by="Anna Prøve",
    meetings=(
        Meeting("Opfølgning 1", "2027-10-06", held=True),
        Meeting("Opfølgning 2", "2028-03-07"),
        Meeting("Opfølgning 3"),
    ),
    cash=(CashFlow("Planen", (-80_850.0, *[27_310.0] * 10), "B"),),
    basis=BASIS,
)  # fmt: skip


FOLLOW_UP = FollowUp(
    municipality=HOST,
    company=COMPANY,
    date="2028-11-15",
    draft=False,
    number=3,
    day="2028-11-14",
    how="Møde på skærm",
    participants=(Participant("Anna Prøve", "direktør"), Participant("Kim Eksempel")),
    way=Way("Foreslået 17,4 %, nået 11,4 % af 15 %", 0.15, "2029", "2025", 0.174, 0.1143, 2_100),
    course=Course(
        "2025",
        58_795,
        0.15,
        "2029",
        (
            Stage("Planen", proposed=Amount(10_233, "B"), agreed=Amount(8_000, "B")),
            Stage("Opfølgning 3", realised=Amount(6_723, "B"), factors=Amount(15_220, "B")),
        ),
    ),
    effort=Effort("2025", "2028", -6_723, -15_220),
    measures=(
        Followed(
            "Sluk kompressoren om natten", "Gennemført", False, True, "Bo Prøve", "2027-05-01", "2027-04-20",
            effect(9_200, 11_960, 1_242), effect(8_700, 11_310, 1_174.5), Amount(1_500), Amount(1_350), "Måler",
            remark="Går i gang før mødetid.",
        ),
        Followed(
            "LED i hal 1", "I gang", True, False, "Anna Prøve", "2028-12-01",
            obstacles="Leverandører eller leveringstid",
        ),
        Followed("Natsænkning", "Fravalgt", reason="Uønsket ændring af driften"),
    ),
    undecided=("Solceller på taget (3,5 t CO₂e om året)",),
    reached=Reached(
        effect(8_700, 11_310, 1_174.5), effect(8_000, 10_400, 1_080), Amount(1_350), Payback(Amount(0.13))
    ),
    bills=Bills(
        (
            BillsLine(
                "El", "12 måneder", True, 318_396, 281_600, 0, 6_368, -43_164, ("Kun januar–juni kan sammenlignes.",)
            ),
            BillsLine("Fjernvarme", "For kort periode (2 måneder)", False),
        ),
        told=("Produktion: fra 1.240 til 1.302 ton.",),
        notes=("En regning er uden periode.",),
    ),
    obstacles="Økonomi",
    help_wanted="Hjælp til at læse tilbud.",
    is_last=True,
    whole=Whole(
        "2027-01-19",
        (Round("Opfølgning 3", "2028-11-14", 1, 3, Amount(6_723), 0.1143, Amount(50_000), Amount(130_000)),),
        "Målet på 15 % er ikke nået endnu.",
        ("LED i hal 1 (i gang)",),
        "Uret var tjent hjem på to måneder.",
    ),
    basis=BASIS,
)  # fmt: skip
