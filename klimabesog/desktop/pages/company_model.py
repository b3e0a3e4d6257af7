"""The company list as a table model: named columns, rows filled by the store's search."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from klimabesog.casework.views import CompanyRow
from klimabesog.values import danish
from klimabesog.values.texts import _

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, in order."""

    NAME = 0
    CVR = 1
    TOWN = 2
    BRANCH = 3
    EMPLOYEES = 4
    LAST_VISIT = 5


class CompanyModel(QAbstractTableModel):
    """Rows of companies; `row_at` hands out the value behind a line."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._rows: list[CompanyRow] = []
        self._heads = (_("Virksomhed"), _("CVR"), _("By"), _("Branche"), _("Ansatte"), _("Seneste besøg"))

    def show_rows(self, rows: Sequence[CompanyRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_at(self, index: Index) -> CompanyRow | None:
        """The company of a line."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.ToolTipRole and row.protected:
            return _("Reklamebeskyttet: må ikke kontaktes med reklame")
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == Column.EMPLOYEES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _text(row: CompanyRow, column: int) -> str:
    if column == Column.NAME:
        return f"{row.name} ({_('eksempel')})" if row.example else row.name
    if column == Column.CVR:
        return " ".join(row.cvr[i : i + 2] for i in range(0, len(row.cvr), 2))
    if column == Column.EMPLOYEES:
        return danish.format_number(row.employees) if row.employees is not None else ""
    if column == Column.LAST_VISIT:
        return danish.format_date(row.last_visit) if row.last_visit else "–"
    return row.town if column == Column.TOWN else row.branch
