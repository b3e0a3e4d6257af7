"""Two versions of a form and the answers given in one: what fits in the other, what moves, and what has no place.

Everything here is a function of the definitions and what is stored; nothing is written. A question is the same one
when its path is; else when its name stands once in both versions, in the same repeat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from klimabesog.casework import outline
from klimabesog.values.danish import show_number
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _
from klimabesog.xforms import Answer, Definition, Node, NodeDef, Row, SavedInstance, Session
from klimabesog.xforms.kinds import fits_type, kind_of
from klimabesog.xforms.xpath.nodes import XNode

CHOSEN = frozenset({"select", "select1", "rank"})
DEFAULT_ROWS = 50
"""A row is looked for among so many first ones of its repeat, whose ids follow from their number."""


@dataclass(frozen=True)
class Misfit:
    """An answer as it stands, and why it does not fit ("" when it only moves). Words are for reading."""

    label: str
    answer: str
    reason: str = ""


@dataclass(frozen=True)
class Carried:
    """What takes the answers along: answers under their new places, and rows under their new repeat.

    `records`: former row id -> new one; `paths`: former path -> new one. Both only where they differ.
    """

    answers: tuple[Answer, ...] = ()
    rows: tuple[Row, ...] = ()
    records: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)

    def place(self, record: str, path: str) -> tuple[str, str]:
        """Where what stood here stands in the new version."""
        return self.records.get(record, record), self.paths.get(path, path)


@dataclass(frozen=True)
class Comparison:
    """What moving to another version does with each answer."""

    fits: int
    """Answers that stand as they stood, those that move included."""
    moved: tuple[Misfit, ...]
    gone: tuple[Misfit, ...]
    """Answers to questions that are no more."""
    types: tuple[Misfit, ...]
    choices: tuple[Misfit, ...]
    rules: tuple[Misfit, ...]
    """Answers that break a rule they did not break before."""
    required: tuple[str, ...]
    """Labels of questions that must be answered and need not before."""
    carried: Carried

    @property
    def smooth(self) -> bool:
        """Whether everything fits and nothing more is asked for."""
        return not (self.gone or self.types or self.choices or self.rules or self.required)


def compare(
    old: Definition,
    new: Definition,
    saved: SavedInstance,
    *,
    instance: str,
    surroundings: Mapping[str, XNode],
) -> Comparison:
    """What becomes of the answers in `saved`, given in `old`, when the instance is moved to `new`.

    `surroundings`: the instances by name that its expressions look at.
    """
    paths = moves(old, new)
    carried = _carry(new, saved, instance, paths)
    before = _session(old, saved, instance, surroundings)
    after = _session(new, taken_along(saved, carried), instance, surroundings)
    sorted_out: dict[str, list[Misfit]] = {"gone": [], "type": [], "choice": [], "rule": [], "moved": []}
    fits = 0
    for answer, node in _shown(before, saved):
        place = carried.place(answer.record, answer.path)
        kind, reason = _judge(new, after, node, *place, _repeat_of(carried, saved, answer))
        if kind in ("", "rule"):
            fits += 1
        if kind == "" and place != (answer.record, answer.path):
            kind, reason = "moved", _chapter(after, *place)
        if kind:
            sorted_out[kind].append(Misfit(_label(node), outline.answer_text(node), reason))
    return Comparison(
        fits=fits,
        moved=tuple(sorted_out["moved"]),
        gone=tuple(sorted_out["gone"]),
        types=tuple(sorted_out["type"]),
        choices=tuple(sorted_out["choice"]),
        rules=tuple(sorted_out["rule"]),
        required=tuple(_newly_required(before, after, carried)),
        carried=carried,
    )


def homeless(
    session: Session,
    saved: SavedInstance,
    former: Sequence[Definition],
    had: Callable[[str, str, str], bool],
) -> list[tuple[str, str, str]]:
    """(record, path, value) of the answers that the session has no place for, in the order stored.

    One that was carried to another place has one there, whatever was answered since: `had` says whether an answer
    ever stood in a record under a path.
    """
    taken = [
        _carry(session.definition, saved, session.instance_id, moves(old, session.definition))
        for old in former
    ]
    rows = {row.id: row for row in saved.rows}
    found = []
    for record, answers in saved.answers.items():
        if not _stands(record, rows, session.instance_id):
            continue
        for path, value in answers.items():
            if not value or _has_place(session, rows, record, path, value):
                continue
            elsewhere = (carried.place(record, path) for carried in taken)
            if not any(had(*place, value) for place in elsewhere if place != (record, path)):
                found.append((record, path, value))
    return found


def _has_place(session: Session, rows: Mapping[str, Row], record: str, path: str, value: str) -> bool:
    definition = session.definition.by_path.get(path)
    repeat = rows[record].repeat if record in rows else ""
    if definition is None or not _takes_answer(definition) or _around(definition) != repeat:
        return False
    node = session.at(record, path)
    if node is None or not node.relevant:
        return True  # hidden now, or in a row that is not counted now
    if node.kind in CHOSEN:
        return set(value.split()) <= set((node.text or "").split())
    return node.value == value or fits_type(definition, value)


def _stands(record: str, rows: Mapping[str, Row], instance: str) -> bool:
    """Whether a record is the instance or a row whose rows around it stand too."""
    while record != instance:
        if record not in rows:
            return False
        record = rows[record].parent
    return True


# -- which question is which -----------------------------------------------------------------------


def moves(old: Definition, new: Definition) -> dict[str, str]:
    """Former path -> new path of repeats and questions that stand elsewhere in the new version."""
    once_before, once_now = _once(old), _once(new)
    repeats: dict[str, str] = {}
    for definition in old.nodes:
        if definition.is_repeat:
            target = _target(definition, new, repeats, once_before, once_now)
            if target is not None and target.is_repeat:
                repeats[definition.path] = target.path
    found = dict(repeats)
    for definition in old.nodes:
        if not _takes_answer(definition):
            continue
        target = _target(definition, new, repeats, once_before, once_now)
        if target is None or not _takes_answer(target):
            continue
        if repeats.get(_around(definition), _around(definition)) == _around(target):
            found[definition.path] = target.path
    return {before: now for before, now in found.items() if before != now}


def _target(
    definition: NodeDef,
    new: Definition,
    repeats: Mapping[str, str],
    once_before: set[str],
    once_now: set[str],
) -> NodeDef | None:
    """What a definition is in the new version: the same path, the same place in a repeat that moved, or its name."""
    if definition.path in new.by_path:
        return new.by_path[definition.path]
    around = _around(definition)
    if around in repeats:
        within = new.by_path.get(repeats[around] + definition.path.removeprefix(around))
        if within is not None:
            return within
    if definition.name in once_before and definition.name in once_now:
        return next(node for node in new.nodes if node.name == definition.name)
    return None


def _once(definition: Definition) -> set[str]:
    """Names that stand once in a form."""
    counted = Counter(node.name for node in definition.nodes if not node.is_attribute)
    return {name for name, count in counted.items() if count == 1}


def _takes_answer(definition: NodeDef) -> bool:
    return (
        not definition.children
        and not definition.is_attribute
        and not definition.is_repeat
        and definition.calculate is None
        and definition.control is not None
        and kind_of(definition) not in outline.SHOWN_AS_TEXT
    )


def _around(definition: NodeDef) -> str:
    """The path of the nearest repeat around a definition, "" outside any."""
    repeats = [repeat for repeat in definition.repeats if repeat is not definition]
    return repeats[-1].path if repeats else ""


# -- carrying ----------------------------------------------------------------------------------------


def _carry(new: Definition, saved: SavedInstance, instance: str, paths: Mapping[str, str]) -> Carried:
    records: dict[str, str] = {}
    rows: list[Row] = []
    for row in _outermost_first(saved.rows, instance):
        if row.repeat in paths:
            moved = _moved_row(row, records.get(row.parent, row.parent), paths[row.repeat])
            if moved.id != row.id:
                records[row.id] = moved.id
            rows.append(moved)
        elif row.parent in records:
            rows.append(replace(row, parent=records[row.parent]))
    carried = Carried((), tuple(rows), records, paths)
    return replace(carried, answers=tuple(_carried_answers(new, saved, carried)))


def _carried_answers(new: Definition, saved: SavedInstance, carried: Carried) -> Iterator[Answer]:
    for record, answers in saved.answers.items():
        for path, value in answers.items():
            place = carried.place(record, path)
            if place == (record, path) or place[1] not in new.by_path:
                continue
            if saved.answers.get(place[0], {}).get(place[1], "") != value:
                yield Answer(*place, value)


def _moved_row(row: Row, parent: str, path: str) -> Row:
    """The row under its new repeat; one that is there from the start becomes the one of its number there."""
    for ordinal in range(1, DEFAULT_ROWS + 1):
        if row.id == derived_id(row.parent, row.repeat, str(ordinal)):
            return Row(derived_id(parent, path, str(ordinal)), parent, path, row.order)
    return Row(row.id, parent, path, row.order)


def _outermost_first(rows: Sequence[Row], instance: str) -> Iterator[Row]:
    """Rows after those around them; rows whose surroundings were taken away are left out."""
    known, waiting = {instance}, list(rows)
    while ready := [row for row in waiting if row.parent in known]:
        yield from ready
        known.update(row.id for row in ready)
        waiting = [row for row in waiting if row.id not in known]


def taken_along(saved: SavedInstance, carried: Carried) -> SavedInstance:
    """What is stored once the answers have been carried."""
    answers = {record: dict(given) for record, given in saved.answers.items()}
    for answer in carried.answers:
        answers.setdefault(answer.record, {})[answer.path] = answer.value
    rows = {row.id: row for row in saved.rows} | {row.id: row for row in carried.rows}
    return SavedInstance(answers, tuple(rows.values()), saved.removed)


# -- judging -----------------------------------------------------------------------------------------


def _session(
    definition: Definition, saved: SavedInstance, instance: str, surroundings: Mapping[str, XNode]
) -> Session:
    return Session(definition, saved, instance_id=instance, instances=surroundings, show_number=show_number)


def _shown(session: Session, saved: SavedInstance) -> Iterator[tuple[Answer, Node]]:
    """The answers that have a place in the version they were given in, with their questions."""
    for record, answers in saved.answers.items():
        for path, value in answers.items():
            node = session.at(record, path) if value else None
            if node is not None and node.value and _takes_answer(node.definition):
                yield Answer(record, path, node.value), node


def _repeat_of(carried: Carried, saved: SavedInstance, answer: Answer) -> str:
    """The path of the repeat that the answer's row stands in afterwards."""
    record = carried.records.get(answer.record, answer.record)
    rows = {row.id: row for row in (*saved.rows, *carried.rows)}
    return rows[record].repeat if record in rows else ""


def _judge(
    new: Definition, after: Session, before: Node, record: str, path: str, repeat: str
) -> tuple[str, str]:
    """What is wrong with an answer in the new version: the kind of misfit ("" none), and why."""
    definition = new.by_path.get(path)
    if definition is None or definition.is_attribute:
        return "gone", _("Spørgsmålet findes ikke mere.")
    if definition.calculate is not None:
        return "gone", _("Værdien regnes nu ud.")
    if not _takes_answer(definition) or _around(definition) != repeat:
        return "gone", _("Spørgsmålet findes ikke mere på samme måde.")
    if not fits_type(definition, before.value):
        return "type", _("Svaret passer ikke til spørgsmålets nye type.")
    node = after.at(record, path)
    if node is None or not node.relevant:
        return "", ""
    if node.kind in CHOSEN and (
        lost := [word for word in (before.text or "").split() if word not in (node.text or "").split()]
    ):
        return "choice", _("Kan ikke vælges mere: {choices}.").format(choices=_chosen(before, lost))
    if node.relevant and not node.valid and before.valid:
        return "rule", node.message or _("Svaret bryder en ny regel.")
    return "", ""


def _chosen(before: Node, values: Sequence[str]) -> str:
    labels = {choice.value: choice.label for choice in before.choices}
    return ", ".join(labels.get(value) or value for value in values)


def _newly_required(before: Session, after: Session, carried: Carried) -> Iterator[str]:
    former = {carried.place(node.record, node.path): node for node in before.walk() if node.required}
    for node in after.missing():
        if (node.record, node.path) not in former:
            yield _label(node)


def _label(node: Node) -> str:
    label, row = node.label or node.name, outline.row_of(node)
    return f"{label} ({row})" if row else label


def _chapter(session: Session, record: str, path: str) -> str:
    """Which group an answer stands in now: "Står nu i Virksomheden."."""
    node = session.at(record, path)
    step = node.parent if node is not None else None
    while isinstance(step, Node) and step.parent is not None:
        if step.label:
            return _("Står nu i {chapter}.").format(chapter=step.label)
        step = step.parent
    return _("Står nu et andet sted i skemaet.")
