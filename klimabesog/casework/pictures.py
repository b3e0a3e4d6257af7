"""Pictures as they come from a camera or a phone: checked, turned upright, stripped of position, shrunk once."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from PIL import Image

LONGEST_SIDE = 2560
"""Pixels of the longer side of the one copy kept: enough for a full page at 220 dpi."""

MAX_BYTES = 60_000_000
MAX_PIXELS = 120_000_000
QUALITY = 85
EXIF_IFD, DATE_TIME_ORIGINAL, DATE_TIME = 0x8769, 0x9003, 0x0132


@dataclass(frozen=True)
class Picture:
    """A picture ready to keep: upright JPEG without metadata, and when it was taken ("" unknown; ISO local)."""

    jpeg: bytes
    taken: str
    width: int
    height: int


def load(source: Path | bytes, name: str = "") -> Picture:
    """Read a JPEG, HEIC, PNG or other picture.

    Raises InputError with one sentence for a file that is no picture, is damaged or far too large.
    """
    from PIL import ImageOps

    name = name or (source.name if isinstance(source, Path) else _("Billedet"))
    image = _open(_bytes(source, name), name)
    try:
        taken = _taken(image)  # decodes a PNG to find it
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG only: decodes at a smaller scale
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
        rgb = _flat(upright)
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        raise InputError(
            _("{name} er beskadiget og kan ikke læses. Tag eller hent billedet igen.").format(name=name)
        ) from error
    return Picture(_jpeg(rgb, QUALITY), taken, rgb.width, rgb.height)


def drawing(png: bytes) -> bytes:
    """A signature or a sketch as PNG on white, without metadata.

    Raises InputError when the bytes are no picture.
    """
    image = _flat(_open(_bytes(png, _("Tegningen")), _("Tegningen")))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def thumbnail(jpeg: bytes, pixels: int) -> bytes:
    """A small JPEG whose longer side is `pixels`."""
    from PIL import Image

    image = Image.open(io.BytesIO(jpeg))
    image.draft("RGB", (pixels, pixels))
    image.thumbnail((pixels, pixels), reducing_gap=2.0)
    return _jpeg(_flat(image), 80)


def _bytes(source: Path | bytes, name: str) -> bytes:
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                _("{name} fylder {mb} MB. Vælg et billede på højst {limit} MB.").format(
                    name=name, mb=round(size / 1e6), limit=MAX_BYTES // 1_000_000
                )
            )
        return source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise InputError(
            _("{name} kan ikke åbnes. Se, om filen findes, og prøv igen.").format(name=name)
        ) from error


def _open(data: bytes, name: str) -> Image.Image:
    import warnings

    import pi_heif
    from PIL import Image

    pi_heif.register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError(
            _("{name} er ikke et billede, der kan læses. Vælg en JPEG-, HEIC- eller PNG-fil.").format(
                name=name
            )
        ) from error
    if image.width * image.height > MAX_PIXELS:
        raise InputError(_("{name} har for mange billedpunkter. Vælg et mindre billede.").format(name=name))
    return image


def _taken(image: Image.Image) -> str:
    """Capture time by the camera's own clock; a phone's PNG or a screenshot has none."""
    exif = image.getexif()
    text = exif.get_ifd(EXIF_IFD).get(DATE_TIME_ORIGINAL) or exif.get(DATE_TIME) or ""
    try:
        return datetime.strptime(str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S").isoformat()
    except ValueError:
        return ""


def _flat(image: Image.Image) -> Image.Image:
    """RGB on white: a transparent logo or screenshot must not turn black."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image.convert("RGBA"))
        image = white
    return image.convert("RGB")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """Without any metadata: position, camera and owner stay on the phone."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
