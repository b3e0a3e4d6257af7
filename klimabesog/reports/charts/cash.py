"""Accumulated cash over the years: what sets of measures cost and bring in, and when they are paid back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from klimabesog.energy.economics import accumulated, break_even
from klimabesog.reports import figures
from klimabesog.reports.charts.axes import Axis, round_range, round_steps, short_number
from klimabesog.reports.charts.lettering import LEADING, SIZE, SMALL, Box, block, label_box, wrapped
from klimabesog.reports.charts.palette import series_role
from klimabesog.reports.charts.placing import Placer, Spot
from klimabesog.reports.charts.shapes import Chart, Label, Line, Numbers, Polygon, Shape, TextWidth
from klimabesog.reports.model import Accuracy, Amount, CashFlow
from klimabesog.values.texts import _

DASHES = (0.0, 4.0, 1.6, 7.0)
"""A line's dashes: with its name at its end they tell the lines apart without colour."""
MOST_LINES, LONGEST = 4, 20
"""Years are drawn to the end of the longest life, at most so many."""
NARROW = 300.0


@dataclass(frozen=True)
class _Course:
    """A line of the chart: kr. accumulated by the end of each year, as far as it is drawn."""

    name: str
    sums: tuple[float, ...]
    even: int | None
    accuracy: Accuracy

    def kroner(self, year: int) -> str:
        return figures.with_unit(Amount(self.sums[year], self.accuracy), "kr.")

    @property
    def verdict(self) -> str:
        """When it is paid back, in words."""
        if self.even is None:
            return _("ikke tjent hjem efter {n} år").format(n=len(self.sums) - 1)
        if self.even == 0:
            return _("koster ikke noget at gå i gang med")
        return _("tjent hjem i år {year}").format(year=self.even)


def accumulated_cash(sets: Sequence[CashFlow], width: float, measure: TextWidth) -> Chart | None:
    """The chart of at most four sets; None without flows. Year 0 is now; prices are constant and undiscounted."""
    courses = _courses(sets)
    if not courses:
        return None
    years = len(courses[0].sums) - 1
    values = [value for course in courses for value in course.sums]
    low, high = round_range(min(0.0, *values), max(0.0, *values), 5)
    ticks = round_steps(low, high, 6)
    left = max(measure(short_number(tick), SMALL, False) for tick in ticks) + 8
    names = _name_room(courses, width, measure)
    ends = [_End.of(course, names - 8, measure) for course in courses] if names else []
    height = max(min(235.0, max(170.0, width * 0.47)), sum(end.height for end in ends) + 45)
    top, bottom = SIZE * LEADING + 9, height - 2 * SMALL * LEADING - 6
    across = Axis(0, years, left + 3, width - names - 5)
    up = Axis(low, high, bottom, top)
    shapes = list(_frame(across, up, ticks, width, height, measure))
    for number, course in enumerate(courses):
        shapes += _line(course, number, across, up)
    words = _end_labels(courses, ends, across, up)
    shapes += words
    shapes += _break_evens(courses, across, up, measure, words)
    if not names:
        height = _add_key(shapes, courses, height + 8, width, measure)
    return Chart(width, height, tuple(shapes), _alternative(courses), _numbers(courses))


def _courses(sets: Sequence[CashFlow]) -> list[_Course]:
    usable = [one for one in sets if len(one.flows) > 1][:MOST_LINES]
    years = min(LONGEST, max((len(one.flows) for one in usable), default=1) - 1)
    found = []
    for one in usable:
        flows = [*one.flows, *[0.0] * (years + 1 - len(one.flows))]
        sums = accumulated(flows)[: years + 1]
        even = break_even(flows)
        found.append(_Course(one.name, tuple(sums), even if (even or 0) <= years else None, one.accuracy))
    return found


def _alternative(courses: Sequence[_Course]) -> str:
    told = [
        _("{name}: {now} nu, {verdict}, {last} efter {n} år").format(
            name=c.name, now=c.kroner(0), verdict=c.verdict, last=c.kroner(-1), n=len(c.sums) - 1
        )
        for c in courses
    ]
    return _("Kroner i alt år for år, i faste priser. {list}.").format(list="; ".join(told))


def _numbers(courses: Sequence[_Course]) -> Numbers:
    head = (_("År"), *(course.name for course in courses))
    rows = ((str(year), *(c.kroner(year) for c in courses)) for year in range(len(courses[0].sums)))
    return Numbers(head, tuple(rows))


# -- what is drawn -------------------------------------------------------------------------------


def _frame(
    across: Axis, up: Axis, ticks: Sequence[float], width: float, height: float, measure: TextWidth
) -> Iterator[Shape]:
    yield Label(0, SIZE, _("Kroner i alt"), SIZE, "muted")
    for tick in ticks:
        y = up.at(tick)
        zero = abs(tick) < 1e-9
        yield Line(across.begin - 3, y, across.end, y, "ink" if zero else "rule", 0.9 if zero else 0.6)
        yield Label(across.begin - 8, y + SMALL * 0.34, short_number(tick), SMALL, "muted", anchor="end")
    base = height - SMALL * LEADING - 4
    shown = [year for year in across.ticks(10) if year == int(year)]
    for year in shown:
        text = _("nu") if year == 0 else str(int(year))
        yield Label(across.at(year), base, text, SMALL, "muted", anchor="middle")
    yield Label(across.end, height - 1, _("År fra nu"), SIZE, "muted", anchor="end")


def _line(course: _Course, number: int, across: Axis, up: Axis) -> Iterator[Shape]:
    points = [(across.at(year), up.at(value)) for year, value in enumerate(course.sums)]
    for (x0, y0), (x1, y1) in pairwise(points):
        yield Line(x0, y0, x1, y1, series_role(number), 1.8, DASHES[number])


def _name_room(courses: Sequence[_Course], width: float, measure: TextWidth) -> float:
    """Points at the right edge for the names, 0 where it is so narrow that they stand beneath."""
    if width < NARROW:
        return 0.0
    words = [text for course in courses for text in (course.name, course.verdict, course.kroner(-1))]
    return min(max(measure(text, SMALL, True) for text in words) + 8, width * 0.34)


@dataclass(frozen=True)
class _End:
    """What stands at a line's end: its name, when it is paid back, and the last sum."""

    name: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def height(self) -> float:
        """Of all its lines."""
        return (len(self.name) + len(self.told)) * SMALL * LEADING + 3

    @staticmethod
    def of(course: _Course, room: float, measure: TextWidth) -> _End:
        """The texts of a line, broken to the room."""
        told = (*wrapped(course.verdict, room, SMALL, measure), course.kroner(-1))
        return _End(tuple(wrapped(course.name, room, SMALL, measure, bold=True)), told)


def _end_labels(courses: Sequence[_Course], ends: Sequence[_End], across: Axis, up: Axis) -> list[Label]:
    """The words at the lines' ends, moved apart where lines end close together."""
    wished = [(up.at(course.sums[-1]), end.height) for course, end in zip(courses, ends, strict=False)]
    labels: list[Label] = []
    for number, (end, middle) in enumerate(zip(ends, spread(wished, up.end - 6, up.begin + 12), strict=True)):
        x, y = across.end + 8, middle - end.height / 2 + SMALL
        for line in end.name:
            labels.append(Label(x, y, line, SMALL, series_role(number), bold=True))
            y += SMALL * LEADING
        for line in end.told:
            labels.append(Label(x, y, line, SMALL, "muted"))
            y += SMALL * LEADING
    return labels


def spread(wished: Sequence[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Middles of blocks (wished middle, height) so that none overlap, in their order of height, within an edge.

    Blocks that are together higher than the room begin at its top.
    """
    order = sorted(range(len(wished)), key=lambda n: wished[n][0])
    found = [0.0] * len(wished)
    edge = top
    for n in order:
        middle, high = wished[n]
        found[n] = max(middle, edge + high / 2)
        edge = found[n] + high / 2
    edge = bottom
    for n in reversed(order):
        high = wished[n][1]
        found[n] = min(found[n], edge - high / 2)
        edge = found[n] - high / 2
    if edge < top - 1e-9:
        found = [middle + top - edge for middle in found]
    return found


def _break_evens(
    courses: Sequence[_Course],
    across: Axis,
    up: Axis,
    measure: TextWidth,
    taken: Sequence[Label],
) -> Iterator[Shape]:
    """A marker where a line has been paid back, with the year."""
    lines = [box for number, course in enumerate(courses) for box in _along(course, number, across, up)]
    area = Box(across.begin, up.end - 4, across.end, up.begin)
    placer = Placer(area, measure, [label_box(label, measure) for label in taken], lines=lines)
    for number, course in enumerate(courses):
        if course.even:
            x, y = across.at(course.even), up.at(course.sums[course.even])
            text = _("år {year}").format(year=course.even)
            spot = Spot(x, y, 4.5, ((text,),), bold=True, colour=series_role(number))
            found = placer.place(spot, ())
            yield from found.shapes if found else ()
            yield square(x, y, 3.2, number)


def _along(course: _Course, number: int, across: Axis, up: Axis) -> Iterator[Box]:
    """Small boxes along a line, which labels keep clear of."""
    points = [(across.at(year), up.at(value)) for year, value in enumerate(course.sums)]
    for (x0, y0), (x1, y1) in pairwise(points):
        pieces = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / 5))
        for n in range(pieces):
            a, b = n / pieces, (n + 1) / pieces
            xs, ys = (x0 + (x1 - x0) * a, x0 + (x1 - x0) * b), (y0 + (y1 - y0) * a, y0 + (y1 - y0) * b)
            yield Box(min(xs) - 0.5, min(ys) - 0.5, max(xs) + 0.5, max(ys) + 0.5)


def square(x: float, y: float, radius: float, number: int) -> Polygon:
    """A marker on a line: a square, for every second line on its corner."""
    corners = (
        ((-1, -1), (1, -1), (1, 1), (-1, 1))
        if number % 2 == 0
        else ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0))
    )
    points = tuple((x + dx * radius, y + dy * radius) for dx, dy in corners)
    return Polygon(points, series_role(number), "paper", 1)


def _add_key(
    shapes: list[Shape], courses: Sequence[_Course], top: float, width: float, measure: TextWidth
) -> float:
    """Beneath a narrow chart: a piece of each line with its name and what comes of it."""
    y = top
    for number, course in enumerate(courses):
        words = f"{course.name}: {course.verdict}, {course.kroner(-1)}"
        lines = wrapped(words, width - 28, SMALL, measure, most=4)
        high = len(lines) * SMALL * LEADING
        shapes.append(Line(0, y + SMALL * 0.6, 20, y + SMALL * 0.6, series_role(number), 1.8, DASHES[number]))
        shapes += block(lines, 28, y + high / 2, SMALL, "muted")
        y += high + 4
    return y
