"""A dialog with a title, a column and its buttons at the foot; opens without blocking the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QListWidget, QScrollArea, QWidget

from klimabesog.desktop.widgets.base import Text, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.texts import _

FRAME = 40
"""Pixels for the frame that the desktop puts around a dialog."""
LEAST_SEEN = 120
"""So much of a body that scrolls is always seen."""


class Dialog(QDialog):
    """Write into `body`, then `add_buttons`; show it with `open()`."""

    bounded = False
    """Whether it is never taller than the window it belongs to; what does not fit then scrolls within it."""

    def __init__(self, parent: QWidget | None, title: str, width: int = 560):
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width)
        outer = vbox(self, 16)
        outer.setContentsMargins(24, 22, 24, 20)
        outer.addWidget(Text(title, "title"))
        self.body = vbox(spacing=12)
        outer.addLayout(self.body, 1)
        self._around: QScrollArea | None = None
        self.foot = hbox(spacing=10)
        outer.addLayout(self.foot)

    def showEvent(self, event: QShowEvent) -> None:
        """As tall as its text needs at its width: Qt reckons with another width for lines that wrap."""
        super().showEvent(event)
        if not event.spontaneous():
            self.fit()

    def fit(self) -> None:
        """Take the height that the text needs; also when what it shows is another. Without room it scrolls."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            layout.activate()
            width, least = max(self.width(), self.minimumWidth()), layout.totalMinimumSize().height()
            if least > self._room and self._around is None:
                self._let_scroll()
                least = layout.totalMinimumSize().height()
            parent, height = self.parentWidget(), max(layout.totalHeightForWidth(width), least)
            if self.bounded and parent is not None:
                height = max(least, min(height, parent.window().height() - 40))
            self.resize(width, self._room if self._around is not None else height)

    @property
    def _room(self) -> int:
        """The height of the screen without the frame."""
        return self.screen().availableSize().height() - FRAME

    def _let_scroll(self) -> None:
        """Put the body into a scroll area; title and buttons stay where they are seen."""
        outer = self.layout()
        assert isinstance(outer, QBoxLayout)
        focus = self.focusWidget() or self._first_stop()
        outer.removeItem(self.body)
        self.body.setParent(None)
        content = QWidget()
        self.body.setContentsMargins(0, 0, 10, 0)
        content.setLayout(self.body)
        self._around = QScrollArea()  # it follows the focus by itself
        self._around.setWidgetResizable(True)
        self._around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._around.setMinimumHeight(LEAST_SEEN)
        self._around.setWidget(content)
        content.setAutoFillBackground(False)
        outer.insertWidget(1, self._around, 1)
        outer.activate()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_stop(self) -> QWidget | None:
        """What Tab comes to first: the buttons would be, once the body is put elsewhere."""
        one = self.nextInFocusChain()
        while one is not None and one is not self:
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled():
                return one
            one = one.nextInFocusChain()
        return None

    def add_buttons(self, *buttons: QWidget) -> None:
        """Buttons at the right of the foot; the last is the default."""
        self.foot.addStretch(1)
        for button in buttons:
            self.foot.addWidget(button)
        if buttons and isinstance(buttons[-1], Button):
            buttons[-1].setDefault(True)

    def list_of(self, lines: Sequence[str]) -> QListWidget:
        """Lines to read, one below the other."""
        shown = QListWidget()
        shown.setAccessibleName(self.windowTitle())
        shown.setWordWrap(True)
        shown.addItems(list(lines))
        shown.setMinimumHeight(200)
        return shown


class ConfirmDialog(Dialog):
    """One question with a button that does it and one that does not."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        yes: str,
        act: Callable[[], object],
        *,
        danger: bool = False,
    ):
        super().__init__(parent, title, width=460)
        self.body.addWidget(Text(sentence, "body"))

        def do() -> None:
            self.accept()
            act()

        self.add_buttons(
            Button(_("Annuller"), self.reject), Button(yes, do, kind="danger" if danger else "primary")
        )
