"""Flowables that hold other flowables: columns, panels and list items. All of them break over pages."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from .canvas import TaggedCanvas

TALLEST_WHOLE = 600.0
"""Points: what is taller would not fit on every page."""


def stack_height(items: Sequence[Any], width: float) -> float:
    """The height of flowables set beneath each other; the outer spaces do not count."""
    return sum(step for _, step in _steps(items, width))


def _steps(items: Sequence[Any], width: float) -> list[tuple[Any, float]]:
    """Each flowable with its own height and the space before it."""
    steps = []
    before = 0.0
    for number, item in enumerate(items):
        gap = max(before, item.getSpaceBefore()) if number else 0.0
        steps.append((item, gap + item.wrap(width, 1e6)[1]))
        before = item.getSpaceAfter()
    return steps


def draw_stack(canvas: TaggedCanvas, items: Sequence[Any], x: float, top: float, width: float) -> None:
    """Draws them beneath each other from `top` downwards."""
    for item, step in _steps(items, width):
        top -= step
        item.drawOn(canvas, x, top)


def split_stack(items: Sequence[Any], width: float, height: float) -> tuple[list[Any], list[Any]]:
    """What fits into `height`, and the rest; a heading is never the last of what fits."""
    used = 0.0
    for number, (item, step) in enumerate(_steps(items, width)):
        if used + step > height + 1e-6:
            room = height - used - (step - item.wrap(width, 1e6)[1])
            parts = item.split(width, room) if room > 0 else []
            fitting = [*items[:number], *parts[:1]] if len(parts) > 1 else list(items[:number])
            return _without_lone_heading(fitting, [*(parts[1:] or [item]), *items[number + 1 :]])
        used += step
    return list(items), []


def _without_lone_heading(fitting: list[Any], rest: list[Any]) -> tuple[list[Any], list[Any]]:
    while fitting and fitting[-1].getKeepWithNext():
        rest.insert(0, fitting.pop())
    return fitting, rest


class Columns(Flowable):  # type: ignore[misc]
    """Stacks of flowables side by side, read one after the other. `widths` are given, the rest is the gap.

    `whole` stacks never break over pages unless they are taller than `TALLEST_WHOLE`.
    """

    def __init__(
        self,
        stacks: Sequence[Sequence[Any]],
        widths: Sequence[float],
        gap: float,
        *,
        before: float = 0,
        after: float = 0,
        whole: bool = False,
    ) -> None:
        super().__init__()
        self.stacks, self.widths, self.gap, self.whole = stacks, widths, gap, whole
        self.spaceBefore, self.spaceAfter = before, after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.height = max(stack_height(s, w) for s, w in zip(self.stacks, self.widths, strict=True))
        return width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        if self.whole and self.height <= TALLEST_WHOLE:
            return []
        parts = [split_stack(s, w, height) for s, w in zip(self.stacks, self.widths, strict=True)]
        fitting, rest = [p[0] for p in parts], [p[1] for p in parts]
        if not any(rest):
            return [self]
        if not fitting[0] or any(s and not f for s, f in zip(self.stacks, fitting, strict=True)):
            return []
        return [
            Columns(fitting, self.widths, self.gap, before=self.spaceBefore),
            Columns(rest, self.widths, self.gap, after=self.spaceAfter),
        ]

    def draw(self) -> None:
        x = 0.0
        for stack, width in zip(self.stacks, self.widths, strict=True):
            draw_stack(self.canv, stack, x, self.height, width)
            x += width + self.gap


class Panel(Flowable):  # type: ignore[misc]
    """Flowables on a coloured ground, with a bar at the left when `bar` is a colour."""

    def __init__(
        self,
        items: Sequence[Any],
        fill: str,
        bar: str = "",
        *,
        padding: float = 11,
        before: float = 0,
        after: float = 0,
    ) -> None:
        super().__init__()
        self.items, self.fill, self.bar, self.padding = list(items), fill, bar, padding
        self.spaceBefore, self.spaceAfter = before, after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = stack_height(self.items, width - 2 * self.padding) + 2 * self.padding
        return width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        fitting, rest = split_stack(self.items, width - 2 * self.padding, height - 2 * self.padding)
        if not rest:
            return [self]
        if not fitting:
            return []
        return [
            Panel(items, self.fill, self.bar, padding=self.padding, before=before, after=after)
            for items, before, after in ((fitting, self.spaceBefore, 0), (rest, 0, self.spaceAfter))
        ]

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with canvas.artifact():
            canvas.setFillColor(HexColor(self.fill))
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
            if self.bar:
                canvas.setFillColor(HexColor(self.bar))
                canvas.rect(0, 0, 3, self.height, stroke=0, fill=1)
        draw_stack(
            canvas, self.items, self.padding, self.height - self.padding, self.width - 2 * self.padding
        )


class Item(Flowable):  # type: ignore[misc]
    """A list item made of several flowables, with its label at the left and a thin line above it."""

    def __init__(
        self,
        items: Sequence[Any],
        group: Hashable,
        label: Any,
        *,
        indent: float,
        rule: str,
        padding: float = 7,
    ) -> None:
        super().__init__()
        self.items, self.group, self.label = list(items), group, label
        self.indent, self.rule, self.padding = indent, rule, padding

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = stack_height(self.items, width - self.indent) + 2 * self.padding
        return width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        top = self.height - self.padding
        with canvas.artifact():
            canvas.setStrokeColor(HexColor(self.rule))
            canvas.setLineWidth(0.7)
            canvas.line(0, self.height, self.width, self.height)
        attributes = {"O": "List", "ListNumbering": "Decimal"}
        with (
            canvas.within(canvas.element("L", self.group, attributes=attributes)),
            canvas.within(canvas.element("LI")) as item,
        ):
            draw_stack(canvas, [self.label], 0, top, self.indent)
            with canvas.within(item.child("LBody")):
                draw_stack(canvas, self.items, self.indent, top, self.width - self.indent)
