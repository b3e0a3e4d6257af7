"""The syntax tree of an XPath expression: plain frozen values, independent of any form."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

OPERATORS = frozenset(("or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "|"))


@dataclass(frozen=True, slots=True)
class Literal:
    """A text between quotes."""

    value: str
    offset: int = -1


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float
    offset: int = -1


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name`: read, so that the author gets a clear error, but never bound in a form."""

    name: str
    offset: int = -1


@dataclass(frozen=True, slots=True)
class Call:
    """A function call; `name` may hold a prefix (`jr:choice-name`)."""

    name: str
    args: tuple[Expr, ...]
    offset: int = -1


@dataclass(frozen=True, slots=True)
class Negate:
    """Unary minus."""

    operand: Expr
    offset: int = -1


@dataclass(frozen=True, slots=True)
class Binary:
    """`left op right` where op is one of or and = != < <= > >= + - * div mod |."""

    op: str
    left: Expr
    right: Expr
    offset: int = -1


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. `test` is a name, `*`, `prefix:*`, or a node type as `node()`."""

    axis: str
    test: str
    predicates: tuple[Expr, ...] = ()
    offset: int = -1
    target: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from `start`: an expression, or None with `absolute` saying from the root or from the context node."""

    start: Expr | None
    absolute: bool
    steps: tuple[Step, ...]
    offset: int = -1


@dataclass(frozen=True, slots=True)
class Filter:
    """A node-set expression with predicates: `(…)[1]`."""

    operand: Expr
    predicates: tuple[Expr, ...]
    offset: int = -1


Expr = Literal | Number | Variable | Call | Negate | Binary | Path | Filter


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and everything in it, parents first."""
    waiting = [expr]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += reversed(parts(found))


def chain(expr: Binary, operators: Container[str]) -> tuple[Expr, list[Binary]]:
    """`a + b - c` as (a, [+ b, - c]): the first operand and the links after it, for chains of thousands of terms."""
    links = [expr]
    first = expr.left
    while isinstance(first, Binary) and first.op in operators:
        links.append(first)
        first = first.left
    links.reverse()
    return first, links


def parts(expr: Expr) -> tuple[Expr, ...]:
    """The direct sub-expressions, predicates included."""
    if isinstance(expr, Call):
        return expr.args
    if isinstance(expr, Binary):
        return (expr.left, expr.right)
    if isinstance(expr, Negate):
        return (expr.operand,)
    if isinstance(expr, Filter):
        return (expr.operand, *expr.predicates)
    if isinstance(expr, Path):
        inner = tuple(predicate for step in expr.steps for predicate in step.predicates)
        return inner if expr.start is None else (expr.start, *inner)
    return ()
