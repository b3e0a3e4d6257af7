"""Photos for the page, and the album that hands them out."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from klimabesog.reports.album import Album
from klimabesog.reports.model import Photo
from klimabesog.reports.photos import PhotoCache, UnreadablePhoto, ink, shrink, size_of
from tests.reports.hard import pen_drawing
from tests.reports.pictures import Pictures, painted


def saved(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


def test_a_turned_photo_comes_upright_small_and_without_metadata() -> None:
    small = shrink(painted(1, (1200, 1600), turned=True), (240, 240))
    assert size_of(small) == (450, 600)
    with Image.open(BytesIO(small)) as image:
        assert image.mode == "RGB"
        assert not image.getexif()


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_every_kind_of_picture_becomes_rgb(mode: str) -> None:
    kind = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    with Image.open(BytesIO(shrink(saved(Image.new(mode, (40, 30)), kind), (240, 240)))) as image:
        assert (image.mode, image.size) == ("RGB", (40, 30))


def test_transparent_parts_stand_on_white() -> None:
    with Image.open(BytesIO(shrink(saved(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"), (9, 9)))) as image:
        assert image.getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("data", [b"", b"no picture", painted(1)[:900]])
def test_what_is_no_picture_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadablePhoto):
        shrink(data, (240, 240))


def test_the_cache_keeps_the_copies_used_last() -> None:
    cache = PhotoCache()
    cache.put("abc", (10, 10), b"jpeg")
    assert cache.get("abc", (10, 11)) is None
    for number in range(300):
        cache.put(str(number), (10, 10), b"other")
        assert cache.get("abc", (10, 10)) == b"jpeg"
    assert cache.get("0", (10, 10)) is None
    assert cache.get("299", (10, 10)) == b"other"


def test_a_signature_is_its_ink_alone() -> None:
    for clear in (True, False):
        drawn = ink(pen_drawing(clear))
        with Image.open(BytesIO(drawn)) as image:
            assert image.mode == "RGBA"
            assert image.width < 520
            assert image.height < 120
            least, most = image.getchannel("A").getextrema()
            assert least == 0
            assert most > 200
    for nothing in (saved(Image.new("RGB", (50, 50), "white"), "PNG"), b"no picture"):
        with pytest.raises(UnreadablePhoto):
            ink(nothing)


def test_a_file_name_is_never_an_alternative_text() -> None:
    album = Album(Pictures(), PhotoCache())
    about = "Belysning, lamper"
    assert album.alternative(Photo("1", alt="En lampe"), about, "Foto 1") == "En lampe"
    assert album.alternative(Photo("2", "Lampe i hal 2", "IMG_2041.jpg"), about, "Foto 2") == "Lampe i hal 2"
    assert album.alternative(Photo("3", alt="DSC0001"), about, "Foto 3") == "Foto: Belysning, lamper"
    assert list(album.warnings) == [
        "Foto 2 mangler en alternativ tekst.",
        "Foto 3 mangler en alternativ tekst.",
    ]
