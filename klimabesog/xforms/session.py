"""A form being filled in: answers go in by `set`, rows by `add_row`; every call says what changed and what to store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo

from klimabesog.values.clock import Clock, system_clock
from klimabesog.values.errors import InputError
from klimabesog.values.ids import new_id
from klimabesog.values.quiet import without_collection
from klimabesog.values.texts import _
from klimabesog.xforms import entities as entity_rows
from klimabesog.xforms.actions import ROUNDS, Actions
from klimabesog.xforms.choices import Choices
from klimabesog.xforms.definition import Aspect, Definition, NodeDef
from klimabesog.xforms.graph import way_down
from klimabesog.xforms.host import FormHost
from klimabesog.xforms.journal import Journal
from klimabesog.xforms.kinds import normal_form
from klimabesog.xforms.localzone import LocalZone
from klimabesog.xforms.node import Node
from klimabesog.xforms.recalculation import LONGEST_ANSWER, Recalculation
from klimabesog.xforms.recalculation import instances as along
from klimabesog.xforms.rows import Rows
from klimabesog.xforms.texts import Texts
from klimabesog.xforms.values import Changed, EntityRow, Problem, SavedInstance
from klimabesog.xforms.xmltree import document, read_xml
from klimabesog.xforms.xpath.nodes import XNode

_STEP = re.compile(r"(@?[^\[\]/]+)(?:\[(\d+)\])?\Z")


class Session:
    """One instance of a form in memory.

    `opened` tells what opening did: on a first load (saved is None) the results of setvalue actions and
    preloads are in `opened.answers` and must be stored. Calculated values are never among the answers, except
    those that mint (once(), uuid(), random()): they are stored and come back instead of being drawn anew.
    """

    def __init__(
        self,
        definition: Definition,
        saved: SavedInstance | None = None,
        *,
        instance_id: str | None = None,
        instances: Mapping[str, bytes | XNode] | None = None,
        language: str | None = None,
        clock: Clock = system_clock,
        timezone: tzinfo | None = None,
        properties: Mapping[str, str] | None = None,
        danish: bool = True,
        show_number: Callable[[str], str] | None = None,
    ) -> None:
        """`instances`: XML of external instances by id (the root element); `properties`: deviceid, username …

        `timezone`: the zone of dates; the machine's own when None. `danish`: names of days and months in format-date.
        `show_number`: how a figure (XForms text) reads in labels, hints and messages; as it is stored when None.
        """
        self.definition = definition
        self.instance_id = instance_id or new_id()
        self.clock = clock
        self.show_number = show_number
        self.properties = dict(properties or {})
        self._language = language if language in definition.languages.names else definition.languages.default
        given = {name: _instance(xml) for name, xml in (instances or {}).items()}
        self.host = FormHost(definition, given, clock, timezone or LocalZone(), self)
        self.host.danish_dates = danish
        self.journal = Journal(self._keep, Rows.describe)
        self.recalculation = Recalculation(self.host, self.journal)
        self.rows = Rows(self, saved or SavedInstance(), self.recalculation)
        self.recalculation.rows = self.rows
        self.texts = Texts(self)
        self.choices = self.recalculation.choices = Choices(self)
        self._actions = Actions(self)
        with without_collection():
            self.root = self._open(saved)
            self.opened = self._close()

    def _open(self, saved: SavedInstance | None) -> Node:
        if saved is not None:
            self.journal.stored = {row.id for row in saved.rows}
            self.journal.known = set(saved.answers)
        root = self.rows.build(self.definition.blueprint, self.host.root, self.instance_id)
        self.host.root.children = [root]
        self.root = root
        self.host.fix(self.host.root)
        recalculation = self.recalculation
        recalculation.keep_minted = True
        recalculation.push_all(root)
        recalculation.run()
        recalculation.keep_minted = False
        self._actions.at_load(first=saved is None)
        recalculation.run()
        self.journal.quiet = False
        return root

    def _keep(self, record: str, path: str, value: str) -> None:
        self.rows.kept.setdefault(record, {})[path] = value

    def _close(self) -> Changed:
        for _round in range(ROUNDS):
            self.recalculation.run()
            made = self.journal.take_made()
            for row in made:
                self._actions.in_row(row)
                for node in _walk(row):
                    self.journal.note(node)
            if not made:
                break
        self._actions.on_changes()
        self.recalculation.run()
        return self.journal.close()

    # finding

    def node(self, ref: str) -> Node:
        """The node at a ref (`/data/rep[2]/x`). Raises InputError when there is none."""
        found = self.find(ref)
        if found is None:
            raise InputError(_("Skemaet har ikke noget spørgsmål på {ref}.").format(ref=ref))
        return found

    def find(self, ref: str) -> Node | None:
        """The node at a ref, None when there is none."""
        node: XNode = self.host.root
        for part in ref.strip("/").split("/"):
            step = _STEP.match(part)
            if step is None:
                return None
            name, place = step.group(1), int(step.group(2) or 1)
            found = node.named(name.rpartition(":")[2])
            if name[0] == "@":
                attribute = node.attribute(name[1:])
                found = [] if attribute is None else [attribute]
            if not 1 <= place <= len(found):
                return None
            node = found[place - 1]
        return node if isinstance(node, Node) else None

    def at(self, record: str, path: str) -> Node | None:
        """The node stored under this record and path, None when it is not in the form now."""
        definition = self.definition.by_path.get(path)
        if definition is None:
            return None
        for node in along(self.root, way_down(definition, 0)):
            if node.record == record:
                return node
        return None

    def walk(self) -> Iterator[Node]:
        """Every node in document order, groups and rows included, attributes left out."""
        yield from _walk(self.root)

    # changing

    def set(self, ref: str, value: str) -> Changed:
        """Give a question an answer, '' to clear it. A violating or hidden answer is stored too."""
        node = self.node(ref)
        if node.children:
            raise InputError(_("{ref} er en gruppe og kan ikke have et svar.").format(ref=ref))
        if len(value) > LONGEST_ANSWER:
            raise InputError(_("Svaret er for langt: højst {most} tegn.").format(most=LONGEST_ANSWER))
        value = normal_form(node.definition, value)
        if value != node.value:
            self.recalculation.assign(node, value)
            if not node.calculated or node.definition.minted:
                self.journal.answer(node)
            self.journal.note(node)
        return self._close()

    def add_row(self, ref: str, before: int | None = None, row_id: str | None = None) -> Changed:
        """Add a row to the repeat at `ref` (the repeat without its last number, `/data/rum[2]/vindue`).

        `before`: the number of the row it comes before, None for last. `row_id`: its id when already known.
        """
        holder, repeat = self._repeat(ref)
        count = len(holder.named(repeat.name))
        place = count if before is None else max(0, min(before - 1, count))
        row = self.rows.add(holder, repeat, place, row_id)
        self.journal.row_added(row)
        return self._close()

    def _repeat(self, ref: str) -> tuple[Node, NodeDef]:
        above, _slash, name = ref.rpartition("/")
        holder = self.node(above)
        repeat = holder.definition.by_name.get(name.partition("[")[0])
        if repeat is None or not repeat.is_repeat:
            raise InputError(_("{ref} er ikke en gentagelse.").format(ref=ref))
        return holder, repeat

    def remove_row(self, ref: str) -> Changed:
        """Take away the row at `ref` (`/data/rep[2]`) with all in it."""
        row = self.node(ref)
        if not row.is_row:
            raise InputError(_("{ref} er ikke en række i en gentagelse.").format(ref=ref))
        self.rows.remove(row)
        self.journal.row_removed(row)
        return self._close()

    def finish(self) -> Changed:
        """The form is finished: preloads of the end time get their value. It can be answered further afterwards."""
        self._actions.finish()
        return self._close()

    def set_instance(self, name: str, xml: bytes | XNode) -> Changed:
        """Replace an external instance; all that reads it is worked out anew."""
        self.host.given[name] = _instance(xml)
        self._rework(self.definition.instance_users.get(name, []))
        return self._close()

    @property
    def languages(self) -> tuple[str, ...]:
        """The form's languages by name."""
        return self.definition.languages.names

    @property
    def language(self) -> str:
        """The language in use."""
        return self._language

    def set_language(self, language: str) -> Changed:
        """Use another language; values that show labels (jr:choice-name) follow."""
        if language in self.definition.languages.names and language != self._language:
            self._language = language
            self._rework(self.definition.language_users)
            for node in self.walk():
                if node.control.tag:
                    self.journal.note(node)
        return self._close()

    def _rework(self, users: list[tuple[NodeDef, Aspect]]) -> None:
        for definition, aspect in users:
            self.recalculation.push_below(self.root, definition, aspect, way_down(definition, 0))

    # reading out

    def entities(self) -> list[EntityRow]:
        """The entities that the form declares, of nodes relevant now."""
        return entity_rows.rows(self)

    @property
    def problems(self) -> list[Problem]:
        """Expressions that could not be worked out so far."""
        return list(self.recalculation.problems.values())

    def missing(self) -> list[Node]:
        """Relevant questions that are required and unanswered, in order."""
        return [node for node in self.walk() if node.missing]

    def errors(self) -> list[Node]:
        """Relevant questions whose answer does not hold, in order."""
        return [node for node in self.walk() if node.relevant and not node.valid]


def _instance(xml: bytes | XNode) -> XNode:
    return document(read_xml(xml)) if isinstance(xml, bytes) else xml


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)
