"""Which numbers the notes of a form show, so that each can be asked where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.casework import outline
from klimabesog.casework.entities import rows_by_entity
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.provenance.values import (
    INVESTMENT,
    REDUCTION,
    SAVED_CO2,
    SAVED_KR,
    SAVED_KWH,
    USE_CO2,
    USE_KR,
    USE_KWH,
    Number,
)
from klimabesog.casework.steps.keys import AGREEMENT
from klimabesog.casework.steps.layers import LayerRow, layer_rows
from klimabesog.xforms import Node

if TYPE_CHECKING:
    from klimabesog.casework.visitforms import VisitForms

_USE = (USE_KWH, USE_KR, USE_CO2)
_SAVED = (SAVED_KWH, SAVED_KR, SAVED_CO2)
FORMULA = "ud_formel"
"""Notes of a measure form so named write out what it saves."""
_AGREED = {"basis": (USE_KWH, USE_CO2), "potentiale": (REDUCTION, SAVED_CO2)}
"""Notes of the agreement about the visit that it rests on, by their names."""


def shows_numbers(form: FormInstance, node: Node) -> bool:
    """Whether a note shows numbers that can be explained: quick, nothing is read.

    It is one with figures in it: in the baseline of a bill or of all of them, in a measure form its formula, in the
    agreement what the visit found, in another step's form what a row says of a measure.
    """
    if node.kind != "note" or not any(map(str.isdigit, node.label)):
        return False
    if form.form_id == outline.BASELINE or _is_formula(node) or _agreed(form, node):
        return True
    return any(above.kb.get("lag") for above in _above(node))


def numbers_at(visit: VisitForms | None, form: FormInstance, node: Node) -> tuple[Number, ...]:
    """The numbers that a note of a visit's form, a measure's or a step's shows; () for one that shows none."""
    if visit is None or not shows_numbers(form, node):
        return ()
    if form.form_id == outline.BASELINE:
        return _of_bills(form, node)
    if _is_formula(node):
        return tuple(Number(kind, form.id) for kind in _SAVED)
    if agreed := _agreed(form, node):
        return tuple(Number(kind) for kind in agreed)
    row = next((row for row in layer_rows(form.session) if row.node in _above(node)), None)
    return _of_layer(visit, row) if row is not None else ()


def _is_formula(node: Node) -> bool:
    return f"{node.name}_".startswith(f"{FORMULA}_")


def _agreed(form: FormInstance, node: Node) -> tuple[str, ...]:
    return _AGREED.get(node.name, ()) if form.form_id == AGREEMENT else ()


def _of_bills(form: FormInstance, node: Node) -> tuple[Number, ...]:
    """Of the bill whose row the note stands in, else of all."""
    rows = [above for above in _above(node) if above.is_row]
    if not rows:
        return tuple(Number(kind) for kind in _USE)
    bill = next((id for id, row in rows_by_entity(form.session).items() if row is rows[0]), "")
    return tuple(Number(kind, bill) for kind in _USE) if bill else ()


def _of_layer(visit: VisitForms, row: LayerRow) -> tuple[Number, ...]:
    """Of the measure that a row is about: the layer that the row is written in view of."""
    record = visit.desk.store.record(row.measure) if row.measure else None
    measure = str(record.fields.get("instans") or "") if record is not None else ""
    if measure not in visit.measure_book.estimates():
        return ()
    before = visit.measure_book.life(measure).before(row.layer)
    if before is None:
        return ()
    return tuple(Number(kind, measure, before[0]) for kind in (*_SAVED, INVESTMENT))


def _above(node: Node) -> list[Node]:
    """The nodes around one, the nearest first."""
    found: list[Node] = []
    step = node.parent
    while isinstance(step, Node):
        found.append(step)
        step = step.parent
    return found
