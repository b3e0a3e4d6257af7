"""Notes what one operation changed, and closes it as a `Changed`."""

from __future__ import annotations

from collections.abc import Callable

from klimabesog.xforms.node import Node
from klimabesog.xforms.values import Answer, Changed, Row


class Journal:
    """`stored` are the ids of rows the store knows; a row outside it is announced with its first answer.

    `known` are the ids of records that had answers when the session opened.
    """

    def __init__(self, keep: Callable[[str, str, str], None], row_of: Callable[[Node], Row]) -> None:
        self._keep = keep
        self._row_of = row_of
        self.stored: set[str] = set()
        self.known: set[str] = set()
        self.quiet = True
        self._made: list[Node] = []
        self._nodes: dict[Node, None] = {}
        self._answers: dict[Node, None] = {}
        self._added: dict[str, Row] = {}
        self._removed: list[str] = []
        self._structure: dict[Node, None] = {}
        self._triggers: dict[Node, None] = {}

    def note(self, node: Node) -> None:
        """A fact of the node changed."""
        self._nodes[node] = None

    def answer(self, node: Node) -> None:
        """The node's value must be stored."""
        self._answers[node] = None

    def trigger(self, node: Node) -> None:
        """The node's value changed and actions wait for that."""
        if not self.quiet:
            self._triggers[node] = None

    def row_made(self, row: Node) -> None:
        """A row came into being, by a person or by a count; actions wait for that."""
        self._made.append(row)

    def take_made(self) -> list[Node]:
        """The new rows whose actions must run now; those whose answers the store already has are left out."""
        made, self._made = self._made, []
        return [row for row in made if not row.gone and row.row_id not in self.known]

    def take_triggers(self) -> list[Node]:
        """The nodes whose actions must run now."""
        waiting = list(self._triggers)
        self._triggers.clear()
        return waiting

    def forget_trigger(self, node: Node) -> None:
        """The node's new value sets off nothing."""
        self._triggers.pop(node, None)

    def structure(self, holder: Node) -> None:
        """Rows below the holder came or went."""
        self._structure[holder] = None

    def row_added(self, row: Node) -> None:
        """A person added the row."""
        self._announce(row)

    def row_removed(self, row: Node) -> None:
        """A person took the row away."""
        self._removed.append(row.row_id)
        self.stored.discard(row.row_id)
        self._added.pop(row.row_id, None)

    def close(self) -> Changed:
        """What the operation did; the journal is blank afterwards."""
        answers = tuple(self._close_answer(node) for node in self._answers if not node.gone)
        changed = Changed(
            frozenset(node.ref for node in self._nodes if not node.gone),
            answers,
            tuple(self._added.values()),
            tuple(self._removed),
            frozenset(node.ref for node in self._structure if not node.gone),
        )
        self._nodes, self._answers, self._added, self._removed, self._structure = {}, {}, {}, [], {}
        return changed

    def _close_answer(self, node: Node) -> Answer:
        above: Node | None = node
        while isinstance(above, Node):
            if above.row_id:
                self._announce(above)
                break
            above = above.parent
        self._keep(node.record, node.path, node.value)
        return Answer(node.record, node.path, node.value)

    def _announce(self, row: Node) -> None:
        around = row.parent
        while isinstance(around, Node):
            if around.row_id:
                self._announce(around)
                break
            around = around.parent
        if row.row_id not in self.stored:
            self.stored.add(row.row_id)
            self._added[row.row_id] = self._row_of(row)
