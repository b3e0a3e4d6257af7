"""What of a node tree a person sees: nodes with words, and repeats as one slot for all their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from klimabesog.desktop.form_view.source import Node


@dataclass(frozen=True)
class Slot:
    """The place of a repeat below its parent; it is there also when the repeat has no rows."""

    parent: Node
    name: str

    @property
    def ref(self) -> str:
        """The repeat's ref, without a row number."""
        return f"{self.parent.ref}/{self.name}"

    @property
    def rows(self) -> list[Node]:
        """Its rows, in order."""
        return [child for child in self.parent.children if child.kind == "repeat" and child.name == self.name]

    @property
    def label(self) -> str:
        """The repeat's label."""
        if rows := self.rows:
            return rows[0].label or ""
        definition = self._definition
        control = definition.control if definition is not None else None
        return self.parent.session.texts.show(control.label, self.parent) if control and control.label else ""

    @property
    def relevant(self) -> bool:
        return all(row.relevant for row in self.rows) and self.parent.relevant

    @property
    def fixed(self) -> bool:
        """Whether the form decides how many rows there are."""
        return self._definition is not None and bool(self._definition.fixed_rows)

    @property
    def _definition(self) -> Node:
        if self.parent.definition is None:
            return None
        return self.parent.definition.by_name.get(self.name)


def shown(node: Node) -> bool:
    """Whether the node stands in the form's body at all (relevant or not just now)."""
    return bool(node.label) or node.kind == "repeat" or any(shown(child) for child in node.children)


def parts_of(parent: Node) -> list[Node | Slot]:
    """What a group shows, in the form's order."""
    standing = list(parts(parent.children))
    there = {part.name for part in standing if isinstance(part, Slot)}
    return standing + [Slot(parent, name) for name in _empty_repeats(parent) if name not in there]


def parts(nodes: Iterable[Node]) -> Iterator[Node | Slot]:
    """Nodes a person sees; the rows of one repeat become one slot."""
    slots: set[str] = set()
    for node in nodes:
        if node.kind == "repeat":
            if node.path not in slots:
                slots.add(node.path)
                yield Slot(node.parent, node.name)
        elif shown(node):
            yield node


def _empty_repeats(parent: Node) -> list[str]:
    definition = parent.definition
    return [child.name for child in definition.children if child.is_repeat] if definition is not None else []


def is_checkpoint(node: Node) -> bool:
    """Whether Nej or Delvist here is a finding."""
    return bool(node.kb.get("kontrolpunkt"))
