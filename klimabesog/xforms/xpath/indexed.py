"""indexed-repeat() over plain absolute paths as a walk straight to the row, instead of a look at every row."""

from __future__ import annotations

from collections.abc import Callable

from klimabesog.xforms.xpath.context import Context, Value, to_number
from klimabesog.xforms.xpath.library import Closure
from klimabesog.xforms.xpath.nodes import XNode
from klimabesog.xforms.xpath.tree import Call, Expr, Path


def compile_indexed(call: Call, compiler: Callable[[Expr], Closure]) -> Closure | None:
    """The closure of `indexed-repeat(/d/r/x, /d/r, n, …)`; None where the arguments are anything else."""
    target = plain_names(call.args[0])
    picks: dict[int, Closure] = {}
    for repeat, number in zip(call.args[1::2], call.args[2::2], strict=True):
        names = plain_names(repeat)
        if not names or names != target[: len(names)] or len(names) == len(target):
            return None
        picks[len(names) - 1] = compiler(number)
    steps = [(name, picks.get(place)) for place, name in enumerate(target)]

    def run(context: Context) -> Value:
        nodes: list[XNode] = [context.host.root]
        for name, number in steps:
            if number is None:
                nodes = [child for node in nodes for child in node.named(name)]
            else:
                nodes = _rows(nodes, name, to_number(number(context), context.host.zone))
        return nodes

    return run if target else None


def plain_names(expr: Expr) -> list[str]:
    """The names along an absolute path of child steps without conditions; [] for anything else."""
    if not isinstance(expr, Path) or not expr.absolute or expr.start is not None:
        return []
    plain = all(
        step.axis == "child" and not step.predicates and step.test[-1] not in "*)" and ":" not in step.test
        for step in expr.steps
    )
    return [step.test for step in expr.steps] if plain else []


def _rows(holders: list[XNode], name: str, number: float) -> list[XNode]:
    if not 1 <= number < 1e9 or number != int(number):
        return []
    place = int(number)
    return [rows[place - 1] for holder in holders if len(rows := holder.named(name)) >= place]
