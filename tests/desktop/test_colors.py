"""Contrast of every scheme: text 4.5:1 on every ground it stands on, edges of fields 3:1."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from klimabesog.desktop.theme.colors import CONTRAST, DARK, LIGHT, Colors, colors_of, contrast, palette_of

SCHEMES = pytest.mark.parametrize("colors", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])


@SCHEMES
def test_text_is_readable_on_every_ground(colors: Colors) -> None:
    pairs = [
        *((ink, ground) for ink in (colors.text, colors.muted) for ground in (colors.ground, colors.surface)),
        *((ink, colors.surface) for ink in (colors.accent, colors.warn, colors.info, colors.danger)),
        (colors.text, colors.raised),
        (colors.on_accent, colors.accent),
        (colors.on_accent, colors.accent_hover),
        (colors.accent, colors.accent_soft),
        (colors.warn, colors.warn_soft),
        (colors.info, colors.info_soft),
        (colors.danger, colors.danger_soft),
        (colors.rail_text, colors.rail),
        (colors.rail_text, colors.rail_active),
    ]
    poor = [
        (ink, ground, round(contrast(ink, ground), 2)) for ink, ground in pairs if contrast(ink, ground) < 4.5
    ]
    assert poor == []


@SCHEMES
def test_fields_have_edges_that_can_be_seen(colors: Colors) -> None:
    assert contrast(colors.edge, colors.surface) >= 3
    assert contrast(colors.accent, colors.surface) >= 3


@SCHEMES
def test_the_palette_carries_the_whole_scheme(colors: Colors, qapp: QApplication) -> None:
    qapp.setPalette(palette_of(colors))
    assert colors_of(None) == colors
