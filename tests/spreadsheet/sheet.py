"""The columns of the sheet: what a person fills in beside the program, and nothing of the program's.

Read it from the top: the base year, the factors, what is used where, a measure alone, measures one after another, what
they are worth, what was agreed and what came of it, the target, new bills, and what other factors do to the emission.
Rules are those of `docs/decisions.md` (numbers in brackets); kWh, kr. and kg CO2e are a year's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

# -- the base year -----------------------------------------------------------------------------------------------------


class Bill(NamedTuple):
    """A line of the baseline: an amount, and what it cost without VAT."""

    carrier: str
    amount: float
    unit: str
    kr: float


class Carrier(NamedTuple):
    """A carrier's year. `price` and `factor` are what a saved kWh is worth: kr. and kg CO2e."""

    kwh: float
    kr: float
    kg: float
    price: float
    factor: float


Year = Mapping[str, Carrier]


def base_year(
    bills: Sequence[Bill],
    kwh_per_unit: Mapping[tuple[str, str], float],
    factors: Mapping[str, float],
    agreed_prices: Mapping[str, float] | None = None,
) -> dict[str, Carrier]:
    """Bills added up by carrier.

    A kWh costs what the company paid on average [12], unless a price was agreed for it, kr. per kWh [48].
    """
    year = {}
    for code in dict.fromkeys(bill.carrier for bill in bills):
        own = [bill for bill in bills if bill.carrier == code]
        kwh = sum(bill.amount * kwh_per_unit[code, bill.unit] for bill in own)
        kr = sum(bill.kr for bill in own)
        price = (agreed_prices or {}).get(code, kr / kwh)
        year[code] = Carrier(kwh, kr, kwh * factors[code], price, factors[code])
    return year


def between(low: tuple[int, float], high: tuple[int, float], year: int) -> float:
    """A factor between two published years, on the straight line (BR18 appendix 2, table 8)."""
    return low[1] + (high[1] - low[1]) / (high[0] - low[0]) * (year - low[0])


# -- what is used where ------------------------------------------------------------------------------------------------

Cell = tuple[str, str]
"""(end use, carrier); "" is what nobody has divided."""
Stock = dict[Cell, float]


def stock_of(year: Year, shares: Mapping[Cell, float], known: Mapping[Cell, float] | None = None) -> Stock:
    """The year's kWh by end use: the shares that were given first, then the kWh that measures know, as far as there is
    something left [5, 53]; the rest is undivided."""
    stock: Stock = {}
    for carrier, line in year.items():
        given = {cell: share * line.kwh for cell, share in shares.items() if cell[1] == carrier}
        left = line.kwh - sum(given.values())
        for cell, kwh in (known or {}).items():
            if cell[1] == carrier and cell not in given:
                given[cell] = min(kwh, left)
                left -= given[cell]
        stock.update(given)
        stock["", carrier] = 0.0 if abs(left) < 1e-6 else left
    return stock


def cells_of(stock: Stock, use: str, carrier: str) -> list[Cell]:
    """Where a line draws: its end use; where the carrier is divided but not for this one, what is left over; the whole
    carrier for a line without an end use, or a carrier that is not divided."""
    own = [cell for cell in stock if cell[1] == carrier]
    if not any(cell[0] for cell in own):
        return [("", carrier)]
    if not use:
        return own
    return [(use, carrier)] if (use, carrier) in own else [c for c in own if c[0] in ("", "oevrige")]


# -- a measure ---------------------------------------------------------------------------------------------------------


class Line(NamedTuple):
    """What a measure changes. `what`: less, swap (to another carrier), own (made by the company), money.

    An amount is `kwh`, or a `share` of what is there. `ratio`: how many kWh of the old carrier one of the new does.
    """

    what: str
    use: str = ""
    carrier: str = ""
    kwh: float = 0.0
    share: float | None = None
    to: str = ""
    ratio: float = 1.0
    kr: float = 0.0


class Measure(NamedTuple):
    """A row of the measures' table; `price` kr., `running` kr. a year dearer in operation, `life` years."""

    title: str
    lines: tuple[Line, ...]
    price: float
    life: int
    running: float = 0.0
    place: int | None = None


class Saved(NamedTuple):
    """What a measure gives: kWh by carrier, kr. and kg CO2e."""

    by_carrier: Mapping[str, float]
    kr: float
    kg: float

    @property
    def kwh(self) -> float:
        return sum(self.by_carrier.values())


def take(measure: Measure, stock: Stock, year: Year) -> Saved:
    """Let a measure act: what it takes goes out of the stock, never more than is there; what it needs comes in."""
    saved: dict[str, float] = {}
    kr = 0.0
    for line in measure.lines:
        if line.what == "money":
            kr += line.kr
            continue
        cells = cells_of(stock, line.use, line.carrier)
        there = sum(stock[cell] for cell in cells)
        wanted = line.kwh if line.share is None else line.share * there
        taken = min(wanted, there)
        if taken < 0:
            stock[cells[0]] -= taken
        else:
            for cell in cells:
                stock[cell] -= taken * stock[cell] / there if there else 0.0
        saved[line.carrier] = saved.get(line.carrier, 0.0) + taken
        if line.what == "swap":
            more = taken / line.ratio
            divided = any(use for use, carrier in stock if carrier == line.to)
            cell = (line.use if divided else "", line.to)
            stock[cell] = stock.get(cell, 0.0) + more
            saved[line.to] = saved.get(line.to, 0.0) - more
    kr += sum(kwh * year[carrier].price for carrier, kwh in saved.items())
    kg = sum(kwh * year[carrier].factor for carrier, kwh in saved.items())
    return Saved(saved, kr, kg)


# -- one after another -------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """A measure in the table: alone on the whole use, and after what the earlier ones left."""

    measure: Measure
    alone: Saved
    after: Saved

    @property
    def yearly(self) -> float:
        """Kr. after overlap, less what operation costs more."""
        return self.after.kr - self.measure.running


def in_order(measures: Sequence[Measure], stock: Stock, year: Year) -> list[Measure]:
    """Those with a chosen place first [54]; then lower the need, change the carrier, own production; within each the
    shortest payback of what it gives alone [11]."""

    def payback_alone(measure: Measure) -> float:
        yearly = take(measure, dict(stock), year).kr - measure.running
        return measure.price / yearly if yearly > 0 else float("inf")

    def stage(measure: Measure) -> int:
        kinds = {line.what for line in measure.lines}
        return 2 if "own" in kinds else 1 if "swap" in kinds else 0

    chosen = sorted((m for m in measures if m.place is not None), key=lambda m: m.place or 0)
    others = sorted((m for m in measures if m.place is None), key=lambda m: (stage(m), payback_alone(m)))
    return [*chosen, *others]


def table(measures: Sequence[Measure], stock: Stock, year: Year) -> list[Row]:
    """The measures in their order, each on what the earlier ones left."""
    left = dict(stock)
    return [
        Row(measure, take(measure, dict(stock), year), take(measure, left, year))
        for measure in in_order(measures, stock, year)
    ]


def total(rows: Sequence[Row], column: str = "after") -> Saved:
    """The sum of a column, alone or after."""
    saved = [getattr(row, column) for row in rows]
    carriers = {carrier for one in saved for carrier in one.by_carrier}
    return Saved(
        {code: sum(one.by_carrier.get(code, 0.0) for one in saved) for code in carriers},
        sum(one.kr for one in saved),
        sum(one.kg for one in saved),
    )


# -- what it is worth [51] ---------------------------------------------------------------------------------------------

INTEREST = 0.035
"""Finansministeriet, 7 January 2021."""


def payback(row: Row) -> float:
    """Years, undiscounted."""
    return row.measure.price / row.yearly


def flows(row: Row) -> list[float]:
    """Paid now, then a saving at the end of every year of its life."""
    return [-row.measure.price] + [row.yearly] * row.measure.life


def flows_together(rows: Sequence[Row]) -> list[float]:
    """Every measure for its own life, not bought again."""
    each = [flows(row) for row in rows]
    return [
        sum(one[year] for one in each if year < len(one)) for year in range(max(len(one) for one in each))
    ]


def present_value(amounts: Sequence[float], rate: float = INTEREST) -> float:
    """The first amount is not discounted, the others fall at year ends."""
    return sum(amount / (1 + rate) ** year for year, amount in enumerate(amounts))


def internal_rate(amounts: Sequence[float]) -> float:
    """The rate at which they are worth nothing: halved until nothing is left between (one turn of the money only)."""
    low, high = -0.99, 1000.0
    for _step in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if present_value(amounts, middle) > 0 else (low, middle)
    return low


def yearly_cost(price: float, life: int, rate: float = INTEREST) -> float:
    """The equal yearly payment that repays a price: p r / (1 - (1 + r)^-n)."""
    return price * rate / (1 - (1 + rate) ** -life)


# -- agreed, and what came of it ---------------------------------------------------------------------------------------


def scaled(line: Line, part: float) -> Line:
    """A part of a line; of a share never more than all."""
    share = None if line.share is None else min(1.0, line.share * part)
    return line._replace(kwh=line.kwh * part, kr=line.kr * part, share=share)


def part_of(proposal: Measure, part: float, price: float | None = None) -> Measure:
    """A part of a proposal is agreed on: of every line, of the price unless another was agreed, and of operation."""
    lines = tuple(scaled(line, part) for line in proposal.lines)
    price = proposal.price * part if price is None else price
    return proposal._replace(lines=lines, price=price, running=proposal.running * part)


def reached(agreed: Measure, part: float, price: float | None = None) -> Measure:
    """Of the saving that was agreed on so much was reached; it cost what was agreed unless something else is said."""
    lines = tuple(scaled(line, part) for line in agreed.lines)
    return agreed._replace(lines=lines, price=agreed.price if price is None else price)


def metered(agreed: Measure, kwh: float, stock: Stock, year: Year, price: float | None = None) -> Measure:
    """A meter shows kWh a year: a share becomes the amount that it is of the whole use, and then the amounts are made
    to come to what the meter shows; it has seen the overlap [60]."""
    amounts = []
    for line in agreed.lines:
        if line.share is not None:
            there = sum(stock[cell] for cell in cells_of(stock, line.use, line.carrier))
            line = line._replace(kwh=line.share * there, share=None)
        amounts.append(line)
    fixed = agreed._replace(lines=tuple(amounts))
    return reached(fixed, kwh / take(fixed, dict(stock), year).kwh, price)


class Progress(NamedTuple):
    """Against the target: kg CO2e."""

    target: float
    proposed: float
    done: float


# -- new bills [52] ----------------------------------------------------------------------------------------------------


class Change(NamedTuple):
    """New bills less those of the same months of the base year, kWh, and what made the change."""

    base: float
    now: float
    weather: float
    activity: float
    rest: float


def compare(
    base: float, now: float, *, heating: float = 0.0, degree_days: tuple[float, float] = (1.0, 1.0), grown: float = 0.0
) -> Change:
    """`heating`: the share that follows the weather; `degree_days`: then and now; `grown`: by how much the activity
    made it grow, as a fraction of what the weather leaves of the base."""
    weather = base * heating * (degree_days[1] / degree_days[0] - 1)
    activity = (base + weather) * grown
    return Change(base, now, weather, activity, now - base - weather - activity)


# -- other factors [61] ------------------------------------------------------------------------------------------------


def own_and_factors(before: float, after: float, old: float, new: float) -> tuple[float, float]:
    """kg CO2e: what using less did at the old factor, and what the new factor does to what is used now; together they
    are the whole change, after x new - before x old."""
    return (after - before) * old, after * (new - old)
