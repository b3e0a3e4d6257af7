"""A slider that has no value until it is touched, with ticks; scrolling the page never moves it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider

from klimabesog.desktop.theme.colors import colors_of

MOST_TICKS = 24
_KNOB = 10


class Slider(QSlider):
    """Whole steps from 0 to `steps`.

    Signals:
        touched(): the value was set by a person (it may be the same as before).
        done(): the knob was let go, or a key was pressed.
        next_wanted(int): Enter.
    """

    touched = Signal()
    done = Signal()
    next_wanted = Signal(int)

    def __init__(self, name: str, steps: int, *, ticks: bool = True):
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setRange(0, max(1, steps))
        self.setPageStep(max(1, steps // 10))
        self.setMinimumHeight(40)
        self.setMinimumWidth(120)
        self.setMaximumWidth(420)
        self._ticks = ticks and steps <= MOST_TICKS
        self.empty = True

    def _at(self, event: QMouseEvent) -> int:
        room = max(1, self.width() - 2 * _KNOB)
        share = min(1.0, max(0.0, (event.position().x() - _KNOB) / room))
        return round(share * self.maximum())

    def _touch(self, position: int) -> None:
        self.empty = False
        self.setValue(position)
        self.update()
        self.touched.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._touch(self._at(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._touch(self._at(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.done.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        steps = {
            keys.Key_Right: 1, keys.Key_Left: -1, keys.Key_Plus: 1, keys.Key_Minus: -1,
            keys.Key_PageUp: self.pageStep(), keys.Key_PageDown: -self.pageStep(),
        }  # fmt: skip
        key = event.key()
        if key in (keys.Key_Return, keys.Key_Enter, keys.Key_Down, keys.Key_Up):
            self.next_wanted.emit(-1 if key == keys.Key_Up else 1)
        elif key in (keys.Key_Home, keys.Key_End):
            self._touch(0 if key == keys.Key_Home else self.maximum())
            self.done.emit()
        elif key in steps:
            self._touch(self.value() if self.empty else self.value() + steps[keys(key)])
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        middle = self.height() / 2
        room = self.width() - 2 * _KNOB
        if self._ticks:
            painter.setPen(QPen(QColor(colors.edge), 1))
            for step in range(self.maximum() + 1):
                x = _KNOB + room * step / self.maximum()
                painter.drawLine(QPointF(x, middle + 9), QPointF(x, middle + 14))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.edge))
        painter.drawRoundedRect(QRectF(_KNOB, middle - 2, room, 4), 2, 2)
        x = _KNOB + room * self.value() / self.maximum()
        ink = QColor(colors.accent if self.isEnabled() else colors.muted)
        if not self.empty:
            painter.setBrush(ink)
            painter.drawRoundedRect(QRectF(_KNOB, middle - 2, x - _KNOB, 4), 2, 2)
        painter.setPen(QPen(QColor(colors.edge) if self.empty else ink, 2))
        painter.setBrush(QColor(colors.surface) if self.empty else ink)
        painter.drawEllipse(QPointF(x, middle), _KNOB - 2, _KNOB - 2)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 4, -1, -4), 8, 8)
