"""Answering the questions of several forms, each by its key: what a visit and a company's steps have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

from klimabesog.casework import outline
from klimabesog.casework.desk import Desk
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.visitviews import Revision
from klimabesog.values.clock import hlc_time
from klimabesog.xforms import Changed, Node, Session


class Answering(ABC):
    """Forms that are open together; every operation is in the log when it returns."""

    _desk: Desk

    @property
    def desk(self) -> Desk:
        """The desk the forms are opened at."""
        return self._desk

    @abstractmethod
    def form(self, key: str) -> FormInstance:
        """The form of this key; InputError when there is none such."""

    @abstractmethod
    def _after(self, key: str, changed: Changed) -> Changed:
        """What follows from an answer in a form; returns all that changed."""

    @abstractmethod
    def _noted(self, key: str) -> None:
        """Something was noted about a question of a form, beside its answer."""

    def session(self, key: str) -> Session:
        """The form engine's session of a form."""
        return self.form(key).session

    def node(self, key: str, ref: str) -> Node:
        """A question by its reference."""
        return self.form(key).node(ref)

    # -- answers -----------------------------------------------------------------------------------

    def answer(self, key: str, ref: str, value: str) -> Changed:
        """Answer a question; on return it is saved."""
        return self._after(key, self.form(key).answer(ref, value))

    def attach(self, key: str, ref: str, given: Path | bytes, name: str = "") -> Changed:
        """Answer a question with a file; InputError when it is too large or of the wrong kind."""
        return self._after(key, self.form(key).attach(ref, given, name))

    def add_row(self, key: str, ref: str, before: int | None = None) -> Changed:
        """Add a row to a repeat, before the row of that number or last."""
        return self._after(key, self.form(key).add_row(ref, before))

    def remove_row(self, key: str, ref: str) -> Changed:
        """Remove a row of a repeat; undo brings it back."""
        return self._after(key, self.form(key).remove_row(ref))

    # -- history -----------------------------------------------------------------------------------

    def history(self, key: str, ref: str) -> list[Revision]:
        """Every answer a question has had, newest first; the one that shows is `current`.

        Where colleagues answered differently without seeing each other, those answers are a `conflict`.
        """
        node, store = self.node(key, ref), self._desk.store
        heads = store.heads(node.record, node.path)
        standing = {version.event for version in heads}
        split = len({str(version.value or "") for version in heads}) > 1
        return [
            Revision(
                time=hlc_time(version.hlc).isoformat(),
                actor=version.actor,
                value=version.value,
                own=version.device == store.device,
                text=outline.answer_text(node, str(version.value or "")),
                current=bool(heads) and version.event == heads[0].event,
                conflict=split and version.event in standing,
            )
            for version in store.history(node.record, node.path)
        ]

    def restore_answer(self, key: str, ref: str, revision: Revision) -> Changed:
        """Answer with a former value again ("Brug denne igen"): a new answer, which settles a conflict; undo works."""
        return self._after(key, self.form(key).restore(ref, str(revision.value or "")))

    # -- notes beside the answer -------------------------------------------------------------------

    def comment(self, key: str, ref: str) -> str:
        """The internal comment on a question, "" when there is none."""
        form = self.form(key)
        return form.comment(form.node(ref))

    def set_comment(self, key: str, ref: str, text: str) -> None:
        """Write an internal comment on a question; "" takes it away. It is never printed."""
        self.form(key).set_comment(ref, text)
        self._noted(key)

    def is_later(self, key: str, ref: str) -> bool:
        """Whether a question is flagged "spørg senere"."""
        form = self.form(key)
        return form.is_later(form.node(ref))

    def set_later(self, key: str, ref: str, later: bool) -> None:
        """Flag a question "spørg senere", or take the flag away."""
        self.form(key).set_later(ref, later)
        self._noted(key)
