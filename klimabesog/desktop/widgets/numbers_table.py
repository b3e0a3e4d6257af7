"""The numbers of a chart as a table: read cell by cell with the arrow keys, copied with Ctrl+C, as high as its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
)

from klimabesog.casework.charts import Numbers

FIRST_SHARE = 1.5
"""The column of names is so much wider than the others."""
PADDING = 22
"""Pixels left and right of a cell's text together."""
ROOM = 10
"""Pixels above and below a row's text together."""


class NumbersTable(QTableWidget):
    """Names at the left, figures to the right. Tab goes on past it; a screen reader says each cell with its heads."""

    def __init__(self, title: str, numbers: Numbers):
        super().__init__(len(numbers.rows), len(numbers.head))
        self._numbers = numbers
        self.setAccessibleName(title)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(20)
        small = QFont(QApplication.font())
        small.setPixelSize(small.pixelSize() - 2)
        self.setFont(small)
        head.setFont(small)
        self._fill()

    def _fill(self) -> None:
        for column, words in enumerate(self._numbers.head):
            head = QTableWidgetItem(words)
            head.setTextAlignment(_side(column))
            self.setHorizontalHeaderItem(column, head)
        for number, row in enumerate(self._numbers.rows):
            for column, words in enumerate(row):
                cell = QTableWidgetItem(words)
                cell.setTextAlignment(_side(column))
                self.setItem(number, column, cell)
            if len(row) > 1 and not any(row[1:]):
                self.setSpan(number, 0, 1, len(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        """The columns in the width, each row as high as its text then, and the table as high as its rows. Where the
        words are wider than that, it scrolls sideways."""
        each = width / (FIRST_SHARE + self.columnCount() - 1)
        least = [self._least(column) for column in range(self.columnCount())]
        wanted = [max(least[0], FIRST_SHARE * each), *(max(one, each) for one in least[1:])]
        wanted[0] = max(least[0], wanted[0] - max(0.0, sum(wanted) - width))
        for column, one in enumerate(wanted):
            self.setColumnWidth(column, int(one))
        self.resizeRowsToContents()
        rows = self.verticalHeader()
        for number in range(self.rowCount()):
            self.setRowHeight(number, rows.sectionSize(number) + ROOM)
        bar = self.horizontalScrollBar().sizeHint().height() if int(sum(wanted)) > width else 0
        self.setFixedHeight(rows.length() + self.horizontalHeader().sizeHint().height() + bar)

    def _least(self, column: int) -> float:
        """As wide as its head and its longest word, so that no figure is cut off; a row of one text has it all."""
        cells = [row[column] for row in self._numbers.rows if any(row[1:]) or len(row) == 1]
        words = [word for cell in cells for word in cell.split(" ")]
        head = self.horizontalHeader().fontMetrics().horizontalAdvance(self._numbers.head[column])
        return max([head, *map(self.fontMetrics().horizontalAdvance, words)]) + PADDING

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectedItems() and self.rowCount():
            self.setCurrentCell(0, 0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
            return
        super().keyPressEvent(event)

    def copied(self) -> str:
        """The whole table, as a spreadsheet takes it."""
        return "\n".join("\t".join(row) for row in (self._numbers.head, *self._numbers.rows))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls


def _side(column: int) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return across | Qt.AlignmentFlag.AlignVCenter
