"""From a report model to its PDF, and to an issued document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from klimabesog.reports.document import Document
from klimabesog.reports.model import PhotoSource, ScreeningReport, published

if TYPE_CHECKING:
    from klimabesog.casework.visit import Visit
    from klimabesog.reports.photos import PhotoCache


def render(
    report: ScreeningReport,
    photos: PhotoSource,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    cache: PhotoCache | None = None,
) -> Document:
    """The PDF and what is to be said about it. `progress` gets 0 to 1; BuildCancelled when `cancelled()` turns true.

    `cache` keeps the shrunk photos in memory. Needs no store, so a worker thread may run it.
    """
    from klimabesog.reports.screening import build

    return build(
        report,
        photos,
        cache=cache,
        progress=progress or (lambda _part: None),
        cancelled=cancelled or (lambda: False),
    )


def issue(visit: Visit) -> str:
    """Keep the report as it stands, as a numbered document that never changes; returns its id."""
    from klimabesog.reports.frozen import dumps

    final = replace(published(visit.report_model()), draft=False)
    pdf = render(final, visit.photo_bytes).pdf
    return visit.documents.issue(visit.company.id, visit.id, dumps(final), pdf)
