"""Keeps every fact of a running form right: works out what a change touches, once each, in order of dependency."""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms.definition import Aspect, NodeDef
from klimabesog.xforms.graph import LATE, Dependent
from klimabesog.xforms.kinds import fits_type, normal_form
from klimabesog.xforms.node import Node
from klimabesog.xforms.values import Problem
from klimabesog.xforms.xpath.context import Context, Host, to_boolean, to_number, to_text

if TYPE_CHECKING:
    from klimabesog.xforms.choices import Choices
    from klimabesog.xforms.journal import Journal
    from klimabesog.xforms.rows import Rows

SELECTS = frozenset(("select", "select1", "rank"))
MOST_STEPS = 1_000_000
"""How many nodes one evaluation may look at: about a second."""
LONGEST_ANSWER = 1_000_000
"""Characters of one answer or result."""
ROUNDS = 60
"""How often one node may be worked out again within one change: a bound for forms that chase their own tail."""


class Recalculation:
    """The queue of what must be worked out. `journal` notes what changed during the operation under way."""

    rows: Rows
    choices: Choices

    def __init__(self, host: Host, journal: Journal) -> None:
        self.host = host
        self.journal = journal
        self.problems: dict[tuple[str, str], Problem] = {}
        self._buckets: dict[int, dict[Node, Aspect]] = {}
        self._heap: list[int] = []
        self._rounds: dict[tuple[Node, Aspect], int] = {}
        self.keep_minted = False

    # noting what to do

    def push(self, node: Node, aspect: Aspect) -> None:
        """Have this worked out in the run under way or the next one."""
        rank = node.definition.rank[aspect] if aspect <= Aspect.VALUE else LATE + aspect
        bucket = self._buckets.get(rank)
        if bucket is None:
            self._buckets[rank] = {node: aspect}
            heapq.heappush(self._heap, rank)
        else:
            bucket[node] = aspect

    def push_all(self, node: Node) -> None:
        """Have every rule of the node and of all below it worked out."""
        definition = node.definition
        if definition.relevant is not None:
            self.push(node, Aspect.RELEVANT)
        if definition.calculate is not None:
            self.push(node, Aspect.VALUE)
        if node.value and not node.children:
            self.push(node, Aspect.CHOICES)
        if definition.required is not None:
            self.push(node, Aspect.REQUIRED)
        if definition.readonly is not None:
            self.push(node, Aspect.READONLY)
        if definition.constraint is not None or definition.type != "string":
            self.push(node, Aspect.CONSTRAINT)
        for child in node.children:
            self.push_all(child)
        for attribute in node.attributes:
            self.push_all(attribute)  # type: ignore[arg-type]
        for child_definition in definition.children:
            if child_definition.count is not None:
                self.push(self.rows.counter(node, child_definition), Aspect.COUNT)

    def touch(self, node: Node) -> None:
        """The node's value as expressions see it has changed: have its readers worked out."""
        self.journal.note(node)
        for dependent in node.definition.dependents:
            self.push_dependent(node, dependent)

    def push_dependent(self, node: Node, dependent: Dependent) -> None:
        """Have the readers that lie under the same row as the node worked out."""
        target, aspect = dependent.target, dependent.aspect
        alone = self.host.fixed.get(target.path) if Aspect.COUNT < aspect < Aspect.TEXT else None
        if alone:
            self.push(alone[0], aspect)  # type: ignore[arg-type]
            return
        start: Node = node
        for _step in range(dependent.ups):
            above = start.parent
            if not isinstance(above, Node):
                return
            start = above
        self.push_below(start, target, aspect, dependent.downs)

    def push_below(self, start: Node, target: NodeDef, aspect: Aspect, downs: tuple[str, ...]) -> None:
        """Have all readers below `start` worked out; texts are only noted, they are made when read."""
        if aspect == Aspect.COUNT:
            for holder in instances(start, downs[:-1]):
                self.push(self.rows.counter(holder, target), aspect)
        elif aspect == Aspect.TEXT:
            for reader in instances(start, downs):
                self.journal.note(reader)
        else:
            for reader in instances(start, downs):
                self.push(reader, aspect)

    # working it out

    def run(self) -> None:
        """Work out all that is waiting."""
        while self._heap:
            rank = heapq.heappop(self._heap)
            for node, aspect in self._buckets.pop(rank).items():
                if not node.gone and self._may_run(node, aspect):
                    self._work_out(node, aspect)
        self._rounds.clear()

    def _may_run(self, node: Node, aspect: Aspect) -> bool:
        rounds = self._rounds.get((node, aspect), 0)
        self._rounds[node, aspect] = rounds + 1
        if rounds == ROUNDS:
            self.problem(node, aspect.name, _("Beregningen bider sig selv i halen og er standset."))
        return rounds < ROUNDS

    def _work_out(self, node: Node, aspect: Aspect) -> None:
        if aspect == Aspect.VALUE:
            self._calculate(node)
        elif aspect == Aspect.RELEVANT:
            self._relevant(node)
        elif aspect == Aspect.CONSTRAINT:
            self._constraint(node)
        elif aspect == Aspect.REQUIRED:
            self._required(node)
        elif aspect == Aspect.READONLY:
            self._readonly(node)
        elif aspect == Aspect.COUNT:
            self._count(node)
        elif aspect == Aspect.CHOICES:
            self.journal.note(node)
            self.refresh(node)

    def evaluate(self, node: Node, aspect: Aspect) -> object:
        """The value of the rule, None when it has none or cannot be worked out (noted as a problem)."""
        expression = node.definition.expression(aspect)
        if expression is None:
            return None
        self.host.left = MOST_STEPS
        try:
            return expression.closure(Context(node, self.host))
        except InputError as error:  # the expression's own, or a list it reads that is damaged
            self.problem(node, aspect.name, str(error))
            return None

    def problem(self, node: Node, what: str, sentence: str) -> None:
        """Note what could not be worked out, once for each question and rule."""
        self.problems[node.path, what] = Problem(node.ref, what.lower(), sentence)

    def _calculate(self, node: Node) -> None:
        if not node.relevant or (self.keep_minted and node.definition.minted and node.value):
            return
        value = self.evaluate(node, Aspect.VALUE)
        text = "" if value is None else to_text(value)  # type: ignore[arg-type]
        if len(text) > LONGEST_ANSWER:
            self.problem(
                node, "VALUE", _("Resultatet er for langt: højst {most} tegn.").format(most=LONGEST_ANSWER)
            )
            text = ""
        if text == node.computed:  # what a person wrote instead stands until the result is another
            return
        node.computed = text
        self.assign(node, "" if text == "NaN" else text, minted=node.definition.minted)

    def assign(self, node: Node, value: str, *, minted: bool = False) -> None:
        """Give the node a value; readers follow. A minted one goes to the store."""
        value = normal_form(node.definition, str(value))
        if value == node.value:
            return
        node.value = value
        if minted:
            self.journal.answer(node)
        self.refresh(node)

    def refresh(self, node: Node) -> None:
        """Bring what expressions see in line with value and relevance."""
        text = self._seen(node) if node.value and node.relevant else ""
        if text != node.text:
            node.text = text
            self.touch(node)
            if node.definition.triggers:
                self.journal.trigger(node)
            if node.definition.constraint is not None or node.definition.type != "string":
                self.push(node, Aspect.CONSTRAINT)
        elif not text and node.definition.type != "string":  # what was of the wrong type may be gone now
            self.push(node, Aspect.CONSTRAINT)

    def _seen(self, node: Node) -> str:
        """The value without what does not belong: no text of the wrong type, no choice that is not on offer."""
        definition = node.definition
        if definition.control is not None and definition.control.tag in SELECTS:
            return self.choices.on_offer(node)
        return node.value if definition.type == "string" or fits_type(definition, node.value) else ""

    def _relevant(self, node: Node) -> None:
        value = self.evaluate(node, Aspect.RELEVANT)
        node.own_relevant = True if value is None else to_boolean(value)  # type: ignore[arg-type]
        self.spread_relevance(node, _relevant_above(node))

    def spread_relevance(self, node: Node, above: bool) -> None:
        """Bring the relevance of the node and of all below it in line."""
        relevant = above and node.own_relevant
        if relevant == node.relevant:
            return
        node.relevant = relevant
        self.journal.note(node)
        if node.text is None:
            self.touch(node)
        else:
            self.refresh(node)
        if relevant and node.definition.calculate is not None:
            node.computed = None
            self.push(node, Aspect.VALUE)
        for child in node.children:
            self.spread_relevance(child, relevant)
        for attribute in node.attributes:
            self.spread_relevance(attribute, relevant)  # type: ignore[arg-type]

    def _constraint(self, node: Node) -> None:
        valid, kind = True, ""
        if node.relevant and not fits_type(node.definition, node.value):
            valid, kind = False, "type"
        elif node.text and node.definition.constraint is not None:
            value = self.evaluate(node, Aspect.CONSTRAINT)
            valid = value is None or to_boolean(value)  # type: ignore[arg-type]
            kind = "" if valid else "constraint"
        if (valid, kind) != (node.valid, node.message_kind):
            node.valid, node.message_kind = valid, kind
            self.journal.note(node)

    def _required(self, node: Node) -> None:
        value = self.evaluate(node, Aspect.REQUIRED)
        required = value is not None and to_boolean(value)  # type: ignore[arg-type]
        if required != node.required:
            node.required = required
            self.journal.note(node)

    def _readonly(self, node: Node) -> None:
        value = self.evaluate(node, Aspect.READONLY)
        node.own_readonly = value is not None and to_boolean(value)  # type: ignore[arg-type]
        above = node.parent.readonly if isinstance(node.parent, Node) else False
        self.spread_readonly(node, above)

    def spread_readonly(self, node: Node, above: bool) -> None:
        """Bring readonly of the node and of all below it in line."""
        readonly = above or node.own_readonly
        if readonly == node.readonly:
            return
        node.readonly = readonly
        self.journal.note(node)
        for child in node.children:
            self.spread_readonly(child, readonly)

    def _count(self, counter: Node) -> None:
        value = self.evaluate(counter, Aspect.COUNT)
        number = math.nan if value is None else to_number(value, self.host.zone)  # type: ignore[arg-type]
        if number != number and self.journal.quiet:  # as they were when the form was closed
            self.rows.resize(counter, self.rows.last_saved(counter))
        if number == number:  # a blank count leaves the rows as they are
            wanted = int(min(max(number, 0.0), 1e9))
            made = self.rows.resize(counter, wanted)
            if made < wanted:
                sentence = _("{ref} beder om {wanted} rækker; der er plads til {made}.")
                holder = counter.parent.ref if isinstance(counter.parent, Node) else ""
                told = sentence.format(ref=f"{holder}/{counter.qname}", wanted=wanted, made=made)
                self.problem(counter, "COUNT", told)


def _relevant_above(node: Node) -> bool:
    return node.parent.relevant if isinstance(node.parent, Node) else True


def instances(start: Node, downs: tuple[str, ...]) -> list[Node]:
    """The nodes below `start` along these names."""
    found: list[Node] = [start]
    for name in downs:
        if name[0] == "@":
            found = [own for node in found if (own := node.attribute(name[1:])) is not None]  # type: ignore[misc]
        elif len(found) == 1:
            found = found[0].named(name)  # type: ignore[assignment]
        else:
            found = [child for node in found for child in node.named(name)]  # type: ignore[misc]
    return found
