"""The numbers that one visit is computed with: prices, emissions and heating values, and what the officer may change.

A draft may state a price or an emission for its company, with where it comes from, and move to the set in force now.
Everything else stays as it was frozen. Each change is one step of the visit, which its undo takes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from klimabesog.casework import kinds
from klimabesog.casework.factorsets import RATE, SET, FactorSets, announce, checked, checked_rate
from klimabesog.casework.screening import STATED, postal_code_of
from klimabesog.casework.views import Changes
from klimabesog.energy import baseline
from klimabesog.energy.baseline import Baseline
from klimabesog.energy.carriers import carrier_order
from klimabesog.energy.factorchanges import FigureChange, figure_changes
from klimabesog.energy.factors import EMISSION, PRICE, FactorRow, FactorSet, Figure
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.visitforms import VisitForms

__all__ = ["CarrierNumbers", "FigureChange", "Move", "VisitNumbers"]


@dataclass(frozen=True)
class CarrierNumbers:
    """What a carrier is computed with: kWh per unit as entered, kg CO2e and kr. per kWh; None where unknown.

    `paid`: the price is what the bills say, in kr. per kWh.
    """

    carrier: str
    heating: tuple[Figure, ...]
    emission: Figure | None
    price: Figure | None
    paid: float | None
    off_boundary: bool


@dataclass(frozen=True)
class Move:
    """What moving to the set in force does: figures that change for this company, its base year before and after."""

    factors: FactorSet
    interest: float
    changes: tuple[FigureChange, ...]
    interest_before: float
    before: Baseline
    after: Baseline


class VisitNumbers:
    """The numbers of one visit."""

    def __init__(self, visit: VisitForms) -> None:
        self._visit = visit

    @property
    def factors(self) -> FactorSet:
        """The set as it counts here."""
        return self._visit.screening.factors

    @property
    def interest(self) -> float:
        """The rate of present values, as a fraction."""
        return self._visit.screening.interest

    @property
    def editable(self) -> bool:
        """Whether the visit is a draft."""
        return self._visit.status == kinds.DRAFT

    def carriers(self) -> list[str]:
        """Carriers that the company uses, or that its measures bring in or take from."""
        used = set(self._visit.screening.baseline.use())
        used |= {row.carrier for row in self._visit.screening.rows}
        used |= {change.carrier for change in self._visit.measure_book.stacked().carriers}
        return sorted(used, key=carrier_order)

    def figures(self, carriers: list[str] | None = None) -> list[CarrierNumbers]:
        """What each carrier is computed with."""
        return [self._figures(code) for code in (self.carriers() if carriers is None else carriers)]

    def _figures(self, code: str) -> CarrierNumbers:
        screening, factors = self._visit.screening, self.factors
        units = dict.fromkeys(row.unit for row in screening.rows if row.carrier == code)
        heating = [factors.kwh_per_unit(code, unit) for unit in units]
        billed = any(r.counted and r.price is None and r.row.carrier == code for r in screening.baseline.rows)
        return CarrierNumbers(
            carrier=code,
            heating=tuple(figure for figure in heating if figure.row is not None),
            emission=factors.co2(code),
            price=factors.price(code),
            paid=screening.rates.of(code).price if billed and not factors.agreed_price(code) else None,
            off_boundary=bool(factors.off_boundary([code])),
        )

    # -- stated for this company -----------------------------------------------------------------

    def stated(self, kind: str, carrier: str) -> FactorRow | None:
        """What was stated for this company, None when the set counts."""
        rows = self._visit.screening.stated
        return next((row for row in rows if (row.kind, row.carrier) == (kind, carrier)), None)

    def state(self, row: FactorRow) -> None:
        """State a price or an emission for this company. InputError: no source or year, a unit nothing converts."""
        self._only_drafts()
        if row.kind not in (PRICE, EMISSION):
            raise InputError(_("Her kan kun pris og udledning være virksomhedens egne."))
        if not row.source.strip():
            raise InputError(_("Skriv, hvor tallet kommer fra."))
        if row.source_year is None:
            raise InputError(_("Skriv, hvilket år tallet er fra."))
        checked(self._visit.screening.frozen.for_company([row]))
        self._save({_field(row.kind, row.carrier): _sparse(replace(row, year=None))})

    def unstate(self, kind: str, carrier: str) -> None:
        """Let the set count again."""
        self._only_drafts()
        self._save({_field(kind, carrier): None})

    def set_interest(self, rate: float) -> None:
        """Another rate for this company's present values: a fraction, 0 to 25 %."""
        self._only_drafts()
        self._save({RATE: checked_rate(rate)})

    # -- the set in force now --------------------------------------------------------------------

    def newer(self) -> Move | None:
        """The set in force now, when it is another than the visit's and the visit is a draft; nothing is written."""
        if not self.editable:
            return None
        visit, screening = self._visit, self._visit.screening
        in_force = FactorSets(visit.desk).in_force()
        place = postal_code_of(visit.desk, visit.company.id)
        factors = in_force.factors.for_year(screening.year).for_place(place)
        if factors == screening.frozen:
            return None
        fresh = factors.for_company(screening.stated)
        codes = self.carriers()
        return Move(
            factors=factors,
            interest=in_force.interest,
            changes=figure_changes(screening.factors, fresh, codes),
            interest_before=screening.interest,
            before=screening.baseline,
            after=baseline.compute(screening.rows, fresh),
        )

    def move(self, move: Move) -> None:
        """Compute with the set in force from now on; what was stated for the company stays."""
        self._only_drafts()
        self._save({SET: announce(self._visit.desk, move.factors), RATE: move.interest})

    def _save(self, values: dict[str, object]) -> None:
        visit, screening = self._visit, self._visit.screening.id
        visit.desk.save_record(screening, kinds.SCREENING, values, context=visit.id)
        visit.refresh_context()
        visit.desk.tell(Changes(frozenset({screening}), frozenset({kinds.SCREENING, kinds.MEASURE}), visit.id))

    def _only_drafts(self) -> None:
        if not self.editable:
            raise InputError(_("Besøget er afsluttet. Genåbn det først."))


def _field(kind: str, carrier: str) -> str:
    return f"{STATED}{kind}:{carrier}"


def _sparse(row: FactorRow) -> dict[str, Any]:
    """The row as a value of the log: one value, so that a merge can't mix two."""
    return dict(_given(row))


def _given(row: FactorRow) -> Iterator[tuple[str, Any]]:
    defaults = {field.name: field.default for field in fields(FactorRow)}
    yield from ((name, value) for name, value in asdict(row).items() if value != defaults[name])
