"""A sheet to write one's name or draw on, with mouse, finger or pen; what is drawn is kept as a PNG."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.png import png_of
from klimabesog.values.texts import _

PIXELS = 3  # a drawing is kept three times as fine as it is drawn
INK = "#1a2f3a"


class PenPad(QWidget):
    """White paper, whatever the colour scheme: a signature must read on a printed page.

    Signals:
        drawn(): the pen was lifted.
    """

    drawn = Signal()

    def __init__(self, name: str, height: int = 150):
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(height)
        self.setMinimumWidth(200)
        self.setMaximumWidth(520)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.strokes: list[list[tuple[QPointF, float]]] = []
        self._down = False

    def sizeHint(self) -> QSize:
        return QSize(420, self.height())

    @property
    def blank(self) -> bool:
        """Whether nothing is drawn."""
        return not self.strokes

    def wipe(self) -> None:
        """Take everything away."""
        self.strokes = []
        self._down = False
        self.update()

    def png(self) -> bytes:
        """What is drawn."""
        image = QImage(self.size() * PIXELS, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.scale(PIXELS, PIXELS)
        self._draw(painter)
        painter.end()
        return png_of(image)

    # --- the pen

    def _begin(self, at: QPointF, pressure: float = 0.5) -> None:
        self._down = True
        self.strokes.append([(at, pressure)])
        self.update()

    def _move(self, at: QPointF, pressure: float = 0.5) -> None:
        if self._down and self.strokes:
            edge = QRectF(self.rect())
            inside = QPointF(
                min(max(at.x(), edge.left()), edge.right()), min(max(at.y(), edge.top()), edge.bottom())
            )
            self.strokes[-1].append((inside, pressure))
            self.update()

    def _end(self) -> None:
        if self._down:
            self._down = False
            self.drawn.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        pressure = event.pressure() or 0.5
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position(), pressure)
        elif event.type() == QEvent.Type.TabletMove:
            self._move(event.position(), pressure)
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.points():
            point = event.points()[0].position()
            if event.type() == QEvent.Type.TouchBegin:
                self._begin(point)
            elif event.type() == QEvent.Type.TouchUpdate:
                self._move(point)
            else:
                self._end()
            event.accept()
            return True
        return super().event(event)

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        painter.setPen(QPen(QColor(colors.edge), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self.blank:
            painter.setPen(QColor("#5b6b75"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("Skriv eller tegn her"))
        self._draw(painter)

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in self.strokes:
            pressure = sum(step[1] for step in stroke) / len(stroke)
            pen = QPen(QColor(INK), 1.4 + 1.8 * pressure)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            if len(stroke) == 1:
                painter.drawPoint(stroke[0][0])
            else:
                painter.drawPolyline(QPolygonF([step[0] for step in stroke]))
