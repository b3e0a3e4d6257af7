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
    edges: dict[int, list[int]] = {}
    for node in definition.nodes:
        for aspect, expression in _expressions(node, definition):
            _connect(definition, node, aspect, readings(expression, node, definition.root), edges)
    order = _ranks(definition.nodes, edges)
    for node in definition.nodes:
        base = _STRIDE * node.number
        node.rank = order[base : base + _STRIDE]


def _expressions(node: NodeDef, definition: Definition) -> Iterator[tuple[Aspect, Expression]]:
    control = node.control
    rules = (
        (Aspect.COUNT, node.count),
        (Aspect.RELEVANT, node.relevant),
        (Aspect.VALUE, node.calculate),
        (Aspect.REQUIRED, node.required),
        (Aspect.READONLY, node.readonly),
        (Aspect.CONSTRAINT, node.constraint),
        (Aspect.CHOICES, control.itemset.nodes if control is not None and control.itemset else None),
    )
    for aspect, expression in rules:
        if expression is not None:
            yield aspect, expression
    texts = (node.constraint_message, node.required_message)
    for text in texts if control is None else (*texts, control.label, control.hint):
        if text is not None:
            for part in _outputs(text, node, definition):
                yield Aspect.TEXT, part


def _outputs(text: Text, node: NodeDef, definition: Definition) -> Iterator[Expression]:
    for part in text.parts:
        if isinstance(part, Expression):
            yield part
    if text.itext is None:
        return
    key, languages = text.itext.tree, definition.languages
    if not isinstance(key, Literal):
        yield text.itext
    elif languages.has_outputs:
        for form in languages.entry(languages.default, key.value).values():
            for part in form.parts:
                if isinstance(part, Expression):
                    yield definition.expressions.make(part.text, node, "label")


def _within(node: NodeDef, aspect: int) -> list[int]:
    """What comes after this aspect of a node by its nature: the rows, then relevance, downwards, choices and value."""
    own = _STRIDE * node.number + aspect
    if aspect == Aspect.VALUE:
        return []
    if aspect != Aspect.RELEVANT:
        return [own + 1]
    return [own + 1, *(_STRIDE * below.number + aspect for below in (*node.children, *node.attributes))]


def _connect(
    definition: Definition, node: NodeDef, aspect: Aspect, found: Readings, edges: dict[int, list[int]]
) -> None:
    own = _STRIDE * node.number + aspect
    for read, anchor in found.places.items():
        if aspect <= Aspect.VALUE:
            edges.setdefault(_STRIDE * read.number + Aspect.VALUE, []).append(own)
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


def _ranks(nodes: list[NodeDef], edges: dict[int, list[int]]) -> list[int]:
    """A topological order; nodes of a cycle stand together.

    Forms mostly read what stands before them: there the order of the document will do. Only the stretches that some
    reading runs backwards over are sorted.
    """
    order = list(range(_STRIDE * len(nodes)))
    for start, end in _backwards(edges):
        inner: list[list[int]] = []
        for vertex in range(start, end + 1):
            number, aspect = divmod(vertex, _STRIDE)
            after = (*edges.get(vertex, ()), *_within(nodes[number], aspect))
            inner.append([other - start for other in after if start <= other <= end])
        for vertex, place in enumerate(_sorted(inner), start):
            order[vertex] = start + place
    return order


def _backwards(edges: dict[int, list[int]]) -> list[tuple[int, int]]:
    """The stretches of places that edges run backwards over, merged where they meet, in order."""
    spans = sorted((other, vertex) for vertex, others in edges.items() for other in others if other < vertex)
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _sorted(edges: list[list[int]]) -> list[int]:
    """The place of each vertex in a topological order (Tarjan's components, without recursion)."""
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
