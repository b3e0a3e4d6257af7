"""What happens by itself: setvalue actions and preloads, at first load, in a new row, and when a value changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _
from klimabesog.xforms.definition import SetValue
from klimabesog.xforms.graph import way_down
from klimabesog.xforms.node import Node
from klimabesog.xforms.recalculation import MOST_STEPS, instances
from klimabesog.xforms.xpath import dates
from klimabesog.xforms.xpath.context import Context, to_text

if TYPE_CHECKING:
    from klimabesog.xforms.session import Session

FIRST_LOAD, NEW_ROW, LOAD = "odk-instance-first-load", "odk-new-repeat", "odk-instance-load"
ROUNDS = 20


class Actions:
    """The actions of one session."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def at_load(self, first: bool) -> None:
        """Preloads and load events, in the form's order."""
        self.preload(self.session.root, first)
        for action in self.session.definition.actions:
            if LOAD in action.events or (first and FIRST_LOAD in action.events):
                for target in instances(self.session.root, way_down(action.target, 0)):
                    self._set(action, target)

    def in_row(self, row: Node) -> None:
        """Preloads and new-row events of one row."""
        self.preload(row, True)
        for action in self.session.definition.actions:
            if NEW_ROW in action.events and row.definition in action.target.repeats:
                for target in instances(row, way_down(action.target, row.definition.depth)):
                    self._set(action, target)

    def on_changes(self) -> None:
        """The actions that wait for changed values, until nothing more changes."""
        for _round in range(ROUNDS):
            waiting = self.session.journal.take_triggers()
            if not waiting:
                return
            for node in waiting:
                for action in [] if node.gone else node.definition.triggers:
                    self._triggered(action, node)
        for node in self.session.journal.take_triggers():
            told = _("Handlingerne sætter hinanden i gang i ring og er standset.")
            self.session.recalculation.problem(node, "SETVALUE", told)

    def _picked(self, action: SetValue) -> list[Node]:
        if action.where is None:
            return []
        try:
            found = action.where.closure(Context(self.session.root, self.session.host))
        except InputError:
            return []
        return [node for node in found if isinstance(node, Node)] if isinstance(found, list) else []

    def _triggered(self, action: SetValue, node: Node) -> None:
        if action.where is not None:
            for target in self._picked(action):
                self._set(action, target, spread=True)
            return
        start, depth = node, node.definition.depth
        around = action.target
        while not _above(around, start.definition):
            if not isinstance(start.parent, Node):
                break
            start, depth = start.parent, depth - 1
        for target in instances(start, way_down(around, depth)):
            self._set(action, target, spread=True)

    def _set(self, action: SetValue, target: Node, *, spread: bool = False) -> None:
        """Carry out the action.

        Only with `spread` does the new value set off further actions: not at load, nor in a new row.
        """
        if _is_entity_id(target):
            return
        session = self.session
        value = action.literal
        if action.value is not None:
            try:
                session.host.left = MOST_STEPS
                value = to_text(action.value.closure(Context(target, session.host)))
            except InputError:
                return
        value = str("" if value == "NaN" else value)
        if value != target.value:
            session.recalculation.assign(target, value)
            session.journal.answer(target)
            session.recalculation.run()
            if not spread:
                session.journal.forget_trigger(target)

    def finish(self) -> None:
        """The time of finishing, wherever the form asks for it (`timestamp`, `end`)."""
        now = datetime.fromtimestamp(self.session.clock() / 1000, UTC)
        for definition in self.session.definition.nodes:
            if definition.preload == ("timestamp", "end"):
                for node in instances(self.session.root, way_down(definition, 0)):
                    self.session.recalculation.assign(node, dates.moment_text(now, self.session.host.zone))
                    self.session.journal.answer(node)

    def preload(self, start: Node, first: bool) -> None:
        """Values that XForms fills in: ids and times; an entity's id is derived, so that two devices agree."""
        for node in (start, *start.attributes):
            if isinstance(node, Node):
                self._preload_one(node, first)
        for child in start.children:
            self.preload(child, first)

    def _preload_one(self, node: Node, first: bool) -> None:
        if _is_entity_id(node) and node.definition.calculate is None:
            if node.value:
                return
            dataset = node.parent.attribute("dataset") if node.parent is not None else None
            # its value, not what expressions see: that is nothing while the question around it is hidden
            name = dataset.value if isinstance(dataset, Node) else ""
            self.session.recalculation.assign(node, derived_id(node.record, name))
            return
        kind, parameter = node.definition.preload
        if not kind or (node.value and not first):
            return
        value = self._preloaded(kind, parameter)
        if value and (first or kind == "uid"):
            self.session.recalculation.assign(node, value)
            if kind != "uid":
                self.session.journal.answer(node)

    def _preloaded(self, kind: str, parameter: str) -> str:
        host = self.session.host
        now = datetime.fromtimestamp(self.session.clock() / 1000, UTC)
        if kind == "uid":
            return "uuid:" + self.session.instance_id
        if kind == "timestamp" and parameter != "end":
            return dates.moment_text(now, host.zone)
        if kind == "date" and parameter == "today":
            return now.astimezone(host.zone).date().isoformat()
        if kind == "property":
            return self.session.properties.get(parameter.replace(" ", ""), "")
        return ""


def _above(node: object, ancestor: object) -> bool:
    while node is not None:
        if node is ancestor:
            return True
        node = node.parent  # type: ignore[attr-defined]
    return False


def _is_entity_id(node: Node) -> bool:
    if not node.definition.is_attribute or node.name != "id":
        return False
    entity = node.definition.parent
    return (
        entity is not None
        and entity.name == "entity"
        and entity.parent is not None
        and entity.parent.name == "meta"
    )
