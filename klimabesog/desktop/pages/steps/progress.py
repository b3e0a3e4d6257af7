"""Beneath a follow-up's measures and bills: how far the company had come towards its target by then."""

from __future__ import annotations

from klimabesog.casework.charts import Course, course_of, progress_chart
from klimabesog.casework.steps.book import StepBook
from klimabesog.desktop.widgets.chart_view import ChartCard


class ProgressCard(ChartCard):
    """The chart; drawn anew when its figures are others."""

    def __init__(self) -> None:
        super().__init__()
        self._course: Course | None = None

    def show_progress(self, book: StepBook, key: str, *, on: bool) -> None:
        """Show the stages up to a follow-up; nothing with `on` False."""
        course = course_of(book, key) if on else None
        if course != self._course:
            self._course = course
            self.show_picture(progress_chart(course) if course else None)
