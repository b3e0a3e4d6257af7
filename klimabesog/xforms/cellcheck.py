"""What can be wrong with one expression as the author typed it in a cell, said in a Danish sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from klimabesog.values.texts import _
from klimabesog.xforms.problems import did_you_mean
from klimabesog.xforms.xpath.errors import ParseError
from klimabesog.xforms.xpath.functions import FUNCTIONS
from klimabesog.xforms.xpath.lexer import SMART_QUOTES
from klimabesog.xforms.xpath.library import MANY
from klimabesog.xforms.xpath.parser import parse
from klimabesog.xforms.xpath.tree import Binary, Call, Expr, Filter, Literal, Path, Variable, parts, walk

REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}]*?)\s*\}")
_OPEN_REFERENCE = re.compile(r"\$\{[^}]*\Z|\$\{[^}]*(?=\$\{)")
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:T.*)?\Z")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_SMART = re.compile(rf"[{SMART_QUOTES}]([^{SMART_QUOTES}]*)[{SMART_QUOTES}]?")
_WRONG_SIGN = re.compile(r"=>|=<|==|<>|&&|\|\||≤|≥|≠|×|÷|−")
_RIGHT_SIGN = {
    "=>": ">=", "=<": "<=", "==": "=", "<>": "!=", "&&": "and", "||": "or", "≤": "<=", "≥": ">=", "≠": "!=",
    "×": "*", "÷": "div", "−": "-",
}  # fmt: skip
_COMMA = re.compile(r"(?<![\w.,(])\d+,\d+(?![\w.,)])")
_COMMA_IN_CALL = re.compile(r"(?<![\w.,])\d+,\d+(?![\w.])")
_WRONG_WORD = re.compile(r"(?<![\w.${/-])(og|eller|OG|ELLER|AND|OR|And|Or)(?![\w.}(-])")
_RIGHT_WORD = {"og": "and", "eller": "or", "and": "and", "or": "or"}
_EXCEL = {
    "hvis": "if", "afrund": "round", "rund": "round", "maks": "max", "idag": "today", "nu": "now", "og": "and",
    "eller": "or", "ikke": "not", "sammenkædning": "concat", "sammenkæd": "concat", "længde": "string-length",
    "tæl": "count", "afrund.ned": "int", "heltal": "int", "kvrod": "sqrt", "potens": "pow", "and": "and", "or": "or",
}  # fmt: skip
"""Functions as Excel calls them in Danish (`og` and `eller` are operators here)."""


def unknown_references(text: str, names: Set[str], doubled: Set[str] = frozenset()) -> Iterator[str]:
    """Sentences for every ${name} that no question has, or (`doubled`) that several have."""
    if open_one := _OPEN_REFERENCE.search(text):
        yield _("Henvisningen {part} mangler }} til sidst.").format(part=open_one.group()[:40].strip())
    for name in dict.fromkeys(REFERENCE.findall(text)):
        if name not in names:
            yield _("${{{name}}} findes ikke i skemaet.").format(name=name) + did_you_mean(name, names)
        elif name in doubled:
            yield _("${{{name}}} er tvetydigt: flere spørgsmål hedder {name}. Giv dem hver sit navn.").format(
                name=name
            )


def expression_problems(
    text: str,
    names: Set[str],
    columns: Set[str] = frozenset(),
    doubled: Set[str] = frozenset(),
    relative: bool = False,
) -> Iterator[str]:
    """Sentences for all that is wrong with an expression.

    `columns`: bare names allowed in it (the columns of the choices sheet, in a choice_filter). `relative`: paths
    from here may go down (the expression stands at a group).
    """
    yield from unknown_references(text, names, doubled)
    if _OPEN_REFERENCE.search(text):
        return
    if wrong := _wrong_sign(text):
        yield wrong
        return
    tree = tree_of(text)
    if isinstance(tree, ParseError):
        yield _sentence(text, tree)
        return
    yield from _calls(tree, text)
    yield from _variables(tree, names)
    if not relative:
        yield from _bare_words(tree, names, columns)


def tree_of(text: str) -> Expr | ParseError:
    """The syntax tree with every ${name} as a path at the same offset, or what stops it."""
    try:
        return parse(REFERENCE.sub(_stand_in, text))
    except ParseError as error:
        return error


def references(text: str) -> dict[int, str]:
    """The names that an expression refers to, by the offset they stand at."""
    return {found.start(): found.group(1) for found in REFERENCE.finditer(text)}


def _stand_in(found: re.Match[str]) -> str:
    """A name of the same length, so that offsets stay."""
    return "/" + "_" * (len(found.group()) - 1)


def _wrong_sign(text: str) -> str:
    plain = _QUOTED.sub(lambda found: " " * len(found.group()), text)
    if found := _SMART.search(plain):
        return _("Krøllet anførselstegn: skriv {right} i stedet for {wrong}.").format(
            right=f"'{found[1].strip()}'", wrong=found.group().strip()
        )
    if found := _WRONG_SIGN.search(plain):
        return _("Skriv {right} i stedet for {wrong}.").format(
            right=_RIGHT_SIGN[found.group()], wrong=found.group()
        )
    if found := _COMMA.search(plain):
        return _decimal(found.group())
    if ";" in plain:
        return _("Skriv komma mellem værdierne i stedet for semikolon.")
    if found := _WRONG_WORD.search(REFERENCE.sub(lambda part: " " * len(part.group()), plain)):
        return _("Skriv {right} i stedet for {wrong}.").format(
            right=_RIGHT_WORD[found.group().lower()], wrong=found.group()
        )
    if plain.lstrip().startswith("="):
        return _("Et udtryk begynder ikke med =. Slet det.")
    return ""


def _decimal(number: str) -> str:
    return _("Decimaltal skrives med punktum: {right} i stedet for {wrong}.").format(
        right=number.replace(",", "."), wrong=number
    )


def _sentence(text: str, error: ParseError) -> str:
    if 0 <= error.offset < len(text):
        return _("{error} Se tegn {place}: {part}").format(
            error=error, place=error.offset + 1, part=text[error.offset : error.offset + 12]
        )
    return str(error)


def _calls(tree: Expr, text: str) -> Iterator[str]:
    for part in walk(tree):
        if not isinstance(part, Call):
            continue
        known = FUNCTIONS.get(part.name)
        if known is None:
            yield _unknown_function(part.name)
        elif not known.least <= len(part.args) <= known.most:
            yield _("{name}() skal have {wanted}, ikke {count}.").format(
                name=part.name, wanted=_wanted(known.least, known.most), count=len(part.args)
            ) + _perhaps_a_comma(text)
        else:
            yield from _patterns(part)


def _unknown_function(name: str) -> str:
    said = _("Funktionen {name}() findes ikke.").format(name=name)
    plain = name.lower()
    if plain in ("og", "eller", "and", "or"):
        return said + " " + _("Skriv {operator} mellem de to betingelser.").format(operator=_EXCEL[plain])
    if plain in _EXCEL:
        return said + " " + _("Mener du {near}?").format(near=_EXCEL[plain])
    return said + did_you_mean(name, FUNCTIONS.keys())


def _perhaps_a_comma(text: str) -> str:
    found = _COMMA_IN_CALL.search(_QUOTED.sub("", text))
    return " " + _decimal(found.group()) if found else ""


def _wanted(least: int, most: int) -> str:
    if least == most:
        return _("{count} værdier").format(count=least) if least != 1 else _("1 værdi")
    if most >= MANY:
        return _("mindst {count} værdier").format(count=least)
    return _("{least} til {most} værdier").format(least=least, most=most)


def _patterns(call: Call) -> Iterator[str]:
    """Texts that a function reads as something else: a pattern, a date."""
    texts = [arg.value if isinstance(arg, Literal) else None for arg in call.args]
    if call.name == "regex" and texts[1] is not None:
        try:
            re.compile(texts[1])
        except (re.error, OverflowError, RecursionError):
            yield _("Mønstret {text} i regex() kan ikke læses: tjek parenteserne.").format(text=texts[1][:40])
    if call.name in ("date", "date-time") and texts[0] and not _ISO.match(texts[0]):
        yield _("Datoen {text} skrives år-måned-dag, fx '2026-12-31'.").format(text=texts[0][:40])


def _variables(tree: Expr, names: Set[str]) -> Iterator[str]:
    for part in walk(tree):
        if isinstance(part, Variable):
            yield _("Skriv ${{{name}}} i stedet for ${name}.").format(name=part.name)


def _bare_words(tree: Expr, names: Set[str], columns: Set[str]) -> Iterator[str]:
    """A word alone is a choice that lacks its quotes, or a question that lacks ${} (within [ ] it is a column)."""
    for word in dict.fromkeys(_words(tree)):
        if word in columns or word == "null":  # a way of writing nothing
            continue
        if columns:
            yield _("Kolonnen {name} findes ikke på arket choices.").format(name=word) + did_you_mean(
                word, columns
            )
        elif word in names:
            yield _(
                "Skriv ${{{word}}}, hvis du mener spørgsmålet, eller '{word}', hvis det er tekst."
            ).format(word=word)
        else:
            yield _("Sæt tekst i anførselstegn: '{word}'.").format(word=word)


def _words(tree: Expr) -> Iterator[str]:
    if isinstance(tree, Path):
        if word := _word(tree):
            yield word
        elif tree.start is not None:
            yield from _words(tree.start)
    elif isinstance(tree, Filter):
        yield from _words(tree.operand)
    else:
        for part in parts(tree):
            yield from _words(part)


def _word(expr: Path) -> str:
    if expr.start is None and not expr.absolute and len(expr.steps) == 1:
        step = expr.steps[0]
        if step.axis == "child" and not step.predicates and step.test not in ("*",) and "(" not in step.test:
            return step.test
    return ""


def compared(tree: Expr) -> Iterator[Binary]:
    """Every comparison in an expression, those within [ ] left out."""
    if isinstance(tree, Binary) and tree.op in ("=", "!=", "<", "<=", ">", ">="):
        yield tree
    if isinstance(tree, Path | Filter):
        return
    for part in parts(tree):
        yield from compared(part)
