"""Line icons from resources/icons, coloured from the palette; vector at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from klimabesog.values import resources


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return resources.path("resources", "icons", f"{name}.svg").read_text(encoding="utf-8")


def paint(painter: QPainter, name: str, box: QRectF, color: str) -> None:
    """Draw the icon into `box`; its strokes take the colour."""
    svg = _source(name).replace("currentColor", color)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, box)


def pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a pixmap of `size` logical pixels."""
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, name, QRectF(0, 0, size, size), color)
    painter.end()
    return picture


@lru_cache(maxsize=256)
@lru_cache(maxsize=256)
def icon(name: str, color: str, size: int, ratio: float = 2.0) -> QIcon:
    """The icon for a button; drawn at twice the size so that it stays sharp on dense screens."""
    return QIcon(pixmap(name, color, size, ratio))
