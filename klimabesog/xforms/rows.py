"""Builds the nodes of an instance and its repeat rows, and adds and removes rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id, new_id
from klimabesog.values.texts import _
from klimabesog.xforms.definition import Aspect, Blueprint, NodeDef
from klimabesog.xforms.kinds import normal_form
from klimabesog.xforms.node import Node
from klimabesog.xforms.values import Row, SavedInstance

if TYPE_CHECKING:
    from klimabesog.xforms.recalculation import Recalculation
    from klimabesog.xforms.session import Session
    from klimabesog.xforms.xpath.nodes import XNode

MOST_ROWS = 5_000
"""Upper bound of rows that `jr:count` may ask for in one repeat."""
MOST_NODES = 100_000
"""Nodes of a session beyond which a count gets no more rows: about two seconds and 80 MB."""


class Rows:
    """The rows of a session. `kept` holds the stored answers by record, also of rows not shown now."""

    def __init__(self, session: Session, saved: SavedInstance, recalculation: Recalculation) -> None:
        self.session = session
        self.recalculation = recalculation
        self.kept: dict[str, dict[str, str]] = {
            record: dict(answers) for record, answers in saved.answers.items()
        }
        self.saved_rows: dict[tuple[str, str], list[Row]] = {}
        for row in saved.rows:
            self.saved_rows.setdefault((row.parent, row.repeat), []).append(row)
        self.removed = set(saved.removed)
        self.made = 0
        self._counters: dict[tuple[Node, NodeDef], Node] = {}
        self._readers: dict[NodeDef, list[tuple[NodeDef, Aspect, int, tuple[str, ...]]]] = {}

    # building

    def build(self, blueprint: Blueprint, parent: XNode, record: str) -> Node:
        """The node and all below it, with stored answers filled in."""
        definition = blueprint.definition
        answers = self.kept.get(record, {})
        self.made += 1
        node = Node(definition, parent, self.session, self._start_value(definition, blueprint.text, answers))
        for attribute, text in blueprint.attributes:
            self._attribute(node, attribute, text, answers)
        if definition.children:
            node.children = self._children(blueprint, node, record)
            node.value = ""
        else:
            node.text = node.value
        return node

    def _attribute(self, node: Node, definition: NodeDef, text: str, answers: dict[str, str]) -> None:
        made = Node(definition, node, self.session, self._start_value(definition, text, answers))
        made.text = made.value
        node.attributes = [*node.attributes, made]

    @staticmethod
    def _start_value(definition: NodeDef, text: str, answers: dict[str, str]) -> str:
        if definition.calculate is None or definition.minted:
            text = answers.get(definition.path, text)
        return normal_form(definition, text) if text else ""

    def _children(self, blueprint: Blueprint, node: Node, record: str) -> list[Node]:
        by_definition: dict[NodeDef, list[Blueprint]] = {}
        for child in blueprint.children:
            by_definition.setdefault(child.definition, []).append(child)
        children: list[Node] = []
        for definition in blueprint.definition.children:
            if definition.is_repeat:
                children += self._start_rows(definition, by_definition.get(definition, []), node, record)
            else:
                children += [self.build(child, node, record) for child in by_definition.get(definition, [])]
        return children

    def _start_rows(
        self, repeat: NodeDef, defaults: list[Blueprint], holder: Node, record: str
    ) -> list[Node]:
        if repeat.count is not None:
            return []
        found: list[tuple[float, str, Blueprint | None]] = []
        known = {row.id: row for row in self.saved_rows.get((record, repeat.path), [])}
        for ordinal, blueprint in enumerate(defaults, 1):
            row_id = derived_id(record, repeat.path, str(ordinal))
            if row_id not in self.removed:
                saved = known.pop(row_id, None)
                found.append((saved.order if saved else float(ordinal), row_id, blueprint))
        found += [(row.order, row.id, None) for row in known.values() if row.id not in self.removed]
        found.sort(key=lambda entry: entry[:2])
        return [self._row(repeat, blueprint, holder, row_id, order) for order, row_id, blueprint in found]

    def _row(
        self, repeat: NodeDef, blueprint: Blueprint | None, holder: Node, row_id: str, order: float
    ) -> Node:
        made_from = blueprint or repeat.template
        if made_from is None:
            raise InputError(_("Gentagelsen {path} har ingen skabelon i skemaet.").format(path=repeat.path))
        row = self.build(made_from, holder, row_id)
        row.row_id, row.order_in_repeat = row_id, order
        return row

    @staticmethod
    def describe(row: Node) -> Row:
        """The row as the store keeps it."""
        parent = row.parent
        return Row(
            row.row_id, parent.record if isinstance(parent, Node) else "", row.path, row.order_in_repeat
        )

    # adding and removing

    def counter(self, holder: Node, repeat: NodeDef) -> Node:
        """The stand-in that carries the count of a repeat: as if one more row, outside the children."""
        made = self._counters.get((holder, repeat))
        if made is None:
            made = self._counters[holder, repeat] = Node(repeat, holder, self.session, "")
        return made

    def last_saved(self, counter: Node) -> int:
        """The number of the last row that the store knows of a counted repeat; 0 when it knows none."""
        holder = counter.parent
        record = holder.record if isinstance(holder, Node) else ""
        saved = self.saved_rows.get((record, counter.path), [])
        return max((int(row.order) for row in saved if row.id not in self.removed), default=0)

    def resize(self, counter: Node, number: int) -> int:
        """Give a counted repeat so many rows, as far as there is room; answers of rows that go are kept."""
        holder = counter.parent
        if not isinstance(holder, Node) or holder.gone:
            return number
        number = min(number, MOST_ROWS)
        rows: list[Node] = list(holder.named(counter.name))  # type: ignore[arg-type]
        if len(rows) > number:
            self._take_away(holder, rows[number:], counter.definition)
        elif len(rows) < number:
            fresh: list[Node] = []
            while len(rows) + len(fresh) < number and self.made < MOST_NODES:
                fresh.append(self._counted(counter.definition, holder, len(rows) + len(fresh) + 1))
            self._put_in(holder, counter.definition, len(rows), fresh)
            number = len(rows) + len(fresh)
        return number

    def _counted(self, repeat: NodeDef, holder: Node, ordinal: int) -> Node:
        return self._row(
            repeat, None, holder, derived_id(holder.record, repeat.path, str(ordinal)), float(ordinal)
        )

    def add(self, holder: Node, repeat: NodeDef, place: int, row_id: str | None) -> Node:
        """A new row at this place (0 is before the first)."""
        rows: list[Node] = holder.named(repeat.name)  # type: ignore[assignment]
        row = self._row(repeat, repeat.template, holder, row_id or new_id(), _order(rows, place))
        self.removed.discard(row.row_id)
        # so that it comes back with the row around it, when a count takes that away and asks for it again
        self.saved_rows.setdefault((holder.record, repeat.path), []).append(self.describe(row))
        self._put_in(holder, repeat, place, [row])
        return row

    def remove(self, row: Node) -> None:
        """Take the row away."""
        holder = row.parent
        if isinstance(holder, Node):
            self.removed.add(row.row_id)
            self._take_away(holder, [row], row.definition)

    def _put_in(self, holder: Node, repeat: NodeDef, place: int, fresh: list[Node]) -> None:
        rows = holder.named(repeat.name)
        at = _start(holder, repeat) + place if rows else _start(holder, repeat)
        holder.children = [*holder.children[:at], *fresh, *holder.children[at:]]
        holder.index = None
        for row in fresh:
            self.recalculation.push_all(row)
            self.recalculation.journal.row_made(row)
            if not holder.relevant:
                self.recalculation.spread_relevance(row, False)
            if holder.readonly:
                self.recalculation.spread_readonly(row, True)
        self._shifted(holder, repeat, place + len(fresh))

    def _take_away(self, holder: Node, rows: list[Node], repeat: NodeDef) -> None:
        going = set(rows)
        place = min(row.number for row in rows) - 1
        holder.children = [node for node in holder.children if node not in going]
        holder.index = None
        self.made -= sum(_mark_gone(row) for row in rows)
        self._shifted(holder, repeat, place)

    def _shifted(self, holder: Node, repeat: NodeDef, place: int) -> None:
        """Have everything worked out that depends on which rows there are, or on the numbers of those from `place`."""
        self.recalculation.journal.structure(holder)
        for target, aspect, ups, downs in self._row_readers(repeat):
            start: XNode | None = holder
            for _step in range(ups):
                start = None if start is None else start.parent
            if isinstance(start, Node):
                self.recalculation.push_below(start, target, aspect, downs)
        for dependent in repeat.dependents:
            if dependent.ups == 0:
                for row in holder.named(repeat.name)[place:]:
                    self.recalculation.push_below(row, dependent.target, dependent.aspect, dependent.downs)  # type: ignore[arg-type]

    def _row_readers(self, repeat: NodeDef) -> list[tuple[NodeDef, Aspect, int, tuple[str, ...]]]:
        """Readers of anything in the rows from outside one row: climb `ups` from the holder, go down `downs`."""
        known = self._readers.get(repeat)
        if known is None:
            found: dict[tuple[NodeDef, Aspect, int, tuple[str, ...]], None] = {}
            for node in _below(repeat):
                for dependent in node.dependents:
                    ups = dependent.ups - (node.depth - repeat.depth) - 1
                    if ups >= 0:
                        found[dependent.target, dependent.aspect, ups, dependent.downs] = None
            known = self._readers[repeat] = list(found)
        return known


def _order(rows: list[Node], place: int) -> float:
    before = rows[place - 1].order_in_repeat if place > 0 else None
    after = rows[place].order_in_repeat if place < len(rows) else None
    if before is None:
        return 1.0 if after is None else after - 1.0
    return before + 1.0 if after is None else (before + after) / 2


def _start(holder: Node, repeat: NodeDef) -> int:
    """Where in the holder's children the rows of the repeat begin."""
    earlier = set(holder.definition.children[: holder.definition.children.index(repeat)])
    return sum(1 for child in holder.children if child.definition in earlier)


def _mark_gone(node: Node) -> int:
    """Mark the node and all below it; gives how many they are."""
    node.gone = True
    return 1 + sum(_mark_gone(child) for child in node.children)


def _below(node: NodeDef) -> list[NodeDef]:
    found = [node, *node.attributes]
    for child in node.children:
        found += _below(child)
    return found
