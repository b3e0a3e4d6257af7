"""Calculations and conditions that depend on themselves: found in the definition, before anyone answers."""

from __future__ import annotations

from klimabesog.xforms.definition import Aspect, Definition, NodeDef

_DECIDING = (Aspect.VALUE, Aspect.RELEVANT)


def cycles(definition: Definition) -> list[list[NodeDef]]:
    """Chains from a question back to itself (first and last are the same), one for each cycle.

    A value that reads the rows before its own (a running total) is no cycle: it is read from outside the row.
    """
    found: list[list[NodeDef]] = []
    done: set[NodeDef] = set()
    for node in definition.nodes:
        if node not in done:
            _search(node, done, found)
    return found


def _search(start: NodeDef, done: set[NodeDef], found: list[list[NodeDef]]) -> None:
    path: list[NodeDef] = [start]
    on_path = {start}
    work = [iter(_next(start))]
    while work:
        node = next(work[-1], None)
        if node is None:
            work.pop()
            gone = path.pop()
            on_path.discard(gone)
            done.add(gone)
        elif node in on_path:
            found.append([*path[path.index(node) :], node])
        elif node not in done:
            path.append(node)
            on_path.add(node)
            work.append(iter(_next(node)))


def _next(node: NodeDef) -> list[NodeDef]:
    """Who is decided by the node, within the same row."""
    innermost = node.repeats[-1].depth if node.repeats else 0
    readers = [
        dependent.target
        for dependent in node.dependents
        if dependent.aspect in _DECIDING and node.depth - dependent.ups >= innermost
    ]
    return list(dict.fromkeys(readers))
