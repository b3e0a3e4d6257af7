"""Making a document's PDF on any thread, out of the case as it stands when the thread gets to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.papers.editable import Editable, editable
from klimabesog.casework.papers.offers import Offer
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.rendering import render
from klimabesog.values.quiet import set_aside, tidy

if TYPE_CHECKING:
    from klimabesog.reports.document import Document
    from klimabesog.reports.model import Paper
    from klimabesog.reports.photos import PhotoCache


@dataclass(frozen=True)
class Made:
    """A document as things stood: what it says, its pages, and what of it can be changed."""

    paper: Paper
    document: Document
    editable: Editable


Maker = Callable[[Callable[[float], None], Callable[[], bool]], Made]
"""Takes where progress (0 to 1) is told, and what tells whether to stop (BuildCancelled then)."""

READING = 0.5
"""How much of the work it is to read the cases for a document about all companies."""


class Workshop:
    """Where one document is made again and again; keeps its shrunk photos.

    Makers are asked for on the thread that owns the casebook, and work on any other, one at a time: they read the case
    through a connection of their own.
    """

    def __init__(self, offer: Offer, about: Subject) -> None:
        self.offer, self.about = offer, about
        self._cache: PhotoCache | None = None
        self._was_used = False

    def draft(self) -> Maker:
        """What makes the document as it stands: a draft, until a version is locked.

        InputError from it when something must be done first.
        """
        return self.maker(lambda _there, paper: paper)

    def maker(self, finish: Callable[[Subject, Paper], Paper]) -> Maker:
        """What makes the document after a last hand on its paper, which is laid on the other thread."""
        store, folder, clock = (
            self.about.book.desk.store,
            self.about.book.data_dir,
            self.about.book.desk.clock,
        )
        self._was_used = True
        reading = READING if self.offer.reads_all else 0.0
        self.about.book.library.install_builtin()  # the second connection can't write

        def make(progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Made:
            with set_aside(), Casebook(store.reader(), folder, clock) as beside:
                there = replace(self.about, book=beside)
                plain = self.offer.plain(there, lambda part: progress(part * reading), cancelled)
                edits = self.offer.edits(there)
                paper = finish(there, edits.applied(plain))

                def pages_made(part: float) -> None:
                    progress(reading + part * (1 - reading))

                pages = render(paper, there.photo, pages_made, cancelled, self._photos())
                return Made(paper, pages, editable(plain, paper, edits, pages))

        return make

    def close(self) -> None:
        """No more is made here for now: what the making left behind is cleared away."""
        if self._was_used:
            self._was_used = False
            tidy()

    def _photos(self) -> PhotoCache:
        from klimabesog.reports.photos import PhotoCache

        self._cache = self._cache or PhotoCache()
        return self._cache
