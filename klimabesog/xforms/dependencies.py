"""Which definitions an expression reads: found from its syntax tree alone, before any answer exists.

Each reading carries an *anchor*: the definition up to which the reader climbs. A change of the read node
concerns only readers below the same instance of the anchor; the anchor None means readers everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from klimabesog.xforms.definition import Expression, NodeDef
from klimabesog.xforms.xpath.errors import ParseError
from klimabesog.xforms.xpath.parser import parse
from klimabesog.xforms.xpath.tree import (
    OPERATORS,
    Binary,
    Call,
    Expr,
    Filter,
    Literal,
    Negate,
    Path,
    Step,
    chain,
)

MINTING = frozenset(("once", "uuid", "random"))
_OF_CONTEXT = frozenset(("string", "number", "normalize-space", "string-length"))
"""Functions that read the node they stand at when nothing is named."""
_LANGUAGE = frozenset(("jr:choice-name", "jr:itext"))
Places = dict[NodeDef, int]
"""Definition -> depth of the anchor (-1: none)."""


@dataclass(slots=True)
class Readings:
    """What an expression reads: definitions with anchor depth, secondary instances, texts; and whether it mints.

    `anywhere`: all its paths are absolute, so that it reads the same wherever it belongs.
    """

    places: Places = field(default_factory=dict)
    instances: set[str] = field(default_factory=set)
    language: bool = False
    minting: bool = False
    anywhere: bool = True


def readings(expression: Expression, node: NodeDef, root: NodeDef) -> Readings:
    """The readings of an expression that belongs to `node`."""
    known = expression.readings
    if known is None or not known.anywhere:
        walker = _Walker(node, root)
        walker.visit(expression.tree, {node: node.depth})
        known = expression.readings = walker.found
    return known


class _Walker:
    def __init__(self, node: NodeDef, root: NodeDef) -> None:
        self.current = node
        self.root = root
        self.found = Readings()

    def visit(self, expr: Expr, context: Places) -> Places:
        """Note what the expression reads and give the definitions it may return."""
        match expr:
            case Path():
                return self.path(expr, context)
            case Call():
                return self.call(expr, context)
            case Binary():
                first, links = chain(expr, OPERATORS)
                found = self.visit(first, context)
                for link in links:
                    other = self.visit(link.right, context)
                    found = {**found, **other} if link.op == "|" else {}
                return found
            case Negate(operand):
                self.visit(operand, context)
            case Filter(operand, predicates):
                places = self.visit(operand, context)
                for predicate in predicates:
                    self.visit(predicate, places)
                return places
        return {}

    def call(self, expr: Call, context: Places) -> Places:
        self.found.language |= expr.name in _LANGUAGE
        self.found.minting |= expr.name in MINTING
        if expr.name == "current":
            self.found.anywhere = False
            return self.note({self.current: self.current.depth})
        if expr.name in ("instance", "pulldata") and expr.args and isinstance(expr.args[0], Literal):
            self.found.instances.add(expr.args[0].value)
        places: Places = {}
        for arg in expr.args:
            places.update(self.visit(arg, context))
            if expr.name == "jr:choice-name" and isinstance(arg, Literal):
                self.quoted(arg.value, context)
        if not expr.args and expr.name in _OF_CONTEXT:
            self.found.anywhere = False
            self.note(context)
        return places

    def quoted(self, text: str, context: Places) -> None:
        try:
            self.visit(parse(text), context)
        except ParseError:
            return

    def path(self, path: Path, context: Places) -> Places:
        if isinstance(path.start, Call) and path.start.name == "current" and path.steps:
            self.found.anywhere = False  # where the path begins is not read itself
            places: Places = {self.current: self.current.depth}
        elif path.start is not None:
            places = self.visit(path.start, context)
        elif path.absolute:
            if (only := self.straight(path.steps)) is not None:
                return self.note({only: -1})
            places = {_ABOVE: -1}
        else:
            self.found.anywhere = False
            places = context
        for step in path.steps:
            places = self.step(step, places)
            for predicate in step.predicates:
                self.visit(predicate, places)
        return self.note(places)

    def straight(self, steps: tuple[Step, ...]) -> NodeDef | None:
        """The one definition that plain child steps from the top lead to; None when it takes a closer look."""
        node: NodeDef | None = None
        for step in steps:
            if step.axis != "child" or step.predicates or step.test[-1] in "*)" or ":" in step.test:
                return None
            found = [self.root] if node is None else node.children_called(step.test)
            if len(found) != 1 or found[0].name != step.test:
                return None
            node = found[0]
        return node

    def note(self, places: Places) -> Places:
        for node, anchor in places.items():
            if node is not _ABOVE:
                self.found.places[node] = min(anchor, self.found.places.get(node, anchor))
        return places

    def step(self, step: Step, places: Places) -> Places:
        found: Places = {}
        for node, anchor in places.items():
            for other, reach in self.reached(step, node, anchor):
                found[other] = min(reach, found.get(other, reach))
        return found

    def reached(self, step: Step, node: NodeDef, anchor: int) -> list[tuple[NodeDef, int]]:
        if node is _ABOVE:
            return self.from_above(step)
        axis, parent = step.axis, node.parent
        if axis == "self":
            return [(node, anchor)]
        if axis == "child":
            local = step.test.rpartition(":")[2]
            return [
                (child, anchor)
                for child in (node.children if local[-1] in "*)" else node.children_called(local))
            ]
        if axis == "attribute":
            return [(child, anchor) for child in node.attributes if _fits(step, child)]
        if axis == "parent":
            return [] if parent is None else [(parent, min(anchor, parent.depth))]
        if axis in ("descendant", "descendant-or-self"):
            return [
                (child, anchor)
                for child in _below(node)
                if axis[-1] == "f" or child is not node
                if _fits(step, child)
            ]
        if axis in ("following-sibling", "preceding-sibling"):
            around = [] if parent is None else parent.children
            return [(child, min(anchor, node.depth - 1)) for child in around if _fits(step, child)]
        return [(child, -1) for child in _below(self.root) if _fits(step, child)]

    def from_above(self, step: Step) -> list[tuple[NodeDef, int]]:
        if step.axis == "child":
            return [(self.root, -1)] if _fits(step, self.root) else []
        if step.axis in ("descendant", "descendant-or-self"):
            above = [(_ABOVE, -1)] if step.test == "node()" else []
            return above + [(child, -1) for child in _below(self.root) if _fits(step, child)]
        return []


_ABOVE = NodeDef("", "", "", None)


def _below(node: NodeDef) -> list[NodeDef]:
    found = [node]
    for child in node.children:
        found += _below(child)
    return found


def _fits(step: Step, node: NodeDef) -> bool:
    test = step.test
    return test in ("*", "node()") or test.rpartition(":")[2] == node.name or test.endswith(":*")
