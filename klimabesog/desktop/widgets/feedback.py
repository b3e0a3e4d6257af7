"""What the window says back: toast with "Fortryd", "Gemt 14.05", banner, empty state."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from klimabesog.desktop.theme import icons
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Frame, Text, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.texts import _


class IconPicture(QWidget):
    """An icon as a picture, in a colour of the scheme."""

    def __init__(self, name: str, color: str = "muted", size: int = 20):
        super().__init__()
        self._name, self._color, self._size = name, color, size
        self.setFixedSize(size, size)

    def show_icon(self, name: str, color: str) -> None:
        """Show another icon or colour."""
        self._name, self._color = name, color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icons.paint(painter, self._name, self.rect().toRectF(), getattr(colors_of(self), self._color))


class SavedMark(QWidget):
    """ "✓ Gemt 14.05", or that saving failed."""

    def __init__(self) -> None:
        super().__init__()
        layout = hbox(self, 4)
        self._icon = IconPicture("hak", "accent", 16)
        self._text = Text("", "small-strong", "accent", wrap=False)
        layout.addWidget(self._icon)
        layout.addWidget(self._text)
        show_if(self, False)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_saved(self, time: str) -> None:
        """The last answer was written at `time` ("14.05")."""
        self._icon.show_icon("hak", "accent")
        self._text.set_tone("accent")
        self._text.setText(_("Gemt {time}").format(time=time) if time else "")
        show_if(self, bool(time))


class Banner(Frame):
    """One sentence across the page that says what to do; closes by its button."""

    def __init__(self) -> None:
        super().__init__("danger", row=True, margins=(14, 6, 6, 6))
        self._icon = IconPicture("advarsel", "danger")
        self._text = Text("", "body")
        self.body.addWidget(self._icon)
        self.body.addWidget(self._text, 1)
        self.body.addWidget(Button(kind="icon", icon="kryds", name=_("Luk besked"), clicked=self.hide))
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if self.isVisibleTo(self.parentWidget() or self) else ""

    def say(self, sentence: str) -> None:
        """Show the sentence."""
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()


class Toast(QFrame):
    """A short message at the foot of its parent, with one action, gone after some seconds."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._over = parent
        self._text = Text("", "body", wrap=False)
        self._button = Button(kind="quiet")
        self._button.clicked.connect(self._act)
        self._action: Callable[[], object] | None = None
        layout = hbox(self, 8)
        layout.addWidget(self._text)
        layout.addWidget(self._button)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def say(
        self, sentence: str, action: Callable[[], object] | None = None, label: str = "", ms: int = 8000
    ) -> None:
        """Show the sentence; `action` is offered as a button ("Fortryd" unless `label`)."""
        colors = colors_of(self)
        self.setStyleSheet(
            f"Toast {{ background: {colors.text}; border-radius: 12px; }}"
            f"Toast QLabel, Toast QPushButton {{ color: {colors.surface}; background: transparent; }}"
        )
        self._text.setText(sentence)
        self._action = action
        self._button.setText(label or _("Fortryd"))
        show_if(self._button, action is not None)
        self._margins(8 if action is not None else 18)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(ms)

    def _margins(self, right: int) -> None:
        """A button brings its own room; text alone has as much at the right as at the left."""
        upright = 4 if right < 18 else 10
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(18, upright, right, upright)

    def _act(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()

    def _place(self) -> None:
        self.adjustSize()
        room = self._over.size()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - 28)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False


class EmptyState(QWidget):
    """Nothing here yet: an icon, a sentence that says what to do next, and the button that does it."""

    def __init__(self, icon: str, title: str, sentence: str = "", button: Button | None = None):
        super().__init__()
        layout = vbox(self, 8)
        layout.setContentsMargins(24, 40, 24, 40)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addStretch(1)  # room to spare goes around, not between
        layout.addWidget(IconPicture(icon, "accent", 44), 0, centre)
        layout.addWidget(Text(title, "heading", wrap=False), 0, centre)
        if sentence:
            words = Text(sentence, "body", "muted")
            words.setAlignment(centre)
            layout.addWidget(words)
        if button is not None:
            layout.addSpacing(6)
            layout.addWidget(button, 0, centre)
        layout.addStretch(2)
