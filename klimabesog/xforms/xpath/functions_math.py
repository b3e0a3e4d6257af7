"""Arithmetic beyond XPath 1.0: powers, logarithms, trigonometry, least and greatest, whole numbers."""

from __future__ import annotations

import math
import random as _random
from collections.abc import Callable

from klimabesog.xforms.xpath.context import Context, Value, to_number
from klimabesog.xforms.xpath.library import MANY, function
from klimabesog.xforms.xpath.numbers import NAN


def _register(name: str, operation: Callable[[float], float]) -> None:
    @function(name, 1, result="number")
    def run(context: Context, value: Value) -> Value:
        return safely(operation, to_number(value, context.host.zone))


def safely(operation: Callable[..., float], *figures: float) -> float:
    """The result, or NaN/Infinity where Python raises and XPath does not."""
    try:
        return float(operation(*figures))
    except OverflowError:
        return math.inf
    except (ValueError, TypeError):
        return NAN


def _log(figure: float) -> float:
    return -math.inf if figure == 0 else math.log(figure)


def _log10(figure: float) -> float:
    return -math.inf if figure == 0 else math.log10(figure)


_OPERATIONS: dict[str, Callable[[float], float]] = {
    "abs": abs, "sqrt": math.sqrt, "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin,
    "acos": math.acos, "atan": math.atan, "exp": math.exp, "log": _log, "log10": _log10,
    "exp10": lambda figure: 10.0**figure,
    "int": lambda figure: math.trunc(figure) if math.isfinite(figure) else figure,
}  # fmt: skip
for _name, _operation in _OPERATIONS.items():
    _register(_name, _operation)


@function("atan2", 2, result="number")
def atan2(context: Context, y: Value, x: Value) -> Value:
    """The angle of the point (x, y)."""
    zone = context.host.zone
    return safely(math.atan2, to_number(y, zone), to_number(x, zone))


@function("pi", result="number")
def pi(context: Context) -> Value:
    """The circle's number."""
    return math.pi


@function("pow", 2, result="number")
def power(context: Context, base: Value, exponent: Value) -> Value:
    """The base raised to the exponent."""
    zone = context.host.zone
    figure, raised = to_number(base, zone), to_number(exponent, zone)
    if figure != figure or raised != raised:  # a blank stays blank, also where Python says 1
        return NAN
    if figure == 0 and raised < 0:
        return math.inf
    result = safely(math.pow, figure, raised)
    return (
        -result
        if math.isinf(result) and figure < 0 and math.fmod(raised, 2) in (1, -1) and result > 0
        else result
    )


@function("random", result="number")
def random(context: Context) -> Value:
    """A number from 0 to below 1."""
    return _random.random()


def figures(context: Context, values: tuple[Value, ...]) -> list[float]:
    """All numbers of the arguments; a node-set gives one for each node."""
    zone = context.host.zone
    found: list[float] = []
    for value in values:
        if isinstance(value, list):
            found += [to_number(node.string(), zone) for node in value]
        else:
            found.append(to_number(value, zone))
    return found


@function("min", 1, MANY, result="number")
def least(context: Context, *values: Value) -> Value:
    """The least number; blanks among several are passed over."""
    return _extreme(min, figures(context, values))


@function("max", 1, MANY, result="number")
def greatest(context: Context, *values: Value) -> Value:
    """The greatest number; blanks among several are passed over."""
    return _extreme(max, figures(context, values))


def _extreme(choose: Callable[[list[float]], float], found: list[float]) -> float:
    if not found or any(figure != figure for figure in found):
        return NAN
    return choose(found)
