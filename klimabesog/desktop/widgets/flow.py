"""A layout that sets its widgets side by side and wraps to the next line when there is no room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then the next line.

    With `column_width` every item gets equal columns at least that wide, and as wide as the widest item needs;
    `even` fills all lines alike (six items: 6, 3 + 3 or 2 + 2 + 2).
    """

    def __init__(
        self, parent: QWidget | None = None, *, spacing: int = 8, column_width: int = 0, even: bool = False
    ):
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # for each width; layouts around ask many times
        self._column_width = column_width
        self._even = even
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(h.width() for h in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((h.height() for h in hints), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Lay the items out in `rect`; the height they need."""
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max(self._item_height(item, width) for item, width in line)
            x = rect.x()
            for item, width in line:
                if move:
                    item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
                x += width + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    @staticmethod
    def _item_height(item: QLayoutItem, width: int) -> int:
        return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        lines: list[list[tuple[QLayoutItem, int]]] = []
        used = room + 1
        for item, width in self._widths(room):
            if lines and used + self.spacing() + width <= room:
                lines[-1].append((item, width))
                used += self.spacing() + width
            else:
                lines.append([(item, width)])
                used = width
        return lines

    def _widths(self, room: int) -> list[tuple[QLayoutItem, int]]:
        items = self._shown()
        if not self._column_width:
            return [(item, min(item.sizeHint().width(), max(room, 1))) for item in items]
        if (line := self._one_line(items, room)) is not None:
            return line
        columns = self._columns(items, room)
        width = (room - self.spacing() * (columns - 1)) // columns
        return [(item, width) for item in items]

    def _one_line(self, items: list[QLayoutItem], room: int) -> list[tuple[QLayoutItem, int]] | None:
        """All on one line, each as wide as it needs and a like share of the rest; None when they do not fit."""
        least = [item.minimumSize().width() for item in items]
        spare = room - sum(least) - self.spacing() * (len(items) - 1)
        if not items or spare < 0 or room / len(items) < self._column_width * (1.0 if self._even else 0.8):
            return None
        even = (room - self.spacing() * (len(items) - 1)) // len(items)
        if max(least) <= even:
            return [(item, even) for item in items]
        return [(item, width + spare // len(items)) for item, width in zip(items, least, strict=True)]

    def _columns(self, items: list[QLayoutItem], room: int) -> int:
        """How many columns fit."""
        if not items:
            return 1
        least = max([self._column_width, *(item.minimumSize().width() for item in items)])
        columns = max(1, min(len(items), (room + self.spacing()) // (least + self.spacing())))
        while self._even and len(items) % columns:
            columns -= 1
        return columns
