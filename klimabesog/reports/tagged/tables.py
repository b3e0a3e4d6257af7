"""Tables with header cells, spans and repeated headers, tagged through reportlab's own render hook."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from itertools import accumulate
from typing import Any

from reportlab.platypus.tables import TableRenderCB

from .reportlab_private import MeasuredTable, String, row_count, row_heights, table_spans
from .tree import Element

TALLEST_ROW = 700.0
"""A row taller than this (points, with the header above it) has no page it fits on, and may break."""


LONE_ROW = 120.0
"""A row lower than this (points) never stands alone, cut off from the rest of its table."""


class TaggedTable(MeasuredTable):
    """reportlab's table, except that a row breaks over pages only when it is taller than a page, and that no low row
    is left alone before or after the break.
    """

    def split(self, width: float, height: float) -> list[Any]:
        rows = row_heights(self, width, height)
        heads = sum(rows[: self.repeatRows])
        self.splitInRow = int(heads + _row_at(rows, height) > TALLEST_ROW)
        fitting = _fitting(rows, height)
        body = fitting - self.repeatRows
        left = row_count(self) - fitting
        if body == 1 and left > 1 and max(rows[fitting - 1 : fitting + 1]) < LONE_ROW:
            return []
        if body > 2 and left == 1 and rows[-1] < LONE_ROW:
            height = sum(rows[: fitting - 1]) + 0.01
        parts: list[Any] = super().split(width, height)
        return parts


def _fitting(rows: Sequence[float], height: float) -> int:
    """How many of the first rows fit into `height`."""
    return sum(reached <= height for reached in accumulate(rows))


def _row_at(rows: Sequence[float], height: float) -> float:
    """The height of the first row that does not fit into `height`."""
    for row in rows:
        height -= row
        if height < 0:
            return row
    return 0.0


def tagged_table(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    style: Any,
    *,
    header_rows: int = 1,
    header_columns: int = 0,
    summary: str = "",
    before: float = 0,
    after: float = 0,
) -> TaggedTable:
    """A table whose first rows are its header, repeated on each page; `header_columns` head the rows."""
    return TaggedTable(
        rows,
        colWidths=widths,
        style=style,
        repeatRows=header_rows,
        hAlign="LEFT",
        spaceBefore=before,
        spaceAfter=after,
        renderCB=_Tags(header_rows, header_columns, summary),
    )


class _Tags(TableRenderCB):  # type: ignore[misc]
    """Builds Table, THead, TBody, TR, TH and TD while the table is drawn, over all its pages."""

    def __init__(self, header_rows: int, header_columns: int, summary: str) -> None:
        self.header_rows, self.header_columns, self.summary = header_rows, header_columns, summary
        self.key = object()
        self._open: list[AbstractContextManager[Any]] = []

    def __call__(self, table: Any, command: str, *args: Any) -> None:
        getattr(self, command)(table, *args)

    def _enter(self, context: AbstractContextManager[Any]) -> None:
        context.__enter__()
        self._open.append(context)

    def _leave(self, *_: Any) -> None:
        self._open.pop().__exit__(None, None, None)

    def startTable(self, table: Any) -> None:
        canvas = table.canv
        self.continued = self.key in canvas.known
        attributes = {"O": "Table", "Summary": String(self.summary)} if self.summary else None
        self.table = canvas.element("Table", self.key, attributes=attributes)
        self.spans = table_spans(table)
        self._enter(canvas.within(self.table))

    def startBG(self, table: Any) -> None:
        self._enter(table.canv.artifact())

    startLines = startBG

    def startRow(self, table: Any, row: int) -> None:
        heads = row < self.header_rows
        if heads and self.continued:
            return self._enter(table.canv.artifact("Pagination"))
        self._enter(table.canv.within(Element("TR", self.table.child("THead" if heads else "TBody"))))

    def startCell(self, table: Any, row: int, column: int, value: Any, *_: Any) -> None:
        canvas, heads = table.canv, row < self.header_rows
        if heads and self.continued:
            return self._enter(canvas.artifact())
        scope = "Column" if heads else "Row" if column < self.header_columns else ""
        cell = Element(
            "TH" if scope else "TD", canvas.open[-1], attributes=self._attributes(scope, row, column)
        )
        marked = isinstance(value, str) and value
        self._enter(canvas.mark(cell) if marked else canvas.within(cell))

    def _attributes(self, scope: str, row: int, column: int) -> dict[str, Any]:
        columns, rows = self.spans.get((column, row), (1, 1))
        attributes: dict[str, Any] = {"Scope": scope} if scope else {}
        attributes |= {"ColSpan": columns} if columns > 1 else {}
        attributes |= {"RowSpan": rows} if rows > 1 else {}
        return {"O": "Table", **attributes} if attributes else {}

    endTable = endBG = endLines = endRow = endCell = _leave
