"""What an adviser says of a measure in plain figures, and the same as streams of energy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from klimabesog.casework.steps.keys import REVIEW
from klimabesog.casework.steps.layers import LayerRow, layer_rows
from klimabesog.energy.streams import CONVERT, MONEY, REDUCE, SUPPLY, Measure, Stream
from klimabesog.partnership.layers import ADVISER

if TYPE_CHECKING:
    from klimabesog.casework.measures import Measures
    from klimabesog.casework.steps.book import StepBook

SOURCES = {"maaling": "Måling", "beregning": "Beregning eller tilbud", "skoen": "Skøn"}
"""What an adviser's figures rest on: the codes and words of the technical review."""
EFFICIENCIES = (0.1, 10.0)
"""The limits of a conversion's efficiency in the technical review."""


@dataclass(frozen=True)
class Figures:
    """`kwh` saved a year by carrier (negative: more is used), `money` kr. saved a year (None: kWh times price),
    `investment` kr., `operation` kr. a year (positive: dearer), `lifetime` years; None and "" where nothing is said."""

    kwh: Mapping[str, float] = field(default_factory=dict)
    money: float | None = None
    investment: float | None = None
    operation: float | None = None
    lifetime: float | None = None
    source: str = ""
    remark: str = ""

    @property
    def says_saving(self) -> bool:
        """Whether there is a saving to compute with."""
        return bool(self.kwh) or self.money is not None


def adviser_rows(book: StepBook) -> dict[str, LayerRow]:
    """The row of the technical review that speaks of a measure, by the measure's record; of several the last."""
    return {row.measure: row for row in layer_rows(book.form(REVIEW).session) if row.measure}


def adviser_figures(book: StepBook, measures: Measures) -> dict[str, Figures]:
    """What the adviser says now, by the measure's record: as the review has it, else as the measure's layer has."""
    found = {record: figures_of(row) for record, row in adviser_rows(book).items()}
    for instance, (estimate, life) in measures.lives().items():
        standing = measures.standing(estimate, life.layer(ADVISER))
        if standing is not None:
            found.setdefault(measures.record(instance), figures_of_measure(measures.in_amounts(standing)))
    return found


def figures_of(row: LayerRow) -> Figures:
    """What a row of the technical review says."""
    numbers = {name: _number(row.said(f"ud_{name}")) for name in ("investering", "drift", "levetid")}
    streams = row.result().measure.streams
    return Figures(
        kwh=saved_by_carrier(streams),
        money=_money(streams),
        investment=numbers["investering"],
        operation=numbers["drift"],
        lifetime=numbers["levetid"],
        source=row.said("kilde"),
        remark=row.said("begrundelse"),
    )


def figures_of_measure(measure: Measure) -> Figures:
    """What a measure in amounts says."""
    return Figures(
        kwh=saved_by_carrier(measure.streams),
        money=_money(measure.streams),
        investment=measure.paid,
        operation=measure.operation or None,
        lifetime=measure.lifetime,
    )


def saved_by_carrier(streams: Iterable[Stream]) -> dict[str, float]:
    """kWh a year that streams in amounts save of each carrier, before any cap."""
    saved: dict[str, float] = {}
    for stream in streams:
        if stream.kind == MONEY or stream.kwh is None:
            continue
        saved[stream.carrier] = saved.get(stream.carrier, 0.0) + stream.kwh
        if stream.kind == CONVERT and stream.efficiency:
            saved[stream.to_carrier] = saved.get(stream.to_carrier, 0.0) - stream.kwh / stream.efficiency
    return saved


def streams_of(figures: Figures, known: Sequence[Stream]) -> list[Stream]:
    """The figures as streams that do what those `known` of the measure do: convert, supply, in the same end uses.

    A carrier that several known streams save is divided as they are. Without kWh the known amounts stand, so that an
    adviser who only knows the price need not repeat them.
    """
    left = dict(figures.kwh) or saved_by_carrier(known)
    streams = list(_conversions(left, known))
    for carrier, kwh in left.items():
        streams += _alike(carrier, kwh, known)
    return _with_money(streams, figures.money)


def _conversions(left: dict[str, float], known: Sequence[Stream]) -> Iterator[Stream]:
    """One carrier instead of another, where the figures still say so; takes both out of `left`."""
    low, high = EFFICIENCIES
    for stream in known:
        old, new = left.get(stream.carrier, 0.0), left.get(stream.to_carrier, 0.0)
        if stream.kind == CONVERT and old > 0 > new and low <= old / -new <= high:
            del left[stream.carrier], left[stream.to_carrier]
            yield replace(stream, kwh=old, share=None, efficiency=old / -new, money=None)


def _alike(carrier: str, kwh: float, known: Sequence[Stream]) -> Iterator[Stream]:
    same = [s for s in known if s.carrier == carrier and s.kind in (REDUCE, SUPPLY) and s.kwh]
    whole = math.fsum(stream.kwh or 0.0 for stream in same)
    if not same or not whole:
        end_use = next((s.end_use for s in known if carrier in (s.carrier, s.to_carrier)), "")
        yield Stream(REDUCE, end_use or next((s.end_use for s in known), ""), carrier, kwh=kwh)
        return
    for stream in same:
        part = kwh if len(same) == 1 else kwh * (stream.kwh or 0.0) / whole
        kind = REDUCE if part < 0 else stream.kind
        yield replace(stream, kind=kind, kwh=part, share=None, money=None)


def _with_money(streams: list[Stream], money: float | None) -> list[Stream]:
    """A sum of money divided on what is saved, so that it shrinks with it; by itself where nothing is."""
    if money is None:
        return streams
    saved = [max(0.0, stream.kwh or 0.0) for stream in streams]
    whole = math.fsum(saved)
    if not whole:
        return [*(replace(stream, money=0.0) for stream in streams), Stream(MONEY, money=money)]
    return [replace(s, money=money * kwh / whole) for s, kwh in zip(streams, saved, strict=True)]


def _money(streams: Iterable[Stream]) -> float | None:
    said = [stream.money for stream in streams if stream.money is not None]
    return math.fsum(said) if said else None


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
