"""Writing a file for a stick or a mail: everything, what a colleague lacks, or one case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from klimabesog.casework.saving import free_name, safe_name
from klimabesog.casework.sharedfiles import BUNDLE, is_bundle
from klimabesog.casework.sharing import SHORTEST_PASSWORD, BundleInfo, Exporter, Laptop, Sharing
from klimabesog.casework.visit import Visit
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.pages.settings_files import FILES
from klimabesog.desktop.pages.work_dialog import WorkDialog
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Text, column
from klimabesog.desktop.widgets.choice_bar import ChoiceBar, Segment
from klimabesog.desktop.words import when
from klimabesog.values import danish
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _, ngettext

TEAM, OUTSIDER = "hold", "andre"


class Case(NamedTuple):
    """A company or visit to be sent: its id, the dialog's title, what the file holds, and how it is named."""

    context: str
    title: str
    holds: str
    name: str


def send_company(shell: Shell, company: str) -> None:
    """Ask who shall have a company's case, and write it."""
    name = str(shell.casebook.registry.record(company).fields.get("navn") or "")
    holds = _("Filen rummer {name} med alle besøg, fotos og dokumenter.").format(name=name)
    SendDialog(shell.window(), shell, Case(company, _("Send sagen som fil"), holds, name)).open()


def send_visit(shell: Shell, visit: Visit) -> None:
    """Ask who shall have a visit, and write it."""
    day = when(visit.date)
    holds = _("Filen rummer besøget {day} hos {name} med fotos og dokumenter, og virksomheden selv.")
    title, name = _("Send besøget som fil"), f"{visit.title} {visit.date}"
    case = Case(visit.id, title, holds.format(day=day, name=visit.title), name)
    SendDialog(shell.window(), shell, case).open()


class SendDialog(WorkDialog):
    """What goes into the file, and who can open it; without a case that is everything, or what a colleague lacks."""

    def __init__(self, parent: QWidget, shell: Shell, case: Case | None = None):
        title = _("Gem til fil") if case is None else case.title
        super().__init__(parent, shell, title, _("Gem …"), self._choose)
        self._case, self._sharing = case, Sharing(shell.casebook)
        self._laptops = self._sharing.colleagues()
        self._names = _names(self._laptops)
        self.what = self._what()
        self._holds = Text("", "body")
        self.who = ChoiceBar(
            [Segment(TEAM, _("Kolleger i kommunen")), Segment(OUTSIDER, _("Andre, med en adgangssætning"))],
            _("Hvem skal kunne åbne filen?"),
            clearable=False,
        )
        self.password = _secret(_("Adgangssætning (mindst {n} tegn)").format(n=SHORTEST_PASSWORD))
        self.again = _secret(_("Én gang til"))
        told = Text(
            _("Sig adgangssætningen til modtageren på en anden måde end med filen."), "small", "muted"
        )
        self._which = column(Text(_("Hvad skal med?"), "small-strong"), self.what, spacing=4)
        self._whom = column(Text(_("Hvem skal kunne åbne filen?"), "small-strong"), self.who, spacing=4)
        self._locked = column(self.password, self.again, told, spacing=12)
        for widget in (self._which, self._holds, self._whom, self._locked):
            self.body.addWidget(widget)
        self._which.setVisible(case is None and bool(self._laptops))
        self.what.currentIndexChanged.connect(lambda _index: self._chosen())
        self.who.set_value(TEAM)
        self.who.chosen.connect(lambda _value: self._chosen())
        self._chosen()
        (self.what if case is None and self._laptops else self.who).setFocus()

    def _what(self) -> Combo:
        choice = Combo(_("Hvad skal med?"))
        choice.setEditable(False)
        choice.setMaximumWidth(16_777_215)
        choice.addItem(_("Alt"))
        for laptop in self._laptops:
            choice.addItem(_("Det, {name} ikke har endnu").format(name=self._names[laptop.device]))
        return choice

    @property
    def receiver(self) -> Laptop | None:
        """The colleague who gets what is new; None for a file that holds all of it."""
        chosen = self.what.currentIndex() - 1
        return self._laptops[chosen] if chosen >= 0 else None

    def _chosen(self) -> None:
        """Another choice: say what the file holds, and ask for a password only where there is to be one."""
        receiver = self.receiver
        lacks = self._sharing.lacks(receiver.device) if receiver is not None else 1
        self._holds.setText(self._told(receiver, lacks))
        self._whom.setVisible(receiver is None)
        self._locked.setVisible(receiver is None and self.who.value == OUTSIDER)
        self.go.setEnabled(bool(lacks))
        self.say("")

    def _told(self, receiver: Laptop | None, lacks: int) -> str:
        if self._case is not None:
            return self._case.holds
        if receiver is None:
            return _("Filen rummer alle virksomheder og besøg med fotos og dokumenter.")
        name = self._names[receiver.device]
        if not lacks:
            return _("{name} har det hele. Er en tidligere fil gået tabt, så vælg Alt.").format(name=name)
        words = ngettext(
            "{n} ændring, siden {name} sidst fik en fil eller delte. Er en tidligere fil gået tabt, så vælg Alt.",
            "{n} ændringer, siden {name} sidst fik en fil eller delte. Er en tidligere fil gået tabt, så vælg Alt.",
            lacks,
        )
        return words.format(n=danish.format_number(lacks), name=name)

    # --- writing

    @property
    def file_name(self) -> str:
        """What to call the file."""
        if self._case is not None:
            return safe_name(self._case.name) + BUNDLE
        today = self._shell.casebook.desk.now().date().isoformat()
        name = _("Klimabesøg {date}").format(date=today)
        if self.receiver is not None:
            name = _("Klimabesøg til {name} {date}").format(
                name=self._names[self.receiver.device], date=today
            )
        return safe_name(name) + BUNDLE

    def _choose(self) -> None:
        if self._exporter() is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / self.file_name)
        path, _filter = QFileDialog.getSaveFileName(self, self.windowTitle(), start, FILES)
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the file on the worker."""
        write = self._exporter()
        if write is None:
            return
        if not is_bundle(path):
            path = free_name(path.with_name(path.name + BUNDLE))
        self.work(_("Filen bliver skrevet …"), lambda task: write(path, task.cancelled), self._saved)

    def _exporter(self) -> Exporter | None:
        """What writes the file that was chosen; None, and the reason shown, where it can't be."""
        try:
            return self._sharing.exporter(
                self._case.context if self._case is not None else None,
                receiver=self.receiver.device if self.receiver is not None else None,
                password=self._password(),
            )
        except InputError as error:
            self.say(str(error))
            self.password.line.setFocus()
            return None

    def _password(self) -> str | None:
        if self.receiver is not None or self.who.value == TEAM:
            return None
        if self.password.line.text() != self.again.line.text():
            raise InputError(_("De to adgangssætninger er ikke ens."))
        return self.password.line.text()

    def _saved(self, outcome: object) -> None:
        self.rest()
        if not isinstance(outcome, BundleInfo):
            self.say(str(outcome))
            return
        if self.receiver is not None:
            self._sharing.note_sent(self.receiver.device, outcome)
        self.accept()
        folder = QUrl.fromLocalFile(str(outcome.path.parent))
        said = _("Gemt som {name}.").format(name=outcome.path.name)
        self._shell.say(said, partial(QDesktopServices.openUrl, folder), _("Vis mappen"))


def _names(laptops: Sequence[Laptop]) -> dict[str, str]:
    """What to call each laptop: by who works there, and where that does not tell them apart by when it was heard of."""
    officers = Counter(laptop.officer for laptop in laptops)
    names = {}
    for laptop in laptops:
        name, moment = laptop.officer or _("en ukendt computer"), laptop.heard or laptop.last_work
        if moment is not None and (not laptop.officer or officers[laptop.officer] > 1):
            day = when(moment.date().isoformat(), moment.strftime("%H:%M"))
            name = _("{name} (sidst hørt fra {day})").format(name=name, day=day)
        names[laptop.device] = name
    return names


def _secret(label: str) -> Entry:
    entry = Entry(label)
    entry.line.setEchoMode(QLineEdit.EchoMode.Password)
    return entry
