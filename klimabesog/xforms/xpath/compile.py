"""Syntax tree -> closure: an expression is read once and then costs a few Python calls per evaluation."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import lru_cache

from klimabesog.values.texts import _
from klimabesog.xforms.xpath import paths
from klimabesog.xforms.xpath.context import (
    Context,
    Value,
    equal,
    nodes_of,
    ordered,
    to_boolean,
    to_number,
    unequal,
)
from klimabesog.xforms.xpath.errors import EvaluationError
from klimabesog.xforms.xpath.functions import FUNCTIONS
from klimabesog.xforms.xpath.indexed import compile_indexed
from klimabesog.xforms.xpath.library import Closure, Function
from klimabesog.xforms.xpath.nodes import in_document_order
from klimabesog.xforms.xpath.parser import parse
from klimabesog.xforms.xpath.tree import (
    Binary,
    Call,
    Expr,
    Filter,
    Literal,
    Negate,
    Number,
    Path,
    Variable,
    chain,
)

Figure = Callable[[Context], float]
_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@lru_cache(maxsize=8192)
def compile_text(text: str) -> Closure:
    """The closure of an expression's text. Raises ParseError."""
    return compile_expr(parse(text))


def compile_expr(expr: Expr) -> Closure:
    """The closure of a syntax tree."""
    match expr:
        case Number(value) | Literal(value):
            constant: Value = value
            return lambda context: constant
        case Path():
            return paths.compile_path(expr, compile_expr)
        case Filter():
            return paths.compile_filter(expr, compile_expr)
        case Call():
            return _call(expr)
        case Negate(operand):
            number = numeric(operand)
            return lambda context: -number(context)
        case Variable(name, offset):
            return _fail(
                EvaluationError(_("Variablen ${name} findes ikke i et skema.").format(name=name), offset)
            )
        case Binary():
            return _binary(expr)


def _fail(error: EvaluationError) -> Closure:
    def run(context: Context) -> Value:
        raise error

    return run


def _binary(expr: Binary) -> Closure:
    op = expr.op
    if op in ("or", "and"):
        return _logic(expr)
    if op == "|":
        return _union(expr)
    if op in ("=", "!="):
        return _equality(expr)
    if op in _ORDER:
        return _ordering(expr)
    return _arithmetic(expr)


def _logic(expr: Binary) -> Closure:
    first, links = chain(expr, (expr.op,))
    if len(links) == 1:
        left, right = truth(first), truth(expr.right)
        if expr.op == "or":
            return lambda context: left(context) or right(context)
        return lambda context: left(context) and right(context)
    tests = [truth(first), *(truth(link.right) for link in links)]
    if expr.op == "or":
        return lambda context: any(test(context) for test in tests)
    return lambda context: all(test(context) for test in tests)


def _union(expr: Binary) -> Closure:
    first, links = chain(expr, ("|",))
    sets = [compile_expr(first), *(compile_expr(link.right) for link in links)]
    return lambda context: in_document_order([node for part in sets for node in nodes_of(part(context))])


def _equality(expr: Binary) -> Closure:
    left, right = expr.left, expr.right
    if isinstance(left, Literal) and not isinstance(right, Literal):
        left, right = right, left
    if isinstance(right, Literal) and isinstance(left, Path):
        return _same_text(compile_expr(left), right.value, expr.op == "=")
    first, second = compile_expr(left), compile_expr(right)
    test = equal if expr.op == "=" else unequal
    return lambda context: test(first(context), second(context), context.host.zone)


def _same_text(nodes: Closure, text: str, wanted: bool) -> Closure:
    def run(context: Context) -> Value:
        for node in nodes(context):  # type: ignore[union-attr]
            own = node.text  # type: ignore[union-attr]
            if ((node.string() if own is None else own) == text) is wanted:  # type: ignore[union-attr]
                return True
        return False

    return run


def _ordering(expr: Binary) -> Closure:
    left, right, test = compile_expr(expr.left), compile_expr(expr.right), _ORDER[expr.op]

    def run(context: Context) -> Value:
        first, second = left(context), right(context)
        if isinstance(first, float) and isinstance(second, float):
            return test(first, second)
        return ordered(first, second, context.host.zone, test)

    return run


def _arithmetic(expr: Binary) -> Closure:
    first, links = chain(expr, _OPERATIONS)
    if len(links) > 1:
        return _sum(numeric(first), [(_OPERATIONS[link.op], numeric(link.right)) for link in links])
    left, right = numeric(first), numeric(expr.right)
    if expr.op == "+":
        return lambda context: left(context) + right(context)
    if expr.op == "-":
        return lambda context: left(context) - right(context)
    if expr.op == "*":
        return lambda context: left(context) * right(context)
    operation = _OPERATIONS[expr.op]
    return lambda context: operation(left(context), right(context))


def _sum(first: Figure, terms: list[tuple[Callable[[float, float], float], Figure]]) -> Closure:
    def run(context: Context) -> Value:
        total = first(context)
        for operation, term in terms:
            total = operation(total, term(context))
        return total

    return run


def _divide(left: float, right: float) -> float:
    if right:
        return left / right
    if left == 0 or left != left or right != right:
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    if right == 0 or math.isinf(left):
        return math.nan
    return math.fmod(left, right)


_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "div": _divide, "mod": _remainder,
}  # fmt: skip


def numeric(expr: Expr) -> Figure:
    """The expression as a number."""
    if isinstance(expr, Number):
        constant = expr.value
        return lambda context: constant
    closure = compile_expr(expr)

    def run(context: Context) -> float:
        value = closure(context)
        return value if isinstance(value, float) else to_number(value, context.host.zone)

    return run


def truth(expr: Expr) -> Callable[[Context], bool]:
    """The expression as a truth value."""
    closure = compile_expr(expr)

    def run(context: Context) -> bool:
        value = closure(context)
        return value if value is True or value is False else to_boolean(value)

    return run


def _call(expr: Call) -> Closure:
    known = FUNCTIONS.get(expr.name)
    if known is None:
        return _fail(
            EvaluationError(_("Funktionen {name}() findes ikke.").format(name=expr.name), expr.offset)
        )
    odd = expr.name == "indexed-repeat" and len(expr.args) % 2 == 0
    if odd or not known.least <= len(expr.args) <= known.most:
        return _fail(
            EvaluationError(
                _("{name}() har fået et forkert antal værdier.").format(name=expr.name), expr.offset
            )
        )
    if expr.name == "indexed-repeat" and (direct := compile_indexed(expr, compile_expr)):
        return direct
    return _bind(known, tuple(compile_expr(arg) for arg in expr.args))


def _bind(known: Function, args: tuple[Closure, ...]) -> Closure:
    run = known.run
    if known.lazy:
        return lambda context: run(context, *args)
    if not args:
        return lambda context: run(context)
    if len(args) == 1:
        only = args[0]
        return lambda context: run(context, only(context))
    if len(args) == 2:
        first, second = args
        return lambda context: run(context, first(context), second(context))
    return lambda context: run(context, *[arg(context) for arg in args])
