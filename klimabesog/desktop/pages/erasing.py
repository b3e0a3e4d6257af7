"""Erasing a case for good: what will go and why, asked before; and the letter about it, shown after."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QPlainTextEdit, QWidget

from klimabesog.casework.erasure import REASONS, case_end, erase_case
from klimabesog.casework.saving import save_file
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.progress import Progress
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _


def ask_erase(parent: QWidget, shell: Shell, company: str) -> None:
    """Ask before a case is erased."""
    EraseDialog(parent, shell, company).open()


class EraseDialog(Dialog):
    """What will go, why, and whether figures without a name stay; then the letter."""

    def __init__(self, parent: QWidget, shell: Shell, company: str):
        super().__init__(parent, _("Slet sagen for altid"), width=560)
        self._shell = shell
        self._case = case_end(shell.casebook, company)
        words = _(
            "{name} og alt om virksomheden forsvinder: besøg, svar, noter, fotos, beregninger og dokumenter. "
            "Det sker på denne computer nu og på de andre, når de deler. Det kan ikke fortrydes."
        )
        self.body.addWidget(Text(words.format(name=self._case.name), "body"))
        if self._case.unfiled:
            titles = ", ".join(d.title if d.received else f"{d.title} nr. {d.label}" for d in self._case.unfiled)
            card = Frame("warn").add(Text(_("Mangler journalnummer: {titles}").format(titles=titles), "body"))
            self.body.addWidget(card)
        self.body.addWidget(Text(_("Hvorfor slettes sagen?"), "small-strong"))
        self.why = Combo(_("Hvorfor slettes sagen?"))
        for key, text in REASONS.items():
            if key != "periode" or self._case.is_due:
                self.why.addItem(_(text), key)
        self.why.setMaximumWidth(16_777_215)
        self.body.addWidget(self.why)
        self.figures = QCheckBox(_("Bevar tal uden navn til kommunens statistik"))
        self.figures.setChecked(True)
        self.body.addWidget(self.figures)
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.erase = Button(_("Slet for altid"), self._erase, kind="danger", icon="slet")
        cancel = Button(_("Annuller"), self.reject)
        self.add_buttons(self.erase, cancel)
        cancel.setFocus()

    def _erase(self) -> None:
        shell = self._shell
        why = str(self.why.currentData())
        try:
            with Progress(self, _("Sagen slettes …")):
                done = erase_case(
                    shell.casebook, self._case.company, why=why, keep_figures=self.figures.isChecked()
                )
        except InputError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        shell.forget_case()
        shell.clean_copies()
        self.accept()
        LetterDialog(shell.window(), _("Sagen er slettet"), done.letter).open()


class LetterDialog(Dialog):
    """The letter to the person who asked; it is not kept anywhere else."""

    def __init__(self, parent: QWidget | None, title: str, letter: str):
        super().__init__(parent, title, width=600)
        words = _("Brev om sletningen. Ret det, og gem det nu: det ligger ingen andre steder.")
        self.body.addWidget(Text(words, "body"))
        self.text = QPlainTextEdit(letter)
        self.text.setAccessibleName(_("Brev"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(320)
        self.body.addWidget(self.text)
        self.add_buttons(
            Button(_("Luk uden at gemme"), self.reject),
            Button(_("Gem brevet …"), self._save, kind="primary", icon="gem"),
        )

    def _save(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, _("Gem brevet"), _("Brev om sletning.txt"))
        if path:
            save_file(Path(path), self.text.toPlainText().encode("utf-8-sig"))
            self.accept()
