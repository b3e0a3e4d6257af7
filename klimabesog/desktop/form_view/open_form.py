"""A form of a visit, or of a company's steps, as the form view sees it: what both have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from klimabesog.casework.answering import Answering
from klimabesog.casework.visitviews import Attachment
from klimabesog.desktop.form_view.source import Node

Splits = Callable[[], Collection[tuple[str, str]]]


class OpenForm:
    """Passes on to the case; the functions tell the page. Implements `source.FormSource`."""

    def __init__(
        self,
        case: Answering,
        form: str,
        *,
        attended: Callable[[str, str], object],
        history: Callable[[str, str], object],
        splits: Splits = frozenset,
        resolve: Callable[[], object] = lambda: None,
    ):
        """`form`: its key in the case; `splits`: (record, path) of questions that colleagues answered differently."""
        self._case = case
        self.form = form
        self._attended, self._history = attended, history
        self._splits, self._resolve = splits, resolve

    def node(self, ref: str) -> Node:
        return self._case.node(self.form, ref)

    def answer(self, ref: str, value: str) -> Collection[str]:
        return self._case.answer(self.form, ref, value).refs

    def attachment(self, ref: str) -> Attachment | None:
        return self._case.form(self.form).attachment(ref)

    def attach(self, ref: str, given: str | bytes, name: str = "") -> Collection[str]:
        source = Path(given) if isinstance(given, str) else given
        return self._case.attach(self.form, ref, source, name).refs

    def attachment_bytes(self, ref: str) -> bytes:
        return self._case.form(self.form).attachment_bytes(ref)

    def languages(self) -> Sequence[str]:
        return self._case.session(self.form).languages

    def language(self) -> str:
        return self._case.session(self.form).language

    def set_language(self, language: str) -> None:
        self._case.session(self.form).set_language(language)

    def add_row(self, ref: str, before: int | None = None) -> None:
        self._case.add_row(self.form, ref, before)

    def remove_row(self, ref: str) -> None:
        self._case.remove_row(self.form, ref)

    def is_left_out(self, node: Node) -> bool:
        """Whether the question is not asked here; a step's form is asked whole."""
        return False

    def attend(self, ref: str) -> None:
        self._attended(self.form, ref)

    def is_later(self, ref: str) -> bool:
        return self._case.is_later(self.form, ref)

    def set_later(self, ref: str, later: bool) -> None:
        self._case.set_later(self.form, ref, later)

    def comments(self, ref: str) -> str:
        return self._case.comment(self.form, ref)

    def set_comment(self, ref: str, text: str) -> None:
        self._case.set_comment(self.form, ref, text)

    def show_history(self, ref: str) -> None:
        self._history(self.form, ref)

    def is_split(self, ref: str) -> bool:
        """Whether colleagues answered differently without seeing each other."""
        splits = self._splits()
        if not splits:
            return False
        node = self.node(ref)
        return (node.record, node.path) in splits

    def resolve(self) -> None:
        self._resolve()
