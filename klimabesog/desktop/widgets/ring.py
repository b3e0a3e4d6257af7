"""Draws the progress ring of a chapter, how much of it is answered, and the check mark of a finished one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


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
