"""Measures as a table: title and kind, energy, money, investment, payback, status."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from klimabesog.casework.views import MeasureRow
from klimabesog.desktop.widgets.base import Badge, Text, rule, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.words import amount, measure_kind, measure_status, years
from klimabesog.values import danish
from klimabesog.values.texts import _

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MeasureTable(QWidget):
    """The table; with `opened` each title is a link."""

    def __init__(self, opened: Callable[[MeasureRow], object] | None = None):
        super().__init__()
        self._opened = opened
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(22)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)

    def show_measures(self, rows: Sequence[MeasureRow]) -> None:
        """Draw the table anew."""
        self._clear()
        heads = (_("Tiltag"), _("kWh/år"), _("kr./år"), _("Investering"), _("Tilbagebetaling"), _("Status"))
        for column, head in enumerate(heads):
            label = Text(head, "small-strong", "muted", wrap=False)
            self._grid.addWidget(label, 0, column, RIGHT if 0 < column < 5 else Qt.AlignmentFlag.AlignLeft)
        for number, row in enumerate(rows):
            self._grid.addWidget(rule(), 2 * number + 1, 0, 1, len(heads))
            self._draw(row, 2 * number + 2)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _draw(self, row: MeasureRow, line: int) -> None:
        self._grid.addWidget(self._title(row), line, 0)
        for column, text in enumerate(_figures(row), 1):
            label = Text(text, "body", "" if row.complete else "muted", wrap=False)
            self._grid.addWidget(label, line, column, RIGHT)
        text, tone = measure_status(row.status)
        self._grid.addWidget(Badge(text, tone), line, 5)

    def _title(self, row: MeasureRow) -> QWidget:
        box = QWidget()
        layout = vbox(box, 0)
        if self._opened is None:
            layout.addWidget(Text(row.title, "strong"))
        else:
            opened = self._opened
            layout.addWidget(
                Button(row.title, lambda: opened(row), kind="link"), 0, Qt.AlignmentFlag.AlignLeft
            )
        kind = Text(measure_kind(row), "small", "muted")
        kind.setContentsMargins(0 if self._opened is None else 6, 0, 0, 4)
        layout.addWidget(kind)
        return box


def _figures(row: MeasureRow) -> tuple[str, str, str, str]:
    if not row.complete:
        return ("–", "–", "–", _("mangler tal"))
    rough = row.accuracy == "C"
    return (
        amount(row.kwh, rough),
        amount(row.kroner, rough),
        danish.format_number(row.investment),
        years(row.payback_years, row.payback_word, rough),
    )
