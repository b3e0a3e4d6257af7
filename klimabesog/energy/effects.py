"""What a measure saves in a year: kWh by carrier, kr. and kg CO2e; positive is saved."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Effect:
    """`saved`: kWh a year by carrier (negative where more is used); `kr`; `co2_kg` (CO2e)."""

    saved: Mapping[str, float] = field(default_factory=dict)
    kr: float = 0.0
    co2_kg: float = 0.0

    @property
    def kwh(self) -> float:
        """Net kWh a year, all carriers together."""
        return math.fsum(self.saved.values())

    def __add__(self, other: Effect) -> Effect:
        saved = dict(self.saved)
        for code, kwh in other.saved.items():
            saved[code] = saved.get(code, 0.0) + kwh
        return Effect(saved, self.kr + other.kr, self.co2_kg + other.co2_kg)


def add_up(effects: Iterable[Effect]) -> Effect:
    """The sum of all effects, summed exactly whatever their order."""
    all_effects = list(effects)
    codes = dict.fromkeys(code for effect in all_effects for code in effect.saved)
    saved = {code: math.fsum(effect.saved.get(code, 0.0) for effect in all_effects) for code in codes}
    return Effect(saved, math.fsum(e.kr for e in all_effects), math.fsum(e.co2_kg for e in all_effects))
