"""Rows of a step's form that say what became of a measure (`kb:lag`): read into layers of the measure.

Such a row names the measure in `tiltag`, and `ud_gaelder` says whether it holds. It gives the measure's figures either
as a measure form does (`ud_stroem…`) or as a share (`ud_andel`) of the layer before, which is in amounts from then on
where the row was said in kWh (`ud_i_kwh`): a meter has seen the overlap. `ud_investering`, less subsidy, `ud_drift`,
`ud_levetid` and `ud_klasse` overrule that layer's. A layer is a decision: it is written when its row is answered, and
stays when what it was made from changes afterwards.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from klimabesog.casework import kinds
from klimabesog.casework.life import LAYER_FIELDS, layer_value
from klimabesog.casework.measureform import Estimate, leaves, read_estimate
from klimabesog.casework.measures import Measures
from klimabesog.energy.streams import Measure, Stream
from klimabesog.partnership.layers import ADVISER, AGREED
from klimabesog.partnership.status import PROPOSED
from klimabesog.store import Change, Store
from klimabesog.values.ids import derived_id
from klimabesog.xforms import Node, Session

ROW, DECIDED = "raekke", "afgjort"
"""In a stored layer: the row that it was written from, and of every row that wrote it what it said then (a digest)."""
YES = ("1", "true", "ja")
NEW_PROPOSAL = "frit_tiltag"
"""The measure form of an adviser's proposal that is none of ours."""
PROPOSAL_TEXTS = ("ud_titel", "ud_indsatsomraade")
"""What such a proposal hands on to its measure form: the questions have one name in both."""


@dataclass(frozen=True)
class LayerRow:
    """A row that says what became of a measure; `measure` is the measure's record, "" while none is chosen."""

    node: Node
    layer: str
    measure: str

    @property
    def title(self) -> str:
        """What the row calls a proposal of its own."""
        return self.said("ud_titel")

    def said(self, name: str) -> str:
        """A result of the row, "" where it is not relevant."""
        return next((leaf.text or "" for leaf in leaves(self.node) if leaf.name == name), "")

    def answer(self, name: str) -> str:
        """The answer to a question of the row itself, "" where it is not asked."""
        child = self.node.child(name)
        return (child.text or "") if child is not None else ""

    @property
    def is_complete(self) -> bool:
        """Whether its streams can be computed with."""
        return self.result().complete

    def result(self) -> Estimate:
        """What the row says as a measure form would."""
        return read_estimate(self.node, self.measure, self.title)

    def records(self) -> set[str]:
        """The records its answers are kept in: its own and those of rows within it."""
        return {node.record for node in _walk(self.node)}


def layer_rows(session: Session) -> Iterator[LayerRow]:
    """The rows of a form that write a layer, relevant ones only."""
    for node in session.walk():
        if node.is_row and node.relevant and (layer := node.kb.get("lag")):
            chosen = node.child("tiltag")
            yield LayerRow(node, layer, chosen.value if isinstance(chosen, Node) else "")


def layer_changes(
    store: Store, measures: Measures, session: Session, answered: Collection[tuple[str, str]]
) -> list[Change]:
    """What the rows answered just now change in the measures they name."""
    touched = {record for record, _path in answered}
    changes: list[Change] = []
    for row in layer_rows(session):
        if row.measure and not touched.isdisjoint(row.records()):
            changes += _changes(store, measures, row)
    return changes


def withdrawn(store: Store, row: LayerRow) -> list[Change]:
    """What taking a row away changes: the layer it wrote goes, and a measure agreed on is a proposal again."""
    record = store.record(row.measure) if row.measure else None
    field = LAYER_FIELDS[row.layer]
    if record is None or (record.fields.get(field) or {}).get(ROW) != row.node.record:
        return []
    status = [Change(row.measure, "status", PROPOSED)] if row.layer == AGREED else []
    return [Change(row.measure, field, None), *status]


def written_layer(measures: Measures, row: LayerRow) -> dict[str, Any] | None:
    """The layer that a row stands for now, as it is stored; None where it does not hold, or says nothing yet."""
    instance = measures.instance_of(row.measure)
    return _value(measures, instance, row) if instance and _decided(row) is not None else None


def proposal_instance(row: LayerRow) -> str:
    """The instance of the measure that a row's own proposal becomes."""
    return derived_id(row.node.record, kinds.MEASURE)


def new_proposal(measures: Measures, row: LayerRow) -> tuple[str, list[Change]]:
    """The instance of the measure that a row's own proposal becomes, and what makes it with the row's layer: to be
    kept in one step with the row, which is to name the measure then."""
    instance, decided = proposal_instance(row), _decided(row)
    assert decided is not None
    texts = {name: row.said(name) for name in PROPOSAL_TEXTS}
    result = row.result()
    measure = _overruled(result.measure, row, result.measure)
    marks = _marks(row, decided, {})
    layer = Change(measures.record(instance), LAYER_FIELDS[row.layer], {**layer_value(measure, result.bases), **marks})
    return instance, [*measures.beginning(NEW_PROPOSAL, instance, texts), layer]


def _marks(row: LayerRow, decided: Mapping[str, Any], before: Mapping[str, str]) -> dict[str, Any]:
    """What a layer remembers of the rows that wrote it."""
    return {ROW: row.node.record, DECIDED: {**before, row.node.record: _digest(decided)}}


def _digest(decided: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(decided, sort_keys=True).encode()).hexdigest()


def _changes(store: Store, measures: Measures, row: LayerRow) -> list[Change]:
    record = store.record(row.measure)
    if record is None or record.kind != kinds.MEASURE:
        return []
    field = LAYER_FIELDS[row.layer]
    stored, decided = record.fields.get(field) or {}, _decided(row)
    if decided is None:
        return [Change(row.measure, field, None)] if stored.get(ROW) == row.node.record else []
    before = stored.get(DECIDED) or {}
    if before.get(row.node.record) == _digest(decided):
        return []  # a remark was written; a later follow-up may have said otherwise since
    value = _value(measures, str(record.fields.get("instans")), row)
    if value is None:
        return []
    return [Change(row.measure, field, {**value, **_marks(row, decided, before)})]


def _decided(row: LayerRow) -> dict[str, Any] | None:
    """What the row says that its layer rests on; None where it does not hold, or says nothing yet."""
    result = row.result()
    if row.said("ud_gaelder") not in YES or (row.layer == ADVISER and not result.complete):
        return None
    names = ("ud_andel", "ud_i_kwh", "ud_investering", "ud_drift", "ud_levetid", "ud_klasse")
    streams = [asdict(stream) for stream in result.measure.streams] if result.complete else []
    return {**{name: row.said(name) for name in names}, "streams": streams}


def _value(measures: Measures, instance: str, row: LayerRow) -> dict[str, Any] | None:
    """The layer as it is stored; None while there is nothing before it to take a share of."""
    estimate, result = measures.estimates()[instance], row.result()
    life = measures.life(instance, estimate)
    base = measures.standing(estimate, life.before(row.layer))
    based_on = life.estimate.version if life.estimate else ""
    if result.complete:
        title = base.measure.title if base else measures.title(instance)
        known = base.measure if base else result.measure
        measure = _overruled(replace(result.measure, title=title), row, known)
        return layer_value(measure, result.bases, based_on)
    if base is None:
        return None
    whole = measures.in_amounts(base) if row.said("ud_i_kwh") in YES else base.measure
    part = _part(whole, float(row.said("ud_andel") or 1), row.layer)
    return layer_value(_overruled(part, row, part), base.bases, based_on)


def _part(whole: Measure, share: float, layer: str) -> Measure:
    """A part of a measure. Agreeing on half a proposal halves what it costs in operation and later on too; half of what
    was agreed on being reached is said of the saving alone."""
    part = replace(whole, streams=tuple(_scaled(stream, share) for stream in whole.streams))
    if layer != AGREED:
        return part
    later = tuple((year, kr * share) for year, kr in whole.later)
    return replace(part, operation=whole.operation * share, later=later)


def _overruled(measure: Measure, row: LayerRow, known: Measure) -> Measure:
    """With what the row says itself of price, operation, lifetime and class; else as is `known`."""

    def number(name: str, before: float | None) -> float | None:
        text = row.said(name)
        return float(text) if text else before

    return replace(
        measure,
        investment=number("ud_investering", known.investment),
        subsidy=0.0 if row.said("ud_investering") else known.subsidy,
        operation=number("ud_drift", known.operation) or 0.0,
        lifetime=number("ud_levetid", known.lifetime),
        accuracy=row.said("ud_klasse") or known.accuracy,
    )


def _scaled(stream: Stream, share: float) -> Stream:
    """A part of a stream; of a share there is never more than all."""
    return replace(
        stream,
        kwh=None if stream.kwh is None else stream.kwh * share,
        share=None if stream.share is None else min(1.0, stream.share * share),
        money=None if stream.money is None else stream.money * share,
    )


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)
