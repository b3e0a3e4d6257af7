"""Accumulated cash: sums year by year, the year when it is paid back, names that keep clear of each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimabesog.reports.charts.cash import accumulated_cash, spread
from klimabesog.reports.charts.shapes import Line
from klimabesog.reports.model import CashFlow
from tests.reports.charts.drawn import labels, measure, plain, sound


def flow(name: str, paid: float, yearly: float, years: int) -> CashFlow:
    return CashFlow(name, (-paid, *[yearly] * years), "A")


def test_the_words_name_the_year_and_the_sums() -> None:
    chart = sound(
        accumulated_cash(
            [flow("Alle forslag", 100000, 30000, 10), flow("De tre bedste", 20000, 15000, 5)], 480, measure
        )
    )
    assert plain(chart.alternative) == (
        "Kroner i alt år for år, i faste priser. Alle forslag: −100.000 kr. nu, tjent hjem i år 4, 200.000 kr. efter "
        "10 år; De tre bedste: −20.000 kr. nu, tjent hjem i år 2, 55.000 kr. efter 10 år."
    )
    assert {"år 4", "år 2"} <= {label.text for label in labels(chart)}
    assert [plain(cell) for cell in chart.numbers.rows[4]] == ["4", "20.000 kr.", "40.000 kr."]
    assert chart.numbers.rows[0][0] == "0"


def test_never_and_at_once() -> None:
    chart = sound(
        accumulated_cash([flow("Dyr", 100000, 1000, 10), flow("Gratis", 0, 1000, 10)], 480, measure)
    )
    assert "Dyr: −100.000 kr. nu, ikke tjent hjem efter 10 år" in plain(chart.alternative)
    assert "Gratis: 0 kr. nu, koster ikke noget at gå i gang med" in plain(chart.alternative)


def test_a_replacement_counts_in_the_year_of_paying_back() -> None:
    late = CashFlow("Med udskiftning", (-100.0, 60.0, 60.0, -100.0, 60.0, 60.0), "A")
    chart = sound(accumulated_cash([late], 480, measure))
    assert "tjent hjem i år 5" in chart.alternative


def test_nothing_to_draw() -> None:
    assert accumulated_cash([], 480, measure) is None
    assert accumulated_cash([CashFlow("Tom")], 480, measure) is None


def test_lines_are_told_apart_by_their_dashes() -> None:
    chart = sound(accumulated_cash([flow(f"Sæt {n}", 1000, 500 + n, 8) for n in range(4)], 480, measure))
    looks = {(s.colour, s.dash) for s in chart.shapes if isinstance(s, Line) and s.thickness == 1.8}
    assert len({dash for _colour, dash in looks}) == len(looks) == 4


amounts = st.floats(-1e7, 1e7).map(lambda value: round(value, 2))
names = st.sampled_from(["Alle forslag", "De tre bedste", "Gennemførte tiltag på hele virksomheden i alt"])


@pytest.mark.parametrize("width", [200, 320, 483, 900])
@settings(max_examples=40, deadline=None)
@given(sets=st.lists(st.tuples(names, st.lists(amounts, min_size=2, max_size=30)), min_size=1, max_size=4))
def test_nothing_covers_anything(width: float, sets: list[tuple[str, list[float]]]) -> None:
    sound(accumulated_cash([CashFlow(name, tuple(flows)) for name, flows in sets], width, measure))


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(5, 20)), min_size=1, max_size=5))
def test_spread_blocks_do_not_meet(blocks: list[tuple[float, float]]) -> None:
    middles = spread(blocks, 0, 120)
    edges = sorted((m - high / 2, m + high / 2) for m, (_wish, high) in zip(middles, blocks, strict=True))
    assert edges[0][0] >= -1e-6
    assert all(before[1] <= after[0] + 1e-6 for before, after in pairwise(edges))
