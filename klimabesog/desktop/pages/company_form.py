"""A company's facts: new or known, checked while typed; postal code fills the town."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from klimabesog.casework.cpr import CprFound
from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text, hbox, set_flag, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.fields import LineField
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _


class Entry(QWidget):
    """A labelled line with a sentence below it.

    Signals:
        typed(), left()
    """

    typed = Signal()
    left = Signal()

    def __init__(self, label: str, hint: str = ""):
        super().__init__()
        self.line = LineField("", label, hint)
        title = Text(label, "small-strong")
        title.setBuddy(self.line)
        self._say = Text("", "small", "warn")
        self._say.hide()
        layout = vbox(self, 4)
        for widget in (title, self.line, self._say):
            layout.addWidget(widget)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _text: self.typed.emit())
        self.line.left.connect(self.left)
        self.line.next_wanted.connect(lambda by: self.focusNextPrevChild(by > 0))

    @property
    def text(self) -> str:
        return self.line.text().strip()

    def say(self, sentence: str, *, wrong: bool = False, tone: str = "warn") -> None:
        """Show a sentence below the field; "" takes it away."""
        self._say.setText(sentence)
        self._say.set_tone("danger" if wrong else tone)
        self._say.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        set_flag(self.line, "invalid", wrong and bool(sentence))


FIELDS = ("navn", "cvr", "pnr", "branchekode", "adresse", "postnr", "by", "ansatte", "areal")


class CompanyFormPage(ScrollPage):
    """New company, or the facts of a known one."""

    def __init__(self, shell: Shell, company: str | None):
        super().__init__(shell, max_width=900)
        self._company = company
        self._override = False
        self.show_head(_("Ny virksomhed") if company is None else _("Ret virksomheden"), "")
        self.entries: dict[str, Entry] = {
            "navn": Entry(_("Navn")),
            "cvr": Entry(_("CVR-nummer"), _("8 cifre")),
            "pnr": Entry(_("P-nummer"), _("10 cifre, hvis I kender det")),
            "branchekode": Entry(_("Branchekode (DB25)"), _("Fx 25.53.00")),
            "adresse": Entry(_("Adresse")),
            "postnr": Entry(_("Postnummer")),
            "by": Entry(_("By")),
            "ansatte": Entry(_("Ansatte")),
            "areal": Entry(_("Opvarmet areal (m²)")),
        }
        self.protected = QCheckBox(_("Reklamebeskyttet"))
        self._problem = Text("", "body", "danger")
        self._problem.hide()
        self._again = Button(_("Gem alligevel"), self._save_anyway)
        self._again.hide()
        self._arrange()
        for entry in self.entries.values():
            entry.typed.connect(self._check)
        self.entries["postnr"].typed.connect(self._fill_town)
        if company is not None:
            self._load(company)

    def _arrange(self) -> None:
        card = Frame("card", margins=(24, 20, 24, 22))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        places = {"navn": (0, 0, 6), "cvr": (1, 0, 2), "pnr": (1, 2, 2), "branchekode": (1, 4, 2),
                  "adresse": (2, 0, 6), "postnr": (3, 0, 2), "by": (3, 2, 4),
                  "ansatte": (4, 0, 2), "areal": (4, 2, 2)}  # fmt: skip
        for name, (row, column, span) in places.items():
            grid.addWidget(self.entries[name], row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        card.body.addLayout(grid)
        card.add(self.protected, self._problem)
        buttons = hbox(spacing=10)
        buttons.addStretch(1)
        buttons.addWidget(self._again)
        buttons.addWidget(Button(_("Annuller"), self._cancel))
        save = _("Opret virksomhed") if self._company is None else _("Gem og luk")
        buttons.addWidget(Button(save, self.save, kind="primary"))
        card.body.addLayout(buttons)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def take_focus(self) -> None:
        self.entries["navn"].setFocus()

    def _load(self, company: str) -> None:
        page = self.shell.casebook.company(company)
        for name, entry in self.entries.items():
            value = page.fields.get(name)
            entry.line.setText("" if value is None else str(value).removesuffix(".0"))
        if page.sites:
            self.entries["pnr"].line.setText(page.sites[0].pnr)
        self.protected.setChecked(bool(page.fields.get("reklamebeskyttet")))

    def fields(self) -> dict[str, Any]:
        """What is typed; an empty P-number is left out."""
        values: dict[str, Any] = {name: entry.text for name, entry in self.entries.items()}
        values["reklamebeskyttet"] = self.protected.isChecked()
        if not values["pnr"]:
            del values["pnr"]
        return values

    def _check(self) -> None:
        """Say beneath each field what is odd about it."""
        warnings = self.shell.casebook.check_company({k: v for k, v in self.fields().items() if v})
        for name, entry in self.entries.items():
            entry.say(warnings.get(name, "") if entry.text else "")
        self._problem.hide()

    def _fill_town(self) -> None:
        town = self.shell.casebook.town_of(self.entries["postnr"].text)
        if town:
            self.entries["by"].line.setText(town)

    def save(self) -> None:
        """Store the company and open it; what is wrong is said, nothing typed is lost."""
        try:
            company = self.shell.casebook.save_company(
                self.fields(), self._company, cvr_override=self._override
            )
        except CprFound:
            raise  # asked about at its field
        except InputError as error:
            self._refuse(str(error))
            return
        self.shell.open_company(company)

    def _refuse(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        self._again.setVisible("cvr" in sentence.lower() and not self._override)
        target = "cvr" if "cvr" in sentence.lower() else "navn"
        focus: QLineEdit = self.entries[target].line
        focus.setFocus()

    def _save_anyway(self) -> None:
        self._override = True
        self.save()

    def _cancel(self) -> None:
        if self._company is None:
            self.shell.go("virksomheder")
        else:
            self.shell.open_company(self._company)
