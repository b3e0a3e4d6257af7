"""Places that name a person, as a list with boxes to check: before and after, hundreds of them if need be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from klimabesog.casework.nameplaces import Place
from klimabesog.casework.needles import REMOVED
from klimabesog.casework.persons import FORMER, GONE, WORDS
from klimabesog.desktop.pages.visit.hits import near_mark, small_font
from klimabesog.desktop.theme import icons
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.values.texts import _

PLACE = Qt.ItemDataRole.UserRole
_BOX, _GAP = 20, 12
_CHECKABLE, _CHECKED = Qt.ItemFlag.ItemIsUserCheckable, Qt.ItemDataRole.CheckStateRole


def lines_of(place: Place, words: str = "") -> list[tuple[str, str]]:
    """The lines below where it stands, as (tone, text): what it says, what it will say, what is to be known of it."""
    state = "" if place.state not in (FORMER, GONE) else f"{WORDS[place.state]}: "
    said = ("muted", state + near_mark(place.before, words))
    if place.why_not:
        return [said, ("muted", place.why_not)]
    lines = [said, ("text", f"→ {near_mark(place.after, REMOVED.strip('[]')) or _empty(place)}")]
    if place.versions > 1:
        lines.append(("muted", _("{n} udgaver af teksten bliver tømt").format(n=place.versions)))
    if not place.sure:
        lines.append(("warn", _("Står kun inde i andre ord. Sæt hak, hvis det er personen.")))
    return lines


def _empty(place: Place) -> str:
    return _("slettes fra historikken") if place.state == FORMER else _("bliver tomt")


class PlaceDelegate(QStyledItemDelegate):
    """A box to check, where it stands, and below it before and after."""

    words = ""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colors, place = colors_of(self.parent()), index.data(PLACE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(2, 2, -2, -2)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(box, 8, 8)
        inner = box.adjusted(10, 6, -10, -6)
        if index.flags() & _CHECKABLE:
            self._box(painter, QRect(inner.left(), inner.top() + 1, _BOX, _BOX), bool(index.data(_CHECKED)))
        text = inner.adjusted(_BOX + _GAP, 0, 0, 0)
        top = self._line(painter, _strong(option.font), text, text.top(), (colors.text, place.where))
        for tone, line in lines_of(place, self.words):
            top = self._line(painter, small_font(option.font), text, top, (getattr(colors, tone), line))
        painter.restore()

    def _box(self, painter: QPainter, box: QRect, checked: bool) -> None:
        colors = colors_of(self.parent())
        painter.setPen(QColor(colors.accent if checked else colors.edge))
        painter.setBrush(QColor(colors.accent if checked else colors.surface))
        painter.drawRoundedRect(box, 5, 5)
        if checked:
            icons.paint(painter, "hak", box.adjusted(2, 2, -2, -2).toRectF(), colors.on_accent)

    @staticmethod
    def _line(painter: QPainter, font: QFont, box: QRect, top: int, said: tuple[str, str]) -> int:
        """Paint one line; the top of the next."""
        ink, text = said
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box.left(), top + metrics.ascent(), shown)
        return top + metrics.height() + 1

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        small = QFontMetrics(small_font(option.font)).height() + 1
        lines = len(lines_of(index.data(PLACE)))
        return QSize(100, QFontMetrics(_strong(option.font)).height() + 1 + small * lines + 16)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A click anywhere on the line, or the space bar, checks it or takes the check away."""
        clicked = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
        pressed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not index.flags() & _CHECKABLE or not (clicked or pressed):
            return False
        return model.setData(index, _state(not index.data(_CHECKED)), _CHECKED)


def _state(on: bool) -> int:
    return (Qt.CheckState.Checked if on else Qt.CheckState.Unchecked).value


def _strong(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong


class PlaceList(QListWidget):
    """The places; those that can be changed with a box, checked where it is sure that the person is meant."""

    def __init__(self, places: Sequence[Place], words: str):
        super().__init__()
        self.setAccessibleName(_("Steder, der nævner navnet"))
        delegate = PlaceDelegate(self)
        delegate.words = words
        self.setItemDelegate(delegate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        for place in places:
            self.addItem(self._item(place))
        if places:
            self.setCurrentRow(0)

    @staticmethod
    def _item(place: Place) -> QListWidgetItem:
        item = QListWidgetItem()
        item.setData(PLACE, place)
        spoken = [place.where, *(line for _tone, line in lines_of(place))]
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ". ".join(spoken))
        item.setToolTip(
            f"{place.where}\n\n{place.before}\n\n→ {place.why_not or place.after or _empty(place)}"
        )
        if place.why_not:
            item.setFlags(item.flags() & ~_CHECKABLE)
        else:
            item.setFlags(item.flags() | _CHECKABLE)
            item.setData(_CHECKED, _state(place.sure))
        return item

    def chosen(self) -> list[Place]:
        """Those that are checked."""
        return [item.data(PLACE) for item in self._items() if self._is_checked(item)]

    def left(self) -> list[Place]:
        """The others."""
        return [item.data(PLACE) for item in self._items() if not self._is_checked(item)]

    def check_all(self, on: bool) -> None:
        """Check all that can be, or none."""
        for item in self._items():
            if item.flags() & _CHECKABLE:
                item.setData(_CHECKED, _state(on))

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    @staticmethod
    def _is_checked(item: QListWidgetItem) -> bool:
        return bool(item.flags() & _CHECKABLE) and item.checkState() == Qt.CheckState.Checked
