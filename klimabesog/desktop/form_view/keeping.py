"""Keeping answers: what is typed, chosen, attached or commented on goes to the form, and what follows is shown."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Signal

from klimabesog.desktop.form_view.autosave import Autosave
from klimabesog.desktop.form_view.checkpoint import Checkpoint
from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.shown import Shown
from klimabesog.values.errors import InputError


class Keeping(QObject):
    """Stores answers through the source. `refresh` is called with the refs whose facts changed.

    Signals:
        answered(): something was stored.
    """

    answered = Signal()

    def __init__(self, parent: QObject, shown: Shown, refresh: Callable[[Collection[str]], None]):
        super().__init__(parent)
        self._shown, self._refresh = shown, refresh
        self._autosave = Autosave(self)

    def flush(self) -> None:
        """Save what is being typed now."""
        self._autosave.flush()
        for question in list(self._shown.questions.values()):
            if question.editor is not None:
                question.editor.finish()
        active = self._shown.active
        if active is not None and active.ref in self._shown.questions:
            self.commit(active)

    def commit(self, question: Question) -> None:
        """Store the answer when it differs from what is stored."""
        source = self._shown.source
        if source is None or not self._shown.stands(question):
            return
        node = source.node(question.ref)
        if node.calculated or node.readonly or question.editor is None or question.value == node.value:
            self._autosave.forget(question)
            return
        changed = source.answer(question.ref, question.value)
        self._autosave.forget(question)
        self._refresh({*changed, question.ref})
        self.answered.emit()

    def attach(self, question: Question, given: object, name: str) -> None:
        """Keep a file as the answer; what is wrong with it is said at the question, and the former one stays."""
        assert isinstance(given, (str, bytes))
        try:
            changed = self._shown.form.attach(question.ref, given, name)
        except InputError as error:
            question.say(str(error))
            return
        self._refresh({*changed, question.ref})
        self.answered.emit()

    def save_comment(self, question: Question) -> None:
        """Store the comment as it is typed."""
        source = self._shown.source
        if source is None or not self._shown.stands(question):
            return
        text = question.comment.strip()
        if text != source.comments(question.ref):
            source.set_comment(question.ref, text)
            self.answered.emit()
        self._autosave.forget((question, "kommentar"))
        question.show_comment(text)

    # --- while typing

    def type_answer(self, question: Question) -> None:
        """A key was pressed in the answer."""
        self._autosave.touch(question, lambda: self._save_typed(question))

    def type_comment(self, question: Question) -> None:
        """A key was pressed in the comment."""
        self._autosave.touch((question, "kommentar"), lambda: self.save_comment(question))

    def type_finding(self, card: Checkpoint) -> None:
        """A key was pressed in a text of a finding."""
        self._autosave.touch((card, "fund"), card.save_texts)

    def _save_typed(self, question: Question) -> None:
        if question.editor is not None and question.editor.is_ready():
            self.commit(question)
