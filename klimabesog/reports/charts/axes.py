"""Axes: round ticks, a logarithmic scale where values differ very much, and numbers short enough for an axis."""

from __future__ import annotations

import math
from dataclasses import dataclass

from klimabesog.reports import figures
from klimabesog.values import danish
from klimabesog.values.texts import _

WIDE_RANGE = 40.0
"""Values whose largest is more than so many times their smallest get a logarithmic axis."""


@dataclass(frozen=True)
class Axis:
    """From values to points: `begin` stands for `low`, `end` for `high`."""

    low: float
    high: float
    begin: float
    end: float
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """The place of a value, which is held within the axis."""
        value = min(max(value, self.low), self.high)
        if self.high == self.low:
            return self.begin
        if self.logarithmic:
            share = math.log10(value / self.low) / math.log10(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)

    def ticks(self, most: int) -> list[float]:
        """Round values on the axis, about `most` of them at most."""
        if self.logarithmic:
            first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
            step = max(1, math.ceil((last - first + 1) / most))
            return [10.0**power for power in range(first, last + 1, step)]
        return round_steps(self.low, self.high, most)


def round_steps(low: float, high: float, most: int) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten within a range."""
    span = high - low
    if not span > 0:
        return [low]
    step = 10.0 ** math.floor(math.log10(span / most))
    step *= next(factor for factor in (1, 2, 5, 10, 20) if span / (step * factor) <= most)
    return [n * step for n in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def round_range(low: float, high: float, most: int) -> tuple[float, float]:
    """A range a little larger, that begins and ends on round steps."""
    if not high > low:
        return low, low + (abs(low) or 1.0)
    steps = round_steps(low, high, most)
    step = steps[1] - steps[0] if len(steps) > 1 else high - low
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def short_number(value: float) -> str:
    """ "20.000", "1,5 mio.", "−40.000": as an axis has room for."""
    size = abs(value)
    if size >= 1e6:
        unit, scaled = (_("mia."), value / 1e9) if size >= 1e9 else (_("mio."), value / 1e6)
        decimals = 0 if abs(scaled - round(scaled)) < 0.005 else 1
        text = f"{danish.format_number(scaled, decimals)}{danish.NBSP}{unit}"
    elif size and size < 1:
        text = danish.format_number(value, 1 if size >= 0.1 else 2)
    else:
        text = danish.format_number(value, 0 if abs(value - round(value)) < 0.005 else 1)
    return text.replace("-", figures.MINUS)
