"""What of a node tree a person sees: nodes with words, and repeats as one slot for all their rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from klimabesog.desktop.form_view.source import FormSource, Node
from klimabesog.values.texts import _

_FIXED_LIST = re.compile(r"\s*instance\(\s*(['\"])(?!kontekst|__last)[^'\"]+\1\s*\)(/[\w.-]+)+\s*\Z")

UNASKED = frozenset({"note", "group", "repeat", "calculate"})


@dataclass(frozen=True)
class Slot:
    """The place of a repeat below its parent; it is there also when the repeat has no rows."""

    source: FormSource
    above: str  # ref of the parent
    name: str

    kind = "slot"

    @property
    def parent(self) -> Node:
        """The parent as it is now: an undo makes all nodes anew."""
        return self.source.node(self.above)

    @property
    def ref(self) -> str:
        """The repeat's ref, without a row number."""
        return f"{self.above}/{self.name}"

    @property
    def rows(self) -> list[Node]:
        """Its rows, in order."""
        return [child for child in self.parent.children if child.name == self.name and child.kind == "repeat"]

    @property
    def label(self) -> str:
        """The repeat's label."""
        parent = self.parent
        if rows := self.rows:
            return rows[0].label or ""
        definition = self._definition(parent)
        control = definition.control if definition is not None else None
        return parent.session.texts.show(control.label, parent) if control and control.label else ""

    @property
    def appearance(self) -> str:
        """The repeat's appearance words."""
        if rows := self.rows:
            return rows[0].appearance or ""
        definition = self._definition(self.parent)
        return definition.control.appearance if definition is not None and definition.control else ""

    @property
    def relevant(self) -> bool:
        parent = self.parent
        return parent.relevant and all(row.relevant for row in self.rows)

    @property
    def fixed(self) -> bool:
        """Whether the form decides how many rows there are."""
        definition = self._definition(self.parent)
        return definition is not None and bool(definition.fixed_rows or definition.count is not None)

    def _definition(self, parent: Node) -> Node:
        return parent.definition.by_name.get(self.name) if parent.definition is not None else None


Part = Node | Slot


def shown(node: Node) -> bool:
    """Whether the node stands in the form's body at all (relevant or not just now)."""
    if node.children:
        return bool(node.label) or node.kind == "repeat" or any(shown(child) for child in node.children)
    return bool(node.label) or node.kind not in ("calculate", "group", "note")


def parts_of(source: FormSource, parent: Node) -> list[Part]:
    """What a group shows, in the form's order; a repeat without rows has its place too."""
    if parent.definition is None:
        return list(parts(source, parent.children))
    found: list[Part] = []
    for definition in parent.definition.children:
        if definition.is_repeat:
            found.append(Slot(source, parent.ref, definition.name))
        else:
            found += [node for node in parent.named(definition.name) if _stands(source, node)]
    return found


def parts_among(source: FormSource, nodes: Sequence[Node]) -> list[Part]:
    """What these nodes show; with their parent's empty repeats when they are all it has."""
    parent = nodes[0].parent if nodes else None
    if (
        parent is not None
        and getattr(parent, "definition", None) is not None
        and len(parent.children) == len(nodes)
    ):
        return parts_of(source, parent)
    return list(parts(source, nodes))


def parts(source: FormSource, nodes: Iterable[Node]) -> Iterator[Part]:
    """Nodes a person sees; the rows of one repeat become one slot."""
    slots: set[str] = set()
    for node in nodes:
        if node.children and node.kind == "repeat":
            if node.name not in slots:
                slots.add(node.name)
                yield Slot(source, node.parent.ref, node.name)
        elif _stands(source, node):
            yield node


def _stands(source: FormSource, node: Node) -> bool:
    """Whether the node has a place on the page."""
    return shown(node) and not source.is_left_out(node)


def is_checkpoint(node: Node) -> bool:
    """Whether Nej or Delvist here is a finding."""
    return bool(node.kb.get("kontrolpunkt"))


def asks(node: Node) -> bool:
    """Whether a person answers it."""
    if node.kind in ("select1", "select") and has_word(node, "label"):  # the head of a table of choices
        return False
    return node.kind not in UNASKED and not node.calculated and not node.readonly


def first_open(source: FormSource, nodes: Iterable[Node]) -> str | None:
    """The ref of the first question on the page that waits for an answer; None when all have one."""
    for node in nodes:
        if not node.relevant or source.is_left_out(node):
            continue
        if node.children:
            if found := first_open(source, node.children):
                return found
        elif asks(node) and not node.value and shown(node):
            return str(node.ref)
    return None


def has_word(part: Part, *words: str) -> bool:
    """Whether the appearance holds one of these words."""
    return any(word in words for word in (part.appearance or "").split())


def choices_key(node: Node) -> object:
    """What the choices on offer depend on beside the answers: while it is the same, so are they; None: ask each time.

    A list without a condition is the same for every answer, and reading 10,000 labels after each would be felt.
    """
    itemset = _itemset(node)
    if itemset is None or not _FIXED_LIST.match(itemset.nodes.text):
        return None
    return id(node.session), node.session.language


def choice_count(node: Node) -> int:
    """How many choices are on offer, without reading their labels."""
    itemset = _itemset(node)
    return len(node.session.choices.items(node, itemset)) if itemset is not None else len(node.choices or ())


def read_choices_ahead(node: Node, most: int) -> bool:
    """Read so many more labels of a long list before it is opened; whether nothing is left to be read."""
    return _itemset(node) is None or node.session.choices.read_ahead(node, most)


def _itemset(node: Node) -> Any:
    definition = node.definition
    return definition.control.itemset if definition is not None and definition.control else None


def choice_label(node: Node, value: str) -> str:
    """The label of one value, itself when it is not on offer."""
    if node.definition is not None:
        return node.session.choices.label(node, value) or value
    return next((choice.label for choice in node.choices or () if choice.value == value), value)


def missing_message(node: Node) -> str:
    """What to say at a question that must be answered and is not."""
    return getattr(node, "required_message", None) or _("Spørgsmålet skal besvares.")
