"""Reads an explanation's formula as a person with a calculator would, and works it out again."""

from __future__ import annotations

import math
import re

from klimabesog.casework.provenance.values import Formula

_NUMBER = re.compile(r"\(?[\u2212]?\d[\d.]*(?:,\d+)?(?:\u00a0%)?")


def by_parts(formula: Formula) -> tuple[float, float]:
    """What the lines come to, and how large the terms are together (what the rounding is to be held against)."""
    terms = []
    for term in formula.terms:
        value = -1.0 if term.minus else 1.0
        for line, over in term.factors:
            assert line.value is not None
            value = value / line.value if over else value * line.value
        terms.append(value)
    return math.fsum(terms), math.fsum(map(abs, terms))


def by_hand(text: str) -> tuple[float, float]:
    """The two sides of a formula as it is printed."""
    left, _equals, right = text.rpartition(" = ")
    total, sign, product, over = 0.0, 1.0, None, False
    for token in re.findall(rf" [+\u2212×÷] |{_NUMBER.pattern}", left):
        if token in (" + ", " \u2212 "):
            total += sign * (product or 0.0)
            sign, product, over = (1.0 if "+" in token else -1.0), None, False
        elif token in (" × ", " ÷ "):
            over = "÷" in token
        else:
            number = read(token)
            product = number if product is None else product / number if over else product * number
    return total + sign * (product or 0.0), read(right)


def read(text: str) -> float:
    """The first number of a text: "16.107 kr." is 16107.0, "6,1 %" is 0.061."""
    found = _NUMBER.search(text)
    assert found is not None, text
    number = found[0].lstrip("(").replace("\u2212", "-")
    value = float(number.replace("\u00a0%", "").replace(".", "").replace(",", "."))
    return value / 100 if "%" in number else value
