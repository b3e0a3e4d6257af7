""" "Lav dokument": everything that can be made, and in grey what must be done before the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from klimabesog.casework.papers.possible import Possible, possible
from klimabesog.casework.papers.subject import Subject
from klimabesog.desktop.pages.documents.selection import SelectionDialog
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Text, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.feedback import IconPicture
from klimabesog.desktop.widgets.row_button import RowButton
from klimabesog.values.texts import _

ROOM_AROUND = 240
"""Pixels for title, buttons and frame, and some of the window behind."""


class MakeDialog(Dialog):
    """A row for each document; the first that can be made has the focus."""

    bounded = True

    def __init__(
        self,
        parent: QWidget,
        title: str,
        offered: Iterable[Possible],
        chosen: Callable[[Possible], object],
        locked: Sequence[RowButton] = (),
    ):
        super().__init__(parent, title, width=560)
        self._chosen = chosen
        self.rows: list[RowButton] = []
        content = QWidget()
        column = vbox(content, 2)
        column.setContentsMargins(0, 0, 10, 0)
        for one in sorted(offered, key=lambda each: bool(each.lacking)):
            column.addWidget(self._row(one))
        if not self.rows:
            column.addWidget(Text(_("Her er ingen dokumenter at lave."), "body", "muted"))
        if locked:
            column.addSpacing(10)
            column.addWidget(Text(_("Låste versioner"), "small-strong"))
        for row in locked:
            row.clicked.connect(self.accept)
            column.addWidget(row)
        column.addStretch(1)
        scroll = Scroll(content)
        most = min(430, max(160, parent.window().height() - ROOM_AROUND))
        scroll.setMinimumHeight(min(most, 64 * max(2, len(self.rows) + len(locked))))
        self.body.addWidget(scroll, 1)
        self.add_buttons(Button(_("Luk"), self.reject))

    def _row(self, one: Possible) -> RowButton:
        line = one.lacking or one.words
        onward = [] if one.lacking else [IconPicture("hoejre", "muted", 18)]
        row = RowButton(one.offer.title, line, *onward)
        row.setEnabled(not one.lacking)
        if one.lacking:
            row.setCursor(Qt.CursorShape.ArrowCursor)
            row.findChildren(Text)[0].set_tone("muted")
        row.clicked.connect(partial(self._choose, one))
        self.rows.append(row)
        return row

    def _choose(self, one: Possible, _checked: bool = False) -> None:
        self.accept()
        self._chosen(one)


def make_for_company(shell: Shell, company: str, visit: str = "") -> MakeDialog:
    """Choose a document of a company, its visits and steps, and go to its page."""
    words = _("Tilbage til virksomheden")

    def go(one: Possible) -> None:
        shell.open_document(one.offer, one.about, words, lambda: shell.open_company(company))

    offered = possible(Subject(shell.casebook, company, visit))
    dialog = MakeDialog(shell.window(), _("Lav dokument"), offered, go)
    dialog.open()
    return dialog


def make_for_municipality(shell: Shell) -> MakeDialog:
    """Choose a document about all companies, or none, and go to its page."""
    from klimabesog.desktop.pages.documents.card import document_row

    def go(one: Possible) -> None:
        if one.offer.reads_all:
            open_ = partial(shell.open_document, one.offer)
            SelectionDialog(shell.window(), one.offer, one.about, open_).open()
        else:
            shell.open_document(one.offer, one.about)

    offered = possible(Subject(shell.casebook), ("kommune",))
    locked = [document_row(shell, document) for document in shell.casebook.documents.of_municipality()]
    dialog = MakeDialog(shell.window(), _("Lav dokument"), offered, go, locked)
    dialog.open()
    return dialog
