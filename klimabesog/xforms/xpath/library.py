"""The table of functions: name, number of arguments, and what they do. The `functions_*` modules fill it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from klimabesog.xforms.xpath.context import Context, Value

Closure = Callable[[Context], Value]
MANY = 999


@dataclass(frozen=True, slots=True)
class Function:
    """`run` gets the context and the values of the arguments, or the closures themselves when `lazy`."""

    name: str
    least: int
    most: int
    run: Callable[..., Value]
    lazy: bool
    result: str


FUNCTIONS: dict[str, Function] = {}


def function(
    name: str, least: int = 0, most: int | None = None, *, lazy: bool = False, result: str = ""
) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register a function. `result` is number, text, boolean or nodes where it is always the same."""

    def register(run: Callable[..., Value]) -> Callable[..., Value]:
        FUNCTIONS[name] = Function(name, least, least if most is None else most, run, lazy, result)
        return run

    return register
