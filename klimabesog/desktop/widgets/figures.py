"""Key figures: a card with a caption and one big number; the six-step track; a bar towards a target."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.ring import paint_mark

STEP_WIDTH = 180


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


class StepDot(QWidget):
    """The round mark of a step: its number, or a check mark when done."""

    def __init__(self, number: int, state: str):
        super().__init__()
        self._number, self._state = number, state
        self.setFixedSize(QSize(38, 38))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        box = QRectF(4, 4, 30, 30)
        if self._state == "gennemfoert":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent))
            painter.drawEllipse(box)
            paint_mark(painter, box, colors.on_accent)
            return
        now = self._state == "i_gang"
        if now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawEllipse(self.rect())
        painter.setBrush(QColor(colors.surface))
        painter.setPen(QPen(QColor(colors.accent if now else colors.edge), 2 if now else 1.5))
        painter.drawEllipse(box)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colors.accent if now else colors.muted))
        mark = "–" if self._state == "sprunget_over" else str(self._number)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark)


class StepTrack(Frame):
    """The six steps in a row: (number, title, state, note)."""

    def __init__(self) -> None:
        super().__init__("card", margins=(16, 12, 12, 14))
        box = QWidget()
        self._flow = FlowLayout(box, spacing=10, column_width=STEP_WIDTH, even=True)
        self.add(box)

    def show_steps(self, steps: Sequence[tuple[int, str, str, str]]) -> None:
        """Draw the track anew."""
        empty(self._flow)
        for number, title, state, note in steps:
            self._flow.addWidget(_step(number, title, state, note))


def _step(number: int, title: str, state: str, note: str) -> QWidget:
    box = QWidget()
    layout = hbox(box, 9)
    layout.addWidget(StepDot(number, state), 0, Qt.AlignmentFlag.AlignTop)
    words = vbox(spacing=1)
    words.addWidget(Text(title, "strong", wrap=len(title.split()) > 1))
    words.addWidget(Text(note, "small", "muted"))
    layout.addLayout(words, 1)
    box.setAccessibleName(f"{number}. {title}: {note}")
    return box


class TargetBar(QWidget):
    """Done and proposed as shares (0-1) of the target."""

    def __init__(self) -> None:
        super().__init__()
        self._done = self._proposed = 0.0
        self.setFixedHeight(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, done: float, proposed: float) -> None:
        """`proposed` includes what is done."""
        self._done, self._proposed = done, proposed
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colors = colors_of(self)
        for share, color in (
            (1.0, colors.raised),
            (self._proposed, colors.accent_line),
            (self._done, colors.accent),
        ):
            width = self.width() * min(1.0, share)
            if width > 0:
                painter.setBrush(QColor(color))
                painter.drawRoundedRect(QRectF(0, 1, max(width, 8), 8), 4, 4)
