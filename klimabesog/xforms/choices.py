"""The choices a select question offers now: written in the form, or the nodes its itemset finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from klimabesog.values.errors import InputError
from klimabesog.xforms.definition import Control, Itemset
from klimabesog.xforms.expressions import itext_key
from klimabesog.xforms.node import Node
from klimabesog.xforms.recalculation import MOST_STEPS
from klimabesog.xforms.values import Choice
from klimabesog.xforms.xpath.context import Context, to_text
from klimabesog.xforms.xpath.nodes import XNode

if TYPE_CHECKING:
    from klimabesog.xforms.session import Session

MOST_REMEMBERED = 64
_LIST = re.compile(r"\s*instance\(\s*['\"]([^'\"]+)['\"]\s*\)")


class _Reading:
    """The choices that an itemset's nodes stand for, as far as they are read."""

    def __init__(self, items: list[XNode], choice: Callable[[XNode], Choice]) -> None:
        self.items = items
        self._choice = choice
        self._made: list[Choice] = []
        self._next = 0

    @property
    def done(self) -> bool:
        """Whether all are read."""
        return self._next >= len(self.items)

    def read(self, most: int | None = None) -> list[Choice]:
        """Read on, so many at most; all that are read. Those without a value are left out."""
        end = len(self.items) if most is None else min(len(self.items), self._next + most)
        made = [choice for item in self.items[self._next : end] if (choice := self._choice(item)).value]
        self._made += made
        self._next = end
        return self._made


class Choices:
    """The choices of one session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._places: dict[tuple[int, str], tuple[list[XNode], dict[str, int]]] = {}
        self._shown: dict[tuple[int, str, str, str], _Reading] = {}

    def on_offer(self, node: Node) -> str:
        """The chosen values that are on offer, in the order of the choices.

        A ranking keeps its own order and takes in new choices last.
        """
        offered = self._offered(node)
        if offered is None:
            return node.value
        tag = node.control.tag
        if tag == "select1":
            return node.value if node.value in offered else ""
        chosen = [word for word in node.value.split() if word in offered]
        if tag == "rank":
            return " ".join(dict.fromkeys([*chosen, *offered]))
        return " ".join(sorted(dict.fromkeys(chosen), key=offered.__getitem__))

    def _offered(self, node: Node) -> dict[str, int] | None:
        """Value -> place of all choices; None when they are not known (a list file that is missing)."""
        control = node.control
        if control.itemset is None:
            return {item.value: place for place, item in enumerate(control.items)} if control.items else None
        items = self.items(node, control.itemset)
        if not items and self._list_missing(control.itemset):
            return None
        return self._by_value(control.itemset, items)

    def _by_value(self, itemset: Itemset, items: list[XNode]) -> dict[str, int]:
        """Value -> place. Remembered for lists that do not change, as `_shown`: the same nodes are the same list."""
        key = (id(items), itemset.value.text)
        known = self._places.get(key)
        if known is None or known[0] is not items:
            known = (items, {})
            for place, item in enumerate(items):
                known[1].setdefault(self.value(itemset, item), place)
            if _fixed(items):
                _remember(self._places, key, known)
        return known[1]

    def _list_missing(self, itemset: Itemset) -> bool:
        found = _LIST.match(itemset.nodes.text)
        try:
            return found is not None and self.session.host.instance(found.group(1)) is None
        except InputError:  # damaged is as good as missing: the answer stays
            return True

    def of(self, node: Node) -> list[Choice]:
        """All choices of the node, in order; those without a value are left out."""
        control = node.control
        if control.itemset is None:
            return self._written(control, node)
        return list(self._reading(node, control.itemset).read())

    def read_ahead(self, node: Node, most: int) -> bool:
        """Read so many more of a long list before it is asked for; whether nothing is left to be read."""
        itemset = node.control.itemset
        if itemset is None:
            return True
        reading = self._reading(node, itemset)
        if reading not in self._shown.values():
            return True  # would be read again in any case
        reading.read(most)
        return reading.done

    def _reading(self, node: Node, itemset: Itemset) -> _Reading:
        items = self.items(node, itemset)
        label = "" if itemset.label is None else itemset.label.text
        key = (id(items), itemset.value.text, label, self.session.language)
        known = self._shown.get(key)
        if known is None or known.items is not items:
            known = _Reading(items, lambda item: self._choice(itemset, item))
            if _fixed(items) and not (itext_key(label) and self.session.definition.languages.has_outputs):
                _remember(self._shown, key, known)
        return known

    def _written(self, control: Control, node: Node) -> list[Choice]:
        show = self.session.texts.show
        return [
            Choice(item.value, show(item.label, node), show(item.label, node, "image").rpartition("/")[2])
            for item in control.items
        ]

    def items(self, node: Node, itemset: Itemset) -> list[XNode]:
        """The nodes that stand for the choices."""
        self.session.host.left = MOST_STEPS
        try:
            found = itemset.nodes.closure(Context(node, self.session.host))
        except InputError:
            return []
        return found if isinstance(found, list) else []

    def _choice(self, itemset: Itemset, item: XNode) -> Choice:
        value = self.value(itemset, item)
        if itemset.label is None:
            return Choice(value, value)
        key = itext_key(itemset.label.text)
        if not key:
            return Choice(value, self._text(itemset.label.closure, item))
        texts = self.session.texts
        entry = texts.entry(_cell(item, key))
        return Choice(
            value,
            texts.form(entry, self.session.root),
            texts.form(entry, self.session.root, "image").rpartition("/")[2],
        )

    def value(self, itemset: Itemset, item: XNode) -> str:
        """The value of one choice."""
        return _cell(item, itemset.value.text) or self._text(itemset.value.closure, item)

    def _text(self, closure: object, item: XNode) -> str:
        return to_text(closure(Context(item, self.session.host)))  # type: ignore[operator]

    def label(self, node: Node, value: str) -> str:
        """The label of one value, '' when it is not on offer."""
        itemset = node.control.itemset
        if itemset is None:
            found = next((item for item in node.control.items if item.value == value), None)
            return "" if found is None else self.session.texts.show(found.label, node)
        items = self.items(node, itemset)
        place = self._by_value(itemset, items).get(value)
        return "" if place is None else self._choice(itemset, items[place]).label


def _cell(item: XNode, name: str) -> str:
    found = item.named(name.strip())
    return found[0].string() if found else ""


def _fixed(items: list[XNode]) -> bool:
    """Whether the list is one of nodes that do not change, and long enough to be worth remembering."""
    return len(items) > 20 and items[0].order >= 0


def _remember(memory: dict[Any, Any], key: object, made: object) -> None:
    if len(memory) >= MOST_REMEMBERED:
        del memory[next(iter(memory))]
    memory[key] = made
