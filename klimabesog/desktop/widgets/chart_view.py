"""A chart on screen, made anew for every width, with its words for a screen reader and its numbers as a table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from klimabesog.casework.charts import Chart, Drawing, Picture
from klimabesog.desktop.theme.chart_colors import chart_palette
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Frame, Text, hbox, show_if
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.chart_painter import paint_chart, pixels_per_point, text_width
from klimabesog.desktop.widgets.numbers_table import NumbersTable
from klimabesog.values.texts import _

LEAST_POINTS = 170.0
"""A chart is never made narrower than this; a narrower window shrinks it as a picture."""
STEP = 4
"""Charts are made for every so many points, so that drawing a window's edge does not make a new one for each pixel."""
EDGE = 6
"""Pixels around the chart for the mark of the focus."""
KEPT = 8
"""Layouts ask for the heights of several widths before they settle."""


class ChartView(QWidget):
    """The chart alone; takes the focus by Tab, and is read out as its title and its words."""

    def __init__(self) -> None:
        super().__init__()
        self._draw: Drawing = lambda _width, _measure: None
        self._made: dict[tuple[float, float, str], Chart | None] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chart(self, title: str, draw: Drawing) -> bool:
        """Show another chart; False when there are no numbers for it."""
        self._draw = draw
        self._made.clear()
        chart = self.chart(self.sizeHint().width())
        self.setAccessibleName(title)
        self.setAccessibleDescription(chart.alternative if chart else "")
        self.updateGeometry()
        self.update()
        return chart is not None

    def chart(self, width: int | None = None) -> Chart | None:
        """The chart as it is for a width in pixels, that of the widget when none is given."""
        scale = pixels_per_point()
        points = max(LEAST_POINTS, ((self.width() if width is None else width) - 2 * EDGE) / scale // STEP * STEP)
        key = (points, scale, self.font().family())
        if key not in self._made:
            if len(self._made) >= KEPT:
                self._made.clear()
            self._made[key] = self._draw(points, text_width)
        return self._made[key]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        chart = self.chart(width)
        return round(chart.height * pixels_per_point() * self._shrunk(width)) + 2 * EDGE if chart else 0

    def sizeHint(self) -> QSize:
        return QSize(520, self.heightForWidth(520))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 20)

    @staticmethod
    def _shrunk(width: int) -> float:
        """The share that a chart is drawn at because there is less room than it can be made for."""
        return min(1.0, (width - 2 * EDGE) / (LEAST_POINTS * pixels_per_point()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.updateGeometry()
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        chart = self.chart()
        if chart is None:
            return
        painter = QPainter(self)
        colors = colors_of(self)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        scale = pixels_per_point() * self._shrunk(self.width())
        painter.translate(EDGE, EDGE)
        painter.scale(scale, scale)
        paint_chart(painter, chart, chart_palette(colors))


class ChartCard(Frame):
    """A chart on a card: title, chart, how to read it, and "Vis tallene". Hidden while there is nothing to draw."""

    def __init__(self, picture: Picture | None = None):
        super().__init__("card", margins=(18, 14, 18, 12))
        self.title, self.view, self.note = Text("", "heading"), ChartView(), Text("", "small", "muted")
        self.button = Button(_("Vis tallene"), kind="link")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._show_numbers)
        self.add(self.title, self.view, self.note)
        foot = hbox()
        foot.addWidget(self.button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.table: NumbersTable | None = None
        self.body.addStretch(1)
        self.has_chart = False
        self.show_picture(picture)

    def show_picture(self, picture: Picture | None) -> None:
        """Show another chart, or none."""
        if picture is not None:
            self.title.setText(picture.title)
            self.note.setText(picture.note)
            show_if(self.note, bool(picture.note))
        self.has_chart = picture is not None and self.view.show_chart(picture.title, picture.draw)
        self._show_numbers(self.button.isChecked())
        show_if(self, self.has_chart)

    def _show_numbers(self, on: bool) -> None:
        """The table beneath, made when it is asked for."""
        if self.table is not None:
            self.body.removeWidget(self.table)
            self.table.deleteLater()
            self.table = None
        words = _("Skjul tallene") if on else _("Vis tallene")
        self.button.setText(words)
        self.button.setAccessibleName(f"{words}: {self.title.text()}")
        if on and (chart := self.view.chart()) is not None:
            self.table = NumbersTable(self.title.text(), chart.numbers)
            self.body.insertWidget(self.body.count() - 1, self.table)
