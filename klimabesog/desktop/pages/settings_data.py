"""Settings of the data: backups, the key and its paper, locking after idle, and what was deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from klimabesog.casework import backups, keychange
from klimabesog.casework.backups import Backup, Preview
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.lock import CHOICES
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.tasks import Task
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.words import few, when
from klimabesog.values import danish
from klimabesog.values.errors import InputError, KlimabesogError
from klimabesog.values.texts import _, ngettext


class DataCard(Frame):
    """Where the data lie, and what was deleted or is about persons."""

    def __init__(self, shell: Shell):
        super().__init__("card")
        folder = shell.casebook.data_dir
        self.add(Text(_("Data"), "heading"))
        self.add(Text(_("Alt ligger krypteret på denne computer: {folder}").format(folder=folder), "body"))
        for warning in shell.casebook.warnings:
            self.add(Frame("warn").add(Text(warning, "body")))
        line = hbox(spacing=10)
        opened = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(folder)))
        line.addWidget(Button(_("Åbn mappen"), opened))
        line.addWidget(Button(_("Slettet"), shell.open_deleted, icon="slet"))
        line.addWidget(Button(_("Persondata"), shell.open_persons, icon="person"))
        line.addWidget(Button(_("Afklar"), shell.open_resolve, icon="spoerg"))
        line.addStretch(1)
        self.body.addLayout(line)


class BackupsCard(Frame):
    """The backups: taken now, restored with a preview, saved elsewhere."""

    def __init__(self, shell: Shell):
        super().__init__("card")
        self._shell = shell
        self.add(Text(_("Sikkerhedskopier"), "heading"))
        words = _("Der tages en hver dag og før hver import. De er krypteret med samme nøgle.")
        self.add(Text(words, "body", "muted"))
        self._list = vbox(spacing=4)
        self.body.addLayout(self._list)
        line = hbox(spacing=10)
        self.now = Button(_("Lav en nu"), self.make, icon="kopier")
        self.choose = Button(_("Gendan …"), self._choose, icon="fortryd")
        line.addWidget(self.now)
        line.addWidget(self.choose)
        line.addWidget(Button(_("Gem en kopi …"), self._save, icon="gem"))
        line.addStretch(1)
        self.body.addLayout(line)
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        found = self._shell.backups()
        empty(self._list)
        if not found:
            self._list.addWidget(Text(_("Der er ingen endnu."), "body"))
        else:
            newest = found[0]
            count = ngettext("{n} sikkerhedskopi", "{n} sikkerhedskopier", len(found)).format(n=len(found))
            last = _("{count}. Den nyeste er fra {when}.").format(count=count, when=taken(newest))
            self._list.addWidget(Text(last, "body"))
        self.choose.setEnabled(bool(found))

    def make(self) -> None:
        """Take one on the worker."""
        casebook = self._shell.casebook
        store, folder = casebook.desk.store, casebook.data_dir
        self.now.setEnabled(False)

        def work(_task: Task) -> Backup:
            with store.reader() as reader:
                return backups.make_backup(reader, folder)

        task = self._shell.run(work)
        task.succeeded.connect(lambda _made: self._shell.say(_("Sikkerhedskopien er taget.")))
        task.ended.connect(self._made)

    def _made(self) -> None:
        self.now.setEnabled(True)
        self.refresh()

    def _choose(self) -> None:
        BackupsDialog(self, self._shell).open()

    def _save(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, _("Gem sikkerhedskopi"), "klimabesog-kopi.db")
        if path:
            self._shell.casebook.backup(Path(path))
            self._shell.say(_("Sikkerhedskopien er gemt. Den åbnes med samme nøgle."))


class BackupsDialog(Dialog):
    """The backups, newest first; "Se" shows what restoring one changes."""

    def __init__(self, parent: QWidget, shell: Shell):
        super().__init__(parent, _("Gendan en sikkerhedskopi"), width=620)
        self._shell = shell
        content = QWidget()
        column = vbox(content, 6)
        self.rows: list[Button] = []
        for backup in shell.backups():
            row = Frame("inset", row=True, margins=(12, 6, 8, 6))
            words = vbox(spacing=0)
            words.addWidget(Text(taken(backup), "strong"))
            size = danish.format_number(backup.size / 1e6, 1)
            words.addWidget(Text(f"{backup.why} · {size} MB", "small", "muted"))
            row.body.addLayout(words, 1)
            button = Button(_("Se"), partial(self._preview, backup))
            button.setAccessibleName(_("Se, hvad der sker med kopien fra {when}").format(when=taken(backup)))
            self.rows.append(button)
            row.body.addWidget(button)
            column.addWidget(row)
        column.addStretch(1)
        scroll = Scroll(content)
        scroll.setMinimumHeight(240)
        self.body.addWidget(scroll, 1)
        self._shown = Frame("info")
        self._shown.hide()
        self.body.addWidget(self._shown)
        self.restore = Button(_("Gendan denne"), self._restore, kind="danger")
        self.restore.setEnabled(False)
        self._chosen: Backup | None = None
        cancel = Button(_("Annuller"), self.reject)
        self.add_buttons(self.restore, cancel)
        cancel.setFocus()

    def _preview(self, backup: Backup) -> None:
        preview = self._shell.backup_previewer(backup)
        task = self._shell.run(lambda _task: preview())
        task.succeeded.connect(lambda told: self._show(backup, told))

    def _show(self, backup: Backup, told: Preview) -> None:
        self._chosen = backup
        empty(self._shown.body)
        self._shown.add(Text(taken(backup), "strong"))
        for sentence in sentences(told):
            self._shown.add(Text(sentence, "body"))
        self._shown.show()
        self.restore.setEnabled(True)

    def _restore(self) -> None:
        if self._chosen is not None:
            chosen = self._chosen
            self.accept()
            self._shell.restore_backup(chosen)


def taken(backup: Backup) -> str:
    """ "21.11.2026 kl. 14.05"."""
    return when(backup.taken.date().isoformat(), backup.taken.strftime("%H:%M"))


def sentences(told: Preview) -> list[str]:
    """What restoring changes, in plain words."""
    said = [_("Kopien har {n} virksomheder og {m} besøg.").format(n=told.companies, m=told.visits)]
    if not told.present:
        return [*said, _("De data, der er nu, kan ikke læses. De bliver lagt til side, ikke slettet.")]
    for words, names in (
        (_("Forsvinder (virksomheder): {names}"), told.lost_companies),
        (_("Forsvinder (besøg): {names}"), told.lost_visits),
        (_("Kommer tilbage (virksomheder): {names}"), told.back_companies),
        (_("Kommer tilbage (besøg): {names}"), told.back_visits),
    ):
        if names:
            said.append(words.format(names=few(names)))
    if own := told.own_changes:
        words = ngettext("Din {n} ændring siden da går tilbage.", "Dine {n} ændringer siden da går tilbage.", own)
        said.append(words.format(n=own))
        said.append(_("Det, der er nu, bliver lagt til side, ikke slettet."))
    if told.others_changes:
        said.append(_("Kollegers {n} ændringer siden da bliver.").format(n=told.others_changes))
    return said if len(said) > 1 else [*said, _("Intet ændrer sig.")]


class KeyCard(Frame):
    """The key: where it is, its paper, a new one, and locking."""

    def __init__(self, shell: Shell):
        super().__init__("card")
        self._shell = shell
        self.add(Text(_("Nøgle og lås"), "heading"), Text(shell.key_sentence(), "body"))
        self._tried = Text("", "small", "muted")
        self.add(self._tried)
        line = hbox(spacing=10)
        line.addWidget(Button(_("Vis gendannelsesnøgle"), shell.show_recovery_key, icon="noegle"))
        self._try = Button(_("Prøv den …"), lambda: TryDialog(self, shell, self.refresh).open())
        line.addWidget(self._try)
        self._change = Button(_("Skift nøgle …"), lambda: ChangeKeyDialog(self, shell).open())
        line.addWidget(self._change)
        line.addStretch(1)
        self.body.addLayout(line)
        lock = hbox(spacing=10)
        lock.addWidget(Text(_("Lås, når ingen har rørt programmet i"), "body", wrap=False))
        self.minutes = Combo(_("Lås efter"))
        for minutes in CHOICES:
            words = _("{n} minutter").format(n=minutes) if minutes else _("Lås aldrig")
            self.minutes.addItem(words, minutes)
        now = shell.state.lock_minutes
        self.minutes.setCurrentIndex(max(0, self.minutes.findData(min(CHOICES, key=lambda one: abs(one - now)))))
        self.minutes.currentIndexChanged.connect(lambda _index: self._set_minutes())
        lock.addWidget(self.minutes)
        lock.addWidget(Button(_("Lås nu"), shell.lock_wanted.emit, icon="laas"))
        lock.addStretch(1)
        self._locking = QWidget()
        self._locking.setLayout(lock)
        self.add(self._locking)
        kept = shell.key_kept
        for widget in (self._try, self._change, self._locking):
            show_if(widget, kept)
        self.refresh()

    def refresh(self) -> None:
        """Whether the paper was tried."""
        day = keychange.tried(self._shell.casebook)
        words = (
            _("Gendannelsesnøglen blev prøvet {date} og passer.").format(date=danish.format_date(day))
            if day
            else _("Gendannelsesnøglen er ikke prøvet. Skriv den af fra papiret én gang, så ved du, at den virker.")
        )
        self._tried.setText(words)
        self._tried.set_tone("muted" if day else "warn")
        show_if(self._tried, self._shell.key_kept)

    def _set_minutes(self) -> None:
        self._shell.state.lock_minutes = int(self.minutes.currentData())
        self._shell.lock_time_changed.emit()


class TryDialog(Dialog):
    """Type the recovery key from the paper, once."""

    def __init__(self, parent: QWidget, shell: Shell, done: Callable[[], object]):
        super().__init__(parent, _("Prøv gendannelsesnøglen"), width=560)
        self._shell, self._then = shell, done
        self.body.addWidget(Text(_("Skriv nøglen, som den står på papiret."), "body"))
        self.entry = Entry(_("Gendannelsesnøgle"))
        self.entry.line.returnPressed.connect(self.try_it)
        self.body.addWidget(self.entry)
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.add_buttons(Button(_("Annuller"), self.reject), Button(_("Prøv"), self.try_it, kind="primary"))
        self.entry.line.setFocus()

    @property
    def problem(self) -> str:
        """What is wrong with what was typed."""
        return self._problem.text()

    def try_it(self) -> None:
        """Say whether it is right."""
        try:
            keychange.try_paper(self._shell.casebook, self.entry.text)
        except InputError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self.accept()
        self._then()
        self._shell.say(_("Nøglen passer."))


class ChangeKeyDialog(Dialog):
    """Before the key is changed: what becomes worthless, and the passphrases where there is no keyring."""

    def __init__(self, parent: QWidget, shell: Shell):
        super().__init__(parent, _("Skift nøgle"), width=540)
        self._shell = shell
        words = _(
            "Data og sikkerhedskopier bliver krypteret på ny. Papiret med den gamle gendannelsesnøgle kan ikke bruges "
            "bagefter: print den nye. Programmet lukker og åbner igen."
        )
        self.body.addWidget(Text(words, "body"))
        self.old, self.new = Entry(_("Din adgangssætning nu")), Entry(_("Ny adgangssætning (tom: den samme)"))
        for entry in (self.old, self.new):
            entry.line.setEchoMode(QLineEdit.EchoMode.Password)
            self.body.addWidget(entry)
            show_if(entry, shell.asks_passphrase)
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.change = Button(_("Skift nøgle"), self._change, kind="primary")
        self.add_buttons(Button(_("Annuller"), self.reject), self.change)

    def _change(self) -> None:
        try:
            self._shell.change_key(self.old.line.text(), self.new.line.text())
        except KlimabesogError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self.accept()

