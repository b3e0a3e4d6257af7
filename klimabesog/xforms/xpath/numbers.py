"""Numbers and texts as XPath 1.0 section 4 converts them, with ODK's dates as day numbers."""

from __future__ import annotations

import math
import re
from decimal import Decimal

NAN = math.nan
_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*\Z", re.ASCII)
_EXPONENT = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)[eE][+-]?\d+\s*\Z", re.ASCII)


def parse_number(text: str) -> float:
    """The number a text holds; NaN if it holds none. The exponent form is read as the official engines do."""
    try:
        if _NUMBER.match(text) or _EXPONENT.match(text):
            return float(text)
    except OverflowError:
        pass
    return NAN


def number_text(value: float) -> str:
    """string(number): no exponent, no trailing zeros, 'NaN', 'Infinity'."""
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text.removesuffix(".0")


def round_half_up(value: float) -> float:
    """The nearest integer; halves towards positive infinity (XPath 1.0 section 4.4)."""
    return value if math.isinf(value) or value != value else float(math.floor(value + 0.5))
