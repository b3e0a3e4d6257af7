"""The navigation rail at the left: five places, whole words, an icon each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from klimabesog.desktop.theme import icons
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import vbox


class RailButton(QAbstractButton):
    """One place of the rail: icon above its name."""

    def __init__(self, icon: str, text: str):
        super().__init__()
        self._icon = icon
        self._by_keys = False  # the ring is for those who move by keyboard
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        reasons = (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        self._by_keys = event.reason() in reasons
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._by_keys = False
        super().focusOutEvent(event)

    def _caption_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(font.pixelSize() * 0.82))
        return font

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._caption_font())
        width = max(82, metrics.horizontalAdvance("Virksomheder") + 12)
        return QSize(width, self._icon_size() + 12 + metrics.height() + 8)

    def _icon_size(self) -> int:
        return round(self.font().pixelSize() * 1.4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            fill = QColor(colors.rail_active)
            fill.setAlphaF(1.0 if self.isChecked() else 0.5)
            painter.setBrush(fill)
            painter.drawRoundedRect(box, 10, 10)
        if self._by_keys or (self.isChecked() and colors.rail == colors.ground):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.rail_text), 2))
            painter.drawRoundedRect(box, 10, 10)
        size = self._icon_size()
        icons.paint(painter, self._icon, QRectF((self.width() - size) / 2, 8, size, size), colors.rail_text)
        painter.setPen(QColor(colors.rail_text))
        painter.setFont(self._caption_font())
        painter.drawText(self.rect().adjusted(0, size + 10, 0, -4), Qt.AlignmentFlag.AlignCenter, self.text())


class NavRail(QWidget):
    """The rail; emits the key of the chosen place.

    Signals:
        chosen(str): the key of the place.
    """

    chosen = Signal(str)

    def __init__(self, places: Sequence[tuple[str, str, str]]):
        """`places`: (key, icon, text)."""
        super().__init__()
        self.setAccessibleName("Klimabesøg")
        self._buttons: dict[str, RailButton] = {}
        group = QButtonGroup(self)
        layout = vbox(self, 6)
        layout.setContentsMargins(5, 14, 5, 14)
        for key, icon, text in places:
            button = RailButton(icon, text)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            group.addButton(button)
            layout.addWidget(button)
            self._buttons[key] = button
        layout.addStretch(1)

    def show_chosen(self, key: str) -> None:
        """Mark the place without emitting."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def button(self, key: str) -> RailButton:
        """The button of a place."""
        return self._buttons[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = colors_of(self)
        painter.fillRect(self.rect(), QColor(colors.rail))
        if colors.rail == colors.ground:
            painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(colors.line))
