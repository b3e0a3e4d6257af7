"""What the climate action plan says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from klimabesog.reports.build import build
from klimabesog.reports.documents.plan import ActionPlan, Meeting
from tests.reports import gate
from tests.reports.documents.papers import PLAN
from tests.reports.pictures import Pictures


def text_of(plan: ActionPlan) -> str:
    return gate.text(build(plan, Pictures()).pdf)


@pytest.fixture(scope="module")
def text() -> str:
    return text_of(PLAN)


def test_key_figures_and_the_way_to_the_target(text: str) -> None:
    for words in (
        "Planen sparer om året 2,8 t CO₂e 11,4 % mindre end i 2025",
        "investering 80.850 kr.",
        "Planen giver 11,4 % mindre CO₂e. Målet er 15 %, så der mangler 2,1 t CO₂e om året.",
        "Så meget 8,8 t CO₂e mindre om året: 15 % af udledningen i 2025.",
        "Planen giver 11,4 %, og 10,8 % med det, der ikke er besluttet endnu. Gennemført er 2 %.",
        "Aftalt den 12. april 2027 med Anna Prøve",
        "Anna Prøve ejer planen. Hvert tiltag har en ansvarlig.",
        "Målet skal være nået i 2029. Planen ses efter hvert halve år.",
    ):
        assert words in text


def test_measures_sums_and_what_was_left_out(text: str) -> None:
    for words in (
        "1 Sluk kompressoren om natten Bo Prøve 01.05.2027 Gennemført Først",
        "2 LED i hal 1 Kun hal 1. Anna Prøve 01.10.2027 Ikke startet Derefter",
        "1 Sluk kompressoren om natten 8.700 11.310 1,2 1.350 0,1",
        "2 LED i hal 1 ca. 12.000 ca. 16.000 ca. 1,7 ca. 80.000 ca. 5,0",
        "I alt i planen 21.045 27.310 2,8 80.850 3,0",
        "Solceller på taget 26.000 37.700 3,5 210.000 5,8",
        "Planen og disse tilsammen 47.045 65.010 6,4 290.850 4,5",
        "Isolér rør Bygningen ændres eller forlades Teknikrummet flyttes.",
        "flaskegas (LPG) 1,49 kr. og 0,234 kg CO₂e pr. kWh",
    ):
        assert words in text


def test_follow_ups_with_their_dates(text: str) -> None:
    assert "Opfølgning 1 6. oktober 2027 Holdt" in text
    assert "Opfølgning 2 7. marts 2028 Vi ser på hvert tiltag" in text
    assert "Opfølgning 3 aftales" in text
    held = replace(PLAN, meetings=(Meeting("Opfølgning 1", "2027-10-06", held=True),))
    assert "Opfølgning Alle er holdt: 6. oktober 2027." in text_of(held)


def test_charts_say_their_numbers(text: str) -> None:
    alternatives = gate.alternatives(build(PLAN, Pictures()).pdf)
    assert any("Sluk kompressoren om natten: 1.350" in alt.replace("\u00a0", " ") for alt in alternatives)
    assert len(alternatives) == 2


def test_a_plan_that_meets_the_target_says_so() -> None:
    goal = replace(PLAN.goal, planned=0.2)
    assert "Med planen når I målet: den giver 20 % mindre CO₂e, og målet er 15 %." in text_of(
        replace(PLAN, goal=goal)
    )


def test_without_a_target_nothing_is_said_of_it() -> None:
    goal = replace(PLAN.goal, agreed="", share=None)
    text = text_of(replace(PLAN, goal=goal))
    assert "mangler" not in text
    assert "Så meget" not in text


def test_an_empty_plan_says_what_is_missing() -> None:
    text = text_of(ActionPlan())
    for sentence in (
        "Målet er ikke skrevet endnu.",
        "Der er ikke valgt tiltag til planen endnu.",
        "Der er ikke aftalt en opfølgning endnu.",
    ):
        assert sentence in text
