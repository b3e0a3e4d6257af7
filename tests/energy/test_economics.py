"""Payback with its odd cases; present value, internal rate and annuity against an independent library's results."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.energy import economics
from klimabesog.energy.economics import (
    Outlay,
    Payback,
    payback_text,
    rate_text,
    simple_payback,
    worth,
    worth_together,
)

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "energy" / "finance_samples.json").read_text(encoding="utf-8")
)["cases"]


@pytest.mark.parametrize(
    ("investment", "yearly", "expected"),
    [
        (10_000, 5_000, Payback(2.0)),
        (0, 5_000, Payback(0.0, "straks")),
        (-1_000, 5_000, Payback(0.0, "straks")),
        (10_000, 0, Payback(None, "ingen")),
        (10_000, -5, Payback(None, "ingen")),
        (0, 0, Payback(None, "–")),
        (-5, -5, Payback(None, "–")),
        (None, 5_000, Payback(None, "–")),
        (10_000, None, Payback(None, "–")),
        (float("nan"), 1, Payback(None, "–")),
        (1e308, 1e-300, Payback(None, "ingen")),
    ],
)
def test_simple_payback(investment: float | None, yearly: float | None, expected: Payback) -> None:
    assert simple_payback(investment, yearly) == expected


def test_published_paybacks() -> None:
    """SEAS-NVE's open worksheets: lighting 1,110 kr. for 100 a year, compressor 2,500 for 8,630.69."""
    lighting = simple_payback(1_110, 100).years
    compressor = simple_payback(2_500, 8_630.69).years
    assert lighting == pytest.approx(11.1)
    assert compressor == pytest.approx(0.2897, abs=5e-5)


@pytest.mark.parametrize(
    ("payback", "text"),
    [
        (Payback(2.35), "2,4 år"),
        (Payback(0.04), "< 0,1 år"),
        (Payback(0.0, "straks"), "straks"),
        (Payback(None, "ingen"), "ingen"),
        (Payback(None, "–"), "–"),
    ],
)
def test_payback_as_printed(payback: Payback, text: str) -> None:
    assert payback_text(payback).replace("\u00a0", " ") == text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_against_numpy_financial(case: dict[str, Any]) -> None:
    flows = case.get("cashflows") or [-case["investment"]] + [case["yearly"]] * case["years"]
    agrees(flows, case["rate"], case["npv"], case["irr"], case["sign_changes"])
    factor = economics.annuity_factor(case["rate"], case["years"])
    assert factor == pytest.approx(case["annuity_factor"], rel=1e-9)
    if case["plain"]:
        outlay = Outlay(case["investment"], case["yearly"], case["years"])
        assert economics.flows_of(outlay) == flows
        found = worth(outlay, case["rate"])
        assert found.npv == pytest.approx(case["npv"], rel=1e-9, abs=1e-6)
        assert found.annuity == pytest.approx(case["investment"] / case["annuity_factor"], rel=1e-9)
        assert simple_payback(outlay.paid, outlay.yearly).years == (
            None if case["simple_payback_years"] is None else pytest.approx(case["simple_payback_years"])
        )


@pytest.mark.full("shared")
def test_every_recorded_case(shared: Path) -> None:
    recorded = json.loads((shared / "data" / "energy" / "finance" / "npv_irr.json").read_text("utf-8"))
    for case in recorded["cases"]:
        said, flows = case["outputs"], case["cashflows"]
        changes = said.get("sign_changes", 1)
        agrees(flows, case["inputs"]["discount_rate"], said["npv"], said["irr"], changes)


def agrees(flows: list[float], rate: float, npv: float, irr: float | None, changes: int) -> None:
    """Net present value and internal rate are the recorded ones; with several changes of sign there is no rate."""
    assert economics.net_present_value(rate, flows) == pytest.approx(npv, rel=1e-9, abs=1e-6)
    assert economics.sign_changes(flows) == changes
    if changes == 1:
        assert economics.internal_rate(flows) == pytest.approx(irr, abs=1e-9, rel=1e-9)
    else:
        assert economics.internal_rate(flows) is None


# -- worth -----------------------------------------------------------------------------------------


def test_what_comes_later_changes_the_worth() -> None:
    """A residual that costs (the recorded case with a disposal of 50,000), and a new inverter half-way."""
    recorded = next(case for case in CASES if case["name"].startswith("Bortskaffelse"))
    disposal = Outlay(250_000, 45_000, 15, later=((15, -50_000),))
    assert economics.flows_of(disposal) == recorded["cashflows"]
    found = worth(disposal, 0.1)
    assert found.npv == pytest.approx(recorded["npv"], rel=1e-9)
    assert (found.irr, found.irr_word) == (None, "–")
    assert "flere gange" in found.reason
    renewed = economics.flows_of(Outlay(600_000, 86_000, 25, later=((12, -50_000),)))
    assert (renewed[11], renewed[12], renewed[13]) == (86_000, 36_000, 86_000)


def test_a_subsidy_is_taken_off_the_price() -> None:
    assert worth(Outlay(120_000, 20_000, 10, subsidy=20_000), 0.05) == worth(
        Outlay(100_000, 20_000, 10), 0.05
    )


def test_half_a_year_of_life() -> None:
    assert economics.flows_of(Outlay(10, 4, 2.5)) == [-10, 4, 4, 2]
    assert economics.flows_of(Outlay(10, 4, 0.5)) == [-10, 2]


@pytest.mark.parametrize(
    ("outlay", "word", "says", "npv"),
    [
        (Outlay(0, 5_000, 2), "straks", "ingen investering", 10_000),
        (Outlay(1_000, 5_000, 2, subsidy=1_500), "straks", "ingen investering", 10_500),
        (Outlay(50_000, 0, 10), "ingen", "tjener aldrig", -50_000),
        (Outlay(50_000, -10, 10), "ingen", "tjener aldrig", -50_100),
        (Outlay(0, 0, 10), "–", "hverken investering eller besparelse", 0),
        (Outlay(0, 0, 10, subsidy=100), "straks", "ingen investering", 100),
        (Outlay(-100, -5, 10), "–", "betales senere", 50),
        (Outlay(None, 5_000, 10), "–", "Investeringen mangler.", None),
        (Outlay(10_000, None, 10), "–", "Besparelsen i kroner mangler.", None),
        (Outlay(10_000, 5_000, None), "–", "Levetiden mangler.", None),
        (Outlay(10_000, 5_000, 0), "–", "mellem 0 og 100 år", None),
        (Outlay(10_000, 5_000, 1e9), "–", "mellem 0 og 100 år", None),
        (Outlay(float("inf"), 5_000, 10), "–", "ikke et tal", None),
    ],
)
def test_odd_cases_are_words_with_a_reason(outlay: Outlay, word: str, says: str, npv: float | None) -> None:
    found = worth(outlay, 0.0)
    assert (found.irr, found.irr_word, found.npv) == (None, word, npv)
    assert says in found.reason


def test_a_measure_that_loses_a_little_has_a_negative_rate() -> None:
    found = worth(Outlay(100_000, 5_000, 10), 0.05)
    assert found.irr == pytest.approx(-0.10956, abs=1e-5)
    assert (found.irr_word, found.reason) == ("", "")


def test_together_each_lives_its_own_life() -> None:
    short, long = Outlay(1_000, 800, 2), Outlay(10_000, 1_500, 10)
    together = worth_together([short, long], 0.05)
    each = [worth(short, 0.05), worth(long, 0.05)]
    assert together.npv == pytest.approx(sum(one.npv or 0 for one in each))
    assert together.annuity == pytest.approx(sum(one.annuity or 0 for one in each))
    assert together.irr is not None
    assert (each[1].irr or 0) < together.irr < (each[0].irr or 0)


def test_together_is_not_known_while_one_is_not() -> None:
    assert worth_together([Outlay(1, 1, 1), Outlay(1, 1, None)], 0.05).reason == "Levetiden mangler."
    assert worth_together([], 0.05).npv is None


@given(st.floats(1, 1e7), st.floats(0.01, 5), st.integers(1, 60), st.floats(0, 0.2), st.floats(0.5, 20))
def test_at_the_internal_rate_a_measure_is_worth_nothing(
    paid: float, share: float, years: int, rate: float, times: float
) -> None:
    outlay = Outlay(paid, paid * share, years)
    found = worth(outlay, rate)
    assert found.irr is not None
    value = economics.net_present_value(found.irr, economics.flows_of(outlay))
    assert value == pytest.approx(0, abs=1e-6 * paid)
    bigger = worth(Outlay(paid * times, paid * share * times, years), rate)
    assert bigger.irr == pytest.approx(found.irr, abs=1e-8, rel=1e-8)


@pytest.mark.parametrize(
    ("irr", "word", "text"),
    [(0.3845, "", "38,5 %"), (-0.1096, "", "-11,0 %"), (25.0, "", "over 1.000 %"), (None, "straks", "straks"),
     (None, "", "–")],
)  # fmt: skip
def test_a_rate_as_printed(irr: float | None, word: str, text: str) -> None:
    assert rate_text(irr, word).replace("\u00a0", " ") == text


def test_a_rough_rate_is_rounded() -> None:
    assert rate_text(0.3845, rough=True).replace("\u00a0", " ") == "ca. 38 %"


def test_the_start_does_not_wait_for_the_library_of_rates() -> None:
    loaded = "import sys, klimabesog.energy.economics; print('pyxirr' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_annuity() -> None:
    assert economics.annuity(0.0, 10, 1_000) == 100
    assert economics.annuity(0.05, 10, economics.annuity_factor(0.05, 10)) == pytest.approx(1)
    with pytest.raises(ValueError, match="years"):
        economics.annuity_factor(0.05, 0)
    with pytest.raises(ValueError, match="rate"):
        economics.net_present_value(-1, [1])


def test_accumulated_flows_and_the_year_that_they_break_even() -> None:
    assert economics.accumulated([-100, 60, 60]) == [-100, -40, 20]
    assert economics.break_even([-100, 60, 60]) == 2
    assert economics.break_even([0, 10]) == 0
    assert economics.break_even([-100, 10, 10]) is None
    assert economics.break_even([-100, 120, -50, 60]) == 3  # below zero again before it stays above
    assert economics.break_even([]) is None


def test_flows_together_are_unknown_while_one_is() -> None:
    known, half = Outlay(100, 60, 2), Outlay(10, 20, 0.5)
    assert economics.flows_together([known, half]) == [-110, 70, 60]
    assert economics.flows_together([known, Outlay(None, 20, 5)]) == []
    assert economics.flows_together([]) == []
