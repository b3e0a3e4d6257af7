"""Progress ring of a chapter: how much is answered; a full ring when all of it is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.theme.colors import colors_of


class ProgressRing(QWidget):
    """A small ring filled clockwise by `share` (0-1)."""

    def __init__(self, share: float = 0.0, size: int = 17):
        super().__init__()
        self._share = share
        self._size = size
        self.setFixedSize(QSize(size, size))

    def set_share(self, share: float) -> None:
        """Show another share."""
        if share != self._share:
            self._share = share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        paint_ring(painter, QRectF(0, 0, self._size, self._size), self._share, colors.accent, colors.line)


def paint_ring(painter: QPainter, box: QRectF, share: float, accent: str, ground: str) -> None:
    """Draw a ring into `box`."""
    width = box.width() * 0.26
    inner = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    pen = QPen(QColor(ground), width)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(inner)
    if share > 0:
        pen.setColor(QColor(accent))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(inner, 90 * 16, -round(min(share, 1.0) * 360 * 16))


def paint_mark(painter: QPainter, box: QRectF, color: str) -> None:
    """Draw a check mark into `box`."""
    pen = QPen(QColor(color), box.width() * 0.12, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    points = ((0.26, 0.53), (0.43, 0.69), (0.74, 0.34))
    corners = [QPointF(box.x() + a * box.width(), box.y() + b * box.height()) for a, b in points]
    painter.drawPolyline(QPolygonF(corners))
