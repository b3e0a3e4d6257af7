"""A step's form as a document reads it: its answers in words, without anything internal or confidential."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from klimabesog.casework import outline
from klimabesog.casework.reportappendix import visibility

if TYPE_CHECKING:
    from klimabesog.casework.instance import FormInstance
    from klimabesog.xforms import Node


class Said:
    """The answers of one form, or of a row of it, by the question's name; of a name used twice the first counts."""

    def __init__(self, form: FormInstance, top: Node | None = None) -> None:
        self._form = form
        self._questions: dict[str, Node] = {}
        for node in outline.questions(top or form.session.root):
            if visibility(node) == "rapport":
                self._questions.setdefault(node.name, node)

    def text(self, name: str) -> str:
        """The answer as a person reads it; "" when it is not asked, not answered or not for print."""
        node = self._questions.get(name)
        return outline.answer_text(node) if node is not None else ""

    def value(self, name: str) -> str:
        """The answer as it is stored: an ISO date, the code of a choice, a number with a decimal point."""
        node = self._questions.get(name)
        return (node.text or "") if node is not None else ""

    def number(self, name: str) -> float | None:
        """The number answered; None without one."""
        try:
            return float(self.value(name))
        except ValueError:
            return None

    def chosen(self, name: str) -> dict[str, str]:
        """Code -> label of what was chosen, in the order of the form."""
        node = self._questions.get(name)
        codes = self.value(name).split()
        choices = node.choices if node is not None else ()
        return {choice.value: choice.label or choice.value for choice in choices if choice.value in codes}

    def with_unit(self, name: str) -> str:
        """The answer with the question's unit."""
        node, text = self._questions.get(name), self.text(name)
        unit = outline.unit_of(node) if node is not None and text else ""
        return f"{text}\u00a0{unit}" if unit else text

    def label(self, name: str) -> str:
        """What the question asks; "" when it is not there."""
        node = self._questions.get(name)
        return (node.label or name) if node is not None else ""

    def picture(self, name: str) -> str:
        """The SHA-256 of the picture that answers a question; "" without one."""
        node = self._questions.get(name)
        found = self._form.attachment(node.ref) if node is not None else None
        return found.sha256 if found is not None else ""

    def others(self, known: Container[str]) -> Iterator[tuple[str, str]]:
        """Questions with their answers that are none of these: what a municipality asks in its own edition."""
        for name in self._questions:
            if name not in known and (text := self.with_unit(name)):
                yield self.label(name), text
