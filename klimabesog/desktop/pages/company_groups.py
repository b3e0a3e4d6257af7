"""The groups that a company is in, on its page."""

from __future__ import annotations

from functools import partial

from klimabesog.casework.groups.book import Groups
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text, hbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.row_button import RowButton
from klimabesog.values.texts import _


class GroupsCard(Frame):
    """Its groups; the pencil chooses others."""

    def __init__(self, shell: Shell, company: str):
        super().__init__("card", margins=(8, 14, 8, 10))
        self._shell, self._company = shell, company
        self._groups = Groups(shell.casebook)
        self.body.setSpacing(2)
        self.choose = Button(kind="icon", icon="rediger", name=_("Vælg grupper"), clicked=self.pick)
        head = hbox(spacing=6)
        head.setContentsMargins(12, 0, 4, 2)
        head.addWidget(Text(_("Grupper"), "heading", wrap=False), 1)
        head.addWidget(self.choose)
        self.body.addLayout(head)
        found = self._groups.of(company)
        self.rows = {group.id: RowButton(group.name, group.kind_name) for group in found}
        for group, row in self.rows.items():
            row.clicked.connect(partial(self._open, group))
            self.add(row)
        if not found:
            words = Text(_("Ikke med i nogen."), "body", "muted")
            words.setContentsMargins(12, 0, 12, 6)
            self.add(words)

    def _open(self, group: str) -> None:
        self._shell.open_group(group)

    def pick(self) -> None:
        """Choose the groups; where there are none, go where they are made."""
        from klimabesog.desktop.pages.groups.dialogs import PickDialog

        known = self._groups.all()
        if not known:
            self._shell.open_network()
            self._shell.say(_("Opret først en gruppe."))
            return
        choices = [(group.id, group.name) for group in known]
        PickDialog(
            self._shell.window(), _("Vælg grupper"), _("Grupper"), choices, self._save, self.rows
        ).open()

    def _save(self, picked: tuple[str, ...]) -> None:
        if set(picked) != set(self.rows):
            self._groups.place(self._company, picked)
            self._shell.say(_("Grupperne er rettet."), self._groups.undo)
