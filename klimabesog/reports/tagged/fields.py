"""Fields to fill in on paper or on screen: boxes, ticks, choices and a place to sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from .canvas import TaggedCanvas
from .reportlab_private import Array, Dictionary, Name, String, add_object, drawn_object

MULTILINE, RADIO, NO_TOGGLE_TO_OFF = 1 << 12, 1 << 15, 1 << 14
EDGE = "#8a9692"
BOX = 10.0
"""The side of a box to tick, in points."""


class Field(Flowable):  # type: ignore[misc]
    """A field in a thin frame. `name` names it in the file, once in a document; `spoken` is read aloud."""

    def __init__(self, name: str, spoken: str, height: float, *, edge: str = EDGE, after: float = 8) -> None:
        super().__init__()
        self.name, self.spoken, self.height, self.edge, self.spaceAfter = name, spoken, height, edge, after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with canvas.artifact():
            canvas.setStrokeColor(HexColor(self.edge))
            canvas.setLineWidth(0.8)
            self.draw_frame(canvas)
        appearance = Dictionary({"N": drawn_object(canvas, self.width, self.height)})
        entries = {"T": String(self.name), "AP": appearance, **self.entries()}
        canvas.field(canvas.widget((0, 0, self.width, self.height), self.spoken, **entries))

    def draw_frame(self, canvas: TaggedCanvas) -> None:
        """What is printed of the field."""
        canvas.roundRect(0, 0, self.width, self.height, 3, stroke=1, fill=0)

    def entries(self) -> dict[str, Any]:
        """What the kind of field adds to its dictionary."""
        raise NotImplementedError


class TextField(Field):
    """A text of one line, or of several when `lines` is more than one."""

    def __init__(self, name: str, spoken: str, lines: int = 1, **kwargs: Any) -> None:
        super().__init__(name, spoken, 22.0 if lines == 1 else 18.0 * lines + 4, **kwargs)
        self.lines = lines

    def entries(self) -> dict[str, Any]:
        flags = MULTILINE if self.lines > 1 else 0
        return {"FT": Name("Tx"), "Ff": flags, "V": String(""), "DA": String("/Helv 10 Tf 0 0 0 rg")}


class LinedField(TextField):
    """A text to write on ruled lines by hand, or to type."""

    def draw_frame(self, canvas: TaggedCanvas) -> None:
        step = self.height / self.lines
        for line in range(self.lines):
            canvas.line(0, line * step + 2, self.width, line * step + 2)


class SignatureField(Field):
    """A place to sign: a line for the pen, and a field for a digital signature."""

    def entries(self) -> dict[str, Any]:
        return {"FT": Name("Sig")}

    def draw_frame(self, canvas: TaggedCanvas) -> None:
        canvas.line(0, 0.4, self.width, 0.4)


class Choices(Flowable):  # type: ignore[misc]
    """Boxes to tick, each with its words, beside each other or beneath. One answer (`single`) or any number.

    `style` is that of the words.
    """

    def __init__(
        self,
        name: str,
        spoken: str,
        options: Sequence[str],
        style: Any,
        *,
        single: bool,
        edge: str = EDGE,
        after: float = 8,
    ) -> None:
        super().__init__()
        self.name, self.spoken, self.options, self.style = name, spoken, options, style
        self.single, self.edge, self.spaceAfter = single, edge, after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.rows = self._rows(width)
        self.height = len(self.rows) * self._step()
        return width, self.height

    def _step(self) -> float:
        return max(float(self.style.leading), BOX) + 4

    def _rows(self, width: float) -> list[list[tuple[float, int, list[str]]]]:
        """(x, option, lines of it) row by row; an option wider than the field takes several rows."""
        rows: list[list[tuple[float, int, list[str]]]] = []
        used = width
        for number, words in enumerate(self.options):
            lines = _lines(words, self.style, width - BOX - 6)
            wide = BOX + 6 + _widest(lines, self.style)
            if used + wide > width or len(lines) > 1:
                rows.append([])
                used = 0.0
            rows[-1].append((used, number, lines))
            used += wide + 16
            rows += [[] for _ in lines[1:]]
            used = width if len(lines) > 1 else used
        return rows

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        self.parent = self._parent(canvas) if self.single else None
        self.boxes: list[Any] = []
        for row, places in enumerate(self.rows):
            for x, number, lines in places:
                self._draw_option(canvas, x, self.height - row * self._step(), number, lines)
        if self.parent is not None:
            self.parent["Kids"] = Array(self.boxes)

    def _parent(self, canvas: TaggedCanvas) -> Any:
        entries = {"FT": Name("Btn"), "Ff": RADIO | NO_TOGGLE_TO_OFF, "T": String(self.name)}
        parent = Dictionary(entries | {"TU": String(self.spoken), "V": Name("Off")})
        self.reference = add_object(canvas, parent)
        canvas.field(self.reference)
        return parent

    def _draw_option(self, canvas: TaggedCanvas, x: float, top: float, number: int, lines: list[str]) -> None:
        style = self.style
        base = top - style.fontSize - 2
        box = (x, base - 1.5, x + BOX, base - 1.5 + BOX)
        with canvas.artifact():
            canvas.setStrokeColor(HexColor(self.edge))
            canvas.setLineWidth(0.8)
            canvas.roundRect(*box[:2], BOX, BOX, BOX / 2 if self.single else 1.5, stroke=1, fill=0)
        self._draw_widget(canvas, box, number)
        with canvas.mark(canvas.element("P")):
            canvas.setFont(style.fontName, style.fontSize)
            canvas.setFillColor(style.textColor)
            for step, line in enumerate(lines):
                canvas.drawString(x + BOX + 6, base - step * self._step(), line + " ")

    def _draw_widget(self, canvas: TaggedCanvas, box: Sequence[float], number: int) -> None:
        states = {"Off": drawn_object(canvas, BOX, BOX), f"Valg{number + 1}": self._ticked(canvas)}
        entries: dict[str, Any] = {
            "AS": Name("Off"),
            "AP": Dictionary({"N": Dictionary(states)}),
        }
        if self.single:
            entries["Parent"] = self.reference
        else:
            own = {"FT": Name("Btn"), "T": String(f"{self.name}.{number + 1}"), "V": Name("Off")}
            entries |= own
        spoken = f"{self.spoken}: {self.options[number]}"
        reference = canvas.widget(box, spoken, **entries)
        if self.single:
            self.boxes.append(reference)
        else:
            canvas.field(reference)

    def _ticked(self, canvas: TaggedCanvas) -> Any:
        return drawn_object(canvas, BOX, BOX, "0 0 0 RG 1.6 w 1 J 2.2 5.2 m 4.3 2.8 l 7.9 7.6 l S")


def _lines(words: str, style: Any, width: float) -> list[str]:
    from reportlab.lib.utils import simpleSplit

    return list(simpleSplit(words, style.fontName, style.fontSize, width)) or [""]


def _widest(lines: Sequence[str], style: Any) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return max(float(stringWidth(line, style.fontName, style.fontSize)) for line in lines)


class Ruled(Flowable):  # type: ignore[misc]
    """Lines to write on by hand: decoration to a reader."""

    def __init__(self, lines: int, *, step: float = 22, colour: str = EDGE, after: float = 8) -> None:
        super().__init__()
        self.lines, self.step, self.colour, self.spaceAfter = lines, step, colour, after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self.lines * self.step
        return width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        fitting = int(height // self.step)
        if not 0 < fitting < self.lines:
            return [] if fitting < 1 else [self]
        return [
            Ruled(lines, step=self.step, colour=self.colour, after=self.spaceAfter)
            for lines in (fitting, self.lines - fitting)
        ]

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with canvas.artifact():
            canvas.setStrokeColor(HexColor(self.colour))
            canvas.setLineWidth(0.6)
            for number in range(self.lines):
                canvas.line(0, number * self.step + 0.3, self.width, number * self.step + 0.3)
