"""Making a document's PDF on any thread, out of the case as it stands when the thread gets to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.papers.offers import Offer
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.rendering import render

if TYPE_CHECKING:
    from klimabesog.reports.document import Document
    from klimabesog.reports.model import Paper
    from klimabesog.reports.photos import PhotoCache


@dataclass(frozen=True)
class Made:
    """A document as things stood: what it says, and its pages."""

    paper: Paper
    document: Document


Maker = Callable[[Callable[[float], None], Callable[[], bool]], Made]
"""Takes where progress (0 to 1) is told, and what tells whether to stop (BuildCancelled then)."""


class Workshop:
    """Where one document is made again and again; keeps its shrunk photos.

    Makers are asked for on the thread that owns the casebook, and work on any other, one at a time: they read the case
    through a connection of their own.
    """

    def __init__(self, offer: Offer, about: Subject) -> None:
        self.offer, self.about = offer, about
        self._cache: PhotoCache | None = None

    def draft(self) -> Maker:
        """What makes the document as a draft. InputError from it when something must be done first."""
        return self.maker(self.offer.assemble)

    def maker(self, paper_of: Callable[[Subject], Paper]) -> Maker:
        """What makes the document of the paper that is found on the other thread."""
        store, folder, clock = (
            self.about.book.desk.store,
            self.about.book.data_dir,
            self.about.book.desk.clock,
        )
        self.about.book.library.install_builtin()  # the second connection can't write

        def make(progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Made:
            with Casebook(store.reader(), folder, clock) as beside:
                there = replace(self.about, book=beside)
                paper = paper_of(there)
                return Made(paper, render(paper, there.photo, progress, cancelled, self._photos()))

        return make

    def _photos(self) -> PhotoCache:
        from klimabesog.reports.photos import PhotoCache

        self._cache = self._cache or PhotoCache()
        return self._cache
