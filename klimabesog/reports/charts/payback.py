"""Payback against investment: a point for each measure, named where there is room, numbered where there is not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from klimabesog.reports import figures
from klimabesog.reports.charts.axes import WIDE_RANGE, Axis, round_range, short_number
from klimabesog.reports.charts.lettering import (
    LEADING,
    SIZE,
    SMALL,
    Box,
    label_box,
    shortened,
    wrapped,
)
from klimabesog.reports.charts.placing import GRID, Placer, Spot
from klimabesog.reports.charts.shapes import Chart, Label, Line, Numbers, Polygon, Shape, TextWidth
from klimabesog.reports.model import Amount, Payback
from klimabesog.values.texts import _

RADIUS = 3.6
LONGEST = 30.0
"""Years on the axis; what takes longer stands in a lane of its own above it."""
MOST_NAMED = 12
"""With more points than this every one is numbered, and the names stand beneath."""
MANY_GRID = 11.0
"""Their numbers are tried in fewer places: the window would stand still for a tenth of a second with forty of them."""
LANE, LANE_TEXT = 26.0, 11.0
"""Height of a lane, and of the words at its top that the markers stay beneath."""
NEVER = "ingen"


@dataclass(frozen=True)
class Paid:
    """A measure as the chart sees it; `investment` in kr., `number` as it is called elsewhere (0: its place here)."""

    name: str
    investment: Amount
    payback: Payback
    number: int = 0

    @property
    def is_known(self) -> bool:
        """Whether it has a place: what it costs, and when it is paid back or that it never is."""
        cost, years = self.investment.value, self.payback.years.value
        if cost is None or not math.isfinite(cost):
            return False
        return (years is not None and math.isfinite(years)) or self.payback.word == NEVER

    @property
    def years(self) -> float | None:
        """Years, None for never."""
        return self.payback.years.value

    def row(self) -> tuple[str, str, str]:
        """Its name and numbers as texts."""
        return (self.name, figures.with_unit(self.investment, "kr."), payback_words(self.payback))


def payback_words(value: Payback) -> str:
    """ "2,4 år", "straks", "tjener sig ikke hjem"."""
    if value.word == NEVER:
        return _("tjener sig ikke hjem")
    return value.word or figures.payback(value)


@dataclass(frozen=True)
class _Plot:
    """The frame that points are set in; the lanes are heights above the years, None for a lane that is not needed."""

    area: Box
    across: Axis
    up: Axis
    zero_lane: float | None
    over_lane: float | None
    never_lane: float | None

    def x(self, paid: Paid) -> float:
        cost = max(paid.investment.value or 0.0, 0.0)
        if self.zero_lane is not None and cost < self.across.low:
            return self.zero_lane
        return self.across.at(cost)

    def y(self, paid: Paid) -> float:
        years = paid.years
        if years is None and self.never_lane is not None:
            return self.never_lane
        if self.over_lane is not None and (years or 0.0) > LONGEST:
            return self.over_lane
        return self.up.at(years or 0.0)


def payback_against_investment(measures: Sequence[Paid], width: float, measure: TextWidth) -> Chart | None:
    """The chart of the measures whose numbers are known; None when there are none."""
    counted = [replace(m, number=m.number or n) for n, m in enumerate(measures, 1)]
    known = [m for m in counted if m.is_known]
    if not known:
        return None
    height = min(250.0, max(190.0, width * 0.5))
    plot = _plot(known, width, height, measure)
    shapes = list(_frame(plot, width, height, measure))
    placed, keyed = _points(known, plot, measure)
    shapes += placed
    bottom = _add_key(shapes, keyed, height + 9, width, measure) if keyed else height
    return Chart(width, bottom, tuple(shapes), _alternative(counted), _numbers(counted))


def _alternative(measures: Sequence[Paid]) -> str:
    told = "; ".join(f"{m.name}: {m.row()[1]}, {m.row()[2]}" for m in measures if m.is_known)
    text = _("Investering og tilbagebetaling for hvert forslag: {list}.").format(list=told)
    unknown = ", ".join(m.name for m in measures if not m.is_known)
    return text + (" " + _("Uden tal: {list}.").format(list=unknown) if unknown else "")


def _numbers(measures: Sequence[Paid]) -> Numbers:
    head = (_("Forslag"), _("Investering"), _("Tilbagebetaling"))
    return Numbers(head, tuple(m.row() for m in measures))


# -- the frame -----------------------------------------------------------------------------------


def _plot(known: Sequence[Paid], width: float, height: float, measure: TextWidth) -> _Plot:
    years = [m.years for m in known if m.years is not None]
    shown = [year for year in years if year <= LONGEST]
    _low, highest = round_range(0.0, min(max([*shown, 1.0]) * 1.08, LONGEST), 5)
    over, never = len(shown) < len(years), len(years) < len(known)
    top = SIZE * LEADING + 8
    lanes = [top + LANE * n + (LANE + LANE_TEXT) / 2 for n in range(over + never)]
    top_of_years = top + LANE * len(lanes) + (4 if lanes else 0)
    texts = [short_number(tick) for tick in Axis(0, highest, 0, 1).ticks(6)]
    left = max(measure(text, SMALL, False) for text in texts) + 8
    costs = [cost for m in known if (cost := m.investment.value or 0.0) >= 0.5]
    wide = bool(costs) and max(costs) / min(costs) > WIDE_RANGE
    free = wide and len(costs) < len(known)
    begin = left + 12 + (30 if free else 0)
    area = Box(left, top, width - 1, height - 2 * SMALL * LEADING - 6)
    if wide:
        low, high = 10.0 ** math.floor(math.log10(min(costs))), max(costs) * 1.15
    else:
        low, high = round_range(0.0, max([*costs, 1000.0]) * 1.08, 5)
    return _Plot(
        area=area,
        across=Axis(low, high, begin if wide else left + 5, width - 8, wide),
        up=Axis(0, highest, area.bottom - 5, top_of_years),
        zero_lane=left + 18 if free else None,
        over_lane=lanes[-1] if over else None,
        never_lane=lanes[0] if never else None,
    )


def _frame(plot: _Plot, width: float, height: float, measure: TextWidth) -> Iterator[Shape]:
    area = plot.area
    yield Label(0, SIZE, _("Tilbagebetaling, år"), SIZE, "muted")
    for year in plot.up.ticks(6):
        y = plot.up.at(year)
        yield Line(area.left, y, area.right, y, "rule", 0.6)
        yield Label(area.left - 5, y + SMALL * 0.34, short_number(year), SMALL, "muted", anchor="end")
    lanes = (
        (plot.over_lane, _("over {n} år").format(n=int(LONGEST))),
        (plot.never_lane, _("tjener sig ikke hjem")),
    )
    for lane, words in lanes:
        if lane is not None:
            y = lane + (LANE - LANE_TEXT) / 2
            yield Line(area.left, y, area.right, y, "muted", 0.6, 2)
            yield _lane_label(words, plot, lane, width)
    yield Line(area.left, area.bottom, area.right, area.bottom, "muted", 0.8)
    yield from _ticks_across(plot, width, measure)
    yield from _titles_across(plot, width, height, measure)


def _lane_label(words: str, plot: _Plot, lane: float, width: float) -> Label:
    return Label(plot.area.left + 2, lane - (LANE + LANE_TEXT) / 2 + SMALL + 0.5, words, SMALL, "muted")


def _ticks_across(plot: _Plot, width: float, measure: TextWidth) -> Iterator[Shape]:
    """As many of the round values as their texts have room for."""
    base, end = plot.area.bottom + SMALL * LEADING + 1, -1e9
    if plot.zero_lane is not None:
        zero = Label(plot.zero_lane, base, _("0 kr."), SMALL, "muted", anchor="middle")
        end = label_box(zero, measure).right
        yield zero
    for tick in plot.across.ticks(6):
        x, wide = plot.across.at(tick), measure(short_number(tick), SMALL, False)
        left = min(max(x - wide / 2, plot.area.left - 4), width - wide)
        if left > end + 8:
            yield Line(x, plot.area.bottom, x, plot.area.bottom + 3, "muted", 0.8)
            yield Label(left, base, short_number(tick), SMALL, "muted")
            end = left + wide


def _titles_across(plot: _Plot, width: float, height: float, measure: TextWidth) -> Iterator[Shape]:
    title = _("Investering, kr.")
    if plot.across.logarithmic:
        longer = _("Investering, kr. (aksen går ti gange op for hvert trin)")
        title = longer if measure(longer, SIZE, False) <= width else title
    yield Label(width, height - 1, title, SIZE, "muted", anchor="end")


# -- the points ----------------------------------------------------------------------------------


def _points(known: Sequence[Paid], plot: _Plot, measure: TextWidth) -> tuple[list[Shape], list[Paid]]:
    """The markers with their labels, and the measures whose names found no room there."""
    groups = _gathered(known, plot)
    named = len(known) <= MOST_NAMED
    spots = [_spot(members, plot, measure, named=named) for members in groups]
    boxes = [spot.box for spot in spots]
    grid = GRID if named else MANY_GRID
    placer = Placer(plot.area, measure, _lane_boxes(plot, measure), grid=grid)
    labels: list[Shape] = []
    keyed: list[Paid] = []
    for number, (spot, members) in enumerate(zip(spots, groups, strict=True)):
        found = placer.place(spot, [box for n, box in enumerate(boxes) if n != number])
        labels += found.shapes if found else ()
        if found is None or found.text == len(spot.texts) - 1:
            keyed += members
    markers = [circle(spot.x, spot.y, RADIUS) for spot in spots]
    return [*labels, *markers], sorted(keyed, key=lambda m: m.number)


def _gathered(known: Sequence[Paid], plot: _Plot) -> list[list[Paid]]:
    """Measures that stand on each other share a marker."""
    groups: list[list[Paid]] = []
    for one in known:
        x, y = plot.x(one), plot.y(one)
        near = (g for g in groups if math.hypot(plot.x(g[0]) - x, plot.y(g[0]) - y) < RADIUS)
        group = next(near, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _spot(members: Sequence[Paid], plot: _Plot, measure: TextWidth, *, named: bool) -> Spot:
    room = (plot.area.right - plot.area.left) * 0.4
    texts: list[tuple[str, ...]] = []
    if named and len(members) <= 3:
        texts.append(tuple(shortened(m.name, room, SMALL, measure) for m in members))
        if len(members) == 1:
            texts.append(tuple(wrapped(members[0].name, room * 0.65, SMALL, measure)))
        texts = [lines for lines in texts if not any(line.endswith("…") for line in lines)] or texts[:0]
    texts.append((runs([m.number for m in members]),))
    return Spot(plot.x(members[0]), plot.y(members[0]), RADIUS, tuple(texts))


def runs(numbers: Sequence[int]) -> str:
    """ "1–3, 7": numbers with those that follow on each other drawn together."""
    ordered = sorted(numbers)
    parts = []
    for _key, group in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        run = [number for _place, number in group]
        parts.append(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)))
    return ", ".join(parts)


def _lane_boxes(plot: _Plot, measure: TextWidth) -> list[Box]:
    lanes = (
        (plot.over_lane, _("over {n} år").format(n=int(LONGEST))),
        (plot.never_lane, _("tjener sig ikke hjem")),
    )
    return [
        label_box(_lane_label(words, plot, lane, 0), measure) for lane, words in lanes if lane is not None
    ]


def circle(x: float, y: float, radius: float) -> Polygon:
    """A round marker with a pale edge that parts it from its neighbours."""
    corners = (2 * math.pi * n / 20 for n in range(20))
    points = tuple((x + radius * math.cos(a), y + radius * math.sin(a)) for a in corners)
    return Polygon(points, "accent", "paper", 0.9)


# -- the key -------------------------------------------------------------------------------------


def _add_key(
    shapes: list[Shape], keyed: Sequence[Paid], top: float, width: float, measure: TextWidth
) -> float:
    """The numbered measures beneath the chart, in two columns where that fits; returns where they end."""
    columns = 2 if width >= 380 and len(keyed) > 3 else 1
    wide, indent = (width - 14 * (columns - 1)) / columns, measure(f"{keyed[-1].number}", SMALL, True) + 7
    each = math.ceil(len(keyed) / columns)
    leading, ends = SMALL * LEADING + 1.6, [top]
    for column in range(columns):
        y, x = top, column * (wide + 14)
        for one in keyed[column * each : (column + 1) * each]:
            _name, cost, years = one.row()
            shapes.append(Label(x, y + SMALL, str(one.number), SMALL, "ink", True))
            words = f"{one.name} · {cost} · {years}"
            for line in wrapped(words, wide - indent, SMALL, measure, most=3):
                shapes.append(Label(x + indent, y + SMALL, line, SMALL, "muted"))
                y += leading
            y += 1
        ends.append(y)
    return max(ends)
