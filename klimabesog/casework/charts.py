"""Charts for the window: what is drawn, from the same figures as the report, for any width and typeface.

The window draws the shapes; what they are made of is handed out here, since it knows no `reports`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from klimabesog.casework import reportfigures, reportmeasures
from klimabesog.casework.steps.effort import effort_of
from klimabesog.casework.steps.keys import FOLLOW_UP, PLAN, parse_key
from klimabesog.casework.steps.standing import standing
from klimabesog.energy.stacking import StackResult
from klimabesog.partnership.target import Agreement
from klimabesog.reports import model
from klimabesog.reports.charts import progress, screening
from klimabesog.reports.charts.palette import BRIGHT_SERIES as BRIGHT_SERIES
from klimabesog.reports.charts.palette import Palette as Palette
from klimabesog.reports.charts.palette import Role as Role
from klimabesog.reports.charts.progress import Course as Course
from klimabesog.reports.charts.shapes import Chart as Chart
from klimabesog.reports.charts.shapes import Label as Label
from klimabesog.reports.charts.shapes import Line as Line
from klimabesog.reports.charts.shapes import Numbers as Numbers
from klimabesog.reports.charts.shapes import Polygon as Polygon
from klimabesog.reports.charts.shapes import Rect as Rect
from klimabesog.reports.charts.shapes import TextWidth as TextWidth
from klimabesog.values.danish import format_date
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.steps.book import StepBook
    from klimabesog.casework.visit import Visit

Drawing = Callable[[float, TextWidth], Chart | None]
"""(width in points, how wide a text is) -> the chart, or None where there are no numbers for it."""


@dataclass(frozen=True)
class Picture:
    """A chart with its title, and a sentence on how to read it."""

    title: str
    draw: Drawing
    note: str = ""


def result_charts(visit: Visit) -> tuple[Picture, ...]:
    """What a visit came to: use before and after, what saves most, what it costs, when the money is back."""
    report = figures_of(visit)
    return (
        Picture(_("Årsforbrug før og efter"), lambda width, m: screening.before_and_after(report, width, m)),
        Picture(
            _("Besparelse i kroner om året"),
            lambda width, m: screening.yearly_savings(report.measures, width, m),
            _("Hvert forslag er regnet for sig."),
        ),
        Picture(
            _("Investering og tilbagebetaling"),
            lambda width, m: screening.payback_against_investment(report.measures, width, m),
            _(
                "Nederst til venstre står det, der er billigst at komme i gang med og hurtigst betalt tilbage."
            ),
        ),
        Picture(
            _("Kroner i alt over årene"),
            lambda width, m: screening.accumulated_cash(report, width, m),
            _("Investeringen først, så hvert års besparelse, fratrukket overlap og i faste priser."),
        ),
    )


def figures_of(visit: Visit) -> model.ScreeningReport:
    """As much of the report as charts are drawn from."""
    stacked = visit.measure_book.stacked()
    return model.ScreeningReport(
        base_year=str(visit.screening.year),
        baseline=tuple(reportfigures.baseline(visit, stacked)),
        measures=tuple(reportmeasures.measures(visit, stacked, visit.all_findings())),
        totals=reportfigures.totals(visit, stacked),
        cash=reportfigures.cash(visit, stacked),
    )


# -- the way to the target -----------------------------------------------------------------------


def progress_chart(course: Course) -> Picture:
    """How far a company is towards its target."""
    return Picture(
        _("Fremdrift mod målet") if course.target_share is not None else _("Fremdrift"),
        lambda width, m: progress.progress_to_target(course, width, m),
        _("Målet nås ved egen indsats, regnet med de faktorer, der gjaldt ved besøget."),
    )


def course_of(book: StepBook, key: str = "") -> Course | None:
    """The base year, the target and every stage up to a follow-up (all of them when none is named), as figures; None
    without a visit whose emission is known."""
    parts = course_parts(book, key)
    while True:
        try:
            next(parts)
        except StopIteration as done:
            course: Course | None = done.value
            return course


def course_parts(book: StepBook, key: str = "") -> Generator[None, None, Course | None]:
    """The same, worked out in parts of a few hundredths of a second, so that a window lives on between them."""
    visit = book.visit
    if visit is None or not visit.screening.baseline.co2_kg > 0:
        return None
    yield
    stages = yield from _stages(book, visit, parse_key(key).number if key else 0)
    agreement = book.agreement()
    signed = agreement if agreement and agreement.signed else Agreement()
    return Course(
        base_year=str(visit.screening.year),
        base_kg=visit.screening.baseline.co2_kg,
        target_share=signed.reduction,
        target_year=str(signed.target_year or ""),
        stages=tuple(stages),
    )


def _stages(book: StepBook, visit: Visit, last: int) -> Generator[None, None, list[progress.Stage]]:
    measures, stages = visit.measure_book, []
    proposed = _saved(measures.stacked())
    if proposed is not None:
        stages.append(progress.Stage(_("Alle forslag"), proposed=proposed))
    yield
    if (agreed := _saved(measures.agreed_on())) is not None:
        stages.append(progress.Stage(_("Handlingsplan"), agreed=agreed))
    yield
    yield from _opened(book)
    for fields in book.follow_ups():
        if not last or fields["nummer"] <= last:
            key = f"{FOLLOW_UP}:{fields['nummer']}"
            stages.append((yield from _follow_up(book, key, str(fields.get("dato") or ""))))
            yield
    return stages


def _opened(book: StepBook) -> Iterator[None]:
    """The forms that tell how things stood, opened one at a time."""
    for key in (PLAN, *(f"{FOLLOW_UP}:{fields['nummer']}" for fields in book.follow_ups())):
        book.form(key)
        yield


def _follow_up(book: StepBook, key: str, day: str) -> Generator[None, None, progress.Stage]:
    at = standing(book, key)
    yield
    effort = effort_of(book, key, at) if day else None
    title = book.title(key)
    return progress.Stage(
        f"{title}, {format_date(day)}" if day else title,
        realised=(_saved(at.done) if at else None) or model.Amount(0.0),
        factors=model.Amount(-effort.parts.factors) if effort else None,
    )


def _saved(result: StackResult) -> model.Amount | None:
    """kg CO2e a year that measures save after overlap; None without measures."""
    if not result.measures:
        return None
    return model.Amount(result.after.co2_kg, reportfigures.class_of(result.accuracy))
