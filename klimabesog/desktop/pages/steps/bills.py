"""What a follow-up's new bills say against the base year, beneath the form: carrier by carrier."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from klimabesog.casework.steps.bills import BillLine, BillReport
from klimabesog.desktop.widgets.base import Frame, Text, empty, rule, show_if, vbox
from klimabesog.values import danish
from klimabesog.values.texts import _

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
TABLE_LETTERS = 78
"""Narrower than so many letters each carrier is a block of lines instead of a row."""


class BillsPanel(Frame):
    """The comparison as a table, or as blocks of lines where it is narrow."""

    def __init__(self) -> None:
        super().__init__("card")
        self._report: BillReport | None = None
        self._narrow: bool | None = None
        self.add(Text(_("Nye regninger mod basisåret"), "heading"))
        words = _("Samme måneder i begge år, i kWh. Minus betyder mindre forbrug.")
        self.add(Text(words, "small", "muted"))
        self._box = QWidget()
        self._column = vbox(self._box, 8)
        self.add(self._box)

    def show_report(self, report: BillReport | None) -> None:
        """Show what the bills say; nothing for a form that has none."""
        show_if(self, report is not None)
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
        report = self._report
        if report is None:
            return
        if report.empty:
            self._column.addWidget(Text(report.empty, "body", "muted"))
        lines = [*report.lines, *([report.total] if report.total else [])]
        if lines:
            self._column.addWidget(self._blocks(lines) if self._narrow else _table(lines))
        for note in report.notes:
            self._column.addWidget(Text(note, "small", "muted"))

    @staticmethod
    def _blocks(lines: list[BillLine]) -> QWidget:
        box = QWidget()
        column = vbox(box, 10)
        for line in lines:
            column.addWidget(Text(" · ".join(part for part in (line.name, line.verdict) if part), "strong"))
            for name, figure in zip(_heads()[2:], _figures(line), strict=True):
                if line.says_much:
                    column.addWidget(Text(f"{name}: {figure}", "body"))
            for note in line.notes:
                column.addWidget(Text(note, "small", "muted"))
        return box


def _heads() -> tuple[str, ...]:
    return (
        _("Energi"), _("Måneder"), _("Basisår"), _("Nu"), _("Ændring"), _("Heraf vejr"), _("Aktivitet"), _("Resten"),
    )  # fmt: skip


def _figures(line: BillLine) -> tuple[str, ...]:
    share = f" ({signed_share(line.change / line.base)})" if line.base else ""
    return (
        danish.format_number(line.base),
        danish.format_number(line.now),
        signed(line.change) + share,
        signed(line.weather),
        signed(line.activity),
        signed(line.rest),
    )


def signed(kwh: float) -> str:
    """A change with its sign, "0" for none: "+1.200", "−800"."""
    text = danish.format_number(kwh)
    return f"+{text}" if kwh >= 0.5 else text


def signed_share(share: float) -> str:
    """ "+13 %", "-21 %", "0 %"."""
    text = danish.format_percent(share, 0)
    return f"+{text}" if share >= 0.005 else text


def _table(lines: list[BillLine]) -> QWidget:
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
        _put_line(grid, line)
    return box


def _put_line(grid: QGridLayout, line: BillLine) -> None:
    row, across = grid.rowCount(), len(_heads())
    grid.addWidget(rule(), row, 0, 1, across)
    grid.addWidget(Text(line.name, "strong", wrap=False), row + 1, 0, LEFT)
    verdict = Text(line.verdict, "body", "" if line.says_much else "warn", wrap=False)
    grid.addWidget(verdict, row + 1, 1, 1, 1 if line.says_much else across - 1)
    if line.says_much:
        for column, figure in enumerate(_figures(line), 2):
            grid.addWidget(Text(figure, "body", wrap=False), row + 1, column, RIGHT)
    for note in line.notes:
        grid.addWidget(Text(note, "small", "muted"), grid.rowCount(), 0, 1, across)
