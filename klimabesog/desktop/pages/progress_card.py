"""How far a company is towards its target: on its page, and beneath a follow-up's measures and bills."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from klimabesog.casework.charts import Course, course_of, progress_chart
from klimabesog.casework.steps.book import StepBook
from klimabesog.desktop.widgets.chart_view import ChartCard

SOON_MS = 120
"""The figures of all follow-ups take a tenth of a second: worked out once the page stands, not while typing."""


class ProgressCard(ChartCard):
    """The chart; comes soon after it is asked for, and is drawn anew when its figures are others."""

    def __init__(self) -> None:
        super().__init__()
        self._course: Course | None = None
        self._wanted: tuple[StepBook, str] | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._look)

    def show_progress(self, book: StepBook, key: str = "", *, on: bool = True) -> None:
        """Show the stages up to a follow-up, all of them when none is named; nothing with `on` False."""
        self._wanted = (book, key) if on else None
        if on:
            self._soon.start()
        else:
            self._soon.stop()
            self._show(None)

    def _look(self) -> None:
        if self._wanted is not None:
            self._show(course_of(*self._wanted))

    def _show(self, course: Course | None) -> None:
        if course != self._course:
            self._course = course
            self.show_picture(progress_chart(course) if course else None)
