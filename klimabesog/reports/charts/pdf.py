"""Draws a chart into the PDF, tagged as a figure with its alternative text."""

from __future__ import annotations

from reportlab.lib.colors import HexColor

from klimabesog.reports.tagged.canvas import TaggedCanvas
from klimabesog.reports.tagged.flowables import Figure
from klimabesog.reports.theme import REGULAR, SEMIBOLD

from .palette import Palette
from .shapes import Chart, Label, Line, Polygon, Rect


class ChartFigure(Figure):
    """A chart as a flowable."""

    def __init__(
        self, chart: Chart, *, palette: Palette | None = None, before: float = 0, after: float = 0
    ) -> None:
        super().__init__(chart.width, chart.height, chart.alternative)
        self.chart, self.palette = chart, palette or Palette()
        self.spaceBefore, self.spaceAfter = before, after

    def paint(self, canvas: TaggedCanvas) -> None:
        for shape in self.chart.shapes:
            if isinstance(shape, Rect):
                self._rect(canvas, shape)
            elif isinstance(shape, Line):
                self._line(canvas, shape)
            elif isinstance(shape, Polygon):
                self._polygon(canvas, shape)
            else:
                self._label(canvas, shape)

    def _rect(self, canvas: TaggedCanvas, shape: Rect) -> None:
        canvas.setFillColor(HexColor(self.palette.of(shape.fill)))
        y = self.height - shape.y - shape.height
        if shape.radius:
            canvas.roundRect(shape.x, y, shape.width, shape.height, shape.radius, stroke=0, fill=1)
        else:
            canvas.rect(shape.x, y, shape.width, shape.height, stroke=0, fill=1)

    def _line(self, canvas: TaggedCanvas, shape: Line) -> None:
        canvas.setStrokeColor(HexColor(self.palette.of(shape.colour)))
        canvas.setLineWidth(shape.thickness)
        if shape.dash:
            canvas.setDash(shape.dash, shape.dash)
        canvas.line(shape.x0, self.height - shape.y0, shape.x1, self.height - shape.y1)
        if shape.dash:
            canvas.setDash()

    def _polygon(self, canvas: TaggedCanvas, shape: Polygon) -> None:
        path = canvas.beginPath()
        for number, (x, y) in enumerate(shape.points):
            (path.lineTo if number else path.moveTo)(x, self.height - y)
        path.close()
        if shape.fill:
            canvas.setFillColor(HexColor(self.palette.of(shape.fill)))
        if shape.edge:
            canvas.setStrokeColor(HexColor(self.palette.of(shape.edge)))
            canvas.setLineWidth(shape.thickness)
        canvas.drawPath(path, stroke=int(bool(shape.edge)), fill=int(bool(shape.fill)))

    def _label(self, canvas: TaggedCanvas, shape: Label) -> None:
        canvas.setFillColor(HexColor(self.palette.of(shape.colour)))
        canvas.setFont(SEMIBOLD if shape.bold else REGULAR, shape.size)
        draw = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
        draw[shape.anchor](shape.x, self.height - shape.y, shape.text)
