"""Draws a chart into the PDF, tagged as a figure with its alternative text."""

from __future__ import annotations

from reportlab.lib.colors import HexColor

from klimabesog.reports.tagged.canvas import TaggedCanvas
from klimabesog.reports.tagged.flowables import Figure
from klimabesog.reports.theme import REGULAR, SEMIBOLD

from .shapes import Chart, Label, Line, Rect


class ChartFigure(Figure):
    """A chart as a flowable."""

    def __init__(self, chart: Chart, *, before: float = 0, after: float = 0) -> None:
        super().__init__(chart.width, chart.height, chart.alternative)
        self.chart, self.spaceBefore, self.spaceAfter = chart, before, after

    def paint(self, canvas: TaggedCanvas) -> None:
        for shape in self.chart.shapes:
            if isinstance(shape, Rect):
                self._rect(canvas, shape)
            elif isinstance(shape, Line):
                self._line(canvas, shape)
            else:
                self._label(canvas, shape)

    def _rect(self, canvas: TaggedCanvas, shape: Rect) -> None:
        canvas.setFillColor(HexColor(shape.fill))
        y = self.height - shape.y - shape.height
        if shape.radius:
            canvas.roundRect(shape.x, y, shape.width, shape.height, shape.radius, stroke=0, fill=1)
        else:
            canvas.rect(shape.x, y, shape.width, shape.height, stroke=0, fill=1)

    def _line(self, canvas: TaggedCanvas, shape: Line) -> None:
        canvas.setStrokeColor(HexColor(shape.colour))
        canvas.setLineWidth(shape.thickness)
        canvas.line(shape.x0, self.height - shape.y0, shape.x1, self.height - shape.y1)

    def _label(self, canvas: TaggedCanvas, shape: Label) -> None:
        canvas.setFillColor(HexColor(shape.colour))
        canvas.setFont(SEMIBOLD if shape.bold else REGULAR, shape.size)
        draw = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
        draw[shape.anchor](shape.x, self.height - shape.y, shape.text)
