"""A list of questions to jump to: each with its chapter, and what of it was found, the words marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from klimabesog.casework.visitviews import QuestionHit
from klimabesog.casework.wayfinding import marks
from klimabesog.desktop.theme.colors import Colors, colors_of

HIT = Qt.ItemDataRole.UserRole
BEFORE = 24
"""Letters kept in front of the first mark of a long text."""


def where(hit: QuestionHit) -> str:
    """ "Energiforbrug · række 2"."""
    return " · ".join(part for part in (hit.chapter_title, hit.row) if part)


def told(hit: QuestionHit) -> str:
    """What is wrong with it, else what it was found by and its answer."""
    return hit.message or " · ".join(part for part in (hit.answer, hit.found) if part)


def lines_of(hit: QuestionHit) -> list[str]:
    """The lines below the question's words."""
    return [line for line in (where(hit), told(hit)) if line]


def near_mark(text: str, words: str) -> str:
    """The text on one line, from a little before the first mark."""
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    found = marks(line, words)
    start = found[0][0] - BEFORE if found else 0
    return line if start <= 0 else "… " + line[start:].partition(" ")[2]


class HitDelegate(QStyledItemDelegate):
    """A question's words, below them where it is, and then what was answered or is wrong."""

    words = ""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colors = colors_of(self.parent())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(2, 2, -2, -2)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(box, 8, 8)
        hit: QuestionHit = index.data(HIT)
        inner = box.adjusted(10, 5, -10, -5)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        top = self._line(painter, font, inner, inner.top(), (colors.text, hit.label), colors)
        small = small_font(option.font)
        for line in lines_of(hit):
            ink = colors.danger if line == hit.message else colors.muted
            top = self._line(painter, small, inner, top, (ink, line), colors)
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        font: QFont,
        box: QRect,
        top: int,
        said: tuple[str, str],
        colors: Colors,
    ) -> int:
        """Paint one line with its marks; the top of the next."""
        ink, text = said
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(near_mark(text, self.words), Qt.TextElideMode.ElideRight, box.width())
        layout = QTextLayout(shown, font)
        mark = QTextCharFormat()
        mark.setBackground(QColor(colors.warn_soft))
        mark.setForeground(QColor(colors.text))
        mark.setFontUnderline(True)
        ranges = []
        for start, length in marks(shown, self.words):
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = start, length, mark
            ranges.append(part)
        layout.setFormats(ranges)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(box.width() + metrics.averageCharWidth() * 4)
        layout.endLayout()
        painter.setPen(QColor(ink))
        layout.draw(painter, QPointF(box.left(), top))
        return top + metrics.height() + 1

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hit: QuestionHit = index.data(HIT)
        small = QFontMetrics(small_font(option.font)).height() + 1
        return QSize(100, QFontMetrics(option.font).height() + 1 + small * len(lines_of(hit)) + 14)


def small_font(font: QFont) -> QFont:
    """The font of the lines below."""
    small = QFont(font)
    small.setPixelSize(round(small.pixelSize() * 0.87))
    return small


class HitList(QListWidget):
    """Questions, each with its chapter; Enter or a click jumps.

    Signals:
        jumped(object): a QuestionHit.
    """

    jumped = Signal(object)

    def __init__(self, name: str):
        super().__init__()
        self.setAccessibleName(name)
        self._delegate = HitDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(self._jump)

    def show_hits(self, hits: Sequence[QuestionHit], words: str = "", chosen: int = 0) -> None:
        """Show these, with the words of a search marked."""
        self._delegate.words = words
        self.clear()
        for hit in hits:
            item = QListWidgetItem(hit.label)
            item.setData(HIT, hit)
            spoken = ". ".join((hit.label, *lines_of(hit)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip("\n".join((hit.label, *lines_of(hit))))
            self.addItem(item)
        if hits:
            self.setCurrentRow(min(max(chosen, 0), len(hits) - 1))

    def jump(self) -> None:
        """Go to the chosen one."""
        self._jump(self.currentItem())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.jump()
            return
        super().keyPressEvent(event)

    def _jump(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.jumped.emit(item.data(HIT))
