"""The six steps derived from what has been done."""

from __future__ import annotations

import pytest

from klimabesog.partnership.steps import STEPS, Facts, check_skip, next_step, track
from klimabesog.values.errors import InputError


def states(facts: Facts) -> list[str]:
    return [state.state for state in track(facts)]


def test_a_new_company() -> None:
    assert states(Facts()) == ["ikke_startet"] * 6
    assert next_step(track(Facts())) == STEPS[0]
    assert [step.title for step in STEPS] == [
        "Information",
        "Besøg",
        "Partnerskabsaftale",
        "Teknisk gennemgang",
        "Klimahandlingsplan",
        "Gennemførelse",
    ]


def test_a_visit_in_draft_means_that_the_information_was_given() -> None:
    assert states(Facts(visits=["kladde"]))[:3] == ["gennemfoert", "i_gang", "ikke_startet"]
    assert states(Facts(information_started=True))[0] == "i_gang"


def test_a_finished_visit_stays_done_when_a_new_one_begins() -> None:
    steps = track(Facts(visits=["udgivet", "kladde"]))
    assert (steps[1].state, steps[1].note) == ("gennemfoert", "Rapporten er udgivet")
    assert track(Facts(visits=["afsluttet"]))[1].note == "Rapporten er ikke udgivet endnu"


def test_agreement_plan_and_follow_ups() -> None:
    assert track(Facts(agreement_started=True))[2].note == "Mangler underskrift"
    agreed = {"visits": ["udgivet"], "agreement_signed": "2026-11-20", "review_done": True}
    facts = Facts(**agreed, plan_measures=7, plan_agreed=True, follow_ups=1, measures_open=3)
    steps = track(facts)
    assert [step.state for step in steps] == ["gennemfoert"] * 5 + ["i_gang"]
    assert steps[4].note == "7 tiltag"
    assert steps[5].note == "1 af 3 opfølgninger"
    assert next_step(steps) == STEPS[5]


@pytest.mark.parametrize(
    ("done", "open_", "state"), [(3, 2, "gennemfoert"), (1, 0, "gennemfoert"), (2, 1, "i_gang")]
)
def test_the_last_step_ends_with_the_third_follow_up_or_the_last_measure(
    done: int, open_: int, state: str
) -> None:
    assert states(Facts(plan_agreed=True, follow_ups=done, measures_open=open_))[5] == state


def test_a_skipped_step_shows_its_reason_unless_it_was_done_after_all() -> None:
    steps = track(Facts(skipped={3: "Kun netværk", 4: "Ingen rådgiver"}, review_started=True))
    assert (steps[2].state, steps[2].note) == ("sprunget_over", "Kun netværk")
    assert steps[3].state == "i_gang"
    assert next_step(track(Facts(visits=["afsluttet"], skipped={3: "x"}))) == STEPS[3]
    assert next_step(track(Facts(skipped=dict.fromkeys(range(1, 7), "x")))) is None


def test_skipping_needs_a_reason() -> None:
    assert check_skip("  Kun  netværk ") == "Kun netværk"
    with pytest.raises(InputError, match="hvorfor"):
        check_skip("  ")
