"""The choices a select question offers now: written in the form, or the nodes its itemset finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.xforms.definition import Control, Itemset
from klimabesog.xforms.node import Node
from klimabesog.xforms.values import Choice
from klimabesog.xforms.xpath.context import Context, to_text
from klimabesog.xforms.xpath.errors import XPathError
from klimabesog.xforms.xpath.nodes import XNode

if TYPE_CHECKING:
    from klimabesog.xforms.session import Session


class Choices:
    """The choices of one session."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def of(self, node: Node) -> list[Choice]:
        """All choices of the node, in order; those without a value are left out."""
        control = node.control
        if control.itemset is None:
            return self._written(control, node)
        itemset = control.itemset
        return [choice for item in self.items(node, itemset) if (choice := self._choice(itemset, item)).value]

    def _written(self, control: Control, node: Node) -> list[Choice]:
        show = self.session.texts.show
        return [Choice(item.value, show(item.label, node), show(item.label, node, "image").rpartition("/")[2]) for item in control.items]

    def items(self, node: Node, itemset: Itemset) -> list[XNode]:
        """The nodes that stand for the choices."""
        try:
            found = itemset.nodes.closure(Context(node, self.session.host))
        except XPathError:
            return []
        return found if isinstance(found, list) else []

    def _choice(self, itemset: Itemset, item: XNode) -> Choice:
        value = self.value(itemset, item)
        if itemset.label is None:
            return Choice(value, value)
        text = itemset.label.text.strip()
        if text.startswith("jr:itext(") and (key := self._key(text, item)):
            texts = self.session.texts
            entry = texts.entry(key)
            image = entry.get("image")
            shown = texts.by_id(key, self.session.root)
            return Choice(value, shown, "" if image is None else "".join(str(part) for part in image.parts).rpartition("/")[2])
        return Choice(value, self._text(itemset.label.closure, item))

    @staticmethod
    def _key(text: str, item: XNode) -> str:
        found = item.named(text[len("jr:itext(") : -1].strip())
        return found[0].string() if found else ""

    def value(self, itemset: Itemset, item: XNode) -> str:
        """The value of one choice."""
        plain = item.named(itemset.value.text)
        return plain[0].string() if plain else self._text(itemset.value.closure, item)

    def _text(self, closure: object, item: XNode) -> str:
        return to_text(closure(Context(item, self.session.host)))  # type: ignore[operator]

    def label(self, node: Node, value: str) -> str:
        """The label of one value, '' when it is not on offer."""
        itemset = node.control.itemset
        if itemset is None:
            found = next((item for item in node.control.items if item.value == value), None)
            return "" if found is None else self.session.texts.show(found.label, node)
        for item in self.items(node, itemset):
            if self.value(itemset, item) == value:
                return self._choice(itemset, item).label
        return ""
