"""Absolute paths inside repeats: made relative, so that they mean the same row as the question that uses them."""

from __future__ import annotations

from dataclasses import replace

from klimabesog.xforms.definition import NodeDef
from klimabesog.xforms.xpath.tree import OPERATORS, Binary, Call, Expr, Filter, Negate, Path, Step, chain

_UP = Step("parent", "node()")
WHOLE_SETS = frozenset(
    (
        "sum",
        "count",
        "count-non-empty",
        "min",
        "max",
        "join",
        "concat",
        "indexed-repeat",
        "randomize",
        "position",
    )
)
"""Functions of node-sets: an absolute path given to them means every row."""


def contextualise(expr: Expr, node: NodeDef) -> Expr:
    """The same expression for use at `node`. Unchanged outside repeats."""
    around = list(node.repeats)
    return _rewrite(expr, node, around) if around else expr


def _rewrite(expr: Expr, node: NodeDef, around: list[NodeDef], whole: bool = False) -> Expr:
    match expr:
        case Path():
            return _path(expr, node, around, whole)
        case Call(name, args):
            inner = whole or name in WHOLE_SETS
            wholes = [
                inner and not (name == "indexed-repeat" and place in (2, 4, 6)) for place in range(len(args))
            ]
            return replace(
                expr,
                args=tuple(_rewrite(arg, node, around, own) for arg, own in zip(args, wholes, strict=True)),
            )
        case Binary():
            first, links = chain(expr, OPERATORS)
            made = _rewrite(first, node, around)
            for link in links:
                made = replace(link, left=made, right=_rewrite(link.right, node, around))
            return made
        case Negate():
            return replace(expr, operand=_rewrite(expr.operand, node, around))
        case Filter():
            predicates = tuple(_rewrite(predicate, node, around) for predicate in expr.predicates)
            return replace(expr, operand=_rewrite(expr.operand, node, around, True), predicates=predicates)
        case _:
            return expr


def _path(path: Path, node: NodeDef, around: list[NodeDef], whole: bool) -> Expr:
    if path.start is not None:
        path = replace(path, start=_rewrite(path.start, node, around, whole))
    elif path.absolute and not whole and (shared := _shared(path.steps, around)):
        return Path(
            Call("current", ()),
            False,
            (_UP,) * (node.depth - shared.depth) + path.steps[shared.depth + 1 :],
            path.offset,
        )
    return path


def _shared(steps: tuple[Step, ...], around: list[NodeDef]) -> NodeDef | None:
    """The innermost repeat that the path goes through (and beyond) without conditions of its own."""
    for repeat in reversed(around):
        names = repeat.path.split("/")[1:]
        head = steps[: len(names)]
        if (
            len(steps) > len(names)
            and [step.test for step in head] == names
            and all(_plain(step) for step in head)
        ):
            return repeat
    return None


def _plain(step: Step) -> bool:
    return step.axis == "child" and not step.predicates
