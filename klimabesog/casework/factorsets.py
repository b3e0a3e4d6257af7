"""The municipality's factor set: the bundled table with its own numbers, which new screenings take.

A set is a blob, named by its content and announced in the log; the municipality's record says which one is in force.
So it travels in bundles and in the profile file, two laptops agree on it, and each change of it can be undone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.factorlines import row_number
from klimabesog.casework.settings import MUNICIPALITY, RECORD, keep_settings
from klimabesog.casework.undo import Undoing, UndoStack
from klimabesog.casework.views import Changes
from klimabesog.energy import tables
from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.economics import INTEREST
from klimabesog.energy.errors import UnknownUnit
from klimabesog.energy.factors import (
    BOUNDARIES,
    CERTAINTIES,
    FactorRow,
    FactorSet,
    from_json,
    standard_id,
)
from klimabesog.store import Change, Event
from klimabesog.values.clock import hlc_time
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.resources import path as resource_path
from klimabesog.values.texts import _

__all__ = [
    "BOUNDARIES",
    "CERTAINTIES",
    "INTEREST",
    "FactorRow",
    "FactorSet",
    "FactorSets",
    "InForce",
    "announce",
    "checked",
    "set_name",
    "standard_factors",
]

FACTOR_FOLDER = "faktorer"
SET, RATE = "faktorsaet", "kalkulationsrente"
"""Fields of the municipality's record, and of a screening's: the hash of its set, and the rate as a fraction."""
HIGHEST_RATE = 0.25


@dataclass(frozen=True)
class InForce:
    """What new screenings take, and since when; `since` is None while it is the program's own table and rate."""

    factors: FactorSet
    interest: float
    since: datetime | None = None
    actor: str = ""


class FactorSets(Undoing):
    """The set in force at one desk, and changing it. Each change is one step that can be undone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._undo = UndoStack(desk, RECORD)

    def in_force(self) -> InForce:
        """What new screenings take."""
        record = self._desk.store.record(RECORD)
        fields = record.fields if record else {}
        sha256, rate = str(fields.get(SET) or ""), fields.get(RATE)
        interest = float(rate) if isinstance(rate, int | float) else INTEREST
        if not self._desk.store.has_blob(sha256):
            return InForce(standard_factors(), interest)
        version = self._desk.store.version(RECORD, SET)
        assert version is not None
        factors = read_set(self._desk.store.blob(sha256).decode())
        return InForce(factors, interest, hlc_time(version.hlc), version.actor)

    @property
    def factors(self) -> FactorSet:
        """The set in force."""
        return self.in_force().factors

    # -- changing --------------------------------------------------------------------------------

    def save_own(self, row: FactorRow, instead_of: FactorRow | None = None) -> None:
        """Put an own row in, in place of another if given. InputError: no source, a unit that can't be converted."""
        factors = self.factors
        if instead_of is not None:
            factors = factors.without_own(instead_of)
        self.put(checked(factors.with_own(_sourced(row))))

    def choose(self, row: FactorRow) -> None:
        """Have an alternative of the table count."""
        self.put(checked(self.factors.choosing(row)))

    def remove_own(self, row: FactorRow) -> None:
        """Take an own row out: the table's number counts again."""
        self.put(self.factors.without_own(row))

    def set_boundary(self, boundary: str) -> None:
        """Count every emission within livscyklus or forbraending."""
        if boundary not in BOUNDARIES:
            raise InputError(_("Grænsen er livscyklus eller forbraending."))
        self.put(replace(self.factors, boundary=boundary))

    def set_interest(self, rate: float) -> None:
        """Use another rate for present values: a fraction, 0 to 25 %. InputError outside."""
        self._write({RATE: checked_rate(rate)})

    def newer_table(self) -> FactorSet | None:
        """The own rows on the program's newest table, when the set in force rests on another edition; else None."""
        now, standard = self.factors, standard_factors()
        own = now.own_rows()
        table = tuple(row for row in now.rows if row not in own)
        if now.id == standard.id or (standard_id(now.id) == standard.id and table == standard.rows):
            return None
        fresh = replace(standard, boundary=now.boundary)
        return replace(fresh, id=f"{standard.id}-egen", rows=(*own, *standard.rows)) if own else fresh

    def put(self, factors: FactorSet) -> None:
        """Put a whole set in force."""
        factors = replace(factors, title=set_name(factors))
        if factors != self.factors:
            self._write({SET: announce(self._desk, factors)})

    def _write(self, fields: dict[str, object]) -> None:
        if self._desk.store.record(RECORD) is None:  # in a step of its own, which no undo takes back
            keep_settings(self._desk, {})
        self._desk.save_record(RECORD, MUNICIPALITY, fields, context=RECORD)
        self._tell()

    def _tell(self) -> None:
        self._desk.tell(Changes(frozenset({RECORD}), frozenset({MUNICIPALITY, kinds.FACTORS})))

    # -- undo ------------------------------------------------------------------------------------

    def _reverted(self, step: Event) -> None:
        self._tell()


def announce(desk: Desk, factors: FactorSet) -> str:
    """Keep a set as a blob and announce it in the log, once, in an event of its own; returns its hash."""
    sha256 = desk.store.put_blob(factors.to_json().encode(), "application/json")
    fields = {"titel": factors.title, "aar": factors.year, "sha256": sha256}
    changes = desk.differences(derived_id(kinds.FACTORS, sha256), kinds.FACTORS, fields)
    known = desk.store.record(derived_id(kinds.FACTORS, sha256))
    if known is not None and known.deleted:
        changes.append(Change(known.id, "@deleted", None))
    desk.write(changes)
    return sha256


@lru_cache(maxsize=16)  # a set never changes under its hash
def read_set(text: str) -> FactorSet:
    """The set that a blob holds."""
    return from_json(text)


@lru_cache(maxsize=1)
def standard_factors() -> FactorSet:
    """The newest factor table that comes with the program."""
    return tables.load(max(resource_path("resources", FACTOR_FOLDER).glob("*.csv")))


def set_name(factors: FactorSet) -> str:
    """What a set is called in reports: by its table, and whether the municipality's own numbers are in it."""
    name = _("Faktorer {name}").format(name=standard_id(factors.id))
    return _("{name} med kommunens egne tal").format(name=name) if factors.own_rows() else name


def summary(factors: FactorSet) -> str:
    """A set in a line: its name, its boundary, and the municipality's own numbers."""
    own = [
        _("{carrier} {number}").format(carrier=carrier_name(row.carrier), number=row_number(row))
        for row in factors.own_rows()
    ]
    return " · ".join([set_name(factors), _(BOUNDARIES[factors.boundary]).lower(), *own])


def checked(factors: FactorSet) -> FactorSet:
    """The set when every figure in it can be read. InputError for one in a unit that nothing converts."""
    for code in factors.carriers():
        try:
            factors.co2(code), factors.price(code)
        except UnknownUnit as error:
            raise InputError(str(error)) from error
    return factors


def checked_rate(rate: float) -> float:
    """A rate for present values. InputError outside 0 to 25 %."""
    if not 0 <= rate <= HIGHEST_RATE:
        raise InputError(_("Kalkulationsrenten skal ligge mellem 0 og 25 %."))
    return rate


def _sourced(row: FactorRow) -> FactorRow:
    if not row.source.strip():
        raise InputError(_("Skriv, hvor tallet kommer fra."))
    return row
