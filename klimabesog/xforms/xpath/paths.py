"""Location paths as closures, with fast lanes for child names and for keys of choice lists."""

from __future__ import annotations

from collections.abc import Callable

from klimabesog.xforms.xpath.axes import AXES, REVERSE, in_namespace, node_test
from klimabesog.xforms.xpath.context import Context, Value
from klimabesog.xforms.xpath.dates import DateText
from klimabesog.xforms.xpath.errors import EvaluationError
from klimabesog.xforms.xpath.library import Closure
from klimabesog.xforms.xpath.nodes import XNode, in_document_order, keyed
from klimabesog.xforms.xpath.tree import (
    Binary,
    Call,
    Expr,
    Filter,
    Literal,
    Negate,
    Number,
    Path,
    Step,
    chain,
)

Compiler = Callable[[Expr], Closure]
Move = Callable[[list[XNode], Context], list[XNode]]


def compile_path(path: Path, compiler: Compiler) -> Closure:
    """The closure of a location path: always a node-set, in document order."""
    moves = [_step(step, compiler) for step in path.steps]
    if path.start is not None:
        return _from_expression(compiler(path.start), moves)
    if len(moves) == 1 and not path.absolute:
        only = moves[0]
        return lambda context: only([context.node], context)
    return _from_root(path, moves) if path.absolute else _from_node(moves)


def _from_node(moves: list[Move]) -> Closure:
    def run(context: Context) -> Value:
        nodes = [context.node]
        for move in moves:
            nodes = move(nodes, context)
        return nodes

    return run


def _from_root(path: Path, moves: list[Move]) -> Closure:
    def run(context: Context) -> Value:
        nodes = [context.host.root]
        for move in moves:
            nodes = move(nodes, context)
        return nodes

    if not all(_is_plain(step) for step in path.steps):
        return run
    key = "".join(f"/{step.test}" for step in path.steps)
    return lambda context: context.host.fixed.get(key) or run(context)


def _is_plain(step: Step) -> bool:
    """Whether a step only names a child."""
    return step.axis == "child" and not step.predicates and not step.test.endswith(("*", ")"))


def _from_expression(start: Closure, moves: list[Move]) -> Closure:
    def run(context: Context) -> Value:
        nodes = start(context)
        if not isinstance(nodes, list):
            raise EvaluationError("Kun en henvisning kan følges af en skråstreg.")
        for move in moves:
            nodes = move(nodes, context)
        return nodes

    return run


def compile_filter(expr: Filter, compiler: Compiler) -> Closure:
    """A node-set with predicates, counted over the whole set."""
    inner = compiler(expr.operand)
    predicates = [_predicate(predicate, compiler) for predicate in expr.predicates]

    def run(context: Context) -> Value:
        nodes = inner(context)
        if not isinstance(nodes, list):
            raise EvaluationError("Kun en henvisning kan have en betingelse i [ ].")
        for predicate in predicates:
            nodes = predicate(nodes, context)
        return nodes

    return run


def _step(step: Step, compiler: Compiler) -> Move:
    if _is_plain(step):
        return _child_named(step.test)
    if step.axis == "parent" and step.test == "node()" and not step.predicates:
        return _parents
    if step.axis == "self" and step.test == "node()" and not step.predicates:
        return lambda nodes, context: nodes
    named = step.axis == "child" and not step.test.endswith(("*", ")"))
    if named and (keyed := _keyed(step, compiler)):
        return keyed
    return _general(step, compiler)


def _child_named(test: str) -> Move:
    prefix, _, name = test.rpartition(":")

    def run(nodes: list[XNode], context: Context) -> list[XNode]:
        if len(nodes) == 1:
            found = nodes[0].named(name)
        else:
            found = []
            for node in nodes:
                found += node.named(name)
        if prefix:
            return [node for node in found if in_namespace(node, prefix, context.host)]
        wanted = context.host.plain_namespaces
        return found if wanted is None else [node for node in found if node.namespace in wanted]

    return run


def _parents(nodes: list[XNode], context: Context) -> list[XNode]:
    if len(nodes) == 1:
        parent = nodes[0].parent
        return [] if parent is None else [parent]
    return list({id(node.parent): node.parent for node in nodes if node.parent is not None}.values())


def _general(step: Step, compiler: Compiler) -> Move:
    axis, test = AXES[step.axis], node_test(step)
    predicates = [_predicate(predicate, compiler) for predicate in step.predicates]
    backwards = step.axis in REVERSE

    def run(nodes: list[XNode], context: Context) -> list[XNode]:
        found: list[XNode] = []
        for node in nodes:
            passed = (
                list(axis(node))
                if test is None
                else [other for other in axis(node) if test(other, context.host)]
            )
            context.host.spend(len(passed) + 1)
            for predicate in predicates:
                passed = predicate(passed, context)
            found += passed
        if len(nodes) > 1 and step.axis not in ("child", "attribute", "self"):
            return in_document_order(found)
        return found[::-1] if backwards else found

    return run


def _predicate(expr: Expr, compiler: Compiler) -> Move:
    if isinstance(expr, Number):
        place = expr.value
        return lambda nodes, context: (
            [nodes[int(place) - 1]] if place == int(place) and 1 <= place <= len(nodes) else []
        )
    closure = compiler(expr)

    def run(nodes: list[XNode], context: Context) -> list[XNode]:
        context.host.spend(len(nodes))
        inner = Context(context.node, context.host)
        inner.current, inner.size = context.current, len(nodes)
        kept: list[XNode] = []
        for place, node in enumerate(nodes, 1):
            inner.node, inner.position = node, place
            value = closure(inner)
            if (value == place) if isinstance(value, float) else value:
                kept.append(node)
        return kept

    return run


def _keyed(step: Step, compiler: Compiler) -> Move | None:
    """`item[key = value]…`: an index of the key instead of a scan, where the parent is a fixed list.

    Also `item[key = value or other = value]`, the way a form offers "andet" whatever the filter.
    """
    first = step.predicates[0]
    found = _keys(first) if ":" not in step.test else None
    if found is None:
        return None
    keys, rest = found
    sought = [(key, compiler(wanted)) for key, wanted in keys]
    slow = _general(step, compiler)
    others = [_predicate(predicate, compiler) for predicate in (*rest, *step.predicates[1:])]
    name = step.test

    def run(nodes: list[XNode], context: Context) -> list[XNode]:
        if len(nodes) != 1 or nodes[0].order < 0:
            return slow(nodes, context)
        passed: list[XNode] = []
        for key, value in sought:
            text = _sought(value(context))
            if text is None:
                return slow(nodes, context)
            found = keyed(nodes[0], name, key).get(text, []) if text is not _NOTHING else []
            passed = in_document_order([*passed, *found]) if passed and found else found or passed
        for predicate in others:
            passed = predicate(passed, context)
        return passed

    return run


_NOTHING = "\0"
"""No text: what an empty node-set is equal to."""


def _sought(value: Value) -> str | None:
    """The text to look up; None when it must be compared in another way (numbers, dates, several nodes)."""
    if isinstance(value, list):
        return value[0].string() if len(value) == 1 else None if value else _NOTHING
    return value if isinstance(value, str) and not isinstance(value, DateText) else None


def _keys(predicate: Expr) -> tuple[list[tuple[str, Expr]], tuple[Expr, ...]] | None:
    """(pairs of key and sought value, of which one must hold; the other conditions)."""
    if isinstance(predicate, Binary) and predicate.op == "or":
        first, links = chain(predicate, ("or",))
        pairs = [_key(part) for part in (first, *(link.right for link in links))]
        plain = [(pair[0], pair[1]) for pair in pairs if pair is not None and not pair[2]]
        return (plain, ()) if len(plain) == len(pairs) else None
    single = _key(predicate)
    return None if single is None else ([single[:2]], single[2])


def _key(predicate: Expr) -> tuple[str, Expr, tuple[Expr, ...]] | None:
    """(key name, sought value, the other conditions) when the predicate is `key = value and …`."""
    if not isinstance(predicate, Binary):
        return None
    if predicate.op == "and":
        if (left := _key(predicate.left)) is None or _counts(predicate.right):
            return None
        return left[0], left[1], (*left[2], predicate.right)
    if predicate.op != "=":
        return None
    for own, other in ((predicate.left, predicate.right), (predicate.right, predicate.left)):
        if (name := _child_name(own)) and _independent(other):
            return name, other, ()
    return None


def _child_name(expr: Expr) -> str:
    """The name when the expression is one child or attribute (`@name`)."""
    if isinstance(expr, Path) and expr.start is None and not expr.absolute and len(expr.steps) == 1:
        step = expr.steps[0]
        plain = not step.predicates and step.test[-1] not in "*)" and ":" not in step.test
        if plain and step.axis in ("child", "attribute"):
            return step.test if step.axis == "child" else "@" + step.test
    return ""


def _independent(expr: Expr) -> bool:
    """Whether the value is the same for every item: literals, absolute paths, current()/…"""
    match expr:
        case Literal():
            return True
        case Path(start, absolute, steps):
            fixed = (
                absolute
                if start is None
                else isinstance(start, Call) and start.name in ("current", "instance")
            )
            return fixed and not any(step.predicates for step in steps)
        case _:
            return False


def _counts(expr: Expr) -> bool:
    """Whether the condition depends on the position in the unfiltered list (or is a bare number)."""
    if isinstance(expr, Number | Negate):
        return True
    return (isinstance(expr, Call) and expr.name in ("position", "last")) or (
        isinstance(expr, Binary) and (_counts(expr.left) or _counts(expr.right))
    )
