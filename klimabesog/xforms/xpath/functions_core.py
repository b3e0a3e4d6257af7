"""The functions of XPath 1.0 section 4, with ODK's widenings (concat of node-sets, round to decimals)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation

from klimabesog.values.texts import _
from klimabesog.xforms.xpath.context import Context, Value, nodes_of, to_boolean, to_number, to_text
from klimabesog.xforms.xpath.dates import DayNumber, parse_moment
from klimabesog.xforms.xpath.errors import EvaluationError
from klimabesog.xforms.xpath.library import MANY, Closure, function
from klimabesog.xforms.xpath.nodes import (
    ATTRIBUTE,
    ELEMENT,
    INSTRUCTION,
    XNode,
    descendants,
    in_document_order,
    top,
)
from klimabesog.xforms.xpath.numbers import round_half_up

LONGEST_TEXT = 4_000_000
_SPACES = re.compile(r"[ \t\r\n]+")


def text_of(context: Context, value: tuple[Value, ...]) -> str:
    """The one optional argument as text, else the context node's."""
    return to_text(value[0]) if value else context.node.string()


@function("last", result="number")
def last(context: Context) -> Value:
    """The number of nodes in the predicate's set."""
    return float(context.size)


@function("count", 1, result="number")
def count(context: Context, nodes: Value) -> Value:
    """The number of nodes."""
    return float(len(nodes_of(nodes)))


@function("id", 1, result="nodes")
def by_id(context: Context, wanted: Value) -> Value:
    """Elements whose id attribute is among the words."""
    texts = [node.string() for node in wanted] if isinstance(wanted, list) else [to_text(wanted)]
    words = {word for text in texts for word in text.split()}
    found = []
    for node in descendants(top(context.node)):
        own = node.attribute("id") if node.node_type == ELEMENT else None
        if own is not None and own.text in words:
            found.append(node)
    return in_document_order(found)


def _named(context: Context, nodes: tuple[Value, ...]) -> XNode | None:
    if not nodes:
        return context.node
    first = nodes[0]
    node = first[0] if isinstance(first, list) and first else None
    return node if node is not None and node.node_type in (ELEMENT, ATTRIBUTE, INSTRUCTION) else None


@function("name", 0, 1, result="text")
def name(context: Context, *nodes: Value) -> Value:
    """The name with its prefix."""
    node = _named(context, nodes)
    return "" if node is None else node.qname


@function("local-name", 0, 1, result="text")
def local_name(context: Context, *nodes: Value) -> Value:
    """The name without its prefix."""
    node = _named(context, nodes)
    return "" if node is None else node.name


@function("namespace-uri", 0, 1, result="text")
def namespace_uri(context: Context, *nodes: Value) -> Value:
    """The namespace of the node."""
    node = _named(context, nodes)
    return "" if node is None else node.namespace


@function("string", 0, 1, result="text")
def string(context: Context, *value: Value) -> Value:
    """The value as text."""
    return text_of(context, value)


@function("concat", 0, MANY, result="text")
def concat(context: Context, *values: Value) -> Value:
    """All texts after each other; a node-set gives the text of each of its nodes."""
    return joined("", strings_of(values))


def strings_of(values: tuple[Value, ...]) -> Iterator[str]:
    """The text of each value, a node-set giving one for each of its nodes."""
    for value in values:
        if isinstance(value, list):
            yield from (node.string() for node in value)
        else:
            yield to_text(value)


def joined(separator: str, parts: Iterable[str]) -> str:
    """The parts with the separator between them. Raises EvaluationError when it grows beyond LONGEST_TEXT."""
    found: list[str] = []
    length = 0
    for part in parts:
        length += len(part) + len(separator)
        if length > LONGEST_TEXT:
            raise EvaluationError(_("Teksten bliver for lang: højst {most} tegn.").format(most=LONGEST_TEXT))
        found.append(part)
    return separator.join(found)


@function("starts-with", 2, result="boolean")
def starts_with(context: Context, text: Value, start: Value) -> Value:
    """Whether the text begins so."""
    return to_text(text).startswith(to_text(start))


@function("ends-with", 2, result="boolean")
def ends_with(context: Context, text: Value, end: Value) -> Value:
    """Whether the text ends so."""
    return to_text(text).endswith(to_text(end))


@function("contains", 2, result="boolean")
def contains(context: Context, text: Value, part: Value) -> Value:
    """Whether the part stands in the text."""
    return to_text(part) in to_text(text)


@function("substring-before", 2, result="text")
def substring_before(context: Context, text: Value, part: Value) -> Value:
    """What stands before the part."""
    before, found, _after = to_text(text).partition(to_text(part)) if to_text(part) else ("", "", "")
    return before if found else ""


@function("substring-after", 2, result="text")
def substring_after(context: Context, text: Value, part: Value) -> Value:
    """What stands after the part."""
    if not to_text(part):
        return to_text(text)
    return to_text(text).partition(to_text(part))[2]


@function("substring", 2, 3, result="text")
def substring(context: Context, text: Value, start: Value, *length: Value) -> Value:
    """Characters from `start` (counted from 1), with the rounding of XPath 1.0 section 4.2."""
    zone, whole = context.host.zone, to_text(text)
    first = round_half_up(to_number(start, zone))
    end = first + round_half_up(to_number(length[0], zone)) if length else math.inf
    if first != first or end != end:
        return ""
    low = max(1.0, first)
    high = min(end, len(whole) + 1.0)
    return whole[int(low) - 1 : int(high) - 1] if low < high else ""


@function("string-length", 0, 1, result="number")
def string_length(context: Context, *value: Value) -> Value:
    """The number of characters."""
    return float(len(text_of(context, value)))


@function("normalize-space", 0, 1, result="text")
def normalize_space(context: Context, *value: Value) -> Value:
    """Without outer and doubled white space."""
    return " ".join(part for part in _SPACES.split(text_of(context, value)) if part)


@function("translate", 3, result="text")
def translate(context: Context, text: Value, old: Value, new: Value) -> Value:
    """Characters replaced one by one; those without a partner are dropped."""
    table: dict[int, str | None] = {}
    fresh = to_text(new)
    for place, sign in enumerate(to_text(old)):
        table.setdefault(ord(sign), fresh[place] if place < len(fresh) else None)
    return to_text(text).translate(table)


@function("boolean", 1, result="boolean")
def boolean(context: Context, value: Value) -> Value:
    """The value as true or false."""
    return to_boolean(value)


@function("not", 1, result="boolean")
def negation(context: Context, value: Value) -> Value:
    """The opposite."""
    return not to_boolean(value)


@function("true", result="boolean")
def true(context: Context) -> Value:
    """True."""
    return True


@function("false", result="boolean")
def false(context: Context) -> Value:
    """False."""
    return False


@function("lang", 1, result="boolean")
def lang(context: Context, wanted: Value) -> Value:
    """Whether the node's xml:lang is the language or a variant of it."""
    sought = to_text(wanted).lower()
    node: XNode | None = context.node
    while node is not None:
        for attribute in node.attributes:
            if attribute.name == "lang" and attribute.prefix == "xml":
                own = attribute.string().lower()
                return own == sought or own.startswith(sought + "-")
        node = node.parent
    return False


@function("number", 0, 1, result="number")
def number(context: Context, *value: Value) -> Value:
    """The value as a number; an ISO date as its day number."""
    given, zone = value[0] if value else context.node.string(), context.host.zone
    figure = to_number(given, zone)
    if isinstance(given, str | list) and (text := to_text(given))[4:5] == "-" and parse_moment(text, zone):
        return DayNumber(figure)
    return figure


@function("sum", 1, result="number")
def sum_(context: Context, nodes: Value) -> Value:
    """The sum over the nodes; of none it is blank, as in both ODK engines (XPath 1.0 has 0)."""
    if not nodes_of(nodes):
        return math.nan
    zone, total = context.host.zone, 0.0
    for node in nodes_of(nodes):
        own = node.text
        total += to_number(node.string() if own is None else own, zone)
    return total


@function("floor", 1, result="number")
def floor(context: Context, value: Value) -> Value:
    """The integer below."""
    figure = to_number(value, context.host.zone)
    return float(math.floor(figure)) if math.isfinite(figure) else figure


@function("ceiling", 1, result="number")
def ceiling(context: Context, value: Value) -> Value:
    """The integer above."""
    figure = to_number(value, context.host.zone)
    return float(math.ceil(figure)) if math.isfinite(figure) else figure


@function("round", 1, 2, result="number")
def round_(context: Context, value: Value, *places: Value) -> Value:
    """Rounded to so many decimals, halves away from zero (ODK).

    A decimal comma in the data is read as a point, as JavaRosa does.
    """
    zone = context.host.zone
    if isinstance(value, list):
        value = to_text(value)
    if isinstance(value, str) and value.count(",") == 1:
        value = value.replace(",", ".")
    figure = to_number(value, zone)
    decimals = to_number(places[0], zone) if places else 0.0
    if not math.isfinite(figure) or not math.isfinite(decimals):
        return figure if math.isfinite(decimals) else math.nan
    return rounded(figure, int(decimals))


def rounded(figure: float, decimals: int) -> float:
    """The decimal text of the figure rounded half away from zero."""
    if abs(decimals) > 30:
        return figure if decimals > 0 else 0.0
    try:
        return float(Decimal(repr(figure)).quantize(Decimal(1).scaleb(-decimals), _half(figure)))
    except InvalidOperation:
        return figure


def _half(figure: float) -> str:
    return ROUND_HALF_UP if figure != 0 else ROUND_HALF_DOWN


@function("if", 3, lazy=True)
def if_(context: Context, test: Closure, then: Closure, other: Closure) -> Value:
    """One of two values; the other is not worked out."""
    return then(context) if to_boolean(test(context)) else other(context)
