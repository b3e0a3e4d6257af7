"""A table of choices: several questions with the same choices, one line each, the choices' labels once above them.

XLSForm writes it as a `table-list` group, or as `label` on the first question and `list-nolabel` on the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QStyle, QWidget

from klimabesog.desktop.form_view.choice_editors import ChoiceEditor, choice_pairs
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.tree import Part, Slot, choice_count, has_word
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Text, empty, hbox
from klimabesog.desktop.widgets.markup import plain

CHOICE_SHARE = 3
EDGE = 3
"""Pixels kept free at either side of a column's label."""
UPRIGHT = 96
"""An upright label has lines of this length in pixels, or longer where its column would be too narrow for them."""


def in_choice_table(part: Part) -> bool:
    """Whether the part is a line, or the head, of a table of choices."""
    return (
        not isinstance(part, Slot)
        and part.kind in ("select1", "select")
        and has_word(part, "label", "list-nolabel")
    )


def label_share(node: Node) -> int:
    """How much of a line the question takes; the choices take CHOICE_SHARE."""
    return 2 if choice_count(node) <= 5 else 1


class ChoiceTableHead(QWidget):
    """The labels of the choices above their columns."""

    def __init__(self, node: Node):
        super().__init__()
        line = hbox(self, 8)
        line.addWidget(_share(Text("", "small-strong", "muted")), label_share(node))
        labels = [plain(label) for _value, label in choice_pairs(node)]
        line.addWidget(ColumnLabels(labels), CHOICE_SHARE)


class ColumnLabels(QWidget):
    """Labels above columns of equal width: in lines where their words fit, else upright, so that none is cut."""

    def __init__(self, labels: Sequence[str]):
        super().__init__()
        self.labels = list(labels)
        self.setProperty("role", "caption")
        self.setAccessibleName(", ".join(self.labels))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def upright(self) -> bool:
        """Whether the labels stand upright at the present width."""
        return self._stand_upright(self.width())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self.labels:
            return 0
        column = self._column(width)
        if self._stand_upright(width):
            return max(self._length(label, column) for label in self.labels)
        return max(self._box(label, column).height() for label in self.labels)

    def sizeHint(self) -> QSize:
        return QSize(1, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.fontMetrics().height())

    def _column(self, width: int) -> int:
        return max(1, width // max(1, len(self.labels)) - 2 * EDGE)

    def _stand_upright(self, width: int) -> bool:
        metrics, column = self.fontMetrics(), self._column(width)
        return any(
            metrics.horizontalAdvance(word) > column for label in self.labels for word in label.split()
        )

    def _box(self, label: str, room: int) -> QRect:
        wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        return self.fontMetrics().boundingRect(QRect(0, 0, room, 10_000), wrapped, label)

    def _length(self, label: str, column: int) -> int:
        """How long the lines of an upright label must be for all of them to stand in the column."""
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in label.split()), default=0)
        whole = metrics.horizontalAdvance(label) + 2 * EDGE
        room = max(longest + 2 * EDGE, UPRIGHT)
        while room < whole and self._box(label, room).height() > column + 2 * EDGE:
            room += UPRIGHT // 4
        return min(room, whole)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(colors_of(self).muted))
        upright, column = self.upright, self._column(self.width())
        each = self.width() / max(1, len(self.labels))
        for index, label in enumerate(self.labels):
            if upright:
                self._paint_upright(painter, label, each * (index + 0.5))
            else:
                box = QRectF(each * index + EDGE, 0, column, self.height())
                flags = (
                    Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
                )
                painter.drawText(box, flags, label)

    def _paint_upright(self, painter: QPainter, label: str, middle: float) -> None:
        """From below upwards, its lines centred in the column."""
        high = self._box(label, self.height()).height()
        painter.save()
        painter.translate(middle - high / 2, self.height())
        painter.rotate(-90)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(0, 0, self.height(), high), flags, label)
        painter.restore()


class ChoiceLineEditor(ChoiceEditor):
    """One line: a button for each choice below its label. One tab stop for one answer, arrows move."""

    def __init__(self, *, several: bool) -> None:
        super().__init__()
        self._several = several
        self._line = hbox(self, 0)
        self._buttons: dict[str, QAbstractButton] = {}
        self._value = ""
        _share(self)

    def build(self, node: Node) -> None:
        empty(self._line)
        self._buttons = {}
        for value, label in self._pairs():
            button: QAbstractButton = QCheckBox() if self._several else QRadioButton()
            button.setAutoExclusive(False)
            button.setAccessibleName(f"{plain(node.label or '')}: {plain(label)}")
            button.setToolTip(plain(label))
            button.clicked.connect(lambda _checked=False, value=value: self._pick(value))
            button.installEventFilter(self)
            cell = QWidget()
            layout = hbox(_share(cell), 0)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            layout.setContentsMargins(_label_spacing(button), 0, 0, 0)
            self._line.addWidget(cell, 1)
            self._buttons[value] = button

    def _pick(self, value: str) -> None:
        if self._several:
            self.show_value(" ".join(v for v, button in self._buttons.items() if button.isChecked()))
        else:
            self.show_value("" if value == self._value else value)
        self.committed.emit()

    @property
    def value(self) -> str:
        return self._value

    def show_value(self, value: str) -> None:
        self._value = value
        chosen = value.split()
        stop = next((b for v, b in self._buttons.items() if v in chosen), None)
        stop = stop or next(iter(self._buttons.values()), None)
        for name, button in self._buttons.items():
            button.setChecked(name in chosen)
            tab = self._several or button is stop
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Down, keys.Key_Up):
            self.next_wanted.emit(-1 if event.key() == keys.Key_Up else 1)
            return True
        if event.key() in (keys.Key_Left, keys.Key_Right):
            buttons: list[QObject] = list(self._buttons.values())
            index = buttons.index(watched) + (1 if event.key() == keys.Key_Right else -1)
            if 0 <= index < len(buttons):
                buttons[index].setFocus(Qt.FocusReason.TabFocusReason)  # type: ignore[attr-defined]
            return True
        return False


def _label_spacing(button: QAbstractButton) -> int:
    """What the style keeps free for a label at the right of the mark: without one the mark would not be centred."""
    return button.style().pixelMetric(QStyle.PixelMetric.PM_RadioButtonLabelSpacing, None, button)


def _share(widget: QWidget) -> QWidget:
    """As wide as its share of the line, so that lines stand below each other."""
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
    return widget
