"""What to follow up on, at the right of a visit: what is missing, what does not hold, what to ask later."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup

from klimabesog.casework.visitviews import QuestionHit
from klimabesog.casework.wayfinding import Lists
from klimabesog.desktop.pages.visit.hits import HitList
from klimabesog.desktop.widgets.base import Frame, Text, hbox, show_if
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.values.texts import _

TABS = (
    (
        "missing",
        "Mangler",
        "Alt det nødvendige er besvaret.",
        "Et spørgsmål med * står her, til det er besvaret.",
    ),
    (
        "errors",
        "Fejl",
        "Alle svar passer.",
        "Et svar, der ikke passer, gemmes og vises her med en forklaring.",
    ),
    ("later", "Spørg senere", "Intet at spørge om senere.", "Ctrl+L ved et spørgsmål sætter det her."),
    (
        "numbers",
        "Tal",
        "Tallene ser rimelige ud.",
        "Her står det, der er værd at se på en gang til. Intet af det stopper dig.",
    ),
)


class GapsPanel(Frame):
    """The lists with their counts; each line jumps, and the panel stays. `numbers`: with what is odd about them.

    Signals:
        jumped(object): a QuestionHit.
        closed()
    """

    jumped = Signal(object)
    closed = Signal()

    def __init__(self, *, numbers: bool = True):
        super().__init__("side-right", margins=(14, 12, 10, 12))
        self.setAccessibleName(_("Følg op"))
        self._lists: Lists | None = None
        self._tab = "missing"
        head = hbox(spacing=8)
        head.addWidget(Text(_("Følg op"), "heading", wrap=False), 1)
        close = Button(kind="icon", icon="kryds", name=_("Luk listen"), clicked=self.closed.emit)
        head.addWidget(close)
        self.body.addLayout(head)
        tabs = Frame("", margins=(0, 0, 0, 0))
        row = FlowLayout(spacing=6)
        tabs.body.addLayout(row)
        self._group = QButtonGroup(self)
        self.tabs: dict[str, Button] = {}
        for name, title, _empty, _hint in TABS:
            tab = Button(_(title), kind="chip")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _checked=False, name=name: self.show_tab(name))
            self._group.addButton(tab)
            row.addWidget(tab)
            self.tabs[name] = tab
        show_if(self.tabs["numbers"], numbers)
        self.body.addWidget(tabs)
        self.list = HitList("")
        self.list.jumped.connect(self.jumped)
        self.body.addWidget(self.list, 1)
        self._empties: dict[str, EmptyState] = {}
        self._foot = Text(_("F8 går til den næste, Shift+F8 til den forrige."), "small", "muted")
        self.body.addWidget(self._foot)

    @property
    def hits(self) -> tuple[QuestionHit, ...]:
        """The list on screen."""
        return getattr(self._lists, self._tab) if self._lists is not None else ()

    def show_lists(self, lists: Lists) -> None:
        """Take over the lists as they stand."""
        if lists != self._lists:
            self._lists = lists
            self._show()

    def show_tab(self, name: str) -> None:
        """Show one of the lists: missing, errors, later or numbers."""
        self._tab = name
        self._show()

    def show_full(self) -> None:
        """Show the first list that has anything in it, unless the one on screen has."""
        if not self.hits and self._lists is not None:
            full = (name for name, *_words in TABS if getattr(self._lists, name))
            self.show_tab(next(full, self._tab))

    def choose(self, form: str, ref: str) -> None:
        """Mark the line of a question."""
        for line, hit in enumerate(self.hits):
            if (hit.form, hit.ref) == (form, ref):
                self.list.setCurrentRow(line)

    def take_focus(self) -> None:
        """Put the keyboard into the list, or on its tab when it is empty."""
        target = self.list if self.hits else self.tabs[self._tab]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fit(self) -> None:
        """A width for the text size in use."""
        self.setFixedWidth(min(440, max(290, self.fontMetrics().averageCharWidth() * 40)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _show(self) -> None:
        for name, title, empty, hint in TABS:
            count = len(getattr(self._lists, name)) if self._lists is not None else 0
            tab = self.tabs[name]
            tab.setText(f"{_(title)} {count}")
            tab.setAccessibleName(f"{_(title)}: {count}")
            tab.setChecked(name == self._tab)
            wanted = name == self._tab and not count
            if wanted and name not in self._empties:
                self._empties[name] = EmptyState("hak", _(empty), _(hint))
                self.body.insertWidget(2, self._empties[name], 1)
            if name in self._empties:
                show_if(self._empties[name], wanted)
            if name == self._tab:
                self.list.setAccessibleName(_(title))
        self.list.show_hits(self.hits, chosen=self.list.currentRow())
        show_if(self.list, bool(self.hits))
        show_if(self._foot, bool(self.hits))
