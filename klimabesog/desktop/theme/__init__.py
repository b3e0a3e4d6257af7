"""The design system: colours, type, icons and the style sheet, all made from one palette."""

from __future__ import annotations

from klimabesog.desktop.theme.apply import Theme, ThemeChoice
from klimabesog.desktop.theme.colors import Colors, colors_of

__all__ = ["Colors", "Theme", "ThemeChoice", "colors_of"]
