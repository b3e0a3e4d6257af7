"""Besøg: all visits, newest first, searched as you type."""

from __future__ import annotations

from klimabesog.desktop.pages.rows import visit_row
from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, empty
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.desktop.widgets.fields import SearchField
from klimabesog.values.texts import _

SHOWN = 100


class VisitsPage(ScrollPage):
    """The list of visits."""

    def __init__(self, shell: Shell):
        super().__init__(shell, _("Besøg"), max_width=1000)
        self.search = SearchField(_("Søg virksomhed eller dato"))
        self.search.searched.connect(lambda _text: self.shown())
        self.column.addWidget(self.search)
        self._card = Frame("card", margins=(8, 8, 8, 8))
        self._card.body.setSpacing(2)
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def shown(self) -> None:
        """Read the visits anew."""
        empty(self._card.body)
        query = self.search.text().strip()
        visits = self.shell.casebook.visits(query=query)
        for visit in visits[:SHOWN]:
            button = visit_row(visit)
            button.clicked.connect(lambda _checked=False, id=visit.id: self.shell.open_visit(id))
            self._card.add(button)
        if not visits:
            self._card.add(self._nothing(query))

    def _nothing(self, query: str) -> EmptyState:
        if query:
            return EmptyState(
                "soeg", _("Ingen besøg passer"), _("Prøv en del af navnet eller en dato som 20.11.2026.")
            )
        return EmptyState(
            "besoeg",
            _("Ingen besøg endnu"),
            _("Et besøg starter på virksomhedens side."),
            Button(_("Vælg virksomhed"), lambda: self.shell.go("virksomheder"), kind="primary"),
        )
