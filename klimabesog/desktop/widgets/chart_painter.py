"""Draws a chart's shapes with QPainter: the typeface that its texts are measured in, and the shapes one by one."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication

from klimabesog.casework.charts import Chart, Label, Line, Palette, Polygon, Rect

POINTS = 10.3
"""So many points of a chart are as high as the window's body text: its 9-point labels are as large as small text."""
DRAWN_AT = 32
"""Pixels that letters are measured and drawn at before they are scaled."""


def pixels_per_point() -> float:
    """How much larger a chart is drawn on screen than its points say; follows the text size."""
    return QApplication.font().pixelSize() / POINTS


def text_width(text: str, size: float, bold: bool) -> float:
    """Width in points of a text in the window's typeface."""
    return _width(QApplication.font().family(), text, bold) * size


@lru_cache(maxsize=4096)
def _width(family: str, text: str, bold: bool) -> float:
    """Width of a text at size 1."""
    return QFontMetricsF(_font(family, bold)).horizontalAdvance(text) / DRAWN_AT


@lru_cache(maxsize=4)
def _font(family: str, bold: bool) -> QFont:
    font = QFont(family)
    font.setPixelSize(DRAWN_AT)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def paint_chart(painter: QPainter, chart: Chart, palette: Palette) -> None:
    """Draw a chart with its upper left corner at the painter's origin, one unit a point."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in chart.shapes:
        if isinstance(shape, Rect):
            _rect(painter, shape, palette)
        elif isinstance(shape, Line):
            _line(painter, shape, palette)
        elif isinstance(shape, Polygon):
            _polygon(painter, shape, palette)
        else:
            _label(painter, shape, palette)


def _rect(painter: QPainter, shape: Rect, palette: Palette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.of(shape.fill)))
    painter.drawRoundedRect(QRectF(shape.x, shape.y, shape.width, shape.height), shape.radius, shape.radius)


def _line(painter: QPainter, shape: Line, palette: Palette) -> None:
    pen = QPen(QColor(palette.of(shape.colour)), shape.thickness)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if shape.dash:
        pen.setDashPattern([shape.dash / shape.thickness] * 2)
    painter.setPen(pen)
    painter.drawLine(QLineF(shape.x0, shape.y0, shape.x1, shape.y1))


def _polygon(painter: QPainter, shape: Polygon, palette: Palette) -> None:
    edge = QPen(QColor(palette.of(shape.edge)), shape.thickness) if shape.edge else Qt.PenStyle.NoPen
    painter.setPen(edge)
    painter.setBrush(QColor(palette.of(shape.fill)) if shape.fill else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape.points]))


def _label(painter: QPainter, shape: Label, palette: Palette) -> None:
    family = QApplication.font().family()
    wide = _width(family, shape.text, shape.bold) * shape.size
    painter.save()
    painter.translate(shape.x - {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor], shape.y)
    painter.scale(shape.size / DRAWN_AT, shape.size / DRAWN_AT)
    painter.setFont(_font(family, shape.bold))
    painter.setPen(QColor(palette.of(shape.colour)))
    painter.drawText(QPointF(0, 0), shape.text)
    painter.restore()
