"""A step's form as the form view sees it; a row about a measure leads to the measure's own page in the visit."""

from __future__ import annotations

from collections.abc import Callable

from klimabesog.casework.provenance.places import numbers_at, shows_numbers
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
        explained: Callable[..., object],
    ):
        super().__init__(book, form, attended=attended, history=history, splits=splits, resolve=resolve)
        self._book, self._open_measure, self._explained = book, open_measure, explained

    def explains(self, ref: str) -> bool:
        """Whether a note shows numbers that can be asked where they come from."""
        return shows_numbers(self._book.form(self.form), self.node(ref))

    def explain(self, ref: str) -> None:
        numbers = numbers_at(self._book.visit, self._book.form(self.form), self.node(ref))
        if numbers:
            self._explained(*numbers)

    def row_link(self, ref: str) -> str:
        """What the way to the row's measure is called, "" for a row without one."""
        return _("Se beregningen") if self._book.measure_of_row(self.form, ref) else ""

    def open_row(self, ref: str) -> None:
        """Go to the row's measure."""
        measure = self._book.measure_of_row(self.form, ref)
        if measure is not None:
            self._open_measure(measure)
