"""A figure that can be asked where it comes from: the figure itself is the button, with a dotted line beneath it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.theme.metrics import TARGET
from klimabesog.desktop.widgets.base import Frame, Text, hbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.figures import KeyFigure
from klimabesog.values.texts import _

SIDE = 6


class Explained(QAbstractButton):
    """A widget with a figure in it as a button; `figure` is the label that is underlined."""

    def __init__(self, inner: QWidget, figure: QLabel):
        super().__init__()
        self._figure = figure
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(_("Hvor kommer tallet fra?"))
        inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = hbox(self, 0)
        self._row.setContentsMargins(SIDE, 0, SIDE, 0)
        self._row.addWidget(inner)

    def when_asked(self, act: Callable[[], object]) -> None:
        """What pressing it does."""
        self.clicked.connect(lambda _checked=False: act())

    def describe(self, words: str) -> None:
        """What it is called to who can't see it: "Besparelse 16.107 kr. om året"."""
        spoken = " ".join(words.replace("/år", _(" om året")).split())
        self.setAccessibleName(_("{number}, vis hvor tallet kommer fra").format(number=spoken))

    def sizeHint(self) -> QSize:
        hint = self._row.sizeHint()
        return QSize(hint.width(), max(TARGET, hint.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        box = self.rect().toRectF().adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(box, 7, 7)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawRoundedRect(box, 7, 7)
        self._underline(painter, colors.edge)

    def _underline(self, painter: QPainter, color: str) -> None:
        """Dots beneath the figure, on the line where its letters stand."""
        label = self._figure
        corner = label.mapTo(self, label.rect().topLeft())
        text = label.fontMetrics()
        bottom = corner.y() + (label.height() + text.ascent() - text.descent()) / 2 + 3
        pen = QPen(QColor(color), 1.4, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        end = corner.x() + min(label.width(), text.horizontalAdvance(label.text()))
        painter.drawLine(QPointF(corner.x(), bottom), QPointF(end, bottom))


class ExplainedText(Explained):
    """A figure in a line or a table; `caption` says what it is, to who can't see the line.

    `top`: it stands at the top of its cell, as the texts beside it do.
    """

    def __init__(self, figure: str, caption: str, role: str = "body", tone: str = "", *, top: bool = False):
        label = Text(figure, role, tone, wrap=False)
        super().__init__(label, label)
        if top:
            self._row.setAlignment(label, Qt.AlignmentFlag.AlignTop)
        self.describe(f"{caption} {figure}")


class ExplainedFigure(Explained):
    """A key figure: a caption, and below it the number with its unit."""

    def __init__(self, caption: str, *, small: bool = False, tone: str = ""):
        self.shown = KeyFigure(caption, small=small, tone=tone)
        super().__init__(self.shown, self.shown.number)

    def show_figure(self, figure: str, unit: str = "", extra: str = "", caption: str | None = None) -> None:
        """Show texts that are already formatted."""
        self.shown.show_figure(figure, unit, extra, caption)
        self.describe(self.shown.accessibleName().replace(":", "", 1))


class ExplainedCard(Frame):
    """Such a key figure on its own card."""

    def __init__(self, caption: str):
        super().__init__("card", margins=(12, 10, 12, 12))
        self.figure = ExplainedFigure(caption)
        self.body.addWidget(self.figure)
        self.body.addStretch(1)


class WhyButton(Button):
    """Beside a sentence with several numbers: where they come from."""

    def __init__(self, asked: Callable[[], object], words: str = ""):
        super().__init__(kind="icon", icon="info", tip=_("Hvor kommer tallene fra?"))
        self.clicked.connect(lambda _checked=False: asked())
        self.describe(words)

    def describe(self, words: str) -> None:
        """The sentence that it stands beside."""
        beside = _("{words} Vis hvor tallene kommer fra"), _("{words}, vis hvor tallene kommer fra")
        said = beside[0 if words.endswith(".") else 1]
        self.setAccessibleName(said.format(words=words))
