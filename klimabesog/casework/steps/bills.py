"""What the new bills of a follow-up say against the base year, by carrier: the weather, the activity and the rest.

The form asks for degree days of both periods as two sums, for the share of heating that is room heating (else the
visit's split on end uses says it), and for figures that use goes with. The months are told apart by
`energy.comparison`; degree days are the same in each, which gives the ratio of the sums whichever months are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from klimabesog.casework import kinds, outline
from klimabesog.casework.desk import Desk
from klimabesog.casework.screening import Screening, consumption_row
from klimabesog.casework.steps.keys import FOLLOW_UP, parse_key
from klimabesog.energy.baseline import ConsumptionRow
from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.comparison import (
    Activity,
    Bill,
    CarrierComparison,
    Comparison,
    DegreeDays,
    Drivers,
    bill_of,
    compare,
)
from klimabesog.energy.errors import AmountError, UnknownUnit
from klimabesog.values.danish import format_percent
from klimabesog.values.texts import _
from klimabesog.xforms import Node

if TYPE_CHECKING:
    from klimabesog.casework.instance import FormInstance
    from klimabesog.casework.steps.book import StepBook

POWER = frozenset({"el"})
FUEL = frozenset({"diesel", "benzin", "hvo"})
HEAT = frozenset({
    "fjernvarme", "naturgas", "biogas", "bygas", "lpg", "fyringsolie", "fuelolie", "traepiller", "traeflis", "halm",
    "damp",
})  # fmt: skip
ROOMS = "rumvarme"
FOLLOWED = {"el": POWER, "varme": HEAT, "el_varme": POWER | HEAT, "braendstof": FUEL}
"""The carriers that follow an activity, by the form's choice (`foelger`); see `_goes_with`."""
DRIVING = "transport"


@dataclass(frozen=True)
class BillLine:
    """A carrier's new bills against the base year, kWh; negative changes are less use.

    `verdict`: how many months, or that they are too few to say anything; then the figures are left out (`says_much`).
    """

    carrier: str
    """Its code, "" for all of them together."""
    name: str
    verdict: str
    says_much: bool
    base: float
    now: float
    weather: float
    activity: float
    rest: float
    notes: tuple[str, ...]
    months: int = 0

    @property
    def change(self) -> float:
        """Weather, activity and the rest together."""
        return self.weather + self.activity + self.rest


@dataclass(frozen=True)
class BillReport:
    """All carriers with bills in the follow-up; `empty` says why there is nothing to show, "" when there is."""

    lines: tuple[BillLine, ...] = ()
    total: BillLine | None = None
    notes: tuple[str, ...] = ()
    empty: str = ""


@dataclass(frozen=True)
class Compared:
    """The bills of a follow-up beside those of the base year; `empty` says why there is nothing to compare."""

    result: Comparison = field(default_factory=Comparison)
    notes: tuple[str, ...] = ()
    empty: str = ""


def bill_report(book: StepBook, key: str) -> BillReport | None:
    """What a follow-up's bills say; None for a form that is no follow-up."""
    if parse_key(key).form != FOLLOW_UP:
        return None
    compared = compare_bills(book, key)
    if compared.empty:
        return BillReport(notes=compared.notes, empty=compared.empty)
    return _report(compared.result, compared.notes)


def compare_bills(book: StepBook, key: str) -> Compared:
    """The bills of a follow-up (by its key) beside those of the base year."""
    visit, form = book.visit, book.form(key)
    if visit is None:
        return Compared(empty=_("Der er intet besøg at sammenligne med."))
    screening, notes = visit.screening, list[str]()
    now = list(_bills(_rows(book.desk, form.id, notes), screening, notes))
    if not now:
        return Compared(notes=tuple(notes), empty=_("Skriv de nye regninger, så står forskellen her."))
    base = list(_bills(screening.rows, screening, []))
    if not base:
        words = _("Basisårets regninger mangler periode eller mængde. Skriv dem i besøgets forbrug.")
        return Compared(notes=tuple(notes), empty=words)
    used = {bill.carrier for bill in now}
    drivers = {code: _drivers(form, code, screening, notes) for code in sorted(used)}
    result = compare([bill for bill in base if bill.carrier in used], now, drivers=drivers)
    return Compared(result, tuple(dict.fromkeys(notes)))


# -- bills ---------------------------------------------------------------------------------------------------------


def _rows(desk: Desk, instance: str, notes: list[str]) -> Iterator[ConsumptionRow]:
    """The bills written in the form; what cannot be counted is told."""
    for record in desk.store.records(kinds.CONSUMPTION, instans=instance):
        try:
            row = consumption_row(record.id, desk.fields(record))
        except (AmountError, ValueError) as error:
            notes.append(str(error))
            continue
        if row is not None:
            yield row


def _bills(rows: Iterable[ConsumptionRow], screening: Screening, notes: list[str]) -> Iterator[Bill]:
    for row in rows:
        try:
            bill = bill_of(row, screening.factors)
        except (AmountError, UnknownUnit, ValueError) as error:
            notes.append(str(error))
            continue
        if bill is not None:
            yield bill
        else:
            name = carrier_name(row.carrier)
            notes.append(
                _("En regning på {carrier} er uden periode og ikke med.").format(carrier=name.lower())
            )


# -- weather and activity ------------------------------------------------------------------------------------------


def _goes_with(carrier: str, screening: Screening) -> frozenset[str]:
    """The carriers that one goes with: its own kind, or motor fuels where the split says that it only drives (trucks on
    LPG)."""
    ends = {split.end_use for split in screening.splits if split.carrier == carrier}
    return FUEL if ends == {DRIVING} else next((kind for kind in (POWER, HEAT) if carrier in kind), FUEL)


def _drivers(form: FormInstance, carrier: str, screening: Screening, notes: list[str]) -> Drivers:
    """What a carrier's use goes with."""
    days, kind = _degree_days(form), _goes_with(carrier, screening)
    share = _weather_share(form, carrier, screening, notes) if days and kind != FUEL else 0.0
    return Drivers(share, days, _activity(form, kind, notes))


def _weather_share(form: FormInstance, carrier: str, screening: Screening, notes: list[str]) -> float:
    """How much of a carrier heats rooms (0-1): the form's figure for heat, else the visit's split on end uses.

    Of a carrier that nobody divided all is room heating if it is a heating one (which is told), else nothing.
    """
    said = _number(_said(form, "rumvarme_procent"))
    if carrier in HEAT and said is not None:
        return min(1.0, max(0.0, said / 100))
    own = [split for split in screening.splits if split.carrier == carrier]
    rooms = sum(split.share for split in own if split.end_use == ROOMS)
    if rooms or sum(split.share for split in own) > 1 - 1e-9:
        words = _("{carrier}: {percent} er regnet som rumvarme efter besøgets fordeling på slutanvendelser.")
        notes.append(words.format(carrier=carrier_name(carrier), percent=format_percent(rooms, 0)))
        return min(1.0, rooms)
    if carrier not in HEAT:
        return 0.0
    notes.append(_("Vejret er regnet på hele varmeforbruget: rumvarmens del er ikke skrevet."))
    return 1.0


def _degree_days(form: FormInstance) -> DegreeDays | None:
    """The two sums as even months: whichever months are compared, their ratio is that of the sums."""
    base, now = _number(_said(form, "graddage_basis")), _number(_said(form, "graddage_nu"))
    if base is None or now is None:
        return None
    months = range(1, 13)
    return DegreeDays(dict.fromkeys(months, base / 12), dict.fromkeys(months, now / 12))


def _activity(form: FormInstance, kind: frozenset[str], notes: list[str]) -> Activity | None:
    """All figures that the use of a kind goes with as one: their parts add up."""
    parts: list[tuple[str, float, float]] = []
    for row in form.session.walk():
        if row.is_row and row.name == "aktivitet" and kind <= FOLLOWED.get(_child(row, "foelger"), frozenset()):
            base, now = _number(_child(row, "basis")), _number(_child(row, "nu"))
            share = _number(_child(row, "andel"))
            if base and now is not None and share is not None:
                parts.append((_name(row), share / 100, now / base - 1))
            else:
                notes.append(_("{name} er ikke regnet med: et tal mangler.").format(name=_name(row)))
    if not parts:
        return None
    names = ", ".join(name for name, _share, _growth in parts)
    if sum(share for _name, share, _growth in parts) > 1 + 1e-9:
        notes.append(
            _("{names} er ikke regnet med: tilsammen følger mere end hele forbruget dem.").format(names=names)
        )
        return None
    return Activity(names, 1.0, 1.0 + sum(share * growth for _name, share, growth in parts))


def _name(row: Node) -> str:
    """ "Produktion", or what was written in its place."""
    question = row.child("hvad")
    return _child(row, "hvad_andet") or (outline.answer_text(question) if question else "")


def _said(form: FormInstance, name: str) -> str:
    """The answer of the question of this name, "" when it is not asked now."""
    return next((node.text or "" for node in form.session.walk() if node.name == name), "")


def _child(row: Node, name: str) -> str:
    child = row.child(name)
    return (child.text or "") if child is not None else ""


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


# -- the report ----------------------------------------------------------------------------------------------------


def _report(result: Comparison, notes: tuple[str, ...]) -> BillReport:
    lines = tuple(_line(one) for one in result.carriers)
    much = [line for line in lines if line.says_much]
    total = None
    if len(much) > 1:
        sums = {part: result.sum_of(part) for part in ("base", "now", "weather", "activity", "rest")}
        total = BillLine("", _("I alt"), "", True, notes=(), months=0, **sums)
    return BillReport(lines, total, notes)


def _line(one: CarrierComparison) -> BillLine:
    return BillLine(
        carrier=one.carrier,
        name=carrier_name(one.carrier),
        verdict=one.verdict,
        says_much=not one.too_short,
        base=one.base,
        now=one.now,
        weather=one.weather,
        activity=one.activity,
        rest=one.rest,
        notes=one.notes,
        months=len(one.months),
    )
