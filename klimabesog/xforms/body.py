"""The body of an XForm: controls with labels, hints, choices and parameters, hung on their definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms.definition import Control, Expression, Item, Itemset, NodeDef, Text
from klimabesog.xforms.expressions import Expressions, itext_key
from klimabesog.xforms.xmltree import elements, is_element, local, told

if TYPE_CHECKING:
    from lxml import etree

JR = "http://openrosa.org/javarosa"
_WITH_CHOICES = frozenset(("select", "select1", "rank"))
MOST_DEPTH = 120
"""Levels of groups: twice those of the model, since a repeat stands in a group of its own."""
CONTROLS = frozenset(("input", "select", "select1", "range", "rank", "trigger", "upload", "secret"))


def read(
    element: etree._Element, by_path: dict[str, NodeDef], root: NodeDef, expressions: Expressions
) -> None:
    """Hang every control, group and repeat of the body on its definition."""
    _Body(by_path, root, expressions).children(element, root)


class _Body:
    def __init__(self, by_path: dict[str, NodeDef], root: NodeDef, expressions: Expressions) -> None:
        self.by_path = by_path
        self.root = root
        self.expressions = expressions
        self.depth = 0

    def children(self, element: etree._Element, around: NodeDef) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise InputError(
                _("Skemaet er indlejret for dybt: højst {most} niveauer.").format(most=MOST_DEPTH)
            )
        for child in elements(element):
            name = local(child)
            if name == "group":
                self.group(child, around)
            elif name == "repeat":
                self.repeat(child, around)
            elif name in CONTROLS:
                self.control(child, name, around)
        self.depth -= 1

    def find(self, element: etree._Element, around: NodeDef) -> NodeDef | None:
        path = (element.get("ref") or element.get("nodeset") or "").strip()
        if not path:
            return None
        if path.startswith("/"):
            return self.by_path.get(path)
        node: NodeDef | None = around
        for step in path.split("/"):
            if node is not None and step == "..":
                node = node.parent
            elif node is not None and step not in (".", "current()"):
                node = node.by_name.get(step)
        return node

    def group(self, element: etree._Element, around: NodeDef) -> None:
        node = self.find(element, around)
        inner = node or self.repeat_within(element, around)
        if inner is not None and inner is not around:
            self.hang(element, "group", inner)
        self.children(element, node or around)

    def repeat_within(self, element: etree._Element, around: NodeDef) -> NodeDef | None:
        """The repeat of a group that only carries the repeat's label."""
        repeat = element.find("{*}repeat")
        return None if repeat is None else self.find(repeat, around)

    def hang(self, element: etree._Element, tag: str, node: NodeDef) -> Control:
        known = node.control
        given = told(element)
        control = Control(tag, given.get("appearance", ""), given)
        parts = _parts(element)
        control.label = self.text(parts, "label", node) or (known.label if known else None)
        control.hint = self.text(parts, "hint", node) or (known.hint if known else None)
        if known is not None:
            control.appearance = control.appearance or known.appearance
            control.items, control.itemset = known.items, known.itemset
        node.control = control
        return control

    def repeat(self, element: etree._Element, around: NodeDef) -> None:
        node = self.find(element, around)
        if node is None:
            return
        self.hang(element, "repeat", node)
        count = element.get(f"{{{JR}}}count")
        if count:
            node.count = self.expressions.make(count, node, "jr:count")
        node.fixed_rows = element.get(f"{{{JR}}}noAddRemove") in ("true()", "true")
        self.children(element, node)

    def control(self, element: etree._Element, tag: str, around: NodeDef) -> None:
        node = self.find(element, around)
        if node is None:
            return
        control = self.hang(element, tag, node)
        if tag not in _WITH_CHOICES:
            return
        if items := list(element.iter("{*}item")):
            control.items = tuple(self.item(item, node) for item in items)
        if (itemset := _parts(element).get("itemset")) is not None:
            control.itemset = self.itemset(itemset, node)

    def item(self, element: etree._Element, node: NodeDef) -> Item:
        parts = _parts(element)
        value = parts.get("value")
        label = self.text(parts, "label", node)
        return Item("" if value is None else (value.text or "").strip(), label or Text())

    def itemset(self, element: etree._Element, node: NodeDef) -> Itemset:
        parts = _parts(element)
        value, label = parts.get("value"), parts.get("label")
        make, root = self.expressions.make, self.root
        return Itemset(
            make(str(element.get("nodeset")), node, "itemset"),
            make(str(value.get("ref")) if value is not None else ".", root, "itemset"),
            None if label is None or not label.get("ref") else make(str(label.get("ref")), root, "itemset"),
        )

    def text(self, parts: dict[str, etree._Element], name: str, node: NodeDef) -> Text | None:
        found = parts.get(name)
        return None if found is None else read_text(found, node, self.expressions)


def _parts(element: etree._Element) -> dict[str, etree._Element]:
    """The first child of each local name."""
    found: dict[str, etree._Element] = {}
    for child in element:
        tag = child.tag
        if isinstance(tag, str):
            found.setdefault(tag.rpartition("}")[2], child)
    return found


def read_text(element: etree._Element, node: NodeDef, expressions: Expressions) -> Text:
    """A label, hint or translated value: its text with outputs, or the id of a translated text."""
    ref = element.get("ref")
    if ref:
        key = itext_key(ref)
        return (
            Text(itext=expressions.make(key, node, "label"))
            if key
            else Text((expressions.make(ref, node, "label"),))
        )
    if not len(element):
        return Text((element.text,)) if element.text else Text()
    parts: list[str | Expression] = [element.text or ""]
    for child in element:
        if is_element(child) and local(child) == "output":
            parts.append(expressions.make(child.get("value") or child.get("ref") or "''", node, "output"))
        elif is_element(child):
            parts.append("".join(str(piece) for piece in child.itertext()))
        parts.append(child.tail or "")
    return Text(tuple(part for part in parts if part != ""))
