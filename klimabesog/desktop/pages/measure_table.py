"""Measures as a table: title and kind, energy, money, investment, payback, status; a list where it is narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from klimabesog.casework.visitviews import MeasureRow
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Badge, Text, rule, vbox
from klimabesog.desktop.words import amount, measure_kind, measure_line, measure_status, years
from klimabesog.values import danish
from klimabesog.values.texts import _

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
STATUS_COLUMN = 5
TABLE_LETTERS = 80  # narrower than this many letters, a table does not fit


class Link(Text):
    """A text that opens something; wraps, and can be reached by keyboard."""

    def __init__(self, text: str, opened: Callable[[], object]):
        super().__init__("", "strong", rich=True)
        self._words = text
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)
        self.linkActivated.connect(lambda _link: opened())
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        style = f"color: {colors_of(self).accent}; text-decoration: none"
        text = f'<a href="#" style="{style}">{escape(self._words)}</a>'
        if text != self.text():
            self.setText(text)


class MeasureTable(QWidget):
    """The table; with `opened` each title is a link."""

    def __init__(self, opened: Callable[[MeasureRow], object] | None = None):
        super().__init__()
        self._opened = opened
        self._rows: tuple[MeasureRow, ...] = ()
        self._narrow: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self.setMinimumWidth(1)

    def show_measures(self, rows: Sequence[MeasureRow]) -> None:
        """Draw the table anew when it differs."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self._redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * TABLE_LETTERS
        if narrow != self._narrow:
            self._narrow = narrow
            self._redraw()

    def _redraw(self) -> None:
        self._clear()
        heads = self._heads()
        for column, head in enumerate(heads):
            label = Text(head, "small-strong", "muted", wrap=False)
            side = RIGHT if 0 < column < STATUS_COLUMN and not self._narrow else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(label, 0, column, side)
        for number, row in enumerate(self._rows):
            self._grid.addWidget(rule(), 2 * number + 1, 0, 1, len(heads))
            self._draw(row, 2 * number + 2)

    def _heads(self) -> tuple[str, ...]:
        if self._narrow:
            return (_("Tiltag"), _("Status"))
        return (_("Tiltag"), _("kWh/år"), _("kr./år"), _("Investering"), _("Tilbagebetaling"), _("Status"))

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _draw(self, row: MeasureRow, line: int) -> None:
        self._grid.addWidget(self._title(row), line, 0)
        text, tone = measure_status(row.status)
        if self._narrow:
            self._grid.addWidget(Badge(text, tone), line, 1)
            return
        for column, figure in enumerate(_figures(row), 1):
            label = Text(figure, "body", "" if row.complete else "muted", wrap=False)
            self._grid.addWidget(label, line, column, RIGHT)
        self._grid.addWidget(Badge(text, tone), line, STATUS_COLUMN)

    def _title(self, row: MeasureRow) -> QWidget:
        box = QWidget()
        layout = vbox(box, 1)
        layout.setContentsMargins(0, 4, 0, 4)
        opened = self._opened
        title: QLabel = Text(row.title, "strong") if opened is None else Link(row.title, lambda: opened(row))
        layout.addWidget(title)
        layout.addWidget(Text(measure_kind(row), "small", "muted"))
        if self._narrow:
            layout.addWidget(Text(measure_line(row), "body"))
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
