"""Submission XML (OpenRosa): out deterministic and without hidden answers; in as answers for the store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _
from klimabesog.xforms.definition import Definition, NodeDef
from klimabesog.xforms.node import Node
from klimabesog.xforms.values import Row, SavedInstance
from klimabesog.xforms.xmltree import read_xml, split_tag

if TYPE_CHECKING:
    from lxml import etree

    from klimabesog.xforms.session import Session

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write_submission(session: Session) -> bytes:
    """The instance as UTF-8 XML: relevant nodes in the form's order, the same bytes for the same answers."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>']
    parts += _element(session.root, _namespaces(session))
    return "".join(parts).encode("utf-8")


def _namespaces(session: Session) -> str:
    used = {
        node.definition.prefix: node.definition.namespace for node in session.walk() if node.definition.prefix
    }
    for node in session.walk():
        for attribute in node.attributes:
            if attribute.namespace:
                used.setdefault(_prefix(session, attribute.namespace), attribute.namespace)
    return "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in sorted(used.items()))


def escape(text: str) -> str:
    """Text as XML content, without the characters XML 1.0 forbids."""
    return (
        _FORBIDDEN.sub("", text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\r", "&#13;")
    )


def quoteattr(text: str) -> str:
    """Text as an XML attribute value, with its quotes."""
    safe = escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{safe}"'


def _prefix(session: Session, namespace: str) -> str:
    known = {uri: prefix for prefix, uri in sorted(session.definition.namespaces.items(), reverse=True)}
    return known.get(namespace, "ns")


def _element(node: Node, declared: str = "") -> Iterator[str]:
    name = node.qname
    yield f"<{name}{declared}"
    for attribute in node.attributes:
        shown = (
            f"{_prefix(node.session, attribute.namespace)}:{attribute.name}"
            if attribute.namespace
            else attribute.name
        )
        yield f" {shown}={quoteattr(attribute.string())}"
    if not node.children:
        text = escape(node.text or "")
        yield f">{text}</{name}>" if text else "/>"
        return
    yield ">"
    for child in node.children:
        if child.relevant:
            yield from _element(child)
    yield f"</{name}>"


def read_submission(definition: Definition, xml: bytes, instance_id: str) -> SavedInstance:
    """The answers and rows of a submission, for the store. Row ids are derived from the place of the row.

    Raises InputError when the XML is of another form. What the form does not know is left out.
    """
    element = read_xml(xml)
    if (
        split_tag(str(element.tag))[1] != definition.root.name
        or element.get("id", definition.form_id) != definition.form_id
    ):
        raise InputError(
            _("Besvarelsen hører til et andet skema end {form}.").format(form=definition.form_id)
        )
    reader = _Reader()
    reader.read(element, definition.root, instance_id)
    return SavedInstance(reader.answers, tuple(reader.rows))


class _Reader:
    def __init__(self) -> None:
        self.answers: dict[str, dict[str, str]] = {}
        self.rows: list[Row] = []

    def read(self, element: etree._Element, node: NodeDef, record: str) -> None:
        if node.parent is not None:  # the root's are the form's id and version
            self.attributes(element, node, record)
        if not node.children:
            if node.calculate is None or node.minted:
                self.answers.setdefault(record, {})[node.path] = "".join(
                    str(part) for part in element.itertext()
                )
            return
        ordinals: dict[NodeDef, int] = {}
        for child in element:
            if isinstance(child.tag, str) and (known := _known(node, child)) is not None:
                self.child(child, known, record, ordinals)

    def attributes(self, element: etree._Element, node: NodeDef, record: str) -> None:
        for tag, value in element.attrib.items():
            namespace, name = split_tag(str(tag))
            for own in node.attributes:
                if (own.name, own.namespace) == (name, namespace) and own.calculate is None:
                    self.answers.setdefault(record, {})[own.path] = str(value)

    def child(
        self, element: etree._Element, node: NodeDef, record: str, ordinals: dict[NodeDef, int]
    ) -> None:
        if node.is_repeat:
            ordinal = ordinals[node] = ordinals.get(node, 0) + 1
            row = Row(derived_id(record, node.path, str(ordinal)), record, node.path, float(ordinal))
            self.rows.append(row)
            record = row.id
        self.read(element, node, record)


def _known(node: NodeDef, element: etree._Element) -> NodeDef | None:
    name = split_tag(str(element.tag))[1]
    return next((child for child in node.children if child.name == name), None)
