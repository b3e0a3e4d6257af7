"""New bills against the base year, month with like month, and how much of the change the weather and the activity made.

Nothing is extrapolated. What is compared are whole months that the bills of both periods cover, by as many meters; a
bill of up to 45 days is shared out on its days, a longer one counts whole or not at all, because nobody knows which
part of an annual bill belongs to January. Where the base year's long bills begin on the 15th, so do the months. What is
left out is said in notes.

    >>> result = compare(bills_of_2025, bills_of_2027, drivers={"fjernvarme": Drivers(degree_days=...)})
    >>> result.carriers[0].change == result.carriers[0].weather + result.carriers[0].activity + result.carriers[0].rest

The weather's part is of the weather-dependent share of a carrier alone: base x share x (degree days now / then - 1).
The activity's part is worked out on what the weather leaves of the base. The rest is what remains: the company's own
effort, and everything that nobody wrote down.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from klimabesog.energy.baseline import ConsumptionRow
from klimabesog.energy.carriers import carrier_name, carrier_order
from klimabesog.energy.errors import AmountError
from klimabesog.energy.factors import FactorSet
from klimabesog.values.danish import MONTHS
from klimabesog.values.texts import _, ngettext

SHORT_BILL_DAYS = 45
"""A bill of at most so many days is shared out evenly on its days (our own choice: a month and its slack)."""
FEWEST_MONTHS = 3
"""With fewer months in common a comparison says more of chance than of the company (our own choice)."""

Month = int
"""1 to 12: the calendar month that it begins in."""
_LATEST_BEGIN = 28


@dataclass(frozen=True)
class Bill:
    """What one meter used in one period, both days included (ISO). Bills of one meter should not overlap.

    Without a `meter` bills are told apart by their periods: two of the same days are two meters.
    """

    carrier: str
    kwh: float
    start: str
    end: str
    meter: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.kwh) or self.kwh < 0:
            raise AmountError(
                _("{carrier}: forbruget kan ikke være negativt.").format(carrier=carrier_name(self.carrier))
            )
        if date.fromisoformat(self.end) < date.fromisoformat(self.start):
            raise AmountError(
                _("{carrier}: perioden slutter, før den begynder.").format(carrier=carrier_name(self.carrier))
            )

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (date.fromisoformat(self.end) - date.fromisoformat(self.start)).days + 1


@dataclass(frozen=True)
class DegreeDays:
    """Degree days of the base period and of the new one, by month (1-12); the months compared are added up."""

    base: Mapping[Month, float]
    now: Mapping[Month, float]
    normal: str = ""
    """Which series they are of, for the notes ("DMI, graddage 17 °C")."""


@dataclass(frozen=True)
class Activity:
    """A figure that use goes with, for both periods: tonnes made, m² heated, staff. `share` (0-1) of it follows."""

    name: str
    base: float
    now: float
    share: float = 1.0


@dataclass(frozen=True)
class Drivers:
    """What a carrier's use goes with. `weather_share` (0-1) of it is for heating rooms."""

    weather_share: float = 0.0
    degree_days: DegreeDays | None = None
    activity: Activity | None = None

    def __post_init__(self) -> None:
        shares = (self.weather_share, self.activity.share if self.activity else 0.0)
        if not all(0 <= share <= 1 for share in shares):
            raise AmountError(_("En andel skal ligge mellem 0 og 100 %."))


@dataclass(frozen=True)
class Portion:
    """The kWh of a bill that fall in the months compared: all of it, or its share of their days."""

    bill: Bill
    kwh: float


@dataclass(frozen=True)
class CarrierComparison:
    """A carrier in the months that both periods cover; kWh in those months, negative changes are less use.

    `months` is empty where nothing can be compared; `too_short` where there are too few months to say anything.
    `base` and `now` are the sums of their bills' portions; `drivers` is what the change was parted with.
    """

    carrier: str
    months: tuple[Month, ...] = ()
    base: float = 0.0
    now: float = 0.0
    weather: float = 0.0
    activity: float = 0.0
    rest: float = 0.0
    too_short: bool = False
    notes: tuple[str, ...] = ()
    base_bills: tuple[Portion, ...] = ()
    now_bills: tuple[Portion, ...] = ()
    drivers: Drivers = Drivers()

    @property
    def change(self) -> float:
        """The whole change: weather, activity and the rest together."""
        return self.weather + self.activity + self.rest

    @property
    def verdict(self) -> str:
        """ "12 måneder", or "For kort periode (2 måneder)"."""
        count = ngettext("{n} måned", "{n} måneder", len(self.months)).format(n=len(self.months))
        return _("For kort periode ({count})").format(count=count) if self.too_short else count


@dataclass(frozen=True)
class Comparison:
    """All carriers, each in its own months. Sums are of those that are long enough."""

    carriers: tuple[CarrierComparison, ...] = ()

    def sum_of(self, part: str) -> float:
        """The sum of a part (base, now, weather, activity, rest or change), kWh."""
        return math.fsum(getattr(one, part) for one in self.carriers if not one.too_short)


def compare(
    base: Iterable[Bill],
    now: Iterable[Bill],
    *,
    drivers: Mapping[str, Drivers] | None = None,
    base_from: str = "",
    now_from: str = "",
    fewest_months: int = FEWEST_MONTHS,
) -> Comparison:
    """Every carrier that has bills in either period.

    `base_from`, `now_from`: the first calendar month ("2025-01") of the twelve that each period is; when left out, for
    every carrier the twelve months from its first base bill, and the twelve that end with its last new one.
    """
    before, after = _by_carrier(base), _by_carrier(now)
    compared = []
    for code in sorted({*before, *after}, key=carrier_order):
        old, new = before.get(code, []), after.get(code, [])
        day = 1 if base_from else _begin_day(old)
        first = (
            _index(f"{base_from}-01", 1)
            if base_from
            else min((_index(b.start, day) for b in old), default=12)
        )
        last = (
            _index(f"{now_from}-01", 1)
            if now_from
            else max((_index(b.end, day) for b in new), default=23) - 11
        )
        sides = _Side(old, first, day), _Side(new, last, day)
        compared.append(_compare_carrier(code, *sides, (drivers or {}).get(code, Drivers()), fewest_months))
    return Comparison(tuple(compared))


def _by_carrier(bills: Iterable[Bill]) -> dict[str, list[Bill]]:
    groups: dict[str, list[Bill]] = defaultdict(list)
    for bill in bills:
        groups[bill.carrier].append(bill)
    return groups


def _begin_day(bills: Sequence[Bill]) -> int:
    """The day that months begin on: that of the first long bill, else the 1st."""
    long = sorted(bill.start for bill in bills if bill.days > SHORT_BILL_DAYS)
    day = date.fromisoformat(long[0]).day if long else 1
    return day if day <= _LATEST_BEGIN else 1


def bill_of(row: ConsumptionRow, factors: FactorSet, meter: str = "") -> Bill | None:
    """A row of the baseline as a bill; None when it has no period. UnknownUnit as `FactorSet.kwh_per_unit`."""
    start, end = row.start, row.end
    if not (start and end) and row.year is not None:
        start, end = f"{row.year:04d}-01-01", f"{row.year:04d}-12-31"
    if not (start and end):
        return None
    return Bill(
        row.carrier, row.amount * factors.kwh_per_unit(row.carrier, row.unit).value, start, end, meter
    )


# -- which months ------------------------------------------------------------------------------------------------------


@dataclass
class _Side:
    """The bills of one carrier in one period: the twelve months from `first` (months since year 0), each from `day`."""

    bills: Sequence[Bill]
    first: int
    day: int
    _covered: dict[str, Counter[int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._covered = {}
        period = range(self._begin(self.first), self._begin(self.first + 12))
        for bill in self.bills:
            inside = range(max(_day(bill.start), period.start), min(_day(bill.end) + 1, period.stop))
            self._covered.setdefault(bill.meter, Counter()).update(inside)

    def meters(self) -> set[str]:
        return set(self._covered)

    def cover(self, meter: str, month: Month) -> int:
        """By how many bills of a meter every day of the month is covered; 0 when some day is not, or unevenly."""
        counts = {self._covered[meter][day] for day in self.days_in(month)}
        return counts.pop() if len(counts) == 1 else 0

    def touched(self, meters: Iterable[str]) -> set[Month]:
        """Months with a bill on some day."""
        return {
            m
            for m in range(1, 13)
            for meter in meters
            if any(self._covered[meter][d] for d in self.days_in(m))
        }

    def days_in(self, month: Month) -> range:
        """The days (ordinals) of this month in the period."""
        index = self.first + (month - 1 - self.first) % 12
        return range(self._begin(index), self._begin(index + 1))

    def _begin(self, index: int) -> int:
        return date(index // 12, index % 12 + 1, self.day).toordinal()

    def portions(self, months: Iterable[Month], meters: Iterable[str]) -> tuple[Portion, ...]:
        """What the meters used in these months, bill by bill."""
        wanted = [day for month in months for day in self.days_in(month)]
        within = (Portion(bill, _within(bill, wanted)) for bill in self.bills if bill.meter in meters)
        return tuple(portion for portion in within if portion.kwh)

    def spoilt(self, months: set[Month], meters: Iterable[str]) -> set[Month]:
        """Months that a long bill covers together with others that are not compared, or with days outside."""
        found: set[Month] = set()
        for bill in self.bills:
            if bill.meter in meters and bill.days > SHORT_BILL_DAYS:
                begin, end = _index(bill.start, self.day), _index(bill.end, self.day)
                touched = {index % 12 + 1 for index in range(begin, min(end, begin + 11) + 1)}
                if begin < self.first or end > self.first + 11 or not touched <= months:
                    found |= months & touched
        return found


def _within(bill: Bill, days: Iterable[int]) -> float:
    """The part of a bill that falls on these days, shared out evenly."""
    begin, end = _day(bill.start), _day(bill.end)
    inside = sum(begin <= day <= end for day in days)
    return bill.kwh if inside == bill.days else bill.kwh * inside / bill.days


def _common_months(before: _Side, after: _Side, meters: set[str]) -> tuple[set[Month], bool]:
    """Months that every meter covers alike on both sides, and whether a long bill took some of them away."""
    months = {
        month
        for month in range(1, 13)
        if all(before.cover(m, month) == after.cover(m, month) != 0 for m in meters)
    }
    whole = len(months)
    while gone := before.spoilt(months, meters) | after.spoilt(months, meters):
        months -= gone
    return months, len(months) < whole


def _compare_carrier(
    code: str, before: _Side, after: _Side, drivers: Drivers, fewest_months: int
) -> CarrierComparison:
    meters = before.meters() & after.meters()
    notes = list(_meter_notes(before, after, meters))
    months, split = _common_months(before, after, meters) if meters else (set(), False)
    if split:
        notes.append(_("En regning over flere måneder tælles kun, når alle dens måneder kan sammenlignes."))
    elif left := (before.touched(meters) & after.touched(meters)) - months:
        notes.append(_("Ikke dækket ens i begge perioder: {months}.").format(months=_named(left)))
    if not months:
        return CarrierComparison(
            code, too_short=True, notes=(*notes, _("Ingen måned er dækket i begge perioder."))
        )
    if len(months) < 12:
        notes.append(_("Kun {months} kan sammenlignes.").format(months=_named(months)))
    return _parted(
        code, tuple(sorted(months)), before.portions(months, meters), after.portions(months, meters), drivers, notes,
        too_short=len(months) < fewest_months,
    )  # fmt: skip


def _meter_notes(before: _Side, after: _Side, meters: set[str]) -> Iterator[str]:
    for meter in sorted((before.meters() | after.meters()) - meters):
        if meter:
            yield _("Måler {meter} er ikke med: den har kun regninger i den ene periode.").format(meter=meter)
        elif before.bills and after.bills:
            yield _("Regninger uden målernummer er ikke med: de findes kun i den ene periode.")


# -- what made the change ----------------------------------------------------------------------------------------------


def _parted(
    code: str,
    months: tuple[Month, ...],
    base_bills: tuple[Portion, ...],
    now_bills: tuple[Portion, ...],
    drivers: Drivers,
    notes: list[str],
    *,
    too_short: bool,
) -> CarrierComparison:
    base, now = (math.fsum(portion.kwh for portion in side) for side in (base_bills, now_bills))
    weather = _weather(months, base, drivers, notes)
    activity = _activity(base + weather, drivers.activity, notes)
    rest = (now - base) - weather - activity
    return CarrierComparison(
        code, months, base, now, weather, activity, rest, too_short, tuple(notes), base_bills, now_bills, drivers
    )


def _weather(months: Sequence[Month], base: float, drivers: Drivers, notes: list[str]) -> float:
    """kWh that the weather added (less than 0: a milder period)."""
    if not drivers.weather_share:
        return 0.0
    given = drivers.degree_days
    if given is None:
        notes.append(_("Vejret er ikke regnet med: graddage mangler."))
        return 0.0
    lacking = {month for month in months if month not in given.base or month not in given.now}
    if lacking:
        notes.append(
            _("Vejret er ikke regnet med: graddage mangler for {months}.").format(months=_named(lacking))
        )
        return 0.0
    then, later = (math.fsum(side[month] for month in months) for side in (given.base, given.now))
    if then <= 0:
        notes.append(_("Vejret er ikke regnet med: der er ingen graddage i basisperioden."))
        return 0.0
    return base * drivers.weather_share * (later / then - 1)


def _activity(base: float, activity: Activity | None, notes: list[str]) -> float:
    """kWh that more or less activity made."""
    if activity is None:
        return 0.0
    if activity.base <= 0 or activity.now < 0:
        notes.append(
            _("{name} er ikke regnet med: tallet for basisperioden mangler.").format(name=activity.name)
        )
        return 0.0
    return base * activity.share * (activity.now / activity.base - 1)


# -- days and months ---------------------------------------------------------------------------------------------------


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def _index(iso: str, day: int) -> int:
    """Months since year 0 of a date, where months begin on `day`."""
    when = date.fromisoformat(iso)
    return when.year * 12 + when.month - 1 - (when.day < day)


def _named(months: Iterable[Month]) -> str:
    """Months as a reader names them: "januar–marts, maj"."""
    runs: list[list[Month]] = []
    for month in sorted(months):
        if runs and runs[-1][-1] == month - 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(
        MONTHS[run[0] - 1] if len(run) == 1 else f"{MONTHS[run[0] - 1]}–{MONTHS[run[-1] - 1]}" for run in runs
    )
