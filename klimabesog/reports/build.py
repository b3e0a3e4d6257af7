"""Any document as a PDF: `build(model, photos)`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from klimabesog.reports.album import Album
from klimabesog.reports.catalogue import entry, kind_of
from klimabesog.reports.document import BuildCancelled, Cancelled, Document, Frontmatter, Progress, lay_out
from klimabesog.reports.kit import Kit
from klimabesog.reports.model import Paper, Photo, PhotoSource
from klimabesog.reports.photos import PhotoCache
from klimabesog.reports.text import clean_model, known_glyphs
from klimabesog.reports.theme import Theme
from klimabesog.reports.wording import Wording
from klimabesog.values.texts import _

__all__ = ["BuildCancelled", "Document", "build"]


def build(
    paper: Paper,
    photos: PhotoSource,
    *,
    cache: PhotoCache | None = None,
    progress: Progress = lambda _: None,
    cancelled: Cancelled = lambda: False,
) -> Document:
    """The document as PDF/UA-1 and PDF/A-2a; equal models and photos give equal bytes.

    Internal and confidential answers are left out. `photos` fetches a photo's bytes by its SHA-256; `cache`
    keeps the shrunk copies. `progress` gets 0 to 1. Raises BuildCancelled as soon as `cancelled()` is true.
    The document's warnings name fields with unprintable characters, photos that are missing or lack an
    alternative text, and a municipal colour that had to be changed.
    """
    kind = kind_of(paper.TYPE)
    clean, warnings = clean_model(kind.published(paper), known_glyphs())
    warnings += kind.warnings(clean)
    look, changed = Theme.of(clean.municipality.colour)
    if changed:
        warnings.append(_("Kommunens farve kan ikke læses på hvidt; dokumentet bruger en mørkere."))

    def check() -> None:
        if cancelled():
            raise BuildCancelled

    album = Album(photos, cache or PhotoCache(), check)
    _shrink_all(album, kind.photos(clean), progress)
    kits: list[Kit] = []

    def story(places: Mapping[str, int]) -> list[Any]:
        kits.append(Kit(look, album, places, Wording.of(clean)))
        return kind.story(kits[-1], clean)

    document = lay_out(
        story,
        _frontmatter(clean, kind.about(clean)),
        progress,
        cancelled,
    )
    last = kits[-1]
    starts = {section: last.places.get(bookmark, 1) for section, bookmark in last.starts.items()}
    return replace(
        document,
        warnings=(*warnings, *album.warnings),
        sentences=last.wording.sentences,
        starts=starts,
    )


def _shrink_all(album: Album, pictures: Sequence[Photo], progress: Progress) -> None:
    for number, photo in enumerate(pictures, 1):
        album.copy(photo.sha256)
        progress(0.4 * number / len(pictures))


def _frontmatter(paper: Paper, about: str) -> Frontmatter:
    title = entry(paper.TYPE).title()
    version = _("version {number}").format(number=paper.version)
    return Frontmatter(
        title=" · ".join(filter(None, (title, about))),
        author=paper.author or paper.municipality.name or "Klimabesøg",
        subject=", ".join(filter(None, (title, about, version))),
        footer=" · ".join(filter(None, (title, about, version))),
        language=paper.language,
        date=paper.date,
        draft=paper.draft,
    )
