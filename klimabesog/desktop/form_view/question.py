"""A question: its label, hint, editor and what is wrong with the answer, on a card or as one cell of a row."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.form_view.make import make_editor
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.widgets.base import Frame, Text, hbox, set_flag, show_if
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.texts import _


class Question(Frame):
    """One node. `framed`: on its own card; else a bare cell inside a group.

    Signals:
        edited(), committed(), next_wanted(int): passed on from the editor.
        later_toggled(bool): "Spørg senere" was pressed.
    """

    edited = Signal()
    committed = Signal()
    next_wanted = Signal(int)
    later_toggled = Signal(bool)

    def __init__(self, node: Node, *, framed: bool = True, big: bool = False):
        note = node.kind == "note"
        super().__init__("note" if note else "card" if framed else "cell", margins=_margins(node, framed))
        self.ref: str = node.ref
        self.kind: str = node.kind
        self._framed = framed
        self.body.setSpacing(6)
        self._label = Text(
            "", "body" if note else "question" if framed else "small-strong", "muted" if note else ""
        )
        self._hint = Text("", "small", "muted")
        self._message = Text("", "small", "danger")
        self._later = self._make_later()
        self.editor = make_editor(node, big=big, roomy=framed)
        self._build_head()
        if not framed:
            self.body.addStretch(1)  # fields side by side stand on one line, whatever their hints need
        if self.editor is not None:
            self._take_editor()
        self.body.addWidget(self._message)
        self.refresh(node)

    def _make_later(self) -> Button:
        button = Button(kind="icon", icon="ur", tip=_("Spørg senere (Ctrl+L)"), name=_("Spørg senere"))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda checked=False: self.later_toggled.emit(button.isChecked()))
        return button

    def _build_head(self) -> None:
        head = hbox(spacing=8)
        head.addWidget(self._label, 1)
        asks = self.editor is not None and self.kind not in ("note", "calculate")
        if self._framed and asks:
            self._later.setParent(self)
            self._later.show()
            head.setContentsMargins(0, 0, 40, 0)
        self.body.addLayout(head)
        self.body.addWidget(self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The clock stands in the corner, above the layout: it must not make the heading taller."""
        super().resizeEvent(event)
        size = self._later.sizeHint()
        self._later.setGeometry(self.width() - size.width() - 8, 7, size.width(), size.height())

    def _take_editor(self) -> None:
        assert self.editor is not None
        self.body.addWidget(self.editor)
        self._label.setBuddy(self.editor.focusProxy() or self.editor)
        self.editor.edited.connect(self.edited)
        self.editor.committed.connect(self.committed)
        self.editor.next_wanted.connect(self.next_wanted)

    @property
    def value(self) -> str:
        """What the editor says now."""
        return self.editor.value if self.editor is not None else ""

    def takes_answer(self) -> bool:
        """Whether the focus can stop here."""
        return self.editor is not None and self.isVisibleTo(self.window()) and _focusable(self.editor)

    def focus_editor(self) -> None:
        """Put the cursor into the editor."""
        if self.editor is not None:
            self.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self, node: Node, *, keep_value: bool = False) -> None:
        """Take over what the node says now; `keep_value` while the user is typing here."""
        show_if(self, node.relevant)
        label = (node.label or "") + (" *" if node.required and not node.value else "")
        if self._label.text() != label:
            self._label.setText(label)
        _say(self._hint, node.hint or "")
        wrong = node.message if node.value and not node.valid else ""
        _say(self._message, wrong or "")
        if self._framed:
            set_flag(self, "invalid", bool(wrong))
        if self.editor is not None:
            if not keep_value:
                self.editor.show_node(node)
            self.editor.describe(wrong or node.hint or "")
        elif not node.label:
            self.hide()

    def show_later(self, later: bool) -> None:
        """Mark the question to be asked later."""
        self._later.setChecked(later)
        set_flag(self._later, "on", later)

    def show_active(self, active: bool) -> None:
        """Mark the card that has the focus."""
        if self._framed:
            set_flag(self, "active", active)


def _margins(node: Node, framed: bool) -> tuple[int, int, int, int]:
    if node.kind == "note":
        return (4, 0, 4, 0) if framed else (0, 4, 0, 0)
    return (18, 14, 18, 16) if framed else (0, 0, 0, 0)


def _focusable(editor: QWidget) -> bool:
    target = editor
    while (proxy := target.focusProxy()) is not None:
        target = proxy
    return target.focusPolicy() != Qt.FocusPolicy.NoFocus and target.isEnabled()


def _say(label: Text, text: str) -> None:
    if label.text() != text:
        label.setText(text)
    show_if(label, bool(text))
