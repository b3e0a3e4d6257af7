"""What of a node tree a person sees: nodes with words, the rows of a repeat."""

from __future__ import annotations

from klimabesog.desktop.form_view.source import Node


def shown(node: Node) -> bool:
    """Whether the node stands in the form's body at all (relevant or not just now)."""
    return bool(node.label) or node.kind == "repeat" or any(shown(child) for child in node.children)


def shown_children(node: Node) -> list[Node]:
    """The children a person sees, in order; of a repeat's rows only the first, which stands for the repeat."""
    return distinct(list(node.children))


def distinct(nodes: list[Node]) -> list[Node]:
    """The nodes a person sees; rows of one repeat count once."""
    seen: set[str] = set()
    kept = []
    for node in nodes:
        if not shown(node) or (node.kind == "repeat" and node.path in seen):
            continue
        seen.add(node.path)
        kept.append(node)
    return kept


def shown_rows(node: Node) -> list[Node]:
    """The rows of a repeat."""
    return list(node.rows)


def is_checkpoint(node: Node) -> bool:
    """Whether Nej or Delvist here is a finding."""
    return bool(node.kb.get("kontrolpunkt"))
