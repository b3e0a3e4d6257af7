"""Push buttons: ordinary, primary, quiet, link, chip and icon-only, with icons coloured from the palette."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from klimabesog.desktop.theme import icons
from klimabesog.desktop.theme.colors import colors_of

_ICON_COLOR = {"primary": "on_accent", "link": "accent", "danger": "danger", "icon": "muted"}


class Button(QPushButton):
    """A button; `kind` is "", primary, quiet, link, danger, chip, icon or row. Icon-only ones need a `name`."""

    def __init__(
        self,
        text: str = "",
        clicked: Callable[[], object] | None = None,
        *,
        kind: str = "",
        icon: str = "",
        name: str = "",
        tip: str = "",
    ):
        super().__init__(text)
        self._icon_name = icon
        self._drawn: tuple[str, str, int] | None = None
        self.setProperty("kind", kind)
        self.setAccessibleName(name or text.replace("&", ""))
        self.setToolTip(tip or name)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed if kind == "icon" else QSizePolicy.Policy.Maximum,
                           QSizePolicy.Policy.Fixed)  # fmt: skip
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())
        self._colour_icon()

    def rename(self, text: str) -> None:
        """Another word on it, read out too."""
        self.setText(text)
        self.setAccessibleName(text.replace("&", ""))

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self._colour_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._colour_icon()

    def _colour_icon(self) -> None:
        if not self._icon_name:
            return
        size = max(18, round(self.fontMetrics().height() * 0.9))
        color = getattr(colors_of(self), _ICON_COLOR.get(self.property("kind"), "text"))
        if (self._icon_name, color, size) == self._drawn:
            return
        self._drawn = (self._icon_name, color, size)
        self.setIcon(icons.icon(self._icon_name, color, size))
        self.setIconSize(QSize(size, size))


def onward(text: str, clicked: Callable[[], object] | None = None, *, kind: str = "") -> Button:
    """A button that leads on: its arrow stands behind the words."""
    button = Button(text, clicked, kind=kind, icon="hoejre")
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return button
