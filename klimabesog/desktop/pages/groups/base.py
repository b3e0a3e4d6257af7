"""What the pages of groups have in common: the groups, their undo with its keys, and saying what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from klimabesog.casework.groups.book import Groups
from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.texts import _, ngettext


class GroupsPage(ScrollPage):
    """A page on which groups are changed."""

    def __init__(self, shell: Shell, title: str = ""):
        super().__init__(shell, title, max_width=1100)
        self.groups = Groups(shell.casebook)
        self.undo = Button(_("Fortryd"), self.take_back, icon="fortryd", tip="Ctrl+Z")
        self.buttons.addWidget(self.undo)
        for keys, act in (
            ("Ctrl+Z", self.take_back),
            ("Ctrl+Shift+Z", self.do_again),
            ("Ctrl+Y", self.do_again),
        ):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def take_back(self) -> None:
        """Undo the last change of a group."""
        if self.groups.undo():
            self.shell.say(_("Fortrudt."), self.do_again, _("Gendan"))
        else:
            self.shell.say(_("Der er ikke mere at fortryde."))

    def do_again(self) -> None:
        """Redo what was undone."""
        if not self.groups.redo():
            self.shell.say(_("Der er ikke mere at gendanne."))

    def done(self, sentence: str) -> None:
        """Say what was done, with the way to undo it."""
        self.shell.say(sentence, self.take_back)


def list_card(title: str, said: str = "") -> Frame:
    """A card for rows that are pressed, with a heading and a line on what they are."""
    card = Frame("card", margins=(8, 14, 8, 10))
    card.body.setSpacing(2)
    for text, role, tone in ((title, "heading", ""), (said, "body", "muted")):
        if text:
            label = Text(text, role, tone)
            label.setContentsMargins(12, 0, 12, 4)
            card.add(label)
    return card


def companies(count: int) -> str:
    """ "6 virksomheder"."""
    return ngettext("{n} virksomhed", "{n} virksomheder", count).format(n=count)
