"""A locked version: what it is, opening it, and filing it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from klimabesog.casework.filing import content, file_name, filing_of
from klimabesog.casework.visitviews import Attachment, DocumentRow
from klimabesog.desktop.form_view.opening import open_attachment, save_copy
from klimabesog.desktop.pages.documents.filing_part import FilingPart
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Text, hbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values.danish import format_date
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _


class IssuedDialog(Dialog):
    """The journal number is kept when the dialog closes."""

    def __init__(self, parent: QWidget, shell: Shell, document: DocumentRow):
        title = _("{title}, version {n}").format(title=document.title, n=document.label)
        super().__init__(parent, title, width=600)
        self._shell, self._document = shell, document
        filing = filing_of(shell.casebook, document.id)
        by = _("Låst {date}").format(date=format_date(filing.date))
        said = (filing.company, document.words, by, filing.author)
        self.body.addWidget(Text(" · ".join(filter(None, said)), "body", "muted"))
        self.filing = FilingPart(shell, document.id)
        self.filing.entry.line.returnPressed.connect(self.keep)
        self.body.addWidget(self.filing)
        digest = Text(_("SHA-256: {hash}").format(hash=filing.sha256), "small", "muted")
        digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(digest)
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        line = hbox(spacing=8)
        line.addWidget(Button(_("Åbn i læser"), self.open_file))
        line.addWidget(Button(_("Gem PDF …"), self.save_file))
        line.addStretch(1)
        self.body.addLayout(line)
        self.add_buttons(Button(_("Luk"), self.reject), Button(_("Gem"), self.keep, kind="primary"))
        self.filing.entry.line.setFocus()

    def keep(self) -> None:
        """Keep the journal number."""
        if self.filing.entry.text != self._document.journal:
            self._shell.casebook.documents.set_journal(self._document.id, self.filing.entry.text)
        self.accept()

    def open_file(self) -> None:
        """Show a copy in the system's reader."""
        self._with_file(lambda file, data: open_attachment(self, file, data))

    def save_file(self) -> None:
        """Let the person choose where a copy goes."""
        self._with_file(lambda file, data: save_copy(self, file, data))

    def _with_file(self, do: object) -> None:
        book = self._shell.casebook
        try:
            filing = filing_of(book, self._document.id)
            data = content(book, filing)
            file = Attachment(file_name(book, filing), len(data), filing.file_type, filing.sha256)
            do(file, data)  # type: ignore[operator]
        except KlimabesogError as error:
            self._problem.setText(str(error))
            self._problem.show()
