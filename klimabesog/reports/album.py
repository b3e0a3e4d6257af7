"""The report's photos: fetched once, shrunk for the page, with an alternative text worth hearing."""

from __future__ import annotations

import re
from collections.abc import Callable

from klimabesog.reports.model import Photo, PhotoSource
from klimabesog.reports.photos import (
    PhotoCache,
    UnreadablePhoto,
    ink,
    is_raster,
    picture_on_white,
    shrink,
    size_of,
)
from klimabesog.reports.svg.drawing import Drawing, UnreadableDrawing, read
from klimabesog.values.texts import _

BOX = (243.0, 243.0)
"""Every photo is kept at the size of the largest box a page has for it, so that all uses share one copy."""

LOGO_BOX = (150.0, 38.0)
"""What a logo fits into at the head of a document."""
_FILE_NAME = re.compile(r"(?i)^\S+\.(jpe?g|png|heic|heif|webp)$|^(img|dsc|pxl|dcim)[_-]?\d+")


class Album:
    """Photos of one build. Fetches through `source`, keeps page copies in `cache`, collects warnings."""

    def __init__(
        self, source: PhotoSource, cache: PhotoCache, check: Callable[[], None] = lambda: None
    ) -> None:
        self._source, self._cache, self._check = source, cache, check
        self._copies: dict[str, bytes | None] = {}
        self._logos: dict[str, Drawing | bytes | None] = {}
        self.warnings: dict[str, None] = {}

    def copy(self, sha256: str, box: tuple[float, float] = BOX) -> bytes | None:
        """The page copy as JPEG; None when the photo is gone or is no picture."""
        if sha256 not in self._copies:
            self._check()
            self._copies[sha256] = self._cache.get(sha256, box) or self._shrunk(sha256, box)
        return self._copies[sha256]

    def drawing(self, sha256: str) -> bytes | None:
        """A drawn signature as a transparent PNG; None when it is gone, no picture, or empty."""
        key = f"ink {sha256}"
        if key not in self._copies:
            try:
                self._copies[key] = ink(self._source(sha256))
            except (KeyError, UnreadablePhoto):
                self._copies[key] = None
        return self._copies[key]

    def logo(self, sha256: str) -> Drawing | bytes | None:
        """The municipality's logo: a drawing, or a PNG on white at the size of its box; None when it can't be shown."""
        if sha256 not in self._logos:
            try:
                data = self._source(sha256)
                self._logos[sha256] = picture_on_white(data, LOGO_BOX) if is_raster(data) else read(data)
            except (KeyError, UnreadablePhoto, UnreadableDrawing):
                self._logos[sha256] = None
                self.warnings[_("Kommunens logo kan ikke vises. Vælg det igen i Indstillinger.")] = None
        return self._logos[sha256]

    def _shrunk(self, sha256: str, box: tuple[float, float]) -> bytes | None:
        try:
            return self._cache.put(sha256, box, shrink(self._source(sha256), box))
        except (KeyError, UnreadablePhoto):
            return None

    def shape(self, photo: Photo) -> float:
        """Width over height, kept within what a page can show; 4:3 for a photo that cannot be shown."""
        jpeg = self.copy(photo.sha256)
        width, height = size_of(jpeg) if jpeg else (4, 3)
        return min(max(width / height, 0.1), 10.0)

    def page_copy(self, photo: Photo, box: tuple[float, float], number: str) -> bytes | None:
        """The photo for the page; a warning names it when it cannot be shown."""
        jpeg = self.copy(photo.sha256)
        if jpeg is None:
            self.warnings[_("{photo} mangler eller er ikke et billede.").format(photo=number)] = None
        return jpeg

    def alternative(self, photo: Photo, about: str, number: str) -> str:
        """The alternative text: as written, else from caption and place; a file name is never one."""
        if photo.alt and not _FILE_NAME.match(photo.alt.strip()):
            return photo.alt
        self.warnings[_("{photo} mangler en alternativ tekst.").format(photo=number)] = None
        return photo.caption or _("Foto: {about}").format(about=about)
