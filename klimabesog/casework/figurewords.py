"""How the window says the figures of a result: kWh, kr., tonnes, years, shares; rough ones with "ca."."""

from __future__ import annotations

from klimabesog.values import danish
from klimabesog.values.texts import _


def amount(value: float, rough: bool) -> str:
    """A figure without unit: "ca. 59.000" when rough, else "9.200"."""
    return danish.approximate(value) if rough else danish.format_number(value)


def tonnes(kg: float, rough: bool) -> str:
    """kg CO2e as tonnes: "ca. 7", "6,9"; small amounts with one decimal more."""
    t = kg / 1000
    return danish.approximate(t) if rough else danish.format_number(t, 1 if abs(t) < 100 else 0)


def years(value: float | None, word: str, rough: bool = False) -> str:
    """A payback time: "1,7 år", or its word ("straks", "aldrig") when there is no number."""
    if value is None:
        return word or "–"
    text = _("{n} år").format(n=danish.format_number(value, 1))
    return _("ca. {years}").format(years=text) if rough else text


def share_of(part: float, whole: float) -> str:
    """ "14 %", "" when there is no whole."""
    return danish.format_percent(part / whole, 0) if whole else ""
