"""Making the widgets of parts: questions, groups and repeats, each with its signals where they belong."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.form_view.about import About
from klimabesog.desktop.form_view.checkpoint import Checkpoint
from klimabesog.desktop.form_view.following import show_marks
from klimabesog.desktop.form_view.group import Group, stands_together
from klimabesog.desktop.form_view.keeping import Keeping
from klimabesog.desktop.form_view.lazy import Pile, Place, Stretch, StretchBox, height_of, let_go, place_of
from klimabesog.desktop.form_view.moving import Moving
from klimabesog.desktop.form_view.nearby import Nearby
from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.repeat import Repeat
from klimabesog.desktop.form_view.row_cards import Cells, FoldCard
from klimabesog.desktop.form_view.rows import Rows
from klimabesog.desktop.form_view.shown import Shown
from klimabesog.desktop.form_view.source import FindingSource, Node
from klimabesog.desktop.form_view.tree import Part, Slot, is_checkpoint, parts_of
from klimabesog.desktop.widgets.base import show_if


class Cards(QObject):
    """The `lazy.Builder` of a page.

    Signals:
        finding_removed()
    """

    finding_removed = Signal()

    def __init__(
        self,
        parent: QObject,
        shown: Shown,
        nearby: Nearby,
        keeping: Keeping,
        moving: Moving,
        rows: Rows,
        about: About,
        *,
        big: bool,
    ):
        super().__init__(parent)
        self._shown, self._nearby, self._keeping, self._moving = shown, nearby, keeping, moving
        self._rows, self._about, self._big = rows, about, big
        self._tables: dict[str, bool] = {}  # which repeats the officer has made tables or cards

    # --- Builder

    def build_place(self, place: Place) -> QWidget:
        """The widget of a part."""
        if place.slot is not None:
            return self._repeat(place.slot)
        return self.widget(place.node or self._shown.form.node(place.ref), True)

    def place_height(self, place: Place) -> int:
        """Its probable height, 0 when it is hidden."""
        return height_of(place.slot or place.node or self._shown.form.node(place.ref))

    def await_stretch(self, stretch: Stretch) -> None:
        """A stretch waits to be built."""
        self._nearby.wait(stretch)

    # --- parts

    def widget(self, part: Part, framed: bool, *, labelled: bool = True, beside: bool = False) -> QWidget:
        """The widget of a part: `framed` on a card of its own, else a cell."""
        if isinstance(part, Slot):
            return self._repeat(part)
        if part.children or part.kind == "group":
            return self._group(part, framed)
        return self._question(part, framed, labelled=labelled, beside=beside)

    def _group(self, node: Node, framed: bool) -> Group:
        together = stands_together(node) or not framed
        deep = not framed or any(node.ref.startswith(ref + "/") for ref in self._shown.groups)
        group = Group(
            node,
            framed=together and framed,
            deep=deep,
            make_content=lambda: self._content(node.ref, together=together),
        )
        self._shown.groups[node.ref] = group
        return group

    def _content(self, ref: str, *, together: bool) -> QWidget:
        source = self._shown.form
        children = parts_of(source, source.node(ref))
        if together:
            return Cells(children, self.widget)
        return Pile(self, [place_of(child) for child in children])

    # --- questions

    def _question(self, node: Node, framed: bool, *, labelled: bool, beside: bool) -> Question:
        source = self._shown.form
        if is_checkpoint(node) and isinstance(source, FindingSource):
            question: Question = self._checkpoint(node, source)
        else:
            question = Question(node, source, framed=framed, big=self._big, labelled=labelled, beside=beside)
        self._connect(question)
        self._shown.questions[node.ref] = question
        if question.editor is not None and question.kind not in ("note", "calculate"):
            show_marks(question, self._shown)
            question.split_pressed.connect(self._about.resolve)
            question.show_split(source.is_split(node.ref))
        return question

    def _connect(self, question: Question) -> None:
        keeping, about = self._keeping, self._about
        question.edited.connect(lambda: keeping.type_answer(question))
        question.committed.connect(lambda: keeping.commit(question))
        question.next_wanted.connect(lambda by: self._moving.move_on(question, by))
        question.file_given.connect(lambda given, name: keeping.attach(question, given, name))
        question.later_toggled.connect(lambda later: about.set_later(question, later))
        question.menu_wanted.connect(lambda: about.open_menu(question))
        question.comment_edited.connect(lambda: keeping.type_comment(question))
        question.comment_left.connect(lambda: keeping.save_comment(question))

    def _checkpoint(self, node: Node, source: FindingSource) -> Checkpoint:
        card = Checkpoint(node, source, big=self._big)
        card.findings_changed.connect(self._keeping.answered)
        card.finding_edited.connect(lambda: self._keeping.type_finding(card))
        card.finding_removed.connect(lambda _finding: self.finding_removed.emit())
        return card

    # --- repeats

    def _repeat(self, slot: Slot) -> Repeat:
        table = self._tables.get(_path(slot))
        repeat = Repeat(slot, self._shown.form, self.widget, self.await_stretch, table=table)
        repeat.add_wanted.connect(self._rows.add)
        repeat.remove_wanted.connect(self._rows.remove)
        repeat.menu_wanted.connect(self._rows.open_menu)
        repeat.dropping.connect(self._shown.drop)
        repeat.moved.connect(self._shown.move)
        repeat.link_wanted.connect(self._rows.open_link)
        repeat.card_made.connect(self._keep_fold)
        repeat.shape_wanted.connect(lambda table: self._reshape(repeat, table))
        self._shown.repeats[slot.ref] = repeat
        repeat.refresh()
        return repeat

    def _keep_fold(self, card: FoldCard) -> None:
        self._shown.folds[card.ref] = card
        card.folded_changed.connect(lambda _ref, _folded: self._nearby.build())

    def _reshape(self, repeat: Repeat, table: bool) -> None:
        """Show the rows in the other way: the repeat is built anew in its place."""
        self._keeping.flush()
        slot = repeat.slot
        self._tables[_path(slot)] = table
        around = repeat.parentWidget()
        layout = around.layout() if around is not None else None
        self._shown.drop(slot.ref + "[")
        fresh = self._repeat(slot)
        if isinstance(around, StretchBox):
            around.replace(repeat, fresh)
        elif around is not None and layout is not None:
            layout.replaceWidget(repeat, fresh)
            let_go(repeat)
            show_if(fresh, slot.relevant)
        self._nearby.build()
        fresh.focus_shape()


def _path(slot: Slot) -> str:
    """The repeat without row numbers: all of its kind are shown alike."""
    return f"{slot.parent.path}/{slot.name}"
