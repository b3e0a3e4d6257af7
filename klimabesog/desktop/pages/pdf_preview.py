"""A PDF's pages as images, each rendered when it comes into view (pypdfium2)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import vbox
from klimabesog.values.pdfium import PDFIUM
from klimabesog.values.texts import _

PAGE_WIDTH = 780
MARK = "#c2410c"
"""Colour of the mark: the page is white whatever the scheme."""


class PdfPage(QWidget):
    """One page; `ratio` is height by width.

    Signals:
        pressed(int, float, float): number of the page, and where, in shares of it from its top left.
    """

    pressed = Signal(int, float, float)

    def __init__(self, number: int, ratio: float):
        super().__init__()
        self.number = number
        self.ratio = ratio
        self._image: QImage | None = None
        self._is_old = False
        self._mark: QRectF | None = None
        self.setAccessibleName(_("Side {n}").format(n=number + 1))

    @property
    def rendered(self) -> bool:
        return self._image is not None and not self._is_old

    def fit(self, room: int) -> None:
        """Be as wide as the room allows; an image made for another width is old."""
        width = max(1, min(room, PAGE_WIDTH))
        if width != self.width() or not self.height():
            self._is_old = True
        self.setFixedSize(width, round(width * self.ratio))

    def show_image(self, image: QImage) -> None:
        """The page as rendered."""
        self._image, self._is_old = image, False
        self.update()

    def grow_old(self) -> None:
        """The page is another now; its old image stays until the new one is rendered."""
        self._is_old = True

    def mark(self, place: QRectF | None) -> None:
        """Point at a place (shares of the page); None takes the mark away."""
        self._mark = place
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self.pressed.emit(self.number, at.x() / self.width(), at.y() / self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        if self._image is not None:
            painter.drawImage(QRectF(self.rect()), self._image)
        painter.setPen(QColor(colors_of(self).line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._mark is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(MARK), 2))
            painter.drawRoundedRect(self._on_screen(self._mark), 4, 4)

    def _on_screen(self, place: QRectF) -> QRectF:
        wide, tall = self.width(), self.height()
        box = QRectF(place.x() * wide, place.y() * tall, place.width() * wide, place.height() * tall)
        return box.adjusted(-5, -5, 5, 5)


class PdfPreview(Scroll):
    """All pages below each other.

    Signals:
        pointed(object, int): a text was pressed: what stands there (`pdf_text.snippets_at`), and its page from 1.
    """

    pointed = Signal(object, int)

    def __init__(self) -> None:
        self._content = QWidget()
        self._column = vbox(self._content, 18)
        self._column.setContentsMargins(24, 20, 24, 24)
        super().__init__(self._content)
        self.setAccessibleName(_("Forhåndsvisning af dokumentet"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._document: Any = None
        self._pages: list[PdfPage] = []
        self._render = QTimer(self, singleShot=True, interval=0)
        self._render.timeout.connect(self._render_one)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._render.start())

    @property
    def page_count(self) -> int:
        return len(self._pages)

    def show_pdf(self, pdf: bytes) -> None:
        """Show another document where the one before was looked at; old pages stay until theirs are rendered."""
        import pypdfium2

        self._close()
        with PDFIUM:
            self._document = pypdfium2.PdfDocument(pdf)
            sizes = [self._document.get_page_size(number) for number in range(len(self._document))]
        ratios = [height / width for width, height in sizes]
        while [page.ratio for page in self._pages] != ratios[: len(self._pages)]:
            self._drop_last()
        self.clear_mark()
        for page in self._pages:
            page.grow_old()
        for number in range(len(self._pages), len(ratios)):
            page = PdfPage(number, ratios[number])
            page.fit(self._room)
            page.pressed.connect(self._pressed)
            self._pages.append(page)
            self._column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._render.start()

    def show_page(self, number: int) -> None:
        """Bring a page (from 0) to the top."""
        if 0 <= number < len(self._pages):
            self.verticalScrollBar().setValue(self._pages[number].y() - 12)

    def show_text(self, text: str, first: int, last: int) -> bool:
        """Mark a text on one of these pages (from 0) and bring it into view; False when it is not found there."""
        from klimabesog.desktop.pages.pdf_text import find

        self.clear_mark()
        with PDFIUM:
            found = find(self._document, text, first, min(last, len(self._pages) - 1)) if self._document else None
        if found is None:
            return False
        page = self._pages[found[0]]
        page.mark(found[1])
        middle = page.y() + round(found[1].center().y() * page.height())
        bar = self.verticalScrollBar()
        if not bar.value() + 40 < middle < bar.value() + self.viewport().height() - 40:
            bar.setValue(middle - self.viewport().height() // 3)
        return True

    def clear_mark(self) -> None:
        """Take the mark away."""
        for page in self._pages:
            page.mark(None)

    def _pressed(self, number: int, x: float, y: float) -> None:
        from klimabesog.desktop.pages.pdf_text import snippets_at

        if self._document is None:
            return
        with PDFIUM:
            snippets = snippets_at(self._document, number, x, y)
        if snippets:
            self.pointed.emit(snippets, number + 1)

    def _drop_last(self) -> None:
        page = self._pages.pop()
        self._column.removeWidget(page)
        page.hide()
        page.deleteLater()

    def _close(self) -> None:
        if self._document is not None:
            with PDFIUM:
                self._document.close()
            self._document = None

    @property
    def _room(self) -> int:
        """Width that a page may take."""
        margins = self._column.contentsMargins()
        return self.viewport().width() - margins.left() - margins.right()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for page in self._pages:
            page.fit(self._room)
        self._render.start()

    def _render_one(self) -> None:
        """Render the first page in view that is not, then come back for the next."""
        if self._document is None:
            return
        top = self.verticalScrollBar().value()
        bottom = top + 2 * self.viewport().height()
        for page in self._pages:
            if not page.rendered and page.y() < bottom and page.y() + page.height() > top:
                with PDFIUM:
                    image = self._image(page)
                page.show_image(image)
                self._render.start()
                return

    def _image(self, page: PdfPage) -> QImage:
        leaf = self._document[page.number]
        scale = page.width() * self.devicePixelRatioF() / leaf.get_width()
        bitmap = leaf.render(scale=max(scale, 1.0), rev_byteorder=False)
        kind = QImage.Format.Format_RGB32 if bitmap.n_channels == 4 else QImage.Format.Format_BGR888
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, kind).copy()
        bitmap.close()
        leaf.close()
        return image
