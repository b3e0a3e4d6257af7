"""What `xforms_score.py` needs to measure this engine against the recorded behaviour of the official ones."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from klimabesog.xforms import Node, Session, parse
from klimabesog.xforms.xmltree import document, read_xml
from klimabesog.xforms.xpath.compile import compile_text
from klimabesog.xforms.xpath.context import Context, Host, to_boolean, to_number, to_text
from klimabesog.xforms.xpath.nodes import ATTRIBUTE, COMMENT, ELEMENT, INSTRUCTION, TEXT, XNode, descendants

_ZONE = ZoneInfo("America/Phoenix")
_NAMESPACES = {
    "xhtml": "http://www.w3.org/1999/xhtml",
    "mathml": "http://www.w3.org/1998/Math/MathML",
    "jr": "http://openrosa.org/javarosa",
}
_PLAIN = frozenset(("", "http://www.w3.org/2002/xforms"))
"""Where names without prefix may stand in the recordings: they were evaluated with XForms as default namespace."""
_PROPERTIES = {"deviceid": "dev-1", "phonenumber": "12345678"}
_documents: dict[str, XNode] = {}


class _BareHost(Host):
    namespaces = _NAMESPACES
    plain_namespaces = _PLAIN

    def __init__(self, root: XNode, top: XNode, now: str) -> None:
        super().__init__(root, _ZONE, lambda: datetime.fromisoformat(now))
        self.top = top

    def instance(self, name: str) -> XNode | None:
        for node in descendants(self.top):
            if (
                node.node_type == ELEMENT
                and node.name == "instance"
                and (own := node.attribute("id"))
                and own.text == name
            ):
                return node
        return None

    def itext(self, key: str) -> str:
        for node in descendants(self.top):
            if (
                node.node_type == ELEMENT
                and node.name == "text"
                and (own := node.attribute("id"))
                and own.text == key
            ):
                return "".join(value.string() for value in node.named("value"))
        return ""


def evaluate(text: str, expression: str, context: str, root: str, kind: str, now: str) -> object:
    """One recorded expression over a whole document."""
    if text not in _documents:
        _documents[text] = _as_in_a_browser(text.strip())
    top = _documents[text]
    node = _find(top, context)
    run = Context(node, _BareHost(_find(top, root), top, now))
    value = compile_text(expression)(run)
    if kind == "boolean":
        return to_boolean(value)
    if kind == "number":
        return to_number(value, _ZONE)
    if kind == "string":
        return str(to_text(value))
    if not isinstance(value, list):
        raise TypeError("not a node-set")
    return [_path(found) for found in value]


def _as_in_a_browser(text: str) -> XNode:
    """The document with its DOCTYPE as a node: the recordings were made over a browser's DOM, XPath 1.0 has none."""
    top = document(read_xml(text.encode()), keep_text=True)
    if text.startswith("<!DOCTYPE"):
        doctype = XNode(INSTRUCTION, "", top, "")
        doctype.order = 0
        top.children = [doctype, *top.children]
    return top


_TYPES = {TEXT: "text()", COMMENT: "comment()", INSTRUCTION: "processing-instruction()"}


def _find(top: XNode, path: str) -> XNode:
    node = top
    for test, place in re.findall(r"/(@?\*|[a-z-]+\(\))\[(\d+)\]", path):
        node = (node.attributes if test == "@*" else _alike(node, test))[int(place) - 1]
    return node


def _alike(parent: XNode, test: str) -> list[XNode]:
    return [child for child in parent.children if _TYPES.get(child.node_type, "*") == test]


def _path(node: XNode) -> str:
    steps: list[str] = []
    while node.parent is not None:
        if node.node_type == ATTRIBUTE:
            steps.append(f"@*[{node.parent.attributes.index(node) + 1}]")
        else:
            test = _TYPES.get(node.node_type, "*")
            steps.append(f"{test}[{_alike(node.parent, test).index(node) + 1}]")
        node = node.parent
    return "/" + "/".join(reversed(steps))


class _Scored:
    """A session as the scorer drives it."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def apply(self, op: str, ref: str, value: object) -> None:
        """One recorded step."""
        if op == "set":
            self.session.set(ref, str(value or ""))
        elif op == "add-repeat":
            self.session.add_row(ref)
        elif op == "remove-repeat":
            self.session.remove_row(ref)
        elif op == "language":
            self.session.set_language(str(value))

    def state(self) -> dict[str, dict[str, object]]:
        """The facts of every leaf."""
        return {node.ref: _facts(node) for node in self.session.walk() if not node.children}


def _facts(node: Node) -> dict[str, object]:
    return {
        "value": node.text,
        "relevant": node.relevant,
        "required": node.required,
        "readonly": node.readonly,
        "constraint_ok": node.message_kind != "constraint",
    }


def open_form(xform: bytes, attachments: Path, timezone: str) -> _Scored:
    """A fresh instance of a recorded form."""
    names = {match.decode() for match in re.findall(rb"jr://[^\"'<>]*/([^\"'<>/]+)", xform)}
    media = {name: (attachments / name).read_bytes() for name in names if (attachments / name).is_file()}
    return _Scored(
        Session(parse(xform, media), timezone=ZoneInfo(timezone), properties=_PROPERTIES, danish=False)
    )
