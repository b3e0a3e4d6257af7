"""What the pages of groups have in common: the groups and their undo, cards of rows, counts in words."""

from __future__ import annotations

from klimabesog.casework.groups.book import Groups
from klimabesog.desktop.pages.undoing import UndoingPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text
from klimabesog.values.texts import ngettext


class GroupsPage(UndoingPage):
    """A page on which groups are changed."""

    def __init__(self, shell: Shell, title: str = ""):
        groups = Groups(shell.casebook)
        super().__init__(shell, title, groups, max_width=1100)
        self.groups = groups


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
