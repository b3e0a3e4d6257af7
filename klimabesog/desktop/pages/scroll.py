"""A page whose content scrolls: a column of cards with a heading."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from klimabesog.desktop.shell import Page, Shell
from klimabesog.desktop.widgets.base import Text, hbox, vbox


class Scroll(QScrollArea):
    """A scroll area that fits its content's width and takes no focus of its own."""

    def __init__(self, content: QWidget):
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        content.setAutoFillBackground(False)


class ScrollPage(Page):
    """A page with a head (title, subtitle, buttons at the right) and a scrolling column `self.column`."""

    def __init__(self, shell: Shell, title: str = "", max_width: int = 0):
        super().__init__(shell)
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if max_width:
            content.setMaximumWidth(max_width)
        self.column = vbox(content, 16)
        self.column.setContentsMargins(28, 22, 28, 28)
        self.title = Text(title, "display")
        self.subtitle = Text("", "body", "muted")
        self.subtitle.hide()
        self.column.addLayout(self._head())
        vbox(self, 0).addWidget(Scroll(content))

    def _head(self) -> QHBoxLayout:
        head = hbox(spacing=12)
        words = vbox(spacing=0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head.addLayout(words, 1)
        self.buttons = hbox(spacing=10)
        head.addLayout(self.buttons)
        return head

    def show_head(self, title: str, subtitle: str) -> None:
        """Other words at the top."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
