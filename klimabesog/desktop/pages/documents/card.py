"""The card "Dokumenter" on a company's page: what was issued and received, and whether it is filed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from klimabesog.casework.visitviews import DocumentRow
from klimabesog.desktop.pages.documents.issued_dialog import IssuedDialog
from klimabesog.desktop.pages.documents.make_dialog import make_for_company
from klimabesog.desktop.pages.documents.received_dialog import ReceivedDialog, TakeInDialog, choose_files
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Badge, Frame, Text, hbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.row_button import RowButton
from klimabesog.values import danish
from klimabesog.values.texts import _


def document_row(shell: Shell, document: DocumentRow) -> RowButton:
    """A document as a row; pressing it opens what is known of it, its filing among that."""
    parts = (danish.format_date(document.created), document.words, document.note, _locked_by(document))
    line = " · ".join(filter(None, parts))
    number = document.journal
    journal = _("J.nr. {number}").format(number=number) if number else _("Ikke journaliseret")
    row = RowButton(document.name, line, Badge(journal, "neutral" if number else "warn"))
    row.setAccessibleName(f"{document.name}, {line}. {journal}")
    row.clicked.connect(partial(_open, shell, document))
    return row


def _locked_by(document: DocumentRow) -> str:
    """Who and when, where two laptops gave versions one number."""
    if not document.by:
        return ""
    at = danish.format_time(document.created)
    return _("låst kl. {time} af {name}").format(time=at, name=document.by)


def _open(shell: Shell, document: DocumentRow, _checked: bool = False) -> None:
    if document.received:
        ReceivedDialog(shell.window(), shell, document.id).open()
    else:
        IssuedDialog(shell.window(), shell, document).open()


class DocumentsCard(Frame):
    """The card."""

    def __init__(self, shell: Shell, company: str, documents: tuple[DocumentRow, ...]):
        super().__init__("card", margins=(8, 14, 8, 10))
        self._shell, self._company = shell, company
        self.body.setSpacing(2)
        title = Text(_("Dokumenter"), "heading")
        title.setContentsMargins(12, 0, 12, 0)
        self.add(title)
        self.rows = [document_row(shell, document) for document in documents]
        self.add(*self.rows)
        if not documents:
            words = Text(_("Her står de dokumenter, du låser, og dem, I modtager."), "body", "muted")
            words.setContentsMargins(12, 0, 12, 6)
            self.add(words)
        self.make = Button(_("Lav dokument …"), self.choose, icon="rapport")
        self.take = Button(_("Tilføj modtaget …"), self.choose_received, icon="import")
        self.excel = Button(_("Gem som Excel"), self._save_workbook, icon="gem")
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=6)
        for button in (self.make, self.take, self.excel):
            flow.addWidget(button)
        line = hbox(spacing=0)
        line.setContentsMargins(12, 6, 12, 0)
        line.addWidget(buttons)
        self.body.addLayout(line)
        hint = Text(_("Du kan også trække en fil hertil."), "small", "muted")
        hint.setContentsMargins(12, 2, 12, 4)
        self.add(hint)

    def choose(self) -> None:
        """Choose a document to make."""
        make_for_company(self._shell, self._company)

    def choose_received(self) -> None:
        """Choose files that were received."""
        take_in(self._shell, self._company, choose_files(self))

    def _save_workbook(self) -> None:
        """The case in numbers, as a workbook."""
        from klimabesog.desktop.pages.workbooks import choose_case_workbook

        choose_case_workbook(self, self._shell, self._company)


def take_in(shell: Shell, company: str, paths: Iterable[Path]) -> None:
    """Ask about each file that was received, one after the other."""
    waiting = deque(paths)

    def ask_next(_result: int = 0) -> None:
        if waiting:
            dialog: Dialog = TakeInDialog(shell.window(), shell, company, waiting.popleft())
            dialog.finished.connect(ask_next)
            dialog.open()

    ask_next()
