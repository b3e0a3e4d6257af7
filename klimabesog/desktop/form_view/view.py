"""The form view: one chapter's questions as cards; after an answer only what changed is updated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QWidget

from klimabesog.desktop.form_view.autosave import Autosave
from klimabesog.desktop.form_view.checkpoint import Checkpoint
from klimabesog.desktop.form_view.group import Group, heading, stands_together
from klimabesog.desktop.form_view.languages import LanguageBar
from klimabesog.desktop.form_view.lazy import Pile, Place, Stretch, StretchBox, height_of, let_go, place_of
from klimabesog.desktop.form_view.menu import QuestionMenu, RowMenu
from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.repeat import Cells, Repeat
from klimabesog.desktop.form_view.source import FindingSource, FormSource, Node
from klimabesog.desktop.form_view.stops import next_stop, stops_from, stops_in
from klimabesog.desktop.form_view.tree import Part, Slot, first_open, is_checkpoint, parts_among, parts_of
from klimabesog.desktop.widgets.base import Frame, settle, show_if, vbox
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

MAX_WIDTH = 860
COMPACT = 60
"""A compact view shows so many questions on its one card at most."""

AHEAD_FIRST = 0.05  # of a viewport, with a page's first picture
AHEAD = 0.5  # of a viewport, built before it is seen
AHEAD_IDLE = 1.2  # built when nothing else is to be done


class FormView(QScrollArea):
    """Shows nodes and keeps every answer through its source.

    Signals:
        answered(): something was stored; counts and results may differ.
        attended(str): the question that has the focus now.
        row_removed(): a row went away (offer to undo).
        finding_removed()
    """

    answered = Signal()
    attended = Signal(str)
    row_removed = Signal()
    finding_removed = Signal()

    def __init__(self, *, compact: bool = False, big: bool = False):
        super().__init__()
        self._compact, self._big = compact, big
        self._source: FormSource | None = None
        self._tops: list[str] = []
        self._questions: dict[str, Question] = {}
        self._groups: dict[str, Group] = {}
        self._repeats: dict[str, Repeat] = {}
        self._waiting: dict[Stretch, None] = {}
        self._tables: dict[str, bool] = {}
        self._active: Question | None = None
        self._building = False
        self._autosave = Autosave(self)
        self._idle = QTimer(self, singleShot=True, interval=80)  # after the page is on the screen
        self._idle.timeout.connect(lambda: self._build_near(AHEAD_IDLE))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._new_page()
        self.setWidget(self._page)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._build_near(AHEAD))
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self._add_keys()

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+L", self._toggle_later),
            ("Ctrl+K", self._begin_comment),
            ("Ctrl+H", self._show_history),
            ("Ctrl+.", self._open_menu),
        ):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- showing

    def _new_page(self) -> None:
        """An empty page, built on its own and shown when it is full: that is faster than growing a visible one."""
        self._page = QWidget()
        self._page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._page.setMaximumWidth(max(MAX_WIDTH, self.fontMetrics().averageCharWidth() * 110))
        self._column = vbox(self._page, 12)
        self._column.setContentsMargins(26, 6, 26, 40)

    def show_nodes(self, source: FormSource, nodes: Iterable[Node], head: QWidget | None = None) -> None:
        """Show these nodes; what is typed so far is saved first."""
        self.flush()
        self._forget()
        self._source = source
        self._new_page()
        if head is not None:
            self._column.addWidget(head)
        if len(source.languages()) > 1:
            bar = LanguageBar(source.languages(), source.language())
            bar.chosen.connect(self._set_language)
            self._column.addWidget(bar)
        shown = parts_among(source, list(nodes))
        self._tops = [part.ref for part in shown]
        self._fill(shown)
        self._column.addStretch(1)
        self._put_page()

    def add_below(self, widget: QWidget) -> None:
        """Put a widget below the questions."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def clear(self) -> None:
        """Show nothing."""
        self.flush()
        self._forget()
        self._source = None
        self._new_page()
        self._put_page()

    def _put_page(self) -> None:
        self.setWidget(self._page)
        self._page.setAutoFillBackground(False)
        self.verticalScrollBar().setValue(0)
        if self.isVisible():
            settle()
            self._build_near(AHEAD_FIRST)

    def _forget(self) -> None:
        self._active = None
        self._tops = []
        self._waiting.clear()
        for shown in (self._questions, self._groups, self._repeats):
            shown.clear()

    def _fill(self, shown: list[Part]) -> None:
        if self._compact and len(shown) <= COMPACT:
            self._column.addWidget(Frame("card").add(Cells(shown, self._widget)))
            return
        pile = Pile(self, [place_of(part) for part in shown])
        self._column.addWidget(pile)
        self._build_first(pile, max(self.viewport().height(), 400) - 150)

    def _build_first(self, pile: Pile, room: int) -> int:
        """Build the stretches that probably fill `room`, before the page is laid out; the room that is left."""
        for stretch in pile.stretches:
            if room <= 0:
                break
            if not stretch.room:
                continue
            height = stretch.room
            self._waiting.pop(stretch, None)
            inner = stretch.build().findChildren(Pile)
            for nested in inner:
                room = self._build_first(nested, room)
            room -= 0 if inner else height
        return room

    # --- Builder

    def build_place(self, place: Place) -> QWidget:
        """The widget of a part."""
        assert self._source is not None
        if place.slot is not None:
            return self._repeat(place.slot)
        return self._widget(place.node or self._source.node(place.ref), True)

    def place_height(self, place: Place) -> int:
        """Its probable height, 0 when it is hidden."""
        assert self._source is not None
        return height_of(place.slot or place.node or self._source.node(place.ref))

    def await_stretch(self, stretch: Stretch) -> None:
        """A stretch waits to be built."""
        self._waiting[stretch] = None

    def _widget(self, part: Part, framed: bool, *, labelled: bool = True, beside: bool = False) -> QWidget:
        if isinstance(part, Slot):
            return self._repeat(part)
        if part.children or part.kind == "group":
            return self._group(part, framed)
        return self._question(part, framed, labelled=labelled, beside=beside)

    def _group(self, node: Node, framed: bool) -> Group:
        together = stands_together(node) or not framed
        deep = not framed or any(node.ref.startswith(ref + "/") for ref in self._groups)
        group = Group(
            node,
            framed=together and framed,
            deep=deep,
            make_content=lambda: self._content(node.ref, together=together),
        )
        self._groups[node.ref] = group
        return group

    def _content(self, ref: str, *, together: bool) -> QWidget:
        assert self._source is not None
        children = parts_of(self._source, self._source.node(ref))
        if together:
            return Cells(children, self._widget)
        return Pile(self, [place_of(child) for child in children])

    def _repeat(self, slot: Slot) -> Repeat:
        assert self._source is not None
        table = self._tables.get(slot.source.node(slot.above).path + "/" + slot.name)
        repeat = Repeat(slot, self._source, self._widget, self.await_stretch, table=table)
        repeat.add_wanted.connect(self._add_row)
        repeat.remove_wanted.connect(self._remove_row)
        repeat.menu_wanted.connect(self._open_row_menu)
        repeat.dropping.connect(self._drop)
        repeat.moved.connect(self._move)
        repeat.shape_wanted.connect(lambda table: self._reshape(repeat, table))
        self._repeats[slot.ref] = repeat
        repeat.refresh()
        return repeat

    def _reshape(self, repeat: Repeat, table: bool) -> None:
        """Show the rows in the other way: the stretch that the repeat stands in is built anew."""
        assert self._source is not None
        self.flush()
        slot = repeat.slot
        self._tables[self._source.node(slot.above).path + "/" + slot.name] = table
        around = repeat.parentWidget()
        layout = around.layout() if around is not None else None
        self._drop(slot.ref + "[")
        fresh = self._repeat(slot)
        if isinstance(around, StretchBox):
            around.replace(repeat, fresh)
        elif around is not None and layout is not None:
            layout.replaceWidget(repeat, fresh)
            let_go(repeat)
            show_if(fresh, slot.relevant)
        self._build_near(AHEAD)
        fresh.focus_shape()

    def _drop(self, prefix: str) -> None:
        """Forget the cards of a row that goes."""
        for shown in (self._questions, self._groups, self._repeats):
            for ref in [ref for ref in shown if ref.startswith(prefix)]:
                del shown[ref]

    def _move(self, moved: dict[str, str]) -> None:
        """Rows have other numbers: what stands in them is known by its new ref."""
        prefix = next(iter(moved)).rpartition("[")[0] + "["

        def fresh(ref: str) -> str:
            if not ref.startswith(prefix):
                return ref
            row, bracket, rest = ref[len(prefix) :].partition("]")
            old = prefix + row + bracket
            return moved.get(old, old) + rest

        self._questions = {fresh(ref): question for ref, question in self._questions.items()}
        self._groups = {fresh(ref): group for ref, group in self._groups.items()}
        self._repeats = {fresh(ref): repeat for ref, repeat in self._repeats.items()}
        for ref, question in self._questions.items():
            question.ref = ref
        for ref, group in self._groups.items():
            group.ref = ref
        for ref, repeat in self._repeats.items():
            if repeat.ref != ref:
                repeat.stand_at(ref)

    def _question(self, node: Node, framed: bool, *, labelled: bool = True, beside: bool = False) -> Question:
        assert self._source is not None
        if is_checkpoint(node) and isinstance(self._source, FindingSource):
            question: Question = self._checkpoint(node, self._source)
        else:
            question = Question(
                node, self._source, framed=framed, big=self._big, labelled=labelled, beside=beside
            )
        question.edited.connect(lambda: self._autosave.touch(question, lambda: self._save_typed(question)))
        question.committed.connect(lambda: self._commit(question))
        question.next_wanted.connect(lambda by: self.move_on(question, by))
        question.file_given.connect(lambda given, name: self._attach(question, given, name))
        question.later_toggled.connect(lambda later: self._set_later(question, later))
        question.menu_wanted.connect(lambda: self._open_menu(question))
        question.comment_edited.connect(
            lambda: self._autosave.touch((question, "kommentar"), lambda: self._save_comment(question))
        )
        question.comment_left.connect(lambda: self._save_comment(question))
        self._questions[node.ref] = question
        if question.editor is not None and question.kind not in ("note", "calculate"):
            question.show_later(self._source.is_later(node.ref))
            question.show_comment(self._source.comments(node.ref))
            question.split_pressed.connect(self._resolve)
            question.show_split(self._source.is_split(node.ref))
        return question

    def refresh_splits(self) -> None:
        """Mark the questions that colleagues answered differently, and no others."""
        for ref, question in self._questions.items():
            if self._source is not None and question.editor is not None and self._source.is_split(ref):
                question.show_split(True)
            else:
                question.show_split(False)

    def _resolve(self) -> None:
        self.flush()
        if self._source is not None:
            self._source.resolve()

    def _checkpoint(self, node: Node, source: FindingSource) -> Checkpoint:
        card = Checkpoint(node, source, big=self._big)
        card.findings_changed.connect(self.answered)
        card.finding_edited.connect(lambda: self._autosave.touch((card, "fund"), card.save_texts))
        card.finding_removed.connect(lambda _finding: self.finding_removed.emit())
        return card

    # --- building what comes near

    def _build_near(self, ahead: float) -> None:
        """Build the stretches within the viewport and some way beyond; what is being read stays where it is."""
        if self._building or not self._waiting or not self.isVisible():
            return
        self._building = True
        try:
            with self._standing_still():
                while near := self._near(ahead):
                    for stretch in near:
                        self._waiting.pop(stretch, None)
                        stretch.build()
                    settle()
        finally:
            self._building = False
        if ahead < AHEAD_IDLE and self._waiting:
            self._idle.start()

    def _near(self, ahead: float) -> list[Stretch]:
        height = self.viewport().height()
        top = self.verticalScrollBar().value() - ahead * height
        bottom = top + (1 + 2 * ahead) * height
        found: list[Stretch] = []
        for pile in self._waiting_piles():
            if pile.isVisible():
                y = pile.mapTo(self._page, QPoint(0, 0)).y()
                found += pile.near(round(top) - y, round(bottom) - y)
        return found

    def _waiting_piles(self) -> list[Pile]:
        """The piles on the page that have something to build; what is gone or built is forgotten."""
        piles: dict[Pile, bool] = {}
        gone = []
        for stretch in self._waiting:
            pile = stretch.pile
            if pile not in piles:
                piles[pile] = shiboken6.isValid(pile) and self._page.isAncestorOf(pile)
            if stretch.built or not piles[pile]:
                gone.append(stretch)
        for stretch in gone:
            del self._waiting[stretch]
        return [pile for pile, there in piles.items() if there]

    @contextmanager
    def _standing_still(self) -> Iterator[None]:
        """Whatever is built above it, what is at the top of the viewport keeps its place on the screen."""
        bar = self.verticalScrollBar()
        anchor = self._anchor() if bar.value() else None
        if anchor is None:
            yield
            return
        before = anchor.mapTo(self._page, QPoint(0, 0)).y()
        yield
        if shiboken6.isValid(anchor) and self._page.isAncestorOf(anchor):
            moved = anchor.mapTo(self._page, QPoint(0, 0)).y() - before
            if moved:
                bar.setValue(bar.value() + moved)

    def _anchor(self) -> QWidget | None:
        focus = QApplication.focusWidget()
        if focus is not None and self._page.isAncestorOf(focus) and not focus.visibleRegion().isEmpty():
            return focus
        middle, top = self._page.width() // 2, self.verticalScrollBar().value()
        for down in (20, 80, 200):
            found = self._page.childAt(QPoint(middle, top + down))
            if (question := question_around(found)) is not None:
                return question
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._build_near(AHEAD)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._build_near(AHEAD)

    def question(self, ref: str) -> Question | None:
        """The card of a question, built if it is not yet; None when it is not on this page."""
        if ref not in self._questions:
            with self._standing_still():
                self._build_towards(ref)
                settle()
        return self._questions.get(ref)

    def _build_towards(self, ref: str) -> None:
        while ref not in self._questions:
            stretch = next((s for s in self._waiting if not s.built and s.covers(ref)), None)
            folded = next((g for r, g in self._groups.items() if g.folded and ref.startswith(r + "/")), None)
            if stretch is not None:
                del self._waiting[stretch]
                stretch.build()
            elif folded is not None:
                folded.unfold()
            else:
                return

    # --- keeping

    def flush(self) -> None:
        """Save what is being typed now."""
        self._autosave.flush()
        for question in list(self._questions.values()):
            if question.editor is not None:
                question.editor.finish()
        if self._active is not None and self._active.ref in self._questions:
            self._commit(self._active)

    def _save_typed(self, question: Question) -> None:
        if question.editor is not None and question.editor.is_ready():
            self._commit(question)

    def _commit(self, question: Question) -> None:
        """Store the answer when it differs from what is stored."""
        if self._source is None or self._questions.get(question.ref) is not question:
            return
        node = self._source.node(question.ref)
        if node.calculated or node.readonly or question.editor is None or question.value == node.value:
            self._autosave.forget(question)
            return
        changed = self._source.answer(question.ref, question.value)
        self._autosave.forget(question)
        self.refresh({*changed, question.ref})
        self.answered.emit()

    def _attach(self, question: Question, given: object, name: str) -> None:
        """Keep a file as the answer; what is wrong with it is said at the question, and the former one stays."""
        assert self._source is not None
        assert isinstance(given, (str, bytes))
        try:
            changed = self._source.attach(question.ref, given, name)
        except InputError as error:
            question.say(str(error))
            return
        self.refresh({*changed, question.ref})
        self.answered.emit()

    def _save_comment(self, question: Question) -> None:
        if self._source is None or self._questions.get(question.ref) is not question:
            return
        text = question.comment.strip()
        if text != self._source.comments(question.ref):
            self._source.set_comment(question.ref, text)
            self.answered.emit()
        self._autosave.forget((question, "kommentar"))
        question.show_comment(text)

    def refresh(self, refs: Collection[str] | None = None) -> None:
        """Update the cards of these refs (None: all, also what hangs on them); rows that came or went are followed."""
        if self._source is None:
            return
        if refs is None:
            self._forget_nodes()
        for ref in list(self._repeats):
            if ref in self._repeats:
                self._repeats[ref].refresh()
        touched: set[StretchBox] = set()
        for ref in [*self._questions, *self._groups] if refs is None else refs:
            self._refresh_one(ref, touched, marks=refs is None)
        for box in touched:
            box.follow()
        for stretch in self._waiting:
            if refs is None or any(place.ref in refs for place in stretch.places):
                stretch.estimate()
        self._build_near(AHEAD_FIRST)

    def _refresh_one(self, ref: str, touched: set[StretchBox], *, marks: bool) -> None:
        assert self._source is not None
        question = self._questions.get(ref)
        if question is not None:
            question.refresh(self._source.node(ref), keep_value=self._is_typing(question))
            if marks and question.editor is not None and question.kind not in ("note", "calculate"):
                question.show_later(self._source.is_later(ref))
                question.show_comment(self._source.comments(ref))
        elif ref in self._groups:
            self._groups[ref].refresh(self._source.node(ref))
        else:
            return
        step: QWidget | None = question or self._groups.get(ref)
        while step is not None and step is not self._page:
            if isinstance(step, StretchBox):
                touched.add(step)
            step = step.parentWidget()

    def _forget_nodes(self) -> None:
        """After an undo all nodes were made anew."""
        for repeat in self._repeats.values():
            repeat.forget_nodes()
        for stretch in self._waiting:
            for place in stretch.places:
                place.node = None

    def _is_typing(self, question: Question) -> bool:
        """Whether the cursor stands in the question's text: what is typed there must not be replaced."""
        focus = QApplication.focusWidget()
        editor = question.editor
        return editor is not None and editor.typed and focus is not None and editor.isAncestorOf(focus)

    def _set_language(self, language: str) -> None:
        assert self._source is not None
        self.flush()
        self._source.set_language(language)
        for repeat in self._repeats.values():
            repeat.show_label()
        self.refresh()

    # --- rows

    def _add_row(self, ref: str, before: int = 0) -> None:
        assert self._source is not None
        self.flush()
        self._source.add_row(ref, before or None)
        self.refresh()
        self.answered.emit()
        repeat = self._repeats[ref]
        number = before or len(repeat.slot.rows)
        first = first_open([self._source.node(f"{ref}[{number}]")])
        if first is not None:
            QTimer.singleShot(0, self, lambda: self.focus_ref(first))

    def _remove_row(self, ref: str) -> None:
        assert self._source is not None
        self.flush()
        self._source.remove_row(ref)
        self.refresh()
        self.answered.emit()
        self.row_removed.emit()

    # --- moving about

    def focus_ref(self, ref: str) -> bool:
        """Go to a question; False when it is not shown here."""
        question = self.question(ref)
        if question is None:
            return False
        settle()
        question.focus_editor()
        self._arrive(question)
        QTimer.singleShot(0, question, lambda: self._reveal(question))  # once the page has its final size
        return True

    def focus_first(self, *, unanswered: bool = True) -> None:
        """Go to the first unanswered question, else the first."""
        ref = first_open(self._top_nodes()) if unanswered else None
        if ref is not None and self.focus_ref(ref):
            return
        target = next((q for q in self._after(self._page, stops_in(self._page))), None)
        if target is not None:
            target.focus_editor()

    def _top_nodes(self) -> Iterator[Node]:
        """The nodes of the page as they are now, rows of repeats included."""
        for ref in self._tops:
            assert self._source is not None
            above, _slash, name = ref.rpartition("/")
            yield from (child for child in self._source.node(above).children if child.name == name)

    def move_on(self, question: Question, by: int) -> None:
        """Go to the next (+1) or previous (-1) question that takes an answer."""
        target = next(self._after(question, stops_from(self._page, question, forward=by > 0)), None)
        if target is not None:
            target.focus_editor()

    @staticmethod
    def _after(start: QWidget, stops: Iterable[QWidget]) -> Iterator[Question]:
        """The questions whose editors these stops stand in."""
        for stop in stops:
            question = question_around(stop)
            if question is None or question is start or question.editor is None:
                continue
            if question.takes_answer() and (stop is question.editor or question.editor.isAncestorOf(stop)):
                yield question

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes by the page's order, and out of the page at its ends."""
        focus = QApplication.focusWidget()
        if focus is None or not self._page.isAncestorOf(focus):
            return super().focusNextPrevChild(next)
        target = next_stop(self._page, focus, forward=next) or self._stop_outside(focus, next)
        if target is None:
            return False
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        if self._page.isAncestorOf(target):
            settle()
            self.ensureWidgetVisible(target, 0, 40)
        target.setFocus(reason)
        return True

    def _stop_outside(self, focus: QWidget, forward: bool) -> QWidget | None:
        """The next stop of the window that is not on the page."""
        step: QWidget | None = focus
        while step is not None:
            step = step.nextInFocusChain() if forward else step.previousInFocusChain()
            if step is focus or step is None:
                break
            outside = not self._page.isAncestorOf(step) and step.isVisible() and step.isEnabled()
            if outside and step.focusPolicy() & Qt.FocusPolicy.TabFocus and step.focusProxy() is None:
                return step
        return None

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._page.isAncestorOf(new):
            return
        question = question_around(new)
        if question is not None and self._questions.get(question.ref) is question:
            self._arrive(question)

    def _arrive(self, question: Question) -> None:
        """The officer is at this question now."""
        if question is self._active:
            return
        if self._active is not None and self._questions.get(self._active.ref) is self._active:
            self._active.show_active(False)
            if self._source is not None:
                self._active.show_left(self._source.node(self._active.ref))
        self._active = question
        question.show_active(True)
        self._reveal(question)
        if self._source is not None:
            self._source.attend(question.ref)
        self.attended.emit(question.ref)

    def _reveal(self, question: Question) -> None:
        if question.height() > self.viewport().height():
            focus = QApplication.focusWidget()
            if focus is not None and question.isAncestorOf(focus):
                self.ensureWidgetVisible(focus, 0, 40)
                return
        self.ensureWidgetVisible(question, 0, 24)

    # --- about a question

    def _toggle_later(self) -> None:
        if self._active is not None and self._source is not None:
            self._set_later(self._active, not self._source.is_later(self._active.ref))

    def _set_later(self, question: Question, later: bool) -> None:
        assert self._source is not None
        self._source.set_later(question.ref, later)
        question.show_later(later)
        self.answered.emit()

    def _begin_comment(self, question: Question | None = None) -> None:
        question = question or self._active
        if question is not None and self._source is not None:
            question.show_comment(self._source.comments(question.ref), begin=True)

    def _show_history(self, question: Question | None = None) -> None:
        question = question or self._active
        if question is not None and self._source is not None:
            self.flush()
            self._source.show_history(question.ref)

    def _open_menu(self, question: Question | None = None) -> None:
        question = question or self._active
        if question is None or self._source is None:
            return
        asked, later = question, self._source.is_later(question.ref)
        menu = QuestionMenu(self, later=later, commented=bool(self._source.comments(question.ref)))
        menu.later.triggered.connect(lambda: self._set_later(asked, not later))
        menu.comment.triggered.connect(lambda: self._begin_comment(asked))
        menu.history.triggered.connect(lambda: self._show_history(asked))
        if row := self._row_around(question.ref):
            self._add_row_actions(menu, row)
        menu.popup(question.mapToGlobal(QPoint(max(8, question.width() - 230), 44)))

    def _open_row_menu(self, row: str) -> None:
        menu = RowMenu(self)
        self._add_row_actions(menu, row)
        menu.popup(self.cursor().pos())

    def _add_row_actions(self, menu: RowMenu, row: str) -> None:
        repeat, _bracket, number = row[:-1].rpartition("[")
        before, after, remove = menu.add_row_actions()
        before.triggered.connect(lambda: self._add_row(repeat, int(number)))
        after.triggered.connect(lambda: self._add_row(repeat, int(number) + 1))
        remove.triggered.connect(lambda: self._remove_row(row))

    def _row_around(self, ref: str) -> str:
        """The ref of the nearest row of a repeat whose rows may come and go."""
        row, bracket, _rest = ref.rpartition("]")
        repeat = self._repeats.get(row.rpartition("[")[0])
        return row + bracket if repeat is not None and repeat.removable else ""


def question_around(widget: QWidget | None) -> Question | None:
    """The card that a widget stands on."""
    step = widget
    while step is not None and not isinstance(step, Question):
        step = step.parentWidget()
    return step


def chapter_head(title: str, hint: str = "") -> QWidget:
    """The heading above a chapter's cards."""
    box = heading(title, hint)
    box.setAccessibleName(title or _("Kapitel"))
    return box
