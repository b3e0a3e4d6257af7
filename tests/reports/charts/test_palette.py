"""Colours on paper: whatever is drawn on what has the contrast that it needs; textures tell parts apart without any."""

from __future__ import annotations

import pytest

from klimabesog.reports import theme
from klimabesog.reports.charts.legend import series_texture
from klimabesog.reports.charts.palette import BRIGHT_SERIES, SERIES_ROLES, Palette, series_role
from klimabesog.reports.charts.shapes import Rect
from klimabesog.reports.charts.textures import SERIES_TEXTURES, texture_lines


def test_every_role_on_paper_can_be_seen() -> None:
    paper = Palette()
    for role in (*SERIES_ROLES, "accent"):
        assert theme.contrast(paper.of(role), paper.paper) >= 4.5, role  # some of it is text
        assert theme.contrast(paper.inside, paper.of(role)) >= 4.5, role
    assert theme.contrast(paper.ink, paper.paper) >= 7
    assert theme.contrast(paper.muted, paper.paper) >= 4.5


def test_the_bright_series_are_made_for_dark_grounds() -> None:
    assert len(BRIGHT_SERIES) == len(theme.SERIES)
    for colour in BRIGHT_SERIES:
        assert theme.contrast(colour, "#1c221f") >= 4.5


@pytest.mark.parametrize("texture", SERIES_TEXTURES[1:])
@pytest.mark.parametrize("size", [(100, 19), (3, 19), (10, 8)])
def test_a_texture_stays_within_its_rectangle(texture: str, size: tuple[float, float]) -> None:
    rect = Rect(5, 7, *size, "s0")
    lines = list(texture_lines(rect, texture))  # type: ignore[arg-type]
    assert size[0] < 5 or lines
    for line in lines:
        for x, y in ((line.x0, line.y0), (line.x1, line.y1)):
            assert 5 - 1e-6 <= x <= 5 + size[0] + 1e-6
            assert 7 - 1e-6 <= y <= 7 + size[1] + 1e-6


def test_no_two_parts_share_colour_or_texture() -> None:
    assert len({series_role(n) for n in range(6)}) == 6
    assert len({series_texture(n) for n in range(6)}) == 6
