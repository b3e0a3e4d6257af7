"""A step's form as the form view sees it; a row about a measure leads to the measure's own page in the visit."""

from __future__ import annotations

from collections.abc import Callable

from klimabesog.casework.steps.book import RowMeasure, StepBook
from klimabesog.desktop.form_view.open_form import OpenForm, Splits
from klimabesog.values.texts import _


class StepSource(OpenForm):
    """One form of a company's steps."""

    def __init__(
        self,
        book: StepBook,
        form: str,
        *,
        attended: Callable[[str, str], object],
        history: Callable[[str, str], object],
        splits: Splits,
        resolve: Callable[[], object],
        open_measure: Callable[[RowMeasure], object],
    ):
        super().__init__(book, form, attended=attended, history=history, splits=splits, resolve=resolve)
        self._book, self._open_measure = book, open_measure

    def row_link(self, ref: str) -> str:
        """What the way to the row's measure is called, "" for a row without one."""
        return _("Se beregningen") if self._book.measure_of_row(self.form, ref) else ""

    def open_row(self, ref: str) -> None:
        """Go to the row's measure."""
        measure = self._book.measure_of_row(self.form, ref)
        if measure is not None:
            self._open_measure(measure)
