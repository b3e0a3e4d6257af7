"""How a company's measures stood at a follow-up: what its forms said up to then, and what that came to.

The newest follow-up is as things stand. For an earlier one, what the later ones said is left out: of each measure the
last row up to it counts, in the follow-ups or else in the plan. Estimates and agreed figures are those of today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from klimabesog.casework.life import LAYER_FIELDS
from klimabesog.casework.measures import Measures, Said
from klimabesog.casework.steps.keys import FOLLOW_UP, PLAN, parse_key
from klimabesog.casework.steps.layers import LayerRow, layer_rows, written_layer
from klimabesog.energy.stacking import StackResult
from klimabesog.partnership.layers import REALISED

if TYPE_CHECKING:
    from klimabesog.casework.steps.book import StepBook

TOLD = {
    PLAN: ("ansvarlig", "frist", "fravalgt_grund"),
    FOLLOW_UP: ("fravalgt_grund", "gennemfoert", "dokumentation", "frist"),
}
"""The questions of a row that are properties of its measure too."""


@dataclass(frozen=True)
class Standing:
    """What the measures came to: all that were not rejected, what was agreed on of them, and those carried out.

    `said` is what of a measure was another than today.
    """

    stacked: StackResult
    agreed: StackResult
    done: StackResult
    said: Said = field(default_factory=dict)


def standing(book: StepBook, key: str) -> Standing | None:
    """How the measures stood at a follow-up (`key` as in `StepBook.form`); None without a visit to go by."""
    visit = book.visit
    if visit is None:
        return None
    measures, number = visit.measure_book, parse_key(key).number
    newest = max((fields["nummer"] for fields in book.follow_ups()), default=0)
    if number >= newest:
        return Standing(measures.stacked(), measures.agreed_on(), measures.carried_out())
    said = _said(book, measures, number, newest)
    return Standing(measures.stacked_as(said), measures.agreed_on(said), measures.carried_out(said), said)


def rows_up_to(book: StepBook, number: int) -> Iterator[tuple[str, LayerRow]]:
    """Form id and row of everything said of measures in the plan and the follow-ups up to one, in that order."""
    for key in (PLAN, *(f"{FOLLOW_UP}:{n}" for n in range(1, number + 1))):
        for row in layer_rows(book.form(key).session):
            if row.measure:
                yield parse_key(key).form, row


def _said(book: StepBook, measures: Measures, number: int, newest: int) -> Said:
    """The fields of the measures that were told of later as well."""
    later = [f"{FOLLOW_UP}:{n}" for n in range(number + 1, newest + 1)]
    changed = {row.measure for key in later for row in layer_rows(book.form(key).session)}
    said: dict[str, dict[str, Any]] = {}
    for form, row in rows_up_to(book, number):
        instance = measures.instance_of(row.measure)
        if instance and row.measure in changed:
            fields = said.setdefault(instance, {})
            fields.update({name: text for name in TOLD[form] if (text := row.answer(name))})
            fields["status"] = row.answer("status" if form == FOLLOW_UP else "beslutning")
            fields[LAYER_FIELDS[REALISED]] = written_layer(measures, row) if form == FOLLOW_UP else None
    return said
