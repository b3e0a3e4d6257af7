"""Key-figure cards and label pills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from klimabesog.reports import theme
from klimabesog.reports.tagged.boxes import draw_stack, stack_height
from klimabesog.reports.tagged.canvas import TaggedCanvas
from klimabesog.reports.tagged.flowables import Text
from klimabesog.reports.text import markup

GAP, PADDING = 8.0, 9.0


@dataclass(frozen=True)
class Card:
    """A key figure: what it is, the figure with its unit, and one line about it."""

    label: str
    value: str
    note: str = ""


class Cards(Flowable):  # type: ignore[misc]
    """Cards side by side, all of one height and letter size; read as a list."""

    def __init__(
        self,
        cards: Sequence[Card],
        look: theme.Theme,
        styles: Any,
        *,
        size: float = 15.5,
        before: float = 0,
        after: float = 0,
    ) -> None:
        super().__init__()
        self.cards, self.look, self.styles, self.size = cards, look, styles, size
        self.spaceBefore, self.spaceAfter = before, after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.card_width = (width - GAP * (len(self.cards) - 1)) / len(self.cards)
        self.room = self.card_width - 2 * PADDING
        style = self._value_style()
        self.stacks = [self._stack(card, style) for card in self.cards]
        self.height = max(stack_height(stack, self.room) for stack in self.stacks) + 2 * PADDING - 3
        return width, self.height

    def _value_style(self) -> Any:
        widest = max(stringWidth(card.value, theme.BOLD, self.size) + 0.5 for card in self.cards)
        size = max(self.size * min(1.0, self.room / widest), 9)
        return self.styles["cell"].clone(
            "card_value",
            fontName=theme.BOLD,
            fontSize=size,
            leading=size * 1.35,
            textColor=HexColor(self.look.accent),
        )

    def _stack(self, card: Card, value_style: Any) -> list[Any]:
        label = self.styles["label"]
        items = [Text(markup(card.label), label), Text(markup(card.value), value_style)]
        return items + ([Text(markup(card.note), label)] if card.note else [])

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        attributes = {"O": "List", "ListNumbering": "None"}
        with canvas.within(canvas.element("L", attributes=attributes)):
            for number, stack in enumerate(self.stacks):
                x = number * (self.card_width + GAP)
                with canvas.artifact():
                    canvas.setFillColor(HexColor(self.look.pale))
                    canvas.roundRect(x, 0, self.card_width, self.height, 6, stroke=0, fill=1)
                with canvas.within(canvas.element("LI")), canvas.within(canvas.element("LBody")):
                    draw_stack(canvas, stack, x + PADDING, self.height - PADDING + 2, self.room)


class Pills(Flowable):  # type: ignore[misc]
    """Short labels on a grey ground, one after the other; what does not fit in the line is left out."""

    def __init__(self, labels: Sequence[str], *, after: float = 0) -> None:
        super().__init__()
        self.labels, self.height, self.spaceAfter = labels, 17.0, after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        line = canvas.element("P")
        x = 0.0
        for label in self.labels:
            wide = theme.text_width(label, 8.6) + 16
            if x + wide > self.width:
                break
            with canvas.artifact():
                canvas.setFillColor(HexColor("#e9edeb"))
                canvas.roundRect(x, 0, wide, self.height, self.height / 2, stroke=0, fill=1)
            with canvas.mark(line):
                canvas.setFillColor(HexColor(theme.INK))
                canvas.setFont(theme.REGULAR, 8.6)
                canvas.drawString(x + 8, 5.4, label + " ")
            x += wide + 6
