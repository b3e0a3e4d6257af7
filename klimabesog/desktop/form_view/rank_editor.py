"""Choices to put in order: drag them, or move the marked one with Alt and the arrows or the buttons beside."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QSizePolicy

from klimabesog.desktop.form_view.choice_editors import ChoiceEditor
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.widgets.base import Text, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.markup import plain
from klimabesog.values.texts import _

VALUE = Qt.ItemDataRole.UserRole


class RankList(QListWidget):
    """The choices in their order.

    Signals:
        moved(): by dragging.
        step_wanted(int): Alt and an arrow.
        next_wanted(int): Enter.
    """

    moved = Signal()
    step_wanted = Signal(int)
    next_wanted = Signal(int)

    def __init__(self, name: str):
        super().__init__()
        self.setAccessibleName(name)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.model().rowsMoved.connect(lambda *_moved: self.moved.emit())

    def sizeHint(self) -> QSize:
        return QSize(300, max(1, self.count()) * self.line_height() + 8)

    def line_height(self) -> int:
        """The height of one choice: large enough for a finger."""
        return max(40, self.fontMetrics().height() + 14)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit(1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentRow(0)


class RankEditor(ChoiceEditor):
    """An order of the choices; none until one is moved or the order shown is taken."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self._value = ""
        self._list = RankList(plain(node.label or ""))
        self._list.moved.connect(lambda: QTimer.singleShot(0, self, self._reordered))  # when the drop is over
        self._list.step_wanted.connect(self._step)
        self._list.next_wanted.connect(self.next_wanted)
        self._unranked = Text(
            _("Ikke ordnet endnu. Træk, eller flyt med Alt og piletasterne."), "small", "muted"
        )
        self._take = Button(_("Brug rækkefølgen"), self._reordered, kind="quiet", icon="hak")
        self._clear = Button(_("Ryd"), self._clear_order, kind="quiet")
        self._build()
        self.setFocusProxy(self._list)

    def _build(self) -> None:
        column = vbox(self, 6)
        line = hbox(spacing=6)
        line.addWidget(self._list, 1)
        steps = vbox(spacing=4)
        for icon, by, name in (("op", -1, _("Flyt det valgte op")), ("ned", 1, _("Flyt det valgte ned"))):
            button = Button(kind="icon", icon=icon, name=name, tip=name)
            button.clicked.connect(lambda _checked=False, by=by: self._step(by))
            steps.addWidget(button)
        steps.addStretch(1)
        line.addLayout(steps)
        column.addLayout(line)
        foot = hbox(spacing=6)
        foot.addWidget(self._unranked, 4)
        foot.addWidget(self._take)
        foot.addWidget(self._clear)
        foot.addStretch(1)
        column.addLayout(foot)

    def build(self, node: Node) -> None:
        self._draw(node.value)

    @property
    def value(self) -> str:
        return self._value

    def show_value(self, value: str) -> None:
        if value != self._value or self._list.count() != len(self._pairs()):
            self._draw(value)

    def _draw(self, value: str) -> None:
        """The ranked first, then what the form offers beside them."""
        self._value = value
        labels = {known: plain(label) for known, label in self._pairs()}
        ranked = [word for word in value.split() if word in labels]
        marked = self._list.currentRow()
        self._list.blockSignals(True)
        self._list.clear()
        for place, known in enumerate([*ranked, *(word for word in labels if word not in ranked)], 1):
            item = QListWidgetItem(f"{place}. {labels[known]}" if value else f"–  {labels[known]}")
            item.setData(VALUE, known)
            item.setSizeHint(QSize(0, self._list.line_height()))
            self._list.addItem(item)
        self._list.setCurrentRow(marked)
        self._list.blockSignals(False)
        self._list.updateGeometry()
        show_if(self._unranked, not value)
        show_if(self._take, not value and self._list.count() > 0)
        show_if(self._clear, bool(value))

    def _order(self) -> list[str]:
        return [str(self._list.item(row).data(VALUE)) for row in range(self._list.count())]

    def _step(self, by: int) -> None:
        order, row = self._order(), self._list.currentRow()
        other = row + by
        if row < 0 or not 0 <= other < len(order):
            return
        order[row], order[other] = order[other], order[row]
        self._set(" ".join(order), other)

    def _reordered(self) -> None:
        self._set(" ".join(self._order()), self._list.currentRow())

    def _clear_order(self) -> None:
        self._set("", self._list.currentRow())
        self._list.setFocus()

    def _set(self, value: str, row: int) -> None:
        self._draw(value)
        self._list.setCurrentRow(row)
        self.committed.emit()
