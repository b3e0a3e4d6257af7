"""How far a company is towards its target: on its page, and beneath a follow-up's measures and bills."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QTimer

from klimabesog.casework.charts import Course, course_parts, progress_chart
from klimabesog.casework.steps.book import StepBook
from klimabesog.desktop.widgets.chart_view import ChartCard

SOON_MS = 120
"""The figures of all follow-ups take a tenth of a second: worked out once the page stands, not while typing."""


class ProgressCard(ChartCard):
    """The chart; comes soon after it is asked for, and is drawn anew when its figures are others.

    Its figures are worked out part by part, each in a turn of its own, so that keys are heard in between.
    """

    def __init__(self) -> None:
        super().__init__()
        self._course: Course | None = None
        self._parts: Generator[None, None, Course | None] | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._look)
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._go_on)

    def show_progress(self, book: StepBook, key: str = "", *, on: bool = True) -> None:
        """Show the stages up to a follow-up, all of them when none is named; nothing with `on` False."""
        self._soon.stop()
        self._next.stop()
        self._parts = course_parts(book, key) if on else None
        if on:
            self._soon.start()
        else:
            self._show(None)

    def _look(self) -> None:
        self._next.start()

    def _go_on(self) -> None:
        """The next part; the chart after the last."""
        try:
            if self._parts is not None:
                next(self._parts)
        except StopIteration as done:
            self._next.stop()
            self._show(done.value)
        except Exception:
            self._next.stop()
            raise

    def _show(self, course: Course | None) -> None:
        if course != self._course:
            self._course = course
            self.show_picture(progress_chart(course) if course else None)
