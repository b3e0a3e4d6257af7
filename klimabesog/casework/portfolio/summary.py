"""The sums over cases: what was proposed, agreed and reached, by layer, company and focus area."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from klimabesog.casework.portfolio.case import Case, Proposal
from klimabesog.energy.accuracy import worst
from klimabesog.energy.economics import UNKNOWN, Payback, simple_payback
from klimabesog.energy.effects import Effect, add_up
from klimabesog.energy.stacking import MeasureResult, StackResult
from klimabesog.partnership.status import counts_as_done

Layer = Callable[[Case], StackResult | None]
BINS = (1.0, 3.0, 5.0, 10.0)
"""Years of payback at which proposals are parted; our own choice."""


@dataclass(frozen=True)
class Sum:
    """What measures come to together a year, after overlap within each company; `accuracy` is their weakest class.

    `payback` is of those whose price is known, and `unpriced` counts the others.
    """

    companies: int
    measures: int
    effect: Effect
    investment: float
    payback: Payback
    unpriced: int
    accuracy: str


def proposed(case: Case) -> StackResult | None:
    """Every measure that was not rejected."""
    return case.proposed


def agreed(case: Case) -> StackResult | None:
    """What was agreed on."""
    return case.agreed


def reached(case: Case) -> StackResult | None:
    """What was carried out."""
    return case.reached


def summed(cases: Iterable[Case], layer: Layer, areas: Collection[str] | None = None) -> Sum:
    """A layer of all cases together, or of some focus areas in them."""
    parts = [(case, list(_results(case, layer, areas))) for case in cases]
    results = [result for _case, found in parts for result in found]
    priced = [result for result in results if result.measure.investment is not None]
    paid = math.fsum(result.measure.paid or 0.0 for result in priced)
    yearly = math.fsum(result.net_kr for result in priced)
    return Sum(
        companies=sum(bool(found) for _case, found in parts),
        measures=len(results),
        effect=add_up(result.after for result in results),
        investment=paid,
        payback=simple_payback(paid, yearly) if priced else Payback(None, UNKNOWN),
        unpriced=len(results) - len(priced),
        accuracy=worst(result.measure.accuracy for result in results),
    )


def _results(case: Case, layer: Layer, areas: Collection[str] | None) -> Iterator[MeasureResult]:
    stacked = layer(case)
    if stacked is None:
        return
    found = {proposal.id: proposal.area for proposal in case.proposals} if areas is not None else {}
    for result in stacked.measures:
        if areas is None or found.get(result.measure.id, "") in areas:
            yield result


def proposals(cases: Iterable[Case]) -> list[Proposal]:
    """Every measure of all cases, the rejected ones too."""
    return [proposal for case in cases for proposal in case.proposals]


def areas(cases: Sequence[Case]) -> list[str]:
    """Codes of the focus areas with proposals, those with the most first."""
    counted = Counter(proposal.area for proposal in proposals(cases))
    return sorted(counted, key=lambda area: (-counted[area], area))


def carried_out(found: Iterable[Proposal]) -> int:
    """How many were carried out."""
    return sum(counts_as_done(proposal.status) for proposal in found)


def payback_bins(cases: Iterable[Case]) -> tuple[int, ...]:
    """How many proposals pay back within each of BINS, later, and (last) never or unknown."""
    counts = [0] * (len(BINS) + 2)
    for case in cases:
        for result in _results(case, proposed, None):
            counts[_bin(result.payback)] += 1
    return tuple(counts)


def _bin(payback: Payback) -> int:
    """Which bin."""
    if payback.years is None:
        return len(BINS) + 1
    return next((number for number, limit in enumerate(BINS) if payback.years < limit), len(BINS))


def mean_share(cases: Iterable[Case], layer: Layer) -> float | None:
    """The companies' mean share of the base year's emission, each counting alike; None while none is known."""
    shares = [
        result.after.co2_kg / case.base_co2_kg
        for case in cases
        if case.base_co2_kg > 0 and (result := layer(case)) is not None
    ]
    return math.fsum(shares) / len(shares) if shares else None


def whole_share(cases: Iterable[Case], layer: Layer) -> float | None:
    """The share of the base years' emissions of all together; None while none is known."""
    known = [(case.base_co2_kg, result) for case in cases if (result := layer(case)) and case.base_co2_kg > 0]
    base = math.fsum(kg for kg, _result in known)
    return math.fsum(result.after.co2_kg for _kg, result in known) / base if base else None
