"""ODK's functions on nodes: current, instance, position(..), indexed-repeat, randomize, pulldata, jr:choice-name."""

from __future__ import annotations

import hashlib
import math

from klimabesog.values.texts import _
from klimabesog.xforms.xpath.context import Context, Value, nodes_of, to_number, to_text
from klimabesog.xforms.xpath.errors import EvaluationError
from klimabesog.xforms.xpath.library import MANY, Closure, function
from klimabesog.xforms.xpath.nodes import ELEMENT, XNode, cells, keyed


@function("current", result="nodes")
def current(context: Context) -> Value:
    """The node the whole expression belongs to."""
    return [context.current]


@function("instance", 1, result="nodes")
def instance(context: Context, name: Value) -> Value:
    """The secondary instance; its root element is the child."""
    found = context.host.instance(to_text(name))
    return [] if found is None else [found]


@function("position", 0, 1, result="number")
def position(context: Context, *nodes: Value) -> Value:
    """The place in a predicate, or the place of a repeat row among its like."""
    if not nodes:
        return float(context.position)
    rows = nodes_of(nodes[0])
    own = _around(context.current, rows) if len(rows) > 1 else rows[0] if rows else None
    return math.nan if own is None else float(own.place_among_alike())


def _around(node: XNode, rows: list[XNode]) -> XNode:
    """The row the node lies in. Raises EvaluationError when it lies in none: which one is meant?"""
    wanted = {id(row): row for row in rows}
    around: XNode | None = node
    while around is not None and id(around) not in wanted:
        around = around.parent
    if around is None:
        raise EvaluationError(_("position() skal have én række, ikke flere."))
    return around


@function("count-non-empty", 1, result="number")
def count_non_empty(context: Context, nodes: Value) -> Value:
    """How many of the nodes hold something."""
    return float(sum(1 for node in nodes_of(nodes) if node.string()))


@function("jr:itext", 1, result="text")
def itext(context: Context, key: Value) -> Value:
    """The translated text with this id."""
    return context.host.itext(to_text(key))


@function("jr:choice-name", 2, lazy=True, result="text")
def choice_name(context: Context, value: Closure, question: Closure) -> Value:
    """The label of a choice, in the language in use. The question may be given as a path within quotes."""
    from klimabesog.xforms.xpath.compile import compile_text

    nodes = question(context)
    if isinstance(nodes, str):
        nodes = compile_text(nodes)(context)
    if not isinstance(nodes, list) or not nodes:
        return ""
    return context.host.choice_label(nodes[0], to_text(value(context)))


@function("pulldata", 4, result="text")
def pulldata(context: Context, name: Value, column: Value, key: Value, value: Value) -> Value:
    """The cell of a CSV file: in `column`, where `key` has this value."""
    holder = context.host.instance(to_text(name))
    sought, wanted, target = str(to_text(value)), to_text(key), to_text(column)
    for root in [] if holder is None else holder.children:
        for item in keyed(root, "item", wanted).get(sought, ())[:1]:
            return "".join(node.string() for node in cells(item, target)[:1])
    return ""


@function("randomize", 1, 2, result="nodes")
def randomize(context: Context, nodes: Value, *seed: Value) -> Value:
    """The nodes shuffled; the same seed gives the same order as in JavaRosa.

    Park and Miller (1988) for the numbers, Fisher and Yates "inside-out" for the order.
    """
    if not isinstance(nodes, list):
        raise EvaluationError(_("randomize() skal have en liste."))
    state = (
        _seed(context, seed[0])
        if seed
        else _seed(context, to_text([context.current]) + str(id(context.host)))
    )
    shuffled: list[XNode] = []
    for place, node in enumerate(nodes):
        state = state * 16807 % 2147483647
        other = int((state - 1) / 2147483646 * (place + 1))
        shuffled.append(node)
        shuffled[place] = shuffled[other]
        shuffled[other] = node
    return shuffled


def _seed(context: Context, value: Value) -> int:
    text = to_text(value)
    figure = to_number(value, context.host.zone)
    if figure != figure and text not in ("", "NaN") and not isinstance(value, float):
        figure = float(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True))
    whole = int(figure) if math.isfinite(figure) else 0
    state = int(math.fmod(whole, 2147483647))
    return state if state > 0 else state + 2147483646


@function("indexed-repeat", 3, MANY, lazy=True, result="nodes")
def indexed_repeat(context: Context, target: Closure, *pairs: Closure) -> Value:
    """The node(s) of `target` that lie in the given rows: (repeat, number) pairs, outermost first."""
    nodes = _everywhere(target, context)
    for repeat, number in zip(pairs[::2], pairs[1::2], strict=False):
        index = to_number(number(context), context.host.zone)
        names = {node.name for node in _everywhere(repeat, context)}
        nodes = [
            node
            for node in nodes
            if (row := _row(node, names)) is not None and row.place_among_alike() == index
        ]
    return nodes


def _everywhere(closure: Closure, context: Context) -> list[XNode]:
    value = closure(context)
    if not isinstance(value, list):
        raise EvaluationError(_("indexed-repeat() skal have henvisninger til spørgsmål."))
    return value


def _row(node: XNode, names: set[str]) -> XNode | None:
    while node.node_type == ELEMENT and node.name not in names:
        if node.parent is None:
            return None
        node = node.parent
    return node
