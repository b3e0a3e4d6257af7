"""Logo and colour in Indstillinger: chosen, shown, refused, taken away and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework.letterhead import logo_of
from klimabesog.casework.settings import settings
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.settings import SettingsPage
from klimabesog.desktop.pages.settings_letterhead import LetterheadCard
from tests.desktop.conftest import run_events

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" fill="#1d4f91"/></svg>'


@pytest.fixture
def card(window: MainWindow) -> LetterheadCard:
    window.go("indstillinger")
    page = window.page
    assert isinstance(page, SettingsPage)
    run_events()
    return page.letterhead


def test_a_colour_is_typed_or_picked(window: MainWindow, card: LetterheadCard) -> None:
    assert "programmets grønne" in card.note.text()
    card.colour.setText("1D4F91")
    card.colour.left.emit()
    assert settings(window.casebook.desk).colour == "#1d4f91"
    assert card.colour.text() == "#1d4f91"
    assert "som den er" in card.note.text()
    card.use_colour("#f2a900")
    assert "ikke læses på hvidt" in card.note.text()
    assert card.swatch.colour in card.note.text()
    assert card.swatch.colour != "#f2a900"


def test_what_is_no_colour_is_said_and_stays_typed(window: MainWindow, card: LetterheadCard) -> None:
    card.colour.setText("rød")
    card.colour.left.emit()
    assert "fx #1d4f91" in card._problem.text()
    assert card.colour.text() == "rød"
    assert settings(window.casebook.desk).colour == ""


def test_a_logo_is_shown_taken_away_and_brought_back(
    window: MainWindow, card: LetterheadCard, tmp_path: Path
) -> None:
    desk, file = window.casebook.desk, tmp_path / "byvaaben.svg"
    file.write_bytes(SVG)
    card.use_logo(file)
    assert logo_of(desk) == SVG
    shown = card.picture.grab().toImage()
    assert shown.pixelColor(shown.width() // 2, shown.height() // 2).name() == "#1d4f91"
    assert card.none.isHidden()
    card.remove.click()
    assert logo_of(desk) is None
    assert card.picture.isHidden()
    window.toast._button.click()
    assert logo_of(desk) == SVG


def test_a_file_that_is_no_logo_is_said(window: MainWindow, card: LetterheadCard, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"GIF89a")
    card.use_logo(file)
    assert "Vælg en PNG- eller SVG-fil" in card._problem.text()
    card.use_logo(tmp_path / "væk.png")
    assert "kan ikke læses" in card._problem.text()
    assert logo_of(window.casebook.desk) is None
