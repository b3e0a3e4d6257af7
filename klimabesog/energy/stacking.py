"""Measures one after another on what is used: each effect alone, and after the overlap with the earlier ones.

The rules, fixed here once:

- A measure acts on what the earlier ones left of its end use and carrier. An amount in kWh is capped at
  what is left; a share is a share of what is left, so shares multiply.
- Without a split on end uses the cap is the whole use of the carrier. Without any known use of a carrier
  there is no cap, and the measure says so.
- Explicit money on an energy stream shrinks with its kWh; a stream of money alone is never capped.
- Savings are positive. Money is without the change in operation cost, which counts in the payback.
- The order is the caller's. `arrange` proposes one: first what the officer placed, as placed; then measures
  that lower the need, then those that change the carrier, then own production; within each the shortest
  payback first (a boiler is sized after the insulation, and solar cells meet the demand that is left).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from klimabesog.energy.accuracy import worst
from klimabesog.energy.carriers import carrier_name, carrier_order
from klimabesog.energy.economics import UNKNOWN, Outlay, Payback, simple_payback
from klimabesog.energy.effects import Effect, add_up
from klimabesog.energy.rates import Rates
from klimabesog.energy.state import Cell, Draw, Ledger, State
from klimabesog.energy.streams import CONVERT, MONEY, REDUCE, SUPPLY, Measure, Stream
from klimabesog.values.danish import format_unit
from klimabesog.values.texts import _

_SAME = 1e-9


@dataclass(frozen=True)
class StreamEffect:
    """What one stream of a measure gives; `draw` is None for a stream of money alone."""

    stream: Stream
    draw: Draw | None
    effect: Effect


@dataclass(frozen=True)
class MeasureResult:
    """What a measure gives a year: `alone` on the whole use, `after` what the earlier measures left.

    `payback` is of `after`, less dearer operation. `overlaps`: ids of the earlier measures that took from it.
    `exceeds`: alone it would save more than there is. `notes` are Danish sentences, among them `overlap`, which names
    those measures. `parts` make up `after`, stream by stream, and `parts_alone` make up `alone`.
    """

    measure: Measure
    alone: Effect
    after: Effect
    payback: Payback
    payback_alone: Payback
    capped: bool = False
    exceeds: bool = False
    overlaps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    overlap: str = ""
    parts: tuple[StreamEffect, ...] = ()
    parts_alone: tuple[StreamEffect, ...] = ()

    @property
    def net_kr(self) -> float:
        """Kr. a year after overlap, less dearer operation."""
        return self.after.kr - self.measure.operation

    @property
    def outlay(self) -> Outlay:
        """What it costs and saves after overlap, for its present value and internal rate."""
        measure = self.measure
        return Outlay(measure.investment, self.net_kr, measure.lifetime, measure.subsidy, measure.later)


@dataclass(frozen=True)
class CarrierChange:
    """kWh a year of a carrier before and after all measures; None where its use is not known."""

    carrier: str
    before: float | None
    saved: float
    after: float | None


@dataclass(frozen=True)
class StackResult:
    """All measures in their order, and what they come to together.

    `investment` is less subsidy, of those that have a price: None while none of them has one.
    """

    measures: tuple[MeasureResult, ...]
    carriers: tuple[CarrierChange, ...]
    alone: Effect
    after: Effect
    investment: float | None
    operation: float
    payback: Payback
    accuracy: str
    before_state: State = field(repr=False)
    after_state: State = field(repr=False)
    notes: tuple[str, ...] = ()

    @property
    def unpriced(self) -> int:
        """How many measures have no price."""
        return sum(result.measure.investment is None for result in self.measures)

    def result(self, measure: str) -> MeasureResult:
        """The result of the measure with this id; KeyError if there is none."""
        for result in self.measures:
            if result.measure.id == measure:
                return result
        raise KeyError(measure)


@dataclass
class _Run:
    """What running one measure's streams on a ledger gave."""

    parts: list[StreamEffect]
    touched: list[Cell]
    unpriced: list[str]

    @property
    def draws(self) -> list[tuple[Stream, Draw]]:
        """The streams that act on energy, with what each found."""
        return [(part.stream, part.draw) for part in self.parts if part.draw is not None]

    @cached_property
    def effect(self) -> Effect:
        """All streams together."""
        return sum((part.effect for part in self.parts), Effect())


def stack(state: State, measures: Sequence[Measure], rates: Rates) -> StackResult:
    """Apply the measures in the given order to `state` (kWh a year), at `rates` (kr. and kg CO2e per kWh)."""
    ledger = Ledger(state)
    touched: dict[Cell, list[Measure]] = {}
    results = [_apply(measure, state, ledger, rates, touched) for measure in measures]
    alone = add_up(result.alone for result in results)
    after = add_up(result.after for result in results)
    prices = [measure.paid for measure in measures if measure.paid is not None]
    investment = math.fsum(prices) if prices or not measures else None
    operation = math.fsum(measure.operation for measure in measures)
    return StackResult(
        measures=tuple(results),
        carriers=_changes(state, ledger.state(), after),
        alone=alone,
        after=after,
        investment=investment,
        operation=operation,
        payback=_payback(measures, investment, after.kr - operation),
        accuracy=worst(measure.accuracy for measure in measures),
        before_state=state,
        after_state=ledger.state(),
        notes=_unsplit_notes(state, measures),
    )


def _payback(measures: Sequence[Measure], investment: float | None, yearly: float) -> Payback:
    """Of all measures together; not known while the price of one is missing."""
    if not measures or any(measure.investment is None for measure in measures):
        return Payback(None, UNKNOWN)
    return simple_payback(investment, yearly)


def arrange(state: State, measures: Iterable[Measure], rates: Rates) -> tuple[Measure, ...]:
    """The measures in the proposed order (see the module); equal ones by id, so that it never wavers."""

    def place(measure: Measure) -> tuple[float, int, float, str]:
        if measure.order is not None:
            return (measure.order, 0, 0.0, measure.id)
        saving = _run(measure, Ledger(state), Ledger(state), rates).effect.kr - measure.operation
        years = simple_payback(measure.paid, saving).years
        return (math.inf, _stage(measure), math.inf if years is None else years, measure.id)

    return tuple(sorted(measures, key=place))


def in_amounts(state: State, measure: Measure) -> Measure:
    """The measure with each share as the kWh that it takes of the whole use: what it gives alone, as amounts."""
    ledger = Ledger(state)
    streams = []
    for stream in measure.streams:
        if stream.kind != MONEY:
            draw = _draw(stream, ledger)
            _saved(stream, draw, ledger, [])
            stream = stream if stream.share is None else replace(stream, kwh=draw.taken, share=None)
        streams.append(stream)
    return replace(measure, streams=tuple(streams))


def _stage(measure: Measure) -> int:
    """0 lowers the need, 1 changes the carrier, 2 own production: the latest of its streams."""
    stages = {REDUCE: 0, MONEY: 0, CONVERT: 1, SUPPLY: 2}
    return max((stages[stream.kind] for stream in measure.streams), default=0)


def _apply(
    measure: Measure, state: State, ledger: Ledger, rates: Rates, touched: dict[Cell, list[Measure]]
) -> MeasureResult:
    """Run one measure alone and in its place, and say how the two differ."""
    alone = _run(measure, Ledger(state), Ledger(state), rates)
    after = _run(measure, ledger, Ledger(state), rates)
    earlier = _earlier(after, touched) if _differ(alone.effect, after.effect) else []
    overlap = _overlap(earlier)
    for cell in after.touched:
        touched.setdefault(cell, []).append(measure)
    return MeasureResult(
        measure=measure,
        alone=alone.effect,
        after=after.effect,
        payback=simple_payback(measure.paid, after.effect.kr - measure.operation),
        payback_alone=simple_payback(measure.paid, alone.effect.kr - measure.operation),
        capped=any(draw.capped for _stream, draw in after.draws),
        exceeds=any(draw.capped for _stream, draw in alone.draws),
        overlaps=tuple(other.id for other in earlier),
        notes=tuple(filter(None, (*_notes(measure, alone, ledger), overlap))),
        overlap=overlap,
        parts=tuple(after.parts),
        parts_alone=tuple(alone.parts),
    )


def _run(measure: Measure, ledger: Ledger, whole: Ledger, rates: Rates) -> _Run:
    """Act with every stream on `ledger`; `whole` tells what a share was of before any measure."""
    run = _Run([], [], [])
    for stream in measure.streams:
        if stream.kind == MONEY:
            run.parts.append(StreamEffect(stream, None, Effect(kr=stream.money or 0.0)))
            continue
        draw = _draw(stream, ledger)
        saved = _saved(stream, draw, ledger, run.touched)
        money = _money(stream, draw, saved, whole, rates, run.unpriced)
        run.parts.append(StreamEffect(stream, draw, Effect(saved, money, _co2(saved, rates))))
    return run


def _draw(stream: Stream, ledger: Ledger) -> Draw:
    """Take what the stream saves, converts or supplies from the ledger."""
    if stream.share is not None:
        left = ledger.left(ledger.places(stream.end_use, stream.carrier))
        return ledger.draw(stream.end_use, stream.carrier, stream.share * left)
    return ledger.draw(stream.end_use, stream.carrier, stream.kwh or 0.0)


def _saved(stream: Stream, draw: Draw, ledger: Ledger, touched: list[Cell]) -> dict[str, float]:
    """kWh saved per carrier: less of the one, and more of the other when the stream converts."""
    saved = {stream.carrier: draw.taken}
    touched.extend(draw.cells if draw.taken else ())
    if stream.kind == CONVERT and stream.efficiency:
        added = draw.taken / stream.efficiency
        touched.append(ledger.add(stream.end_use, stream.to_carrier, added))
        saved[stream.to_carrier] = saved.get(stream.to_carrier, 0.0) - added
    return saved


def _money(
    stream: Stream, draw: Draw, saved: dict[str, float], whole: Ledger, rates: Rates, unpriced: list[str]
) -> float:
    """Kr. saved: the stream's own, shrunk as its kWh are, else kWh x price; unpriced carriers are named."""
    if stream.money is not None:
        return stream.money * _kept(stream, draw, whole)
    unpriced.extend(code for code, kwh in saved.items() if kwh and rates.of(code).price is None)
    return math.fsum(kwh * (rates.of(code).price or 0.0) for code, kwh in saved.items())


def _kept(stream: Stream, draw: Draw, whole: Ledger) -> float:
    """The part of the stream that took effect; 1 where nothing could limit it."""
    if stream.share is None:
        wanted = draw.wanted
    else:
        wanted = stream.share * whole.left(whole.places(stream.end_use, stream.carrier))
    if wanted <= 0:
        return 0.0 if stream.share and whole.is_known(stream.carrier) else 1.0
    return draw.taken / wanted


def _co2(saved: dict[str, float], rates: Rates) -> float:
    """kg CO2e saved, of the carriers whose emission is known."""
    return math.fsum(kwh * (rates.of(code).co2 or 0.0) for code, kwh in saved.items())


def _differ(alone: Effect, after: Effect) -> bool:
    """True if the effect in its place is another than alone."""
    pairs = [(alone.kwh, after.kwh), (alone.kr, after.kr)]
    pairs += [(alone.saved.get(code, 0.0), after.saved.get(code, 0.0)) for code in alone.saved]
    return any(not math.isclose(a, b, rel_tol=_SAME, abs_tol=1e-6) for a, b in pairs)


def _earlier(run: _Run, touched: dict[Cell, list[Measure]]) -> list[Measure]:
    """Earlier measures that acted on the same cells, each once, in their order."""
    found: dict[str, Measure] = {}
    for _stream, draw in run.draws:
        for cell in draw.cells:
            found.update((measure.id, measure) for measure in touched.get(cell, ()))
    return list(found.values())


def _notes(measure: Measure, alone: _Run, ledger: Ledger) -> Iterable[str]:
    """What a reader of the measure should know, in Danish."""
    if measure.investment is None:
        yield _("Investeringen mangler.")
    for stream, draw in alone.draws:
        name = carrier_name(stream.carrier)
        if not ledger.is_known(stream.carrier):
            yield _unknown_note(stream, name)
        elif draw.capped:
            yield _("Beregnet til {wanted}, men der bruges kun {taken} ({carrier}).").format(
                wanted=format_unit(draw.wanted, "kWh"), taken=format_unit(draw.taken, "kWh"), carrier=name
            )
    for code in dict.fromkeys(alone.unpriced):
        yield _("Prisen på {carrier} mangler, så kronerne er ikke med.").format(
            carrier=carrier_name(code).lower()
        )


def _overlap(earlier: Sequence[Measure]) -> str:
    """Says which measures took from it; "" for none."""
    titles = ", ".join(f"»{other.title}«" for other in earlier)
    said = _("Overlapper med {titles}; besparelsen er regnet af det, der er tilbage.")
    return said.format(titles=titles) if earlier else ""


def _unknown_note(stream: Stream, name: str) -> str:
    """Says what a carrier without a known use means for a stream of it."""
    if stream.share is not None:
        return _("Forbruget mangler ({carrier}), så andelen giver ingen besparelse endnu.").format(
            carrier=name
        )
    return _("Forbruget mangler ({carrier}), så besparelsen er ikke holdt op mod det.").format(carrier=name)


def _changes(before: State, left: State, effect: Effect) -> tuple[CarrierChange, ...]:
    """Before and after per carrier; a carrier that measures bring in was not used before."""
    changes = []
    for code in sorted(before.carriers() | left.carriers() | set(effect.saved), key=carrier_order):
        saved = effect.saved.get(code, 0.0)
        start = before.total(code)
        if start is None and saved <= 0:
            start = 0.0
        changes.append(CarrierChange(code, start, saved, left.total(code) if start is not None else None))
    return tuple(changes)


def _unsplit_notes(state: State, measures: Iterable[Measure]) -> tuple[str, ...]:
    """Carriers whose whole use is the cap although a measure names an end use."""
    named = {s.carrier for m in measures for s in m.streams if s.end_use and s.kind != MONEY}
    codes = sorted((c for c in named & state.carriers() if not state.is_split(c)), key=carrier_order)
    return tuple(
        _("{carrier} er ikke fordelt på slutanvendelser; loftet for besparelser er hele forbruget.").format(
            carrier=carrier_name(code)
        )
        for code in codes
    )
