"""A question: its label, hint, editor and what is wrong with the answer, on a card or as one cell of a row."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from klimabesog.desktop.form_view.choice_table import CHOICE_SHARE, label_share
from klimabesog.desktop.form_view.editors import Editor
from klimabesog.desktop.form_view.finding import FindingText
from klimabesog.desktop.form_view.make import make_editor
from klimabesog.desktop.form_view.source import ExplainingSource, FormSource, Node
from klimabesog.desktop.form_view.tree import missing_message
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Frame, Text, hbox, is_put_away, set_flag, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.explained import WhyButton
from klimabesog.desktop.widgets.markup import plain, show_words
from klimabesog.values.texts import _

CORNER = 40
TABLE_TITLE = "generated_table_list_label_"
"""pyxform turns the label of a `table-list` group into a note of this name."""


class MoreButton(QAbstractButton):
    """Three dots in the corner: what else can be done with the question. Painted by itself, a page has many."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Mere om spørgsmålet"))
        self.setToolTip(_("Spørg senere, kommentar, historik (Ctrl+.)"))
        self.setFixedSize(QSize(CORNER, CORNER))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colors = colors_of(self)
        if self.underMouse() or self.isDown():
            painter.setBrush(QColor(colors.raised))
            painter.drawRoundedRect(self.rect(), 9, 9)
        painter.setBrush(QColor(colors.muted))
        middle = QPointF(self.rect().center()) + QPointF(0.5, 0.5)
        for step in (-6, 0, 6):
            painter.drawEllipse(middle + QPointF(step, 0), 1.9, 1.9)


class Question(Frame):
    """One node. `framed`: on its own card; else a bare cell inside a group; `labelled`: with its label;
    `beside`: the editor beside the label.

    Signals:
        edited(), committed(), next_wanted(int): passed on from the editor.
        file_given(object, str): a file (path or bytes) and its name, to be the answer.
        menu_wanted(): the dots were pressed, or the right button.
        later_toggled(bool): "Spørg senere" was pressed.
        comment_edited(), comment_left(): the comment is being typed; the cursor left it.
        split_pressed(): "Afklar" was pressed.
    """

    edited = Signal()
    committed = Signal()
    next_wanted = Signal(int)
    file_given = Signal(object, str)
    menu_wanted = Signal()
    later_toggled = Signal(bool)
    comment_edited = Signal()
    comment_left = Signal()
    split_pressed = Signal()

    def __init__(
        self,
        node: Node,
        source: FormSource,
        *,
        framed: bool = True,
        big: bool = False,
        labelled: bool = True,
        beside: bool = False,
    ):
        note = node.kind == "note"
        super().__init__("note" if note else "card" if framed else "cell", margins=_margins(node, framed))
        self.ref: str = node.ref
        self.kind: str = node.kind
        self._form, self._framed, self._big, self._labelled = source, framed, big, labelled
        self._visited = False
        self._readonly = bool(node.readonly)
        self._hint: Text | None = None
        self._message: Text | None = None
        self._later: Button | None = None
        self._comment: FindingText | None = None
        self._guidance: Guidance | None = None
        self._more: MoreButton | None = None
        self._split: Frame | None = None
        self.why: WhyButton | None = None
        self.body.setSpacing(6)
        self._label = Text("", *_role(node, framed))
        self.editor = self._make_editor(node)
        self._head = hbox(spacing=8)
        self._build_head(node)
        if beside and self.editor is not None:
            self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._head.setStretchFactor(self._label, label_share(node))
            self._head.addWidget(self.editor, CHOICE_SHARE)
            self._take_editor(self.editor)
        elif self.editor is not None:
            if not framed:
                self.body.addStretch(1)  # fields side by side stand on one line, whatever their hints need
            self.body.addWidget(self.editor)
            self._take_editor(self.editor)
        self.refresh(node)

    # --- building

    def _make_editor(self, node: Node) -> Editor | None:
        return make_editor(node, self._form, big=self._big, roomy=self._framed)

    def _build_head(self, node: Node) -> None:
        self._head.addWidget(self._label, 1)
        show_if(self._label, self._labelled)
        self.body.addLayout(self._head)
        if self.editor is None or self.kind in ("note", "calculate"):
            return
        if self._framed:
            self._more = MoreButton(self)
            self._more.clicked.connect(lambda _checked=False: self.menu_wanted.emit())
            self._head.setContentsMargins(0, 0, CORNER, 0)
        guidance = _written(node.guidance)
        if guidance:
            self._guidance = Guidance(guidance)
            self.body.addWidget(self._guidance)

    def _take_editor(self, editor: Editor) -> None:
        self._label.setBuddy(editor.focusProxy() or editor)
        editor.edited.connect(self.edited)
        editor.committed.connect(self.committed)
        editor.next_wanted.connect(self.next_wanted)
        editor.file_given.connect(self.file_given)

    def _begin_value(self, node: Node) -> None:
        """A note has got a value to show."""
        self.editor = self._make_editor(node)
        if self.editor is not None:
            self.body.addWidget(self.editor)

    def _swap_editor(self, node: Node) -> None:
        """A question that became read-only (or is no longer) is shown in another way."""
        self._readonly = bool(node.readonly)
        old, self.editor = self.editor, self._make_editor(node)
        if old is not None and self.editor is not None:
            self.body.replaceWidget(old, self.editor)
            old.hide()
            old.deleteLater()
            self._take_editor(self.editor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The dots stand in the corner, above the layout: they must not make the heading taller."""
        super().resizeEvent(event)
        self._place_corner()

    def _place_corner(self) -> None:
        if self._more is not None:
            self._more.move(self.width() - CORNER - 8, 7)
            if self._later is not None:
                self._later.setGeometry(self.width() - 2 * CORNER - 8, 7, CORNER, CORNER)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.editor is not None and self.kind not in ("note", "calculate"):
            self.menu_wanted.emit()

    # --- answering

    @property
    def value(self) -> str:
        """What the editor says now."""
        return self.editor.value if self.editor is not None else ""

    def takes_answer(self) -> bool:
        """Whether the focus can stop here."""
        return self.editor is not None and not is_put_away(self) and _focusable(self.editor)

    def focus_editor(self) -> None:
        """Put the cursor into the editor."""
        if self.editor is not None:
            self.editor.setFocus(Qt.FocusReason.TabFocusReason)

    # --- showing

    def refresh(self, node: Node, *, keep_value: bool = False) -> None:
        """Take over what the node says now; `keep_value` while the user is typing here."""
        show_if(self, node.relevant)
        if self.editor is None and node.value:
            self._begin_value(node)
        if self.editor is not None and bool(node.readonly) != self._readonly:
            self._swap_editor(node)
        show_words(self._label, node.label or "", " *" if node.required and not node.value else "")
        self._say_hint(_written(node.hint))
        wrong = self._wrong(node)
        if self.editor is not None:
            if not keep_value:
                self.editor.show_node(node)
            self.editor.describe(wrong or plain(_written(node.hint)))
        elif not node.label:
            self.hide()
        if self.kind == "note":
            self._offer_why(plain(node.label or ""))

    def _offer_why(self, words: str) -> None:
        """Beside a note that shows numbers: where they come from."""
        source = self._form
        shows = isinstance(source, ExplainingSource) and source.explains(self.ref)
        if self.why is None:
            if not shows:
                return
            self.why = WhyButton(lambda: source.explain(self.ref))  # type: ignore[attr-defined]
            self._head.addWidget(self.why)
        self.why.describe(words)
        show_if(self.why, shows)

    def _wrong(self, node: Node) -> str:
        """Say what does not hold, or that the answer is missing once one has been here."""
        wrong = (node.message or "") if node.value and not node.valid else ""
        missing = self._visited and bool(node.required and not node.value and node.relevant)
        self.say(wrong or (missing_message(node) if missing else ""), "danger" if wrong else "warn")
        if self._framed:
            set_flag(self, "invalid", bool(wrong))
        return wrong

    def say(self, sentence: str, tone: str = "danger") -> None:
        """Show a sentence beneath the editor, "" for none."""
        if self._message is None:
            if not sentence:
                return
            self._message = Text("", "small", tone)
            self.body.insertWidget(self._below_editor(), self._message)
        self._message.set_tone(tone)
        if self._message.text() != sentence:
            self._message.setText(sentence)
        show_if(self._message, bool(sentence))

    def _say_hint(self, text: str) -> None:
        if self._hint is None:
            if not text:
                return
            self._hint = Text("", "small", "muted")
            self.body.insertWidget(1, self._hint)
            show_if(self._hint, self._labelled)
        show_words(self._hint, text)
        show_if(self._hint, bool(text) and self._labelled)

    def _below_editor(self) -> int:
        index = self.body.indexOf(self.editor) if self.editor is not None else -1
        return index + 1 if index >= 0 else self.body.count()

    @property
    def message(self) -> str:
        """The sentence shown beneath the editor."""
        return self._message.text() if self._message is not None else ""

    def show_left(self, node: Node) -> None:
        """The officer has been here and went on."""
        self._visited = True
        if node.required:
            self._wrong(node)

    def show_active(self, active: bool) -> None:
        """Mark the card that has the focus."""
        if self._framed:
            set_flag(self, "active", active)

    # --- later and comment

    def show_later(self, later: bool) -> None:
        """Mark the question to be asked later."""
        if self._later is None:
            if not later:
                return
            self._later = Button(
                kind="icon", icon="ur", tip=_("Spørg senere (Ctrl+L)"), name=_("Spørges senere: fjern mærket")
            )
            self._later.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._later.clicked.connect(lambda _checked=False: self.later_toggled.emit(False))
            if self._more is not None:
                self._later.setParent(self)
                self._head.setContentsMargins(0, 0, 2 * CORNER, 0)
                self._place_corner()
            else:
                self._head.insertWidget(1, self._later, 0, Qt.AlignmentFlag.AlignTop)
        show_if(self._later, later)

    def show_split(self, split: bool) -> None:
        """Say that colleagues answered differently, with the way to settle it."""
        if self._split is None:
            if not split:
                return
            self._split = Frame("warn", row=True, margins=(12, 4, 6, 4))
            self._split.body.addWidget(Text(_("I har svaret forskelligt her."), "small"), 1)
            button = Button(_("Afklar"), self.split_pressed.emit, kind="quiet")
            self._split.body.addWidget(button)
            self.body.insertWidget(self._below_editor(), self._split)
        show_if(self._split, split)

    @property
    def comment(self) -> str:
        """The comment as it is typed."""
        return self._comment.text if self._comment is not None else ""

    def show_comment(self, text: str, *, begin: bool = False) -> None:
        """Show the comment; the field is there when it has text, or when one is begun."""
        if self._comment is None:
            if not text and not begin:
                return
            self._comment = FindingText(
                _("Kommentar"), _("Kommentar, kun til jer selv"), _("Kommentar: kun internt"), "neutral"
            )
            self._comment.edited.connect(self.comment_edited)
            self._comment.left.connect(self.comment_left)
            below = self._below_editor() + (1 if self._message is not None else 0)
            self.body.insertWidget(below, self._comment)
        self._comment.show_text(text)
        show_if(self._comment, begin or bool(text) or self._comment.is_typing())
        if begin:
            self._comment.setFocus(Qt.FocusReason.OtherFocusReason)


class Guidance(QWidget):
    """ "Vejledning": the form's longer explanation, folded away until it is asked for."""

    def __init__(self, text: str):
        super().__init__()
        column = vbox(self, 2)
        self._button = Button(_("Vejledning"), self._toggle, kind="link", icon="info")
        self._button.setCheckable(True)
        self._text = Text("", "small", "muted")
        show_words(self._text, text)
        self._text.hide()
        column.addWidget(self._button)
        column.addWidget(self._text)

    def _toggle(self) -> None:
        opened = is_put_away(self._text)
        show_if(self._text, opened)
        self._button.setChecked(opened)


def _written(text: str | None) -> str:
    """A hint, without the dash that pyxform writes where a translation is missing."""
    return "" if text is None or text == "-" else text


def _role(node: Node, framed: bool) -> tuple[str, str]:
    """Place in the type scale, and tone, of the label."""
    if node.kind != "note":
        return ("question" if framed else "small-strong"), ""
    if str(node.name).startswith(TABLE_TITLE):
        return "strong", ""
    return "body", "muted"


def _margins(node: Node, framed: bool) -> tuple[int, int, int, int]:
    if node.kind == "note":
        return (4, 0, 4, 0) if framed else (0, 4, 0, 0)
    return (18, 14, 18, 16) if framed else (0, 0, 0, 0)


def _focusable(editor: QWidget) -> bool:
    target = editor
    while (proxy := target.focusProxy()) is not None:
        target = proxy
    return target.focusPolicy() != Qt.FocusPolicy.NoFocus and target.isEnabled()
