"""Paragraphs, lists, figures and contents lines that tag themselves on a TaggedCanvas."""

from __future__ import annotations

from collections.abc import Hashable
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Paragraph

from .canvas import TaggedCanvas
from .reportlab_private import Array, Jpeg, divided_lines, keep_stretches, on_page
from .stretches import Stretch, Stretches, numbered
from .tree import Element


class Text(Paragraph):  # type: ignore[misc]
    """A paragraph or heading; its pieces on several pages are one element.

    `role` is P, H1, H2 …; `bookmark` makes it a place that links and the outline (at `level`) lead to; without a
    level it is a place only for links. An `<a href="…">` in the markup is a link or a stretch in another language.
    """

    def __init__(
        self,
        markup: str,
        style: Any,
        role: str = "P",
        *,
        bookmark: str = "",
        level: int | None = 0,
        **kwargs: Any,
    ) -> None:
        self.stretches: tuple[Stretch, ...] = ()
        if markup and "<a " in markup:
            markup, self.stretches = numbered(markup)
        super().__init__(markup, style, **kwargs)
        if self.stretches:
            keep_stretches(self)
        self.role, self.bookmark, self.level = role, bookmark, level
        self.key: Hashable = object()
        self._drawn: Stretches | None = None
        self._laid_out: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its size in a column of this width; broken into lines once, however often it is asked."""
        if self._laid_out != width or not hasattr(self, "blPara"):
            super().wrap(width, height)
            self._laid_out = width
        return float(self.width), float(self.height)

    def split(self, width: float, height: float) -> list[Any]:
        parts: list[Any] = super().split(width, height)
        for number, part in enumerate(parts):
            if part is not self:
                self._hand_on(part, first=number == 0)
        return parts

    def _hand_on(self, part: Any, *, first: bool) -> None:
        part.role, part.key, part.level, part.stretches = self.role, self.key, self.level, self.stretches
        part.bookmark = self.bookmark if first else ""

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        if self.bookmark:
            canvas.bookmarkHorizontal(self.bookmark, 0, self.height + 8)
            canvas.places[self.bookmark] = canvas.getPageNumber()
            if self.level is not None:
                canvas.addOutlineEntry(self.getPlainText(), self.bookmark, self.level)
        if canvas.marking:  # in an artifact, or part of a figure
            super().draw()
            return
        self.draw_words(canvas, canvas.element(self.role, self.key))

    def draw_words(self, canvas: TaggedCanvas, element: Element) -> None:
        """Draws the paragraph as the content of `element`."""
        if not self.stretches:
            with canvas.mark(element):
                super().draw()
            return
        self._drawn = Stretches(canvas, element, self.stretches, self.key)
        canvas.on_stretch = self._drawn.annotate
        super().draw()
        self._drawn = canvas.on_stretch = None

    def beginText(self, x: float, y: float) -> Any:
        """Called by reportlab's paragraph."""
        text = self._drawn.text(x, y) if self._drawn else super().beginText(x, y)
        text.divided = divided_lines(self)
        return text


class Labelled(Text):
    """A paragraph with a label drawn at its left: what items of a list and notes have in common."""

    def __init__(self, markup: str, style: Any, role: str, label: str, **kwargs: Any) -> None:
        super().__init__(markup, style, role, **kwargs)
        self.label, self.first = label, True

    def _hand_on(self, part: Any, *, first: bool) -> None:
        super()._hand_on(part, first=first)
        part.label, part.first = self.label, self.first and first

    def draw_labelled(self, canvas: TaggedCanvas, parent: Element) -> None:
        """Draws the label and the paragraph as parts of `parent`."""
        style = self.style
        if self.first:
            with canvas.mark(Element("Lbl", parent)):
                canvas.setFont(style.bulletFontName, style.fontSize)
                canvas.setFillColor(style.textColor)
                canvas.drawString(style.bulletIndent, self.height - style.fontSize, self.label)
        self.draw_words(canvas, parent.child(self.role))


NUMBERINGS = {"•": "Disc", "–": "None", "a": "LowerAlpha"}


class ListItem(Labelled):
    """An item of a list; `group` is any object that the items of one list share.

    The list stands inside the item `under`, or by itself. A label is a bullet, a dash, "1." or "a)".
    """

    def __init__(
        self,
        markup: str,
        style: Any,
        group: Hashable = None,
        label: str = "•",
        *,
        under: ListItem | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(markup, style, "LBody", label, **kwargs)
        self.group, self.under = group, under.key if under else None

    def _hand_on(self, part: Any, *, first: bool) -> None:
        super()._hand_on(part, first=first)
        part.group, part.under = self.group, self.under

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        home = canvas.known[self.under].child("LBody") if self.under else canvas.open[-1]
        attributes = {"O": "List", "ListNumbering": NUMBERINGS.get(self.label[:1], "Decimal")}
        with (
            canvas.within(home),
            canvas.within(canvas.element("L", self.group, attributes=attributes)),
            canvas.within(canvas.element("LI", self.key)) as item,
        ):
            self.draw_labelled(canvas, item)


class Note(Labelled):
    """A note, found by links to its `bookmark`."""

    def __init__(self, markup: str, style: Any, label: str = "", bookmark: str = "", **kwargs: Any) -> None:
        super().__init__(markup, style, "P", label, bookmark=bookmark, level=None, **kwargs)
        self.id = bookmark

    def _hand_on(self, part: Any, *, first: bool) -> None:
        super()._hand_on(part, first=first)
        part.id = self.id

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        if self.bookmark:
            canvas.bookmarkHorizontal(self.bookmark, 0, self.height + 8)
        with canvas.within(canvas.element("Note", self.key, texts={"ID": self.id})) as note:
            self.draw_labelled(canvas, note)


class WebLink(Text):
    """A paragraph that is a link to an address on the net as a whole; `spoken` says where it leads."""

    def __init__(self, markup: str, style: Any, address: str, spoken: str, **kwargs: Any) -> None:
        super().__init__(markup, style, **kwargs)
        self.address, self.spoken = address, spoken

    def _hand_on(self, part: Any, *, first: bool) -> None:
        super()._hand_on(part, first=first)
        part.address, part.spoken = self.address, self.spoken

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with canvas.within(canvas.element("P", self.key)):
            link = canvas.element("Link", texts={"Alt": self.spoken})
            with canvas.mark(link):
                Paragraph.draw(self)
            canvas.link_out(self.address, (0, 0, self.width, self.height), self.spoken, link)


class Figure(Flowable):  # type: ignore[misc]
    """Anything drawn, with the alternative text that stands for it; an empty text makes it decoration."""

    def __init__(self, width: float, height: float, alternative: str) -> None:
        super().__init__()
        self.width, self.height, self.alternative = width, height, alternative

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def paint(self, canvas: TaggedCanvas) -> None:
        """Draws it with its lower left corner at the origin."""
        raise NotImplementedError

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        if not self.alternative:
            with canvas.artifact():
                return self.paint(canvas)
        box = Array(on_page(canvas, (0, 0, self.width, self.height)))
        element = canvas.element(
            "Figure",
            texts={"Alt": self.alternative},
            attributes={"O": "Layout", "Placement": "Block", "BBox": box},
        )
        with canvas.mark(element):
            self.paint(canvas)


class Picture(Figure):
    """A JPEG, or a PNG with its transparency, drawn into a box of the given size."""

    def __init__(self, image: bytes, width: float, height: float, alternative: str) -> None:
        super().__init__(width, height, alternative)
        self.image = Jpeg(image) if image.startswith(b"\xff\xd8") else ImageReader(BytesIO(image))

    def paint(self, canvas: TaggedCanvas) -> None:
        canvas.drawImage(self.image, 0, 0, self.width, self.height, mask="auto")


class ContentsLine(Flowable):  # type: ignore[misc]
    """A line of the contents: title, leader and page number, all one link. `group` names the contents."""

    def __init__(
        self,
        bookmark: str,
        title: str,
        page: int,
        *,
        group: Hashable,
        font: str,
        size: float,
        leading: float,
        indent: float = 0,
        spoken: str = "",
    ) -> None:
        super().__init__()
        self.bookmark, self.title, self.page, self.group = bookmark, title, page, group
        self.font, self.size, self.height, self.indent, self.spoken = font, size, leading, indent, spoken

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with (
            canvas.within(canvas.element("TOC", self.group)),
            canvas.within(canvas.element("TOCI")),
            canvas.within(canvas.element("Reference")),
        ):
            link = canvas.element("Link", texts={"Alt": self.spoken})
            base = (self.height - self.size) / 2 + 1
            with canvas.mark(link):
                canvas.setFont(self.font, self.size)
                canvas.drawString(self.indent, base, self._fitted(canvas) + " ")
                canvas.drawRightString(self.width, base, str(self.page))
            self._draw_leader(canvas, base)
            canvas.link_to(self.bookmark, (0, 0, self.width, self.height), self.spoken, link)

    def _room(self, canvas: TaggedCanvas) -> float:
        number = canvas.stringWidth(str(self.page), self.font, self.size)
        return float(self.width - number - 6)

    def _fitted(self, canvas: TaggedCanvas) -> str:
        title, room = self.title, self._room(canvas) - self.indent - 12
        while len(title) > 1 and canvas.stringWidth(title, self.font, self.size) > room:
            title = title[:-2].rstrip() + "…"
        return title

    def _draw_leader(self, canvas: TaggedCanvas, base: float) -> None:
        start = self.indent + canvas.stringWidth(self._fitted(canvas), self.font, self.size) + 6
        with canvas.artifact():
            canvas.saveState()
            canvas.setLineWidth(0.6)
            canvas.setStrokeColorRGB(0.6, 0.65, 0.63)
            canvas.setDash(0.6, 3)
            if start < self._room(canvas):
                canvas.line(start, base + 1, self._room(canvas), base + 1)
            canvas.restoreState()
