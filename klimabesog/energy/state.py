"""How much is used where: kWh a year by end use and carrier, and what is left as measures draw on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.errors import AmountError
from klimabesog.values.texts import _

Cell = tuple[str, str]
"""(end use, carrier); the end use "" holds what is not split."""
REST = "oevrige"
"""The end use of everything that a split does not name."""

_SLACK = 1e-9


@dataclass(frozen=True)
class Split:
    """The share (0-1) of a carrier that goes to one end use (a row of `fordeling`)."""

    carrier: str
    end_use: str
    share: float


@dataclass(frozen=True)
class State:
    """kWh a year per cell. A carrier without any cell has no known use."""

    cells: Mapping[Cell, float] = field(default_factory=dict)

    @classmethod
    def of(cls, use: Mapping[str, float], splits: Iterable[Split] = ()) -> State:
        """The state of a baseline's use (kWh per carrier), divided as far as `splits` say.

        AmountError for negative shares, or more than 100 % of a carrier.
        """
        cells: dict[Cell, float] = {("", carrier): kwh for carrier, kwh in use.items()}
        divided: dict[str, float] = {}
        for split in splits:
            if split.carrier not in use or split.share == 0:
                continue
            divided[split.carrier] = divided.get(split.carrier, 0.0) + split.share
            if split.share < 0 or divided[split.carrier] > 1 + _SLACK:
                raise AmountError(_split_problem(split.carrier))
            place = (split.end_use, split.carrier)
            cells[place] = cells.get(place, 0.0) + split.share * use[split.carrier]
        for carrier, share in divided.items():
            rest = 1 - share
            cells["", carrier] = use[carrier] * rest if rest > _SLACK else 0.0
        return cls(cells)

    def total(self, carrier: str) -> float | None:
        """kWh a year of a carrier; None if it has no known use."""
        amounts = [kwh for (_end_use, code), kwh in self.cells.items() if code == carrier]
        return math.fsum(amounts) if amounts else None

    def carriers(self) -> frozenset[str]:
        """Carriers with a known use."""
        return frozenset(carrier for _end_use, carrier in self.cells)

    def is_split(self, carrier: str) -> bool:
        """True if the carrier is divided on end uses."""
        return any(end_use and code == carrier for end_use, code in self.cells)

    def drawn_on(self, end_use: str, carrier: str) -> float:
        """kWh a year in the cells that a stream in `end_use` of `carrier` draws on (see `Ledger.places`)."""
        ledger = Ledger(self)
        return ledger.left(ledger.places(end_use, carrier))


def _split_problem(carrier: str) -> str:
    return _("Fordelingen af {carrier} skal være andele, der tilsammen højst giver 100 %.").format(
        carrier=carrier_name(carrier).lower()
    )


@dataclass(frozen=True)
class Draw:
    """What a stream found: `wanted` and `taken` kWh, the `cells` it touched, and the kWh that were `left` in them.

    `left` is None where the use of the carrier is not known.
    """

    wanted: float
    taken: float
    cells: tuple[Cell, ...]
    left: float | None = None

    @property
    def capped(self) -> bool:
        """True if there was less than wanted."""
        return self.taken < self.wanted - _SLACK * max(1.0, abs(self.wanted))


class Ledger:
    """A state that measures draw on, one after another. Carriers without a known use have no cap."""

    def __init__(self, state: State) -> None:
        self._cells = dict(state.cells)
        self._known = state.carriers()
        self._split = frozenset(carrier for carrier in self._known if state.is_split(carrier))

    def is_known(self, carrier: str) -> bool:
        """True if the carrier's use is known, and so caps what can be saved."""
        return carrier in self._known

    def is_split(self, carrier: str) -> bool:
        """True if the carrier is divided on end uses."""
        return carrier in self._split

    def places(self, end_use: str, carrier: str) -> tuple[Cell, ...]:
        """The cells that a stream in `end_use` of `carrier` draws on.

        Its own cell; if the carrier is split but not for this end use, what is not split of it and what was split
        as the rest; without an end use all cells of the carrier.
        """
        if carrier not in self._split:
            return (("", carrier),)
        if end_use:
            own = (end_use, carrier)
            if own in self._cells:
                return (own,)
            return tuple(cell for cell in (("", carrier), (REST, carrier)) if cell in self._cells)
        return tuple(cell for cell in self._cells if cell[1] == carrier)

    def left(self, places: Iterable[Cell]) -> float:
        """kWh a year left in the cells."""
        return math.fsum(max(0.0, self._cells.get(cell, 0.0)) for cell in places)

    def draw(self, end_use: str, carrier: str, kwh: float) -> Draw:
        """Take `kWh`, at most what is left, from each cell alike; a negative amount is added."""
        places = self.places(end_use, carrier)
        left = self.left(places)
        if kwh < 0 or not self.is_known(carrier):
            self._cells[places[0]] = self._cells.get(places[0], 0.0) - kwh
            return Draw(kwh, kwh, places, left if self.is_known(carrier) else None)
        taken = min(kwh, left)
        for cell in places if taken > 0 else ():
            self._cells[cell] *= 1 - taken / left
        return Draw(kwh, taken, places, left)

    def add(self, end_use: str, carrier: str, kwh: float) -> Cell:
        """Put `kWh` of new use where later measures in this end use will find it."""
        cell = (end_use if carrier in self._split else "", carrier)
        self._cells[cell] = self._cells.get(cell, 0.0) + kwh
        return cell

    def state(self) -> State:
        """What is left now; a carrier without a known use only as far as measures brought it in."""
        known = self._known
        return State({cell: kwh for cell, kwh in self._cells.items() if cell[1] in known or kwh > 0})
