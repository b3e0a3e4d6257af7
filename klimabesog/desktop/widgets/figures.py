"""Key figures: a card with a caption and one big number; a bar towards a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Frame, Text, hbox, show_if, vbox

if TYPE_CHECKING:
    from klimabesog.casework.steps.target import Target


class KeyFigure(QWidget):
    """A caption and a figure with its unit, e.g. "Besparelse" / "ca. 75.000" "kr./år"."""

    def __init__(self, caption: str, *, small: bool = False, tone: str = ""):
        super().__init__()
        self._caption = Text(caption, "small", "muted", wrap=False)
        self._figure = Text("", "figure-small" if small else "figure", tone, wrap=False)
        self._unit = Text("", "body", "", wrap=False)
        self._extra = Text("", "small", "muted", wrap=False)
        layout = vbox(self, 1)
        layout.addWidget(self._caption)
        line = hbox(spacing=6)
        for label in (self._figure, self._unit, self._extra):
            line.addWidget(label, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addStretch(1)
        layout.addLayout(line)

    @property
    def number(self) -> QLabel:
        """The label of the figure alone."""
        return self._figure

    def show_figure(self, figure: str, unit: str = "", extra: str = "", caption: str | None = None) -> None:
        """Show texts that are already formatted."""
        if caption is not None:
            self._caption.setText(caption)
        for label, text in ((self._figure, figure), (self._unit, unit), (self._extra, extra)):
            label.setText(text)
            show_if(label, bool(text))
        self.setAccessibleName(f"{self._caption.text()}: {figure} {unit} {extra}".strip())


class FigureCard(Frame):
    """A key figure on its own card."""

    def __init__(self, caption: str):
        super().__init__("card", margins=(18, 14, 18, 16))
        self.figure = KeyFigure(caption)
        self.body.addWidget(self.figure)
        self.body.addStretch(1)


class TargetBar(QWidget):
    """How far it is to the target, from nothing to the target itself or what is proposed beyond it.

    Always beside a sentence that says the same: the bar alone says nothing to who can't tell its colours apart.
    """

    def __init__(self) -> None:
        super().__init__()
        self._target: Target | None = None
        self.setFixedHeight(16)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_target(self, target: Target) -> None:
        """Show other shares."""
        self._target = target
        self.setAccessibleName(target.sentence)
        self.setToolTip(target.sentence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        target = self._target
        if target is None or not target.share:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        whole = max(target.share, target.proposed, target.done)
        shares = ((whole, colors.raised), (target.proposed, colors.accent_line), (target.done, colors.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        for share, color in shares:
            width = self.width() * min(1.0, max(0.0, share) / whole)
            if width > 0:
                painter.setBrush(QColor(color))
                painter.drawRoundedRect(QRectF(0, 4, max(width, 8), 8), 4, 4)
        painter.setBrush(QColor(colors.text))
        at = min(self.width() - 2.0, self.width() * target.share / whole - 1)
        painter.drawRect(QRectF(at, 0, 2, 16))
