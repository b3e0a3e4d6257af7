"""A bundled case played without a window, and what the program said at the end of each of its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.casescript import clock_of, play, read_script
from klimabesog.casework.example import script_of
from klimabesog.casework.steps.bills import BillReport, bill_report
from klimabesog.casework.steps.book import StepBook
from klimabesog.casework.steps.effort import Effort, effort_of
from klimabesog.casework.steps.layers import layer_rows
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import MeasureRow, ResultStrip
from klimabesog.energy.stacking import StackResult
from klimabesog.partnership.target import Progress

VISIT, AGREEMENT, REVIEW, PLAN = "besoeg", "partnerskabsaftale", "teknisk_gennemgang", "handlingsplan"
FIRST, SECOND, THIRD = "opfoelgning:1", "opfoelgning:2", "opfoelgning:3"
FOLLOW_UPS = (FIRST, SECOND, THIRD)


@dataclass(frozen=True)
class Stage:
    """What the program says when a step is done; `rows` are those that count, in their order, `rejected` the others.

    `form` has the numbers that the step's form shows: of the measures by title, and of the rest under "".
    """

    rows: tuple[MeasureRow, ...]
    rejected: tuple[MeasureRow, ...]
    strip: ResultStrip
    stacked: StackResult
    done: StackResult
    progress: Progress | None
    form: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bills: BillReport | None = None
    effort: Effort | None = None


@dataclass(frozen=True)
class Played:
    """The case at its end, and its stages."""

    visit: Visit
    book: StepBook
    stages: Mapping[str, Stage]


PlayedCase = Callable[[str], tuple[Casebook, Played]]
"""The fixture that plays a case once for the whole run."""


def play_case(folder: Path, code: str) -> tuple[Casebook, Played]:
    """Play a bundled case in a casebook of its own, which is the caller's to close."""
    script = script_of(code)
    ends = {_stage_of(step): number for number, step in enumerate(read_script(script).steps, 1)}
    casebook = Casebook.open(folder, b"k" * 32, clock=clock_of(script))
    stages: dict[str, Stage] = {}

    def after(number: int, _of: int) -> None:
        for stage in [name for name, end in ends.items() if end == number]:
            stages[stage] = seen(casebook, stage)

    visit = play(casebook, script, after)
    return casebook, Played(visit, casebook.steps(visit.company.id), stages)


def _stage_of(step: Mapping[str, object]) -> str:
    return str(step["form"]) if step["op"] in ("step", "step_measure", "fetch") else VISIT


def seen(casebook: Casebook, stage: str) -> Stage:
    """What the program says now, as at the end of a stage."""
    visit = casebook.visit(casebook.visits()[0].id)
    book, rows = casebook.steps(visit.company.id), visit.measures()
    return Stage(
        rows=tuple(row for row in rows if row.place),
        rejected=tuple(row for row in rows if not row.place),
        strip=visit.result(),
        stacked=visit.measure_book.stacked(),
        done=visit.measure_book.carried_out(),
        progress=book.progress(),
        form=_numbers(visit, book, stage) if stage != VISIT else {},
        bills=bill_report(book, stage) if stage in FOLLOW_UPS else None,
        effort=effort_of(book, stage) if stage in FOLLOW_UPS else None,
    )


def _numbers(visit: Visit, book: StepBook, key: str) -> dict[str, dict[str, str]]:
    """Calculated numbers by name: in the rows of measures by title, elsewhere under ""."""
    titles = {visit.measure_book.record(i.id): visit.measure_book.title(i.id) for i in visit.measure_book.instances()}
    session = book.form(key).session
    numbers = {
        titles[row.measure]: {node.name: node.value for node in row.node.children}
        for row in layer_rows(session)
        if row.measure
    }
    numbers[""] = {node.name: node.value for node in session.walk() if node.calculated}
    return numbers
