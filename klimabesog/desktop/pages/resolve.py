"""Afklar: what colleagues answered differently, each with both answers, who and when; and companies made twice."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from klimabesog.casework.conflicts import Clash, Said, open_conflicts, settle
from klimabesog.casework.twins import Merged, Pair
from klimabesog.casework.views import Changes
from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Badge, Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.desktop.widgets.fields import TextField
from klimabesog.desktop.words import when
from klimabesog.values.texts import _, ngettext


class ClashCard(Frame):
    """One disagreement: choose what one said, put both together, or write a third."""

    def __init__(self, shell: Shell, clash: Clash):
        super().__init__("card")
        self._shell, self.clash = shell, clash
        self.body.setSpacing(10)
        head = vbox(spacing=1)
        head.addWidget(Text(clash.spot.label, "question"))
        head.addWidget(Text(clash.spot.text, "small", "muted"))
        self.body.addLayout(head)
        self.choices = [self._choice(number, said) for number, said in enumerate(clash.said)]
        self.field = TextField("", _("Et tredje svar til {label}").format(label=clash.spot.label), lines=2)
        self._keep = Button(
            _("Gem svaret"), lambda: self._settle(self.field.toPlainText().strip()), kind="primary"
        )
        self._writing = QWidget()
        column = vbox(self._writing, 8)
        column.addWidget(self.field)
        column.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignRight)
        self._writing.hide()
        self.body.addWidget(self._writing)
        self.body.addLayout(self._foot())

    def _choice(self, number: int, said: Said) -> Button:
        row = Frame("inset", row=True, margins=(14, 10, 10, 10))
        words = vbox(spacing=2)
        words.addWidget(Text(said.text or _("(intet svar)"), "body", "" if said.text else "muted"))
        line = hbox(spacing=8)
        line.addWidget(Text(said_by(said), "small", "muted", wrap=False))
        if said.own:
            line.addWidget(Badge(_("Dit svar")))
        if number == 0:
            line.addWidget(Badge(_("Vises nu"), "good"))
        line.addStretch(1)
        words.addLayout(line)
        row.body.addLayout(words, 1)
        button = Button(_("Brug denne"), partial(self._settle, said))
        button.setAccessibleName(f"{_('Brug denne')}: {said.text or _('(intet svar)')}. {said_by(said)}")
        row.body.addWidget(button)
        self.body.addWidget(row)
        return button

    def _foot(self) -> hbox:  # type: ignore[valid-type]
        line = hbox(spacing=8)
        self.both = Button(
            _("Saml begge"), lambda: self._write(self.clash.combined), kind="quiet", icon="plus"
        )
        self.third = Button(_("Skriv et andet"), lambda: self._write(""), kind="quiet", icon="rediger")
        texts = self.clash.combinable
        for button in (self.both, self.third):
            line.addWidget(button)
            show_if(button, texts)
        if self.clash.spot.visit or self.clash.spot.step:
            line.addWidget(Button(_("Gå dertil"), self._go, kind="quiet", icon="hoejre"))
        line.addStretch(1)
        return line

    def _write(self, text: str) -> None:
        self._writing.show()
        self.field.set_text(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        spot = self.clash.spot
        self._shell.open_place(spot)

    def _settle(self, chosen: Said | str) -> None:
        settle(self._shell.casebook, self.clash, chosen)
        self.field.clear()  # what is written is kept: the page may be put together anew
        spot, casebook = self.clash.spot, self._shell.casebook
        undo = None
        if spot.visit:
            undo = lambda: casebook.visit(spot.visit).undo()  # noqa: E731
        elif spot.step:
            undo = lambda: casebook.steps(spot.company).undo()  # noqa: E731
        self._shell.say(_("Afklaret: {label}").format(label=spot.label), undo)


class PairCard(Frame):
    """Two companies with one CVR number."""

    def __init__(self, shell: Shell, pair: Pair):
        super().__init__("card")
        self._shell, self.pair = shell, pair
        head = vbox(spacing=1)
        head.addWidget(Text(_("Samme virksomhed?"), "question"))
        head.addWidget(Text(_("Begge har CVR {cvr}").format(cvr=pair.cvr), "small", "muted"))
        self.body.addLayout(head)
        for text, first, second in (
            (pair.first_text, pair.first, pair.second),
            (pair.second_text, pair.second, pair.first),
        ):
            row = Frame("inset", row=True, margins=(14, 10, 10, 10))
            row.body.addWidget(Text(text, "body"), 1)
            button = Button(_("Saml under denne"), partial(self._merge, first, second))
            button.setAccessibleName(f"{_('Saml under denne')}: {text}")
            row.body.addWidget(button)
            self.body.addWidget(row)
        self.apart = Button(_("Nej, det er to virksomheder"), self._keep_apart, kind="quiet")
        self.body.addWidget(self.apart, 0, Qt.AlignmentFlag.AlignLeft)

    def _merge(self, first: str, second: str) -> None:
        twins = self._shell.casebook.registry.twins
        record = twins.merge(first, second)
        self._shell.say(_("De to vises nu som én."), lambda: twins.part(record), _("Skil ad igen"))

    def _keep_apart(self) -> None:
        self._shell.casebook.registry.twins.keep_apart(self.pair.first, self.pair.second)


class ResolvePage(ScrollPage):
    """Everything to be settled, of all companies, of one visit or of a company's steps."""

    def __init__(self, shell: Shell, visit: str | None = None, company: str | None = None):
        super().__init__(shell, _("Afklar"), max_width=900)
        self._case = visit
        if visit is not None:
            self.buttons.addWidget(Button(_("Tilbage til besøget"), lambda: shell.open_visit(visit)))
        elif company is not None:
            book = shell.casebook.steps(company)
            self._case = book.context
            self.buttons.addWidget(Button(_("Til virksomheden"), lambda: shell.open_company(company)))
        self._body = vbox(spacing=14)
        self.column.addLayout(self._body)
        self.column.addStretch(1)
        self.cards: list[ClashCard] = []
        self.pairs: list[PairCard] = []

    def shown(self) -> None:
        """Read everything anew."""
        casebook = self.shell.casebook
        clashes = open_conflicts(casebook, self._case)
        everywhere = self._case is None
        pairs = casebook.registry.twins.pairs() if everywhere else []
        merges = casebook.registry.twins.merges() if everywhere else []
        empty(self._body)
        self.cards = [ClashCard(self.shell, clash) for clash in clashes]
        self.pairs = [PairCard(self.shell, pair) for pair in pairs]
        count = len(self.cards) + len(self.pairs)
        self.show_head(_("Afklar"), _told(count))
        if not count:
            self._body.addWidget(
                EmptyState(
                    "hak", _("Alt er afklaret"), _("Når to svarer forskelligt på det samme, står det her.")
                )
            )
        for card in (*self.pairs, *self.cards):
            self._body.addWidget(card)
        if merges:
            self._body.addWidget(self._merged(merges))

    def take_focus(self) -> None:
        """The first choice, so that Enter and Tab do the rest."""
        if self.cards:
            self.cards[0].choices[0].setFocus(Qt.FocusReason.TabFocusReason)

    def changed(self, changes: Changes) -> None:
        writing = any(card.field.hasFocus() and card.field.toPlainText().strip() for card in self.cards)
        if not writing:
            self.shown()

    def _merged(self, merges: list[Merged]) -> QWidget:
        card = Frame("card").add(Text(_("Samlede virksomheder"), "heading"))
        for merged in merges:
            line = hbox(spacing=10)
            text = _("{second} vises som {first}").format(second=merged.second_name, first=merged.first_name)
            line.addWidget(Text(text, "body"), 1)
            button = Button(
                _("Skil ad igen"), partial(self.shell.casebook.registry.twins.part, merged.record)
            )
            button.setAccessibleName(f"{_('Skil ad igen')}: {text}")
            line.addWidget(button)
            card.body.addLayout(line)
        return card


def said_by(said: Said) -> str:
    """ "Anna, 21.11.2026 kl. 14.05"."""
    moment = when(said.when.date().isoformat(), said.when.strftime("%H:%M"))
    return f"{said.who}, {moment}" if said.who else moment


def _told(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "{n} sted, hvor I ikke siger det samme", "{n} steder, hvor I ikke siger det samme", count
    )
    return words.format(n=count)
