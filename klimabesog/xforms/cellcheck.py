"""What can be wrong with one expression as the author typed it in a cell, said in a Danish sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from difflib import get_close_matches

from klimabesog.values.texts import _
from klimabesog.xforms.xpath.errors import ParseError
from klimabesog.xforms.xpath.functions import FUNCTIONS
from klimabesog.xforms.xpath.library import MANY
from klimabesog.xforms.xpath.parser import parse
from klimabesog.xforms.xpath.tree import Binary, Call, Expr, Filter, Path, parts, walk

REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}]*?)\s*\}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_WRONG_SIGN = re.compile(r"=>|=<|==|<>|&&|\|\||≤|≥|≠")
_RIGHT_SIGN = {
    "=>": ">=", "=<": "<=", "==": "=", "<>": "!=", "&&": "and", "||": "or", "≤": "<=", "≥": ">=", "≠": "!=",
}  # fmt: skip
_COMMA = re.compile(r"(?<![\w.,(])\d+,\d+(?![\w.,)])")


def unknown_references(text: str, names: Set[str]) -> Iterator[str]:
    """Sentences for every ${name} that no question has."""
    for name in REFERENCE.findall(text):
        if name not in names:
            yield _("${{{name}}} findes ikke i skemaet.").format(name=name) + _did_you_mean(name, names)


def _did_you_mean(name: str, names: Set[str]) -> str:
    near = get_close_matches(name, sorted(names), n=1, cutoff=0.6)
    return " " + _("Mener du {near}?").format(near=near[0]) if near else ""


def expression_problems(text: str, names: Set[str], columns: Set[str] = frozenset()) -> Iterator[str]:
    """Sentences for all that is wrong with an expression.

    `columns`: bare names allowed in it (the columns of the choices sheet, in a choice_filter).
    """
    yield from unknown_references(text, names)
    if wrong := _wrong_sign(text):
        yield wrong
        return
    try:
        tree = parse(REFERENCE.sub(_stand_in, text))
    except ParseError as error:
        yield _sentence(text, error)
        return
    yield from _calls(tree)
    yield from _bare_words(tree, columns)


def _stand_in(found: re.Match[str]) -> str:
    """A name of the same length, so that offsets stay."""
    return "/" + "_" * (len(found.group()) - 1)


def _wrong_sign(text: str) -> str:
    plain = _QUOTED.sub(lambda found: " " * len(found.group()), text)
    if found := _WRONG_SIGN.search(plain):
        return _("Skriv {right} i stedet for {wrong}.").format(
            right=_RIGHT_SIGN[found.group()], wrong=found.group()
        )
    if found := _COMMA.search(plain):
        number = found.group()
        return _("Decimaltal skrives med punktum: {right} i stedet for {wrong}.").format(
            right=number.replace(",", "."), wrong=number
        )
    return ""


def _sentence(text: str, error: ParseError) -> str:
    if 0 <= error.offset < len(text):
        return _("{error} Se tegn {place}: {part}").format(
            error=error, place=error.offset + 1, part=text[error.offset : error.offset + 12]
        )
    return str(error)


def _calls(tree: Expr) -> Iterator[str]:
    for part in walk(tree):
        if not isinstance(part, Call):
            continue
        known = FUNCTIONS.get(part.name)
        if known is None:
            yield _("Funktionen {name}() findes ikke.").format(name=part.name) + _did_you_mean(
                part.name, FUNCTIONS.keys()
            )
        elif not known.least <= len(part.args) <= known.most:
            yield _("{name}() skal have {wanted}, ikke {count}.").format(
                name=part.name, wanted=_wanted(known.least, known.most), count=len(part.args)
            )


def _wanted(least: int, most: int) -> str:
    if least == most:
        return _("{count} værdier").format(count=least) if least != 1 else _("1 værdi")
    if most >= MANY:
        return _("mindst {count} værdier").format(count=least)
    return _("{least} til {most} værdier").format(least=least, most=most)


def _bare_words(tree: Expr, columns: Set[str]) -> Iterator[str]:
    """A word compared without quotes is nearly always a choice that lacks them (within [ ] it is a column)."""
    if isinstance(tree, Binary) and tree.op in ("=", "!="):
        for side in (tree.left, tree.right):
            word = _word(side)
            if word and word not in columns:
                yield _("Sæt tekst i anførselstegn: '{word}'.").format(word=word)
    if not isinstance(tree, Path | Filter):
        for part in parts(tree):
            yield from _bare_words(part, columns)


def _word(expr: Expr) -> str:
    if isinstance(expr, Path) and expr.start is None and not expr.absolute and len(expr.steps) == 1:
        step = expr.steps[0]
        if step.axis == "child" and not step.predicates and step.test not in ("*",) and "(" not in step.test:
            return step.test
    return ""
