"""What the laptop remembers about the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect

from klimabesog.desktop.state import WindowState, clamped
from klimabesog.desktop.theme import ThemeChoice

SCREEN = QRect(0, 0, 1366, 728)


def test_a_window_on_a_screen_that_is_gone_comes_back() -> None:
    assert clamped(QRect(2000, 300, 1200, 700), SCREEN) == QRect(166, 28, 1200, 700)
    assert clamped(QRect(-900, -50, 1200, 700), SCREEN) == QRect(0, 0, 1200, 700)


def test_a_window_larger_than_the_screen_shrinks() -> None:
    assert clamped(QRect(0, 0, 2560, 1400), SCREEN) == SCREEN


def test_a_window_that_fits_stays_where_it_is() -> None:
    assert clamped(QRect(50, 40, 1000, 600), SCREEN) == QRect(50, 40, 1000, 600)


def test_choices_are_kept(tmp_path: Path) -> None:
    state = WindowState(tmp_path)
    state.theme, state.text_scale, state.page, state.side_open = ThemeChoice.DARK, 1.5, "visit", False
    state._settings.sync()
    again = WindowState(tmp_path)
    assert (again.theme, again.text_scale, again.page, again.side_open) == (
        ThemeChoice.DARK,
        1.5,
        "visit",
        False,
    )


def test_nonsense_in_the_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "vindue.ini").write_text("[udseende]\ntema=lyserød\ntekst=stor\n", "utf-8")
    state = WindowState(tmp_path)
    assert state.theme is ThemeChoice.SYSTEM
    assert state.text_scale == 1.0
