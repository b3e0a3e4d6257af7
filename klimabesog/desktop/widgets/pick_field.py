"""A field to pick one of many choices in: typing finds, arrows walk, Enter takes; the list opens below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Text, vbox
from klimabesog.desktop.widgets.choice_list import ChoiceList, Pair
from klimabesog.values.texts import _

LINES = 9
READ_AHEAD = 2000
"""So many choices are made ready for searching at a time."""
_WALKING = frozenset(
    {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End}
)


class PickField(QLineEdit):
    """Choices as (value, label). `value` is what was picked last; text that is no choice gives way to it.

    The choices may be given as a function: it is called when they are first needed, or before, when there is time.

    Signals:
        picked(str): a value was picked, "" when the field was emptied.
        left(): the focus went elsewhere.
        next_wanted(int): Enter on a closed list (+1), Up (-1).
    """

    picked = Signal(str)
    left = Signal()
    next_wanted = Signal(int)

    def __init__(self, name: str, placeholder: str = ""):
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder or _("Vælg eller skriv for at søge"))
        self.setMaximumWidth(460)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextMargins(0, 0, 26, 0)
        self.choices = ChoiceList(self)
        self._fetch: Callable[[], Sequence[Pair]] | None = None
        self._prepare: Callable[[], bool] | None = None
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._read_on)
        self._value, self._label = "", ""
        self._popup: ChoicePopup | None = None
        self.textEdited.connect(self._search)

    # --- value

    @property
    def value(self) -> str:
        """The value picked last."""
        return self._value

    def set_value(self, value: str, label: str) -> None:
        """Show a value by its label."""
        self._value, self._label = value, label
        if not self._is_open() and self.text() != label:
            self.setText(label)
            self.setCursorPosition(0)

    def offer(
        self,
        choices: Sequence[Pair] | Callable[[], Sequence[Pair]],
        prepare: Callable[[], bool] | None = None,
    ) -> None:
        """The choices from now on. `prepare` does a little of what `choices` has to do; True when nothing is left."""
        self._prepare = prepare
        if callable(choices):
            self._fetch = choices
            return
        self._fetch = None
        self.choices.show_pairs(choices)

    def _read_on(self) -> None:
        """A long list is read before the first key, in slices that nobody feels."""
        if self._fetch is not None and self._prepare is not None and not self._prepare():
            return
        if self._fetch is not None:
            self._fetched()
        elif self.choices.read_ahead(READ_AHEAD):
            self._idle.stop()

    def _fetched(self) -> ChoiceList:
        if self._fetch is not None:
            fetch, self._fetch = self._fetch, None
            self.choices.show_pairs(fetch())
        return self.choices

    # --- the list

    def _is_open(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def open_list(self) -> None:
        """Show all choices, at the one that is picked."""
        if self.isReadOnly() or not self.isEnabled():
            return
        self._fetched().search("")
        self.selectAll()
        self._show_popup()
        self._list().go_to(max(0, self.choices.row_of(self._value)))

    def close_list(self) -> None:
        """Hide the list."""
        if self._popup is not None:
            self._popup.hide()

    def _list(self) -> ChoicePopup:
        if self._popup is None:
            self._popup = ChoicePopup(self, self.choices)
            self._popup.taken.connect(self._take_row)
        return self._popup

    def _show_popup(self) -> None:
        self._list().show_below(self)

    def _search(self, text: str) -> None:
        self._fetched().search(text)
        self._show_popup()
        self._list().go_to(0 if text.strip() else -1)

    def _take_row(self, row: int) -> None:
        value, label = self.choices.pair(row)
        self.close_list()
        self._pick(value, label)

    def _pick(self, value: str, label: str) -> None:
        fresh = value != self._value
        self._value, self._label = value, label
        self.setText(label)
        self.setCursorPosition(0)
        if fresh:
            self.picked.emit(value)

    def settle_text(self) -> None:
        """The typed text counts when it is a choice or nothing; else what was picked stands."""
        self.close_list()
        text = self.text().strip()
        if text == self._label:
            return
        if not text:
            self._pick("", "")
            return
        folded = text.casefold()
        found = next((pair for pair in self._fetched().pairs if pair[1].strip().casefold() == folded), None)
        self._pick(*(found or (self._value, self._label)))

    # --- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._is_open():
            if key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.text() and not control and self._is_typed():
                super().keyPressEvent(event)
            elif key in _WALKING:
                self._list().walk(event)
            elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take_current()
            elif key == Qt.Key.Key_Escape:
                self.close_list()
                self.setText(self._label)
            else:
                super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_F4, Qt.Key.Key_Space) and self._opens(event):
            self.open_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle_text()
            self.next_wanted.emit(1)
        elif key == Qt.Key.Key_Up:
            self.next_wanted.emit(-1)
        else:
            super().keyPressEvent(event)

    def _is_typed(self) -> bool:
        return self.text() != self._label

    def _opens(self, event: QKeyEvent) -> bool:
        return event.key() != Qt.Key.Key_Space or not self.text() or self.hasSelectedText()

    def _take_current(self) -> None:
        row = self._list().current_row()
        if 0 <= row < self.choices.rowCount():
            self._take_row(row)
        else:
            self.settle_text()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self._is_open():
            self.open_list()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._idle.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._idle.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle_text()
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_arrow(self)


def paint_arrow(field: QWidget) -> None:
    """Draw the arrow of a drop-down at the field's right; to be called while it is painted."""
    painter = QPainter(field)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colors_of(field).muted), 1.8))
    x, y = field.width() - 20, field.height() / 2
    painter.drawPolyline(
        QPolygonF([QPointF(x - 5, y - 2.5), QPointF(x, y + 2.5), QPointF(x + 5, y - 2.5)])
    )


class TallRows(QStyledItemDelegate):
    """Rows high enough for a finger."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        height = max(40, option.fontMetrics.height() + 14)  # type: ignore[attr-defined]
        return QSize(super().sizeHint(option, index).width(), height)


class ChoicePopup(QFrame):
    """The list below a field. The field keeps the focus and passes the walking keys on.

    Signals:
        taken(int): a row was pressed.
    """

    taken = Signal(int)

    def __init__(self, field: PickField, choices: ChoiceList):
        super().__init__(field, Qt.WindowType.ToolTip)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("kind", "inset")
        self._field, self._choices = field, choices
        self._view = QListView()
        self._view.setModel(choices)
        self._view.setItemDelegate(TallRows(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setFocusProxy(field)
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._view.setAccessibleName(field.accessibleName())
        self._view.clicked.connect(lambda index: self.taken.emit(index.row()))
        self._none = Text(_("Intet passer. Prøv begyndelsen af et ord."), "small", "muted")
        self._none.setContentsMargins(12, 10, 12, 10)
        layout = vbox(self, 0)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._none)
        layout.addWidget(self._view)

    def show_below(self, field: QLineEdit) -> None:
        """Open below the field, or above where there is no room below."""
        rows = self._choices.rowCount()
        self._none.setVisible(not rows)
        self._view.setVisible(bool(rows))
        line = max(40, self._view.sizeHintForRow(0)) if rows else 44
        height = min(rows, LINES) * line + 4 if rows else 48
        screen = field.screen().availableGeometry() if field.screen() else QRect(0, 0, 4000, 4000)
        below = field.mapToGlobal(QPoint(0, field.height() + 2))
        if below.y() + height > screen.bottom():
            above = field.mapToGlobal(QPoint(0, 0)).y() - height - 2
            below.setY(above if above >= screen.top() else max(screen.top(), screen.bottom() - height))
        size = QSize(max(field.width(), 280), height)
        if self.geometry() != QRect(below, size):
            self.setGeometry(QRect(below, size))
        if not self.isVisible():
            self.show()
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def hideEvent(self, event: QEvent) -> None:  # type: ignore[override]
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press elsewhere, a scrolled page or a moved window closes the list."""
        kind = event.type()
        elsewhere = kind in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel) and not self._holds(watched)
        left = kind in (QEvent.Type.WindowDeactivate, QEvent.Type.Move) and watched is self._field.window()
        if elsewhere or left:
            QTimer.singleShot(0, self._field, self._field.close_list)
        return False

    def _holds(self, watched: QObject) -> bool:
        step: QObject | None = watched
        while step is not None:
            if step is self or step is self._field:
                return True
            step = step.parent()
        return not watched.isWidgetType()

    def current_row(self) -> int:
        """The row that is marked, -1 for none."""
        return self._view.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Mark a row; -1 marks none."""
        index = self._choices.index(row) if 0 <= row < self._choices.rowCount() else QModelIndex()
        self._view.setCurrentIndex(index)
        if index.isValid():
            self._view.scrollTo(index)

    def walk(self, event: QKeyEvent) -> None:
        """Up, down, a page, the first and the last."""
        rows, row = self._choices.rowCount(), self.current_row()
        steps = {
            Qt.Key.Key_Down: row + 1, Qt.Key.Key_Up: row - 1, Qt.Key.Key_PageDown: row + LINES - 1,
            Qt.Key.Key_PageUp: row - LINES + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: rows - 1,
        }  # fmt: skip
        if rows:
            self.go_to(max(0, min(rows - 1, steps[Qt.Key(event.key())])))
