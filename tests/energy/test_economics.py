"""Payback with its odd cases, present value and annuity against an independent library's results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from klimabesog.energy import economics
from klimabesog.energy.economics import Payback, payback_text, simple_payback

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
    assert economics.net_present_value(case["rate"], flows) == pytest.approx(case["npv"], rel=1e-9, abs=1e-6)
    if case["annuity_factor"] is not None:
        assert economics.annuity_factor(case["rate"], case["years"]) == pytest.approx(
            case["annuity_factor"], rel=1e-9
        )
    if case["plain"]:
        npv = economics.measure_npv(case["investment"], case["yearly"], case["years"], case["rate"])
        assert npv == pytest.approx(case["npv"], rel=1e-9, abs=1e-6)
        assert simple_payback(case["investment"], case["yearly"]).years == (
            None if case["simple_payback_years"] is None else pytest.approx(case["simple_payback_years"])
        )


def test_annuity() -> None:
    assert economics.annuity(0.0, 10, 1_000) == 100
    assert economics.annuity(0.05, 10, economics.annuity_factor(0.05, 10)) == pytest.approx(1)
    with pytest.raises(ValueError, match="years"):
        economics.annuity_factor(0.05, 0)
    with pytest.raises(ValueError, match="rate"):
        economics.net_present_value(-1, [1])
