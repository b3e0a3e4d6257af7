"""A group: its heading with the questions below, on cards of their own or together on one; foldable when compact."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.tree import has_word
from klimabesog.desktop.widgets.base import Frame, Text, is_put_away, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.markup import plain, show_words

TOGETHER = 40
"""So many questions stand on one card at most: a longer field-list is a page, and is built as one."""


def stands_together(node: Node) -> bool:
    """Whether the group's questions share a card."""
    return has_word(node, "field-list", "table-list") and len(node.children) <= TOGETHER


class Group(Frame):
    """One group. `make_content` is called when it is first unfolded, which is at once unless it is `compact`."""

    def __init__(self, node: Node, *, framed: bool, deep: bool, make_content: Callable[[], QWidget]):
        super().__init__("card" if framed else "cell", margins=None if framed else (0, 0, 0, 0))
        self.ref: str = node.ref
        self._make_content = make_content
        self._content: QWidget | None = None
        self._title: Text | Button | None = None
        self._hint: Text | None = None
        self.body.setSpacing(8 if framed else 12)
        folded = has_word(node, "compact")
        if folded:
            self._title = Button(plain(node.label or ""), self._toggle, kind="quiet", icon="hoejre")
            self.body.addWidget(self._title)
        elif node.label:
            self._title = Text("", "strong" if deep else "heading")
            self.body.addWidget(self._title)
        if node.hint:
            self._hint = Text("", "small", "muted")
            self.body.addWidget(self._hint)
        self.refresh(node)
        if not folded:
            self.unfold()

    def refresh(self, node: Node) -> None:
        """Take over label, hint and relevance."""
        if isinstance(self._title, Text):
            show_words(self._title, node.label or "")
        elif self._title is not None:
            self._title.setText(plain(node.label or ""))
        if self._hint is not None:
            show_words(self._hint, node.hint or "")
        show_if(self, node.relevant)

    @property
    def folded(self) -> bool:
        """Whether only the heading shows."""
        return self._content is None or is_put_away(self._content)

    def unfold(self) -> None:
        """Show what is in the group."""
        if self._content is None:
            self._content = self._make_content()
            self.body.addWidget(self._content)
        show_if(self._content, True)
        if isinstance(self._title, Button):
            self._title.set_icon("ned")

    def _toggle(self) -> None:
        if self.folded:
            self.unfold()
        elif self._content is not None and isinstance(self._title, Button):
            self._content.hide()
            self._title.set_icon("hoejre")


def heading(title: str, hint: str = "") -> QWidget:
    """A chapter's title and hint above its cards."""
    box = QWidget()
    layout = vbox(box, 2)
    layout.setContentsMargins(0, 12, 0, 4)
    label = Text("", "title")
    show_words(label, title)
    layout.addWidget(label)
    if hint:
        words = Text("", "body", "muted")
        show_words(words, hint)
        layout.addWidget(words)
    return box
