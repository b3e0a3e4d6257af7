"""The numbers of a chart as a table: read cell by cell with the arrow keys, copied with Ctrl+C, as high as its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem

from klimabesog.casework.charts import Numbers

FIRST_SHARE = 1.5
"""The column of names is so much wider than the others."""
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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(20)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap))
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
        """The columns in the width, each row as high as its text then, and the table as high as its rows."""
        others = self.columnCount() - 1
        each = int(width / (FIRST_SHARE + others))
        for column in range(1, others + 1):
            self.setColumnWidth(column, each)
        self.setColumnWidth(0, width - each * others)
        self.resizeRowsToContents()
        rows = self.verticalHeader()
        for number in range(self.rowCount()):
            self.setRowHeight(number, rows.sectionSize(number) + ROOM)
        self.setFixedHeight(rows.length() + self.horizontalHeader().sizeHint().height())

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
