"""Moving a form of a visit or a step to a newer version, and the answers that have no place in it afterwards.

One change-set moves a form: its version, the answers and rows that now stand elsewhere, what was noted about them.
Nothing is taken out of the log; undo moves back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from klimabesog.casework import kinds, outline
from klimabesog.casework.entities import entity_changes, made_by
from klimabesog.casework.instance import COMMENT, MARKS, VERSION, FormInstance, load_saved
from klimabesog.casework.versions import Carried, Comparison, compare, homeless, taken_along
from klimabesog.casework.visitviews import FormUpdate, HomelessAnswer
from klimabesog.store import Change
from klimabesog.store.event import DELETED
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms import Definition, SavedInstance, Session

if TYPE_CHECKING:
    from klimabesog.casework.desk import Desk
    from klimabesog.casework.library import FormLibrary


class FormOwner(Protocol):
    """Who the forms belong to: a visit, or the steps of a company."""

    @property
    def desk(self) -> Desk: ...

    @property
    def library(self) -> FormLibrary: ...

    def form(self, key: str) -> FormInstance: ...

    def moving_forms(self, only: str = "") -> list[tuple[str, FormInstance]]:
        """The forms that were begun, each with the name it goes by here; or the one of a name."""

    def stays(self, key: str) -> str:
        """Why a form must stay in its version, in one sentence; "" when it may move."""


class FormMoves:
    """The versions of the forms of one visit, or of the steps of one company."""

    def __init__(self, owner: FormOwner) -> None:
        self._owner = owner
        self._told: dict[tuple[str, str, str, str], HomelessAnswer] = {}

    def updates(self, only: str = "") -> list[FormUpdate]:
        """The forms (or the one of this name) that have been installed in a newer version since, and may move to it."""
        library = self._owner.library
        found = []
        for name, instance in self._owner.moving_forms(only):
            newer = library.newer(instance.version)
            if newer is not None and not self._owner.stays(name):
                used = library.row(instance.version)
                found.append(FormUpdate(name, newer.title, used.version, newer.version, newer.id))
        return found

    def compare(self, form: str, version: str) -> Comparison:
        """What moving a form to a version does with each answer."""
        instance = self._owner.form(form)
        return compare(
            instance.definition,
            self._owner.library.definition(version),
            self._saved(instance),
            instance=instance.id,
            surroundings=instance.surroundings,
        )

    def changes(self, form: str, version: str) -> list[Change]:
        """The one change-set that moves a form; InputError for one that must stay in its version."""
        if why := self._owner.stays(form):
            raise InputError(why)
        instance = self._owner.form(form)
        carried = self.compare(form, version).carried
        moved = list(self._moved(instance, carried))
        entities = self._entities(instance, version, carried)
        return [*instance.standing_changes(version), *moved, *entities]

    def _moved(self, instance: FormInstance, carried: Carried) -> Iterator[Change]:
        desk = self._owner.desk
        for row in carried.rows:
            fields = {
                "instans": instance.id,
                "foraelder": row.parent,
                "gentagelse": row.repeat,
                "orden": row.order,
            }
            yield from desk.differences(row.id, kinds.ROW, fields)
        for answer in carried.answers:
            yield Change(answer.record, answer.path, answer.value)
        yield from self._noted(instance, carried)

    def _noted(self, instance: FormInstance, carried: Carried) -> Iterator[Change]:
        """Flags, comments and findings go with their question."""
        for (record, field), value in instance.marks.items():
            mark = next(mark for mark in MARKS if field.startswith(mark))
            place = carried.place(record, field.removeprefix(mark))
            if value and place != (record, field.removeprefix(mark)):
                yield Change(place[0], mark + place[1], value)
        for finding in self._owner.desk.store.records(kinds.FINDING, instans=instance.id):
            former = (str(finding.fields.get("post")), str(finding.fields.get("ref")))
            place = carried.place(*former)
            if place != former:
                yield Change(finding.id, "post", place[0])
                yield Change(finding.id, "ref", place[1])

    def _entities(self, instance: FormInstance, version: str, carried: Carried) -> list[Change]:
        """The records that the form's answers make, as the new version makes them: a figure is never counted twice."""
        session = Session(
            self._owner.library.definition(version),
            taken_along(self._saved(instance), carried),
            instance_id=instance.id,
            instances=instance.surroundings,
        )
        desk = self._owner.desk
        made = {entity.id for entity in made_by(session)}
        before = {entity.id for entity in made_by(instance.session)}
        gone = [entity for entity in sorted(before - made) if desk.store.record(entity)]
        return [*entity_changes(desk, session, instance.links), *(Change(e, DELETED, True) for e in gone)]

    # -- "Svar uden plads" -----------------------------------------------------------------------

    def homeless(self, only: str = "") -> list[HomelessAnswer]:
        """Answers in the log that have no place in the versions used now, with the words of the version they were
        given in."""
        forms = self._owner.moving_forms(only)
        return [answer for name, instance in forms for answer in self._homeless(name, instance)]

    def _homeless(self, name: str, instance: FormInstance) -> Iterator[HomelessAnswer]:
        versions = self._versions(instance)
        if not versions:
            return
        library = self._owner.library
        former = [library.definition(version) for version in versions if library.has(version)]
        saved = self._saved(instance)
        for record, path, value in homeless(instance.session, saved, former, self._had):
            key = (instance.id, record, path, value)
            if key not in self._told:
                self._told[key] = self._tell(name, instance, former, saved, record, path, value)
            yield self._told[key]

    def _had(self, record: str, path: str, value: str) -> bool:
        """Whether this was ever answered there."""
        return any(version.value == value for version in self._owner.desk.store.history(record, path))

    def _versions(self, instance: FormInstance) -> list[str]:
        """The other versions that the instance has had, the latest first."""
        versions = [str(v.value) for v in self._owner.desk.store.history(instance.id, VERSION) if v.value]
        return [version for version in dict.fromkeys(versions) if version != instance.version]

    def _tell(
        self,
        name: str,
        instance: FormInstance,
        former: list[Definition],
        saved: SavedInstance,
        record: str,
        path: str,
        value: str,
    ) -> HomelessAnswer:
        label, text = path.rpartition("/")[2], value
        for definition in former:
            question = definition.by_path.get(path)
            if question is None:
                continue
            session = Session(
                definition, saved, instance_id=instance.id, instances=instance.surroundings
            )
            if question.control and question.control.label:
                label = session.texts.show(question.control.label, session.root)
            node = session.at(record, path)
            text = value if node is None else outline.answer_text(node, value)
            break
        row = next((node for node in instance.session.walk() if node.row_id == record), None)
        if row is not None:
            label = f"{label} ({outline.row_of(row)})"
        kept = instance.definition.by_path.get(path)
        reason = (
            _("Spørgsmålet findes ikke mere.")
            if kept is None
            else _("Svaret passer ikke til spørgsmålet mere.")
        )
        stored = self._owner.desk.store.record(record)
        comment = str(stored.fields.get(COMMENT + path) or "") if stored else ""
        return HomelessAnswer(name, instance.definition.title, label, text, reason, comment)

    def _saved(self, instance: FormInstance) -> SavedInstance:
        return load_saved(self._owner.desk, instance.id) or SavedInstance()
