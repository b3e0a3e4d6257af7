"""Go to a question: by searching (Ctrl+J), or from the list of what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import QuestionHit
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.fields import SearchField
from klimabesog.values.texts import _

HIT = Qt.ItemDataRole.UserRole


class HitDelegate(QStyledItemDelegate):
    """A question in two lines: its words, and below them where it is and what was answered."""

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
        _line(painter, font, inner, colors.text, hit.label)
        small = QFont(option.font)
        small.setPixelSize(round(small.pixelSize() * 0.87))
        below = inner.adjusted(0, QFontMetrics(font).height() + 1, 0, 0)
        _line(painter, small, below, colors.danger if hit.message else colors.muted, second_line(hit))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, round(QFontMetrics(option.font).height() * 1.9) + 18)


def _line(painter: QPainter, font: QFont, box: QRect, color: str, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(color))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)


def second_line(hit: QuestionHit) -> str:
    """ "Trykluft · Nej"."""
    return " · ".join(part for part in (hit.chapter_title, hit.message or hit.answer) if part)


class HitList(QListWidget):
    """Questions, each with its chapter; Enter or a click jumps.

    Signals:
        jumped(object): a QuestionHit.
    """

    jumped = Signal(object)

    def __init__(self, name: str):
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(HitDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._jump)

    def show_hits(self, hits: Sequence[QuestionHit]) -> None:
        """Show these."""
        self.clear()
        for hit in hits:
            item = QListWidgetItem(hit.label)
            item.setData(HIT, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.label}. {second_line(hit)}")
            self.addItem(item)
        if hits:
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._jump(self.currentItem())
            return
        super().keyPressEvent(event)

    def _jump(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.jumped.emit(item.data(HIT))


class JumpDialog(Dialog):
    """Type any words of a question, its chapter or its answer.

    Signals:
        jumped(object)
    """

    jumped = Signal(object)

    def __init__(self, parent: QWidget, visit: Visit):
        super().__init__(parent, _("Søg i besøget"), width=620)
        self._visit = visit
        self.search = SearchField(_("Skriv et ord fra spørgsmålet eller svaret"), delay_ms=60)
        self.list = HitList(_("Fundne spørgsmål"))
        self.list.setMinimumHeight(300)
        self._none = Text(_("Intet spørgsmål passer. Prøv et andet ord."), "body", "muted")
        self._none.hide()
        self.body.addWidget(self.search)
        self.body.addWidget(self._none)
        self.body.addWidget(self.list, 1)
        self.search.searched.connect(self._find)
        self.search.installEventFilter(self)
        self.list.jumped.connect(self._go)
        self.search.setFocus()

    def _find(self, text: str) -> None:
        hits = self._visit.search(text) if text else []
        self.list.show_hits(hits)
        self._none.setVisible(bool(text) and not hits)

    def _go(self, hit: QuestionHit) -> None:
        self.accept()
        self.jumped.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.search:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._find(self.search.text().strip())
                self.list._jump(self.list.currentItem())
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
                by = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + by) % self.list.count())
                return True
        return False


class MissingDialog(Dialog):
    """What is missing, what does not hold, and what was to be asked later.

    Signals:
        jumped(object)
    """

    jumped = Signal(object)

    def __init__(self, parent: QWidget, visit: Visit):
        super().__init__(parent, _("Mangler"), width=620)
        groups = (
            (_("Ikke besvaret"), visit.missing()),
            (_("Passer ikke"), visit.errors()),
            (_("Spørg senere"), visit.later()),
        )
        for title, hits in groups:
            if hits:
                self._add(title, hits)
        if not any(hits for _title, hits in groups):
            self.body.addWidget(Text(_("Alt det nødvendige er besvaret."), "body", "muted"))
        self.add_buttons(Button(_("Luk"), self.reject, kind="primary"))

    def _add(self, title: str, hits: Sequence[QuestionHit]) -> None:
        self.body.addWidget(Text(f"{title} ({len(hits)})", "strong"))
        shown = HitList(title)
        shown.show_hits(hits)
        shown.setMinimumHeight(min(260, 62 * len(hits) + 12))
        shown.jumped.connect(self._go)
        self.body.addWidget(shown, 1)

    def _go(self, hit: QuestionHit) -> None:
        self.accept()
        self.jumped.emit(hit)
