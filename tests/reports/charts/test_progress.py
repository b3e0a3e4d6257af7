"""Progress to the target: own effort and other factors apart, the target in words, sums of each stage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimabesog.reports.charts.progress import Course, Stage, progress_to_target
from klimabesog.reports.charts.shapes import Line
from klimabesog.reports.model import Amount
from tests.reports.charts.drawn import labels, measure, plain, rects, sound

COURSE = Course(
    "2025",
    100_000,
    0.2,
    "2030",
    (
        Stage("Besøg", proposed=Amount(13_200, "C"), agreed=Amount(9_000)),
        Stage("Opfølgning 1", realised=Amount(4_100), factors=Amount(-2_000)),
    ),
)


def test_the_words_hold_base_target_and_every_stage() -> None:
    chart = sound(progress_to_target(COURSE, 480, measure))
    assert plain(chart.alternative) == (
        "Udledning i basisåret 2025: 100 t CO₂e. Mål: 20 % mindre i 2030. Mindre udledning om året: "
        "Besøg: Foreslået 13,2 % · ca. 13 t CO₂e, Aftalt 9 % · 9,0 t CO₂e; "
        "Opfølgning 1: Gennemført 4,1 % · 4,1 t CO₂e, Andre faktorer −2 % · −2,0 t CO₂e."
    )
    assert chart.numbers.head[1:] == ("Foreslået", "Aftalt", "Gennemført", "Andre faktorer")
    assert chart.numbers.rows[-1][1:3] == ("–", "–")


def test_bars_are_in_proportion_and_the_target_stands_where_it_is() -> None:
    chart = sound(progress_to_target(COURSE, 480, measure))
    bars = {rect.fill: rect for rect in rects(chart) if rect.fill.startswith("s")}
    assert bars["s4"].width / bars["s0"].width == pytest.approx(13.2 / 9.0)
    assert bars["s1"].x + bars["s1"].width == pytest.approx(
        bars["s2"].x
    )  # other factors to the other side of zero
    line = next(shape for shape in chart.shapes if isinstance(shape, Line) and shape.dash)
    assert (line.x0 - bars["s2"].x) / bars["s0"].width == pytest.approx(20 / 9)


def test_without_target_or_numbers() -> None:
    chart = sound(progress_to_target(replace(COURSE, target_share=None), 480, measure))
    assert "Mål" not in chart.alternative
    assert progress_to_target(replace(COURSE, stages=(Stage("Besøg"),)), 480, measure) is None
    assert progress_to_target(replace(COURSE, base_kg=0.0), 480, measure) is None


amounts = st.one_of(st.none(), st.floats(-5e5, 5e5).map(Amount))
stages = st.builds(
    Stage,
    st.sampled_from(["Besøg", "Opfølgning 1, udskudt to gange på grund af ombygningen"]),
    amounts,
    amounts,
    amounts,
    amounts,
)


@pytest.mark.parametrize("width", [200, 300, 483])
@settings(max_examples=40, deadline=None)
@given(found=st.lists(stages, min_size=1, max_size=4), share=st.one_of(st.none(), st.floats(0.01, 1.5)))
def test_nothing_covers_anything(width: float, found: list[Stage], share: float | None) -> None:
    course = Course("2025", 80_000, share, "2030", tuple(found))
    chart = progress_to_target(course, width, measure)
    if chart is not None:
        sound(chart)
        assert labels(chart)
