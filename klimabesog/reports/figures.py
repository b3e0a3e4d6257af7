"""The model's raw figures as printed: rounded, with "ca." for rules of thumb, a dash for the unknown."""

from __future__ import annotations

from klimabesog.values import danish
from klimabesog.values.texts import _, ngettext

from .model import Amount, Payback, Worth

DASH = "\u2013"
MINUS = "\u2212"
CO2 = "t\u00a0CO\u2082e"
"""The unit of emission; it never breaks."""


def number(amount: Amount, decimals: int = 0, *, scale: float = 1.0) -> str:
    """The figure divided by `scale`: "59.012", for class C "ca. 59.000", for unknown a dash."""
    if amount.value is None:
        return DASH
    value = amount.value / scale
    text = _rough(value, decimals) if amount.accuracy == "C" else danish.format_number(value, decimals)
    return text.replace("-", MINUS)


def _rough(value: float, decimals: int) -> str:
    """Two digits, but no more decimals than a measured figure has, unless nothing would be left."""
    fewer = round(value, decimals) if 0 < decimals < 2 and abs(value) < 1 else 0.0
    return f"ca.\u00a0{danish.format_number(fewer, decimals)}" if fewer else danish.approximate(value)


def with_unit(amount: Amount, unit: str, decimals: int = 0, *, scale: float = 1.0) -> str:
    """The same with a unit after a non-breaking space; just a dash for the unknown."""
    text = number(amount, decimals, scale=scale)
    return text if amount.value is None else f"{text}\u00a0{unit}"


def tonnes(kilograms: Amount) -> str:
    """Kilograms as tonnes: one decimal under 100 t."""
    return number(kilograms, 1 if abs(kilograms.value or 0) < 100_000 else 0, scale=1000)


def payback(value: Payback, *, unit: bool = True) -> str:
    """ "1,7 år", or the word that stands for no number."""
    if value.years.value is None:
        return value.word or DASH
    if 0 < value.years.value < 0.05:
        return _("< 0,1 år").replace(" ", "\u00a0") if unit else _("< 0,1")
    return with_unit(value.years, "år", 1) if unit else number(value.years, 1)


def year_date(iso: str) -> str:
    """An ISO date as "20. november 2026"; another text stands as it is."""
    try:
        return danish.long_date(iso)
    except ValueError:
        return iso


def short_date(iso: str) -> str:
    """An ISO date as "20.11.2026"; another text stands as it is."""
    try:
        return danish.format_date(iso)
    except ValueError:
        return iso


def clock(time: str) -> str:
    """ "10:05" as "10.05"; another text stands as it is."""
    try:
        return danish.format_time(time)
    except (ValueError, IndexError):
        return time


def worth(value: Worth) -> str:
    """ "Nutidsværdi 93.000 kr., intern rente 38,5 %."; "" where no present value is known."""
    if value.npv.value is None:
        return ""
    npv = with_unit(value.npv, "kr.")
    return _("Nutidsværdi {npv}, intern rente {irr}.").format(npv=npv, irr=value.irr or DASH)


def without_price(count: int) -> str:
    """ "uden prisen på 2 forslag": what a sum of investments leaves out."""
    return ngettext("uden prisen på {n} forslag", "uden prisen på {n} forslag", count).format(n=count)
