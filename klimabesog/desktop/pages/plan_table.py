"""The measures of a plan by status, each with who carries it out and when; a list where it is narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from klimabesog.casework.provenance.values import SAVED_KR, SAVED_KWH, Number
from klimabesog.casework.visitviews import MeasureRow
from klimabesog.desktop.pages.measure_table import Link, beside, in_a_line
from klimabesog.desktop.widgets.base import Badge, Text, column, rule, vbox
from klimabesog.desktop.widgets.explained import SIDE, ExplainedText
from klimabesog.desktop.words import amount, days_late, measure_kind, measure_line, measure_status
from klimabesog.values import danish
from klimabesog.values.texts import _

ORDER = ("i_gang", "ikke_startet", "udskudt", "gennemfoert", "forslag", "fravalgt")
"""Statuses in the order of their groups: what is worked on first."""
OPEN = frozenset({"i_gang", "ikke_startet", "udskudt"})
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TABLE_LETTERS = 80


class PlanTable(QWidget):
    """The table; each title opens its measure, each figure says where it comes from."""

    def __init__(
        self,
        rows: Sequence[MeasureRow],
        today: date,
        opened: Callable[[MeasureRow], object],
        asked: Callable[[Number], object],
    ):
        super().__init__()
        self._rows, self._today, self._opened, self._asked = rows, today, opened, asked
        self.figures: dict[Number, ExplainedText] = {}
        self._narrow: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18 - SIDE)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self.setMinimumWidth(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * TABLE_LETTERS
        if narrow != self._narrow:
            self._narrow = narrow
            self._redraw()

    def _redraw(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.figures = {}
        self._line = 0
        for status in ORDER:
            rows = [row for row in self._rows if row.status == status]
            if rows:
                self._group(status, rows)

    def _group(self, status: str, rows: list[MeasureRow]) -> None:
        text, tone = measure_status(status)
        self._put(Badge(_("{status} {n}").format(status=text, n=len(rows)), tone), 0)
        for place, head in enumerate(self._heads(), 1):
            side = RIGHT if place < 3 else Qt.AlignmentFlag.AlignLeft
            label = Text(head, "small-strong", "muted", wrap=False)
            label.setContentsMargins(*((0, 0, SIDE, 0) if place < 3 else (0, 0, 0, 0)))
            self._put(label, place, side)
        self._line += 1
        for row in rows:
            self._grid.addWidget(rule(), self._line, 0, 1, 5)
            self._line += 1
            self._draw(row)
            self._line += 1
        self._grid.setRowMinimumHeight(self._line, 10)
        self._line += 1

    def _heads(self) -> tuple[str, ...]:
        return () if self._narrow else (_("kWh/år"), _("kr./år"), _("Ansvarlig"), _("Frist"))

    def _put(
        self, widget: QWidget, column: int, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ) -> None:
        self._grid.addWidget(widget, self._line, column, side)

    def _draw(self, row: MeasureRow) -> None:
        rough = row.accuracy == "C"
        self._grid.addWidget(self._title(row), self._line, 0)
        if self._narrow:
            return
        figures = (amount(row.kwh, rough), amount(row.kroner, rough)) if row.counts else ("–", "–")
        for place, (kind, figure) in enumerate(zip((SAVED_KWH, SAVED_KR), figures, strict=True), 1):
            self._put(self._figure(row, kind, figure, f"{row.title}, {self._heads()[place - 1]}:"), place, RIGHT)
        self._grid.addWidget(Text(row.responsible or "–", "body"), self._line, 3)
        self._grid.addWidget(self._deadline(row), self._line, 4)

    def _figure(self, row: MeasureRow, kind: str, text: str, caption: str) -> QWidget:
        number = Number(kind, row.instance)
        figure = self.figures[number] = ExplainedText(text, caption, "body", "" if row.counts else "muted")
        figure.when_asked(partial(self._asked, number))
        return figure

    def _title(self, row: MeasureRow) -> QWidget:
        box = QWidget()
        layout = vbox(box, 1)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addWidget(Link(row.title, lambda: self._opened(row)))
        layout.addWidget(Text(measure_kind(row), "small", "muted"))
        if self._narrow:
            layout.addWidget(self._figures(row))
            if row.responsible:
                layout.addWidget(Text(_("Ansvarlig: {name}").format(name=row.responsible), "body"))
            layout.addWidget(self._deadline(row))
        return box

    def _figures(self, row: MeasureRow) -> QWidget:
        if not row.counts:
            return Text(measure_line(row), "body")
        return beside(partial(self._figure, row), in_a_line(row), row.title)

    def _deadline(self, row: MeasureRow) -> QWidget:
        """The deadline; of an open measure that it is past, in words."""
        if not row.deadline or row.status not in OPEN:
            return Text("" if self._narrow else "–", "body", "muted")
        late = days_late(row.deadline, self._today)
        shown = Text(danish.format_date(row.deadline), "body", wrap=False)
        return column(shown, Text(late, "small-strong", "warn", wrap=False), spacing=0) if late else shown
