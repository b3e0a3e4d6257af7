"""What a measure form comes to, kept beside the log: overviews of many cases read it instead of opening the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from klimabesog.casework import kinds
from klimabesog.casework.entities import made_by
from klimabesog.casework.life import bases_of, layer_value, read_measure
from klimabesog.casework.measureform import Estimate, area_of, read_estimate

if TYPE_CHECKING:
    from klimabesog.casework.instance import FormInstance

FIELD = "skoen"
"""Calculated field of a measure's record: its estimate as a layer is stored, with its focus area (`omraade`)."""


def kept_estimate(form: FormInstance) -> dict[tuple[str, str], object]:
    """What is to be kept of a form that makes a measure: (record, FIELD) -> the estimate; nothing of other forms."""
    records = [entity.id for entity in made_by(form.session) if entity.dataset == kinds.MEASURE]
    if not records:
        return {}
    estimate = read_estimate(form.session.root, form.id, form.definition.title)
    value = {**layer_value(estimate.measure, estimate.bases), "faerdigt": estimate.complete}
    return {(record, FIELD): {**value, "omraade": area_of(list(form.session.walk()))} for record in records}


def read_kept(instance: str, fields: Mapping[str, Any]) -> tuple[Estimate, str] | None:
    """A measure's estimate and the code of its focus area, from its record's fields; None where none was kept."""
    value = fields.get(FIELD)
    if not value:
        return None
    estimate = Estimate(read_measure(instance, value), bases_of(value), bool(value.get("faerdigt")))
    return estimate, str(value.get("omraade") or "")
