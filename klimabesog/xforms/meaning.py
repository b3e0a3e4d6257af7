"""What a condition can mean: which comparisons it makes with questions, and whether it can ever be true.

A condition is spread out into alternatives (or) of things that must hold together (and). What is not understood
counts as possible, so a finding is certain.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from klimabesog.xforms.cellcheck import references, tree_of
from klimabesog.xforms.layout import ALWAYS, NEVER, Layout, Question
from klimabesog.xforms.xpath.errors import ParseError
from klimabesog.xforms.xpath.tree import Binary, Call, Expr, Literal, Negate, Number, Path

NUMBERS = frozenset(("integer", "decimal", "range"))
_MOST = 256
"""Alternatives looked at; a condition with more counts as possible."""
_TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ORDER = {"=": {0}, "!=": {-1, 1}, "<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1}}
_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Atom:
    """`question op value`, where op is a comparison or `has` (selected) or `hasnot`.

    `value` is a number, a text, or the source of an expression that stays unknown (`known` False).
    """

    question: Question
    op: str
    value: float | str
    known: bool = True


Alternative = tuple[Atom, ...]


class Reader:
    """Reads the condition `text`, which stands at a question of the form."""

    def __init__(self, form: Layout, at: Question, text: str) -> None:
        self._form, self._at, self._text = form, at, text
        self._names = references(text)

    def alternatives(self) -> list[Alternative]:
        """Of each, all atoms must hold; [] can never be true, [()] may be anything."""
        plain = self._text.strip().lower()
        if plain in ALWAYS | NEVER:
            return [()] if plain in ALWAYS else []
        tree = tree_of(self._text)
        return [()] if isinstance(tree, ParseError) else self._spread(tree, True)

    def _spread(self, expr: Expr, wanted: bool) -> list[Alternative]:
        if isinstance(expr, Binary) and expr.op in ("and", "or"):
            sides = [self._spread(side, wanted) for side in (expr.left, expr.right)]
            if (expr.op == "or") == wanted:
                return _few(sides[0] + sides[1])
            return both(sides[0], sides[1])
        if isinstance(expr, Call):
            return self._call(expr, wanted)
        if isinstance(expr, Binary) and expr.op in _TURNED:
            return self._comparison(expr, wanted)
        return [()]

    def _call(self, call: Call, wanted: bool) -> list[Alternative]:
        if call.name in ("true", "false") and not call.args:
            return [()] if (call.name == "true") == wanted else []
        if call.name == "not" and len(call.args) == 1:
            return self._spread(call.args[0], not wanted)
        if call.name == "boolean" and len(call.args) == 1:
            return self._spread(call.args[0], wanted)
        if call.name == "selected" and len(call.args) == 2:
            question, value = self.question(call.args[0]), constant(call.args[1])
            if question is not None and isinstance(value, str) and value and question.kind != "rank":
                return [(Atom(question, "has" if wanted else "hasnot", value),)]
        return [()]

    def _comparison(self, expr: Binary, wanted: bool) -> list[Alternative]:
        left, right = constant(expr.left), constant(expr.right)
        if left is not None and right is not None:
            return [()] if _holds(left, expr.op, right) == wanted else []
        op = expr.op
        if not wanted:
            if op not in ("=", "!="):
                return [()]  # not(a > b) holds for blanks too
            op = "!=" if op == "=" else "="
        for side, other, turned in ((expr.left, expr.right, op), (expr.right, expr.left, _TURNED[op])):
            question = self.question(side)
            if question is None:
                continue
            value = constant(other)
            if value is not None:
                return [(Atom(question, turned, value),)]
            if not (isinstance(other, Call) and other.name in ("random", "once", "uuid")):
                return [(Atom(question, turned, _source(other, self._names), known=False),)]
        return [()]

    def question(self, expr: Expr) -> Question | None:
        """The question that a plain ${name} or `.` means, when it has one value here."""
        if (
            not isinstance(expr, Path)
            or expr.start is not None
            or len(expr.steps) != 1
            or expr.steps[0].predicates
        ):
            return None
        if not expr.absolute:
            step = expr.steps[0]
            return self._at if step.axis == "self" and step.test == "node()" else None
        if self._text[expr.offset :].startswith("${last-saved#"):
            return None
        found = self._form.question(self._names.get(expr.offset, ""))
        if found is None or found.container or found.repeats != self._at.repeats[: len(found.repeats)]:
            return None
        return found


def both(left: list[Alternative], right: list[Alternative]) -> list[Alternative]:
    """The alternatives in which one of each hold together."""
    if len(left) * len(right) > _MOST:
        return [()]
    return [one + other for one in left for other in right]


def _few(alternatives: list[Alternative]) -> list[Alternative]:
    return alternatives if len(alternatives) <= _MOST else [()]


def constant(expr: Expr) -> float | str | None:
    """The value of an expression that depends on nothing; None for any other."""
    match expr:
        case Number(value) | Literal(value):
            return value
        case Negate(operand):
            inner = constant(operand)
            return -inner if isinstance(inner, float) else None
        case Call("date", (Literal(value),)) if as_number(value) is not None:
            return value
        case Binary(op, left, right) if op in _ARITHMETIC:
            one, other = constant(left), constant(right)
            if isinstance(one, float) and isinstance(other, float):
                return _ARITHMETIC[op](one, other)
    return None


_ARITHMETIC: dict[str, Callable[[float, float], float | None]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "div": lambda one, other: one / other if other else None,
}


def as_number(value: float | str) -> float | None:
    """A number, also from a text that is one or is an ISO date (then its day)."""
    if isinstance(value, float):
        return value
    if _NUMBER.match(value):
        return float(value)
    try:
        return float(date.fromisoformat(value).toordinal())
    except ValueError:
        return None


def _holds(left: float | str, op: str, right: float | str) -> bool:
    if op in ("=", "!=") and isinstance(left, str) and isinstance(right, str):
        return (left == right) == (op == "=")
    one, other = as_number(left), as_number(right)
    if one is None or other is None:
        return op == "!="
    return (one > other) - (one < other) in _ORDER[op]


def _source(expr: Expr, names: dict[int, str]) -> str:
    """An expression as a text that is the same for the same meaning."""
    if isinstance(expr, Path):
        return f"{names.get(expr.offset, '')}:{expr.absolute}:{[(s.axis, s.test) for s in expr.steps]}:" + (
            "" if expr.start is None and not any(step.predicates for step in expr.steps) else str(expr.offset)
        )
    if isinstance(expr, Call):
        return f"{expr.name}({','.join(_source(arg, names) for arg in expr.args)})"
    if isinstance(expr, Binary):
        return f"({_source(expr.left, names)}{expr.op}{_source(expr.right, names)})"
    value = constant(expr)
    return repr(value) if value is not None else f"@{expr.offset}"


def possible(alternatives: Iterable[Alternative], form: Layout) -> bool:
    """Whether one alternative at least can hold."""
    return any(_together(atoms, form) for atoms in alternatives)


def _together(atoms: Alternative, form: Layout) -> bool:
    for question in dict.fromkeys(atom.question for atom in atoms):
        own = [atom for atom in atoms if atom.question is question]
        if not _fits(question, own, form):
            return False
    return True


def _fits(question: Question, atoms: list[Atom], form: Layout) -> bool:
    unknown: dict[str, set[int]] = {}
    for atom in atoms:
        if not atom.known:
            unknown[str(atom.value)] = unknown.get(str(atom.value), {-1, 0, 1}) & _ORDER[atom.op]
    if not all(unknown.values()):
        return False
    known = [atom for atom in atoms if atom.known]
    if question.kind in ("select_one", "select_multiple"):
        return _fits_select(question, known, form)
    chosen = {atom.value for atom in known if atom.op == "has"}
    if chosen & {atom.value for atom in known if atom.op == "hasnot"}:
        return False
    plain = [atom for atom in known if atom.op not in ("has", "hasnot")]
    return _fits_texts(plain) and _fits_numbers(question, plain)


def _fits_select(question: Question, atoms: list[Atom], form: Layout) -> bool:
    names = choice_names(question, form)
    if question.kind == "select_multiple":
        has = {str(atom.value) for atom in atoms if atom.op == "has"}
        return not has & {str(atom.value) for atom in atoms if atom.op == "hasnot"} and (
            names is None or has <= names
        )
    if names is None:
        return _fits_texts(atoms)
    return any(all(_chosen(name, atom) for atom in atoms) for name in (*names, ""))


def _chosen(name: str, atom: Atom) -> bool:
    if atom.op in ("has", "hasnot"):
        return (name == atom.value) == (atom.op == "has")
    if isinstance(atom.value, str) and atom.op in ("=", "!="):
        return (name == atom.value) == (atom.op == "=")
    return _holds(name, atom.op, atom.value)


def _fits_texts(atoms: list[Atom]) -> bool:
    """Equal to two texts at once, or to one that it must not be, is impossible; so is a blank that is compared."""
    equal = [atom.value for atom in atoms if atom.op == "=" or atom.op == "has"]
    for value in equal:
        for atom in atoms:
            if atom.op in ("=", "has") and not _same(atom.value, value):
                return False
            if atom.op in ("!=", "hasnot") and _same(atom.value, value):
                return False
            if value == "" and atom.op in ("<", "<=", ">", ">="):
                return False
    return True


def _same(one: float | str, other: float | str) -> bool:
    if one == "" or other == "":
        return one == other
    left, right = as_number(one), as_number(other)
    return left == right if left is not None and right is not None else str(one) == str(other)


def _fits_numbers(question: Question, atoms: list[Atom]) -> bool:
    low, high, without = -math.inf, math.inf, set()
    low_open = high_open = False
    for atom in atoms:
        value = as_number(atom.value)
        if value is None:
            continue
        if atom.op in (">", ">=", "=") and (value, atom.op == ">") > (low, low_open):
            low, low_open = value, atom.op == ">"
        if atom.op in ("<", "<=", "=") and (value, atom.op != "<") < (high, not high_open):
            high, high_open = value, atom.op == "<"
        if atom.op == "!=":
            without.add(value)
    if question.kind in ("integer", "date") and math.isfinite(low) and math.isfinite(high):
        first = math.floor(low) + 1 if low_open or low != math.floor(low) else int(low)
        last = math.ceil(high) - 1 if high_open or high != math.ceil(high) else int(high)
        return first <= last and (last - first > 50 or any(n not in without for n in range(first, last + 1)))
    return low < high or (low == high and not low_open and not high_open and low not in without)


def choice_names(question: Question, form: Layout) -> frozenset[str] | None:
    """The values a question can be answered with; None when the form itself does not say."""
    names = None if question.file else form.answers.get(question.list_name)
    return names | {"other"} if names is not None and question.or_other else names
