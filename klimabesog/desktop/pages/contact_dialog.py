"""A contact person: name, role, phone, e-mail."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from klimabesog.casework.cpr import CprFound
from klimabesog.casework.views import Contact
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _


class ContactDialog(Dialog):
    """New (None) or known contact."""

    def __init__(self, parent: QWidget, shell: Shell, company: str, contact: Contact | None):
        super().__init__(parent, _("Ny kontakt") if contact is None else _("Ret kontakt"), width=480)
        self._shell, self._company, self._contact = shell, company, contact
        self.entries = {
            "name": Entry(_("Navn")),
            "role": Entry(_("Rolle"), _("Fx driftsleder")),
            "phone": Entry(_("Telefon")),
            "email": Entry(_("E-mail")),
        }
        for name, entry in self.entries.items():
            entry.line.setText(getattr(contact, name) if contact else "")
            self.body.addWidget(entry)
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        if contact is not None:
            self.foot.addWidget(Button(_("Slet"), self._delete, kind="danger", icon="slet"))
        self.add_buttons(Button(_("Annuller"), self.reject), Button(_("Gem"), self.save, kind="primary"))

    def save(self) -> None:
        """Store the contact."""
        values = {name: entry.text for name, entry in self.entries.items()}
        try:
            self._shell.casebook.save_contact(
                self._company, values, self._contact.id if self._contact else None
            )
        except CprFound:
            raise  # asked about at its field
        except InputError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self.accept()

    def _delete(self) -> None:
        if self._contact is None:
            return
        id = self._contact.id
        self._shell.casebook.delete_record(id)
        self._shell.say(_("Kontakten er slettet."), lambda: self._shell.casebook.restore_record(id))
        self.accept()
