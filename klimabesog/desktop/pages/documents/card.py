"""The card "Dokumenter" on a company's page: what was issued and received, and whether it is filed."""

from __future__ import annotations

from functools import partial

from klimabesog.casework.visitviews import DocumentRow
from klimabesog.desktop.pages.company_case import JournalDialog
from klimabesog.desktop.pages.documents.make_dialog import make_for_company
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Badge, Frame, Text, hbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.row_button import RowButton
from klimabesog.values import danish
from klimabesog.values.texts import _


class DocumentsCard(Frame):
    """The card."""

    def __init__(self, shell: Shell, company: str, documents: tuple[DocumentRow, ...]):
        super().__init__("card", margins=(8, 14, 8, 10))
        self._shell, self._company = shell, company
        self.body.setSpacing(2)
        title = Text(_("Dokumenter"), "heading")
        title.setContentsMargins(12, 0, 12, 0)
        self.add(title)
        self.rows = [self._row(document) for document in documents]
        self.add(*self.rows)
        if not documents:
            words = Text(_("Dokumenter, du låser, står her."), "body", "muted")
            words.setContentsMargins(12, 0, 12, 6)
            self.add(words)
        self.make = Button(_("Lav dokument …"), self.choose, icon="rapport")
        self.excel = Button(_("Gem som Excel"), self._save_workbook, icon="gem")
        for button in (self.make, self.excel):
            line = hbox(spacing=6)
            line.setContentsMargins(12, 6, 12, 2)
            line.addWidget(button)
            line.addStretch(1)
            self.body.addLayout(line)

    def choose(self) -> None:
        """Choose a document to make."""
        make_for_company(self._shell, self._company)

    def _save_workbook(self) -> None:
        """The case in numbers, as a workbook."""
        from klimabesog.desktop.pages.workbooks import choose_case_workbook

        choose_case_workbook(self, self._shell, self._company)

    def _row(self, document: DocumentRow) -> RowButton:
        """A document; pressing it writes its number in the filing system."""
        line = " · ".join(filter(None, (document.words, danish.format_date(document.created))))
        number = document.journal
        journal = _("J.nr. {number}").format(number=number) if number else _("Ikke journaliseret")
        row = RowButton(document.name, line, Badge(journal, "neutral" if number else "warn"))
        row.setAccessibleName(f"{document.name}, {line}. {journal}")
        row.setToolTip(_("Skriv journalnummeret"))
        row.clicked.connect(partial(self._open, document))
        return row

    def _open(self, document: DocumentRow, _checked: bool = False) -> None:
        JournalDialog(self._shell.window(), self._shell, document).open()
