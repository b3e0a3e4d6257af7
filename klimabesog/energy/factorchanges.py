"""What differs between two factor sets: row by row as a person edits them, and figure by figure as they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from klimabesog.energy.carriers import carrier_order
from klimabesog.energy.factors import EMISSION, HEATING_VALUE, KINDS, PRICE, FactorRow, FactorSet, Figure

Place = tuple[str, str, str, int | None, str, str, str]


@dataclass(frozen=True)
class RowChange:
    """A row that came (`before` None), went (`after` None) or says something else now."""

    before: FactorRow | None
    after: FactorRow | None

    @property
    def row(self) -> FactorRow:
        """The row as it is now, else as it was."""
        row = self.after or self.before
        assert row is not None
        return row


@dataclass(frozen=True)
class FigureChange:
    """A figure that counts otherwise: price or emission per kWh, or the heating value of `unit`."""

    kind: str
    carrier: str
    unit: str
    before: Figure | None
    after: Figure | None


def place_of(row: FactorRow) -> Place:
    """What makes a row that row; two with the same place are two editions of one number."""
    return (row.kind, row.carrier, row.unit, row.year, row.boundary, row.use, row.variant)


def row_changes(before: FactorSet, after: FactorSet) -> tuple[RowChange, ...]:
    """Rows that came, went or changed, by carrier."""
    old = {place_of(row): row for row in before.rows}
    new = {place_of(row): row for row in after.rows}
    places = sorted({*old, *new}, key=_order)
    pairs = (RowChange(old.get(place), new.get(place)) for place in places)
    return tuple(pair for pair in pairs if pair.before != pair.after)


def figure_changes(
    before: FactorSet, after: FactorSet, carriers: Iterable[str] | None = None
) -> tuple[FigureChange, ...]:
    """Figures in use whose value, boundary or source is another, each read for its own set's year."""
    codes = sorted(
        carriers if carriers is not None else {*before.carriers(), *after.carriers()}, key=carrier_order
    )
    return tuple(change for code in codes for change in _of_carrier(before, after, code))


def _of_carrier(before: FactorSet, after: FactorSet, code: str) -> Iterator[FigureChange]:
    for unit in dict.fromkeys((*_heating_units(before, code), *_heating_units(after, code))):
        yield from _changed(
            HEATING_VALUE, code, unit, _heating(before, code, unit), _heating(after, code, unit)
        )
    yield from _changed(EMISSION, code, "kWh", before.co2(code), after.co2(code))
    yield from _changed(PRICE, code, "kWh", before.price(code), after.price(code))


def _changed(
    kind: str, code: str, unit: str, before: Figure | None, after: Figure | None
) -> Iterator[FigureChange]:
    if _says(before) != _says(after):
        yield FigureChange(kind, code, unit, before, after)


def _says(figure: Figure | None) -> tuple[object, ...]:
    if figure is None:
        return ()
    return (figure.value, figure.boundary, figure.row.source if figure.row else "")


def _heating_units(factors: FactorSet, code: str) -> tuple[str, ...]:
    return tuple(row.unit for row in factors.rows if (row.kind, row.carrier) == (HEATING_VALUE, code))


def _heating(factors: FactorSet, code: str, unit: str) -> Figure | None:
    return factors.kwh_per_unit(code, unit) if unit in _heating_units(factors, code) else None


def _order(place: Place) -> tuple[object, ...]:
    kind, carrier, unit, year, *rest = place
    return (carrier_order(carrier), KINDS.index(kind), unit, year or 0, *rest)
