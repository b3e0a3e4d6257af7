"""A received document: taken in, described, opened, filed, removed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from klimabesog.casework.cpr import CprFound
from klimabesog.casework.filing import content, filing_of
from klimabesog.casework.received import RECEIVED, SUFFIXES, Received, ReceivedDocument
from klimabesog.casework.visitviews import Attachment
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.form_view.opening import open_attachment, save_copy
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.pages.documents.filing_part import FilingPart
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Text, hbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.date_field import DateField
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.fields import TextField
from klimabesog.values.danish import format_number
from klimabesog.values.errors import InputError, KlimabesogError
from klimabesog.values.texts import _


def _size(size: int) -> str:
    """ "3,2 MB", "12 kB"; "" for nothing."""
    if size >= 1e6:
        return _("{n} MB").format(n=format_number(size / 1e6, 1))
    return _("{n} kB").format(n=format_number(max(1, round(size / 1000)))) if size else ""


class _About(Dialog):
    """What is known of a received document: its kind, its date, a note."""

    def __init__(self, parent: QWidget, shell: Shell, title: str, name: str, size: int):
        super().__init__(parent, title, width=560)
        self._shell, self._received = shell, Received(shell.casebook.desk)
        self.body.addWidget(Text(" · ".join(filter(None, (name, _size(size)))), "body", "muted"))
        self.kind = Combo(_("Hvad er det?"))
        self.kind.setMaximumWidth(16_777_215)
        for key, text in RECEIVED.items():
            self.kind.addItem(_(text), key)
        self.date = DateField("", _("Modtaget"))
        self.note = TextField(name=_("Bemærkning, kun internt"), lines=2)
        for words, field in (
            (_("Hvad er det?"), self.kind),
            (_("Modtaget"), self.date),
            (_("Bemærkning, kun internt"), self.note),
        ):
            label = Text(words, "small-strong")
            label.setBuddy(field)
            self.body.addWidget(label)
            self.body.addWidget(field)
        self._problem = Text("", "small", "danger")
        self._problem.hide()

    def say(self, sentence: str) -> None:
        """One sentence about what is wrong."""
        self._problem.setText(sentence)
        self._problem.show()
        self.fit()

    @property
    def chosen(self) -> str:
        """The kind that is chosen."""
        return str(self.kind.currentData() or "andet")


class TakeInDialog(_About):
    """A file is about to be taken in."""

    def __init__(self, parent: QWidget, shell: Shell, company: str, path: Path):
        size = path.stat().st_size if path.is_file() else 0
        super().__init__(parent, shell, _("Modtaget dokument"), path.name, size)
        self._company, self._path = company, path
        self.date.set_value(shell.casebook.desk.now().date().isoformat())
        self.body.addWidget(self._problem)
        self.add_buttons(
            Button(_("Annuller"), self.reject), Button(_("Tag ind"), self.take_in, kind="primary")
        )

    def take_in(self) -> None:
        """Keep it, encrypted; the file itself stays where it is. "Fortryd" takes it away again."""
        try:
            document = self._received.add(
                self._path,
                self._company,
                kind=self.chosen,
                date=self.date.line.text(),
                note=self.note.toPlainText(),
            )
        except CprFound:
            raise
        except InputError as error:
            self.say(str(error))
            return
        self.accept()
        received = self._received
        self._shell.say(_("Taget ind og krypteret."), lambda: received.remove(document))


class ReceivedDialog(_About):
    """One that was taken in."""

    def __init__(self, parent: QWidget, shell: Shell, document: str):
        one = Received(shell.casebook.desk).get(document)
        super().__init__(parent, shell, _("Modtaget dokument"), one.name, one.size)
        self.one: ReceivedDocument = one
        self.kind.setCurrentIndex(max(0, self.kind.findData(one.kind)))
        self.date.set_value(one.date)
        self.note.setPlainText(one.note)
        self.filing = FilingPart(shell, document)
        self.body.addWidget(self.filing)
        self.body.addWidget(self._problem)
        line = hbox(spacing=8)
        for words, act, kind in (
            (_("Åbn"), self.open_file, ""),
            (_("Gem en kopi …"), self.save_file, ""),
            (_("Fjern"), self.remove, "quiet"),
        ):
            line.addWidget(Button(words, act, kind=kind))
        line.addStretch(1)
        self.body.addLayout(line)
        self.add_buttons(Button(_("Annuller"), self.reject), Button(_("Gem"), self.keep, kind="primary"))

    @property
    def journal(self) -> Entry:
        """Where the journal number is written."""
        return self.filing.entry

    def keep(self) -> None:
        """Keep what is written."""
        try:
            self._received.change(
                self.one.id,
                kind=self.chosen,
                date=self.date.line.text(),
                note=self.note.toPlainText(),
                journal=self.journal.text,
            )
        except CprFound:
            raise
        except InputError as error:
            self.say(str(error))
            return
        self.accept()

    def remove(self) -> None:
        """Take it away; the toast brings it back."""
        self._received.remove(self.one.id)
        self.accept()
        received, document = self._received, self.one.id
        self._shell.say(_("Dokumentet er fjernet."), lambda: received.restore(document))

    def open_file(self) -> None:
        """Show a picture, or a copy in the program that opens such files."""
        if (found := self._file()) is not None:
            open_attachment(self, *found)

    def save_file(self) -> None:
        """Let the person choose where a copy goes."""
        if (found := self._file()) is not None:
            save_copy(self, *found)

    def _file(self) -> tuple[Attachment, bytes] | None:
        book = self._shell.casebook
        try:
            filing = filing_of(book, self.one.id)
            data = content(book, filing)
        except KlimabesogError as error:
            self.say(str(error))
            return None
        return Attachment(self.one.name, len(data), filing.file_type, filing.sha256), data


def choose_files(parent: QWidget) -> list[Path]:
    """Let the person choose files to take in."""
    endings = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
    paths, _filter = QFileDialog.getOpenFileNames(
        parent, _("Modtagne dokumenter"), "", _("Dokumenter ({endings})").format(endings=endings)
    )
    return [Path(path) for path in paths]
