"""What a form's answers say of records (`save_to`): of those it makes, and of those it only changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from klimabesog.casework.desk import Desk
from klimabesog.store import Change
from klimabesog.xforms import Definition, EntityRow, Node, Session

Places = Collection[tuple[str, str]]
"""(record, path) of questions."""


def is_update(entity: EntityRow) -> bool:
    """Whether the form only changes the record, which stands without it (`update_if` and no `create_if`)."""
    return entity.update and not entity.create


def made_by(session: Session) -> list[EntityRow]:
    """The records that are there because of this form: with a row of it, they go."""
    return [entity for entity in session.entities() if not is_update(entity)]


def rows_by_entity(session: Session) -> dict[str, Node]:
    """Id of an entity -> the row of the form that makes it."""
    rows = {node.record: node for node in session.walk() if node.is_row}
    return {entity.id: rows[entity.record] for entity in made_by(session) if entity.record in rows}


def entity_changes(
    desk: Desk, session: Session, links: Mapping[str, object], answered: Places = ()
) -> list[Change]:
    """Properties that a person answered, where they differ from what is stored.

    Of a record that the form only updates, those of the questions `answered` just now: other forms write it too, and
    what they said since is not to be written back.
    """
    changes: list[Change] = []
    for entity in session.entities():
        if is_update(entity):
            changes += _updated(desk, session, entity, answered)
        else:
            changes += _made(desk, session, entity, links)
    return changes


def _made(desk: Desk, session: Session, entity: EntityRow, links: Mapping[str, object]) -> list[Change]:
    stored = desk.store.record(entity.id)
    logged = {name: entity.properties[name] for name in entity.logged}
    if (stored is None or stored.deleted) and not any(logged.values()):
        return []
    fields = {**links, "instans": session.instance_id, **logged}
    return desk.differences(entity.id, entity.dataset, fields)


def _updated(desk: Desk, session: Session, entity: EntityRow, answered: Places) -> list[Change]:
    stored = desk.store.record(entity.id)
    if stored is None or stored.deleted or stored.kind != entity.dataset:
        return []
    said = {}
    for name in entity.logged:
        question = session.node(entity.refs[name])
        if (question.record, question.path) in answered:
            said[name] = entity.properties[name]
    return desk.differences(entity.id, entity.dataset, said)


def computed_properties(session: Session, definition: Definition) -> dict[tuple[str, str], object]:
    """(record, property) -> what the form works out for the records it makes: never logged, kept beside the log.

    A property that is hidden now counts as empty.
    """
    rows: dict[tuple[str, str], object] = {}
    for entity in made_by(session):
        for name in _declared(definition, entity):
            if name not in entity.logged:
                rows[entity.id, name] = entity.properties.get(name)
    return rows


def _declared(definition: Definition, entity: EntityRow) -> Iterator[str]:
    """Every property that the form declares for the entity's list."""
    for declared in definition.entities:
        if declared.dataset == entity.dataset:
            yield from declared.properties
