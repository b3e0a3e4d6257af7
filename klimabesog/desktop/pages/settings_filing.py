"""Settings of filing: the patterns of file names and of the words that are copied into the filing system."""

from __future__ import annotations

from klimabesog.casework.filing import EXAMPLE, USUAL_NAME, USUAL_TEXT, checked_pattern, file_stem, filled
from klimabesog.casework.settings import keep_filing, settings
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text
from klimabesog.values.danish import format_date
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _


class FilingCard(Frame):
    """Both are kept when their field is left, if they can be filled in; an example follows while they are typed."""

    def __init__(self, shell: Shell):
        super().__init__("card")
        self._desk = shell.casebook.desk
        names = ", ".join(f"{{{name}}}" for name in EXAMPLE)
        self.file = Entry(_("Filnavn"), USUAL_NAME)
        self.words = Entry(_("Journaltekst"), USUAL_TEXT)
        self.add(
            Text(_("Journalisering"), "heading"),
            Text(_("Gælder for hele kommunen. Tom: programmets eget mønster."), "body", "muted"),
            self.file,
            self.words,
            Text(_("Du kan bruge {names}.").format(names=names), "small", "muted"),
        )
        for entry in (self.file, self.words):
            entry.typed.connect(self._example)
            entry.left.connect(self.keep)
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now; what is being typed stays."""
        known = settings(self._desk)
        for entry, text in ((self.file, known.filing), (self.words, known.filing_text)):
            if not entry.line.hasFocus() and self._fits(entry):
                entry.line.setText(text)
        self._example()

    def _example(self) -> None:
        shown = {**EXAMPLE, "dato": format_date(EXAMPLE["dato"])}
        for entry, example in (
            (self.file, lambda text: file_stem(text, EXAMPLE) + ".pdf"),
            (self.words, lambda text: filled(text or USUAL_TEXT, shown)),
        ):
            try:
                pattern = checked_pattern(entry.text)
            except InputError as error:
                entry.say(str(error), wrong=True)
            else:
                entry.say(_("Fx {example}").format(example=example(pattern)), tone="muted")

    @staticmethod
    def _fits(entry: Entry) -> bool:
        try:
            checked_pattern(entry.text)
        except InputError:
            return False
        return True

    def keep(self) -> None:
        """Keep what is written when it is another and can be filled in."""
        known = settings(self._desk)
        if not (self._fits(self.file) and self._fits(self.words)):
            self._example()
        elif (self.file.text, self.words.text) != (known.filing, known.filing_text):
            keep_filing(self._desk, self.file.text, self.words.text)
