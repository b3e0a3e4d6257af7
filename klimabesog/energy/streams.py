"""A measure's physical effect: streams of energy by end use and carrier, as a measure form gives them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from klimabesog.energy.accuracy import CLASSES, RULE_OF_THUMB
from klimabesog.energy.errors import AmountError
from klimabesog.values.texts import _

REDUCE = "reducer"
CONVERT = "konverter"
SUPPLY = "forsyn"
MONEY = "kroner"
KINDS = {REDUCE: "Mindre forbrug", CONVERT: "Skift af energi", SUPPLY: "Egen produktion", MONEY: "Kun kroner"}
"""What a stream does (the codes of `art` in a measure form) and its Danish name."""


@dataclass(frozen=True)
class Stream:
    """One effect of a measure, per year.

    reducer    `kwh` less of `carrier` in `end_use` (negative: more), or `share` (0-1) of what is left there
    konverter  `kwh` (or `share`) of `carrier` replaced by `to_carrier`: kWh of it = kWh / `efficiency`,
               the new plant's efficiency over the old one's (heat pump for gas: SCOP / boiler efficiency)
    forsyn     `kwh` made by the company itself instead of bought; without `end_use` of the whole carrier
    kroner     `money` alone

    `money` on an energy stream is its yearly saving in kr. in place of price x kWh; it shrinks with the kWh
    when the stream is capped. AmountError for values that cannot be true.
    """

    kind: str
    end_use: str = ""
    carrier: str = ""
    kwh: float | None = None
    share: float | None = None
    to_carrier: str = ""
    efficiency: float | None = None
    money: float | None = None

    def __post_init__(self) -> None:
        problem = _problem(self)
        if problem:
            raise AmountError(problem)


@dataclass(frozen=True)
class Measure:
    """A measure: streams, `investment` kr., `operation` kr. a year (positive = dearer), `lifetime` years.

    `accuracy` A, B or C. `order`: place in the sequence when the officer has chosen one, else None. `subsidy` kr. is
    taken off the investment; `later`: (year, kr.) of what comes once more, such as a replacement (negative) or what
    the plant is worth at the end (positive).
    """

    id: str
    title: str
    streams: tuple[Stream, ...] = ()
    investment: float | None = None
    operation: float = 0.0
    lifetime: float | None = None
    accuracy: str = RULE_OF_THUMB
    order: float | None = None
    subsidy: float = 0.0
    later: tuple[tuple[float, float], ...] = ()

    @property
    def paid(self) -> float | None:
        """Kr. that the company pays itself: the investment less subsidy; None while the investment is missing."""
        return None if self.investment is None else self.investment - self.subsidy

    def __post_init__(self) -> None:
        later = (number for flow in self.later for number in flow)
        numbers = (self.investment, self.operation, self.lifetime, self.order, self.subsidy, *later)
        if any(number is not None and not math.isfinite(number) for number in numbers):
            raise AmountError(_("Investering, drift og levetid skal være tal."))
        if self.accuracy not in CLASSES:
            raise AmountError(_("Sikkerheden skal være A, B eller C."))


def _problem(stream: Stream) -> str:
    """What is wrong with a stream, in Danish; "" when nothing is."""
    numbers = (stream.kwh, stream.share, stream.efficiency, stream.money)
    if stream.kind not in KINDS:
        return _("Ukendt art af effekt: {kind}.").format(kind=stream.kind)
    if any(number is not None and not math.isfinite(number) for number in numbers):
        return _("Besparelsen skal være et tal.")
    if stream.kind == MONEY:
        return "" if stream.money is not None else _("Beløbet mangler.")
    if not stream.carrier:
        return _("Energibæreren mangler.")
    if (stream.kwh is None) == (stream.share is None):
        return _("Angiv enten kWh eller en andel.")
    if stream.share is not None and not 0 <= stream.share <= 1:
        return _("Andelen skal ligge mellem 0 og 1.")
    return _conversion_problem(stream) if stream.kind == CONVERT else ""


def _conversion_problem(stream: Stream) -> str:
    if not stream.to_carrier:
        return _("Den nye energibærer mangler.")
    if stream.efficiency is None or stream.efficiency <= 0:
        return _("Virkningsgraden skal være større end 0.")
    return ""
