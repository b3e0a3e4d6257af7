"""First start: who works here, where the data lie and how their key is kept; also when the key is missing later."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Officer
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.pages.examples import example_buttons, examples_sentence
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Frame, Text, hbox, row, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import IconPicture
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _


class WelcomePage(QWidget):
    """The welcome.

    Signals:
        opened(object, str): the casebook that was made, and the example that is wanted, "" for none.
    """

    opened = Signal(object, str)

    def __init__(self, opening: Opening, casebook: Casebook | None = None):
        """`casebook`: the data, when they are open already."""
        super().__init__()
        self._opening, self._casebook = opening, casebook
        self.name = Entry(_("Dit navn"))
        self.municipality = Entry(_("Kommune"), _("Fx Ballerup Kommune"))
        self._problem = Text("", "body", "danger")
        self._problem.hide()
        content = QWidget()
        content.setMaximumWidth(680)
        column = vbox(content, 16)
        column.setContentsMargins(28, 36, 28, 36)
        column.addWidget(self._head())
        column.addWidget(self._who())
        column.addWidget(self._keys())
        column.addWidget(self._problem)
        column.addLayout(self._buttons())
        column.addWidget(Text(examples_sentence(), "small", "muted"))
        column.addStretch(1)
        scroll = Scroll(content)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        vbox(self, 0).addWidget(scroll)

    def _head(self) -> QWidget:
        box = QWidget()
        layout = vbox(box, 4)
        layout.addWidget(IconPicture("blad", "accent", 44))
        layout.addWidget(Text(_("Velkommen til Klimabesøg"), "display"))
        layout.addWidget(
            Text(_("Fra første spørgsmål til en rapport samme dag. Uden netværk."), "lead", "muted")
        )
        return box

    def _who(self) -> QWidget:
        card = Frame("card")
        card.add(Text(_("Hvem er du?"), "heading"), self.name, self.municipality)
        card.add(Text(_("Navnet står i rapporten. Det kan ændres under Indstillinger."), "small", "muted"))
        return card

    def _keys(self) -> QWidget:
        card = Frame("card").add(Text(_("Dine data"), "heading"))
        place = _("De ligger krypteret på denne computer: {folder}").format(folder=self._opening.data_dir)
        card.add(Text(place, "body"))
        self._passphrase_choice = QRadioButton(
            _("Beskyt dem med en adgangssætning, som jeg skriver ved hver start")
        )
        self._memory_choice = QRadioButton(_("Prøv programmet nu: alt glemmes, når det lukkes"))
        self.passphrase = Entry(_("Adgangssætning (mindst 12 tegn)"))
        self.passphrase.line.setEchoMode(QLineEdit.EchoMode.Password)
        if self._casebook is not None or self._opening.keyring_ready:
            card.add(
                row(IconPicture("laas", "accent"), Text(self._opening.key_sentence(), "body"), spacing=10)
            )
            return card
        warning = Frame("warn").add(
            Text(
                _(
                    "Computeren har ingen åben nøglering, så nøglen kan ikke gemmes der. Vælg, hvad der skal ske:"
                ),
                "body",
            )
        )
        card.add(warning, self._passphrase_choice, self.passphrase, self._memory_choice)
        self._passphrase_choice.setChecked(True)
        self._passphrase_choice.toggled.connect(lambda on: show_if(self.passphrase, on))
        return card

    def _buttons(self) -> hbox:  # type: ignore[valid-type]
        line = hbox(spacing=10)
        line.addStretch(1)
        for button in example_buttons(self._open):
            line.addWidget(button)
        line.addWidget(Button(_("Kom i gang"), self._open, kind="primary"))
        return line

    def _open(self, example: str = "") -> None:
        name, municipality = self.name.text, self.municipality.text
        if not example and not name:
            self._say(_("Skriv dit navn, så det kan stå i rapporten."))
            self.name.setFocus()
            return
        try:
            casebook = self._make()
        except KlimabesogError as error:
            self._say(str(error))
            return
        if name or municipality:
            casebook.set_officer(Officer(name, municipality))
        self.opened.emit(casebook, example)

    def _make(self) -> Casebook:
        if self._casebook is not None:
            return self._casebook
        if self._opening.keyring_ready:
            return self._opening.create()
        if self._memory_choice.isChecked():
            return self._opening.create_for_this_run()
        return self._opening.create(self.passphrase.text)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()


class UnlockPage(QWidget):
    """The data are here but closed: ask for the passphrase, or for the recovery key.

    Signals:
        opened(object, str): the casebook, and "".
    """

    opened = Signal(object, str)

    def __init__(self, opening: Opening, sentence: str, *, recovery: bool):
        super().__init__()
        self._opening, self._recovery = opening, recovery
        card = Frame("card", margins=(28, 26, 28, 26))
        card.setMaximumWidth(560)
        card.setMinimumWidth(460)
        card.body.setSpacing(14)
        self.entry = Entry(_("Gendannelsesnøgle") if recovery else _("Adgangssætning"))
        if not recovery:
            self.entry.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._problem = Text("", "body", "danger")
        self._problem.hide()
        card.add(
            IconPicture("laas", "accent", 36), Text(_("Lås op"), "title"), Text(sentence, "body", "muted")
        )
        card.add(self.entry, self._problem)
        card.body.addWidget(Button(_("Lås op"), self._open, kind="primary"), 0, Qt.AlignmentFlag.AlignRight)
        self.entry.line.returnPressed.connect(self._open)
        layout = vbox(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(card)
        self.entry.setFocus()

    def _open(self) -> None:
        try:
            if self._recovery:
                casebook = self._opening.recover(self.entry.text)
            else:
                casebook = self._opening.open(self.entry.line.text())
        except KlimabesogError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self.opened.emit(casebook, "")


class TroublePage(QWidget):
    """The data cannot be opened now: what stands in the way, "Prøv igen", and mending where that may help."""

    def __init__(
        self,
        sentence: str,
        again: Callable[[], object],
        *,
        recovery: bool,
        mend: Callable[[], object] | None = None,
    ):
        super().__init__()
        card = Frame("card", margins=(28, 26, 28, 26))
        card.setMaximumWidth(560)
        card.setMinimumWidth(460)
        card.body.setSpacing(14)
        card.add(IconPicture("laas" if recovery else "advarsel", "danger", 36))
        card.add(Text(_("Dine data kan ikke åbnes lige nu"), "title"), Text(sentence, "body"))
        line = hbox(spacing=10)
        line.addStretch(1)
        if mend is not None:
            line.addWidget(Button(_("Reparér dataene"), mend, tip=_("Den beskadigede fil bliver lagt til side")))
        line.addWidget(Button(_("Prøv igen"), again, kind="primary"))
        card.body.addLayout(line)
        layout = vbox(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(card)
