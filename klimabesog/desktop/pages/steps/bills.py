"""What a follow-up's new bills say against the base year, beneath the form: carrier by carrier."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from klimabesog.casework.provenance.values import (
    BILL_ACTIVITY,
    BILL_BASE,
    BILL_CHANGE,
    BILL_NOW,
    BILL_REST,
    BILL_WEATHER,
    OTHER_FACTORS,
    OWN_EFFORT,
    Number,
)
from klimabesog.casework.steps.bills import BillLine, BillReport
from klimabesog.casework.steps.effort import Effort
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, rule, show_if, vbox
from klimabesog.desktop.widgets.explained import ExplainedText, WhyButton
from klimabesog.values import danish
from klimabesog.values.texts import _

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
EFFORT = (Number(OWN_EFFORT), Number(OTHER_FACTORS))
"""What stands in the sentence about the emission."""
TABLE_LETTERS = 78
"""Narrower than so many letters each carrier is a block of lines instead of a row."""


class BillsPanel(Frame):
    """The comparison as a table, or as blocks of lines where it is narrow; each figure tells where it comes from.

    Signals:
        asked(object): the numbers (a tuple) to be explained together.
    """

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("card")
        self.figures: dict[Number, ExplainedText] = {}
        self._report: BillReport | None = None
        self._narrow: bool | None = None
        self.add(Text(_("Nye regninger mod basisåret"), "heading"))
        words = _("Samme måneder i begge år, i kWh. Minus betyder mindre forbrug.")
        self.add(Text(words, "small", "muted"))
        self._box = QWidget()
        self._column = vbox(self._box, 8)
        self.effort = Text("", "body")
        self.why_effort = WhyButton(lambda: self.asked.emit(EFFORT))
        self._effort_row = QWidget()
        row = hbox(self._effort_row, 4)
        row.addWidget(self.effort, 1)
        row.addWidget(self.why_effort, 0, Qt.AlignmentFlag.AlignTop)
        self.add(self._box, self._effort_row)

    def show_report(self, report: BillReport | None, effort: Effort | None) -> None:
        """Show what the bills say, and what other factors do to the emission; nothing for a form that has no bills."""
        show_if(self, report is not None)
        show_if(self._effort_row, effort is not None)
        if effort is not None:
            self.effort.setText(effort.sentence)
            self.why_effort.describe(effort.sentence)
        if report is not None and report != self._report:
            self._report = report
            self._redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * TABLE_LETTERS
        if narrow != self._narrow:
            self._narrow = narrow
            self._redraw()

    def _redraw(self) -> None:
        empty(self._column)
        self.figures = {}
        report = self._report
        if report is None:
            return
        if report.empty:
            self._column.addWidget(Text(report.empty, "body", "muted"))
        lines = [*report.lines, *([report.total] if report.total else [])]
        if lines:
            self._column.addWidget(self._blocks(lines) if self._narrow else self._table(lines))
        for note in report.notes:
            self._column.addWidget(Text(note, "small", "muted"))

    def _figure(self, line: BillLine, kind: str, text: str, words: str) -> ExplainedText:
        number = Number(kind, line.carrier)
        figure = self.figures[number] = ExplainedText(text, f"{line.name}, {words.lower()}:", top=True)
        figure.when_asked(lambda: self.asked.emit((number,)))
        return figure

    def _blocks(self, lines: list[BillLine]) -> QWidget:
        box = QWidget()
        column = vbox(box, 10)
        for line in lines:
            column.addWidget(Text(" · ".join(part for part in (line.name, line.verdict) if part), "strong"))
            for name, (kind, figure) in zip(_heads()[2:], _figures(line).items(), strict=True):
                if line.says_much:
                    column.addWidget(self._block_line(line, name, kind, figure))
            for note in line.notes:
                column.addWidget(Text(note, "small", "muted"))
        return box

    def _block_line(self, line: BillLine, name: str, kind: str, text: str) -> QWidget:
        box = QWidget()
        row = hbox(box, 0)
        row.addWidget(Text(f"{name}:", "body", wrap=False))
        row.addWidget(self._figure(line, kind, text, name))
        row.addStretch(1)
        return box

    def _table(self, lines: list[BillLine]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for column, head in enumerate(_heads()):
            side = RIGHT if column > 1 else LEFT
            grid.addWidget(Text(head, "small-strong", "muted", wrap=False), 0, column, side)
        for line in lines:
            self._put_line(grid, line)
        return box

    def _put_line(self, grid: QGridLayout, line: BillLine) -> None:
        row, across = grid.rowCount(), len(_heads())
        grid.addWidget(rule(), row, 0, 1, across)
        grid.addWidget(Text(line.name, "strong"), row + 1, 0, Qt.AlignmentFlag.AlignTop)
        verdict = Text(line.verdict, "body", "" if line.says_much else "warn", wrap=False)
        grid.addWidget(verdict, row + 1, 1, 1, 1 if line.says_much else across - 1, LEFT)
        if line.says_much:
            for column, (kind, text) in enumerate(_figures(line).items(), 2):
                figure = self._figure(line, kind, text, _heads()[column])
                grid.addWidget(figure, row + 1, column, RIGHT)
        for note in line.notes:
            grid.addWidget(Text(note, "small", "muted"), grid.rowCount(), 0, 1, across)


def _heads() -> tuple[str, ...]:
    return (
        _("Energi"), _("Måneder"), _("Basisår"), _("Nu"), _("Ændring"), _("Heraf vejr"), _("Aktivitet"), _("Resten"),
    )  # fmt: skip


def _figures(line: BillLine) -> dict[str, str]:
    """The figures as they read, by what explains them."""
    share = f" ({signed_share(line.change / line.base)})" if line.base else ""
    return {
        BILL_BASE: danish.format_number(line.base),
        BILL_NOW: danish.format_number(line.now),
        BILL_CHANGE: signed(line.change) + share,
        BILL_WEATHER: signed(line.weather),
        BILL_ACTIVITY: signed(line.activity),
        BILL_REST: signed(line.rest),
    }


def signed(kwh: float) -> str:
    """A change with its sign, "0" for none: "+1.200", "−800"."""
    text = danish.format_number(kwh)
    return f"+{text}" if kwh >= 0.5 else text


def signed_share(share: float) -> str:
    """ "+13 %", "-21 %", "0 %"."""
    text = danish.format_percent(share, 0)
    return f"+{text}" if share >= 0.005 else text
