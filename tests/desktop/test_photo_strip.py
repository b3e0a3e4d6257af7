"""The row of photos asks for what a photo shows until somebody has said it."""

from __future__ import annotations

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from klimabesog.desktop.widgets.photo_strip import PhotoStrip, PhotoTile, Thumb
from tests.reports.pictures import painted


def tiles(strip: PhotoStrip) -> list[PhotoTile]:
    return strip.findChildren(PhotoTile)


def test_a_photo_without_a_description_asks_for_one(qtbot: QtBot) -> None:
    strip = PhotoStrip("Fotos")
    qtbot.addWidget(strip)
    strip.show_photos([Thumb("1", "Foto", lambda: painted(1, (160, 120)), described=False)])
    (tile,) = tiles(strip)
    assert "læst op" in tile.accessibleDescription()
    assert tile.toolTip() == tile.accessibleDescription()


def test_the_request_goes_when_it_is_described(qtbot: QtBot) -> None:
    strip = PhotoStrip("Fotos")
    qtbot.addWidget(strip)

    def look(described: bool) -> QImage:
        strip.show_photos([Thumb("1", "Foto", lambda: painted(1, (160, 120)), described)])
        tile = tiles(strip)[-1]
        tile._load()
        return tile.grab().toImage()

    asking = look(False)
    assert look(True) != asking
    assert tiles(strip)[-1].toolTip() == "Foto"
