"""Text fields: one line, several lines (Tab moves on, grows with its text), search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from klimabesog.desktop.theme import icons
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.values.texts import _

MOST_LINES = 14  # a longer text scrolls in its field


class LineField(QLineEdit):
    """One line of text.

    Signals:
        left(): focus went elsewhere or Enter was pressed.
        next_wanted(int): Enter or Down (+1), Up (-1).
    """

    left = Signal()
    next_wanted = Signal(int)

    def __init__(self, text: str = "", name: str = "", placeholder: str = ""):
        super().__init__(text)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.returnPressed.emit()
            self.left.emit()
            self.next_wanted.emit(1)
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
            self.next_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        super().keyPressEvent(event)


def as_typed(text: str) -> str:
    """A text as a text field gives it back: Qt makes a non-breaking space a plain one."""
    return text.replace("\u00a0", " ")


class TextField(QPlainTextEdit):
    """Several lines; Tab moves to the next field, the height follows the text.

    Signals:
        left(): focus went elsewhere.
    """

    left = Signal()

    def __init__(self, text: str = "", name: str = "", placeholder: str = "", *, lines: int = 3):
        super().__init__(text)
        self._lines = lines
        self._lines_shown = 0
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)
        self._fit()

    def set_text(self, text: str) -> None:
        """Show another text; the cursor stays where it was when the text is the same."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def sizeHint(self) -> QSize:
        return QSize(200, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height())

    def _height(self) -> int:
        lines = max(self._lines, min(MOST_LINES, self._lines_shown))
        return lines * self.fontMetrics().lineSpacing() + 26

    def _count_lines(self) -> int:
        """Lines as they wrap at the width in use."""
        block, lines = self.document().begin(), 0
        while block.isValid():
            self.blockBoundingRect(block)  # lays the block out
            lines += max(1, block.layout().lineCount())
            block = block.next()
        return lines

    def _fit(self) -> None:
        lines = self._count_lines()
        if lines != self._lines_shown:
            self._lines_shown = lines
            many = lines > MOST_LINES
            bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if many else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            self.setVerticalScrollBarPolicy(bar)
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class SearchField(QLineEdit):
    """A search line that tells what is asked for shortly after the last key.

    Signals:
        searched(str): the text to search for.
        down(): the user wants to go into the list below.
    """

    searched = Signal(str)
    down = Signal()

    def __init__(self, placeholder: str = "", delay_ms: int = 120):
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder or _("Søg"))
        self.setClearButtonEnabled(True)
        self._magnifier = QAction(self)
        self.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, singleShot=True, interval=delay_ms)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._timer.start())
        self._colour()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive():
                self._timer.stop()
                self.searched.emit(self.text().strip())
            self.down.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        self._magnifier.setIcon(icons.icon("soeg", colors_of(self).muted, 18))
