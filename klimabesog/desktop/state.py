"""What this laptop remembers about the window: place, size, theme, text size. Nothing about the work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.theme import ThemeChoice

FILE = "vindue.ini"
GEOMETRY = "vindue/plads-1"  # another number when the layout changes so much that old places do not fit
SMALLEST = (960, 560)
LOCK_MINUTES = 15
TITLE_BAR = 32  # before the window is shown nobody knows how tall its frame is


class WindowState:
    """Settings in an INI file in the data folder: the same on every platform, and a test never touches the real one."""

    def __init__(self, data_dir: Path):
        self._settings = QSettings(str(data_dir / FILE), QSettings.Format.IniFormat)

    @property
    def theme(self) -> ThemeChoice:
        try:
            return ThemeChoice(str(self._settings.value("udseende/tema", "system")))
        except ValueError:
            return ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._settings.setValue("udseende/tema", choice.value)

    @property
    def text_scale(self) -> float:
        try:
            return min(2.0, max(1.0, float(str(self._settings.value("udseende/tekst", "1.0")))))
        except ValueError:
            return 1.0

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._settings.setValue("udseende/tekst", f"{scale:.2f}")

    @property
    def lock_minutes(self) -> int:
        """After how many idle minutes the program locks; 0 is never."""
        try:
            return max(0, int(str(self._settings.value("laas/minutter", LOCK_MINUTES))))
        except ValueError:
            return LOCK_MINUTES

    @lock_minutes.setter
    def lock_minutes(self, minutes: int) -> None:
        self._settings.setValue("laas/minutter", minutes)

    @property
    def side_open(self) -> bool:
        return str(self._settings.value("besoeg/side", "true")) == "true"

    @side_open.setter
    def side_open(self, on: bool) -> None:
        self._settings.setValue("besoeg/side", "true" if on else "false")

    @property
    def extent(self) -> str:
        """How much the last visit begun here asks: proposed for the next."""
        return str(self._settings.value("besoeg/omfang", "hele"))

    @extent.setter
    def extent(self, extent: str) -> None:
        self._settings.setValue("besoeg/omfang", extent)

    @property
    def page(self) -> str:
        """The place or page shown last: overblik, …, or visit."""
        return str(self._settings.value("vindue/side", "overblik"))

    @page.setter
    def page(self, name: str) -> None:
        if name != self.page:
            self._settings.setValue("vindue/side", name)
            self._settings.sync()  # at once: the next start may follow a power cut

    def save_geometry(self, window: QWidget) -> None:
        """Remember where the window is."""
        self._settings.setValue(GEOMETRY, window.saveGeometry())

    def restore_geometry(self, window: QWidget) -> None:
        """Put the window where it was; if that screen is gone, where it can be seen."""
        saved = self._settings.value(GEOMETRY)
        if not (isinstance(saved, QByteArray) and window.restoreGeometry(saved)):
            window.resize(1280, 760)
            centre(window)
        clamp(window)


def centre(window: QWidget) -> None:
    """Put the window in the middle of the first screen."""
    screen = QGuiApplication.primaryScreen()
    if screen is not None:
        place = QRect(window.geometry())
        place.moveCenter(screen.availableGeometry().center())
        window.setGeometry(place)


def clamp(window: QWidget) -> None:
    """Keep the window inside the screen it is on."""
    screen = QGuiApplication.screenAt(window.frameGeometry().center()) or QGuiApplication.primaryScreen()
    if screen is None:
        return
    frame = max(TITLE_BAR, window.frameGeometry().height() - window.geometry().height())
    room = screen.availableGeometry().adjusted(0, frame, 0, 0)
    window.setMinimumSize(min(SMALLEST[0], room.width()), min(SMALLEST[1], room.height()))
    if not window.isMaximized():
        window.setGeometry(clamped(window.geometry(), room))


def clamped(place: QRect, room: QRect) -> QRect:
    """`place` moved and shrunk to lie within `room`."""
    width, height = min(place.width(), room.width()), min(place.height(), room.height())
    x = min(max(place.x(), room.x()), room.right() - width + 1)
    y = min(max(place.y(), room.y()), room.bottom() - height + 1)
    return QRect(x, y, width, height)
