"""Which kind of question a definition is, and whether a text is a valid value of its type."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from klimabesog.xforms.definition import Control, NodeDef
from klimabesog.xforms.xpath.numbers import parse_number

_TYPES = {
    "int": "integer", "integer": "integer", "long": "integer", "decimal": "decimal", "date": "date", "time": "time",
    "dateTime": "datetime", "barcode": "barcode",
    "geopoint": "geopoint", "geotrace": "geotrace", "geoshape": "geoshape",
}  # fmt: skip
_MEDIA = {"image": "image", "audio": "audio", "video": "video"}
_INTEGER = re.compile(r"-?\d+(?:\.0*)?\Z", re.ASCII)
_DECIMAL = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\Z", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::\d{2})?)?\Z", re.ASCII)
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?\Z", re.ASCII)


def kind_of(node: NodeDef) -> str:
    """The kind, as `Node.kind` lists them."""
    control = node.control
    if node.is_repeat:
        return "repeat"
    if node.children or (control is not None and control.tag == "group"):
        return "group"
    if control is None:
        return "calculate"
    if control.tag == "input":
        return _input(node)
    if control.tag == "upload":
        return _upload(control.parameters.get("mediatype", ""), control.appearance)
    return "text" if control.tag == "secret" else control.tag


def _input(node: NodeDef) -> str:
    kind = _TYPES.get(node.type, "text")
    if kind == "text" and node.readonly is not None and node.readonly.text.strip() == "true()":
        return "note"
    return kind


def _upload(mediatype: str, appearance: str) -> str:
    if "signature" in appearance.split():
        return "signature"
    return _MEDIA.get(mediatype.partition("/")[0], "file")


def fits_type(node: NodeDef, value: str) -> bool:
    """Whether the text is a value of the question's type; '' always is."""
    if value == "":
        return True
    test = _TESTS.get(_TYPES.get(node.type, ""))
    if test is not None and not test(value):
        return False
    return node.control is None or node.control.tag != "range" or _within(node.control, value)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10


def _is_datetime(value: str) -> bool:
    day, _t, time = value.partition("T")
    return _is_date(day) and _TIME.match(time) is not None


def _is_points(least: int, value: str) -> bool:
    points = [part.split() for part in value.split(";") if part.strip()]
    return len(points) >= least and all(_is_point(point) for point in points)


def _is_point(words: list[str]) -> bool:
    if not 2 <= len(words) <= 4 or not all(_FIGURE.match(word) for word in words):
        return False
    return abs(float(words[0])) <= 90 and abs(float(words[1])) <= 180


_TESTS: dict[str, Callable[[str], object]] = {
    "integer": _INTEGER.match,
    "decimal": _DECIMAL.match,
    "date": _is_date,
    "time": _TIME.match,
    "datetime": _is_datetime,
    "geopoint": partial(_is_points, 1),
    "geotrace": partial(_is_points, 2),
    "geoshape": partial(_is_points, 3),
}


def _within(control: Control, value: str) -> bool:
    start, end = (parse_number(control.parameters.get(name, "")) for name in ("start", "end"))
    low, high = min(start, end), max(start, end)
    return not (low == low and high == high) or low <= parse_number(value) <= high


def normal_form(node: NodeDef, value: str) -> str:
    """The value as its type writes it: whole numbers without decimals, dates without time, points in four figures."""
    kind = _TYPES.get(node.type, "text")
    if kind == "integer" and _DECIMAL.match(value.strip()):
        return str(int(float(value))) if abs(float(value)) < 1e15 else value
    if kind == "date" and value[10:11] == "T":
        return value[:10]
    if kind in ("geopoint", "geotrace", "geoshape") and _is_points(1, value):
        return ";".join(_point(part.split()) for part in value.split(";") if part.strip())
    return value


def _point(words: list[str]) -> str:
    return " ".join(word if "." in word else word + ".0" for word in [*words, "0", "0"][:4])
