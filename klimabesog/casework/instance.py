"""A form being filled in: the session of the form engine, and every answer of it an event in the log."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from klimabesog.casework import attachments, kinds
from klimabesog.casework.cpr import is_free
from klimabesog.casework.desk import Desk
from klimabesog.casework.entities import Places, computed_properties, entity_changes, made_by
from klimabesog.casework.estimates import kept_estimate
from klimabesog.casework.visitviews import Attachment
from klimabesog.store import Change, Record
from klimabesog.store.event import DELETED
from klimabesog.values.danish import show_number
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms import Answer, Changed, Definition, Node, Row, SavedInstance, Session
from klimabesog.xforms.xpath.nodes import XNode

LATER = "spoerg_senere:"
COMMENT = "kommentar:"
MARKS = (LATER, COMMENT)
"""What is kept about a question beside its answer: fields named so and by the question's path."""

VERSION = "skema"
"""The field of an instance that names the version of its form."""

_NUMBER = re.compile(r"\[\d+\]")

NUMBERS = frozenset({"integer", "decimal"})


@dataclass(frozen=True)
class RowAnswers:
    """Answers for one row of a repeat by the questions' names; `ref` None: a row that is added."""

    ref: str | None
    answers: Mapping[str, str]


class FormInstance:
    """One form instance of a case. `links` (visit, company, finding …) are written on its records when they are new.

    Saved answers win over defaults; calculated values are never logged, they are recomputed and kept beside the log.
    """

    def __init__(
        self,
        desk: Desk,
        instance: str,
        definition: Definition,
        *,
        version: str,
        links: Mapping[str, object],
        context: str,
        kontekst: XNode,
        lists: Mapping[str, XNode] | None = None,
        following: Callable[[FormInstance, Places], Sequence[Change]] = lambda _form, _answered: (),
    ) -> None:
        """`lists`: live lists of records by name; `following`: what else an answer changes, in the same step."""
        self.id, self.definition, self.version = instance, definition, version
        self.lists, self._following = dict(lists or {}), following
        self._desk, self._context = desk, context
        self.links = {name: value for name, value in links.items() if value}
        self.session = self._open(kontekst)

    def _open(self, kontekst: XNode, language: str | None = None) -> Session:
        self.kontekst = kontekst
        saved = load_saved(self._desk, self.id)
        session = Session(
            self.definition,
            saved,
            instance_id=self.id,
            instances=self.surroundings,
            language=language,
            clock=self._desk.clock,
            show_number=show_number,
        )
        self._unsaved = session.opened if saved is None else Changed()
        self.marks = _marks(self._desk, self.id)
        self._marked = {field for _record, field in self.marks}
        return session

    @property
    def surroundings(self) -> dict[str, XNode]:
        """The case around it and its live lists, by the names its expressions give them."""
        return {"kontekst": self.kontekst, **self.lists}

    @property
    def form_id(self) -> str:
        """The form's id, as other forms and scripts name it."""
        return self.definition.form_id

    def node(self, ref: str) -> Node:
        """The node at this reference; InputError when the form has none."""
        return self.session.node(ref)

    def begin(self, further: Sequence[Change] = ()) -> None:
        """Write the instance with its first-load values, before anything is answered; `further` in the same step."""
        self._keep(Changed(), further)

    def answer(self, ref: str, value: str) -> Changed:
        """Answer a question (an XForms string); on return it is in the log. A violating answer is kept and flagged.

        Raises CprFound, with nothing changed, for a possible CPR number in free text.
        """
        node = self.node(ref)
        if node.calculated or node.children:
            raise InputError(
                _("{label} kan ikke besvares: værdien regnes ud.").format(label=node.label or ref)
            )
        if is_free(node.name, node.kind, node.appearance):
            self._desk.refuse_cpr_in(value, node.value, ref)
        return self._keep(self.session.set(ref, value))

    def attach(self, ref: str, given: Path | bytes, name: str = "") -> Changed:
        """Answer a question with a file; InputError when it is too large or of the wrong kind."""
        file = attachments.read_file(given, name, self.node(ref))
        kept = attachments.keeping(self._desk, self.id, file, self.links)
        return self._keep(self.session.set(ref, file.answer), kept)

    def attachment(self, ref: str) -> Attachment | None:
        """The file that answers a question."""
        return attachments.find(self._desk, self.id, self.node(ref).value)

    def attachment_bytes(self, ref: str) -> bytes:
        """Its content; InputError when it is not on this computer."""
        file = self.attachment(ref)
        if file is None:
            raise InputError(
                _("Filen findes ikke på denne computer. Hent den, eller bed en kollega dele sagen igen.")
            )
        return self._desk.store.blob(file.sha256)

    def add_row(self, ref: str, before: int | None = None) -> Changed:
        """Add a row to a repeat, before the row of that number or last."""
        return self._keep(self.session.add_row(ref, before))

    def fill_rows(self, ref: str, question: str, values: Mapping[str, str]) -> Changed:
        """Add a row for each value (by row id) that answers `question` with it, all in one step.

        Rows in which nobody has answered anything give way.
        """
        blank = self.blank_rows(ref)
        steps: list[Changed] = []
        for row_id, value in values.items():
            steps.append(self.session.add_row(ref, row_id=row_id))
            added = self.session.at(row_id, self.definition_path(ref))
            assert added is not None
            steps.append(self.session.set(f"{added.ref}/{question}", value))
        gone, known = self.without_rows(blank)
        return self._keep(Changed.of([*steps, *gone]), known)

    def without_rows(self, rows: Sequence[Node]) -> tuple[list[Changed], list[Change]]:
        """Take rows out of the session, to be kept with what else is done: the steps, and what remembers the rows."""
        known = [change for row in rows for change in self._row_changes(_row_of(row))]
        return [self.session.remove_row(row.ref) for row in reversed(rows)], known

    def blank_rows(self, ref: str) -> list[Node]:
        """The rows of a repeat that say what the form begins with, and no more."""
        path = self.definition_path(ref)
        instances = self.surroundings
        fresh = Session(self.definition, instance_id=self.id, instances=instances, clock=self._desk.clock)
        first = [_values(node) for node in fresh.walk() if node.is_row and node.path == path]
        rows = (node for node in self.session.walk() if node.is_row and node.path == path)
        return [row for row in rows if _values(row) in first]

    @staticmethod
    def definition_path(ref: str) -> str:
        """The path of what stands at a reference: without the numbers of rows."""
        return _NUMBER.sub("", ref)

    def answer_rows(self, repeat: str, rows: Iterable[RowAnswers]) -> Changed:
        """Answer several questions in rows of the repeat at this reference, all in one step."""
        steps: list[Changed] = []
        for row in rows:
            ref = row.ref
            if ref is None:
                steps.append(self.session.add_row(repeat))
                above, _slash, name = repeat.rpartition("/")
                ref = f"{repeat}[{len(self.node(above).named(name))}]"
            steps += [self.session.set(f"{ref}/{name}", value) for name, value in row.answers.items()]
        return self._keep(Changed.of(steps))

    def remove_row(self, ref: str, further: Sequence[Change] = ()) -> Changed:
        """Remove a row with the entities it made; undo brings it back with its answers."""
        row = self.node(ref)
        entities = [entity.id for entity in made_by(self.session) if entity.record == row.record]
        stored = [entity for entity in entities if self._desk.store.record(entity)]
        gone = [Change(entity, DELETED, True) for entity in stored]
        known = self._row_changes(_row_of(row))  # one that nobody answered in is remembered as taken away too
        return self._keep(self.session.remove_row(ref), [*known, *gone, *further])

    def finish(self) -> Changed:
        """The visit is over: a form that asks for its end time (`end`) gets it."""
        return self._keep(self.session.finish())

    def restore(self, ref: str, value: str) -> Changed:
        """Answer with a former value. It is based on every value that stands, so it settles a conflict too."""
        node = self.node(ref)
        heads = tuple(version.hlc for version in self._desk.store.heads(node.record, node.path))
        changed = self.session.set(ref, value)
        with self._desk.overruling_cpr():  # it has been saved before
            return self._keep(changed, [Change(node.record, node.path, self.node(ref).value, heads)])

    def settle(self, ref: str, value: str, places: Iterable[tuple[str, str]]) -> Changed:
        """Answer anew what colleagues answered differently.

        Each of the places (record, field) in which they did is written, whether or not it shows the same already: the
        figure, its unit and source, and the property it is saved to. CprFound as for `answer`.
        """
        node = self.node(ref)
        if is_free(node.name, node.kind, node.appearance):
            self._desk.refuse_cpr_in(value, node.value, ref)
        changed = self.session.set(ref, value)
        saved_to = {
            (e.id, name): said for e in self.session.entities() for name, said in e.properties.items()
        }
        standing = []
        for record, field in places:
            at, shown = self.session.at(record, field), self._desk.store.version(record, field)
            now = (
                at.value if at is not None else saved_to.get((record, field), shown.value if shown else None)
            )
            standing.append(Change(record, field, now))
        return self._keep(changed, standing)

    def set_later(self, ref: str, later: bool) -> None:
        """Flag a question "spørg senere", or take the flag away."""
        self._mark(self.node(ref), LATER, later or None)

    def is_later(self, node: Node) -> bool:
        """Whether the question is to be asked later."""
        return bool(self._mark_of(node, LATER))

    def set_comment(self, ref: str, text: str) -> None:
        """Write an internal comment on a question; "" takes it away. CprFound for a possible CPR number."""
        node = self.node(ref)
        self._desk.refuse_cpr_in(text, self.comment(node), ref)
        if text.strip() != self.comment(node):
            self._mark(node, COMMENT, text.strip() or None)

    def comment(self, node: Node) -> str:
        """The internal comment on a question, "" when there is none."""
        return str(self._mark_of(node, COMMENT) or "")

    def _mark_of(self, node: Node, mark: str) -> object:
        field = mark + node.path
        return self.marks.get((node.record, field)) if field in self._marked else None

    def _mark(self, node: Node, mark: str, value: object) -> None:
        """Keep something about a question; a default row that nobody has answered in is stored with it."""
        rows = [change for row in _rows_around(node) for change in self._row_changes(row)]
        self.marks[node.record, mark + node.path] = value
        self._marked.add(mark + node.path)
        self._write([*rows, Change(node.record, mark + node.path, value)])

    def set_kontekst(self, kontekst: XNode) -> Changed:
        """The case around the form changed: re-evaluate what depends on it."""
        self.kontekst = kontekst
        changed = self.session.set_instance("kontekst", kontekst)
        self.recompute()
        return changed

    def set_list(self, name: str, items: XNode) -> Changed:
        """A live list of records changed: re-evaluate what depends on it."""
        self.lists[name] = items
        changed = self.session.set_instance(name, items)
        self.recompute()
        return changed

    def reload(self, kontekst: XNode) -> None:
        """Read the answers from the store again (after an undo or an import)."""
        self.session = self._open(kontekst, self.session.language)
        self.recompute()

    # -- keeping ---------------------------------------------------------------------------------

    def keep(self, steps: Iterable[Changed], further: Sequence[Change] = ()) -> Changed:
        """Keep what was done in the session, all in one step, with `further` changes of other records."""
        return self._keep(Changed.of(steps), further)

    def changes(self, steps: Iterable[Changed]) -> list[Change]:
        """What was done in the session, as changes for another to keep; the instance itself is among them."""
        return [*self.standing_changes(), *self._decided(Changed.of(steps))[1]]

    def _keep(self, changed: Changed, further: Sequence[Change] = ()) -> Changed:
        """Write what a step of the session decided, answers and entity properties in one change-set."""
        given, changes = self._decided(changed)
        self._write([*changes, *further, *self._following(self, given)])
        self.recompute()
        return changed

    def _decided(self, changed: Changed) -> tuple[Places, list[Change]]:
        """The questions that a step of the session answered, and all it decided."""
        opened, self._unsaved = self._unsaved, Changed()
        given = {(a.record, a.path): a for a in (*opened.answers, *changed.answers)}
        changes: list[Change] = []
        for row in (*opened.rows_added, *changed.rows_added):
            changes += self._row_changes(row)
        changes += [Change(a.record, a.path, a.value) for a in self._with_companions(tuple(given.values()))]
        changes += [Change(row, DELETED, True) for row in changed.rows_removed]
        changes += entity_changes(self._desk, self.session, self.links, given)
        return given, changes

    def _with_companions(self, answers: tuple[Answer, ...]) -> Iterator[Answer]:
        """An amount, its unit and its source go in one change-set, so that a merge cannot mix halves."""
        written = {(answer.record, answer.path) for answer in answers}
        yield from answers
        for answer in answers:
            for node in self._companions(answer):
                if (node.record, node.path) not in written and node.value:
                    written.add((node.record, node.path))
                    yield Answer(node.record, node.path, node.value)

    def _companions(self, answer: Answer) -> list[Node]:
        """The figure, unit and source questions that the answer belongs with."""
        node = self.session.at(answer.record, answer.path)
        siblings = node.parent.children if node is not None and node.parent is not None else []
        for figure in siblings:
            cluster = [figure, *companions(figure)]
            if len(cluster) > 1 and node in cluster:
                return cluster
        return []

    def _row_changes(self, row: Row) -> list[Change]:
        fields = {"instans": self.id, "foraelder": row.parent, "gentagelse": row.repeat, "orden": row.order}
        return self._desk.differences(row.id, kinds.ROW, fields)

    def standing_changes(self, version: str | None = None) -> list[Change]:
        """What makes the instance stand in the log, in its version or another; nothing when it does so already.

        One that was taken away before comes back.
        """
        fields = {"form_id": self.form_id, "skema": version or self.version, **self.links}
        if _standing(self._desk, self.id):
            return self._desk.differences(self.id, kinds.INSTANCE, fields) if version else []
        changes = self._desk.differences(self.id, kinds.INSTANCE, fields)
        known = self._desk.store.record(self.id)
        return [*changes, Change(self.id, DELETED, None)] if known is not None else changes

    def _write(self, changes: Sequence[Change]) -> None:
        """Commit, with the instance itself first when this is its first change."""
        places = {(change.record, change.field): change for change in (*self.standing_changes(), *changes)}
        self._desk.write(places.values(), context=self._context)

    # -- recomputing -----------------------------------------------------------------------------

    def recompute(self) -> None:
        """Keep the calculated entity properties beside the log, replacing what this instance computed before."""
        rows = {**computed_properties(self.session, self.definition), **kept_estimate(self)}
        key = _fingerprint(rows)
        if self._desk.store.computed_key(self.id) != key:
            self._desk.store.put_computed(self.id, key, rows)


def _standing(desk: Desk, record: str) -> Record | None:
    """The record unless it is deleted."""
    found = desk.store.record(record)
    return None if found is None or found.deleted else found


def load_saved(desk: Desk, instance: str) -> SavedInstance | None:
    """The stored answers and rows of an instance; None when it has never been answered, or its beginning was undone."""
    record = _standing(desk, instance)
    if record is None:
        return None
    rows = desk.store.records(kinds.ROW, deleted=True, instans=instance)
    standing = [row for row in rows if not row.deleted]
    answers = {r.id: _answers(r) for r in (record, *standing)}
    removed = frozenset(row.id for row in rows if row.deleted)
    return SavedInstance(answers, tuple(_saved_row(row) for row in standing), removed)


def _saved_row(row: Record) -> Row:
    fields = row.fields
    return Row(
        row.id, str(fields["foraelder"]), str(fields["gentagelse"]), float(str(fields.get("orden") or 0))
    )


def _marks(desk: Desk, instance: str) -> dict[tuple[str, str], object]:
    """(record, field) -> what is kept about the questions of an instance, answers aside."""
    record = desk.store.record(instance)
    rows = desk.store.records(kinds.ROW, instans=instance)
    return {
        (r.id, name): value
        for r in (*([record] if record else []), *rows)
        for name, value in r.fields.items()
        if name.startswith(MARKS) and value
    }


def _rows_around(node: Node) -> list[Row]:
    """The repeat rows that a question stands in, the outermost first."""
    rows: list[Row] = []
    step: Node | None = node
    while isinstance(step, Node) and step.parent is not None:
        if step.row_id:
            rows.insert(0, _row_of(step))
        step = step.parent
    return rows


def _row_of(node: Node) -> Row:
    """A row of a repeat as it is stored."""
    assert node.parent is not None
    return Row(node.row_id, node.parent.record, node.path, node.order_in_repeat)


def _values(row: Node) -> dict[str, str]:
    """What stands in a row, by path: what a person answered, or its defaults."""
    found, stack = {}, [row]
    while stack:
        node = stack.pop()
        stack += node.children
        if not node.children and not node.calculated:
            found[node.path] = node.value
    return found


def _answers(record: Record) -> dict[str, str]:
    return {
        name: str(value)
        for name, value in record.fields.items()
        if name.startswith("/") and value is not None
    }


def companions(figure: Node) -> list[Node]:
    """The questions beside a figure that hold its unit and its source (named by `kb:enhed` and `kb:kilde`)."""
    parent = figure.parent
    names = {name for name in (figure.kb.get("kilde"), figure.kb.get("enhed")) if name}
    return [node for node in parent.children if node.name in names] if parent is not None and names else []


def _fingerprint(rows: Mapping[tuple[str, str], object]) -> str:
    text = json.dumps([[*key, value] for key, value in sorted(rows.items())], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
