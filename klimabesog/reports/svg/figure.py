"""A drawing on the page, as lines and surfaces."""

from __future__ import annotations

from reportlab.lib.colors import HexColor

from klimabesog.reports.svg.drawing import Drawing, Shape
from klimabesog.reports.tagged.canvas import TaggedCanvas
from klimabesog.reports.tagged.flowables import Figure

EVEN_ODD, NON_ZERO = 0, 1
"""reportlab's fill modes."""


class DrawingFigure(Figure):
    """A drawing as wide and high as it fits into a box, with its alternative text."""

    def __init__(self, drawing: Drawing, width: float, height: float, alternative: str) -> None:
        self.drawing, self.scale = drawing, min(width / drawing.width, height / drawing.height)
        super().__init__(drawing.width * self.scale, drawing.height * self.scale, alternative)

    def paint(self, canvas: TaggedCanvas) -> None:
        for shape in self.drawing.shapes:
            self._paint(canvas, shape)

    def _paint(self, canvas: TaggedCanvas, shape: Shape) -> None:
        path = canvas.beginPath()
        for kind, points in shape.ops:
            numbers = [n for p in points for n in (p.real * self.scale, self.height - p.imag * self.scale)]
            draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}[kind]
            draw(*numbers)
        if shape.fill:
            canvas.setFillColor(HexColor(shape.fill))
        if shape.stroke:
            canvas.setStrokeColor(HexColor(shape.stroke))
            canvas.setLineWidth(shape.width * self.scale)
        mode = EVEN_ODD if shape.even_odd else NON_ZERO
        canvas.drawPath(path, stroke=int(bool(shape.stroke)), fill=int(bool(shape.fill)), fillMode=mode)
