"""The panel beside the preview: sections, texts and confidential answers, and a way back from each change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from klimabesog.casework.papers.draft import Draft
from klimabesog.casework.papers.editable import Editable
from klimabesog.desktop.pages.documents.editing.answers_tab import AnswersTab
from klimabesog.desktop.pages.documents.editing.sections_tab import SectionsTab
from klimabesog.desktop.pages.documents.editing.words_tab import FIXED, WordsTab
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, hbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.choice_bar import ChoiceBar, Segment
from klimabesog.values.texts import _

SECTIONS, WORDS, ANSWERS = "afsnit", "tekst", "fortroligt"


class Tab(Protocol):
    """What each tab can do."""

    def show_editable(self, known: Editable) -> None: ...

    def save(self) -> None: ...


class EditPanel(Frame):
    """The panel.

    Signals:
        section_wanted(str): show this section in the preview.
        text_wanted(str, str): show this text of a section in the preview.
    """

    section_wanted = Signal(str)
    text_wanted = Signal(str, str)

    def __init__(self, shell: Shell, draft: Draft):
        super().__init__("side-left", margins=(0, 0, 0, 0))
        self._shell, self._draft = shell, draft
        self.body.setSpacing(0)
        self.sections = SectionsTab(draft, self.section_wanted.emit)
        self.words = WordsTab(draft, self.text_wanted.emit)
        self.answers = AnswersTab(draft)
        self._tabs: dict[str, Tab] = {SECTIONS: self.sections, WORDS: self.words, ANSWERS: self.answers}
        self._stack = QStackedWidget()
        for tab in (self.sections, self.words, self.answers):
            self._stack.addWidget(tab)
        self.body.addLayout(self._head())
        self.body.addWidget(self._stack, 1)
        for keys, act in (("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+Y", self.redo)):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _head(self) -> hbox:  # type: ignore[valid-type]
        segments = [
            Segment(SECTIONS, _("Afsnit"), tone="neutral"),
            Segment(WORDS, _("Tekst"), tone="neutral"),
            Segment(ANSWERS, _("Fortroligt"), tone="neutral"),
        ]
        self.bar = ChoiceBar(segments, _("Hvad vil du ændre?"), clearable=False)
        self.bar.set_value(SECTIONS)
        self.bar.chosen.connect(self.show_tab)
        head = hbox(spacing=6)
        head.setContentsMargins(16, 12, 10, 0)
        head.addWidget(self.bar, 1)
        head.addWidget(
            Button(kind="icon", icon="fortryd", name=_("Fortryd"), tip=_("Fortryd (Ctrl+Z)"), clicked=self.undo)
        )
        return head

    def show_tab(self, name: str) -> None:
        """Show a tab."""
        self.save()
        self.bar.set_value(name)
        self._stack.setCurrentIndex([SECTIONS, WORDS, ANSWERS].index(name))

    def show_editable(self, known: Editable) -> None:
        """Bring every tab up to date."""
        for tab in self._tabs.values():
            tab.show_editable(known)

    def save(self) -> None:
        """Keep what is being typed."""
        for tab in self._tabs.values():
            tab.save()

    def point_at(self, snippets: Sequence[str], page: int) -> None:
        """A text was pointed at in the preview: open it for other words, or say that it has none."""
        if self.words.choose(snippets, page):
            self.show_tab(WORDS)
        elif snippets:
            self._shell.say(_(FIXED))

    def undo(self) -> None:
        """Take the last change back."""
        self.save()
        done = self._draft.undo()
        self._shell.say(_("Fortrudt.") if done else _("Der er ikke mere at fortryde."))

    def redo(self) -> None:
        """Do the last change again that was taken back."""
        if not self._draft.redo():
            self._shell.say(_("Der er ikke mere at gendanne."))
