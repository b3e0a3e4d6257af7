"""What measures come to on a year's use, from their figures alone: neither a form nor a session is needed.

An `Estimate` here is whatever figures of a measure count: its form's own, or those of a later layer in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from klimabesog.casework.life import LAYER_FIELDS, layer_bases, read_life
from klimabesog.casework.measureform import Estimate
from klimabesog.energy.stacking import StackResult, arrange, in_amounts, stack
from klimabesog.energy.state import Split, State
from klimabesog.energy.streams import Measure, Stream
from klimabesog.partnership.layers import AGREED, ESTIMATE, Layer, MeasureLife
from klimabesog.partnership.status import REJECTED

if TYPE_CHECKING:
    from klimabesog.casework.screening import Screening

ORDER = "raekkefoelge"
"""Field of a measure's record: its place in the sequence, when an officer has chosen one."""
_SAME = 1e-9
Uses = dict[tuple[str, str], float]
"""kWh a year by (end use, carrier)."""


def life_of(estimate: Estimate, fields: Mapping[str, Any]) -> MeasureLife:
    """The measure with all its layers, from what its form says and the fields of its record."""
    measure = estimate.measure if estimate.complete else None
    return read_life(estimate.measure.id, measure, estimate.bases, fields)


def counting(estimate: Estimate, fields: Mapping[str, Any]) -> Estimate:
    """The estimate with the figures that count now, those of the latest layer, in its place of the sequence."""
    if not any(fields.get(field) for field in LAYER_FIELDS.values()):  # of very many measures most have no layer
        return in_layer(estimate, fields, None)
    return in_layer(estimate, fields, life_of(estimate, fields).shown())


def in_layer(estimate: Estimate, fields: Mapping[str, Any], layer: tuple[str, Layer] | None) -> Estimate:
    """The estimate with the figures of one of its layers in their place; as it is without such a layer."""
    order = order_of(fields)
    if layer is None or layer[0] == ESTIMATE:
        return replace(estimate, measure=replace(estimate.measure, order=order))
    name, found = layer
    measure, bases = replace(found.measure, order=order), layer_bases(name, fields)
    return replace(estimate, measure=measure, bases=bases, complete=True, problem="")


def agreed_figures(
    estimates: Mapping[str, Estimate], measures: Mapping[str, Mapping[str, Any]]
) -> Iterator[Estimate]:
    """The figures agreed on, of the measures that were not rejected since; `measures`: instance -> record's fields."""
    for instance, estimate in estimates.items():
        life = life_of(estimate, measures[instance])
        if life.agreed is not None and life.status != REJECTED:
            yield in_layer(estimate, measures[instance], life.layer(AGREED))


def order_of(fields: Mapping[str, Any]) -> float | None:
    """The place in the sequence that an officer has chosen for a measure."""
    place = fields.get(ORDER)
    return float(place) if isinstance(place, int | float) else None


def stack_up(screening: Screening, estimates: Sequence[Estimate]) -> StackResult:
    """These measures one after another on the baseline, split as far as that is known."""
    state = _state(screening.baseline.use(), estimates, screening.splits)
    measures = [_resting(estimate, state) for estimate in estimates]
    return stack(state, arrange(state, measures, screening.rates), screening.rates)


def whole_amounts(screening: Screening, estimate: Estimate) -> Measure:
    """The estimate's figures with its shares as the kWh they come to alone, on the whole use."""
    state = _state(screening.baseline.use(), [estimate], screening.splits)
    return in_amounts(state, _resting(estimate, state))


def known_uses(estimates: Iterable[Estimate]) -> Uses:
    """What the measures know that an end use of a carrier takes; of several the surest counts."""
    known: Uses = {}
    for estimate in sorted(estimates, key=lambda e: (e.measure.accuracy, e.measure.id)):
        for place, kwh in estimate.bases.items():
            known.setdefault(place, kwh)
    return known


def _state(use: dict[str, float], estimates: Sequence[Estimate], given: Sequence[Split] = ()) -> State:
    """The baseline, split as it was given; else as far as the measures know what an end use takes.

    What measures know comes out of what the given split leaves of the carrier, never more than there is.
    """
    places, known = {(split.end_use, split.carrier) for split in given}, known_uses(estimates)
    splits, left = list(given), dict(use)
    for split in given:
        if split.carrier in left:
            left[split.carrier] -= split.share * use[split.carrier]
    for (end_use, carrier), kwh in known.items():
        if use.get(carrier, 0.0) > 0 and end_use and (end_use, carrier) not in places:
            part = min(kwh, max(0.0, left[carrier]))
            left[carrier] -= part
            splits.append(Split(carrier, end_use, part / use[carrier]))
    return State.of(use, splits)


def _resting(estimate: Estimate, state: State) -> Measure:
    """The measure with its shares as kWh where the baseline does not know the carrier they are shares of.

    Where the end use takes more than the form's base, the share is made smaller: it is a share of that base alone.
    """

    def rest(stream: Stream) -> Stream:
        base = estimate.bases.get((stream.end_use, stream.carrier))
        if stream.share is None or base is None:
            return stream
        if stream.carrier not in state.carriers():
            return replace(stream, kwh=stream.share * base, share=None)
        whole = state.drawn_on(stream.end_use, stream.carrier)
        return stream if whole <= base * (1 + _SAME) else replace(stream, share=stream.share * base / whole)

    return replace(estimate.measure, streams=tuple(rest(stream) for stream in estimate.measure.streams))
