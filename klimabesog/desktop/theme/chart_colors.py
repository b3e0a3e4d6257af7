"""The colours of charts on screen: the scheme in use as the roles that charts are drawn in."""

from __future__ import annotations

from dataclasses import replace

from klimabesog.casework.charts import BRIGHT_SERIES, Palette
from klimabesog.desktop.theme.colors import Colors, contrast, mix


def chart_palette(colors: Colors) -> Palette:
    """Series and accent have 3:1 on cards and 4.5:1 under what is written in them, in every scheme."""
    palette = Palette(
        ink=colors.text,
        muted=colors.muted,
        rule=mix(colors.edge, colors.surface, 0.45),
        paper=colors.surface,
        accent=colors.accent,
        inside=colors.on_accent,
    )
    return palette if contrast(colors.surface, "#ffffff") < 3 else replace(palette, series=BRIGHT_SERIES)
