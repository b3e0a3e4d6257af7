"""A change of emission between two years, parted: what the company did itself, and what the factors did.

Own effort is the change of use at the factor that was frozen; the factors' part is the new use at what the factor
changed by. The two make up the whole change, whatever the numbers:

    (after - before) x old  +  after x (new - old)  =  after x new - before x old
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klimabesog.energy.carriers import carrier_order
from klimabesog.energy.factors import FactorSet


@dataclass(frozen=True)
class Parts:
    """A change (after less before; negative is less) of kg CO2e or kr. a year."""

    own: float = 0.0
    factors: float = 0.0

    @property
    def whole(self) -> float:
        """The whole change."""
        return self.own + self.factors

    def __add__(self, other: Parts) -> Parts:
        return Parts(self.own + other.own, self.factors + other.factors)


@dataclass(frozen=True)
class CarrierParts:
    """A carrier's change, parted; `parts` and `factors` (kg CO2e/kWh, old and new) are None where one is not known."""

    carrier: str
    use_before: float
    use_after: float
    parts: Parts | None
    factors: tuple[float, float] | None = None


def part(use_before: float, use_after: float, factor_before: float, factor_after: float) -> Parts:
    """One carrier's change, parted; uses in kWh a year, factors per kWh."""
    return Parts((use_after - use_before) * factor_before, use_after * (factor_after - factor_before))


def emission_parts(
    before: Mapping[str, float], after: Mapping[str, float], frozen: FactorSet, later: FactorSet
) -> tuple[CarrierParts, ...]:
    """The change of emission of every carrier used in either year (kWh by carrier); `frozen` is what the screening
    was made with, `later` the set of the new year."""
    return tuple(
        _of(code, before.get(code, 0.0), after.get(code, 0.0), frozen, later)
        for code in sorted({*before, *after}, key=carrier_order)
    )


def total(carriers: Iterable[CarrierParts]) -> Parts:
    """The sum of what is known."""
    return sum((one.parts for one in carriers if one.parts is not None), Parts())


def _of(code: str, before: float, after: float, frozen: FactorSet, later: FactorSet) -> CarrierParts:
    old, new = frozen.co2(code), later.co2(code)
    if not old or not new:
        return CarrierParts(code, before, after, None)
    factors = old.value, new.value
    return CarrierParts(code, before, after, part(before, after, *factors), factors)
