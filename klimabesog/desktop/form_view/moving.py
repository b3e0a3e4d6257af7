"""Moving about the page: to a question, to the next and the previous one, and by Tab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from klimabesog.desktop.form_view.nearby import Nearby
from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.shown import Shown, question_around
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.stops import next_stop, stops_from, stops_in
from klimabesog.desktop.form_view.tree import Part, first_open
from klimabesog.desktop.widgets.base import settle


class Moving(QObject):
    """Where the officer is on the page.

    Signals:
        attended(str): the question that has the focus now.
    """

    attended = Signal(str)

    def __init__(self, area: QScrollArea, shown: Shown, nearby: Nearby):
        super().__init__(area)
        self._area, self._shown, self._nearby = area, shown, nearby
        self._tops: list[str] = []
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def begin(self, parts: Iterable[Part]) -> None:
        """The page shows these."""
        self._tops = [part.ref for part in parts]

    def question(self, ref: str) -> Question | None:
        """The card of a question, built if it is not yet; None when it is not on this page."""
        if ref not in self._shown.questions:
            self._nearby.build_towards(ref)
        return self._shown.questions.get(ref)

    def go_to(self, ref: str) -> bool:
        """Go to a question; False when it is not shown here."""
        question = self.question(ref)
        if question is None:
            return False
        settle()
        question.focus_editor()
        self._arrive(question)
        QTimer.singleShot(0, question, lambda: self._reveal(question))  # once the page has its final size
        return True

    def go_to_first(self, *, unanswered: bool = True) -> None:
        """Go to the first unanswered question, else the first."""
        ref = first_open(self._shown.form, self._top_nodes()) if unanswered and self._shown.source else None
        if ref is not None and self.go_to(ref):
            return
        page = self._shown.page
        target = next((q for q in _answerable(page, stops_in(page))), None)
        if target is not None:
            target.focus_editor()

    def go_to_end(self) -> None:
        """Go to the last stop of the page."""
        last = next(stops_in(self._shown.page, forward=False), None)
        if last is not None:
            self._stop_at(last, Qt.FocusReason.BacktabFocusReason)

    def _top_nodes(self) -> Iterator[Node]:
        """The nodes of the page as they are now, rows of repeats included."""
        for ref in self._tops:
            above, _slash, name = ref.rpartition("/")
            yield from (child for child in self._shown.form.node(above).children if child.name == name)

    def move_on(self, question: Question, by: int) -> None:
        """Go to the next (+1) or previous (-1) question that takes an answer."""
        stops = stops_from(self._shown.page, question, forward=by > 0)
        target = next(_answerable(question, stops), None)
        if target is not None:
            target.focus_editor()

    # --- Tab

    def tab(self, focus: QWidget, forward: bool) -> bool:
        """Go on from the widget by the page's order, and out of the page at its ends."""
        page = self._shown.page
        target = next_stop(page, focus, forward=forward) or self._stop_outside(forward)
        if target is None:
            return False
        self._stop_at(target, Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def _stop_at(self, target: QWidget, reason: Qt.FocusReason) -> None:
        if self._shown.page.isAncestorOf(target):
            settle()
            self._area.ensureWidgetVisible(target, 0, 40)
        target.setFocus(reason)

    def _stop_outside(self, forward: bool) -> QWidget | None:
        """The next stop of the window that is not on the page: by the place of the whole view in Qt's own order."""
        step: QWidget | None = self._area
        while step is not None:
            step = step.nextInFocusChain() if forward else step.previousInFocusChain()
            if step is self._area or step is None:
                break
            outside = not self._area.isAncestorOf(step) and step.isVisible() and step.isEnabled()
            if outside and step.focusPolicy() & Qt.FocusPolicy.TabFocus and step.focusProxy() is None:
                return step
        return None

    # --- arriving

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._shown.page.isAncestorOf(new):
            return
        question = question_around(new)
        if question is not None and self._shown.stands(question):
            self._arrive(question)

    def _arrive(self, question: Question) -> None:
        """The officer is at this question now."""
        left, source = self._shown.active, self._shown.source
        if question is left:
            return
        if left is not None and self._shown.stands(left):
            left.show_active(False)
            if source is not None:
                left.show_left(source.node(left.ref))
        self._shown.active = question
        question.show_active(True)
        self._reveal(question)
        if source is not None:
            source.attend(question.ref)
        self.attended.emit(question.ref)

    def _reveal(self, question: Question) -> None:
        if question.height() > self._area.viewport().height():
            focus = QApplication.focusWidget()
            if focus is not None and question.isAncestorOf(focus):
                self._area.ensureWidgetVisible(focus, 0, 40)
                return
        self._area.ensureWidgetVisible(question, 0, 24)


def _answerable(start: QWidget, stops: Iterable[QWidget]) -> Iterator[Question]:
    """The questions other than `start` whose editors these stops stand in."""
    for stop in stops:
        question = question_around(stop)
        if question is None or question is start or question.editor is None:
            continue
        if question.takes_answer() and (stop is question.editor or question.editor.isAncestorOf(stop)):
            yield question
