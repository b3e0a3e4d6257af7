"""A whole row of texts as one button: what lists, cards and folded rows are pressed by."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Text, hbox, vbox

LOWEST = 44


class PaintedRow(QAbstractButton):
    """The ground and the focus ring of such a button; fill `row`."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(LOWEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.row: QHBoxLayout = hbox(self, 12)
        self.row.setContentsMargins(12, 9, 12, 9)

    def sizeHint(self) -> QSize:
        hint = self.row.sizeHint()
        return QSize(hint.width(), max(LOWEST, hint.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        box = self.rect().toRectF().adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(box, 9, 9)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawRoundedRect(box, 9, 9)


class RowButton(PaintedRow):
    """A title, a line below it, and widgets at the right."""

    def __init__(self, title: str, line: str, *right: QWidget):
        super().__init__()
        self.setAccessibleName(f"{title}. {line}".strip())
        words = vbox(spacing=0)
        for text, role, tone in ((title, "strong", ""), (line, "small", "muted")):
            if text:
                words.addWidget(deaf(Text(text, role, tone)))
        self.row.addLayout(words, 1)
        for widget in right:
            self.row.addWidget(deaf(widget), 0, Qt.AlignmentFlag.AlignVCenter)


def deaf(widget: QWidget) -> QWidget:
    """The widget, leaving every press to the button it stands on."""
    widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return widget
