"""Photos painted on the spot, fetched by hash as the report does."""

from __future__ import annotations

import hashlib
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

from klimabesog.reports.model import Photo


def painted(number: int, size: tuple[int, int] = (1600, 1200), turned: bool = False) -> bytes:
    """A JPEG of a hall with machines, one for each number; `turned` lies on its side with an EXIF note."""
    hue = (number * 47) % 360
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    width, height = size
    for y in range(height):
        draw.line((0, y, width, y), fill=_hsl(hue, 18, 78 - 46 * y // height))
    floor = height * 7 // 10
    draw.polygon(
        [(0, height), (width, height), (width * 3 // 4, floor), (width // 4, floor)], fill=_hsl(hue, 8, 46)
    )
    for k in range(4):
        x = width * (k * 23 + number * 11 % 17) // 100
        draw.rectangle(
            (x, floor - height // (3 + k % 3), x + width // 7, floor + height // 12),
            fill=_hsl(hue + 40 * k, 30, 34),
            outline=_hsl(hue, 10, 22),
            width=8,
        )
        draw.ellipse((x + 40, floor - height // 5, x + 130, floor - height // 5 + 90), fill=_hsl(48, 70, 66))
    for k in range(5):
        draw.rectangle(
            (width * k // 5 + 60, height // 12, width * k // 5 + 240, height // 12 + 26), fill="#fbf6df"
        )
    image = image.filter(ImageFilter.GaussianBlur(2))
    exif = Image.Exif()
    if turned:
        image, exif[0x0112] = image.transpose(Image.Transpose.ROTATE_90), 6
    out = BytesIO()
    image.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


def _hsl(hue: int, saturation: int, light: int) -> str:
    return f"hsl({hue % 360}, {saturation}%, {light}%)"


class Pictures:
    """Painted photos by hash."""

    def __init__(self) -> None:
        self.bytes: dict[str, bytes] = {}

    def add(
        self,
        number: int,
        caption: str,
        alt: str,
        *,
        size: tuple[int, int] = (1600, 1200),
        turned: bool = False,
    ) -> Photo:
        data = painted(number, size, turned)
        sha256 = hashlib.sha256(data).hexdigest()
        self.bytes[sha256] = data
        return Photo(sha256, caption, alt)

    def __call__(self, sha256: str) -> bytes:
        return self.bytes[sha256]
