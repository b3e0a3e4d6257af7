"""The page of a company's steps: the track, the chapters of a step's form, its questions, and how far the case is."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from klimabesog.casework import kinds
from klimabesog.casework.companypage import step_rows
from klimabesog.casework.conflicts import count_conflicts, split_questions
from klimabesog.casework.outline import is_within
from klimabesog.casework.provenance.values import PROGRESS
from klimabesog.casework.steps.bills import bill_report
from klimabesog.casework.steps.book import RowMeasure
from klimabesog.casework.steps.effort import effort_of
from klimabesog.casework.steps.keys import FOLLOW_UP, FOLLOW_UP_STEP, FORMS, REVIEW, parse_key
from klimabesog.casework.views import Changes
from klimabesog.casework.visitviews import Chapter, QuestionHit, StepState
from klimabesog.desktop.form_view import FormView
from klimabesog.desktop.form_view.view import chapter_head
from klimabesog.desktop.pages.progress_card import ProgressCard
from klimabesog.desktop.pages.steps.actions import StepActions
from klimabesog.desktop.pages.steps.adviser import AdviserBar
from klimabesog.desktop.pages.steps.bills import BillsPanel
from klimabesog.desktop.pages.steps.header import Heading, StepHeader
from klimabesog.desktop.pages.steps.measures_bar import MeasuresBar
from klimabesog.desktop.pages.steps.notices import Notice, left_out_sentence, skipped_sentence
from klimabesog.desktop.pages.steps.side import StepSide, follow_up_lines
from klimabesog.desktop.pages.steps.source import StepSource
from klimabesog.desktop.pages.steps.strip import ProgressStrip
from klimabesog.desktop.pages.steps.texts import step_help
from klimabesog.desktop.pages.visit.gaps import GapsPanel
from klimabesog.desktop.pages.visit.visit_forms import UpdateBar
from klimabesog.desktop.shell import Page, Shell
from klimabesog.desktop.widgets.base import column, hbox, settle, show_if, vbox
from klimabesog.desktop.widgets.button import Button, onward
from klimabesog.desktop.widgets.step_track import StepTrack
from klimabesog.desktop.words import track_steps, when
from klimabesog.values.texts import _, ngettext

VISIT_STEP = 2


class StepPage(Page):
    """One company's steps, one form of them on screen."""

    def __init__(self, shell: Shell, company: str, step: int | str):
        super().__init__(shell)
        self.book = shell.casebook.steps(company)
        self.key = self.chapter = self._version = ""
        self.place: tuple[str, str] | None = None  # form and ref of the question in focus
        self.states: tuple[StepState, ...] = ()
        self.splits: frozenset[tuple[str, str]] = (
            frozenset()
        )  # questions that colleagues answered differently
        self._chapters: list[Chapter] = []
        self._last: dict[str, str] = {}  # the chapter that each form was left at
        self._missed = False
        self.header, self.track, self.side = StepHeader(), StepTrack(compact=True), StepSide()
        self.skipped = Notice("info", _("Tag med igen"))
        self.left_out = Notice("info", _("Spring over …"))
        self.no_visit = Notice("info", _("Start besøg"))
        self.updates = UpdateBar(_("Trinnet bruger {version}."))
        self.homeless = Notice("warn", _("Se dem"))
        self.view, self.gaps, self.strip = FormView(), GapsPanel(numbers=False), ProgressStrip()
        self.gaps.hide()
        self.measures, self.bills, self.progress = MeasuresBar(), BillsPanel(), ProgressCard()
        self.doings = StepActions(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._arrange()
        self._connect()
        self.open(step)

    def _arrange(self) -> None:
        page = vbox(self, 0)
        above = (
            self.header,
            self.track,
            self.skipped,
            self.left_out,
            self.no_visit,
            self.updates,
            self.homeless,
        )
        for widget in above:
            page.addWidget(widget)
        middle = hbox(spacing=0)
        middle.addWidget(self.side)
        middle.addWidget(self.view, 1)
        middle.addWidget(self.gaps)
        page.addLayout(middle, 1)
        page.addWidget(self.strip)
        self.side.fit()
        self.gaps.fit()

    def _connect(self) -> None:
        self.header.wanted.connect(self.doings.do)
        self.track.chosen.connect(self.show_step)
        self.skipped.wanted.connect(self.doings.unskip)
        self.left_out.wanted.connect(self.doings.leave_out)
        self.no_visit.wanted.connect(lambda: self.doings.do("nyt_besoeg"))
        self.updates.wanted.connect(self.doings.look_at_version)
        self.homeless.wanted.connect(self.doings.show_homeless)
        self.side.chosen.connect(self._choose)
        self.side.follow_up_chosen.connect(self._choose_form)
        self.side.visit_wanted.connect(self.doings.choose_visit)
        self.gaps.jumped.connect(self.jump_to)
        self.gaps.closed.connect(lambda: self.show_gaps(False))
        self.view.answered.connect(self._soon.start)
        self.strip.asked.connect(lambda: self.doings.explain(*PROGRESS))
        self.view.row_removed.connect(lambda: self.doings.offer_undo(_("Rækken er fjernet.")))

    # --- steps and chapters

    @property
    def step(self) -> int:
        """The number of the step on screen."""
        return parse_key(self.key).step

    @property
    def help_topic(self) -> tuple[str, str]:
        """What F1 says of the step."""
        return step_help(self.step)

    def show_step(self, number: int) -> None:
        """Another step; the second is the visit."""
        if number == VISIT_STEP:
            self.to_visit()
            return
        self.open(number)
        self.view.focus_first()

    def to_visit(self, chapter: str = "") -> None:
        """The visit that the case rests on; a new one when there is none."""
        visit = self.book.visit
        if visit is None:
            self.doings.begin_visit()
        else:
            self.shell.open_visit(visit.id, chapter or None)

    def open(self, step: int | str) -> None:
        """Show a step by its number, or a form of one by its key; a form on screen stays where it is."""
        key = self.book.form_of(step) if isinstance(step, int) else str(parse_key(step))
        if key != self.key:
            self.leave()
            self.key, self.place = key, None
            self.open_chapter(self._last.get(key, ""))

    def _choose_form(self, key: str) -> None:
        self.open(key)
        self.view.focus_first()

    def _choose(self, chapter: str) -> None:
        self.open_chapter(chapter)
        self.view.focus_first()

    def open_chapter(self, chapter: str) -> None:
        """Show a chapter of the form by its key; unknown: the first."""
        self.leave()
        self._chapters, self._version = self.book.chapters(self.key), self.book.form(self.key).version
        shown = next((c for c in self._chapters if c.key == chapter), self._chapters[0])
        self.chapter = self._last[self.key] = shown.key
        node = self.book.node(self.key, shown.ref or "")
        self.measures, self.bills, self.progress = MeasuresBar(), BillsPanel(), ProgressCard()
        self.measures.wanted.connect(self.doings.do)
        self.bills.asked.connect(self.doings.explain_bills)
        self.measures.hide()
        self.adviser = AdviserBar()
        self.adviser.wanted.connect(self.doings.do)
        show_if(self.adviser, self.takes_adviser and self.book.is_measures(self.key, shown.ref or ""))
        head = column(chapter_head(shown.title, shown.hint), self.adviser, self.measures, spacing=8)
        self.view.show_nodes(self._source(), list(node.children), head)
        self.view.add_below(self.bills)
        self.view.add_below(self.progress)
        self.view.add_below(self._way_on(shown))
        self.refresh()
        self.side.outline.reveal()

    @property
    def takes_adviser(self) -> bool:
        """Whether an adviser's figures belong in the form on screen."""
        return self.key == REVIEW and self.book.visit is not None

    def takes_file(self, path: Path) -> bool:
        return self.takes_adviser and path.suffix.lower() == ".xlsx"

    def take_file(self, path: Path) -> None:
        self.doings.read_adviser(path)

    def _source(self) -> StepSource:
        return StepSource(
            self.book,
            self.key,
            attended=self._attended,
            history=self.doings.show_history,
            splits=lambda: self.splits,
            resolve=lambda: self.doings.do("afklar"),
            open_measure=self.open_measure,
            explained=self.doings.explain,
        )

    def _attended(self, form: str, ref: str) -> None:
        self.place = (form, ref)

    def _way_on(self, shown: Chapter) -> QWidget:
        """The button below the questions: to the next chapter, or the next step."""
        after = self._chapters[self._chapters.index(shown) + 1 :]
        if after:
            words = _("Næste: {chapter}").format(chapter=after[0].title)
            button = onward(words, lambda: self._choose(after[0].key))
        elif self.step < max(FORMS):
            following = self.step + 1
            title = step_rows(self.book.track())[following - 1].title
            words = _("Næste trin: {step}").format(step=title)
            button = onward(words, lambda: self.show_step(following))
        else:
            button = Button(_("Til virksomheden"), lambda: self.doings.do("virksomhed"), icon="venstre")
        box = QWidget()
        line = hbox(box)
        line.addStretch(1)
        line.addWidget(button)
        return box

    def show_measures(self) -> None:
        """The chapter of the measures, its rows as they are now."""
        chapter = next((c for c in self._chapters if self.book.is_measures(self.key, c.ref or "")), None)
        if chapter is not None:
            self.open_chapter(chapter.key)
            self.view.focus_first()

    def open_measure(self, measure: RowMeasure) -> None:
        """The measure's own page in the visit, with the way back."""
        company, key = self.book.company, self.key
        words = _("Tilbage til {form}").format(form=self.book.title(key))
        self.shell.open_measure(
            measure.visit, measure.instance, words, lambda: self.shell.open_step(company, key)
        )

    def jump(self, ref: str) -> None:
        """Go to a question of the form."""
        hit = next((place for place in self.book.places(self.key) if is_within(ref, place.top.ref)), None)
        if hit is not None:
            self._go_to(hit.key, ref)

    def jump_to(self, hit: QuestionHit) -> None:
        """Go to a question of a list."""
        self._go_to(hit.chapter, hit.ref)
        self.gaps.choose(hit.form, hit.ref)

    def _go_to(self, chapter: str, ref: str) -> None:
        if chapter != self.chapter:
            self.open_chapter(chapter)
        self.view.focus_ref(ref)

    def show_gaps(self, on: bool) -> None:
        """Show or hide what to follow up on."""
        if on:
            self.gaps.show_lists(self.book.lists(self.key))
            self.gaps.show_full()
        self.gaps.setVisible(on)
        self.fit()
        if on:
            self.gaps.take_focus()
        elif self.place is not None:
            self.view.focus_ref(self.place[1])

    # --- keeping up

    def shown(self) -> None:
        missed, self._missed = self._missed, False
        if missed:
            self.book.reload()
            self.reread()
        else:
            self.refresh()

    def take_focus(self) -> None:
        if self.place is None or not self.view.focus_ref(self.place[1]):
            self.view.focus_first()

    def missed(self, changes: Changes) -> None:
        """What another page changed (the visit, what was settled) is read when this one is on screen again."""
        self._missed = True

    def changed(self, changes: Changes) -> None:
        if self.book.company in changes.records or changes.kinds & {kinds.VISIT, kinds.COMPANY}:
            self._soon.start()

    def came(self, visits: Collection[str]) -> None:
        """Colleagues' changes are in."""
        self.book.reload()
        self.reread()

    def sharing_changed(self) -> None:
        self.header.show_shared(self.shell.shared_text)
        self.header.show_room(self.width())

    def reread(self) -> None:
        """After an undo or an import everything may be another, even the version of the form."""
        if self.book.form(self.key).version != self._version:
            self.open_chapter(self.chapter)
            return
        self.view.refresh()
        self._show_where_i_am()
        self.refresh()

    def _show_where_i_am(self) -> None:
        """The field with the cursor keeps what is typed in it; after an undo it must show what counts."""
        if self.place is None or self.place[0] != self.key:
            return
        node = self.book.session(self.key).find(self.place[1])
        question = self.view.question(self.place[1]) if node is not None else None
        if question is not None and node is not None:
            question.refresh(node)

    def leave(self) -> None:
        """Save what is being typed."""
        self.view.flush()

    def refresh(self) -> None:
        """Counts, states and progress as they stand; questions are left alone."""
        book, casebook = self.book, self.shell.casebook
        self.states = step_rows(book.track())
        self._chapters = book.chapters(self.key)
        self.track.show_steps(track_steps(self.states), self.step)
        self.side.show_chapters(self._chapters, self.chapter)
        self.side.outline.lead_to(self.view)
        self._show_side()
        self._show_notices()
        self.splits = split_questions(casebook, book.context)
        self.view.refresh_splits()
        lists, to_fetch = book.lists(self.key), len(book.missing_measures(self.key))
        self.header.show_heading(self._heading(len(lists.missing), len(lists.errors), to_fetch))
        self.header.show_shared(self.shell.shared_text)
        self.header.show_room(self.width())
        if self.gaps.isVisible():
            self.gaps.show_lists(lists)
        about_measures = book.is_measures(self.key, self._ref)
        if about_measures:
            self.measures.show_measures(book, self.key, to_fetch)
        on = book.is_about_bills(self.key, self._ref)
        self.bills.show_report(
            *((bill_report(book, self.key), effort_of(book, self.key)) if on else (None, None))
        )
        followed = on or (about_measures and self.step == FOLLOW_UP_STEP)
        self.progress.show_progress(book, self.key, on=followed)
        self.strip.show_target(book.target())
        self.strip.show_room(self.width())
        settle()

    @property
    def _ref(self) -> str:
        """The ref of the chapter on screen."""
        return next((c.ref or "" for c in self._chapters if c.key == self.chapter), "")

    def _heading(self, missing: int, errors: int, to_fetch: int) -> Heading:
        book, state = self.book, self.states[self.step - 1]
        row = self.shell.casebook.registry.row(book.company)
        form = book.title(self.key) if parse_key(self.key).number else ""
        parts = (_("Trin {n}: {title}").format(n=state.number, title=state.title), form)
        return Heading(
            title=f"{row.name} ({_('eksempel')})" if row.example else row.name,
            line=" · ".join(part for part in parts if part),
            saved=book.saved_at(),
            missing=missing,
            errors=errors,
            splits=count_conflicts(self.shell.casebook, book.context),
            measures=to_fetch,
            may_skip=state.state == "ikke_startet",
            skipped=state.state == "sprunget_over",
            several_visits=len(book.visits()) > 1,
            takes_adviser=self.takes_adviser,
            can_undo=book.can_undo,
            can_redo=book.can_redo,
        )

    def _show_side(self) -> None:
        lines = follow_up_lines(self.book) if parse_key(self.key).form == FOLLOW_UP else []
        self.side.show_follow_ups(lines, self.key, self.book.next_follow_up())
        visit = self.book.visit
        words = _("Bygger på besøget {date}").format(date=when(visit.date)) if visit else ""
        rests = self.step > VISIT_STEP
        self.side.show_visit(words if rests else "", several=len(self.book.visits()) > 1)

    def _show_notices(self) -> None:
        skip = self.book.skip_of(self.step)
        self.skipped.say(skipped_sentence(skip))
        relevant = self.step > VISIT_STEP and skip is None
        self.left_out.say(left_out_sentence(self.book.may_be_left_out()) if relevant else "")
        lacking = relevant and self.book.visit is None
        words = _("Der er intet besøg endnu. Forbrug og tiltag hentes fra et besøg.")
        self.no_visit.say(words if lacking else "")
        self.updates.show_updates(self.book.updates(self.key) if skip is None else ())
        lost = len(self.book.homeless(self.key))
        words = ngettext(
            "{n} svar har ingen plads i skemaets version.",
            "{n} svar har ingen plads i skemaets version.",
            lost,
        )
        self.homeless.say(words.format(n=lost) if lost else "")

    # --- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Leave out what there is no room for."""
        width = self.width()
        self.header.show_room(width)
        self.strip.show_room(width)
        page = self.fontMetrics().averageCharWidth() * 62
        show_if(self.side, self.gaps.isHidden() or width - self.side.width() - self.gaps.width() > page)
