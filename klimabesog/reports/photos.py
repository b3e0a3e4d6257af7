"""Photos as a page needs them: upright, shrunk to the drawn size, without metadata, kept by hash."""

from __future__ import annotations

from collections import OrderedDict
from io import BytesIO
from threading import Lock
from typing import Any

DPI = 180
QUALITY = 82
_KEPT = 256


class UnreadablePhoto(Exception):
    """The bytes are no picture that can be shown."""


class PhotoCache:
    """Shrunk photos in memory by hash, the 256 used last; never on disk, where they would lie unencrypted.

    What is kept is RGB JPEG, turned upright, without position or other metadata.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, sha256: str, box: tuple[float, float]) -> bytes | None:
        """The shrunk copy for a box (width, height in points), if there is one."""
        key = _key(sha256, box)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, sha256: str, box: tuple[float, float], jpeg: bytes) -> bytes:
        """Keeps a shrunk copy; gives it back."""
        with self._lock:
            self._kept[_key(sha256, box)] = jpeg
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return jpeg


def _key(sha256: str, box: tuple[float, float]) -> str:
    return f"{sha256} {box[0]:.0f}x{box[1]:.0f}"


def shrink(data: bytes, box: tuple[float, float]) -> bytes:
    """The picture as an upright RGB JPEG that fills a box (points) at 180 dpi. Raises UnreadablePhoto."""
    from PIL import Image, ImageOps

    pixels = round(box[0] * DPI / 72), round(box[1] * DPI / 72)
    try:
        with Image.open(BytesIO(data)) as opened:
            opened.draft("RGB", (2 * pixels[0], 2 * pixels[1]))
            upright = _on_white(ImageOps.exif_transpose(opened))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadablePhoto(str(error)) from error
    upright.thumbnail(pixels, Image.Resampling.LANCZOS, reducing_gap=2)
    return _jpeg(upright)


def _on_white(image: Any) -> Any:
    """RGB, transparent parts on white: PDF/A takes no chances with transparency, and paper is white."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image.convert("RGBA"))
        image = white
    return image.convert("RGB")


def _jpeg(image: Any) -> bytes:
    out = BytesIO()
    image.info.clear()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def is_raster(data: bytes) -> bool:
    """Whether the bytes are a PNG or a JPEG rather than a drawing."""
    return data.startswith((b"\x89PNG", b"\xff\xd8"))


def picture_on_white(data: bytes, box: tuple[float, float], dpi: int = 300) -> bytes:
    """A picture of flat colours, such as a logo, as a PNG on white that fits into a box (points). UnreadablePhoto."""
    from PIL import Image

    pixels = round(box[0] * dpi / 72), round(box[1] * dpi / 72)
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
            image = _on_white(opened)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadablePhoto(str(error)) from error
    image.thumbnail(pixels, Image.Resampling.LANCZOS)
    image.info.clear()
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def ink(data: bytes, widest: int = 900) -> bytes:
    """A drawn signature as a PNG of its ink alone: white and transparent parts are clear, the margins cut off.

    At most `widest` pixels wide. Raises UnreadablePhoto, also for a drawing without any ink.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data)) as opened:
            dark = ImageOps.invert(_on_white(opened).convert("L"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadablePhoto(str(error)) from error
    edges = dark.point(lambda value: 255 if value > 24 else 0).getbbox()
    if edges is None:
        raise UnreadablePhoto("no ink")
    drawn = dark.crop(edges)
    drawn.thumbnail((widest, widest), Image.Resampling.LANCZOS)
    pen = Image.new("RGBA", drawn.size, (16, 24, 48, 0))
    pen.putalpha(drawn)
    out = BytesIO()
    pen.save(out, "PNG", optimize=True)
    return out.getvalue()


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    from PIL import Image

    with Image.open(BytesIO(picture)) as image:
        return image.size
