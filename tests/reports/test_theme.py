"""Colours that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.reports import theme


def test_contrast_of_black_on_white_is_21() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("colour", [theme.GREEN, theme.INK, theme.MUTED, theme.WARNING, *theme.SERIES])
def test_our_own_colours_can_be_read_on_white(colour: str) -> None:
    assert theme.contrast(colour, "#ffffff") >= 4.5


def test_muted_text_can_be_read_on_panels_and_cards() -> None:
    assert theme.contrast(theme.MUTED, theme.PANEL) >= 4.5
    assert theme.contrast(theme.MUTED, theme.tint(theme.GREEN)) >= 4.5


@given(st.integers(0, 0xFFFFFF))
def test_any_municipal_colour_ends_readable(number: int) -> None:
    look, changed = theme.Theme.of(f"#{number:06X}")
    assert theme.contrast(look.accent, look.pale) >= 4.5
    assert changed == (look.accent != f"#{number:06x}")


@pytest.mark.parametrize("text", ["grøn", "#12", "#12345g", ""])
def test_what_is_no_colour_gives_ours(text: str) -> None:
    assert theme.Theme.of(text)[0].accent == theme.GREEN


def test_no_colour_is_our_green_without_a_note() -> None:
    assert theme.Theme.of(None) == (theme.Theme(), False)
