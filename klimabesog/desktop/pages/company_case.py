"""A company's case: who is responsible, "Overdrag", sending it, a recorded no, filing, erasing when it is time."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from klimabesog.casework.erasure import DECLINES, CaseEnd, case_end, decline, take_back_no
from klimabesog.casework.handover import hand_over, officers, responsible
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.pages.erasing import ask_erase
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text, hbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values import danish
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _


class CaseCard(Frame):
    """The card on the company's page."""

    def __init__(self, shell: Shell, company: str):
        super().__init__("card")
        self._shell, self._company = shell, company
        casebook = shell.casebook
        self.end = case_end(casebook, company)
        self.add(Text(_("Sagen"), "heading"))
        self.officer = responsible(casebook, company)
        name = self.officer or _("Ingen endnu")
        self.add(Text(_("Ansvarlig: {name}").format(name=name), "body"))
        self.over = Button(_("Overdrag …"), self._hand_over, icon="person")
        self.send = Button(_("Send sagen som fil …"), self._send, icon="post")
        self.add(self.over, self.send)
        if said := _said(self.end, casebook.registry.record(company).fields.get("afslag")):
            self.add(Text(said, "small", "muted"))
        declined = bool(casebook.registry.record(company).fields.get("afslag"))
        self.no = Button(_("Kom tilbage") if declined else _("Sagde nej …"), self._no, kind="quiet")
        self.erase = Button(_("Slet for altid …"), lambda: ask_erase(self, shell, company), kind="quiet")
        line = hbox(spacing=4)
        for button in (self.no, self.erase):
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)
        self._declined = declined

    def _hand_over(self) -> None:
        HandOverDialog(self._shell.window(), self._shell, self._company, self.officer).open()

    def _send(self) -> None:
        from klimabesog.desktop.pages.file_send import send_company

        send_company(self._shell, self._company)

    def _no(self) -> None:
        if self._declined:
            take_back_no(self._shell.casebook, self._company)
            self._shell.say(_("Sagen fortsætter."))
        else:
            DeclineDialog(self._shell.window(), self._shell, self._company).open()


def _said(end: CaseEnd, declined: object) -> str:
    """How far the case is from its end."""
    parts = []
    if declined:
        parts.append(_("Sagde nej {date}.").format(date=danish.format_date(str(declined))))
    if end.due:
        parts.append(_("Kan slettes fra {date}.").format(date=danish.format_date(end.due)))
    return " ".join(parts)


class HandOverDialog(Dialog):
    """Who takes over."""

    def __init__(self, parent: QWidget, shell: Shell, company: str, before: str):
        super().__init__(parent, _("Overdrag sagen"), width=480)
        self._shell, self._company, self._before = shell, company, before
        self.body.addWidget(Text(_("Vælg en kollega, eller skriv et navn."), "body"))
        self.who = Combo(_("Ny ansvarlig"), free=True)
        self.who.addItems([name for name in officers(shell.casebook) if name != before])
        self.who.setCurrentText("")
        self.who.setMaximumWidth(16_777_215)
        self.body.addWidget(self.who)
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.add_buttons(Button(_("Annuller"), self.reject), Button(_("Overdrag"), self.hand_over, kind="primary"))
        self.who.setFocus()

    def hand_over(self) -> None:
        """Make the chosen one responsible; "Fortryd" gives the case back."""
        name, casebook = self.who.currentText(), self._shell.casebook
        try:
            hand_over(casebook, self._company, name)
        except InputError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self.accept()
        before, company = self._before, self._company
        undo = (lambda: hand_over(casebook, company, before)) if before else None
        self._shell.say(_("Overdraget til {name}. Kollegaen ser det, når I har delt.").format(name=name), undo)


class DeclineDialog(Dialog):
    """The company has said no: when and why."""

    def __init__(self, parent: QWidget, shell: Shell, company: str):
        super().__init__(parent, _("Virksomheden sagde nej"), width=480)
        self._shell, self._company = shell, company
        words = _("Sagen bliver stående, til perioden er gået og dokumenterne er journaliseret.")
        self.body.addWidget(Text(words, "body"))
        self.day = Entry(_("Dato"))
        self.day.line.setText(danish.format_date(shell.casebook.desk.now().date()))
        self.why = Combo(_("Hvorfor?"))
        for key, text in DECLINES.items():
            self.why.addItem(_(text), key)
        self.why.setMaximumWidth(16_777_215)
        self.body.addWidget(self.day)
        self.body.addWidget(Text(_("Hvorfor?"), "small-strong"))
        self.body.addWidget(self.why)
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.add_buttons(Button(_("Annuller"), self.reject), Button(_("Notér"), self.note, kind="primary"))

    def note(self) -> None:
        """Write it down; "Fortryd" takes it back."""
        casebook, company = self._shell.casebook, self._company
        try:
            decline(casebook, company, str(self.why.currentData()), self.day.text)
        except InputError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self.accept()
        self._shell.say(_("Noteret: virksomheden sagde nej."), lambda: take_back_no(casebook, company))
