"""The workspace of one visit: header, outline, questions, notes and photos, result; and the ways about in it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from klimabesog.casework.views import Changes
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import Chapter, QuestionHit
from klimabesog.desktop.form_view import FormView
from klimabesog.desktop.form_view.view import chapter_head
from klimabesog.desktop.pages.visit.actions import VisitActions
from klimabesog.desktop.pages.visit.header import Header
from klimabesog.desktop.pages.visit.measure_form import MeasureForm
from klimabesog.desktop.pages.visit.measures import MeasuresChapter
from klimabesog.desktop.pages.visit.outline import Outline
from klimabesog.desktop.pages.visit.round_mode import RoundMode
from klimabesog.desktop.pages.visit.side import SidePanel
from klimabesog.desktop.pages.visit.source import Thumbs, VisitSource
from klimabesog.desktop.pages.visit.strip import Strip
from klimabesog.desktop.shell import Page, Shell
from klimabesog.desktop.widgets.base import hbox, settle, vbox
from klimabesog.values.texts import _

MEASURES = "side:tiltag"
MEASURE_PREFIX = "tiltag:"


class VisitPage(Page):
    """One open visit."""

    def __init__(self, shell: Shell, visit: Visit, chapter: str | None = None):
        super().__init__(shell)
        self.visit = visit
        self.chapter = ""
        self.place: tuple[str, str] | None = None  # form and ref of the question in focus
        self._came_from = ""
        self._sources: dict[str, VisitSource] = {}
        self.header, self.outline, self.strip = Header(), Outline(), Strip()
        self.view = FormView()
        self.thumbs = Thumbs(visit)
        self.side = SidePanel(visit, self.thumbs)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.view)
        self._measures: MeasuresChapter | None = None
        self._measure: MeasureForm | None = None
        self._round: RoundMode | None = None
        self.doings = VisitActions(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._arrange()
        self._connect()
        self._open(chapter or "")

    def _arrange(self) -> None:
        self._modes = QStackedWidget()
        desk = QWidget()
        column = vbox(desk, 0)
        column.addWidget(self.header)
        middle = hbox(spacing=0)
        middle.addWidget(self.outline)
        middle.addWidget(self._middle, 1)
        middle.addWidget(self.side)
        column.addLayout(middle, 1)
        column.addWidget(self.strip)
        self._modes.addWidget(desk)
        vbox(self, 0).addWidget(self._modes)
        self.outline.fit()
        self.side.fit()

    def _connect(self) -> None:
        self.header.wanted.connect(self.doings.do)
        self.outline.chosen.connect(self._choose)
        self.view.answered.connect(self._soon.start)
        self.view.row_removed.connect(lambda: self.doings.offer_undo(_("Rækken er fjernet.")))
        self.view.finding_removed.connect(lambda: self.doings.offer_undo(_("Fundet er fjernet.")))
        self.side.jumped.connect(self.jump)
        self.side.opened_photo.connect(self.doings.open_photo)
        self.side.inbox_wanted.connect(self.doings.open_inbox)
        self.side.photos_given.connect(self.doings.add_loose_photos)
        self.side.note_removed.connect(self.doings.remove_note)

    # --- chapters

    def source(self, form: str) -> VisitSource:
        """The visit, seen from one of its forms or measures."""
        if form not in self._sources:
            self._sources[form] = VisitSource(
                self.visit,
                form,
                self.thumbs,
                opened_measure=self.open_measure,
                opened_photo=self.doings.open_photo,
                attended=self._attended,
            )
        return self._sources[form]

    def _attended(self, form: str, ref: str) -> None:
        self.place = (form, ref)
        self.visit.place(self.chapter, form, ref)

    def _choose(self, key: str) -> None:
        self.open_chapter(key)
        self.view.focus_first()

    def open_chapter(self, key: str) -> None:
        """Show a chapter (its key), the measures, or one measure ("tiltag:<instance>"); unknown: the first."""
        self._open(key)
        self.refresh()
        self.outline.reveal()

    def _open(self, key: str) -> None:
        chapters = self.visit.chapters()
        if key.startswith(MEASURE_PREFIX):
            self._show_measures()
            self.open_measure(key.removeprefix(MEASURE_PREFIX))
            return
        chapter = next((c for c in chapters if c.key == key), chapters[0])
        self.view.flush()
        self.chapter = chapter.key
        self.visit.place(chapter.key)
        if chapter.form is None:
            self._show_measures()
        else:
            self._show_form(chapter)

    def _show_form(self, chapter: Chapter) -> None:
        assert chapter.form is not None
        self._middle.setCurrentWidget(self.view)
        head = chapter_head(chapter.title, chapter.hint)
        self.view.show_nodes(self.source(chapter.form), self.visit.nodes(chapter), head)

    def _show_measures(self) -> None:
        self.chapter = MEASURES
        if self._measures is None:
            self._measures = MeasuresChapter(self.visit, self.visit.measure_forms())
            self._measures.opened.connect(self.open_measure)
            self._measures.started.connect(
                lambda form_id: self.open_measure(self.visit.start_measure(form_id))
            )
            self._middle.addWidget(self._measures)
        self._measures.refresh()
        self._middle.setCurrentWidget(self._measures)

    def open_measure(self, instance: str) -> None:
        """Show the form of one measure."""
        self.end_round()
        self.view.flush()
        self._came_from = self.chapter
        self._close_measure()
        measure = MeasureForm(self.visit, self.source(instance))
        measure.left.connect(self._leave_measure)
        measure.removed.connect(self.doings.remove_measure)
        measure.view.answered.connect(self._soon.start)
        self._measure = measure
        self._middle.addWidget(measure)
        self._middle.setCurrentWidget(measure)
        self._soon.start()
        QTimer.singleShot(0, measure.focus_start)

    def _leave_measure(self) -> None:
        place = self.place
        if self._measure is not None:
            self._measure.view.flush()
        self.open_chapter(self._came_from)
        self._close_measure()
        if place is not None and place[0] != MEASURES:
            self.view.focus_ref(place[1])

    def leave_measure(self) -> None:
        """Back from a measure to the chapter it was opened from."""
        if self._measure is not None:
            self._leave_measure()

    def _close_measure(self) -> None:
        if self._measure is not None:
            self._measure.view.flush()
            self._middle.removeWidget(self._measure)
            self._measure.deleteLater()
            self._measure = None

    def jump(self, form: str, ref: str) -> None:
        """Go to a question, whichever chapter it is in."""
        hit = next((c for c in self.visit.chapters() if c.form == form and _within(ref, c.ref)), None)
        if hit is not None:
            if hit.key != self.chapter or self._middle.currentWidget() is not self.view:
                self.open_chapter(hit.key)
            self.view.focus_ref(ref)

    def jump_to(self, hit: QuestionHit) -> None:
        """Go to a question of a list."""
        self.open_chapter(hit.chapter)
        self.view.focus_ref(hit.ref)

    # --- rundgang

    def start_round(self) -> None:
        """One checkpoint a screen."""
        self.view.flush()
        if self._round is None:
            self._round = RoundMode(self.visit, self.source)
            self._round.left.connect(self._end_round_at)
            self._modes.addWidget(self._round)
        form, ref = self.place or (None, None)
        if self._round.start(form, ref):
            self._modes.setCurrentWidget(self._round)
        else:
            self.shell.warn(_("Skemaet har ingen kontrolpunkter at gå rundt med."))

    def _end_round_at(self, form: str, ref: str) -> None:
        self.end_round()
        self.jump(form, ref)
        self.view.refresh()

    def end_round(self) -> None:
        """Back to the workspace."""
        if self._modes.currentIndex():
            self._modes.setCurrentIndex(0)
            self._soon.start()

    # --- keeping up

    def shown(self) -> None:
        self.refresh()

    def changed(self, changes: Changes) -> None:
        if changes.visit == self.visit.id or changes.visit is None:
            self._soon.start()

    def refresh(self) -> None:
        """Counts, result, notes and photos as they stand; questions are left alone."""
        chapters = self.visit.chapters()
        self.outline.show_chapters(chapters, self.chapter)
        self.header.show_visit(self.visit, sum(chapter.missing for chapter in chapters))
        self.header.show_room(self.width())
        self.strip.show_result(self.visit.result())
        self.strip.show_room(self.width())
        self.side.refresh()
        if self._measures is not None and self._middle.currentWidget() is self._measures:
            self._measures.refresh()
        settle()

    def reread(self) -> None:
        """After an undo: everything may be another."""
        if self._measure is not None:
            known = [row.instance for row in self.visit.measures()]
            if self._measure.instance not in known:
                self._leave_measure()
                return
            self._measure.view.refresh()
            self._measure.refresh()
        self.view.refresh()
        self.refresh()

    def leave(self) -> None:
        """Save what is being typed."""
        self.view.flush()
        self.side.flush()
        if self._measure is not None:
            self._measure.view.flush()
        if self._round is not None and self._modes.currentIndex():
            self._round.flush()

    # --- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Leave out what there is no room for; the side panel comes and goes by its button too."""
        width = self.width()
        self.header.show_room(width)
        self.strip.show_room(width)
        roomy = width - self.outline.width() - self.side.width() > self.fontMetrics().averageCharWidth() * 62
        self.side.setVisible((self.shell.state.side_open and roomy) or self.doings.side_forced)


def _within(ref: str, chapter: str | None) -> bool:
    return chapter is not None and (ref == chapter or ref.startswith((chapter + "/", chapter + "[")))
