"""What the report of a follow-up says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from klimabesog.reports.build import build
from klimabesog.reports.documents.followup import Effort, FollowUp, Way
from klimabesog.reports.sections.followed import Followed
from klimabesog.reports.sections.new_bills import Bills, BillsLine
from klimabesog.reports.sections.partnership import Whole
from tests.reports import gate
from tests.reports.documents.papers import FOLLOW_UP
from tests.reports.pictures import Pictures


def text_of(report: FollowUp) -> str:
    return gate.text(build(report, Pictures()).pdf)


@pytest.fixture(scope="module")
def text() -> str:
    return text_of(FOLLOW_UP)


def test_how_far_the_company_is(text: str) -> None:
    for words in (
        "Opfølgning 3 Prøvesmedjen (eksempel)",
        "Holdt den 14. november 2028, møde på skærm",
        "Mindre udledning om året 1,1 t CO₂e 11,4 % mindre end i 2025",
        "Målet 15 % i 2029, 76 % nået",
        "Gennemført 1 af 3 tiltag investeret 1.350 kr.",
        "I har sænket udledningen med 11,4 %. Målet er 15 % i 2029, så der mangler 2,1 t CO₂e om året.",
        "Med til mødet. Anna Prøve (direktør), Kim Eksempel",
        "Foreslået er alle forslag, der ikke er valgt fra; de gennemførte tæller med den besparelse, der er vist.",
    ):
        assert words in text


def test_own_effort_and_other_factors_are_told_apart(text: str) -> None:
    assert "Jeres egen indsats har sænket udledningen med 6,7 t CO₂e om året." in text
    assert "mindre pr. kWh i 2028 end i 2025. Det sænker udledningen med yderligere 15,2 t, men" in text
    worse = text_of(replace(FOLLOW_UP, effort=Effort("2025", "2028", 200.0, 1_300.0)))
    assert "Tiltagene har øget udledningen med 0,2 t CO₂e om året." in worse
    assert "Det øger udledningen med 1,3 t, og det tæller ikke med i målet." in worse
    (alternative,) = gate.alternatives(build(FOLLOW_UP, Pictures()).pdf)
    assert "Andre faktorer" in alternative


def test_status_saving_and_how_it_is_shown(text: str) -> None:
    for words in (
        "Sluk kompressoren om natten Går i gang før mødetid. Gennemført (nyt) Bo Prøve færdig 20.04.2027",
        "LED i hal 1 I gang Anna Prøve 01.12.2028",
        "Natsænkning Uønsket ændring af driften Fravalgt – –",
        "Sluk kompressoren om natten 9.200 8.700 11.310 1,2 1.350 Måler",
        "Overlap −700 −910 −0,1",
        "I alt, fratrukket overlap 8.000 10.400 1,1 1.350",
        "LED i hal 1: leverandører eller leveringstid",
        "Det kan kommunen hjælpe med. Hjælp til at læse tilbud.",
    ):
        assert words in text


def test_new_bills_like_with_like(text: str) -> None:
    for words in (
        "I de samme måneder er forbruget gået fra 318.396 til 281.600 kWh (−12 %).",
        "Heraf betyder aktiviteten +6.368 kWh. Resten, −43.164 kWh, er jeres egen indsats",
        "El 12 måneder 318.396 281.600 −36.796 (−12 %) 0 +6.368 −43.164",
        "Fjernvarme For kort periode (2 måneder) – – – – – –",
        "El: Kun januar–juni kan sammenlignes.",
        "Produktion: fra 1.240 til 1.302 ton.",
    ):
        assert words in text


def test_a_short_period_is_not_extrapolated() -> None:
    short = Bills((BillsLine("El", "For kort periode (2 måneder)", False, months=2), BillsLine("Gas", says_much=False)))
    text = text_of(replace(FOLLOW_UP, bills=short))
    assert "om forbruget er faldet: 2 måneder på el og ingen måneder på gas. Et helt år kan ikke regnes" in text
    assert "Basisår, kWh" not in text


def test_what_happens_next(text: str) -> None:
    assert "Det var den sidste aftalte opfølgning." in text
    assert "LED i hal 1 Anna Prøve 1. december 2028" in text
    assert "Ikke besluttet endnu. Solceller på taget (3,5 t CO₂e om året)." in text
    later = text_of(replace(FOLLOW_UP, is_last=False, next_day="2029-03-01"))
    assert "Næste opfølgning er den 1. marts 2029." in later


def test_what_is_due_later_stands_in_the_list_of_all_alone() -> None:
    days = {"Før": "2028-12-01", "Siden": "2030-01-01", "Over": "2028-01-01"}
    soon, late, over = (Followed(name, is_open=True, deadline=day) for name, day in days.items())
    report = replace(FOLLOW_UP, is_last=False, next_day="2029-03-01", measures=(soon, late, over))
    text = text_of(report).partition("Det sker der nu")[2]
    assert "1 tiltag mere har frist senere, se listen over tiltagene." in text
    assert "Siden" not in text
    assert "Over – 1. januar 2028 (aftal en ny) Før – 1. december 2028" in text
    none = text_of(replace(report, measures=(late,))).partition("Det sker der nu")[2]
    assert "Ingen tiltag har frist før det;" in none


def test_the_last_one_sums_up_the_whole_partnership(text: str) -> None:
    for words in (
        "Aftalen gælder fra 19. januar 2027. Målet på 15 % er ikke nået endnu.",
        "Opfølgning 3 14.11.2028 1 af 3 tiltag 6,7 11,4 % 50.000 130.000",
        "Ikke gennemført. LED i hal 1 (i gang).",
        "Det kan andre lære af. Uret var tjent hjem på to måneder.",
    ):
        assert words in text
    assert "Hele partnerskabet" not in text_of(replace(FOLLOW_UP, whole=Whole()))


@pytest.mark.parametrize(
    ("way", "says"),
    [
        (Way("", 0.2, "2026", "2023", 0.36, 0.245), "Målet er nået: I har sænket udledningen med 24,5 %"),
        (
            Way("", 0.2, "2026", "2023", 0.36, 0.0, 9.0),
            "Der er ikke gennemført tiltag endnu. Målet er 20 % mindre CO₂e i 2026.",
        ),
        (Way("Mål og fremdrift vises, når aftalen er skrevet under."), "når aftalen er skrevet under."),
    ],
)
def test_the_verdict(way: Way, says: str) -> None:
    assert says in text_of(replace(FOLLOW_UP, way=way))


def test_nothing_followed_up_says_what_is_missing() -> None:
    text = text_of(FollowUp())
    for sentence in (
        "Der er ingen aftalte tiltag. Aftal dem i klimahandlingsplanen.",
        "Der er ikke gennemført tiltag endnu.",
        "Der er ingen nye regninger at sammenligne med.",
    ):
        assert sentence in text
