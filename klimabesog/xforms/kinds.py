"""Which kind of question a definition is, and whether a text is a valid value of its type."""

from __future__ import annotations

import re

from klimabesog.xforms.definition import NodeDef

_TYPES = {
    "int": "integer", "integer": "integer", "long": "integer", "decimal": "decimal", "date": "date", "time": "time",
    "dateTime": "datetime", "geopoint": "geopoint", "geotrace": "geotrace", "geoshape": "geoshape", "barcode": "barcode",
}  # fmt: skip
_MEDIA = {"image": "image", "audio": "audio", "video": "video"}
_VALID = {
    "integer": re.compile(r"-?\d+(?:\.0*)?\Z", re.ASCII),
    "decimal": re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\Z", re.ASCII),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}(?:T.*)?\Z", re.ASCII),
    "time": re.compile(r"\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?\Z", re.ASCII),
    "datetime": re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*\Z", re.ASCII),
    "geopoint": re.compile(r"-?\d+(?:\.\d+)? -?\d+(?:\.\d+)?(?: -?\d+(?:\.\d+)?){0,2}\Z", re.ASCII),
}

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
    pattern = _VALID.get(_TYPES.get(node.type, ""))
    return value == "" or pattern is None or pattern.match(value) is not None


def normal_form(node: NodeDef, value: str) -> str:
    """The value as its type writes it: whole numbers without decimals, points with altitude and accuracy."""
    kind = _TYPES.get(node.type, "text")
    if kind == "integer" and _VALID["decimal"].match(value.strip()):
        return str(int(float(value))) if abs(float(value)) < 1e15 else value
    if kind in ("geopoint", "geotrace", "geoshape"):
        return _points(value)
    return value


def _points(value: str) -> str:
    points = [part.split() for part in value.split(";") if part.strip()]
    if not points or not all(2 <= len(point) <= 4 and all(_FIGURE.match(word) for word in point) for point in points):
        return value
    return ";".join(" ".join(_figure(word, place) for place, word in enumerate([*point, "0", "0"][:4])) for point in points)


def _figure(word: str, place: int) -> str:
    return word if place < 2 or "." in word else word + ".0"
