"""Lays a story out as a finished PDF: passes until the page numbers stand still, furniture on every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from klimabesog.reports import theme
from klimabesog.reports.pagebreaks import with_kept_headings
from klimabesog.reports.tagged.canvas import TaggedCanvas
from klimabesog.reports.wording import Sentence
from klimabesog.values.quiet import without_collection
from klimabesog.values.texts import _

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]
Story = Callable[[Mapping[str, int]], list[Any]]
"""Makes the flowables anew for each pass, given the page numbers of the bookmarks in the pass before."""

MOST_PASSES = 4


class BuildCancelled(Exception):
    """The person stopped the build."""


@dataclass(frozen=True)
class Document:
    """A finished file, and what the officer should know about it (Danish sentences)."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    """Each text that was printed and may be reworded."""
    starts: Mapping[str, int] = field(default_factory=dict)
    """Section -> the page it begins on, of those that print something; "" is what stands before the first."""


@dataclass(frozen=True)
class Frontmatter:
    """What the file says about itself, and what stands on every page."""

    title: str
    author: str
    subject: str
    footer: str
    language: str
    date: str
    draft: bool


def lay_out(story: Story, front: Frontmatter, progress: Progress, cancelled: Cancelled) -> Document:
    """The document. `progress` gets 0 to 1; BuildCancelled is raised as soon as `cancelled()` is true."""
    with without_collection():
        template = _stable(story, front, progress, cancelled)
        template.canvas.write()
        template.canvas.release()
    progress(1.0)
    return Document(template.file.getvalue(), template.page)


def _stable(story: Story, front: Frontmatter, progress: Progress, cancelled: Cancelled) -> _Template:
    """The pass after which the page numbers of the one before still hold."""
    places: dict[str, int] = {}
    pages = 0
    for number in range(MOST_PASSES):
        template = _Template(front, pages, _Watch(progress, cancelled, number))
        template.lay_out(with_kept_headings(story(places), theme.WIDTH, theme.BODY_HEIGHT))
        if (places, pages) == (template.places, template.page):
            break
        places, pages = template.places, template.page
        if number < MOST_PASSES - 1:
            template.canvas.release()
    return template


@dataclass
class _Watch:
    """Tells how far a pass is, and stops it."""

    progress: Progress
    cancelled: Cancelled
    number: int
    total: int = 1
    done: int = 0

    def step(self) -> None:
        if self.cancelled():
            raise BuildCancelled
        self.done += 1
        share = min(self.done / max(self.total, 1), 1.0)
        self.progress(min(0.4 + 0.3 * (self.number + share), 0.99))


class _Template(BaseDocTemplate):  # type: ignore[misc]
    """One column on A4."""

    def __init__(self, front: Frontmatter, of_pages: int, watch: _Watch) -> None:
        self.file, self.front, self.of_pages, self.watch = BytesIO(), front, of_pages, watch
        self.places: dict[str, int] = {}
        frame = Frame(
            theme.MARGIN,
            theme.BOTTOM,
            theme.WIDTH,
            theme.BODY_HEIGHT,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        super().__init__(
            self.file,
            pagesize=(theme.PAGE_WIDTH, theme.PAGE_HEIGHT),
            lang=front.language,
            title=front.title,
            author=front.author,
            subject=front.subject,
            creator="Klimabesøg",
            initialFontName=theme.REGULAR,
            initialFontSize=10,
            pageTemplates=[PageTemplate("page", [frame], onPage=self._furniture)],
        )

    def lay_out(self, flowables: list[Any]) -> None:
        """Builds the file and notes where the bookmarks came to stand."""
        self.watch.total = len(flowables)
        when = datetime.fromisoformat(self.front.date[:10] or "2000-01-01").replace(tzinfo=UTC)
        self.build(flowables, canvasmaker=partial(TaggedCanvas, when=when))

    def afterFlowable(self, flowable: Any) -> None:
        self.watch.step()
        self.canvas: TaggedCanvas = self.canv
        self.places = self.canvas.places

    def _furniture(self, canvas: TaggedCanvas, _template: Any) -> None:
        with canvas.artifact("Pagination"):
            canvas.saveState()
            if self.front.draft:
                self._draw_draft(canvas)
            self._draw_footer(canvas)
            canvas.restoreState()

    def _draw_draft(self, canvas: TaggedCanvas) -> None:
        mark = _("KLADDE")
        canvas.saveState()
        canvas.translate(theme.PAGE_WIDTH / 2, theme.PAGE_HEIGHT / 2)
        canvas.rotate(52)
        canvas.setFillColor(HexColor("#f5f7f6"))
        canvas.setFont(theme.BOLD, 150)
        canvas.drawCentredString(0, -50, mark)
        canvas.restoreState()
        canvas.setFillColor(HexColor(theme.WARNING))
        canvas.setFont(theme.SEMIBOLD, 9)
        canvas.drawCentredString(theme.PAGE_WIDTH / 2, theme.PAGE_HEIGHT - 32, mark)

    def _draw_footer(self, canvas: TaggedCanvas) -> None:
        right = theme.PAGE_WIDTH - theme.MARGIN
        canvas.setStrokeColor(HexColor(theme.RULE))
        canvas.setLineWidth(0.7)
        canvas.line(theme.MARGIN, 45, right, 45)
        canvas.setFillColor(HexColor(theme.MUTED))
        canvas.setFont(theme.REGULAR, 8.6)
        page = _("Side {page} af {pages}").format(page=canvas.getPageNumber(), pages=self.of_pages)
        room = theme.WIDTH - canvas.stringWidth(page, theme.REGULAR, 8.6) - 20
        canvas.drawString(theme.MARGIN, 32, _fitted(self.front.footer, room, canvas))
        canvas.drawRightString(right, 32, page)


def _fitted(text: str, room: float, canvas: TaggedCanvas) -> str:
    while len(text) > 1 and canvas.stringWidth(text, theme.REGULAR, 8.6) > room:
        text = text[:-2].rstrip() + "…"
    return text
