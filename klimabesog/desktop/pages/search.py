"""Search over everything (Ctrl+F): companies, visits, answers, notes, grouped, as you type."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from klimabesog.casework.searching import GROUPS, SearchHit, place_of, search
from klimabesog.desktop.pages.visit.hits import HitDelegate, small_font
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Text, show_if
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.fields import SearchField
from klimabesog.values.texts import _, ngettext

HIT = Qt.ItemDataRole.UserRole
LIMIT = 60
PAGE = 8


class FoundDelegate(HitDelegate):
    """A group's heading, or a hit: its title, and below where it is and the text around the words."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit: SearchHit | None = index.data(HIT)
        colors = colors_of(self.parent())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(2, 2, -2, -2)
        if hit is None:
            painter.setFont(small_font(option.font))
            painter.setPen(QColor(colors.muted))
            place = box.adjusted(10, 6, -10, -2)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, index.data())
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(box, 8, 8)
        inner = box.adjusted(10, 5, -10, -5)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        top = self._line(painter, font, inner, inner.top(), (colors.text, hit.title), colors)
        for line in below(hit):
            top = self._line(painter, small_font(option.font), inner, top, (colors.muted, line), colors)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hit: SearchHit | None = index.data(HIT)
        small = QFontMetrics(small_font(option.font)).height() + 1
        if hit is None:
            return QSize(100, small + 16)
        return QSize(100, QFontMetrics(option.font).height() + 1 + small * len(below(hit)) + 14)


def below(hit: SearchHit) -> list[str]:
    """The lines under a hit's title."""
    snippet = hit.snippet if hit.snippet != hit.title else ""
    return [line for line in (hit.where, snippet) if line]


class SearchDialog(Dialog):
    """Type; the arrows choose, Enter goes to the very place.

    Signals:
        found(object): the Spot of the chosen hit.
    """

    found = Signal(object)

    def __init__(self, parent: QWidget, shell: Shell):
        super().__init__(parent, _("Søg i alt"), width=680)
        self._shell = shell
        self.search = SearchField(_("Virksomhed, person, svar eller note"), delay_ms=60)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Fundet"))
        self._delegate = FoundDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setMinimumHeight(380)
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the arrow keys reach it from the field
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._go)
        self._count = Text("", "small", "muted")
        self._rest = QWidget()  # takes the list's room while there is nothing to list
        self._rest.setMinimumHeight(380)
        for widget in (self.search, self._count):
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._rest, 1)
        self.search.searched.connect(self._find)
        self.search.installEventFilter(self)
        self._find("")
        self.search.setFocus()

    def hits(self) -> list[SearchHit]:
        """What is listed."""
        rows = (self.list.item(row).data(HIT) for row in range(self.list.count()))
        return [hit for hit in rows if hit is not None]

    def _find(self, text: str) -> None:
        hits = search(self._shell.casebook, text, LIMIT) if text.strip() else []
        self._delegate.words = text
        self._show(hits)
        self._count.setText(_told(text, len(hits)))
        for widget, on in sorted(((self.list, bool(hits)), (self._rest, not hits)), key=lambda one: one[1]):
            show_if(widget, on)  # the one that goes first: both at once would make the dialog taller

    def _show(self, hits: Sequence[SearchHit]) -> None:
        self.list.clear()
        group = ""
        for hit in hits:
            if hit.group != group:
                group = hit.group
                head = QListWidgetItem(_(GROUPS[group]))
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(head)
            item = QListWidgetItem(hit.title)
            item.setData(HIT, hit)
            spoken = ". ".join((_(GROUPS[group]), hit.title, *below(hit)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip("\n".join((hit.title, *below(hit))))
            self.list.addItem(item)
        if hits:
            self.list.setCurrentRow(1)

    def _go(self, item: QListWidgetItem | None) -> None:
        hit: SearchHit | None = item.data(HIT) if item is not None else None
        if hit is not None:
            spot = place_of(self._shell.casebook, hit, self.search.text().strip())
            self.accept()
            self.found.emit(spot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.search:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._find(self.search.text().strip()) if not self.list.count() else None
                self._go(self.list.currentItem())
                return True
            return self._move(event.key())
        return False

    def _move(self, key: int) -> bool:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}
        count = self.list.count()
        if key not in by or not count:
            return False
        row, step = self.list.currentRow() + by[key], 1 if by[key] > 0 else -1  # type: ignore[index]
        row = min(max(row, 0), count - 1)
        while 0 <= row < count and self.list.item(row).data(HIT) is None:
            row += step
        if 0 <= row < count:
            self.list.setCurrentRow(row)
        return True


def _told(text: str, count: int) -> str:
    if not text.strip():
        return _("Alle ord skal passe. Pil op og ned vælger, Enter går til stedet.")
    if not count:
        return _("Intet passer. Prøv et andet ord, eller færre.")
    if count >= LIMIT:
        return _("De {n} bedste steder. Skriv mere for at finde det rigtige.").format(n=count)
    return ngettext("{n} sted", "{n} steder", count).format(n=count)
