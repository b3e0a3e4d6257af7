"""Persondata: find all about a person, hand it over or take it out, cases whose time is up, what has been erased."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from klimabesog.casework import kinds
from klimabesog.casework.erasure import CaseEnd, Deletion, deletions, due_cases, erase_contact
from klimabesog.casework.needles import Needles
from klimabesog.casework.personfiles import Searched, unread_lines
from klimabesog.casework.persons import WORDS, Trace, export_person, located, search
from klimabesog.casework.views import Changes
from klimabesog.desktop.pages.erasing import LetterDialog, ask_erase
from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.tasks import Task
from klimabesog.desktop.widgets.base import Badge, Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import ConfirmDialog
from klimabesog.desktop.widgets.fields import LineField
from klimabesog.desktop.widgets.progress import Progress
from klimabesog.desktop.words import when
from klimabesog.values import danish
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _, ngettext

AT_ONCE = 100


class Running(QWidget):
    """Work under way: a bar, what it is, and "Annuller" where it can be stopped."""

    def __init__(self) -> None:
        super().__init__()
        line = hbox(self, 10)
        self._text, self._bar = Text("", "small", "muted", wrap=False), QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(220)
        self.cancel = Button(_("Annuller"), self.stop, kind="quiet")
        self.task: Task | None = None
        for widget in (self._text, self._bar, self.cancel):
            line.addWidget(widget)
        line.addStretch(1)
        self.hide()

    def follow(self, task: Task, text: str) -> None:
        """Show a task until it ends; it can be cancelled, and is when there is another to follow."""
        self.stop()
        self.task = task
        task.ended.connect(lambda: self._end(task))
        self.show_done(text, 0, 0)
        self.cancel.show()

    def show_share(self, task: Task, text: str, share: float) -> None:
        """How far a task that is followed has come; it can still be cancelled."""
        if self.task is task:
            self.show_done(text, round(share * 1000), 1000)
            self.cancel.show()

    def stop(self) -> None:
        """Cancel what is followed."""
        if self.task is not None:
            self.task.cancel()

    def _end(self, task: Task) -> None:
        if self.task is task:
            self.task = None
            self.hide()

    def show_done(self, text: str, done: int, of: int) -> None:
        """So much is done (of 0: nobody knows); it can't be stopped."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self.cancel.hide()
        self.show()


class PersonsPage(ScrollPage):
    """The page."""

    def __init__(self, shell: Shell):
        super().__init__(shell, _("Persondata"), max_width=900)
        self.buttons.addWidget(Button(_("Til Indstillinger"), lambda: shell.go("indstillinger")))
        self.field = LineField("", _("Navn, e-mail eller telefon"), _("Navn, e-mail eller telefon"))
        self.field.returnPressed.connect(self.find_person)
        self._told = Text("", "small", "muted")
        self.export = Button(_("Gem til udlevering …"), self._export, icon="gem")
        self.redact = Button(_("Fjern navnet …"), self._ask_redact, kind="danger", icon="slet")
        self.searching, self.cleaning = Running(), Running()
        self.traces: list[Trace] = []
        self._name, self._searched = "", Searched([], ())
        self.column.addWidget(self.cleaning)
        self.column.addWidget(self._finder())
        shell.copies.moved.connect(self._show_cleaning)
        self._show_cleaning()
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
        card.add(self.searching, self._told)
        self._told.setText(_(
                "Også tidligere svar, slettede noter, udstedte dokumenter og filer med tekst bliver gennemsøgt."
            ))
        doing = hbox(spacing=10)
        for button in (self.export, self.redact):
            doing.addWidget(button)
            button.hide()
        doing.addStretch(1)
        card.body.addLayout(doing)
        self._list = vbox(spacing=6)
        card.body.addLayout(self._list)
        return card

    def find_person(self) -> None:
        """Look through the whole log on the worker, then say where each thing stands."""
        name = self.field.text().strip()
        try:
            Needles([name])
        except InputError as error:
            self._told.setText(str(error))
            return
        self._told.setText("")
        self._show_traces([])
        self._search([name], lambda searched: self._show(name, searched))

    def _search(self, needles: Sequence[str], then: Callable[[Searched], object]) -> None:
        store = self.shell.casebook.desk.store

        def work(task: Task) -> Searched:
            with store.reader() as reader:
                return search(reader, needles, task.progress, task.cancelled)

        task = self.shell.run(work)
        self.searching.follow(task, _("Søger …"))
        task.progressed.connect(lambda share: self.searching.show_share(task, _("Filerne gennemsøges …"), share))

        def ended(searched: Searched) -> None:
            if not task.cancelled():
                then(searched)
            elif self.searching.task is task:
                self._told.setText(_("Søgningen er afbrudt."))

        task.succeeded.connect(ended)

    def _show(self, name: str, searched: Searched) -> None:
        with Progress(self, _("Stederne findes …"), cancel=True) as progress:
            traces = located(self.shell.casebook, searched.found, progress, progress.wasCanceled)
        self._name, self._searched = name, searched
        count = len(traces)
        said = ngettext("{n} sted nævner {name}", "{n} steder nævner {name}", count).format(
            n=count, name=name
        )
        self._told.setText(said if count else _("Intet sted nævner {name}.").format(name=name))
        self._show_traces(traces)
        if searched.unread:
            self._list.addWidget(Text("\n".join(unread_lines(searched.unread)), "small", "muted"))

    def _show_traces(self, traces: list[Trace]) -> None:
        self.traces, count = traces, len(traces)
        empty(self._list)
        for trace in traces[:AT_ONCE]:
            self._list.addWidget(self._trace(trace))
        if count > AT_ONCE:
            more = _("{n} mere står i filen til udlevering.").format(n=count - AT_ONCE)
            self._list.addWidget(Text(more, "small", "muted"))
        show_if(self.export, bool(count))
        show_if(self.redact, bool(count) and not self.shell.casebook.read_only)

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
            "Svar og noter, der nævner navnet, bliver stående: tag dem med »Fjern navnet«."
        )
        act = partial(self._erase_contact, trace.record)
        title = _("Slet kontaktpersonen for altid?")
        ConfirmDialog(
            self, title, words.format(name=trace.text), _("Slet for altid"), act, danger=True
        ).open()

    def _erase_contact(self, contact: str) -> None:
        done = erase_contact(self.shell.casebook, contact)
        self.find_person()
        self.shell.clean_copies()
        LetterDialog(self.shell.window(), _("Kontaktpersonen er slettet"), done.letter).open()

    # --- taking the name out

    def _ask_redact(self) -> None:
        """With what else the contact person that is meant is known by: looked for too, before it is listed."""
        from klimabesog.casework.nameplaces import all_needles

        needles = all_needles(self.shell.casebook, [self._name], self._searched.found)
        if len(needles) > 1:
            self._search(needles, lambda searched: self._offer(needles, searched))
        else:
            self._offer(needles, self._searched)

    def _offer(self, needles: Sequence[str], searched: Searched) -> None:
        from klimabesog.casework.nameplaces import places_of
        from klimabesog.desktop.pages.redact_dialog import RedactDialog

        with Progress(self, _("Stederne findes …"), cancel=True) as progress:
            places = places_of(self.shell.casebook, needles, searched.found, progress, progress.wasCanceled)
        if places:
            dialog = RedactDialog(self.shell.window(), self.shell, needles, places, searched.unread)
            dialog.redacted.connect(self.find_person)
            dialog.open()

    def _show_cleaning(self) -> None:
        """How far the backups have been cleaned of what was erased; the rest of the window works on meanwhile."""
        copies = self.shell.copies
        if copies.total:
            said = _("Sikkerhedskopierne renses: {n} af {of}").format(n=copies.done, of=copies.total)
            self.cleaning.show_done(said, copies.done, copies.total)
        else:
            self.cleaning.hide()

    def _export(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Hvor skal oplysningerne gemmes?"))
        if folder:
            readable, machine = export_person(
                self.traces, Path(folder), self._name, unread=self._searched.unread
            )
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
