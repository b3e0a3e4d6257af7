"""Text of an XPath 1.0 expression -> tokens, with the disambiguation rules of XPath 1.0 section 3.7."""

from __future__ import annotations

import re
from typing import NamedTuple

from klimabesog.values.texts import _
from klimabesog.xforms.xpath.errors import ParseError

NAME = r"[^\W\d][\w.\-·]*"
_OPERATOR_WORD = re.compile(r"and|or|mod|div")
_TOKEN = re.compile(
    rf"""\s*(?:(?P<path>(?:/{NAME}(?![\w.\-·:]|\s*(?:[(\[]|::)))+)
    |(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<literal>"[^"]*"|'[^']*')
    |(?P<symbol>::|//|\.\.|!=|<=|>=|[()\[\].@,/|+\-=<>*$])
    |(?P<name>{NAME}(?::(?!:)(?:{NAME}|\*))?)
    |\Z)""",
    re.VERBOSE,
)
_BEFORE_OPERAND = frozenset(("@", "::", "(", "[", ",", "$"))
_OPERATORS = frozenset(
    ("and", "or", "mod", "div", "*", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">=")
)
SMART_QUOTES = "“”„‟‘’‚‛«»"


class Token(NamedTuple):
    """One token: kind is number, literal, name, operator, symbol, path or end.

    A path is a run of plain child steps, `/data/gruppe/navn`: most of what forms say, taken in one go.
    """

    kind: str
    text: str
    offset: int


def tokenize(text: str) -> list[Token]:
    """All tokens, closed by an `end` token. Raises ParseError with the offset of what cannot be read."""
    tokens: list[Token] = []
    offset, after_operand = 0, False
    while True:
        found = _TOKEN.match(text, offset)
        if found is None:
            raise _unreadable(text, offset)
        kind = found.lastgroup
        if kind is None:
            tokens.append(Token("end", "", len(text)))
            return tokens
        part, start, offset = found[kind], found.start(kind), found.end()
        if kind == "symbol":
            operator = part in _OPERATORS and (part != "*" or after_operand)
            kind = "operator" if operator else kind
            after_operand = not operator and part not in _BEFORE_OPERAND
        elif kind == "name" and after_operand and (word := _OPERATOR_WORD.match(part)):
            kind, part, offset, after_operand = "operator", word.group(), start + word.end(), False
        else:
            after_operand = True
        tokens.append(Token(kind, part, start))


def _unreadable(text: str, offset: int) -> ParseError:
    while text[offset].isspace():
        offset += 1
    return ParseError(_why_unreadable(text[offset]), offset)


def _why_unreadable(sign: str) -> str:
    if sign in SMART_QUOTES:
        return _("Krøllet anførselstegn {sign}: skriv et lige tegn, ' eller \".").format(sign=sign)
    if sign in "'\"":
        return _("Teksten begynder med {sign}, men slutter ikke.").format(sign=sign)
    return _("Tegnet {sign} kan ikke stå her i et udtryk.").format(sign=sign)
