"""Sizes that follow the text size: type scale, target heights, radii. All in logical pixels."""

from __future__ import annotations

from dataclasses import dataclass

TARGET = 40  # smallest height of anything to press
ROUND_TARGET = 64  # in Rundgang, for a thumb
RADIUS = 10
CARD_RADIUS = 12

TYPE_SCALE = {  # role -> (pixels at 100 %, weight)
    "display": (26, 600),
    "title": (21, 600),
    "heading": (18, 600),
    "question": (17, 600),
    "lead": (18, 400),
    "body": (16, 400),
    "strong": (16, 600),
    "small": (14, 400),
    "small-strong": (14, 600),
    "caption": (13, 600),
    "figure": (25, 600),
    "figure-small": (19, 600),
}


@dataclass(frozen=True)
class Metrics:
    """Sizes at a text scale between 1.0 and 2.0."""

    scale: float = 1.0

    def px(self, size: float) -> int:
        """A text-bound length at this scale."""
        return round(size * self.scale)

    @property
    def target(self) -> int:
        """Height of buttons and fields; grows with the text, but slower."""
        return max(TARGET, round(TARGET * (0.35 + 0.65 * self.scale)))

    def font_px(self, role: str) -> int:
        return self.px(TYPE_SCALE[role][0])
