"""Bars: lengths in proportion, nothing outside the drawing, no label on another, long names broken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimabesog.reports.charts.bars import StackedBar, stacked
from klimabesog.reports.charts.lettering import shortened, wrapped
from klimabesog.reports.charts.rows import Bar, Mark, Row, rows_of_bars
from klimabesog.reports.charts.shapes import Numbers
from tests.reports.charts.drawn import labels, measure, outside, overlapping, rects, sound

ONE = Numbers(("a",), (("1",),))
WIDTHS = [200, 300, 483, 900]


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
    assert "75 %" in [label.text for label in labels(chart)]


amounts = st.one_of(st.none(), st.floats(-1e6, 1e9))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("legend", [(), ("første", "anden", "tredje " * 12)])
@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(amounts, amounts, amounts), min_size=1, max_size=5))
def test_stacked_stays_inside(
    width: float, legend: tuple[str, ...], rows: list[tuple[float | None, ...]]
) -> None:
    bars = [
        StackedBar(f"et navn {n}", row, "1.234.567 kWh", ("12 %", "3 %", "85 %"))
        for n, row in enumerate(rows)
    ]
    sound(stacked(bars, width, "x.", measure, legend=legend, numbers=ONE))


LONG = "Varmegenvindingsanlægsoptimeringsprojekt i kompressorcentralen med ny styring af udsugningsventilatorerne"
names = st.sampled_from(
    ["LED", "Trykluft: tæt lækager", LONG, "Varmegenvindingsanlægsoptimeringsprojekteringsudvalg"]
)
bars = st.builds(Bar, amounts, st.sampled_from(["–", "ca. 49.000 kr. · tjener sig ikke hjem", "0 kr."]))
rows = st.builds(Row, names, st.lists(bars, min_size=1, max_size=3).map(tuple))
marks = st.one_of(st.none(), st.builds(Mark, st.floats(0, 1e9), st.just("Mål: 20 % mindre i 2030")))


@pytest.mark.parametrize("width", WIDTHS)
@settings(max_examples=40, deadline=None)
@given(found=st.lists(rows, min_size=1, max_size=20), mark=marks)
def test_rows_stay_inside(width: float, found: list[Row], mark: Mark | None) -> None:
    sound(rows_of_bars(found, width, "x.", measure, mark=mark, note="En sætning.", numbers=ONE))


@pytest.mark.parametrize("scale", [5e-324, 1e-300, 1e300])
def test_the_smallest_and_largest_numbers_are_drawn(scale: float) -> None:
    found = [Row("a", (Bar(scale, "a"),)), Row("b", (Bar(scale / 2, "b"),)), Row("c", (Bar(-scale, "c"),))]
    chart = rows_of_bars(found, 480, "x.", measure)
    assert not outside(chart)
    assert not overlapping(chart)


def test_rows_share_one_scale_with_negative_values_left_of_zero() -> None:
    found = [Row("a", (Bar(100, "100"),)), Row("b", (Bar(-50, "−50"),)), Row("c", (Bar(None, "–"),))]
    first, second = rects(rows_of_bars(found, 480, "x.", measure))
    assert second.width == pytest.approx(first.width / 2)
    assert second.x + second.width == pytest.approx(first.x)


def test_texts_stand_beneath_their_bars_where_there_is_no_room_beside() -> None:
    chart = sound(
        rows_of_bars(
            [Row("Navn", (Bar(5, "en lang tekst om tallet her til prøve"),))], 180, "x.", measure, numbers=ONE
        )
    )
    assert rects(chart)[0].width > 150


def test_a_long_name_is_shortened() -> None:
    assert shortened("kort", 100, 10, measure) == "kort"
    assert shortened("et meget langt navn", 50, 10, measure) == "et meget…"


def test_a_name_is_broken_over_lines() -> None:
    assert wrapped("et meget langt navn", 50, 10, measure) == ["et meget", "langt navn"]
    assert wrapped("et meget langt navn i to", 50, 10, measure) == ["et meget", "langt nav…"]
    assert wrapped("varmegenvinding", 50, 10, measure) == ["varmegenv-", "inding"]
    assert wrapped("", 50, 10, measure) == []
