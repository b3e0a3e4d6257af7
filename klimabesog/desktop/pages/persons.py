"""Persondata: find all about a person and hand it over, erase cases whose time is up, and what has been erased."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QPlainTextEdit, QWidget

from klimabesog.casework import kinds
from klimabesog.casework.erasure import (
    REASONS,
    CaseEnd,
    Deletion,
    case_end,
    deletions,
    due_cases,
    erase_case,
    erase_contact,
)
from klimabesog.casework.persons import WORDS, Found, Trace, export_person, located, scan
from klimabesog.casework.saving import save_file
from klimabesog.casework.views import Changes
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.tasks import Task
from klimabesog.desktop.widgets.base import Badge, Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import ConfirmDialog, Dialog
from klimabesog.desktop.widgets.fields import LineField
from klimabesog.desktop.words import when
from klimabesog.values import danish
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _, ngettext

AT_ONCE = 100


class PersonsPage(ScrollPage):
    """The page."""

    def __init__(self, shell: Shell):
        super().__init__(shell, _("Persondata"), max_width=900)
        self.buttons.addWidget(Button(_("Til Indstillinger"), lambda: shell.go("indstillinger")))
        self.field = LineField("", _("Navn, e-mail eller telefon"), _("Navn, e-mail eller telefon"))
        self.field.returnPressed.connect(self.find_person)
        self._told = Text("", "small", "muted")
        self.export = Button(_("Gem til udlevering …"), self._export, icon="gem")
        self.traces: list[Trace] = []
        self._name = ""
        self.column.addWidget(self._finder())
        self._due, self._done = vbox(spacing=8), vbox(spacing=8)
        self.column.addLayout(self._due)
        self.column.addLayout(self._done)
        self.column.addStretch(1)

    def shown(self) -> None:
        """Read the cases and deletions anew; what was found stays."""
        for layout in (self._due, self._done):
            empty(layout)
        self._due.addWidget(self._due_card(due_cases(self.shell.casebook)))
        self._done.addWidget(self._deletions(deletions(self.shell.casebook)))

    def changed(self, changes: Changes) -> None:
        self.shown()

    def take_focus(self) -> None:
        self.field.setFocus()

    # --- a person

    def _finder(self) -> QWidget:
        card = Frame("card").add(Text(_("Find alt om en person"), "heading"))
        line = hbox(spacing=10)
        line.addWidget(self.field, 1)
        line.addWidget(Button(_("Find"), self.find_person, kind="primary", icon="soeg"))
        card.body.addLayout(line)
        card.add(self._told)
        self._told.setText(_("Også tidligere svar, slettede noter og udstedte dokumenter bliver gennemsøgt."))
        self._list = vbox(spacing=6)
        card.body.addLayout(self._list)
        card.add(self.export)
        self.export.hide()
        return card

    def find_person(self) -> None:
        """Look through the whole log on the worker, then say where each thing stands."""
        name = self.field.text().strip()
        store = self.shell.casebook.desk.store
        try:
            scan(store, [name], lambda: True)  # says at once what can't be looked for
        except InputError as error:
            self._told.setText(str(error))
            return
        self._told.setText(_("Søger …"))

        def work(task: Task) -> list[Found]:
            with store.reader() as reader:
                return scan(reader, [name], task.cancelled)

        task = self.shell.run(work)
        task.succeeded.connect(lambda found: self._show(name, found))

    def _show(self, name: str, found: list[Found]) -> None:
        self._name, self.traces = name, located(self.shell.casebook, found)
        count = len(self.traces)
        said = ngettext("{n} sted nævner {name}", "{n} steder nævner {name}", count).format(
            n=count, name=name
        )
        self._told.setText(said if count else _("Intet sted nævner {name}.").format(name=name))
        empty(self._list)
        for trace in self.traces[:AT_ONCE]:
            self._list.addWidget(self._trace(trace))
        if count > AT_ONCE:
            more = _("{n} mere står i filen til udlevering.").format(n=count - AT_ONCE)
            self._list.addWidget(Text(more, "small", "muted"))
        show_if(self.export, bool(count))

    def _trace(self, trace: Trace) -> QWidget:
        row = Frame("inset", row=True, margins=(12, 8, 8, 8))
        words = vbox(spacing=1)
        words.addWidget(Text(trace.text, "body"))
        moment = when(trace.when.date().isoformat(), trace.when.strftime("%H:%M"))
        words.addWidget(Text(" · ".join((trace.where, trace.who, moment)), "small", "muted"))
        row.body.addLayout(words, 1)
        row.body.addWidget(Badge(WORDS[trace.state], "neutral" if trace.state == "nu" else "warn"))
        if trace.kind == kinds.CONTACT and trace.field == "navn" and trace.state == "nu":
            erase = Button(_("Slet personen …"), partial(self._ask_contact, trace), kind="danger")
            erase.setAccessibleName(f"{_('Slet personen')}: {trace.text}")
            row.body.addWidget(erase)
        if trace.spot.company and trace.state == "nu":
            button = Button(_("Gå dertil"), partial(self.shell.open_place, trace.spot), kind="quiet")
            button.setAccessibleName(f"{_('Gå dertil')}: {trace.where}")
            row.body.addWidget(button)
        return row

    def _ask_contact(self, trace: Trace) -> None:
        words = _(
            "{name} slettes som kontaktperson på alle computere og i sikkerhedskopierne. Det kan ikke fortrydes. "
            "Svar, noter og dokumenter, der nævner navnet, bliver stående: de står på listen og rettes for sig."
        )
        act = partial(self._erase_contact, trace.record)
        title = _("Slet kontaktpersonen for altid?")
        ConfirmDialog(self, title, words.format(name=trace.text), _("Slet for altid"), act, danger=True).open()

    def _erase_contact(self, contact: str) -> None:
        done = erase_contact(self.shell.casebook, contact)
        clean_copies(self.shell)
        self.find_person()
        LetterDialog(self.shell.window(), done.letter).open()

    def _export(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Hvor skal oplysningerne gemmes?"))
        if folder:
            readable, machine = export_person(self.traces, Path(folder), self._name)
            self.shell.say(_("Gemt: {one} og {two}").format(one=readable.name, two=machine.name))

    # --- cases

    def _due_card(self, cases: list[CaseEnd]) -> QWidget:
        card = Frame("card").add(Text(_("Klar til sletning"), "heading"))
        if not cases:
            words = _("Ingen. En sag er klar, når perioden efter sidste opfølgning eller et afslag er gået.")
            card.add(Text(words, "body", "muted"))
        for case in cases:
            row = Frame("inset", row=True, margins=(12, 8, 8, 8))
            words_ = vbox(spacing=1)
            words_.addWidget(Text(case.name, "strong"))
            ended = _("{why} {date}, kan slettes fra {due}").format(
                why=case.because.capitalize(),
                date=danish.format_date(case.ended),
                due=danish.format_date(case.due),
            )
            words_.addWidget(Text(ended, "small", "muted"))
            row.body.addLayout(words_, 1)
            if case.unfiled:
                row.body.addWidget(Badge(_("Mangler journalnr."), "warn"))
            opened = Button(_("Se sagen"), partial(self.shell.open_company, case.company), kind="quiet")
            erase = Button(_("Slet …"), partial(ask_erase, self, self.shell, case.company), kind="danger")
            for button in (opened, erase):
                button.setAccessibleName(f"{button.text()} {case.name}")
                row.body.addWidget(button)
            card.add(row)
        return card

    def _deletions(self, rows: list[Deletion]) -> QWidget:
        card = Frame("card").add(Text(_("Sletninger"), "heading"))
        if not rows:
            card.add(Text(_("Intet er slettet for altid endnu."), "body", "muted"))
        for row in rows:
            line = hbox(spacing=10)
            words = vbox(spacing=1)
            words.addWidget(Text(row.what, "body"))
            date = danish.format_date(row.when.date())
            words.addWidget(Text(" · ".join((date, row.who, row.why)), "small", "muted"))
            line.addLayout(words, 1)
            done = sum(confirmed for _laptop, confirmed in row.confirmed)
            everywhere = done == len(row.confirmed)
            said = _("Slettet på {n} af {m} computere").format(n=done, m=len(row.confirmed))
            badge = Badge(said, "good" if everywhere else "warn")
            badge.setToolTip("\n".join(_waiting(row)))
            line.addWidget(badge)
            card.body.addLayout(line)
        return card


def _waiting(row: Deletion) -> list[str]:
    """The laptops that have not said yet that it is done."""
    waiting = (laptop for laptop, done in row.confirmed if not done)
    return [_("Venter på {name}").format(name=laptop.officer or laptop.device) for laptop in waiting]


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
            titles = ", ".join(f"{d.title} nr. {d.number}" for d in self._case.unfiled)
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
            done = erase_case(
                shell.casebook, self._case.company, why=why, keep_figures=self.figures.isChecked()
            )
        except InputError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        shell.forget_case()
        clean_copies(shell)
        self.accept()
        LetterDialog(shell.window(), done.letter).open()


def clean_copies(shell: Shell) -> None:
    """Carry erasures into the backups on the worker; a damaged copy is named."""
    rewrite = shell.copies_cleaner()
    if rewrite is None:
        return
    task = shell.run(lambda _task: rewrite())
    task.succeeded.connect(lambda failed: _say_failed(shell, failed))


def _say_failed(shell: Shell, failed: list[Path]) -> None:
    if failed:
        names = ", ".join(path.name for path in failed)
        shell.warn(
            _("Kunne ikke renses: {names}. Slet filerne i mappen med sikkerhedskopier.").format(names=names)
        )


class LetterDialog(Dialog):
    """The letter to the person who asked; it is not kept anywhere else."""

    def __init__(self, parent: QWidget | None, letter: str):
        super().__init__(parent, _("Sagen er slettet"), width=600)
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
