"""A segmented bar of exclusive choices: the answer bar of checkpoints, and short select-one questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from klimabesog.desktop.theme.colors import Colors, colors_of


@dataclass(frozen=True)
class Segment:
    """One choice: stored value, text, the key that picks it ("" for none) and its tone when chosen."""

    value: str
    text: str
    key: str = ""
    tone: str = "good"  # good | warn | neutral


class SegmentButton(QAbstractButton):
    """One segment; paints itself as a slice of the bar."""

    def __init__(self, segment: Segment, big: bool):
        super().__init__()
        self.segment = segment
        self.big = big
        self.show_key = bool(segment.key)
        self._sizes: dict[bool, QSize] = {}
        self.round_left = self.round_right = False
        self.setText(segment.text)
        self.setCheckable(True)
        self.setAccessibleName(segment.text)
        if segment.key:
            self.setAccessibleDescription(f"Tast {segment.key.upper()}")

    def natural_size(self, *, with_key: bool) -> QSize:
        """The size it needs, with or without its key cap (kept: a layout asks for it many times)."""
        if with_key not in self._sizes:
            self._sizes[with_key] = self._measure(with_key=with_key)
        return self._sizes[with_key]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._sizes.clear()

    def _measure(self, *, with_key: bool) -> QSize:
        metrics = QFontMetrics(self._text_font(bold=True))
        width = metrics.horizontalAdvance(self.text()) + (44 if self.big else 32)
        if with_key and self.segment.key:
            width += self._cap_width() + 8
        floor = 64 if self.big else 42
        return QSize(width, max(floor, metrics.height() + 16))

    def sizeHint(self) -> QSize:
        return self.natural_size(with_key=self.show_key)

    def _text_font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        if self.big:
            font.setPixelSize(round(font.pixelSize() * 1.2))
        return font

    def _cap_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(font.pixelSize() * 0.75))
        return font

    def _cap_width(self) -> int:
        return QFontMetrics(self._cap_font()).height() + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        ink, fill = self._tones(colors)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = _slice(box, 10, self.round_left, self.round_right)
        painter.fillPath(outline, QColor(fill))
        painter.setPen(QPen(QColor(ink if self.isChecked() else colors.line), 1))
        painter.drawPath(outline)
        if self.hasFocus():
            ring = _slice(box.adjusted(1.5, 1.5, -1.5, -1.5), 9, self.round_left, self.round_right)
            painter.setPen(QPen(QColor(colors.accent), 2.4))
            painter.drawPath(ring)
        self._paint_text(painter, colors, ink)

    def _tones(self, colors: Colors) -> tuple[str, str]:
        """Ink and fill."""
        if not self.isChecked():
            return colors.text, colors.hover if self.underMouse() else colors.surface
        soft = {"good": colors.accent_soft, "warn": colors.warn_soft, "neutral": colors.raised}
        ink = {"good": colors.accent, "warn": colors.warn, "neutral": colors.text}
        return ink[self.segment.tone], soft[self.segment.tone]

    def _paint_text(self, painter: QPainter, colors: Colors, ink: str) -> None:
        font = self._text_font(bold=self.isChecked())
        cap = self._cap_width() if self.show_key and self.segment.key else 0
        width = QFontMetrics(font).horizontalAdvance(self.text())
        left = (self.width() - width - (cap + 8 if cap else 0)) / 2
        painter.setFont(font)
        painter.setPen(QColor(ink))
        box = QRectF(left, 0, width + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if cap:
            self._paint_cap(
                painter, colors, QRectF(left + width + 8, (self.height() - cap) / 2, cap, cap), ink
            )

    def _paint_cap(self, painter: QPainter, colors: Colors, box: QRectF, ink: str) -> None:
        painter.setPen(QPen(QColor(colors.line if not self.isChecked() else ink), 1))
        painter.setBrush(QColor(colors.surface))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(QColor(ink if self.isChecked() else colors.muted))
        painter.setFont(self._cap_font())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.segment.key.upper())


def _slice(box: QRectF, radius: float, left: bool, right: bool) -> QPainterPath:
    """A rectangle with rounded corners at the asked sides only."""
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    for square, edge in ((not left, box.left()), (not right, box.right() - radius * 2)):
        if square:
            corner = QPainterPath()
            corner.addRect(QRectF(edge, box.top(), radius * 2, box.height()))
            path = path.united(corner)
    return path


class ChoiceBar(QWidget):
    """Exclusive choices as one bar; one tab stop, arrows move, keys of the segments answer at once.

    Signals:
        chosen(str): the user picked this value ("" when the chosen one was picked again and may be cleared).
        left(int): arrow up (-1) or down/enter (+1): the next question, please.
    """

    chosen = Signal(str)
    left = Signal(int)

    def __init__(self, segments: Sequence[Segment], name: str, *, big: bool = False, clearable: bool = True):
        super().__init__()
        self._clearable = clearable
        self._value = ""
        self._lines: dict[int, tuple[list[list[SegmentButton]], bool]] = {}
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.buttons = [SegmentButton(segment, big) for segment in segments]
        for button in self.buttons:
            button.setParent(self)
            button.installEventFilter(self)
            self._group.addButton(button)
            button.clicked.connect(lambda _checked=False, button=button: self._pick(button))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._settle_focus()
        if self.buttons:
            self.setFocusProxy(self.buttons[0])

    # --- value

    @property
    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        """Show a value without emitting."""
        self._value = value
        for button in self.buttons:
            button.setChecked(button.segment.value == value)
        self._settle_focus()

    def _pick(self, button: SegmentButton) -> None:
        again = button.segment.value == self._value
        value = "" if again and self._clearable else button.segment.value
        self.set_value(value)
        self.chosen.emit(value)

    def _settle_focus(self) -> None:
        """One tab stop: the chosen segment, else the first."""
        stop = next((b for b in self.buttons if b.isChecked()), self.buttons[0] if self.buttons else None)
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        stop = next((b for b in self.buttons if b.isChecked()), self.buttons[0] if self.buttons else None)
        if stop is not None:
            stop.setFocus(reason)

    # --- keyboard

    def eventFilter(self, watched: object, event: object) -> bool:  # type: ignore[override]
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            return self._key(watched, event)
        if isinstance(event, QFocusEvent) and isinstance(watched, QWidget):
            watched.update()
        return False

    def _key(self, button: object, event: QKeyEvent) -> bool:
        keys = Qt.Key
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return False
        if event.key() in (keys.Key_Left, keys.Key_Right):
            self._step(button, 1 if event.key() == keys.Key_Right else -1)
            return True
        if event.key() in (keys.Key_Down, keys.Key_Return, keys.Key_Enter):
            self.left.emit(1)
            return True
        if event.key() == keys.Key_Up:
            self.left.emit(-1)
            return True
        return self._letter(event.text())

    def _letter(self, text: str) -> bool:
        for button in self.buttons:
            if text and button.segment.key and text.lower() == button.segment.key.lower():
                if button.segment.value != self._value:
                    self._pick(button)
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def _step(self, button: object, by: int) -> None:
        if isinstance(button, SegmentButton):
            index = self.buttons.index(button) + by
            if 0 <= index < len(self.buttons):
                self.buttons[index].setFocus(Qt.FocusReason.TabFocusReason)

    # --- layout

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows, _with_keys = self._rows(width)
        return self._row_height() * len(rows) + 6 * (len(rows) - 1)

    def sizeHint(self) -> QSize:
        sizes = [b.natural_size(with_key=True).width() for b in self.buttons]
        return QSize(sum(sizes), self._row_height())

    def minimumSizeHint(self) -> QSize:
        widest = max((b.natural_size(with_key=False).width() for b in self.buttons), default=0)
        return QSize(widest, self._row_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        rows, with_keys = self._rows(self.width())
        y = 0
        for line in rows:
            self._place(line, y, with_keys)
            y += self._row_height() + 6

    def _place(self, line: list[SegmentButton], y: int, with_keys: bool) -> None:
        x = 0
        for button in line:
            button.show_key = with_keys
            button.round_left, button.round_right = button is line[0], button is line[-1]
            width = button.natural_size(with_key=with_keys).width()
            button.setGeometry(QRect(x, y, width, self._row_height()))
            x += width - 1

    def _row_height(self) -> int:
        return max((b.natural_size(with_key=False).height() for b in self.buttons), default=0)

    def _rows(self, room: int) -> tuple[list[list[SegmentButton]], bool]:
        """The buttons in lines that fit (kept for each width: layouts ask many times); key caps go first."""
        if room not in self._lines:
            self._lines[room] = self._break(room)
        return self._lines[room]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lines.clear()

    def _break(self, room: int) -> tuple[list[list[SegmentButton]], bool]:
        for with_keys in (True, False):
            widths = [b.natural_size(with_key=with_keys).width() for b in self.buttons]
            if sum(widths) - len(widths) + 1 <= room:
                return [list(self.buttons)], with_keys
        lines: list[list[SegmentButton]] = [[]]
        used = 0
        for button, width in zip(self.buttons, widths, strict=True):
            if lines[-1] and used + width > room:
                lines.append([])
                used = 0
            lines[-1].append(button)
            used += width
        return lines, False
