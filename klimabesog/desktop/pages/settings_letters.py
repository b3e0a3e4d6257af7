"""Settings of letters: the municipality's postal address, and how its data protection officer is reached."""

from __future__ import annotations

from klimabesog.casework.settings import keep_letter_texts, settings
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text, show_if
from klimabesog.desktop.widgets.fields import TextField
from klimabesog.values.texts import _


class LettersCard(Frame):
    """What letters and the sheet about personal data say of the municipality; kept when a field is left, and shared."""

    def __init__(self, shell: Shell):
        super().__init__("card")
        self._desk = shell.casebook.desk
        self.add(
            Text(_("Breve og persondata"), "heading"), Text(_("Gælder for hele kommunen."), "body", "muted")
        )
        self.address = self._field(_("Kommunens adresse"))
        self.add(Text(_("Står i breve og på arket om persondata."), "small", "muted"))
        self.dpo = self._field(_("Databeskyttelsesrådgiver"))
        self.add(Text(_("Navn, telefon eller mail, som på kommunens hjemmeside."), "small", "muted"))
        self._lacking = Text(
            _("Skriv det, før arket om persondata deles ud. Indtil da står der en pladsholder."),
            "small",
            "warn",
        )
        self.add(self._lacking)
        self.refresh()

    def _field(self, name: str) -> TextField:
        field = TextField(name=name, lines=2)
        field.left.connect(self.keep)
        title = Text(name, "small-strong")
        title.setBuddy(field)
        self.add(title, field)
        return field

    def refresh(self) -> None:
        """Show what holds now; what is being typed stays."""
        known = settings(self._desk)
        for field, text in ((self.address, known.address), (self.dpo, known.dpo)):
            if not field.hasFocus():
                field.set_text(text)
        show_if(self._lacking, not known.dpo)

    def keep(self) -> None:
        """Keep what is written when it is another."""
        known = settings(self._desk)
        address, dpo = self.address.toPlainText().strip(), self.dpo.toPlainText().strip()
        if (address, dpo) != (known.address, known.dpo):
            keep_letter_texts(self._desk, address, dpo)
        self.refresh()
