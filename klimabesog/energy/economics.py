"""Whether a measure pays: simple payback with words for the odd cases, net present value, annuity."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from klimabesog.values.danish import NBSP, format_number
from klimabesog.values.texts import _

AT_ONCE = "straks"
NEVER = "ingen"
UNKNOWN = "–"


@dataclass(frozen=True)
class Payback:
    """Simple payback: `years`, or None and a `word` that says why (straks also has 0 years)."""

    years: float | None
    word: str = ""


def simple_payback(investment: float | None, yearly: float | None) -> Payback:
    """Investment (kr., less subsidy) over the yearly saving (kr., less dearer operation), undiscounted.

    straks: nothing to pay back (no investment, or subsidy at least as large) and something is saved;
    ingen: never pays back; –: not known, or nothing paid and nothing saved.
    """
    if investment is None or yearly is None or not (math.isfinite(investment) and math.isfinite(yearly)):
        return Payback(None, UNKNOWN)
    if yearly <= 0:
        return Payback(None, NEVER if investment > 0 else UNKNOWN)
    if investment <= 0:
        return Payback(0.0, AT_ONCE)
    years = investment / yearly
    return Payback(years) if math.isfinite(years) else Payback(None, NEVER)


def payback_text(payback: Payback) -> str:
    """As printed: "2,4 år", "< 0,1 år", or the word."""
    if payback.word or payback.years is None:
        return _(payback.word or UNKNOWN)
    if payback.years < 0.05:
        return _("< 0,1 år").replace(" ", NBSP)
    return f"{format_number(payback.years, 1)}{NBSP}{_('år')}"


def net_present_value(rate: float, flows: Sequence[float]) -> float:
    """Sum of flows[t] / (1 + rate)^t: flow 0 is now and undiscounted, the others fall at year ends.

    `rate` as a fraction above -1 (0.05 = 5 %).
    """
    if rate <= -1:
        raise ValueError("a rate is above -1")
    return math.fsum(flow / (1 + rate) ** year for year, flow in enumerate(flows))


def annuity_factor(rate: float, years: float) -> float:
    """Present value of 1 kr. at the end of each of `years` (> 0) years: (1 - (1 + r)^-n) / r; n at rate 0."""
    if years <= 0 or rate <= -1:
        raise ValueError("an annuity has years above 0 and a rate above -1")
    return years if rate == 0 else -math.expm1(-years * math.log1p(rate)) / rate


def annuity(rate: float, years: float, investment: float) -> float:
    """Equal yearly payment in kr. that repays `investment` over `years` at `rate`."""
    return investment / annuity_factor(rate, years)


def measure_npv(investment: float, yearly: float, lifetime: float, rate: float) -> float:
    """Net present value in kr. of a measure that saves `yearly` kr. net for `lifetime` years (> 0)."""
    return yearly * annuity_factor(rate, lifetime) - investment
