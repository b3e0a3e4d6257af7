"""The entities an instance declares (ODK entities 2024.1): one for each relevant `meta/entity` of form and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.values.ids import derived_id
from klimabesog.xforms.definition import EntityDef
from klimabesog.xforms.graph import way_down
from klimabesog.xforms.node import Node
from klimabesog.xforms.recalculation import instances
from klimabesog.xforms.values import EntityRow

if TYPE_CHECKING:
    from klimabesog.xforms.session import Session


def rows(session: Session) -> list[EntityRow]:
    """All entities, in document order of their declarations."""
    found: list[EntityRow] = []
    for declared in session.definition.entities:
        for node in instances(session.root, way_down(declared.node, 0)):
            if node.relevant:
                found.append(_row(declared, node))
    return found


def _row(declared: EntityDef, node: Node) -> EntityRow:
    scope = _scope(node)
    answers = {
        name: question
        for name, definition in declared.properties.items()
        if (question := _question(scope, definition))
    }
    label = node.child("label")
    return EntityRow(
        dataset=declared.dataset,
        id=_attribute(node, "id") or derived_id(node.record, declared.dataset),
        label="" if label is None else label.text or "",
        properties={name: question.text or "" for name, question in answers.items()},
        refs={name: question.ref for name, question in answers.items()},
        logged=frozenset(name for name, question in answers.items() if not question.calculated),
        create=_true(_attribute(node, "create")),
        update=_true(_attribute(node, "update")),
        record=node.record,
        ref=scope.ref,
    )


def _scope(entity: Node) -> Node:
    meta = entity.parent
    holder = meta.parent if isinstance(meta, Node) else None
    return holder if isinstance(holder, Node) else entity


def _question(scope: Node, definition: object) -> Node | None:
    found = instances(scope, way_down(definition, scope.definition.depth))  # type: ignore[arg-type]
    return found[0] if found and found[0].relevant else None


def _attribute(node: Node, name: str) -> str:
    attribute = node.attribute(name)
    return "" if attribute is None else attribute.string()


def _true(text: str) -> bool:
    return text in ("1", "true")
