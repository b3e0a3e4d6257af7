"""What tests of charts look at: the room that labels take, what lies outside, what covers what."""

from __future__ import annotations

from itertools import combinations

from klimabesog.reports.charts.lettering import Box, label_box
from klimabesog.reports.charts.shapes import Chart, Label, Line, Polygon, Rect, Shape


def measure(text: str, size: float, bold: bool) -> float:
    """A typeface whose letters are all alike, about as wide as Source Sans 3."""
    return len(text) * size * (0.52 if bold else 0.5)


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u00a0", " ")


def labels(chart: Chart) -> list[Label]:
    return [shape for shape in chart.shapes if isinstance(shape, Label)]


def rects(chart: Chart) -> list[Rect]:
    return [shape for shape in chart.shapes if isinstance(shape, Rect)]


def box_of(shape: Shape) -> Box:
    """The room that a shape takes."""
    if isinstance(shape, Label):
        return label_box(shape, measure)
    if isinstance(shape, Rect):
        return Box(shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
    if isinstance(shape, Line):
        xs, ys = (shape.x0, shape.x1), (shape.y0, shape.y1)
    else:
        assert isinstance(shape, Polygon)
        xs, ys = zip(*shape.points, strict=True)  # type: ignore[assignment]
    return Box(min(xs), min(ys), max(xs), max(ys))


def overlapping(chart: Chart) -> list[tuple[str, str]]:
    """Labels that lie on each other."""
    pairs = combinations(labels(chart), 2)
    return [(a.text, b.text) for a, b in pairs if label_box(a, measure).meets(label_box(b, measure), -0.5)]


def outside(chart: Chart) -> list[Shape]:
    """Shapes that reach over the edge of the drawing by more than a line's thickness."""
    frame = Box(-1.6, -1.6, chart.width + 1.6, chart.height + 3)
    return [shape for shape in chart.shapes if not box_of(shape).within(frame)]


def sound(chart: Chart | None) -> Chart:
    """The chart, when no label covers another, nothing is cut off, and the table and words are whole."""
    assert chart is not None
    assert overlapping(chart) == []
    assert outside(chart) == []
    assert chart.alternative.endswith(".")
    assert all(len(row) == len(chart.numbers.head) for row in chart.numbers.rows)
    assert chart.numbers.rows
    return chart
