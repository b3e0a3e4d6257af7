"""Colours of the three schemes, and how they travel in a QPalette to every painted widget."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

_ROLE = QPalette.ColorRole


@dataclass(frozen=True)
class Colors:
    """One scheme as "#rrggbb" texts. Text on its ground has at least 4.5:1, edges of fields at least 3:1."""

    ground: str  # behind cards
    surface: str  # cards, fields
    raised: str  # quiet fills: chips, key caps
    line: str  # decorative edges
    edge: str  # edges of fields (3:1)
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    warn: str
    info: str
    danger: str
    rail: str
    rail_text: str

    @property
    def rail_active(self) -> str:
        """The chosen place in the navigation rail."""
        return mix(self.rail_text, self.rail, 0.16)

    @property
    def warn_soft(self) -> str:
        return mix(self.warn, self.surface, 0.12)

    @property
    def info_soft(self) -> str:
        return mix(self.info, self.surface, 0.09)

    @property
    def danger_soft(self) -> str:
        return mix(self.danger, self.surface, 0.10)

    @property
    def accent_line(self) -> str:
        """An edge that belongs to the accent without shouting."""
        return mix(self.accent, self.surface, 0.35)

    @property
    def accent_hover(self) -> str:
        return mix(self.text, self.accent, 0.14)

    @property
    def hover(self) -> str:
        return mix(self.text, self.surface, 0.05)


LIGHT = Colors(
    ground="#f5f5f2", surface="#ffffff", raised="#eceeeb", line="#e0e2de", edge="#8b938e", text="#1a201d",
    muted="#59625d", accent="#0b6b50", on_accent="#ffffff", accent_soft="#e2f0ea", warn="#ab420b",
    info="#155f9e", danger="#b3261e", rail="#12352a", rail_text="#dce8e3",
)  # fmt: skip
DARK = Colors(
    ground="#131715", surface="#1c221f", raised="#2a322e", line="#333c37", edge="#7b8781", text="#e9edeb",
    muted="#a9b4ae", accent="#5fc7a4", on_accent="#06241a", accent_soft="#1d3b31", warn="#f2a274",
    info="#8cc1f0", danger="#ff9b93", rail="#0d110f", rail_text="#d3ddd8",
)  # fmt: skip
CONTRAST = Colors(
    ground="#000000", surface="#000000", raised="#1c1c1c", line="#ffffff", edge="#ffffff", text="#ffffff",
    muted="#ffffff", accent="#ffe14d", on_accent="#000000", accent_soft="#3a3300", warn="#ffb366",
    info="#8fd3ff", danger="#ff9c9c", rail="#000000", rail_text="#ffffff",
)  # fmt: skip

# Which palette role carries which colour: every widget can read the scheme back from its own palette.
_ROLES: dict[str, QPalette.ColorRole] = {
    "ground": _ROLE.Window,
    "surface": _ROLE.Base,
    "raised": _ROLE.AlternateBase,
    "line": _ROLE.Mid,
    "edge": _ROLE.Dark,
    "text": _ROLE.Text,
    "muted": _ROLE.PlaceholderText,
    "accent": _ROLE.Highlight,
    "on_accent": _ROLE.HighlightedText,
    "accent_soft": _ROLE.Midlight,
    "warn": _ROLE.LinkVisited,
    "info": _ROLE.Link,
    "danger": _ROLE.BrightText,
    "rail": _ROLE.Shadow,
    "rail_text": _ROLE.Light,
}


def mix(top: str, ground: str, share: float) -> str:
    """`share` (0-1) of `top` over `ground`, as "#rrggbb"."""
    a, b = QColor(top), QColor(ground)
    parts = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(x * share + y * (1 - share)) for x, y in parts)).name()


def palette_of(colors: Colors) -> QPalette:
    """The palette that carries a scheme; Qt's own parts (menus, calendars) use the same roles."""
    palette = QPalette()
    for name, role in _ROLES.items():
        palette.setColor(role, QColor(getattr(colors, name)))
    for role, name in (
        (_ROLE.WindowText, "text"),
        (_ROLE.Button, "surface"),
        (_ROLE.ButtonText, "text"),
        (_ROLE.ToolTipBase, "text"),
        (_ROLE.ToolTipText, "surface"),
        (_ROLE.Accent, "accent"),
    ):
        palette.setColor(role, QColor(getattr(colors, name)))
    _fade_disabled(palette, colors)
    return palette


def _fade_disabled(palette: QPalette, colors: Colors) -> None:
    faded = QColor(mix(colors.muted, colors.surface, 0.6))
    for role in (_ROLE.WindowText, _ROLE.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)


def colors_of(_widget: QObject | None) -> Colors:
    """The scheme in use, as the application's palette carries it."""
    palette = QApplication.palette()
    key = palette.cacheKey()
    if key not in _SEEN:
        _SEEN.clear()
        group = QPalette.ColorGroup.Active
        _SEEN[key] = Colors(**{name: palette.color(group, role).name() for name, role in _ROLES.items()})
    return _SEEN[key]


_SEEN: dict[int, Colors] = {}  # the palette changes seldom, widgets repaint often


def contrast(a: str, b: str) -> float:
    """WCAG 2 contrast ratio of two colours, 1-21."""
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    c = QColor(color)
    red, green, blue = (_linear(x) for x in (c.redF(), c.greenF(), c.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
