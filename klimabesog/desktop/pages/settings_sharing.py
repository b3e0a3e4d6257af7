"""Settings of sharing: the shared folder, the municipality's profile, colleagues' laptops."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from klimabesog.casework import municipality
from klimabesog.casework.laptops import KnownOf, Laptop
from klimabesog.casework.saving import save_file
from klimabesog.casework.sharedfolder import SharedFolder, chosen_folder
from klimabesog.casework.sharing import Sharing
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.pages.settings_files import FileSharing
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Badge, Frame, Text, empty, hbox, rule, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import ConfirmDialog, Dialog
from klimabesog.desktop.words import when
from klimabesog.values import danish
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _, ngettext


class FolderCard(Frame):
    """The folder that all laptops see: chosen, shared through now, how it stands."""

    def __init__(self, shell: Shell):
        super().__init__("card")
        self._shell = shell
        head = hbox(spacing=10)
        head.addWidget(Text(_("Del med kolleger"), "heading", wrap=False))
        self.state = Badge("")
        head.addWidget(self.state)
        head.addStretch(1)
        self.body.addLayout(head)
        self._where = Text("", "body")
        self.add(self._where)
        self._problems = vbox(spacing=4)
        self.body.addLayout(self._problems)
        line = hbox(spacing=10)
        self.choose = Button(_("Vælg mappe …"), self._choose)
        self.now = Button(_("Del nu"), self._now, kind="primary", icon="post")
        self.stop = Button(_("Del ikke længere"), self._stop, kind="quiet")
        for button in (self.now, self.choose, self.stop):
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.add(rule(), FileSharing(shell))
        self.refresh()

    def refresh(self) -> None:
        """How it stands now."""
        casebook = self._shell.casebook
        status = SharedFolder(casebook).status()
        chosen = status.folder is not None
        running = self._shell.sync is not None and self._shell.sync.is_running
        words = (
            _("Mappe: {folder}").format(folder=status.folder)
            if chosen
            else _("Vælg en mappe, som alle kan nå: et netværksdrev, OneDrive, Nextcloud eller en USB-nøgle. "
                   "Det, der ligger i den, er krypteret.")
        )  # fmt: skip
        self._where.setText(words)
        tone = "warn" if status.problems or status.away else "good" if status.shared else "neutral"
        self.state.show_text(_("Deler …") if running and chosen else status.text if chosen else "", tone)
        empty(self._problems)
        notes = list(status.problems)
        if status.away:
            notes.append(_("Mappen kan ikke nås lige nu. Der deles, så snart den er der igen."))
        if status.waiting:
            waiting = ngettext("{n} fil er ikke kommet helt frem endnu.", "{n} filer er ikke kommet helt frem endnu.",
                               status.waiting)  # fmt: skip
            notes.append(waiting.format(n=status.waiting))
        for note in notes:
            self._problems.addWidget(Text(note, "small", "warn"))
        self.now.setEnabled(chosen and not running)
        show_if(self.now, chosen)
        show_if(self.stop, chosen)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Vælg den fælles mappe"))
        if folder:
            self.use(Path(folder))

    def use(self, folder: Path) -> None:
        """Share through this folder from now on."""
        SharedFolder(self._shell.casebook, folder)
        self._now()

    def _now(self) -> None:
        self._shell.share_now()
        self.refresh()

    def _stop(self) -> None:
        before = chosen_folder(self._shell.casebook)
        SharedFolder(self._shell.casebook).forget()
        self.refresh()
        if before is not None:
            self._shell.say(_("Der deles ikke længere gennem mappen."), partial(self.use, before))


class ProfileCard(Frame):
    """The municipality's settings, and the file that sets up a laptop with them."""

    def __init__(self, shell: Shell):
        super().__init__("card")
        self._shell = shell
        self.add(Text(_("Kommunen"), "heading"))
        self._facts = Text("", "body")
        self.add(self._facts)
        self._placed = Frame("info", row=True)
        self._placed.body.addWidget(Text(_("It-afdelingen har lagt en profil klar på denne computer."), "body"), 1)
        self._placed.body.addWidget(Button(_("Brug den …"), self._open_placed, kind="primary"))
        self.add(self._placed)
        line = hbox(spacing=10)
        line.addWidget(Button(_("Åbn kommuneprofil …"), self._open, icon="import"))
        line.addWidget(Button(_("Lav kommuneprofil …"), lambda: MakeProfileDialog(self, shell, self.refresh).open()))
        line.addWidget(Button(_("Kollegers computere"), lambda: LaptopsDialog(self, shell).open(), icon="skaerm"))
        line.addStretch(1)
        self.body.addLayout(line)
        self.refresh()

    def refresh(self) -> None:
        """The settings as they stand."""
        known = municipality.settings(self._shell.casebook.desk)
        days = _("Afsluttede sager bevares {n} dage.").format(n=known.retention_days)
        self._facts.setText(" ".join(part for part in (f"{known.name}." if known.name else "", days) if part))
        show_if(self._placed, municipality.placed_profile(self._shell.casebook) is not None)

    def _open(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self, _("Åbn kommuneprofil"), "", _("Kommuneprofil (*.kommuneprofil)")
        )
        if path:
            self.ask(Path(path))

    def _open_placed(self) -> None:
        path = municipality.placed_profile(self._shell.casebook)
        if path is not None:
            self.ask(path)

    def ask(self, path: Path) -> None:
        """Ask for the passphrase of a profile."""
        OpenProfileDialog(self, self._shell, path).open()


class OpenProfileDialog(Dialog):
    """The passphrase of a profile."""

    def __init__(self, parent: QWidget, shell: Shell, path: Path):
        super().__init__(parent, _("Åbn kommuneprofil"), width=520)
        self._shell, self._path = shell, path
        words = _("{name} sætter computeren op med kommunens nøgle, fælles mappe og skemaer.")
        self.body.addWidget(Text(words.format(name=path.name), "body"))
        self.entry = _secret(_("Profilens adgangssætning"))
        self.entry.line.returnPressed.connect(self.open_it)
        self.body.addWidget(self.entry)
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.add_buttons(Button(_("Annuller"), self.reject), Button(_("Åbn"), self.open_it, kind="primary"))
        self.entry.line.setFocus()

    @property
    def problem(self) -> str:
        """What is wrong."""
        return self._problem.text()

    def open_it(self) -> None:
        """Set this laptop up."""
        try:
            done = municipality.open_profile(self._shell.casebook, self._path, self.entry.line.text())
        except KlimabesogError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self.accept()
        self._shell.say(_("Computeren er sat op til {name}.").format(name=done.municipality))
        self._shell.share_now()


class MakeProfileDialog(Dialog):
    """What goes into a profile file."""

    def __init__(self, parent: QWidget, shell: Shell, done):  # type: ignore[no-untyped-def]
        super().__init__(parent, _("Lav kommuneprofil"), width=600)
        self._shell, self._then = shell, done
        known = municipality.settings(shell.casebook.desk)
        words = _("Én fil, som sætter en kollegas computer op. Sig adgangssætningen til kollegaen på en anden måde.")
        self.body.addWidget(Text(words, "body"))
        self.name = Entry(_("Kommune"))
        self.name.line.setText(known.name)
        self.folder = Entry(_("Fælles mappe"), _("Fx %OneDrive%\\Klimabesøg"))
        self.folder.line.setText(str(chosen_folder(shell.casebook) or ""))
        self.days = Entry(_("Hvor mange dage en afsluttet sag bevares"))
        self.days.line.setText(str(known.retention_days))
        self.passphrase, self.again = _secret(_("Adgangssætning (mindst 12 tegn)")), _secret(_("Én gang til"))
        for entry in (self.name, self.folder, self.days, self.passphrase, self.again):
            self.body.addWidget(entry)
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.add_buttons(Button(_("Annuller"), self.reject), Button(_("Gem …"), self._choose, kind="primary"))

    @property
    def problem(self) -> str:
        """What is wrong."""
        return self._problem.text()

    def _choose(self) -> None:
        if self.passphrase.line.text() != self.again.line.text():
            self._refuse(_("De to adgangssætninger er ikke ens."))
            return
        path, _filter = QFileDialog.getSaveFileName(
            self, _("Gem kommuneprofilen"), "kommune.kommuneprofil", _("Kommuneprofil (*.kommuneprofil)")
        )
        if path:
            self.make(Path(path))

    def make(self, path: Path) -> None:
        """Write the file."""
        try:
            made = municipality.make_profile(
                self._shell.casebook,
                path,
                self.passphrase.line.text(),
                name=self.name.text,
                folder=self.folder.text,
                retention_days=round(danish.parse_number(self.days.text)),
            )
        except KlimabesogError as error:
            self._refuse(str(error))
            return
        self.accept()
        self._then()
        self._shell.say(_("Kommuneprofilen er gemt som {name}.").format(name=made.name))

    def _refuse(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()


class LaptopsDialog(Dialog):
    """Who shares, when each was last heard of, and what a lost one knew."""

    def __init__(self, parent: QWidget, shell: Shell):
        super().__init__(parent, _("Kollegers computere"), width=640)
        self._shell = shell
        self._list = vbox(spacing=6)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        close = Button(_("Luk"), self.reject, kind="primary")
        self.add_buttons(close)
        close.setFocus()
        self._fill()

    def _fill(self) -> None:
        empty(self._list)
        for laptop in Sharing(self._shell.casebook).laptops():
            self._list.addWidget(self._row(laptop))

    def _row(self, laptop: Laptop) -> QWidget:
        row = Frame("inset", row=True, margins=(12, 8, 8, 8))
        words = vbox(spacing=1)
        name = _("Denne computer") if laptop.own else laptop.officer or _("Ukendt computer")
        words.addWidget(Text(name, "strong"))
        words.addWidget(Text(_heard(laptop), "small", "muted"))
        row.body.addLayout(words, 1)
        if laptop.removed:
            row.body.addWidget(Badge(_("Fjernet"), "warn"))
        elif not laptop.own:
            known = Button(_("Hvad kendte den til?"), partial(self._known, laptop), kind="quiet")
            remove = Button(_("Fjern …"), partial(self._remove, laptop), kind="danger")
            for button in (known, remove):
                button.setAccessibleName(f"{button.text()} {name}")
                row.body.addWidget(button)
        return row

    def _known(self, laptop: Laptop) -> None:
        KnownDialog(self, Sharing(self._shell.casebook).known_of(laptop.device)).open()

    def _remove(self, laptop: Laptop) -> None:
        words = _("{name} kan ikke læse det, der deles fra nu af. Lav derefter en ny kommuneprofil til de andre.")
        name = laptop.officer or _("Computeren")
        act = partial(self._removed, laptop)
        ConfirmDialog(self, _("Fjern computeren?"), words.format(name=name), _("Fjern"), act, danger=True).open()

    def _removed(self, laptop: Laptop) -> None:
        Sharing(self._shell.casebook).remove_laptop(laptop.device)
        self._fill()
        self._shell.say(_("Computeren er fjernet. Lav en ny kommuneprofil til de andre."))


class KnownDialog(Dialog):
    """The cases and persons that stood on a lost laptop, to be saved or printed."""

    def __init__(self, parent: QWidget, known: KnownOf):
        super().__init__(parent, _("Det kendte computeren til"), width=640)
        text = QPlainTextEdit(known_text(known))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(_("Det kendte computeren til"))
        text.setMinimumHeight(320)
        self._text = text
        self.body.addWidget(text)
        self.add_buttons(Button(_("Luk"), self.reject), Button(_("Gem …"), self._save, kind="primary", icon="gem"))

    def _save(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, _("Gem listen"), _("Tabt computer.txt"))
        if path:
            save_file(Path(path), self._text.toPlainText().encode("utf-8-sig"))


def known_text(known: KnownOf) -> str:
    """The list, for a report of a lost laptop."""
    lines = [_("Computer: {name}").format(name=known.laptop.officer or known.laptop.device), _heard(known.laptop), ""]
    for case in known.cases:
        lines.append(case.name + (f", CVR {case.cvr}" if case.cvr else ""))
        lines += [f"    {person}" for person in case.persons]
        if case.visits:
            days = ", ".join(danish.format_date(day) for day in case.visits if day)
            lines.append("    " + _("Besøg: {days}").format(days=days))
        if not case.certain:
            lines.append("    " + _("Måske: den er delt, siden computeren sidst gav lyd."))
    return "\n".join(lines)


def _heard(laptop: Laptop) -> str:
    moment = laptop.heard or laptop.last_work
    if moment is None:
        return _("Har ikke delt endnu")
    return _("Sidst hørt fra {when}").format(when=when(moment.date().isoformat(), moment.strftime("%H:%M")))


def _secret(label: str) -> Entry:
    entry = Entry(label)
    entry.line.setEchoMode(QLineEdit.EchoMode.Password)
    return entry
