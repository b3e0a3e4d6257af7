"""The part of a document's dialog that is about filing: the number, the words to copy, the package."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from klimabesog.casework.filing import filing_of, filing_text, package
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text, hbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _


class FilingPart(Frame):
    """Give it the document's id."""

    def __init__(self, shell: Shell, document: str):
        super().__init__("inset", margins=(14, 12, 14, 12))
        self._shell, self._document = shell, document
        filing = filing_of(shell.casebook, document)
        self.words = filing_text(shell.casebook, filing)
        self.entry = Entry(_("Journalnummer"), _("Skrives, når dokumentet er journaliseret"))
        self.entry.line.setText(filing.journal_number)
        if not filing.journal_number:
            self.entry.say(_("Ikke journaliseret."))
        copied = Text(self.words, "body")
        copied.setAccessibleName(_("Journaltekst"))
        self.copy = Button(_("Kopiér teksten"), self.copy_words, icon="kopier")
        self.pack = Button(_("Gem pakke til journalen …"), self.choose_folder, icon="gem")
        line = hbox(spacing=8)
        for button in (self.copy, self.pack):
            line.addWidget(button)
        line.addStretch(1)
        self.add(self.entry, Text(_("Tekst til journalen"), "small-strong"), copied)
        self.body.addLayout(line)

    def copy_words(self) -> None:
        """Put the filing text on the clipboard."""
        QApplication.clipboard().setText(self.words)
        self._shell.say(_("Journalteksten er kopieret."))

    def choose_folder(self) -> None:
        """Let the person choose where the package goes."""
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = QFileDialog.getExistingDirectory(self, _("Hvor skal pakken ligge?"), start)
        if folder:
            self.write(Path(folder))

    def write(self, folder: Path) -> None:
        """Write the package: the file, metadata and the filing text, in a folder of their own."""
        try:
            place = package(self._shell.casebook, self._document, folder)
        except KlimabesogError as error:
            self.entry.say(str(error), wrong=True)
            return
        said = _("Pakken ligger i mappen {name}.").format(name=place.name)
        self._shell.say(said, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))), _("Åbn"))
