"""Small helpers every widget uses: labels with a role, layouts without fuss, restyling."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

_L = TypeVar("_L", bound=QBoxLayout)


class Text(QLabel):
    """A label with a place in the type scale (`role`) and a colour (`tone`); wraps, plain text unless rich."""

    def __init__(
        self, text: str = "", role: str = "body", tone: str = "", *, wrap: bool = True, rich: bool = False
    ):
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.setText(text)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            self.setMinimumWidth(1)

    def set_tone(self, tone: str) -> None:
        """Another colour from now on."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class Elided(QLabel):
    """One line of text that ends in "…" where there is no room; the whole of it is in the tool tip."""

    def __init__(self, text: str = "", role: str = "body", tone: str = ""):
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class Badge(QLabel):
    """A small coloured label: a count, a status. Tones: neutral, good, warn, info, danger."""

    def __init__(self, text: str = "", tone: str = "neutral"):
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "badge")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, tone: str | None = None) -> None:
        """Show another text; an empty one hides the badge."""
        self.setText(text)
        show_if(self, bool(text))
        if tone is not None and tone != self.property("tone"):
            self.setProperty("tone", tone)
            restyle(self)


class Frame(QFrame):
    """A surface of the style sheet (`kind`: card, inset, info, warn, good, bar-top, side-left …) with a layout."""

    def __init__(
        self, kind: str = "card", *, row: bool = False, margins: tuple[int, int, int, int] | None = None
    ):
        super().__init__()
        self.setProperty("kind", kind)
        self.body: QBoxLayout = hbox(self) if row else vbox(self)
        self.body.setContentsMargins(*(margins if margins is not None else (18, 16, 18, 16)))
        self.body.setSpacing(8)

    def add(self, *widgets: QWidget) -> Frame:
        """Append widgets; returns itself so that a card can be written in one breath."""
        for widget in widgets:
            self.body.addWidget(widget)
        return self


def rule() -> QFrame:
    """A thin horizontal line."""
    line = QFrame()
    line.setProperty("kind", "rule")
    return line


def vbox(parent: QWidget | None = None, spacing: int = 8) -> QVBoxLayout:
    """A column without margins."""
    return _bare(QVBoxLayout(parent) if parent else QVBoxLayout(), spacing)


def hbox(parent: QWidget | None = None, spacing: int = 8) -> QHBoxLayout:
    """A row without margins."""
    return _bare(QHBoxLayout(parent) if parent else QHBoxLayout(), spacing)


def _bare(layout: _L, spacing: int) -> _L:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def row(*widgets: QWidget, spacing: int = 8, stretch: bool = False) -> QWidget:
    """Widgets side by side; with `stretch` they gather at the left."""
    box = QWidget()
    layout = hbox(box, spacing)
    for widget in widgets:
        layout.addWidget(widget)
    if stretch:
        layout.addStretch(1)
    return box


def column(*widgets: QWidget, spacing: int = 8) -> QWidget:
    """Widgets below each other."""
    box = QWidget()
    layout = vbox(box, spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return box


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def restyle(widget: QWidget) -> None:
    """Let a changed property take effect."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def settle() -> None:
    """Finish all layouts before the next frame, so that nobody sees a page being put together.

    Each pass hands new sizes one level up or down; scroll areas within pages need three.
    """
    for _pass in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def show_if(widget: QWidget, on: bool) -> None:
    """Show or hide a widget that may not have its parent yet (a plain `setVisible` would open a window of its own)."""
    if not on:
        widget.hide()
    elif widget.parentWidget() is not None:
        widget.show()
    else:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)


def is_put_away(widget: QWidget) -> bool:
    """Whether the widget was hidden on purpose; one that is only not on screen yet (`isHidden`) was not."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def set_flag(widget: QWidget, name: str, on: bool) -> None:
    """Set a boolean style property ("active", "invalid"), restyling only when it changes."""
    if bool(widget.property(name)) != on:
        widget.setProperty(name, on)
        restyle(widget)
