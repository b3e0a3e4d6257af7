"""Following the form: after an answer only the cards of what changed are updated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication, QWidget

from klimabesog.desktop.form_view.lazy import StretchBox
from klimabesog.desktop.form_view.nearby import Nearby
from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.repeat import row_link
from klimabesog.desktop.form_view.shown import Shown


class Following:
    """Brings the page up to what the form says."""

    def __init__(self, shown: Shown, nearby: Nearby):
        self._shown, self._nearby = shown, nearby

    def refresh(self, refs: Collection[str] | None = None) -> None:
        """Update the cards of these refs (None: all, also what hangs on them); rows that came or went are followed."""
        shown = self._shown
        if shown.source is None:
            return
        if refs is None:
            self._forget_nodes()
        for ref in list(shown.repeats):
            if ref in shown.repeats:
                shown.repeats[ref].refresh()
        present = [*shown.questions, *shown.groups] if refs is None else refs
        with self._held(self._boxes(present)):
            for ref in present:
                self._refresh_one(ref, marks=refs is None)
        self._refresh_folds(refs)
        self._nearby.estimate(refs)
        self._nearby.build()

    def _refresh_folds(self, refs: Collection[str] | None) -> None:
        """The summaries of the rows that these refs (None: all) stand in."""
        source = self._shown.form
        for ref, card in self._shown.folds.items():
            if refs is None or any(one.startswith(ref + "/") for one in refs):
                card.refresh(source.node(ref), row_link(source, ref))

    def _boxes(self, refs: Iterable[str]) -> set[StretchBox]:
        """The boxes that the cards stand in."""
        boxes: set[StretchBox] = set()
        for ref in refs:
            step: QWidget | None = self._shown.questions.get(ref) or self._shown.groups.get(ref)
            while step is not None and step is not self._shown.page:
                if isinstance(step, StretchBox):
                    boxes.add(step)
                step = step.parentWidget()
        return boxes

    @staticmethod
    @contextmanager
    def _held(boxes: set[StretchBox]) -> Iterator[None]:
        """The page is laid out once for all changes."""
        for box in boxes:
            box.hold(True)
        try:
            yield
            for box in boxes:
                box.follow()
        finally:
            for box in boxes:
                box.hold(False)

    def _refresh_one(self, ref: str, *, marks: bool) -> None:
        shown = self._shown
        question, group = shown.questions.get(ref), shown.groups.get(ref)
        if question is not None:
            question.refresh(shown.form.node(ref), keep_value=_is_typing(question))
            if marks:
                show_marks(question, shown)
        elif group is not None:
            group.refresh(shown.form.node(ref))

    def _forget_nodes(self) -> None:
        """After an undo all nodes were made anew."""
        for repeat in self._shown.repeats.values():
            repeat.forget_nodes()
        self._nearby.forget_nodes()

    def refresh_splits(self) -> None:
        """Mark the questions that colleagues answered differently, and no others."""
        for ref, question in self._shown.questions.items():
            source = self._shown.source
            question.show_split(
                source is not None and question.editor is not None and bool(source.is_split(ref))
            )

    def show_language(self, language: str) -> None:
        """Show all words in another language."""
        self._shown.form.set_language(language)
        for repeat in self._shown.repeats.values():
            repeat.show_label()
        self.refresh()


def show_marks(question: Question, shown: Shown) -> None:
    """Show what the officer has noted about the question: to be asked later, a comment."""
    if question.editor is not None and question.kind not in ("note", "calculate"):
        question.show_later(shown.form.is_later(question.ref))
        question.show_comment(shown.form.comments(question.ref))


def _is_typing(question: Question) -> bool:
    """Whether the cursor stands in the question's text: what is typed there must not be replaced."""
    focus = QApplication.focusWidget()
    editor = question.editor
    return editor is not None and editor.typed and focus is not None and editor.isAncestorOf(focus)
