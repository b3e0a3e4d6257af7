"""Rows of lists that are pressed to open something: a visit, a company, a question."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from klimabesog.casework.views import VisitRow
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Badge, Text, hbox, vbox
from klimabesog.desktop.words import count_findings, visit_status, when
from klimabesog.values.texts import _

LOWEST = 44


class RowButton(QAbstractButton):
    """A whole row as one button: a title, a line below it, and widgets at the right."""

    def __init__(self, title: str, line: str, *right: QWidget):
        super().__init__()
        self.setAccessibleName(f"{title}. {line}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(LOWEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = self._row = hbox(self, 12)
        layout.setContentsMargins(12, 9, 12, 9)
        words = vbox(spacing=0)
        for text, role, tone in ((title, "strong", ""), (line, "small", "muted")):
            if text:
                label = Text(text, role, tone)
                label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                words.addWidget(label)
        layout.addLayout(words, 1)
        for widget in right:
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:
        hint = self._row.sizeHint()
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


def visit_row(row: VisitRow, *, company: bool = True) -> RowButton:
    """A visit as a row; with `company` its name comes first, else the date."""
    text, tone = visit_status(row)
    date = when(row.date, row.time)
    progress = _("{n} af {m} spørgsmål").format(n=row.answered, m=row.total) if row.total else ""
    title, first = (row.company_name, date) if company else (date, "")
    line = " · ".join(part for part in (first, progress) if part)
    badges = [Badge(count_findings(row.findings), "warn")] if row.findings else []
    return RowButton(title, line, *badges, Badge(text, tone))
