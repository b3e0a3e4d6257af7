"""Thumbnails in a row with a tile to add more: by file, by dropping, by pasting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QSizePolicy, QWidget

from klimabesog.desktop.theme import icons
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import empty
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.png import png_of
from klimabesog.values.texts import _

PICTURES = "*.jpg *.jpeg *.png *.heic *.heif *.webp *.tif *.tiff"


@dataclass(frozen=True)
class Thumb:
    """One picture to show: its id and the name for those who cannot see it."""

    id: str
    name: str
    picture: Callable[[], bytes]  # fetched when first painted
    described: bool = True  # whether somebody has said what it shows


class PhotoTile(QAbstractButton):
    """One thumbnail."""

    def __init__(self, thumb: Thumb, size: QSize):
        super().__init__()
        self.thumb = thumb
        self._pixmap: QPixmap | None = None
        self.setFixedSize(size)
        missing = (
            "" if thumb.described else _("Skriv, hvad billedet viser, til den, der får rapporten læst op")
        )
        self.setAccessibleName(thumb.name)
        self.setAccessibleDescription(missing)
        self.setToolTip(missing or thumb.name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _load(self) -> None:
        self._pixmap = QPixmap()
        self._pixmap.loadFromData(self.thumb.picture())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colors = colors_of(self)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), QColor(colors.raised))
        picture = self._pixmap
        if picture is None:  # the page is on screen first, its pictures a moment later
            QTimer.singleShot(0, self, self._load)
        elif not picture.isNull():
            painter.drawPixmap(_cover(self.rect().toRectF(), picture), picture, QRectF(picture.rect()))
        if not self.thumb.described:
            self._paint_request(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.accent), 5))
            painter.drawPath(path)

    def _paint_request(self, painter: QPainter) -> None:
        colors, high = colors_of(self), self.fontMetrics().height() + 4
        band = QRectF(0, self.height() - high, self.width(), high)
        painter.fillRect(band, QColor(colors.surface))
        painter.setPen(QColor(colors.warn))
        painter.drawText(band, Qt.AlignmentFlag.AlignCenter, _("Beskriv"))


def _cover(box: QRectF, picture: QPixmap) -> QRectF:
    """Where to draw the picture so that it covers the box."""
    factor = max(box.width() / picture.width(), box.height() / picture.height())
    width, height = picture.width() * factor, picture.height() * factor
    return QRectF(box.center().x() - width / 2, box.center().y() - height / 2, width, height)


class AddTile(QAbstractButton):
    """The dashed tile "+ Foto"."""

    def __init__(self, size: QSize):
        super().__init__()
        self.setText(_("Foto"))
        self.setAccessibleName(_("Tilføj foto"))
        self.setToolTip(_("Vælg billeder, træk dem hertil, eller sæt ind med Ctrl+V"))
        self.setFixedSize(size)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        pen = QPen(QColor(colors.accent if self.hasFocus() else colors.edge), 2 if self.hasFocus() else 1.2)
        pen.setStyle(Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(colors.hover if self.underMouse() else colors.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        middle = self.height() / 2
        icons.paint(painter, "foto", QRectF(self.width() / 2 - 10, middle - 20, 20, 20), colors.muted)
        painter.setPen(QColor(colors.muted))
        painter.drawText(self.rect().adjusted(0, 22, 0, 0), Qt.AlignmentFlag.AlignCenter, self.text())


class PhotoStrip(QWidget):
    """Photos with a tile to add more.

    Signals:
        added(list): paths (str) or picture bytes the user gave.
        opened(str): the id of the photo clicked.
    """

    added = Signal(list)
    opened = Signal(str)

    def __init__(self, name: str, *, tile: QSize | None = None, can_add: bool = True):
        super().__init__()
        self._tile = tile or QSize(92, 64)
        self._can_add = can_add
        self._shown: tuple[str, ...] | None = None
        self.setAccessibleName(name)
        self.setAcceptDrops(can_add)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, spacing=8)
        self.show_photos([])

    def show_photos(self, thumbs: Sequence[Thumb]) -> None:
        """Show these photos; does nothing when they are the ones shown already."""
        ids = tuple(f"{t.id} {t.name} {t.described}" for t in thumbs)
        if ids == self._shown:
            return
        self._shown = ids
        empty(self._flow)
        for thumb in thumbs:
            tile = PhotoTile(thumb, self._tile)
            tile.clicked.connect(lambda _checked=False, id=thumb.id: self.opened.emit(id))
            self._flow.addWidget(tile)
        if self._can_add:
            add = AddTile(self._tile)
            add.clicked.connect(self.choose)
            self._flow.addWidget(add)
        self.updateGeometry()

    def choose(self) -> None:
        """Let the user pick files."""
        paths, _filter = QFileDialog.getOpenFileNames(
            self, _("Vælg billeder"), "", f"{_('Billeder')} ({PICTURES})"
        )
        if paths:
            self.added.emit(paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._can_add and event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def paste(self) -> None:
        """Take the pictures on the clipboard."""
        self._take(QApplication.clipboard().mimeData())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event.mimeData())
        event.acceptProposedAction()

    def _take(self, data: QMimeData) -> None:
        given = pictures_of(data)
        if given:
            self.added.emit(given)


def pictures_of(data: QMimeData) -> list[str | bytes]:
    """The pictures in dropped or pasted data: paths of local files, or one picture as PNG bytes."""
    if data.hasUrls():
        return [str(Path(url.toLocalFile())) for url in data.urls() if url.isLocalFile()]
    if data.hasImage():
        return [png_of(QImage(data.imageData()))]
    return []
