"""Tilskud og hjælp: the municipality's texts, when each was checked, their order; and the program's pointers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from klimabesog.casework.helptexts import AREAS, BRANCHES, CURRENT, HelpText, HelpTexts, Suggestion
from klimabesog.casework.views import Changes
from klimabesog.desktop.pages.help_texts.dialog import HelpTextDialog
from klimabesog.desktop.pages.help_texts.listing import link_to, until
from klimabesog.desktop.pages.undoing import UndoingPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Badge, Frame, Text, empty, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.choice_list import Pair
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.values.texts import _, ngettext


class HelpTextsPage(UndoingPage):
    """The page."""

    def __init__(self, shell: Shell):
        texts = HelpTexts(shell.casebook.desk)
        super().__init__(shell, _("Tilskud og hjælp"), texts, max_width=980)
        self.texts = texts
        self.new = Button(_("Ny tekst"), self.write, kind="primary", icon="plus")
        back = Button(_("Til Indstillinger"), lambda: shell.go("indstillinger"))
        for button in (back, self.new):
            self.buttons.addWidget(button)
        words = _(
            "Gælder for hele kommunen. En tekst kommer i rapporten og vises for virksomheden, når nogen har "
            "kontrolleret den inden for det sidste år. Retter du den, skal den kontrolleres igen."
        )
        self.column.addWidget(Text(words, "body", "muted"))
        self._list, self._offers = vbox(spacing=12), vbox(spacing=12)
        self.column.addLayout(self._list)
        self.column.addLayout(self._offers)
        self.column.addStretch(1)
        self.cards: dict[str, TextCard] = {}
        self.offers: dict[str, Button] = {}

    def shown(self) -> None:
        focused = self._focused()
        texts, today = self.texts.all(), self.shell.casebook.desk.now().date()
        measures = dict(self.measures())
        self.undo.setEnabled(self.texts.can_undo)
        empty(self._list)
        self.cards = {}
        for number, text in enumerate(texts):
            ends = (number == 0, number == len(texts) - 1)
            self.cards[text.id] = TextCard(self, text, today, measures, ends)
            self._list.addWidget(self.cards[text.id])
        if not texts:
            words = _("Skriv kommunens egne, eller tag et af forslagene nedenfor over.")
            self._list.addWidget(Frame("card").add(EmptyState("post", _("Ingen tekster endnu"), words)))
        self._show_offers(self.texts.suggestions())
        if focused is not None and focused[0] in self.cards:
            self.cards[focused[0]].take_focus(focused[1])

    def changed(self, changes: Changes) -> None:
        self.shown()

    def _focused(self) -> tuple[str, str] | None:
        """The text, and its button, with the focus."""
        for id, card in self.cards.items():
            if name := card.focused():
                return id, name
        return None

    def measures(self) -> list[Pair]:
        """(form id, title) of the measure forms."""
        return [(row.form_id, row.title) for row in self.shell.casebook.form_rows() if row.measure]

    # --- the program's pointers

    def _show_offers(self, suggestions: Sequence[Suggestion]) -> None:
        empty(self._offers)
        self.offers = {}
        if not suggestions:
            return
        self._offers.addWidget(Text(_("Forslag, skal kontrolleres"), "heading"))
        words = _(
            "Programmet følger med disse henvisninger. Ingen virksomhed ser dem, før du har taget dem over."
        )
        self._offers.addWidget(Text(words, "body", "muted"))
        for suggestion in suggestions:
            self._offers.addWidget(self._offer(suggestion))

    def _offer(self, suggestion: Suggestion) -> QWidget:
        card = Frame("card", row=True)
        words = vbox(spacing=3)
        title = suggestion.fields["titel"]
        words.addWidget(Text(title, "strong"))
        words.addWidget(Text(suggestion.fields["tekst"], "body"))
        words.addWidget(Text(suggestion.caveat, "small", "warn"))
        words.addWidget(Text(_("Læst hos: {source}").format(source=suggestion.source), "small", "muted"))
        card.body.addLayout(words, 1)
        name = _("Tag over: {title}").format(title=title)
        button = Button(_("Tag over …"), partial(self.take_over, suggestion), name=name)
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.offers[suggestion.id] = button
        return card

    def take_over(self, suggestion: Suggestion) -> HelpTextDialog:
        """Make a pointer a text of the municipality's, in the officer's own words."""

        def save(given: Mapping[str, str]) -> None:
            self.texts.take_over(suggestion.id, given)
            self.done(_("Taget over. Kontrollér den, så kommer den i rapporten."))

        dialog = HelpTextDialog(self, self.measures(), save, begun=suggestion)
        dialog.open()
        return dialog

    # --- writing

    def write(self, text: HelpText | None = None) -> HelpTextDialog:
        """A new text, or another wording of a known one."""

        def save(given: Mapping[str, str]) -> None:
            self.texts.save(given, text.id if text else None)
            self.done(_("Teksten er gemt. Kontrollér den, så kommer den i rapporten."))

        dialog = HelpTextDialog(self, self.measures(), save, known=text)
        dialog.open()
        return dialog

    def check(self, text: HelpText) -> None:
        """It was looked up today, and holds."""
        self.texts.check(text.id)
        self.done(_("»{title}« er kontrolleret i dag.").format(title=text.title))

    def put(self, text: HelpText, by: int) -> None:
        """Put it earlier or later."""
        self.texts.move(text.id, by)

    def remove(self, text: HelpText) -> None:
        """Delete it; the toast brings it back."""
        self.texts.remove(text.id)
        self.done(_("»{title}« er slettet.").format(title=text.title))


class TextCard(Frame):
    """One text with what can be done about it."""

    def __init__(
        self,
        page: HelpTextsPage,
        text: HelpText,
        today: date,
        measures: Mapping[str, str],
        ends: tuple[bool, bool],
    ):
        super().__init__("card")
        state = text.state(today)
        self.badge = Badge(text.words(today), "good" if state == CURRENT else "warn")
        head = QWidget()
        line = FlowLayout(head, spacing=12)
        line.addWidget(Text(text.title, "strong", wrap=False))
        line.addWidget(self.badge)
        self.add(head, Text(text.text, "body"))
        if text.link:
            self.add(link_to(text))
        for said in (text.who, _fits(text, measures), until(text)):
            if said:
                self.add(Text(said, "small", "muted"))
        kind = "" if state == CURRENT else "primary"
        first, last = ends
        self.buttons = {
            "check": Button(_("Kontrolleret i dag"), partial(page.check, text), kind=kind, icon="hak",
                            name=_("Kontrolleret i dag: {title}").format(title=text.title)),
            "edit": Button(_("Ret …"), partial(page.write, text), name=_("Ret {title}").format(title=text.title)),
            "up": Button(kind="icon", icon="op", name=_("Tidligere: {title}").format(title=text.title),
                         clicked=partial(page.put, text, -1)),
            "down": Button(kind="icon", icon="ned", name=_("Senere: {title}").format(title=text.title),
                           clicked=partial(page.put, text, 1)),
            "remove": Button(kind="icon", icon="slet", name=_("Slet {title}").format(title=text.title),
                             clicked=partial(page.remove, text)),
        }  # fmt: skip
        self.buttons["up"].setEnabled(not first)
        self.buttons["down"].setEnabled(not last)
        row = hbox(spacing=8)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def focused(self) -> str:
        """The button with the focus, "" for none."""
        return next((name for name, button in self.buttons.items() if button.hasFocus()), "")

    def take_focus(self, name: str) -> None:
        """Put the focus on a button; on another that can be pressed when it can't."""
        button = self.buttons[name]
        (button if button.isEnabled() else self.buttons["edit"]).setFocus(Qt.FocusReason.OtherFocusReason)


def _fits(text: HelpText, measures: Mapping[str, str]) -> str:
    """What a text fits, in words."""
    what = [
        *(measures.get(form, form) for form in text.forms),
        *(_(AREAS[a]) for a in text.areas if a in AREAS),
    ]
    branches = [_(BRANCHES[code]).lower() for code in text.branches if code in BRANCHES]
    said = _("Passer til: {what}").format(what=", ".join(what)) if what else _("Til alle besøg")
    return f"{said} · {_('kun {branches}').format(branches=', '.join(branches))}" if branches else said


class HelpTextsCard(Frame):
    """Where the page is reached from Indstillinger."""

    def __init__(self, shell: Shell):
        super().__init__("card")
        self._shell = shell
        self._said = Text("", "body")
        self.add(Text(_("Tilskud og hjælp"), "heading"), self._said)
        self.open = Button(_("Se og ret teksterne"), shell.open_help_texts, icon="rediger")
        line = hbox(spacing=10)
        line.addWidget(self.open)
        line.addStretch(1)
        self.body.addLayout(line)

    def refresh(self) -> None:
        """How many there are, and how many wait for a check."""
        desk = self._shell.casebook.desk
        texts, today = HelpTexts(desk).all(), desk.now().date()
        count = ngettext("{n} tekst.", "{n} tekster.", len(texts)).format(n=len(texts))
        waiting = sum(not text.is_current(today) for text in texts)
        wait = ngettext("{n} skal kontrolleres.", "{n} skal kontrolleres.", waiting).format(n=waiting)
        self._said.setText(f"{count} {wait}" if waiting else count if texts else _("Ingen tekster endnu."))
