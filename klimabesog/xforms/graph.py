"""The dependency graph of a form: who must be worked out again when a node changes, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from klimabesog.xforms.definition import Aspect, Definition, Expression, NodeDef, Text
from klimabesog.xforms.dependencies import Readings, readings
from klimabesog.xforms.xpath.tree import Literal

_STRIDE = 4
LATE = 1 << 30
"""Ranks from here on are worked out after all values have settled."""


class Dependent(NamedTuple):
    """A reader of a definition: climb `ups` from the changed node, then go down the `downs` names to the readers."""

    target: NodeDef
    aspect: Aspect
    ups: int
    downs: tuple[str, ...]


def connect(definition: Definition) -> None:
    """Fill in dependents, ranks and who uses which instance or text."""
    edges: list[list[int]] = [[] for _ in range(_STRIDE * len(definition.nodes))]
    for node in definition.nodes:
        _structure(node, edges)
        for aspect, expression in _expressions(node, definition):
            _connect(definition, node, aspect, readings(expression.tree, node, definition.root), edges)
    order = _ranks(edges)
    for node in definition.nodes:
        base = _STRIDE * node.number
        node.rank = order[base : base + _STRIDE]


def _expressions(node: NodeDef, definition: Definition) -> Iterator[tuple[Aspect, Expression]]:
    for aspect in (
        Aspect.COUNT,
        Aspect.RELEVANT,
        Aspect.VALUE,
        Aspect.REQUIRED,
        Aspect.READONLY,
        Aspect.CONSTRAINT,
        Aspect.CHOICES,
    ):
        if (expression := node.expression(aspect)) is not None:
            yield aspect, expression
    for text in (
        node.constraint_message,
        node.required_message,
        *((node.control.label, node.control.hint) if node.control else ()),
    ):
        if text is not None:
            for part in _outputs(text, node, definition):
                yield Aspect.TEXT, part


def _outputs(text: Text, node: NodeDef, definition: Definition) -> Iterator[Expression]:
    for part in text.parts:
        if isinstance(part, Expression):
            yield part
    if text.itext is None:
        return
    yield text.itext
    key, languages = text.itext.tree, definition.languages
    if isinstance(key, Literal) and languages.has_outputs:
        for form in languages.entry(languages.default, key.value).values():
            for part in form.parts:
                if isinstance(part, Expression):
                    yield definition.expressions.make(part.text, node, "label")


def _structure(node: NodeDef, edges: list[list[int]]) -> None:
    base = _STRIDE * node.number
    count, relevant, choices, value = (
        base + Aspect.COUNT,
        base + Aspect.RELEVANT,
        base + Aspect.CHOICES,
        base + Aspect.VALUE,
    )
    edges[count].append(relevant)
    edges[relevant].append(choices)
    edges[choices].append(value)
    if node.parent is not None:
        edges[_STRIDE * node.parent.number + Aspect.RELEVANT].append(relevant)


def _connect(
    definition: Definition, node: NodeDef, aspect: Aspect, found: Readings, edges: list[list[int]]
) -> None:
    own = _STRIDE * node.number + aspect
    for read, anchor in found.places.items():
        if aspect <= Aspect.VALUE:
            edges[_STRIDE * read.number + Aspect.VALUE].append(own)
        if read is not node or aspect != Aspect.VALUE or anchor < node.depth:
            read.dependents.append(_dependent(read, node, aspect, anchor))
    for name in found.instances:
        definition.instance_users.setdefault(name, []).append((node, aspect))
    if found.language:
        definition.language_users.append((node, aspect))
    if aspect == Aspect.VALUE:
        node.minted = found.minting


def _dependent(read: NodeDef, node: NodeDef, aspect: Aspect, anchor: int) -> Dependent:
    anchor = max(0, min(anchor, read.depth, node.depth))
    return Dependent(node, aspect, read.depth - anchor, way_down(node, anchor))


def way_down(node: NodeDef, anchor: int) -> tuple[str, ...]:
    """Names from the ancestor at depth `anchor` down to the node; an attribute is marked by '@'."""
    names: list[str] = []
    step: NodeDef | None = node
    while step is not None and step.depth > anchor:
        names.append("@" + step.name if step.is_attribute else step.name)
        step = step.parent
    return tuple(reversed(names))


def _ranks(edges: list[list[int]]) -> list[int]:
    """A topological order; nodes of a cycle stand together (Tarjan's components, without recursion)."""
    size = len(edges)
    index, low, on_stack = [0] * size, [0] * size, [False] * size
    stack: list[int] = []
    finished: list[int] = []
    counter = 0
    for start in range(size):
        if index[start]:
            continue
        counter += 1
        index[start] = low[start] = counter
        stack.append(start)
        on_stack[start] = True
        work: list[tuple[int, Iterator[int]]] = [(start, iter(edges[start]))]
        while work:
            vertex, successors = work[-1]
            for other in successors:
                if not index[other]:
                    counter += 1
                    index[other] = low[other] = counter
                    stack.append(other)
                    on_stack[other] = True
                    work.append((other, iter(edges[other])))
                    break
                if on_stack[other] and index[other] < low[vertex]:
                    low[vertex] = index[other]
            else:
                work.pop()
                if work and low[vertex] < low[work[-1][0]]:
                    low[work[-1][0]] = low[vertex]
                if low[vertex] == index[vertex]:
                    finished += _component(vertex, stack, on_stack)
    order = [0] * size
    for place, vertex in enumerate(reversed(finished)):
        order[vertex] = place
    return order


def _component(vertex: int, stack: list[int], on_stack: list[bool]) -> list[int]:
    members: list[int] = []
    while True:
        other = stack.pop()
        on_stack[other] = False
        members.append(other)
        if other == vertex:
            return sorted(members, reverse=True)
