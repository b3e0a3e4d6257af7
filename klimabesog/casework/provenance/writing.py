"""Numbers, lines and formulas of an explanation, written out so that a person with a calculator finds the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from klimabesog.casework.provenance.values import Factor, Formula, Line, Term
from klimabesog.values.danish import NBSP, format_number
from klimabesog.values.texts import _

DIGITS = 5
"""Significant digits of a part: enough for a product that agrees with the number shown."""
KWH, KR, CO2, YEARS = "kWh", "kr.", "kg CO₂e", "år"
KR_KWH, CO2_KWH, PERCENT = "kr./kWh", "kg CO₂e/kWh", "%"

WORKED_OUT = "Regnet ud"
"""Origin of a line that has an explanation of its own."""


def figure(value: float, digits: int = DIGITS) -> str:
    """A number with its significant digits and no trailing zeros; from 1.000 on without decimals."""
    exact = Decimal(repr(value))
    decimals = 0 if abs(exact) >= 1000 or not exact else max(0, digits - 1 - exact.adjusted())
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = format_number(rounded, decimals)
    return (text.rstrip("0").rstrip(",") if decimals else text).replace("-", "\u2212")


def measured(value: float | None, unit: str) -> str:
    """A number with its unit: "12.390 kWh", "1,30 kr./kWh", "6,1 %"; "–" for none."""
    if value is None:
        return "–"
    if unit == PERCENT:
        return f"{figure(value * 100)}{NBSP}%"
    text = figure(value)
    if unit.startswith("kr./") and "." not in text:
        whole, _comma, part = text.partition(",")
        text = f"{whole},{part:0<2}"
    return f"{text}{NBSP}{unit}" if unit else text


def line(label: str, value: float | None, unit: str, **more: object) -> Line:
    """A line with its text written."""
    return Line(label, value, unit, measured(value, unit), **more)  # type: ignore[arg-type]


def product(*lines: Line, over: Iterable[Line] = (), minus: bool = False) -> Term:
    """Lines multiplied, and divided by those `over`."""
    return Term((*map(Factor, lines), *(Factor(one, over=True) for one in over)), minus)


def formula(terms: Sequence[Term], result: float, unit: str) -> Formula:
    """The sum of the terms and what it comes to, written out."""
    left = "".join(_term(term, first=number == 0) for number, term in enumerate(terms))
    return Formula(tuple(terms), result, unit, f"{left} = {measured(result, unit)}")


def unless_plain(terms: Sequence[Term], result: float | None, unit: str) -> Formula | None:
    """The formula; None where it would say no more than the one line it is made of."""
    if result is None or not terms or (len(terms) == 1 and len(terms[0].factors) == 1):
        return None
    return formula(terms, result, unit)


def lines_of(terms: Iterable[Term]) -> tuple[Line, ...]:
    """The lines of terms in their order, each once."""
    return tuple(dict.fromkeys(factor.line for term in terms for factor in term.factors))


def _term(term: Term, *, first: bool) -> str:
    """A product with its sign before it; one line that is negative itself is written as taken off."""
    value = term.factors[0].line.value
    alone = len(term.factors) == 1 and value is not None and value < 0
    text = "".join(_factor(factor, first=number == 0) for number, factor in enumerate(term.factors))
    minus = term.minus != alone
    if alone:
        text = text.removeprefix("(\u2212").removesuffix(")")
    return (("\u2212" if minus else "") if first else " \u2212 " if minus else " + ") + text


def _factor(factor: Factor, *, first: bool) -> str:
    text = factor.line.text
    if factor.line.value is not None and factor.line.value < 0:
        text = f"({text})"
    return text if first else f" {'÷' if factor.over else '×'} {text}"


def listed(words: Iterable[str]) -> str:
    """ "»A«, »B« og »C«"."""
    *most, last = [f"»{word}«" for word in words]
    return _("{most} og {last}").format(most=", ".join(most), last=last) if most else last
