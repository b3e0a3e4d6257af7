"""The Carbon 20 programme's own key numbers come out of 119 cases like its companies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from klimabesog.casework.portfolio import chapters
from klimabesog.casework.portfolio.case import Case, Proposal
from klimabesog.casework.screening import Screening
from klimabesog.energy.baseline import ConsumptionRow
from klimabesog.energy.factors import FactorRow, FactorSet
from klimabesog.energy.stacking import StackResult, stack
from klimabesog.energy.state import State
from klimabesog.energy.streams import REDUCE, Measure, Stream
from klimabesog.partnership.steps import STEPS, Facts, track
from klimabesog.partnership.target import Agreement
from klimabesog.reports.model import Amount

PROGRAMME: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "energy" / "carbon20.json").read_text(encoding="utf-8")
)
FACTORS = FactorSet(
    "carbon20",
    "Carbon 20",
    2011,
    (
        FactorRow("udledning", "el", "kWh", 0.59, boundary="livscyklus", source="gate21.dk"),
        FactorRow("pris", "el", "kWh", 1.0, source="gate21.dk"),
    ),
)
KWH = 400_000.0


def screening(number: int) -> Screening:
    row = ConsumptionRow("el", KWH, "kWh", cost=KWH)
    return Screening(str(number), FACTORS, FACTORS, (), (row,))


def together(number: int, count: int, percent: float, years: float) -> StackResult:
    """`count` measures that save `percent` of the use between them, and pay back in so many years."""
    kwh = KWH * percent / 100 / count
    measures = [
        Measure(f"{number}:{n}", "LED", (Stream(REDUCE, carrier="el", kwh=kwh),), investment=kwh * years, accuracy="A")
        for n in range(count)
    ]
    base = screening(number)
    return stack(State.of({"el": KWH}, []), measures, base.rates)


def case(number: int) -> Case:
    """A company: the first 106 were screened, most with eight proposals, some with seven."""
    agreement = Agreement(PROGRAMME["target_pct"] / 100, 2011, 2013, "2011-03-01")
    screened = number < PROGRAMME["screenings"]
    facts = Facts(information_done=True, visits=["afsluttet"], agreement_started=True, agreement_signed="2011-03-01")
    common: dict[str, Any] = {
        "company": str(number),
        "name": f"Virksomhed {number}",
        "branch": "Detailhandel" if number % 2 else "Værksted",
        "may_be_named": number % 3 == 0,
        "states": track(facts),
        "visits": 1,
        "finished_visits": int(screened),
        "follow_ups": 3,
        "agreement": agreement,
    }
    if not screened:
        return Case(**common)
    count = 8 if number < PROGRAMME["proposals"] - 7 * PROGRAMME["screenings"] else 7
    off = 5.0 if number % 2 else -5.0  # some do better, some worse
    return Case(
        **common,
        screening=screening(number),
        proposals=tuple(Proposal(f"{number}:{n}", "bel", "gennemfoert") for n in range(count)),
        proposed=together(number, count, PROGRAMME["all_proposals_pct"], PROGRAMME["average_payback_years"]),
        agreed=together(number, count, PROGRAMME["target_pct"], 2.0),
        reached=together(number, count, PROGRAMME["achieved_avg_pct"] + off, 2.0),
    )


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [case(number) for number in range(PROGRAMME["companies"])]


def test_the_key_numbers(cases: list[Case]) -> None:
    found = {(one.label, one.unit): one.value for one in chapters.indicators(cases)}
    assert found["Virksomheder", ""] == Amount(PROGRAMME["companies"])
    assert found["Virksomheder med energiscreening", ""] == Amount(PROGRAMME["screenings"])
    assert found["Forslag", ""] == Amount(PROGRAMME["proposals"])
    assert found["Forslag pr. screening", ""].value == pytest.approx(7.6, abs=0.05)
    assert found["Tilbagebetaling", "år"].value == pytest.approx(PROGRAMME["average_payback_years"])
    assert found["Mål i aftalerne", "%"].value == pytest.approx(PROGRAMME["target_pct"])
    all_done = found["Mindre udledning, hvis alle forslag gennemføres", "%"].value
    assert all_done == pytest.approx(PROGRAMME["all_proposals_pct"])
    assert found["Opnået mindre udledning", "%"].value == pytest.approx(PROGRAMME["achieved_avg_pct"])


def test_the_steps_are_the_programmes(cases: list[Case]) -> None:
    assert [step.title for step in STEPS] == PROGRAMME["steps"]
    counts = chapters.steps(cases)
    assert [(one.not_started, one.done) for one in counts] == [(0, 119)] * 3 + [(119, 0)] * 3


def test_reached_against_target(cases: list[Case]) -> None:
    """Half of the companies are five points above the mean, half five below: those above have reached 20 %."""
    told = chapters.target(cases).replace("\u00a0", " ")
    assert told.startswith("53 af 106 virksomheder")
    assert "målet 20 % mindre CO₂e, og 21,5 % er nået" in told


def test_only_those_who_agreed_are_named(cases: list[Case]) -> None:
    lines = chapters.lines(cases)
    named = [case.name for case in cases if case.may_be_named and case.reached]
    assert sorted(line.name for line in lines[:-1]) == sorted(named)
    assert (lines[-1].name, lines[-1].companies) == ("Øvrige virksomheder", 106 - len(named))
    assert lines[-1].target is None


def test_one_unnamed_company_is_never_left_by_itself(cases: list[Case]) -> None:
    """Its figures would be the whole less the named: two of the named go in with it."""
    unnamed, *_others = [case for case in cases if not case.may_be_named]
    few = [*[case for case in cases if case.may_be_named][:5], unnamed]
    *named, rest = chapters.lines(few)
    assert (len(named), rest.companies) == (3, 3)
    assert chapters.lines([few[0], unnamed]) == ()
    (area,) = chapters.areas(few)
    assert (area.name, area.companies) == ("Alle indsatsområder samlet", 6)
    assert chapters.branches(few)[0].name == "Alle brancher samlet"
