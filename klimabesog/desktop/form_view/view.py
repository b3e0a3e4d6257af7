"""The form view: one chapter's questions as cards; after an answer only what changed is updated."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QWidget

from klimabesog.desktop.form_view.autosave import Autosave
from klimabesog.desktop.form_view.checkpoint import Checkpoint
from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.repeat import Cells, Repeat
from klimabesog.desktop.form_view.source import FindingSource, FormSource, Node
from klimabesog.desktop.form_view.tree import Slot, is_checkpoint, parts, parts_of
from klimabesog.desktop.widgets.base import Frame, Text, show_if, vbox
from klimabesog.values.texts import _

MAX_WIDTH = 860


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
        self._questions: dict[str, Question] = {}
        self._groups: dict[str, QWidget] = {}
        self._repeats: dict[str, Repeat] = {}
        self._active: Question | None = None
        self._autosave = Autosave(self)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._new_page()
        self.setWidget(self._page)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        QShortcut(
            QKeySequence("Ctrl+L"),
            self,
            self._toggle_later,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

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
        self._fill(list(parts(nodes)))
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

    def _forget(self) -> None:
        self._active = None
        for shown in (self._questions, self._groups, self._repeats):
            shown.clear()

    def _fill(self, shown: list[Node | Slot]) -> None:
        if self._compact:
            self._column.addWidget(Frame("card").add(Cells(shown, self._widget)))
            return
        for part in shown:
            self._column.addWidget(self._widget(part, True))

    def _widget(self, part: Node | Slot, framed: bool) -> QWidget:
        if isinstance(part, Slot):
            return self._repeat(part)
        if part.children:
            return self._group(part, framed)
        return self._question(part, framed)

    def _group(self, node: Node, framed: bool) -> QWidget:
        together = "field-list" in (node.appearance or "") or not framed
        box = Frame("card") if together and framed else QWidget()
        layout = box.body if isinstance(box, Frame) else vbox(box, 12)
        if node.label:
            layout.addWidget(Text(node.label, "heading" if framed else "strong"))
        if node.hint:
            layout.addWidget(Text(node.hint, "small", "muted"))
        children = parts_of(node)
        if together:
            layout.addWidget(Cells(children, self._widget))
        else:
            for child in children:
                layout.addWidget(self._widget(child, True))
        self._groups[node.ref] = box
        show_if(box, node.relevant)
        return box

    def _repeat(self, slot: Slot) -> Repeat:
        repeat = Repeat(slot, self._widget)
        repeat.add_wanted.connect(self._add_row)
        repeat.remove_wanted.connect(self._remove_row)
        repeat.dropping.connect(self._drop)
        self._repeats[slot.ref] = repeat
        repeat.refresh()
        return repeat

    def _drop(self, prefix: str) -> None:
        """Forget the cards of a row that goes."""
        for shown in (self._questions, self._groups, self._repeats):
            for ref in [ref for ref in shown if ref.startswith(prefix)]:
                del shown[ref]

    def _question(self, node: Node, framed: bool) -> Question:
        assert self._source is not None
        if is_checkpoint(node) and isinstance(self._source, FindingSource):
            question: Question = self._checkpoint(node, self._source)
        else:
            question = Question(node, framed=framed, big=self._big)
        question.edited.connect(lambda: self._autosave.touch(question, lambda: self._save_typed(question)))
        question.committed.connect(lambda: self._commit(question))
        question.next_wanted.connect(lambda by: self.move_on(question, by))
        question.later_toggled.connect(lambda later: self._set_later(question, later))
        question.show_later(self._source.is_later(node.ref))
        self._questions[node.ref] = question
        return question

    def _checkpoint(self, node: Node, source: FindingSource) -> Checkpoint:
        card = Checkpoint(node, source, big=self._big)
        card.findings_changed.connect(self.answered)
        card.finding_edited.connect(lambda: self._autosave.touch((card, "fund"), card.save_texts))
        card.finding_removed.connect(lambda _finding: self.finding_removed.emit())
        return card

    # --- keeping

    def flush(self) -> None:
        """Save what is being typed now."""
        self._autosave.flush()
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

    def refresh(self, refs: Collection[str] | None = None) -> None:
        """Update the cards of these refs (None: all); rows that came or went are followed."""
        if self._source is None:
            return
        for ref in list(self._repeats):
            if ref in self._repeats:
                self._repeats[ref].refresh()
        for ref in list(self._questions) if refs is None else refs:
            question = self._questions.get(ref)
            if question is not None:
                question.refresh(self._source.node(ref), keep_value=self._is_typing(question))
            elif ref in self._groups:
                show_if(self._groups[ref], self._source.node(ref).relevant)

    def _is_typing(self, question: Question) -> bool:
        """Whether the cursor stands in the question's text: what is typed there must not be replaced."""
        focus = QApplication.focusWidget()
        editor = question.editor
        return editor is not None and editor.typed and focus is not None and editor.isAncestorOf(focus)

    def _add_row(self, ref: str) -> None:
        assert self._source is not None
        self.flush()
        self._source.add_row(ref)
        self.refresh()
        self.answered.emit()
        QTimer.singleShot(0, self._repeats[ref].focus_last)

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
        question = self._questions.get(ref)
        if question is None:
            return False
        question.focus_editor()
        self._arrive(question)
        QTimer.singleShot(0, question, lambda: self._reveal(question))  # once the page has its final size
        return True

    def focus_first(self, *, unanswered: bool = True) -> None:
        """Go to the first unanswered question, else the first."""
        asked = self._asked()
        target = next((q for q in asked if unanswered and not q.value), asked[0] if asked else None)
        if target is not None:
            target.focus_editor()

    def move_on(self, question: Question, by: int) -> None:
        """Go to the next (+1) or previous (-1) question that takes an answer."""
        asked = self._asked()
        if question in asked:
            index = asked.index(question) + by
            if 0 <= index < len(asked):
                asked[index].focus_editor()

    def _asked(self) -> list[Question]:
        """Questions that take an answer, as they stand on the page."""
        asked = [q for q in self._questions.values() if q.takes_answer()]
        return sorted(
            asked,
            key=lambda q: (q.mapTo(self._page, QPoint(0, 0)).y(), q.mapTo(self._page, QPoint(0, 0)).x()),
        )

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._page.isAncestorOf(new):
            return
        question = next((q for q in self._questions.values() if q.isAncestorOf(new)), None)
        if question is not None:
            self._arrive(question)

    def _arrive(self, question: Question) -> None:
        """The officer is at this question now."""
        if question is self._active:
            return
        if self._active is not None and self._active.ref in self._questions:
            self._active.show_active(False)
        self._active = question
        question.show_active(True)
        self._reveal(question)
        if self._source is not None:
            self._source.attend(question.ref)
        self.attended.emit(question.ref)

    def _reveal(self, question: Question) -> None:
        target = question
        if question.height() > self.viewport().height():
            focus = QApplication.focusWidget()
            if focus is not None and question.isAncestorOf(focus):
                self.ensureWidgetVisible(focus, 0, 40)
                return
        self.ensureWidgetVisible(target, 0, 24)

    # --- ask later

    def _toggle_later(self) -> None:
        if self._active is not None and self._source is not None:
            self._set_later(self._active, not self._source.is_later(self._active.ref))

    def _set_later(self, question: Question, later: bool) -> None:
        assert self._source is not None
        self._source.set_later(question.ref, later)
        question.show_later(later)
        self.answered.emit()


def chapter_head(title: str, hint: str = "") -> QWidget:
    """The heading above a chapter's cards."""
    box = QWidget()
    layout = vbox(box, 2)
    layout.setContentsMargins(0, 12, 0, 4)
    layout.addWidget(Text(title, "title"))
    if hint:
        layout.addWidget(Text(hint, "body", "muted"))
    box.setAccessibleName(title or _("Kapitel"))
    return box
