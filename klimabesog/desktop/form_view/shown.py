"""What the form view shows now: the form, its page, and the cards, groups and repeats on it by their refs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from klimabesog.desktop.form_view.group import Group
from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.repeat import Repeat
from klimabesog.desktop.form_view.row_cards import FoldCard
from klimabesog.desktop.form_view.source import FormSource


class Shown:
    """Only what is built has a place here; `active` is the question that the officer is at."""

    def __init__(self, page: QWidget):
        self.page = page
        self.source: FormSource | None = None
        self.questions: dict[str, Question] = {}
        self.groups: dict[str, Group] = {}
        self.repeats: dict[str, Repeat] = {}
        self.folds: dict[str, FoldCard] = {}
        self.active: Question | None = None

    @property
    def form(self) -> FormSource:
        """The source, where there must be one."""
        assert self.source is not None
        return self.source

    def clear(self) -> None:
        """Nothing is shown any more."""
        self.active = None
        for cards in (self.questions, self.groups, self.repeats, self.folds):
            cards.clear()

    def stands(self, question: Question) -> bool:
        """Whether the card is still the one of its question."""
        return self.questions.get(question.ref) is question

    def folded_around(self, ref: str) -> Group | FoldCard | None:
        """The outermost group or row around a question that is folded."""
        around: list[tuple[str, Group | FoldCard]] = [*self.groups.items(), *self.folds.items()]
        return next((one for at, one in around if one.folded and ref.startswith(at + "/")), None)

    def drop(self, prefix: str) -> None:
        """Forget the cards of a row that goes."""
        for cards in (self.questions, self.groups, self.repeats, self.folds):
            for ref in [ref for ref in cards if ref.startswith(prefix)]:
                del cards[ref]

    def move(self, moved: dict[str, str]) -> None:
        """Rows have other numbers ({old ref: new}): what stands in them is known by its new ref."""
        prefix = next(iter(moved)).rpartition("[")[0] + "["

        def fresh(ref: str) -> str:
            if not ref.startswith(prefix):
                return ref
            row, bracket, rest = ref[len(prefix) :].partition("]")
            old = prefix + row + bracket
            return moved.get(old, old) + rest

        self.questions = {fresh(ref): question for ref, question in self.questions.items()}
        self.groups = {fresh(ref): group for ref, group in self.groups.items()}
        self.repeats = {fresh(ref): repeat for ref, repeat in self.repeats.items()}
        self.folds = {fresh(ref): card for ref, card in self.folds.items()}
        for ref, question in self.questions.items():
            question.ref = ref
        for ref, group in self.groups.items():
            group.ref = ref
        for ref, repeat in self.repeats.items():
            if repeat.ref != ref:
                repeat.stand_at(ref)


def question_around(widget: QWidget | None) -> Question | None:
    """The card that a widget stands on."""
    step = widget
    while step is not None and not isinstance(step, Question):
        step = step.parentWidget()
    return step
