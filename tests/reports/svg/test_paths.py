"""Path data: the grammar's short forms, curves in absolute coordinates, arcs that stay on their ellipse."""

from __future__ import annotations

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.reports.svg.paths import PathError, arc, path_ops


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M1 2L3-4", [("M", 1 + 2j), ("L", 3 - 4j)]),
        ("m1,2 3 4 5.5.5z", [("M", 1 + 2j), ("L", 4 + 6j), ("L", 9.5 + 6.5j), ("Z", None)]),
        ("M0 0h10v5H1V2", [("M", 0j), ("L", 10 + 0j), ("L", 10 + 5j), ("L", 1 + 5j), ("L", 1 + 2j)]),
        ("M5 5zl1 1", [("M", 5 + 5j), ("Z", None), ("L", 6 + 6j)]),
        ("M0 0 1e1 0", [("M", 0j), ("L", 10 + 0j)]),
    ],
)
def test_moves_and_lines(text: str, expected: list[tuple[str, complex | None]]) -> None:
    assert [(kind, points[-1] if points else None) for kind, points in path_ops(text)] == expected


def test_smooth_curves_mirror_the_last_control_point() -> None:
    curves = [points for kind, points in path_ops("M0 0C0 4 4 4 4 0S8-4 8 0") if kind == "C"]
    assert curves[1] == (4 - 4j, 8 - 4j, 8 + 0j)
    first, smooth = [points for kind, points in path_ops("M0 0Q3 3 6 0T12 0") if kind == "C"]
    assert first == (2 + 2j, 4 + 2j, 6 + 0j)
    assert smooth == (8 - 2j, 10 - 2j, 12 + 0j)
    (alone,) = [points for kind, points in path_ops("M1 1S3 3 4 1") if kind == "C"]
    assert alone[0] == 1 + 1j


def test_flags_of_an_arc_may_stand_without_a_space() -> None:
    assert path_ops("M0 0a5 5 0 0110 0") == path_ops("M0 0a5 5 0 0 1 10 0")


@pytest.mark.parametrize("text", ["M1", "1 2", "M0 0 L x", "M0 0 A1 1 0 2 0 1 1", "M0 0z 1 2", "M0 0 L 1e999 0"])
def test_what_is_no_path(text: str) -> None:
    with pytest.raises(PathError):
        path_ops(text)


angles = st.floats(-720, 720)
sizes = st.floats(0.5, 50)


@given(sizes, sizes, angles, st.booleans(), st.booleans(), sizes, sizes)
def test_an_arc_ends_where_it_should_and_stays_on_its_ellipse(
    rx: float, ry: float, turn: float, large: bool, sweep: bool, x: float, y: float
) -> None:
    pieces = list(arc(0j, complex(x, y), rx, ry, turn, large, sweep))
    assert abs(pieces[-1][-1] - complex(x, y)) < 1e-6 * (1 + abs(complex(x, y)))
    assert 1 <= len(pieces) <= 4


@pytest.mark.parametrize(
    ("large", "sweep", "pieces", "middle"),
    [(False, True, 1, 1 - 1j), (False, False, 1, -1 + 1j), (True, True, 3, 1 - 1j), (True, False, 3, -1 + 1j)],
)
def test_which_of_the_four_arcs(large: bool, sweep: bool, pieces: int, middle: complex) -> None:
    """From (0, 0) to (2, 2) with radius 2: a quarter or three, on the one side of the chord or the other."""
    found = list(arc(0j, 2 + 2j, 2, 2, 0, large, sweep))
    assert len(found) == pieces
    side = found[0][0] - 0j  # leaves on the side of `middle`
    assert (side.real * middle.real + side.imag * middle.imag) > 0


def test_a_circle_of_two_arcs() -> None:
    pieces = [points for kind, points in path_ops("M-2 0a2 2 0 1 1 4 0a2 2 0 1 1-4 0") if kind == "C"]
    ends = [points[-1] for points in pieces]
    assert all(math.isclose(abs(end), 2) for end in ends)
    assert sorted((round(end.real), round(end.imag)) for end in ends) == [(-2, 0), (0, -2), (0, 2), (2, 0)]


@given(st.text("MmLlHhVvCcSsQqTtAaZz0123456789.,- e", max_size=60))
def test_nothing_else_is_ever_raised(text: str) -> None:
    with suppress(PathError):
        path_ops(text)
