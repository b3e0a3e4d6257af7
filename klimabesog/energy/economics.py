"""Whether a measure pays: simple payback with words for the odd cases, net present value, internal rate, annuity.

Conventions: flow 0 is now and undiscounted, the others fall at year ends; prices are constant, so the rate is a real
one. Each measure lives its own lifetime and is not bought again; when one of several ends, the others go on as they
were. A figure that does not exist is a word with the reason, never 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from klimabesog.values.danish import NBSP, approximate, format_number, format_percent
from klimabesog.values.texts import _

AT_ONCE = "straks"
NEVER = "ingen"
UNKNOWN = "–"

INTEREST = 0.035
"""The rate that is used where a municipality has chosen none: the socio-economic discount rate of the Ministry of
Finance for the years 0-35, real (Finansministeriet, Dokumentationsnotat, 7 January 2021)."""
LONGEST_LIFE = 100
"""Years; a longer lifetime is a slip of the hand."""


@dataclass(frozen=True)
class Payback:
    """Simple payback: `years`, or None and a `word` that says why (straks also has 0 years)."""

    years: float | None
    word: str = ""


@dataclass(frozen=True)
class Outlay:
    """What a measure costs and saves: kr. and years, as flows are made of it.

    `price` before `subsidy`; `yearly` net of dearer operation; `later`: (year, kr.) of what comes once more on the
    way, such as a replacement (negative) or a value that is left at the end (positive).
    """

    price: float | None
    yearly: float | None
    lifetime: float | None
    subsidy: float = 0.0
    later: tuple[tuple[float, float], ...] = ()

    @property
    def paid(self) -> float | None:
        """Kr. that the company pays itself now."""
        return None if self.price is None else self.price - self.subsidy


@dataclass(frozen=True)
class Worth:
    """What an outlay is worth: `npv` kr., `irr` as a fraction, `annuity` kr. a year that repays what was paid.

    Where there is no internal rate, `irr_word` (straks, ingen, –) and `reason` (a Danish sentence) say why.
    """

    npv: float | None = None
    irr: float | None = None
    annuity: float | None = None
    irr_word: str = ""
    reason: str = ""


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


def rate_text(irr: float | None, word: str = "", rough: bool = False) -> str:
    """An internal rate as printed: "38,5 %", "ca. 39 %" when rough, "over 1.000 %", or its word."""
    if irr is None:
        return _(word or UNKNOWN)
    if irr > 10:
        return _("over {rate}").format(rate=format_percent(10, 0))
    return approximate(irr * 100, "%") if rough else format_percent(irr)


# -- flows -------------------------------------------------------------------------------------------------------------


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


def flows_together(outlays: Sequence[Outlay]) -> list[float]:
    """The flows of all outlays, each for its own lifetime; empty while one of them is not known, and without any."""
    if not outlays or any(_missing(outlay) for outlay in outlays):
        return []
    each = [flows_of(outlay) for outlay in outlays]
    longest = max(map(len, each))
    return [math.fsum(flow[year] for flow in each if year < len(flow)) for year in range(longest)]


def accumulated(flows: Sequence[float]) -> list[float]:
    """What has come in less what was paid by the end of each year, undiscounted; the first is now."""
    return [math.fsum(flows[: year + 1]) for year in range(len(flows))]


def break_even(flows: Sequence[float]) -> int | None:
    """The first year from which the accumulated flows stay at or above zero to the end, 0 for now; None if never."""
    sums = accumulated(flows)
    below = [year for year, total in enumerate(sums) if total < 0]
    after = below[-1] + 1 if below else 0
    return after if after < len(sums) else None


def sign_changes(flows: Iterable[float]) -> int:
    """How often the flows turn from paid to received or back; zeros do not count."""
    signs = [flow > 0 for flow in flows if flow]
    return sum(before != after for before, after in pairwise(signs))


def flows_of(outlay: Outlay) -> list[float]:
    """The flows of an outlay that is known; a half year of life brings half a saving at its year's end."""
    paid, yearly, lifetime = outlay.paid, outlay.yearly, outlay.lifetime
    assert paid is not None
    assert yearly is not None
    assert lifetime is not None
    years = math.ceil(lifetime)
    flows = [-paid] + [yearly * min(1.0, lifetime - year) for year in range(years)]
    for year, amount in outlay.later:
        flows[min(max(0, round(year)), years)] += amount
    return flows


def internal_rate(flows: Sequence[float]) -> float | None:
    """The rate at which the flows are worth nothing, as a fraction; None where there is none or more than one.

    Worked out by `pyxirr` (checked against numpy-financial), which is loaded with the first rate asked for.
    """
    if sign_changes(flows) != 1:
        return None
    from pyxirr import irr

    rate = irr(flows)
    return rate if rate is not None and math.isfinite(rate) else None


# -- worth -------------------------------------------------------------------------------------------------------------


def worth(outlay: Outlay, rate: float) -> Worth:
    """What one measure is worth at a `rate` (fraction above -1)."""
    missing = _missing(outlay)
    if missing:
        return Worth(irr_word=UNKNOWN, reason=missing)
    assert outlay.paid is not None
    assert outlay.lifetime is not None
    paid = max(0.0, outlay.paid)
    return _worth(flows_of(outlay), rate, annuity(rate, outlay.lifetime, paid))


def worth_together(outlays: Sequence[Outlay], rate: float) -> Worth:
    """What all measures are worth together, each for its own lifetime; not known while one of them is not."""
    missing = next((text for outlay in outlays if (text := _missing(outlay))), "")
    flows = flows_together(outlays)
    if missing or not flows:
        return Worth(irr_word=UNKNOWN, reason=missing)
    yearly = math.fsum(annuity(rate, o.lifetime or 1, max(0.0, o.paid or 0.0)) for o in outlays)
    return _worth(flows, rate, yearly)


def _worth(flows: Sequence[float], rate: float, yearly: float) -> Worth:
    npv = net_present_value(rate, flows)
    word, reason = _no_rate(flows)
    if word:
        return Worth(npv, None, yearly, word, reason)
    irr = internal_rate(flows)
    if irr is None:
        return Worth(npv, None, yearly, UNKNOWN, _("Den interne rente kan ikke regnes ud."))
    return Worth(npv, irr, yearly)


def _no_rate(flows: Sequence[float]) -> tuple[str, str]:
    """The word and the reason where flows have no internal rate; "" where they have one."""
    changes = sign_changes(flows)
    if changes > 1:
        return UNKNOWN, _(
            "Pengene skifter mellem ind og ud flere gange, så der findes ikke én intern rente. Brug nutidsværdien."
        )
    if changes == 1:
        if next(flow for flow in flows if flow) < 0:
            return "", ""
        return UNKNOWN, _("Pengene kommer først og betales senere, så en intern rente siger ikke noget.")
    if any(flow > 0 for flow in flows):
        return AT_ONCE, _("Der er ingen investering at forrente.")
    if any(flow < 0 for flow in flows):
        return NEVER, _("Besparelsen tjener aldrig investeringen hjem.")
    return UNKNOWN, _("Der er hverken investering eller besparelse.")


def _missing(outlay: Outlay) -> str:
    """What is missing before an outlay can be valued, as a Danish sentence; "" when nothing is."""
    if outlay.price is None:
        return _("Investeringen mangler.")
    if outlay.yearly is None:
        return _("Besparelsen i kroner mangler.")
    if outlay.lifetime is None:
        return _("Levetiden mangler.")
    if not 0 < outlay.lifetime <= LONGEST_LIFE:
        return _("Levetiden skal være mellem 0 og {n} år.").format(n=LONGEST_LIFE)
    numbers = (outlay.price, outlay.yearly, outlay.subsidy, *(amount for _year, amount in outlay.later))
    return "" if all(map(math.isfinite, numbers)) else _("Et af beløbene er ikke et tal.")
