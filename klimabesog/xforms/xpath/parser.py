"""Tokens -> syntax tree: XPath 1.0 by precedence climbing, with offsets kept for the author's errors."""

from __future__ import annotations

from functools import lru_cache

from klimabesog.values.texts import _
from klimabesog.xforms.xpath.errors import ParseError
from klimabesog.xforms.xpath.lexer import Token, tokenize
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
    Variable,
)

AXES = frozenset((
    "ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self", "following",
    "following-sibling", "namespace", "parent", "preceding", "preceding-sibling", "self",
))  # fmt: skip
NODE_TYPES = frozenset(("comment", "text", "processing-instruction", "node"))
_PRECEDENCE = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6,
}  # fmt: skip
_AFTER_NO_PLAIN_NAME = frozenset(("(", "::", "["))
_COMPARING = (3, 4)
MOST_DEPTH = 120
"""Levels of brackets, calls and conditions: far from Python's own limit, also deep within the window's own calls."""
MOST_COMPARISONS = 20
"""`a = b = c …` without brackets; sums and and/or may be of any length."""
LONGEST = 50_000
"""Characters of one expression."""
_ANYWHERE = Step("descendant-or-self", "node()")


@lru_cache(maxsize=8192)
def parse(text: str) -> Expr:
    """The syntax tree of an expression. Raises ParseError with a Danish sentence and the offset."""
    if len(text) > LONGEST:
        raise ParseError(_("Udtrykket er for langt: højst {most} tegn.").format(most=LONGEST), LONGEST)
    parser = _Parser(tokenize(text))
    expr = parser.expression()
    if parser.token.kind != "end":
        raise ParseError(
            _("Her ventes en regneoperation, ikke {text}.").format(text=parser.token.text),
            parser.token.offset,
        )
    return expr


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.index = 0
        self.token = tokens[0]
        self.depth = 0

    def advance(self) -> Token:
        token = self.token
        if token.kind != "end":
            self.index += 1
            self.token = self.tokens[self.index]
        return token

    def peek(self) -> Token:
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def take(self, text: str) -> bool:
        if self.token.text == text and self.token.kind in ("symbol", "operator"):
            self.advance()
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.take(text):
            raise ParseError(_("Her mangler {text}").format(text=text), self.token.offset)

    def expression(self, least: int = 1) -> Expr:
        self._deeper(1)
        left = self.signed()
        comparisons = 0
        while (level := self._level()) >= least:
            comparisons += level in _COMPARING
            if comparisons > MOST_COMPARISONS:
                raise ParseError(_("Her er for mange sammenligninger efter hinanden."), self.token.offset)
            operator = self.advance()
            left = Binary(operator.text, left, self.expression(level + 1), operator.offset)
        self.depth -= 1
        return left

    def _deeper(self, levels: int) -> None:
        self.depth += levels
        if self.depth > MOST_DEPTH:
            raise ParseError(_("Udtrykket er for dybt indlejret."), self.token.offset)

    def _level(self) -> int:
        return _PRECEDENCE.get(self.token.text, 0) if self.token.kind == "operator" else 0

    def signed(self) -> Expr:
        """A union of paths and values, with the signs before it. One frame: expressions nest deep."""
        signs: list[int] = []
        while self.token.kind == "operator" and self.token.text == "-":
            signs.append(self.advance().offset)
        self._deeper(len(signs))
        expr = self.operand()
        while self.token.kind == "operator" and self.token.text == "|":
            offset = self.advance().offset
            expr = Binary("|", expr, self.operand(), offset)
        self.depth -= len(signs)
        for offset in reversed(signs):
            expr = Negate(expr, offset)
        return expr

    def operand(self) -> Expr:
        if not self._starts_primary():
            return self.location()
        token = self.advance()
        if token.text == "(":
            expr = self.expression()
            self.expect(")")
        else:
            expr = self.call(token) if token.kind == "name" else self.plain(token)
        if predicates := self.predicates():
            expr = Filter(expr, predicates, token.offset)
        return Path(expr, False, self.tail(), token.offset) if self._continues() else expr

    def _continues(self) -> bool:
        token = self.token
        return token.kind == "path" or (token.kind == "operator" and token.text in ("/", "//"))

    def _starts_primary(self) -> bool:
        token = self.token
        if token.kind in ("number", "literal") or token.text in ("(", "$"):
            return True
        return token.kind == "name" and self.peek().text == "(" and token.text not in NODE_TYPES

    def plain(self, token: Token) -> Expr:
        if token.kind == "number":
            return Number(float(token.text), token.offset)
        if token.kind == "literal":
            return Literal(token.text[1:-1], token.offset)
        return Variable(self.name(), token.offset)

    def name(self) -> str:
        if self.token.kind != "name":
            raise ParseError(_("Her mangler et navn."), self.token.offset)
        return self.advance().text

    def call(self, token: Token) -> Expr:
        self.expect("(")
        args: list[Expr] = []
        if not self.take(")"):
            args.append(self.expression())
            while self.take(","):
                args.append(self.expression())
            self.expect(")")
        return Call(token.text, tuple(args), token.offset)

    def predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        while self.take("["):
            self._deeper(1)  # a step and its conditions take more frames than a call
            found.append(self.expression())
            self.expect("]")
            self.depth -= 1
        return tuple(found)

    def location(self) -> Expr:
        offset = self.token.offset
        if self.token.kind == "path":
            return Path(None, True, self.tail(), offset)
        if self.token.kind == "operator" and self.token.text == "/":
            self.advance()
            return Path(None, True, self.relative() if self._starts_step() else (), offset)
        if self.token.kind == "operator" and self.token.text == "//":
            return Path(None, True, self.tail(), offset)
        return Path(None, False, self.relative(), offset)

    def tail(self) -> tuple[Step, ...]:
        """Steps that begin with their own slash."""
        steps: list[Step] = []
        while self._continues():
            token = self.advance()
            if token.kind == "path":
                steps += _plain_steps(token)
                continue
            if token.text == "//":
                steps.append(_ANYWHERE)
            steps.append(self.step())
        return tuple(steps)

    def relative(self) -> tuple[Step, ...]:
        return (self.step(), *self.tail())

    def _starts_step(self) -> bool:
        return self.token.kind == "name" or self.token.text in (".", "..", "@", "*")

    def step(self) -> Step:
        offset = self.token.offset
        if self.token.kind == "name" and self.peek().text not in _AFTER_NO_PLAIN_NAME:
            return Step("child", self.advance().text, (), offset)
        if self.take("."):
            return Step("self", "node()", self.predicates(), offset)
        if self.take(".."):
            return Step("parent", "node()", self.predicates(), offset)
        axis = self.axis()
        test, target = self.test()
        return Step(axis, test, self.predicates(), offset, target)

    def axis(self) -> str:
        if self.take("@"):
            return "attribute"
        if self.token.kind == "name" and self.peek().text == "::":
            token = self.advance()
            self.advance()
            if token.text not in AXES:
                raise ParseError(_("Ukendt akse {name}.").format(name=token.text), token.offset)
            return token.text
        return "child"

    def test(self) -> tuple[str, str]:
        token = self.advance()
        if token.text == "*":
            return "*", ""
        if token.kind != "name":
            raise ParseError(self._missing_operand(token), token.offset)
        if token.text not in NODE_TYPES or not self.take("("):
            return token.text, ""
        target = ""
        if token.text == "processing-instruction" and self.token.kind == "literal":
            target = self.advance().text[1:-1]
        self.expect(")")
        return token.text + "()", target

    def _missing_operand(self, token: Token) -> str:
        if token.kind == "end":
            return _("Udtrykket slutter midt i en beregning: der mangler noget til sidst.")
        return _("Før {text} mangler en værdi eller et spørgsmål.").format(text=token.text)


def _plain_steps(token: Token) -> list[Step]:
    steps: list[Step] = []
    offset = token.offset
    for name in token.text.split("/")[1:]:
        offset += 1
        steps.append(Step("child", name, (), offset))
        offset += len(name)
    return steps
