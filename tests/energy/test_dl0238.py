"""A food factory with published figures through our own arithmetic: seven measures, dollars as given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from klimabesog.energy.rates import Rates
from klimabesog.energy.stacking import arrange, stack
from klimabesog.energy.state import State
from klimabesog.energy.streams import Measure, Stream

PLANT: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "energy" / "dl0238.json").read_text(encoding="utf-8")
)
KWH_PER_MMBTU = 293.071
CARRIERS = {"E11": "damp", "E2": "naturgas"}
BASE_USE = {"el": float(PLANT["baseline"]["electricity_kwh"])}


def streams(published: list[dict[str, Any]]) -> tuple[Stream, ...]:
    """Published streams as ours: energy with its money, demand as money alone, steam to gas a conversion."""
    by_code = {stream["code"]: stream for stream in published}
    if "E2" in by_code:
        steam, gas = by_code["E11"], by_code["E2"]
        return (
            Stream(
                "konverter",
                "procesvarme",
                "damp",
                kwh=steam["quantity"] * KWH_PER_MMBTU,
                to_carrier="naturgas",
                efficiency=steam["quantity"] / -gas["quantity"],
                money=steam["saving_usd"] + gas["saving_usd"],
            ),
        )
    return tuple(_stream(stream) for stream in published)


def _stream(stream: dict[str, Any]) -> Stream:
    if stream["code"] == "ED":
        return Stream("kroner", money=stream["saving_usd"])
    if stream["code"] == "EC":
        return Stream("reducer", "trykluft", "el", kwh=stream["quantity"], money=stream["saving_usd"])
    kwh = stream["quantity"] * KWH_PER_MMBTU
    return Stream("reducer", "procesvarme", "damp", kwh=kwh, money=stream["saving_usd"])


MEASURES = [
    Measure(
        m["id"],
        m["description"],
        streams(m["streams"]),
        m["investment_usd"],
        accuracy="A",
        order=float(place),
    )
    for place, m in enumerate(PLANT["measures"])
]
IMPLEMENTED = [
    m for m, published in zip(MEASURES, PLANT["measures"], strict=True) if published["status"] == "I"
]


@pytest.mark.parametrize(
    "use", [BASE_USE, {**BASE_USE, "damp": 3.2e7, "naturgas": 0.0}], ids=["el", "el+damp"]
)
def test_published_sums_before_overlap(use: dict[str, float]) -> None:
    state = State.of(use)
    result = stack(state, arrange(state, MEASURES, Rates()), Rates())
    assert result.alone.kr == PLANT["totals"]["annual_saving_usd"] == 885_725
    assert result.investment == PLANT["totals"]["investment_usd"] == 3_040_700
    implemented = stack(state, IMPLEMENTED, Rates())
    assert len(implemented.measures) == PLANT["totals"]["implemented"] == 5
    assert implemented.alone.kr == implemented.after.kr == 632_237
    assert implemented.investment == 1_960_700


def test_published_saving_and_payback_of_each_measure() -> None:
    result = stack(State.of(BASE_USE), MEASURES, Rates())
    for published in PLANT["measures"]:
        own = result.result(published["id"])
        assert own.alone.kr == published["annual_saving_usd"]
        assert own.payback_alone.years == pytest.approx(published["simple_payback_years"], rel=1e-12)


def test_steam_turns_into_gas() -> None:
    effect = stack(State.of(BASE_USE), MEASURES, Rates()).result("DL023807").after
    assert effect.saved["damp"] == pytest.approx(87_840 * KWH_PER_MMBTU)
    assert effect.saved["naturgas"] == pytest.approx(-109_800 * KWH_PER_MMBTU)


def test_steam_that_is_saved_first_cannot_be_converted_too() -> None:
    """With the steam use known, the conversion meets what is left of it; its money shrinks alike."""
    steam = 87_840 * KWH_PER_MMBTU
    result = stack(State.of({**BASE_USE, "damp": steam}), MEASURES, Rates())
    conversion = result.result("DL023807")
    saved_first = (8_784 + 3_182 + 4_392) * KWH_PER_MMBTU
    assert conversion.alone.kr == 212_600
    assert conversion.after.saved["damp"] == pytest.approx(steam - saved_first)
    assert conversion.after.kr == pytest.approx(212_600 * (steam - saved_first) / steam)
    assert conversion.overlaps == ("DL023804", "DL023805", "DL023806")
    assert result.alone.kr == 885_725
    assert result.after.kr < result.alone.kr
