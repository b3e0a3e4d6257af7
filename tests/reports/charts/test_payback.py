"""Payback against investment: every measure named or numbered, no label on another, odd cases in lanes of their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimabesog.reports.charts.lettering import label_box
from klimabesog.reports.charts.payback import Paid, payback_against_investment, runs
from klimabesog.reports.charts.shapes import Chart, Polygon
from klimabesog.reports.model import Amount, Payback
from tests.reports.charts.drawn import box_of, labels, measure, plain, sound


def paid(name: str, investment: float | None, years: float | None, word: str = "") -> Paid:
    return Paid(name, Amount(investment), Payback(Amount(years), word))


def texts(chart: Chart) -> list[str]:
    return [label.text for label in labels(chart)]


def test_the_words_hold_every_number() -> None:
    chart = sound(
        payback_against_investment(
            [paid("LED", 120000, 2.4), paid("Styring", 0, 0, "straks"), paid("Ovn", 9e5, None, "ingen")],
            480,
            measure,
        )
    )
    assert plain(chart.alternative) == (
        "Investering og tilbagebetaling for hvert forslag: LED: 120.000 kr., 2,4 år; Styring: 0 kr., straks; "
        "Ovn: 900.000 kr., tjener sig ikke hjem."
    )
    assert plain(" ".join(chart.numbers.rows[0])) == "LED 120.000 kr. 2,4 år"
    assert {"LED", "Styring", "Ovn", "tjener sig ikke hjem"} <= set(texts(chart))


def test_what_is_not_known_has_no_point_and_is_said() -> None:
    known = paid("LED", 1000, 1.0)
    chart = sound(payback_against_investment([known, paid("Uklart", None, None, "–")], 480, measure))
    assert sum(isinstance(shape, Polygon) for shape in chart.shapes) == 1
    assert chart.alternative.endswith("Uden tal: Uklart.")
    assert payback_against_investment([paid("Uklart", 5000, None, "–")], 480, measure) is None
    assert payback_against_investment([], 480, measure) is None


def test_very_long_and_never_stand_in_lanes_above_the_years() -> None:
    chart = sound(
        payback_against_investment(
            [paid("kort", 1000, 1), paid("lang", 1000, 80), paid("aldrig", 1000, None, "ingen")], 480, measure
        )
    )
    heights = {m.points[5][1] for m in chart.shapes if isinstance(m, Polygon)}
    assert len(heights) == 3
    words = {label.text: label.y for label in labels(chart)}
    assert words["tjener sig ikke hjem"] < words["over 30 år"] < words["0"]


def test_measures_on_one_spot_share_a_marker() -> None:
    same = [paid(f"Ens {n}", 20000, 2.0) for n in range(40)]
    chart = sound(payback_against_investment(same, 480, measure))
    assert sum(isinstance(shape, Polygon) for shape in chart.shapes) == 1
    assert "1–40" in texts(chart)
    assert sum(text.startswith("Ens 39 ·") for text in texts(chart)) == 1


def test_runs_of_numbers() -> None:
    assert runs([1, 2, 3, 7]) == "1–3, 7"
    assert runs([5, 4]) == "4, 5"


LONG = "Varmegenvindingsanlægsoptimeringsprojekt i kompressorcentralen med ny styring af udsugning"
names = st.sampled_from(["LED", "Trykluft: tæt lækager", "Solceller på taget af hal 2", LONG])
years = st.one_of(st.none(), st.floats(0, 200))
costs = st.one_of(st.just(0.0), st.floats(0, 5e8), st.floats(0, 1e5))


@pytest.mark.parametrize("width", [200, 300, 483, 800])
@settings(max_examples=40, deadline=None)
@given(cases=st.lists(st.tuples(names, costs, years), min_size=1, max_size=40))
def test_no_label_covers_another(width: float, cases: list[tuple[str, float, float | None]]) -> None:
    points = [paid(name, cost, year, "" if year is not None else "ingen") for name, cost, year in cases]
    chart = sound(payback_against_investment(points, width, measure))
    markers = [box_of(shape) for shape in chart.shapes if isinstance(shape, Polygon)]
    for label in labels(chart):
        assert not any(label_box(label, measure).meets(marker, -0.8) for marker in markers), label.text
    for number, (name, _cost, _years) in enumerate(cases, 1):
        assert _is_told(number, name, texts(chart))


def _is_told(number: int, name: str, said: list[str]) -> bool:
    """A measure's name (or the first of its lines) is to be read, or its number with the name beneath."""
    return str(number) in said or any(text[:12] == name[: len(text)][:12] for text in said)
