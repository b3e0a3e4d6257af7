"""The steps of a path: axis and node test as functions from node to nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from klimabesog.xforms.xpath.context import Host
from klimabesog.xforms.xpath.nodes import (
    ATTRIBUTE,
    COMMENT,
    ELEMENT,
    INSTRUCTION,
    TEXT,
    XNode,
    content,
    descendants,
)
from klimabesog.xforms.xpath.tree import Step

Axis = Callable[[XNode], Iterable[XNode]]
REVERSE = frozenset(("ancestor", "ancestor-or-self", "preceding", "preceding-sibling"))


def _child(node: XNode) -> Iterable[XNode]:
    return content(node)


def _parent(node: XNode) -> Iterable[XNode]:
    return () if node.parent is None else (node.parent,)


def _ancestor(node: XNode) -> Iterator[XNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _or_self(axis: Axis) -> Axis:
    def run(node: XNode) -> Iterator[XNode]:
        yield node
        yield from axis(node)

    return run


def _siblings(node: XNode) -> tuple[list[XNode], int]:
    if node.parent is None or node.node_type == ATTRIBUTE:
        return [node], 0
    around = content(node.parent)
    return around, next((i for i, other in enumerate(around) if other is node), 0)


def _following_sibling(node: XNode) -> Iterable[XNode]:
    around, place = _siblings(node)
    return around[place + 1 :]


def _preceding_sibling(node: XNode) -> Iterable[XNode]:
    around, place = _siblings(node)
    return reversed(around[:place])


def _following(node: XNode) -> Iterator[XNode]:
    if node.node_type == ATTRIBUTE and node.parent is not None:
        yield from descendants(node.parent)
        node = node.parent
    for around in (node, *_ancestor(node)):
        for sibling in _following_sibling(around):
            yield sibling
            yield from descendants(sibling)


def _preceding(node: XNode) -> Iterator[XNode]:
    if node.node_type == ATTRIBUTE and node.parent is not None:
        node = node.parent
    for around in (node, *_ancestor(node)):
        for sibling in _preceding_sibling(around):
            yield from reversed([sibling, *descendants(sibling)])


AXES: dict[str, Axis] = {
    "child": _child,
    "parent": _parent,
    "self": lambda node: (node,),
    "attribute": lambda node: node.attributes,
    "ancestor": _ancestor,
    "ancestor-or-self": _or_self(_ancestor),
    "descendant": descendants,
    "descendant-or-self": _or_self(descendants),
    "following": _following,
    "following-sibling": _following_sibling,
    "preceding": _preceding,
    "preceding-sibling": _preceding_sibling,
    "namespace": lambda node: (),
}
_TYPES = {"text()": TEXT, "comment()": COMMENT, "processing-instruction()": INSTRUCTION}
Test = Callable[[XNode, Host], bool]


def node_test(step: Step) -> Test | None:
    """The test of a step as a function, None when every node passes."""
    test = step.test
    principal = ATTRIBUTE if step.axis == "attribute" else ELEMENT
    if test == "node()":
        return None
    if test == "processing-instruction()" and step.target:
        return lambda node, host: node.node_type == INSTRUCTION and node.name == step.target
    if test in _TYPES:
        kind = _TYPES[test]
        return lambda node, host: node.node_type == kind
    if test == "*":
        return lambda node, host: node.node_type == principal
    return _name_test(test, principal)


def _name_test(test: str, principal: int) -> Test:
    prefix, _, local = test.rpartition(":")
    if not prefix:
        return lambda node, host: (
            node.node_type == principal
            and node.name == local
            and (host.plain_namespaces is None or node.namespace in host.plain_namespaces)
        )
    if local == "*":
        return lambda node, host: node.node_type == principal and in_namespace(node, prefix, host)
    return lambda node, host: (
        node.node_type == principal and node.name == local and in_namespace(node, prefix, host)
    )


def in_namespace(node: XNode, prefix: str, host: Host) -> bool:
    """Whether the node carries the prefix, or the namespace the form gives the prefix."""
    known = host.namespaces.get(prefix)
    return node.namespace == known if known is not None and node.namespace else node.prefix == prefix
