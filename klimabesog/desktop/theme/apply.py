"""Theme: chooses the scheme and text size and puts them on the application."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from klimabesog.desktop.theme import fonts
from klimabesog.desktop.theme.colors import CONTRAST, DARK, LIGHT, Colors, palette_of
from klimabesog.desktop.theme.metrics import Metrics
from klimabesog.desktop.theme.sheet import style_sheet


class ThemeChoice(Enum):
    """What the user chose in Indstillinger."""

    SYSTEM = "system"
    LIGHT = "lys"
    DARK = "moerk"
    CONTRAST = "kontrast"


class Theme(QObject):
    """The look of the whole application.

    Signals:
        changed: the scheme or the text size is another now.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM, text_scale: float = 1.0):
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._scale = text_scale
        self._system = fonts.system_factor()
        self._family = fonts.load() or app.font().family()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    @property
    def text_scale(self) -> float:
        return self._scale

    @property
    def colors(self) -> Colors:
        return scheme(self._choice, self._app)

    @property
    def metrics(self) -> Metrics:
        return Metrics(min(2.0, self._scale * self._system))

    def choose(self, choice: ThemeChoice) -> None:
        """Change the scheme at once."""
        self._choice = choice
        self._apply()

    def set_text_scale(self, scale: float) -> None:
        """Change the text size at once (1.0-2.0)."""
        self._scale = max(1.0, min(2.0, scale))
        self._apply()

    def _system_changed(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        metrics, colors = self.metrics, self.colors
        font = QFont(self._family)
        font.setPixelSize(metrics.font_px("body"))
        self._app.setFont(font)
        self._app.setPalette(palette_of(colors))
        self._app.setStyleSheet(style_sheet(colors, metrics))
        self.changed.emit()


def scheme(choice: ThemeChoice, app: QApplication) -> Colors:
    """The colours for a choice; "system" follows the desktop's contrast and dark setting."""
    if choice is ThemeChoice.SYSTEM:
        return _system_scheme(app)
    return {ThemeChoice.LIGHT: LIGHT, ThemeChoice.DARK: DARK, ThemeChoice.CONTRAST: CONTRAST}[choice]


def _system_scheme(app: QApplication) -> Colors:
    hints = app.styleHints()
    wishes = hints.accessibility()
    if wishes.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
