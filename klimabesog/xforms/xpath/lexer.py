"""Text of an XPath 1.0 expression -> tokens, with the disambiguation rules of XPath 1.0 section 3.7."""

from __future__ import annotations

import re
from typing import NamedTuple

from klimabesog.values.texts import _
from klimabesog.xforms.xpath.errors import ParseError

NAME = r"[^\W\d][\w.\-·]*"
_SPACE = re.compile(r"\s+")
_OPERATOR_WORD = re.compile(r"and|or|mod|div")
_TOKEN = re.compile(
    rf"""(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<literal>"[^"]*"|'[^']*')
    |(?P<symbol>::|//|\.\.|!=|<=|>=|[()\[\].@,/|+\-=<>*$])
    |(?P<name>{NAME}(?::(?!:)(?:{NAME}|\*))?)""",
    re.VERBOSE,
)
_BEFORE_OPERAND = frozenset(("@", "::", "(", "[", ",", "$"))
_OPERATORS = frozenset(
    ("and", "or", "mod", "div", "*", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">=")
)
SMART_QUOTES = "“”„‟‘’‚‛«»"


class Token(NamedTuple):
    """One token: kind is number, literal, name, operator, symbol or end."""

    kind: str
    text: str
    offset: int


def tokenize(text: str) -> list[Token]:
    """All tokens, closed by an `end` token. Raises ParseError with the offset of what cannot be read."""
    tokens: list[Token] = []
    offset, length = 0, len(text)
    while True:
        if space := _SPACE.match(text, offset):
            offset = space.end()
        if offset >= length:
            tokens.append(Token("end", "", length))
            return tokens
        token = _next(text, offset, tokens)
        tokens.append(token)
        offset += len(token.text)


def _next(text: str, offset: int, before: list[Token]) -> Token:
    operator_expected = bool(before) and _ends_operand(before[-1])
    if operator_expected and (word := _OPERATOR_WORD.match(text, offset)):
        return Token("operator", word.group(), offset)
    found = _TOKEN.match(text, offset)
    if found is None:
        raise ParseError(_unreadable(text, offset), offset)
    kind, part = str(found.lastgroup), found.group()
    if kind == "symbol" and part in _OPERATORS and (part != "*" or operator_expected):
        kind = "operator"
    return Token(kind, part, offset)


def _ends_operand(token: Token) -> bool:
    return token.kind != "operator" and token.text not in _BEFORE_OPERAND


def _unreadable(text: str, offset: int) -> str:
    sign = text[offset]
    if sign in SMART_QUOTES:
        return _("Krøllet anførselstegn {sign}: skriv et lige tegn, ' eller \".").format(sign=sign)
    if sign in "'\"":
        return _("Teksten begynder med {sign}, men slutter ikke.").format(sign=sign)
    return _("Tegnet {sign} kan ikke stå her i et udtryk.").format(sign=sign)
