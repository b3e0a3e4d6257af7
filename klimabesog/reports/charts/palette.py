"""The colours a chart is drawn with: a role means another colour on paper, on a light and on a dark screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from klimabesog.reports import theme

Role = Literal["ink", "muted", "rule", "paper", "accent", "inside", "s0", "s1", "s2", "s3", "s4", "s5"]
"""Text, quiet text, thin lines, the ground, the municipality's or the program's own colour, text and lines on top of
a filled shape, and the series."""

SERIES_ROLES: tuple[Role, ...] = ("s0", "s1", "s2", "s3", "s4", "s5")

BRIGHT_SERIES = ("#56b4e9", "#ee8a4f", "#35c29b", "#dd9ac3", "#b7c3bd", "#d9b44a")
"""The same hues in the same order as `theme.SERIES`, light enough for a dark ground with dark text on them."""


@dataclass(frozen=True)
class Palette:
    """One colour ("#rrggbb") for each role. Series and accent have 3:1 on `paper`, and `inside` 4.5:1 on them."""

    ink: str = theme.INK
    muted: str = theme.MUTED
    rule: str = theme.RULE
    paper: str = "#ffffff"
    accent: str = theme.GREEN
    inside: str = "#ffffff"
    series: tuple[str, ...] = theme.SERIES

    def of(self, role: Role) -> str:
        """The colour of a role."""
        if role in SERIES_ROLES:
            return self.series[SERIES_ROLES.index(role)]
        return str(getattr(self, role))


def series_role(number: int) -> Role:
    """The role of the part with this number, from the first again after the last."""
    return SERIES_ROLES[number % len(SERIES_ROLES)]
