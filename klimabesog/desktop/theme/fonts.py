"""The typeface: Source Sans 3 from the resources when it is there, else what the system has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication

from klimabesog.values import resources

FAMILY = "Source Sans 3"
_SYSTEM_NORMAL_PX = 15  # desktops set their normal text to 12-15 px; more means the user asked for large text


def load() -> str | None:
    """Register the bundled font files; the family's name, or None when there are none."""
    for file in _files():
        QFontDatabase.addApplicationFont(str(file))
    return FAMILY if QFontDatabase.hasFamily(FAMILY) else None


@cache
def load_bold() -> None:
    """Register the bold weight, when a form's words ask for it: thickened letters of a lighter one look smeared."""
    for file in resources.path("resources", "fonts").glob("SourceSans*700Bold.ttf"):
        QFontDatabase.addApplicationFont(str(file))


def _files() -> list[Path]:
    folder = resources.path("resources", "fonts")
    if not folder.is_dir():
        return []
    return [p for p in sorted(folder.iterdir()) if p.suffix in (".ttf", ".otf") and _wanted(p.stem)]


def _wanted(stem: str) -> bool:
    """The two weights that the window sets; each file costs four milliseconds of the start."""
    return stem.lower().startswith("sourcesans") and stem.endswith(("400Regular", "600SemiBold"))


def system_factor() -> float:
    """How much larger than usual the system's own text is set (1.0 or more)."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    screen = QGuiApplication.primaryScreen()
    dots = screen.logicalDotsPerInchY() if screen is not None else 96.0
    pixels = font.pixelSize() if font.pixelSize() > 0 else font.pointSizeF() * dots / 72  # QFontInfo would search fonts
    return max(1.0, pixels / _SYSTEM_NORMAL_PX)
