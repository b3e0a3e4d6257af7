"""Slettet: what was deleted, by whom and when, and "Gendan"."""

from __future__ import annotations

from functools import partial

from klimabesog.casework.deleted import DeletedRow, deleted_records, restore_deleted
from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Badge, Frame, Text, empty, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.desktop.words import when
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _, ngettext

AT_ONCE = 100


class DeletedPage(ScrollPage):
    """The list."""

    def __init__(self, shell: Shell):
        super().__init__(shell, _("Slettet"), max_width=900)
        self.buttons.addWidget(Button(_("Til Indstillinger"), lambda: shell.go("indstillinger")))
        self._body = vbox(spacing=8)
        self.column.addLayout(self._body)
        self.column.addStretch(1)
        self.restore_buttons: list[Button] = []

    def shown(self) -> None:
        """Read the list anew."""
        rows = deleted_records(self.shell.casebook)
        empty(self._body)
        self.restore_buttons = []
        told = (
            ngettext("{n} kan gendannes", "{n} kan gendannes", len(rows)).format(n=len(rows)) if rows else ""
        )
        self.show_head(_("Slettet"), told)
        if not rows:
            words = _("Det, der bliver slettet i virksomheder og besøg, står her og kan gendannes.")
            self._body.addWidget(EmptyState("slet", _("Intet er slettet"), words))
        for row in rows[:AT_ONCE]:
            self._body.addWidget(self._row(row))

    def _row(self, row: DeletedRow) -> Frame:
        card = Frame("card", row=True, margins=(16, 10, 12, 10))
        words = vbox(spacing=2)
        head = hbox(spacing=8)
        head.addWidget(Badge(row.kind_name))
        head.addWidget(Text(row.title, "strong"), 1)
        words.addLayout(head)
        moment = when(row.when.date().isoformat(), row.when.strftime("%H:%M"))
        line = " · ".join(part for part in (row.where, row.who, moment) if part)
        words.addWidget(Text(line, "small", "muted"))
        card.body.addLayout(words, 1)
        button = Button(_("Gendan"), partial(self._restore, row), icon="fortryd")
        button.setAccessibleName(f"{_('Gendan')}: {row.kind_name} {row.title}")
        self.restore_buttons.append(button)
        card.body.addWidget(button)
        return card

    def _restore(self, row: DeletedRow) -> None:
        try:
            restore_deleted(self.shell.casebook, row.id)
        except InputError as error:
            self.shell.warn(str(error))
            return
        self.shell.say(_("Gendannet: {title}").format(title=row.title))
        self.shown()
