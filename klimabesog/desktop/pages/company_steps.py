"""On a company's page: the target and how far it is, and what comes next in the steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal

from klimabesog.casework.steps.due import Due
from klimabesog.casework.steps.target import Target
from klimabesog.casework.visitviews import StepState
from klimabesog.desktop.widgets.base import Badge, Frame, Text, hbox
from klimabesog.desktop.widgets.explained import WhyButton
from klimabesog.desktop.widgets.feedback import IconPicture
from klimabesog.desktop.widgets.figures import TargetBar
from klimabesog.desktop.widgets.row_button import RowButton
from klimabesog.desktop.words import days_late, step_line
from klimabesog.values import danish
from klimabesog.values.texts import _

SHOWN = 3
"""So many dates are shown at once."""


class TargetCard(Frame):
    """Mål og fremdrift: the same sentence as below a step, the bar, and the target in words.

    Signals:
        asked(): where the shares come from.
    """

    asked = Signal()

    def __init__(self, target: Target):
        super().__init__("card")
        self.add(Text(_("Mål og fremdrift"), "heading"))
        self.sentence = Text(target.sentence, "body", "" if target.share is not None else "muted")
        if target.aim:
            self.add(Text(target.aim, "strong"))
        self.add(self.sentence)
        self.why: WhyButton | None = None
        if target.share is not None:
            self.why = WhyButton(self.asked.emit, target.sentence)
            beside = hbox(spacing=8)
            self.body.addLayout(beside)
            beside.addWidget(self.sentence, 1)
            beside.addWidget(self.why)
            bar = TargetBar()
            bar.show_target(target)
            self.add(bar)
        if target.reached:
            self.add(Badge(_("Målet er nået"), "good"))


class NextCard(Frame):
    """Næste skridt: the next step of the model, and the nearest dates."""

    def __init__(
        self,
        steps: Sequence[StepState],
        due: Sequence[Due],
        today: date,
        open_step: Callable[[int], object],
    ):
        super().__init__("card", margins=(8, 14, 8, 10))
        self.body.setSpacing(2)
        title = Text(_("Næste skridt"), "heading")
        title.setContentsMargins(12, 0, 12, 4)
        self.add(title)
        self.rows: list[RowButton] = []
        following = next((step for step in steps if step.state in ("ikke_startet", "i_gang")), None)
        if following is not None:
            words = _("Næste: {step}").format(step=following.title)
            self._row(words, step_line(following), lambda: open_step(following.number))
        for one in due[:SHOWN]:
            line = " · ".join(part for part in (one.who, danish.format_date(one.day)) if part)
            late = days_late(one.day, today)
            badge = [Badge(late, "warn")] if late else []
            self._row(one.title, line, lambda one=one: open_step(one.step), *badge)  # type: ignore[misc]
        if not self.rows:
            done = Text(_("Alle seks trin er gennemført."), "body", "muted")
            done.setContentsMargins(12, 0, 12, 6)
            self.add(done)

    def _row(self, title: str, line: str, act: Callable[[], object], *right: Badge) -> None:
        row = RowButton(title, line, *right, IconPicture("hoejre", "muted", 18))
        row.clicked.connect(lambda _checked=False: act())
        self.rows.append(row)
        self.add(row)
