"""The bench's documents by our own engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from klimabesog.reports.album import Album
from klimabesog.reports.document import Document, Frontmatter, lay_out
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Photo
from klimabesog.reports.photos import PhotoCache
from klimabesog.reports.sections import contents
from klimabesog.reports.tagged.flowables import Text
from klimabesog.reports.theme import Theme
from tests.bench.documents_content import ROWS, chapters, read_photos, table_row

FRONT = Frontmatter("Energiscreening", "Eksempel", "Måling", "Måling", "da-DK", "2026-11-20", True)
HEADS = ("Forslag", "kWh/år", "kr./år", "Tilbagebetaling, år")
Progress = Callable[[float], None]


def new_cache() -> PhotoCache:
    """An empty one."""
    return PhotoCache()


def report(photos: Path, cache: PhotoCache) -> bytes:
    """The 20 pages."""
    return make(read_photos(photos), cache).pdf


def make(
    photos: Mapping[str, bytes], cache: PhotoCache, progress: Progress = lambda _share: None
) -> Document:
    """The same from photos in memory."""
    album = Album(photos.__getitem__, cache)
    shown = [Photo(sha256, f"Foto {n}", f"Motiv {n}") for n, sha256 in enumerate(photos)]
    for number, photo in enumerate(shown, 1):
        album.copy(photo.sha256)
        progress(0.4 * number / len(shown))
    parts = chapters()

    def story(places: Mapping[str, int]) -> list[Any]:
        kit = Kit(Theme(), album, places)
        body: list[Any] = []
        for number, chapter in enumerate(parts):
            body += kit.with_first_block(kit.chapter(chapter.title, f"k{number}"))
            body += [flowable for text in chapter.text for flowable in kit.text(text)]
            body += [_table(kit, chapter.rows), kit.chart(chapter.chart)]
            body += kit.photos([shown[n] for n in chapter.photos], chapter.title)
        title = Text("Energiscreening", kit.styles["title"], "H1")
        return [title, *contents.write(kit, kit.headings), *body]

    return lay_out(story, FRONT, progress, lambda: False)


def _table(kit: Kit, rows: Any) -> Any:
    columns = [Column(head, share, share == 1) for head, share in zip(HEADS, (3, 1, 1, 1), strict=True)]
    return kit.table(columns, rows, summary="Forslag")


def table() -> bytes:
    """The table of 1,000 rows."""
    rows = [table_row(number) for number in range(ROWS)]

    def story(places: Mapping[str, int]) -> list[Any]:
        kit = Kit(Theme(), Album(dict[str, bytes]().__getitem__, PhotoCache()), places)
        return [Text("Forslag", kit.styles["title"], "H1"), _table(kit, rows)]

    return lay_out(story, FRONT, lambda _share: None, lambda: False).pdf
