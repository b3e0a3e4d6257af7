"""ODK's functions on texts, selections and truth values."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from klimabesog.values.ids import new_id
from klimabesog.values.texts import _
from klimabesog.xforms.xpath.context import Context, Value, to_boolean, to_number, to_text
from klimabesog.xforms.xpath.errors import EvaluationError
from klimabesog.xforms.xpath.functions_core import joined, strings_of
from klimabesog.xforms.xpath.library import MANY, function
from klimabesog.xforms.xpath.numbers import number_text
from klimabesog.xforms.xpath.patterns import fits

LONGEST_UUID = 1024


@function("selected", 2, result="boolean")
def selected(context: Context, value: Value, choice: Value) -> Value:
    """Whether the choice is among the chosen."""
    word, words = to_text(choice).strip(), to_text(value).split()
    return word in words if word else not words


@function("selected-at", 2, result="text")
def selected_at(context: Context, value: Value, place: Value) -> Value:
    """The chosen at this place, counted from 0; '' outside."""
    words, index = to_text(value).split(), to_number(place, context.host.zone)
    return words[int(index)] if 0 <= index < len(words) else ""


@function("count-selected", 1, result="number")
def count_selected(context: Context, value: Value) -> Value:
    """How many are chosen."""
    return float(len(to_text(value).split()))


@function("boolean-from-string", 1, result="boolean")
def boolean_from_string(context: Context, value: Value) -> Value:
    """True for '1' and 'true' only."""
    return to_text(value) in ("1", "true")


@function("coalesce", 2, result="text")
def coalesce(context: Context, first: Value, second: Value) -> Value:
    """The first that is not blank (a calculation without result counts as blank)."""
    text = to_text(first)
    return to_text(second) if text in ("", "NaN") else text


@function("join", 1, MANY, result="text")
def join(context: Context, separator: Value, *values: Value) -> Value:
    """The texts with the separator between them."""
    return joined(to_text(separator), strings_of(values))


@function("substr", 2, 3, result="text")
def substr(context: Context, text: Value, start: Value, *end: Value) -> Value:
    """Characters from start (counted from 0) to before end; negative counts from the end."""
    zone, whole = context.host.zone, to_text(text)
    first = to_number(start, zone)
    last = to_number(end[0], zone) if end else float(len(whole))
    if first != first or last != last:
        return ""
    return whole[_index(first, len(whole)) : _index(last, len(whole))]


def _index(figure: float, length: int) -> int:
    return int(max(-length, min(figure, length)))


@function("regex", 2, result="boolean")
def regex(context: Context, text: Value, pattern: Value) -> Value:
    """Whether the whole text fits the pattern, as in JavaRosa and ODK's handbook (Web Forms looks for a part)."""
    return fits(to_text(text), to_text(pattern))


@function("once", 1, result="text")
def once(context: Context, value: Value) -> Value:
    """The answer already there, else the value."""
    text = context.current.string() or to_text(value)
    return "" if text == "NaN" else text


@function("uuid", 0, 1, result="text")
def uuid(context: Context, *length: Value) -> Value:
    """A random id, or so many random letters and digits (at most LONGEST_UUID)."""
    if not length:
        return new_id()
    size = to_number(length[0], context.host.zone)
    signs = int(min(size, LONGEST_UUID)) if size > 0 else 0
    return "".join(new_id().replace("-", "") for _part in range(0, signs, 32))[:signs]


@function("version", result="text")
def version(context: Context) -> Value:
    """The form's version."""
    return context.host.version()


@function("digest", 2, 3, result="text")
def digest(context: Context, text: Value, algorithm: Value, *encoding: Value) -> Value:
    """The hash of the text, base64 unless 'hex' is asked for."""
    name = to_text(algorithm).lower().replace("-", "")
    if name not in ("md5", "sha1", "sha256", "sha384", "sha512"):
        raise EvaluationError(_("digest() kender ikke {name}.").format(name=to_text(algorithm)))
    made = hashlib.new(name, to_text(text).encode("utf-8", "replace"), usedforsecurity=False)
    shown = to_text(encoding[0]).lower() if encoding else "base64"
    if shown not in ("hex", "base64"):
        raise EvaluationError(
            _("digest() kender ikke formen {name}: skriv hex eller base64.").format(name=shown)
        )
    return made.hexdigest() if shown == "hex" else base64.b64encode(made.digest()).decode()


@function("base64-decode", 1, result="text")
def base64_decode(context: Context, value: Value) -> Value:
    """The UTF-8 text behind base64, '' when there is none."""
    try:
        return base64.b64decode(to_text(value), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


@function("thousands-sep", 1, result="text")
def thousands_sep(context: Context, value: Value) -> Value:
    """The number with points between thousands, the Danish way."""
    figure = to_number(value, context.host.zone)
    whole, _point, fraction = number_text(figure).partition(".")
    grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", whole)
    return grouped + ("," + fraction if fraction else "")


def _truths(values: tuple[Value, ...]) -> list[bool]:
    found: list[bool] = []
    for value in values:
        if isinstance(value, list):
            found += [node.string() != "" for node in value]
        else:
            found.append(to_boolean(value))
    return found


@function("checklist", 3, MANY, result="boolean")
def checklist(context: Context, least: Value, most: Value, *values: Value) -> Value:
    """Whether the number of true values lies between least and most (-1: no bound)."""
    zone = context.host.zone
    return _between(float(sum(_truths(values))), to_number(least, zone), to_number(most, zone))


@function("weighted-checklist", 4, MANY, result="boolean")
def weighted_checklist(context: Context, least: Value, most: Value, *pairs: Value) -> Value:
    """As checklist, each value with its weight."""
    if len(pairs) % 2:
        raise EvaluationError(_("weighted-checklist() skal have en vægt til hver værdi."))
    zone, total = context.host.zone, 0.0
    for value, weight in zip(pairs[::2], pairs[1::2], strict=False):
        weights = (
            [to_number(node.string(), zone) for node in weight]
            if isinstance(weight, list)
            else [to_number(weight, zone)]
        )
        truths = _truths((value,))
        total += sum(own for truth, own in zip(truths, weights, strict=False) if truth)
    return _between(total, to_number(least, zone), to_number(most, zone))


def _between(figure: float, least: float, most: float) -> bool:
    return (least < 0 or figure >= least) and (most < 0 or figure <= most)
