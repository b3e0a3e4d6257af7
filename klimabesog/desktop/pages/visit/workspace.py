"""The workspace of one visit: header, outline, questions, notes and photos, result; and the ways about in it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from klimabesog.casework import kinds
from klimabesog.casework.conflicts import count_conflicts, split_questions
from klimabesog.casework.outline import HOMELESS_PAGE, MEASURE_PREFIX, MEASURES_PAGE, is_within
from klimabesog.casework.settings import MUNICIPALITY
from klimabesog.casework.views import Changes
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import Chapter, QuestionHit
from klimabesog.casework.wayfinding import NOTES_PAGE
from klimabesog.desktop.form_view import FormView
from klimabesog.desktop.pages.visit.actions import VisitActions
from klimabesog.desktop.pages.visit.gaps import GapsPanel
from klimabesog.desktop.pages.visit.header import Header
from klimabesog.desktop.pages.visit.homeless import HomelessChapter
from klimabesog.desktop.pages.visit.measure_form import MeasureForm
from klimabesog.desktop.pages.visit.measures import MeasuresChapter
from klimabesog.desktop.pages.visit.outline import Outline
from klimabesog.desktop.pages.visit.round_mode import RoundMode
from klimabesog.desktop.pages.visit.scoping import Scoping
from klimabesog.desktop.pages.visit.side import SidePanel
from klimabesog.desktop.pages.visit.source import Thumbs, VisitSource
from klimabesog.desktop.pages.visit.strip import Strip
from klimabesog.desktop.pages.visit.visit_forms import UpdateBar
from klimabesog.desktop.shell import Page, Shell
from klimabesog.desktop.widgets.base import hbox, settle, show_if, vbox
from klimabesog.values.texts import _

MEASURES = MEASURES_PAGE


class VisitPage(Page):
    """One open visit."""

    def __init__(self, shell: Shell, visit: Visit, chapter: str | None = None):
        super().__init__(shell)
        self.visit = visit
        self.chapter = ""
        self.place: tuple[str, str] | None = None  # form and ref of the question in focus
        self.splits: frozenset[tuple[str, str]] = (
            frozenset()
        )  # questions that colleagues answered differently
        self._came_from = ""
        self._missed = False
        self._sources: dict[str, VisitSource] = {}
        self.header, self.outline, self.strip = Header(), Outline(), Strip()
        self.thumbs = Thumbs(visit)
        self.side = SidePanel(visit, self.thumbs)
        self.gaps, self.updates = GapsPanel(), UpdateBar()
        self.gaps.hide()
        self._middle = QStackedWidget()
        self._shown: object = None  # the definition of the form on screen
        self._homeless: HomelessChapter | None = None
        self._measures: MeasuresChapter | None = None
        self._measure: MeasureForm | None = None
        self._round: RoundMode | None = None
        self.scoping = Scoping(self)
        self.doings = VisitActions(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._new_view()
        self._arrange()
        self._connect()
        self._open(chapter or "")

    def _new_view(self) -> None:
        """An empty view of questions; also when the form beneath is another, so that nothing of the old one remains."""
        old: FormView | None = getattr(self, "view", None)
        self.view = FormView()
        self._middle.addWidget(self.view)
        self.view.answered.connect(self._soon.start)
        self.view.row_removed.connect(lambda: self.doings.offer_undo(_("Rækken er fjernet.")))
        self.view.finding_removed.connect(lambda: self.doings.offer_undo(_("Fundet er fjernet.")))
        if old is not None:
            self._middle.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _arrange(self) -> None:
        self._modes = QStackedWidget()
        desk = QWidget()
        column = vbox(desk, 0)
        column.addWidget(self.header)
        column.addWidget(self.updates)
        middle = hbox(spacing=0)
        middle.addWidget(self.outline)
        middle.addWidget(self._middle, 1)
        middle.addWidget(self.side)
        middle.addWidget(self.gaps)
        column.addLayout(middle, 1)
        column.addWidget(self.strip)
        self._modes.addWidget(desk)
        vbox(self, 0).addWidget(self._modes)
        self.outline.fit()
        self.side.fit()
        self.gaps.fit()

    def _connect(self) -> None:
        self.header.wanted.connect(self.doings.do)
        self.outline.chosen.connect(self._choose)
        self.outline.form_wanted.connect(self.doings.show_forms)
        self.updates.wanted.connect(self.doings.offer_move)
        self.strip.asked.connect(self.doings.explain)
        self.gaps.jumped.connect(self.jump_to)
        self.gaps.closed.connect(lambda: self.show_gaps(False))
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
                history=self.doings.show_history,
                splits=lambda: self.splits,
                resolve=lambda: self.shell.open_resolve(self.visit.id),
                explained=self.doings.explain,
                helped=self.doings.show_help,
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
        chapters = self.visit.chapters(everything=True)
        if key.startswith(MEASURE_PREFIX):
            self._show_measures()
            self.open_measure(key.removeprefix(MEASURE_PREFIX))
            return
        chapter = next((c for c in chapters if c.key == key), chapters[0])
        self.view.flush()
        self.chapter = chapter.key
        self.visit.place(chapter.key)
        if chapter.form is not None:
            self._show_form(chapter)
        elif chapter.key == HOMELESS_PAGE:
            self._show_homeless()
        else:
            self._show_measures()

    def _show_form(self, chapter: Chapter) -> None:
        assert chapter.form is not None
        self._middle.setCurrentWidget(self.view)
        self._shown = self.visit.form(chapter.form).definition
        head = self.doings.head_of(chapter)
        self.scoping.prepare(chapter)
        self.view.show_nodes(self.source(chapter.form), self.visit.nodes(chapter), head)
        self.scoping.add_bar(chapter)
        self.doings.add_help(chapter)

    def _show_measures(self) -> None:
        self.chapter = MEASURES
        if self._measures is None:
            self._measures = MeasuresChapter(self.visit)
            self._measures.opened.connect(self.open_measure)
            self._measures.started.connect(
                lambda form_id: self.open_measure(self.visit.start_measure(form_id))
            )
            self._measures.moved.connect(self.doings.move_measure)
            self._measures.order_wanted.connect(self.doings.propose_order)
            self._measures.asked.connect(self.doings.explain)
            self._middle.addWidget(self._measures)
        self._measures.refresh()
        self._middle.setCurrentWidget(self._measures)

    def _show_homeless(self) -> None:
        if self._homeless is None:
            self._homeless = HomelessChapter()
            self._middle.addWidget(self._homeless)
        self._homeless.show_answers(self.visit.homeless())
        self._middle.setCurrentWidget(self._homeless)

    def open_measure(self, instance: str, ref: str = "") -> None:
        """Show the form of one measure, at a question of it if given."""
        self.end_round()
        self.view.flush()
        self._came_from = self.chapter
        self._close_measure()
        self._shown_measure = self.visit.form(instance).definition
        measure = MeasureForm(self.visit, self.source(instance))
        measure.left.connect(self._leave_measure)
        measure.removed.connect(self.doings.remove_measure)
        measure.asked.connect(self.doings.explain)
        measure.view.answered.connect(self._soon.start)
        self._measure = measure
        self._middle.addWidget(measure)
        self._middle.setCurrentWidget(measure)
        self._soon.start()
        QTimer.singleShot(0, measure, lambda: measure.focus_at(ref))

    def lead_back(self, words: str, back: Callable[[], object]) -> None:
        """The way out of the measure on screen goes to the page it was opened from."""
        if self._measure is not None:
            self._measure.lead_back(words, back)

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
        """Go to a question, whichever chapter or measure it is in."""
        hit = next(
            (place for place in self.visit.places() if place.form == form and is_within(ref, place.top.ref)),
            None,
        )
        if hit is not None:
            self._go_to(hit.key, form, ref)

    def jump_to(self, hit: QuestionHit) -> None:
        """Go to a question of a list, or to a note."""
        if hit.chapter == NOTES_PAGE:
            self.show_note(hit.ref)
            return
        self._go_to(hit.chapter, hit.form, hit.ref)
        self.gaps.choose(hit.form, hit.ref)

    def show_note(self, note: str) -> None:
        """Put the cursor into a note."""
        self.show_gaps(False)
        self.doings.side_forced = True
        self.fit()
        self.side.show_note(note)

    def _go_to(self, chapter: str, form: str, ref: str) -> None:
        self.end_round()
        if chapter.startswith(MEASURE_PREFIX):
            if self._measure is not None and self._measure.instance == form:
                self._measure.view.focus_ref(ref)
            else:
                self.open_measure(form, ref)
            return
        if chapter != self.chapter or self._middle.currentWidget() is not self.view:
            self.open_chapter(chapter)
        if not self.view.focus_ref(ref):
            self.scoping.reveal(form, ref)

    def show_gaps(self, on: bool) -> None:
        """Show or hide what to follow up on, in the place of the notes."""
        if on:
            self.gaps.show_lists(self.visit.lists())
            self.gaps.show_full()
        self.gaps.setVisible(on)
        self.fit()
        if on:
            self.gaps.take_focus()
        elif self.place is not None and self._middle.currentWidget() is self.view:
            self.view.focus_ref(self.place[1])

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
        self.shell.casebook.go_on_with(self.visit)
        missed, self._missed = self._missed, False
        if missed:
            self._follow_case()
            return
        if self._is_stale():
            self._reopen()
        self.look_for_updates()
        self.refresh()

    def missed(self, changes: Changes) -> None:
        """What another page changed (settled, brought back) is read when this one is on screen again."""
        self._missed = self._missed or changes.visit in (None, self.visit.id)

    def changed(self, changes: Changes) -> None:
        if changes.visit == self.visit.id or changes.visit is None:
            self._soon.start()
        if changes.kinds & {kinds.FORM, kinds.VISIT}:
            self.look_for_updates()
        if MUNICIPALITY in changes.kinds:
            self._follow_case()

    def _follow_case(self) -> None:
        """What is known around the forms may be another: the municipality's settings, the company."""
        self.visit.refresh_context()
        self.reread()

    def came(self, visits: Collection[str]) -> None:
        self.shell.casebook.go_on_with(self.visit)
        if self.visit.id in visits:
            self.visit.reload()
            self.reread()

    def sharing_changed(self) -> None:
        self.header.show_shared(self.shell.shared_text)
        self.header.show_room(self.width())

    def look_for_updates(self) -> None:
        """Forms may have been installed, or the visit finished, since."""
        self.updates.show_updates(self.visit.updates())
        show_if(self.outline.add_form, self.visit.status == kinds.DRAFT and bool(self.visit.addable_forms()))

    def refresh(self) -> None:
        """Counts, result, notes and photos as they stand; questions are left alone."""
        chapters = self.visit.chapters(everything=True)
        lists = self.visit.lists()
        self.outline.show_chapters(chapters, self.chapter)
        self.scoping.refresh(chapters)
        self.outline.lead_to(self.view)
        self.header.show_visit(self.visit, len(lists.missing), len(lists.errors))
        self._show_splits()
        self.header.show_shared(self.shell.shared_text)
        self.header.show_room(self.width())
        self.strip.show_result(self.visit.result())
        self.strip.show_room(self.width())
        self.side.refresh(lists)
        if self.gaps.isVisible():
            self.gaps.show_lists(lists)
        if self._measures is not None and self._middle.currentWidget() is self._measures:
            self._measures.refresh()
        settle()

    def _show_splits(self) -> None:
        """How much is to be settled with colleagues, and a mark on each question where."""
        casebook = self.shell.casebook
        self.header.show_splits(count_conflicts(casebook, self.visit.id))
        self.splits = split_questions(casebook, self.visit.id)
        self.view.refresh_splits()
        if self._measure is not None:
            self._measure.view.refresh_splits()

    def reread(self) -> None:
        """After an undo: everything may be another."""
        self.look_for_updates()
        if self._is_stale():
            self._reopen()
            return
        if self._measure is not None:
            known = [row.instance for row in self.visit.measures()]
            if self._measure.instance not in known:
                self._leave_measure()
                return
            self._measure.view.refresh()
            self._measure.refresh()
        self.view.refresh()
        self.scoping.follow()
        self._show_where_i_am()
        self.refresh()

    def _show_where_i_am(self) -> None:
        """The field with the cursor keeps what is typed in it; after an undo it must show what counts."""
        if self.place is None or not self.chapter.startswith(f"{self.place[0]}:"):
            return
        node = self.visit.session(self.place[0]).find(self.place[1])
        question = self.view.question(self.place[1]) if node is not None else None
        if question is not None and node is not None:
            question.refresh(node)

    def _is_stale(self) -> bool:
        """Whether a form on screen is no more in the visit, or in another version."""
        now = {form.form_id: form.definition for form in self.visit.forms()}
        form = next((key for key in now if self.chapter.startswith(f"{key}:")), None)
        if self._measure is not None:
            measures = {form.id: form.definition for form in self.visit.measure_instances()}
            if measures.get(self._measure.instance) is not self._shown_measure:
                return True
        if self.chapter in (MEASURES, HOMELESS_PAGE):
            return self.chapter == HOMELESS_PAGE and not self.visit.homeless()
        return form is None or now[form] is not self._shown

    def _reopen(self) -> None:
        """Show the chapter anew, of the form as it is now; the first when it is gone."""
        if self._measure is not None:
            self._middle.removeWidget(self._measure)
            self._measure.hide()
            self._measure.deleteLater()
            self._measure = None
        self._sources.clear()
        self._new_view()
        self.open_chapter(self.chapter)

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
        page = self.fontMetrics().averageCharWidth() * 62
        roomy = width - self.outline.width() - self.side.width() > page
        notes = (self.shell.state.side_open and roomy) or self.doings.side_forced
        self.side.setVisible(notes and self.gaps.isHidden())
        # the list names its chapters: where both are too much, it goes before the outline
        self.outline.setVisible(
            self.gaps.isHidden() or width - self.outline.width() - self.gaps.width() > page
        )


