"""From a document's model to its PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from klimabesog.reports.document import Document
from klimabesog.reports.model import Paper, PhotoSource

if TYPE_CHECKING:
    from klimabesog.reports.photos import PhotoCache


def render(
    paper: Paper,
    photos: PhotoSource,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    cache: PhotoCache | None = None,
) -> Document:
    """The PDF and what is to be said about it. `progress` gets 0 to 1; BuildCancelled when `cancelled()` turns true.

    `cache` keeps the shrunk photos in memory. Needs no store, so a worker thread may run it.
    """
    from klimabesog.reports.build import build

    return build(
        paper,
        photos,
        cache=cache,
        progress=progress or (lambda _part: None),
        cancelled=cancelled or (lambda: False),
    )
