"""The outline at the left of a visit: sections and chapters with ring, findings and count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from klimabesog.casework.outline import HOMELESS_PAGE
from klimabesog.casework.visitviews import Chapter
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.theme.colors import Colors, colors_of
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, settle, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.ring import paint_ring
from klimabesog.desktop.words import count_findings
from klimabesog.values.texts import _, ngettext

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ChapterButton(QAbstractButton):
    """One chapter: ring, title, badge of findings, answered of total.

    Signals:
        moved_on(int): the next (+1) or previous (-1) chapter is wanted.
    """

    moved_on = Signal(int)

    def __init__(self, chapter: Chapter):
        super().__init__()
        self.chapter = chapter
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_chapter(chapter)

    def show_chapter(self, chapter: Chapter) -> None:
        """Take over new counts."""
        self.chapter = chapter
        self.setText(chapter.title)
        facts = [_count(chapter)]
        if chapter.findings:
            facts.append(count_findings(chapter.findings))
        if chapter.missing:
            facts.append(_("{n} mangler").format(n=chapter.missing))
        if chapter.later:
            facts.append(_("{n} at spørge om senere").format(n=chapter.later))
        self.setAccessibleName(f"{chapter.title}: {', '.join(facts)}")
        self.setToolTip(f"{chapter.title}\n{', '.join(facts)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, max(40, self.fontMetrics().height() + 14))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go along the chapters: a button by itself would leave them for the next stop."""
        if (by := {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))) is not None:
            self.moved_on.emit(by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _small(self, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(font.pixelSize() * 0.82))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self._paint_ground(painter, colors, box)
        size = self.fontMetrics().height() * 0.72
        top = (self.height() - size) / 2
        share = self.chapter.answered / self.chapter.total if self.chapter.total else 0.0
        paint_ring(painter, QRectF(10, top, size, size), share, colors.accent, colors.line)
        right = self._paint_count(painter, colors, box.right() - 9)
        right = self._paint_badge(painter, colors, right)
        self._paint_title(painter, colors, 10 + size + 10, right)

    def _paint_ground(self, painter: QPainter, colors: Colors, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(QColor(colors.accent_soft if self.isChecked() else colors.hover))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawRoundedRect(box, 8, 8)

    def _paint_count(self, painter: QPainter, colors: Colors, right: float) -> float:
        text = "–" if self.chapter.is_outside else f"{self.chapter.answered}/{self.chapter.total}"
        if self.chapter.key == HOMELESS_PAGE:
            text = str(self.chapter.total)
        painter.setFont(self._small())
        painter.setPen(QColor(colors.muted))
        width = QFontMetrics(painter.font()).horizontalAdvance(text)
        painter.drawText(QRectF(right - width - 2, 0, width + 2, self.height()), RIGHT, text)
        return right - max(width, QFontMetrics(painter.font()).horizontalAdvance("0/00")) - 8

    def _paint_badge(self, painter: QPainter, colors: Colors, right: float) -> float:
        if self.chapter.later:
            right = self._pill(painter, right, f"? {self.chapter.later}", colors.info, colors.info_soft)
        if self.chapter.findings:
            text = count_findings(self.chapter.findings)
            right = self._pill(painter, right, text, colors.warn, colors.warn_soft)
        return right

    def _pill(self, painter: QPainter, right: float, text: str, ink: str, ground: str) -> float:
        painter.setFont(self._small(bold=True))
        metrics = QFontMetrics(painter.font())
        width, height = metrics.horizontalAdvance(text) + 14, metrics.height() + 4
        box = QRectF(right - width, (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return right - width - 6

    def _paint_title(self, painter: QPainter, colors: Colors, left: float, right: float) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colors.muted if self.chapter.is_outside else colors.text))
        room = max(20.0, right - left)
        title = QFontMetrics(font).elidedText(self.chapter.title, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(left, 0, room, self.height()), LEFT, title)


def _count(chapter: Chapter) -> str:
    if chapter.key == HOMELESS_PAGE:
        return ngettext("{n} svar", "{n} svar", chapter.total).format(n=chapter.total)
    if chapter.is_outside:
        return ngettext("{n} punkt skjult", "{n} punkter skjult", chapter.rest).format(n=chapter.rest)
    return _("{n} af {m} besvaret").format(n=chapter.answered, m=chapter.total)


class Outline(Frame):
    """All chapters of a visit; one tab stop, up and down move, Enter opens.

    Signals:
        chosen(str): the key of a chapter.
        form_wanted(): one more form.
    """

    chosen = Signal(str)
    form_wanted = Signal()

    def __init__(self, name: str = "") -> None:
        super().__init__("side-left", margins=(0, 0, 0, 0))
        self.setAccessibleName(name or _("Besøgets kapitler"))
        self._content = QWidget()
        self._column = vbox(self._content, 1)
        self._column.setContentsMargins(8, 12, 4, 16)
        self.body.setSpacing(0)
        self._scroll = Scroll(self._content)
        self.body.addWidget(self._scroll, 1)
        self.add_form = Button(_("Tilføj skema …"), self.form_wanted.emit, kind="quiet", icon="plus")
        self.add_form.hide()
        self.all_areas = Button("", self._toggle_areas, kind="quiet")
        self.all_areas.hide()
        areas = hbox(spacing=0)
        areas.setContentsMargins(8, 4, 8, 0)
        areas.addWidget(self.all_areas)
        areas.addStretch(1)
        self.body.addLayout(areas)
        foot = hbox(spacing=0)
        foot.setContentsMargins(8, 0, 8, 0)
        foot.addWidget(self.add_form)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self._buttons: dict[str, ChapterButton] = {}
        self._chosen = ""
        self._chapters: Sequence[Chapter] = ()
        self._all = False

    def fit(self) -> None:
        """A width for the text size in use."""
        self.setFixedWidth(min(360, max(236, self.fontMetrics().averageCharWidth() * 35)))

    def show_chapters(self, chapters: Sequence[Chapter], chosen: str) -> None:
        """Show chapters; counts are updated in place while the chapters are the same.

        Those outside the visit's scope show when they are asked for, and the chosen one always.
        """
        self._chosen, self._chapters = chosen, chapters
        self._show_areas(sum(1 for chapter in chapters if chapter.is_outside))
        chapters = [c for c in chapters if self._all or not c.is_outside or c.key == chosen]
        if [chapter.key for chapter in chapters] != list(self._buttons):
            self._rebuild(chapters)
        for chapter in chapters:
            button = self._buttons[chapter.key]
            if button.chapter != chapter:
                button.show_chapter(chapter)
            button.setChecked(chapter.key == chosen)
            stop = chapter.key == chosen or (not chosen and chapter is chapters[0])
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _show_areas(self, outside: int) -> None:
        """The button that brings the areas outside the scope."""
        said = _("Skjul områder uden for omfanget") if self._all else _("Vis alle områder ({n} skjult)")
        short = _("Færre områder") if self._all else _("Alle områder")
        self.all_areas.setText(said.format(n=outside))
        self.all_areas.setAccessibleName(said.format(n=outside))
        if self.all_areas.sizeHint().width() > self.width() - 16:  # large text
            self.all_areas.setText(short)
        self.all_areas.setToolTip(said.format(n=outside) if self.all_areas.text() == short else "")
        show_if(self.all_areas, bool(outside))

    def _toggle_areas(self) -> None:
        self._all = not self._all
        self.show_chapters(self._chapters, self._chosen)
        settle()

    def lead_to(self, widget: QWidget) -> None:
        """Tab goes from the chapters to this widget, and back: Qt goes by the time of making."""
        for last in list(self._buttons.values())[-1:]:
            QWidget.setTabOrder(last, widget)

    def _rebuild(self, chapters: Sequence[Chapter]) -> None:
        empty(self._column)
        self._buttons = {}
        section = ""
        for chapter in chapters:
            if chapter.section != section:
                section = chapter.section
                title = Text(section, "caption", "muted")
                title.setContentsMargins(9, 12 if self._buttons else 0, 0, 4)
                self._column.addWidget(title)
            button = ChapterButton(chapter)
            button.clicked.connect(lambda _checked=False, key=chapter.key: self.chosen.emit(key))
            button.moved_on.connect(self._move_on)
            self._buttons[chapter.key] = button
            self._column.addWidget(button)
        self._column.addStretch(1)

    def reveal(self) -> None:
        """Scroll to the chosen chapter; one that has just come gets its place in a moment."""
        self._scroll_to_chosen()
        QTimer.singleShot(0, self, self._scroll_to_chosen)

    def _scroll_to_chosen(self) -> None:
        if self._chosen in self._buttons:
            settle()
            self._scroll.ensureWidgetVisible(self._buttons[self._chosen], 0, 20)

    def _move_on(self, by: int) -> None:
        """From the chapter with the focus to the one after or before it."""
        buttons = list(self._buttons.values())
        now = next(index for index, button in enumerate(buttons) if button.hasFocus())
        target = buttons[max(0, min(len(buttons) - 1, now + by))]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(target, 0, 20)
