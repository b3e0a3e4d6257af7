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
