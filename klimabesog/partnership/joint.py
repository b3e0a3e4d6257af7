"""Measures that several companies of a group have in common, and what they come to together (Vejle Nord).

Each company's figures are after the overlap with its own other measures; companies do not overlap with each other, so
that the sums are plain sums.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from klimabesog.energy.economics import Payback, simple_payback

FEWEST = 2
"""So many companies make a measure a joint one."""


@dataclass(frozen=True)
class Share:
    """What a measure type does in one company: kWh, kr. and kg CO2e a year after overlap; kr. of investment.

    `net` kr. a year is the saving less dearer operation. `investment` is None where the price of any of its measures is
    missing. `rough`: some of it is a rule of thumb.
    """

    company: str
    measures: int
    kwh: float
    kroner: float
    net: float
    co2_kg: float
    investment: float | None
    rough: bool = False


@dataclass(frozen=True)
class JointMeasure:
    """A measure type with the companies that have it."""

    key: str
    title: str
    shares: tuple[Share, ...]

    @property
    def kwh(self) -> float:
        """kWh a year in all of them."""
        return math.fsum(share.kwh for share in self.shares)

    @property
    def kroner(self) -> float:
        """kr. a year in all of them."""
        return math.fsum(share.kroner for share in self.shares)

    @property
    def co2_kg(self) -> float:
        """kg CO2e a year in all of them."""
        return math.fsum(share.co2_kg for share in self.shares)

    @property
    def investment(self) -> float | None:
        """Kr. in all of them; None while a price is missing."""
        prices = [share.investment for share in self.shares if share.investment is not None]
        return math.fsum(prices) if len(prices) == len(self.shares) else None

    @property
    def rough(self) -> bool:
        """Whether some of it is a rule of thumb."""
        return any(share.rough for share in self.shares)

    @property
    def payback(self) -> Payback:
        """Of all of them as one purchase."""
        return simple_payback(self.investment, math.fsum(share.net for share in self.shares))


def joint_measures(found: Iterable[tuple[str, str, Share]]) -> list[JointMeasure]:
    """Those that at least two companies have, most companies first, then the largest saving.

    `found`: (key of the type, its title, what it does in a company); several of one type in a company are added up.
    """
    titles: dict[str, str] = {}
    shares: dict[str, dict[str, Share]] = {}
    for key, title, share in found:
        titles.setdefault(key, title)
        of_type = shares.setdefault(key, {})
        known = of_type.get(share.company)
        of_type[share.company] = _added(known, share) if known else share
    joint = [
        JointMeasure(key, titles[key], tuple(of_type.values()))
        for key, of_type in shares.items()
        if len(of_type) >= FEWEST
    ]
    return sorted(joint, key=lambda one: (-len(one.shares), -one.co2_kg, one.title.casefold()))


def _added(one: Share, other: Share) -> Share:
    known = one.investment is not None and other.investment is not None
    return Share(
        company=one.company,
        measures=one.measures + other.measures,
        kwh=one.kwh + other.kwh,
        kroner=one.kroner + other.kroner,
        net=one.net + other.net,
        co2_kg=one.co2_kg + other.co2_kg,
        investment=(one.investment or 0.0) + (other.investment or 0.0) if known else None,
        rough=one.rough or other.rough,
    )
