"""Pictures from cameras and phones: upright, small, without position; and what is no picture."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from klimabesog.casework import pictures
from klimabesog.values.errors import InputError
from tests.casework.steps import photo

HEIC = Path(__file__).parents[1] / "data" / "pictures" / "telefon.heic"
ORIENTATION, GPS, EXIF = 0x0112, 0x8825, 0x8769


def encoded(image: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def decoded(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def from_a_phone() -> bytes:
    """A large JPEG on its side: its upper half red once upright, with position, maker and capture time."""
    image = Image.new("RGB", (4000, 3000), "blue")
    image.paste("red", (0, 0, 2000, 3000))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010F] = "Telefonmageren"
    exif.get_ifd(EXIF)[0x9003] = "2026:11:20 10:41:07"
    exif.get_ifd(GPS).update({1: "N", 2: (55.0, 40.0, 30.0), 3: "E", 4: (12.0, 34.0, 5.0)})
    return encoded(image, "JPEG", exif=exif)


def test_a_phone_photo(tmp_path: Path) -> None:
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(from_a_phone())
    picture = pictures.load(path)
    kept = decoded(picture.jpeg)
    assert kept.size == (picture.width, picture.height) == (1920, pictures.LONGEST_SIDE)
    top, bottom = kept.getpixel((960, 100)), kept.getpixel((960, 2400))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > bottom[0]
    assert bottom[2] > 200 > top[2]
    assert picture.taken == "2026-11-20T10:41:07"
    assert not dict(kept.getexif())
    assert "exif" not in kept.info
    assert b"Telefonmageren" not in picture.jpeg
    assert b"Exif" not in picture.jpeg


def test_a_small_picture_is_not_blown_up() -> None:
    picture = pictures.load(photo(size=(320, 200)))
    assert (picture.width, picture.height, picture.taken) == (320, 200, "")


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "i går", "2026:13:45 10:00:00"])
def test_a_capture_time_that_is_none(taken: str) -> None:
    assert pictures.load(photo(taken=taken)).taken == ""


def test_a_heic() -> None:
    picture = pictures.load(HEIC)
    kept = decoded(picture.jpeg)
    assert (kept.format, kept.size, picture.taken) == ("JPEG", (64, 96), "2026-11-20T10:41:07")
    assert kept.getpixel((32, 8)) == pytest.approx((255, 0, 0), abs=12)
    assert kept.getpixel((32, 88)) == pytest.approx((0, 0, 255), abs=12)
    assert b"Telefonmageren" not in picture.jpeg


def test_half_a_heic() -> None:
    data = HEIC.read_bytes()
    for share in (0.3, 0.6, 0.9):
        with pytest.raises(InputError):
            pictures.load(data[: int(len(data) * share)], "foto.heic")


def test_transparent_turns_white() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 20, 40))
    kept = decoded(pictures.load(encoded(image, "PNG")).jpeg)
    assert kept.mode == "RGB"
    assert kept.getpixel((35, 20)) == pytest.approx((255, 255, 255), abs=8)
    assert kept.getpixel((5, 20)) == pytest.approx((255, 0, 0), abs=12)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_other_kinds_of_pixels(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    kept = decoded(pictures.load(encoded(Image.new(mode, (40, 30)), kind)).jpeg)
    assert (kept.mode, kept.size) == ("RGB", (40, 30))


@pytest.mark.parametrize(
    "data", [b"", b"ikke et billede", b"%PDF-1.7\n", b"\xff\xd8\xff", b"GIF89a", b"<svg/>"]
)
def test_no_picture(data: bytes) -> None:
    with pytest.raises(InputError, match=r"bilag\.jpg er "):
        pictures.load(data, "bilag.jpg")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.98])
def test_half_a_picture(share: float) -> None:
    noise = Image.effect_noise((600, 400), 80).convert("RGB")
    for kind in ("JPEG", "PNG"):
        data = encoded(noise, kind)
        with pytest.raises(InputError, match=r"foto\.jpg er beskadiget"):
            pictures.load(data[: int(len(data) * share)], "foto.jpg")


def test_200_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "stor.jpg"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError, match=r"stor\.jpg fylder 200 MB. Vælg et billede på højst 60 MB"):
        pictures.load(path)


def test_a_bomb_of_pixels_is_refused() -> None:
    """12,000 × 12,000 pixels of one colour are a few kB; Pillow's own warning does not get out."""
    bomb = encoded(Image.new("1", (12_000, 12_000)), "PNG")
    with pytest.raises(InputError, match="billedpunkter"):
        pictures.load(bomb, "bombe.png")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "væk.jpg", tmp_path):
        with pytest.raises(InputError, match="kan ikke åbnes"):
            pictures.load(path)


def test_thumbnails() -> None:
    small = decoded(pictures.thumbnail(photo(size=(800, 400)), 100))
    assert (small.format, small.size) == ("JPEG", (100, 50))
