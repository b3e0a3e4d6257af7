"""Indstillinger: who works here, how it looks, where the data lie and their key, and about the program."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from klimabesog import __version__
from klimabesog.casework.views import Officer
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.pages.factors.page import FactorsCard
from klimabesog.desktop.pages.help_texts.page import HelpTextsCard
from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.pages.settings_data import BackupsCard, DataCard, KeyCard
from klimabesog.desktop.pages.settings_filing import FilingCard
from klimabesog.desktop.pages.settings_letterhead import LetterheadCard
from klimabesog.desktop.pages.settings_letters import LettersCard
from klimabesog.desktop.pages.settings_sharing import FolderCard, ProfileCard
from klimabesog.desktop.pages.settings_visit import VisitCard
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.theme import ThemeChoice
from klimabesog.desktop.widgets.base import Frame, Text
from klimabesog.desktop.widgets.choice_bar import ChoiceBar, Segment
from klimabesog.values.texts import _

OFFICER = (
    ("name", "Navn"),
    ("municipality", "Kommune"),
    ("department", "Afdeling"),
    ("email", "E-mail"),
    ("phone", "Telefon"),
)
SCALES = (("1.0", "100 %"), ("1.25", "125 %"), ("1.5", "150 %"), ("2.0", "200 %"))


class SettingsPage(ScrollPage):
    """All settings; each is kept when its field is left."""

    def __init__(self, shell: Shell):
        super().__init__(shell, _("Indstillinger"), max_width=900)
        self.entries = {name: Entry(_(label)) for name, label in OFFICER}
        for entry in self.entries.values():
            entry.left.connect(self._keep_officer)
        self._show_officer()
        self.data, self.backups, self.key = DataCard(shell), BackupsCard(shell), KeyCard(shell)
        self.folder, self.profile, self.visit = FolderCard(shell), ProfileCard(shell), VisitCard(shell)
        self.factors, self.help_texts = FactorsCard(shell), HelpTextsCard(shell)
        self.letters, self.letterhead, self.filing = LettersCard(shell), LetterheadCard(shell), FilingCard(shell)
        sharing, data = (self.folder, self.profile), (self.data, self.backups, self.key)
        words = (self.visit, self.letterhead, self.letters, self.filing, self.factors, self.help_texts)
        cards = (self._officer(), *sharing, *words, self._look(), *data)
        for card in (*cards, self._about()):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def sharing_changed(self) -> None:
        self.folder.refresh()

    def shown(self) -> None:
        for card in (
            self.backups,
            self.key,
            self.folder,
            self.profile,
            self.visit,
            self.letters,
            self.filing,
            self.letterhead,
            self.factors,
            self.help_texts,
        ):
            card.refresh()
        if not any(entry.line.hasFocus() for entry in self.entries.values()):
            self._show_officer()

    def _show_officer(self) -> None:
        officer = self.shell.casebook.officer
        for name, entry in self.entries.items():
            entry.line.setText(getattr(officer, name) if officer else "")

    def leave(self) -> None:
        self._keep_officer()
        self.visit.keep()
        self.letters.keep()
        self.filing.keep()
        self.letterhead.keep()

    def _officer(self) -> QWidget:
        card = Frame("card").add(Text(_("Dig"), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for number, entry in enumerate(self.entries.values()):
            grid.addWidget(entry, number // 2, number % 2)
        card.body.addLayout(grid)
        card.add(Text(_("Står i rapporten som den, der har holdt besøget."), "small", "muted"))
        return card

    def _keep_officer(self) -> None:
        fresh = Officer(**{name: entry.text for name, entry in self.entries.items()})
        if fresh != self.shell.casebook.officer and fresh.name:
            self.shell.casebook.set_officer(fresh)

    def _look(self) -> QWidget:
        card = Frame("card").add(Text(_("Udseende"), "heading"))
        theme = ChoiceBar(
            [
                Segment(ThemeChoice.SYSTEM.value, _("Som systemet"), tone="good"),
                Segment(ThemeChoice.LIGHT.value, _("Lys")),
                Segment(ThemeChoice.DARK.value, _("Mørk")),
                Segment(ThemeChoice.CONTRAST.value, _("Høj kontrast")),
            ],
            _("Farver"),
            clearable=False,
        )
        theme.set_value(self.shell.theme.choice.value)
        theme.chosen.connect(self._choose_theme)
        scale = ChoiceBar(
            [Segment(value, text) for value, text in SCALES], _("Tekststørrelse"), clearable=False
        )
        now = self.shell.theme.text_scale
        scale.set_value(min(SCALES, key=lambda item: abs(float(item[0]) - now))[0])
        scale.chosen.connect(self._choose_scale)
        card.add(Text(_("Farver"), "small-strong"), theme, Text(_("Tekststørrelse"), "small-strong"), scale)
        return card

    def _choose_theme(self, value: str) -> None:
        choice = ThemeChoice(value)
        self.shell.state.theme = choice
        self.shell.theme.choose(choice)

    def _choose_scale(self, value: str) -> None:
        self.shell.state.text_scale = float(value)
        self.shell.theme.set_text_scale(float(value))

    def _about(self) -> QWidget:
        card = Frame("card").add(Text(_("Om Klimabesøg {version}").format(version=__version__), "heading"))
        card.add(
            Text(_("Fra første spørgsmål til rapport, uden netværk."), "body"),
            Text(
                _("Fri software under MPL-2.0. Bygger på Qt og PySide6 (LGPL-3.0), SQLCipher (BSD), ReportLab (BSD), "
                  "PDFium (BSD/Apache-2.0), pyxform (BSD), lxml (BSD), Pillow (MIT-CMU), cryptography (Apache/BSD), "
                  "keyring (MIT), pyxirr (Unlicense) og skriften Source Sans 3 (OFL-1.1)."),
                "small",
                "muted",
            ),
        )  # fmt: skip
        return card
