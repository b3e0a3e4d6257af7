"""Bars: lengths in proportion, nothing outside the drawing, labels beside their bar."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.reports.charts.bars import RankedBar, StackedBar, ranked, stacked
from klimabesog.reports.charts.shapes import Chart, Label, Rect, shortened


def measure(text: str, size: float, bold: bool) -> float:
    return len(text) * size * 0.5


def rects(chart: Chart) -> list[Rect]:
    return [shape for shape in chart.shapes if isinstance(shape, Rect)]


def test_stacked_bars_share_one_scale() -> None:
    chart = stacked(
        [StackedBar("før", (60, 40), "100"), StackedBar("efter", (30, None), "30")], 400, "x", measure
    )
    whole = sum(rect.width + 1.2 for rect in rects(chart)[:2])
    assert rects(chart)[2].width + 1.2 == pytest.approx(whole * 0.3)


def test_bars_of_the_same_length_fill_the_room() -> None:
    bars = [StackedBar("a", (1, 3), "4", ("25 %", "75 %")), StackedBar("b", (500, 0), "500")]
    chart = stacked(bars, 400, "x", measure, same_length=True)
    ends = {round(rect.x + rect.width, 3) for rect in rects(chart) if rect.x + rect.width > 300}
    assert len(ends) == 1
    assert "75 %" in [shape.text for shape in chart.shapes if isinstance(shape, Label)]


amounts = st.one_of(st.none(), st.floats(-1e6, 1e9))


@pytest.mark.parametrize("legend", [(), ("første", "anden", "tredje " * 12)])
@given(rows=st.lists(st.tuples(amounts, amounts, amounts), min_size=1, max_size=5))
def test_stacked_stays_inside(legend: tuple[str, ...], rows: list[tuple[float | None, ...]]) -> None:
    bars = [StackedBar(f"bar {n}", row, "tal") for n, row in enumerate(rows)]
    inside(stacked(bars, 480, "x", measure, legend=legend), rects)


@given(st.lists(st.floats(-1e6, 1e9), min_size=1, max_size=20))
def test_ranked_stays_inside(values: list[float]) -> None:
    inside(
        ranked(
            [RankedBar("navn " * 20, v, f"{v:.0f} kr.") for v in values], 480, "x", measure, colour="#000000"
        ),
        rects,
    )


def inside(chart: Chart, parts: Callable[[Chart], list[Rect]]) -> None:
    for rect in parts(chart):
        assert rect.x >= 0
        assert rect.width > 0
        assert rect.x + rect.width <= chart.width + 0.7
        assert rect.y + rect.height <= chart.height + 0.1


def test_a_long_name_is_shortened() -> None:
    assert shortened("kort", 100, 10, measure) == "kort"
    assert shortened("et meget langt navn", 50, 10, measure) == "et meget…"
