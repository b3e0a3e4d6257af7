"""Overblik: go on where you were, what to do next, recent visits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from klimabesog.casework.papers.offers import OFFERS
from klimabesog.casework.steps.due import Due, due, named
from klimabesog.casework.views import VisitRow
from klimabesog.desktop.pages.examples import example_buttons, examples_sentence
from klimabesog.desktop.pages.rows import RowButton, visit_row
from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.explained import ExplainedCard
from klimabesog.desktop.widgets.feedback import EmptyState, IconPicture
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.words import deadline, when
from klimabesog.values import danish
from klimabesog.values.texts import _, ngettext

RECENT, DUE = 6, 5
LOOK_MS, LATER_MS = 250, 1500


@dataclass(frozen=True)
class Todo:
    """One thing to do next."""

    title: str
    line: str
    act: Callable[[], object]


class OverviewPage(ScrollPage):
    """The first page."""

    def __init__(self, shell: Shell):
        super().__init__(shell, _("Overblik"), max_width=1400)
        self.buttons.addWidget(Button(_("Søg"), shell.open_search, icon="soeg", tip=_("Søg i alt (Ctrl+F)")))
        self.make = Button(_("Lav dokument …"), self.make_document, icon="rapport")
        self.buttons.addWidget(self.make)
        self.buttons.addWidget(
            Button(_("Ny virksomhed"), lambda: shell.edit_company(None), kind="primary", icon="plus")
        )
        self._due: list[Due] = []
        self._all_due = False
        self._news = vbox(spacing=8)
        self.column.addLayout(self._news)
        self._body = vbox(spacing=16)
        self.column.addLayout(self._body)
        self._look = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._look.timeout.connect(self.show_news)
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.show_due)
        self.column.addStretch(1)

    def shown(self) -> None:
        """Read the visits and companies anew."""
        self._look.start()
        officer = self.shell.casebook.officer
        visits = self.shell.casebook.visits()
        companies = self.shell.casebook.companies()
        name = officer.name.split()[0] if officer and officer.name else ""
        self.show_head(
            _("Hej {name}").format(name=name) if name else _("Overblik"),
            officer.municipality if officer else "",
        )
        show_if(self.make, bool(companies) and any(offer.level == "kommune" for offer in OFFERS))
        empty(self._body)
        if not companies:
            self._body.addWidget(self._welcome())
            return
        drafts = [visit for visit in visits if visit.status == "kladde"]
        self._body.addWidget(self._figures(len(companies), visits, drafts))
        place = self.shell.casebook.last_place()
        last = next((visit for visit in visits if place and visit.id == place[0]), None)
        if last is not None:
            self._body.addWidget(self._go_on(last, place[1] if place else None))
        row = hbox(spacing=16)
        row.addWidget(self._recent(visits), 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._next(visits, drafts), 2, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(row)

    def make_document(self) -> None:
        """Choose a document about all companies, or about none."""
        from klimabesog.desktop.pages.documents.make_dialog import make_for_municipality

        make_for_municipality(self.shell)

    def _waiting(self) -> list[Todo]:
        """What waits in the steps of all companies, the longest overdue first, as far as it was looked for."""
        shell, today = self.shell, self.shell.casebook.desk.now().date()
        shown = self._due if self._all_due else self._due[:DUE]
        todo = []
        for one in (named(shell.casebook, one) for one in shown):
            line = f"{one.company_name} · {deadline(one.day, today)}"
            todo.append(Todo(one.title, line, partial(_go, shell, one)))
        if more := len(self._due) - len(shown):
            words = ngettext("{n} mere venter", "{n} mere venter", more).format(n=more)
            todo.append(Todo(_("Vis alle"), words, self._show_all))
        return todo

    def _show_all(self) -> None:
        self._all_due = True
        self.shown()

    def _look_for_due(self) -> None:
        """Of thousands of companies this takes a moment: the first window does not wait for it."""
        found = due(self.shell.casebook, self.shell.casebook.desk.now().date())
        if found != self._due:
            self._due = found
            self.shown()

    def show_news(self) -> None:
        """What is to be settled with colleagues, and what waits: looked for when the page is on screen."""
        self._look_for_due()
        casebook = self.shell.casebook
        splits = len(casebook.registry.twins.pairs())
        if casebook.desk.store.conflicts():  # else the forms need not be read for it
            from klimabesog.casework.conflicts import count_conflicts

            splits += count_conflicts(casebook)
        empty(self._news)
        if splits:
            words = ngettext(
                "{n} ting skal afklares med kolleger", "{n} ting skal afklares med kolleger", splits
            )
            self._news.addWidget(
                _News("warn", "spoerg", words.format(n=splits), Button(_("Afklar"), self.shell.open_resolve))
            )
        self._later.start()

    def show_due(self) -> None:
        """Cases whose time is up; the last to be looked for, nothing hurries."""
        from klimabesog.casework.erasure import due_cases

        due = len(due_cases(self.shell.casebook))
        if due:
            words = ngettext("{n} sag er klar til sletning", "{n} sager er klar til sletning", due)
            self._news.addWidget(
                _News("info", "slet", words.format(n=due), Button(_("Se dem"), self.shell.open_persons))
            )

    @property
    def news(self) -> list[str]:
        """What is said at the top."""
        items = (self._news.itemAt(place) for place in range(self._news.count()))
        shown = (item.widget() for item in items if item is not None)
        return [news.text for news in shown if isinstance(news, _News)]

    def _welcome(self) -> QWidget:
        card = Frame("card")
        card.add(
            EmptyState(
                "virksomheder",
                _("Ingen virksomheder endnu"),
                _("Opret den første virksomhed, hent en liste, eller se dig om i et eksempel."),
                Button(_("Opret virksomhed"), lambda: self.shell.edit_company(None), kind="primary"),
            )
        )
        buttons = hbox(spacing=8)
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Hent liste (CSV)"), lambda: self.shell.go("virksomheder"), icon="import"))
        for button in example_buttons(self.shell.open_example):
            buttons.addWidget(button)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        about = Text(examples_sentence(), "small", "muted")
        about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        card.body.addSpacing(8)
        card.add(about)
        card.body.addSpacing(24)
        return card

    def _figures(self, companies: int, visits: list[VisitRow], drafts: list[VisitRow]) -> QWidget:
        box = QWidget()
        line = FlowLayout(box, spacing=16, column_width=150, even=True)
        for caption, number, listed in (
            (_("Virksomheder"), companies, "virksomheder"),
            (_("Besøg i alt"), len(visits), "besoeg"),
            (_("Besøg i kladde"), len(drafts), "besoeg"),
            (_("Fund"), sum(visit.findings for visit in visits), "besoeg"),
        ):
            card = ExplainedCard(caption)
            card.figure.show_figure(danish.format_number(number))
            card.figure.setToolTip(_("Vis listen, tallet er talt op i"))
            card.figure.when_asked(partial(self.shell.go, listed))
            line.addWidget(card)
        return box

    def _go_on(self, visit: VisitRow, chapter: str | None) -> QWidget:
        card = Frame("good", row=True, margins=(18, 12, 14, 12))
        card.body.setSpacing(14)
        card.body.addWidget(IconPicture("besoeg", "accent", 26))
        words = vbox(spacing=0)
        words.addWidget(Text(_("Fortsæt hos {company}").format(company=visit.company_name), "strong"))
        words.addWidget(Text(when(visit.date, visit.time), "small", "muted"))
        card.body.addLayout(words, 1)
        card.body.addWidget(
            Button(_("Fortsæt besøget"), lambda: self.shell.open_visit(visit.id, chapter), kind="primary")
        )
        return card

    def _recent(self, visits: list[VisitRow]) -> QWidget:
        card = Frame("card", margins=(8, 14, 8, 10))
        title = Text(_("Seneste besøg"), "heading")
        title.setContentsMargins(12, 0, 12, 4)
        card.add(title)
        card.body.setSpacing(2)
        if not visits:
            card.add(
                EmptyState(
                    "besoeg",
                    _("Ingen besøg endnu"),
                    _("Vælg en virksomhed, og start besøget, når du sidder hos den."),
                    Button(_("Vælg virksomhed"), lambda: self.shell.go("virksomheder")),
                )
            )
        for visit in visits[:RECENT]:
            button = visit_row(visit)
            button.clicked.connect(lambda _checked=False, id=visit.id: self.shell.open_visit(id))
            card.add(button)
        return card

    def _next(self, visits: list[VisitRow], drafts: list[VisitRow]) -> QWidget:
        card = Frame("card", margins=(8, 14, 8, 10))
        title = Text(_("Næste skridt"), "heading")
        title.setContentsMargins(12, 0, 12, 4)
        card.add(title)
        card.body.setSpacing(2)
        for todo in self._todo(visits, drafts):
            button = RowButton(todo.title, todo.line, IconPicture("hoejre", "muted", 18))
            button.clicked.connect(lambda _checked=False, todo=todo: todo.act())
            card.add(button)
        return card

    def _todo(self, visits: list[VisitRow], drafts: list[VisitRow]) -> list[Todo]:
        shell = self.shell
        todo = self._waiting()
        todo += [
            Todo(_("Gør besøget færdigt"), _where(visit), partial(shell.open_visit, visit.id))
            for visit in drafts[:3]
        ]
        finished = [visit for visit in visits if visit.status == "afsluttet"]
        todo += [Todo(_("Send rapporten"), _where(v), partial(shell.open_report, v.id)) for v in finished[:3]]
        waiting = sum(1 for row in shell.casebook.companies() if not row.visits)
        companies = partial(shell.go, "virksomheder")
        if waiting:
            words = ngettext("{n} virksomhed er ikke besøgt", "{n} virksomheder er ikke besøgt", waiting)
            todo.append(Todo(_("Aftal et besøg"), words.format(n=waiting), companies))
        return todo or [Todo(_("Alt er gjort"), _("Start et nyt besøg fra en virksomhed"), companies)]


class _News(Frame):
    """One line at the top with the way to what it says."""

    def __init__(self, kind: str, icon: str, text: str, button: Button):
        super().__init__(kind, row=True, margins=(18, 8, 12, 8))
        self.text = text
        self.body.setSpacing(14)
        self.body.addWidget(IconPicture(icon, kind, 22))
        self.body.addWidget(Text(text, "strong"), 1)
        self.body.addWidget(button)


def _go(shell: Shell, one: Due) -> None:
    """To what waits: measures on the company's page, all else in its step."""
    if one.measure:
        shell.open_company(one.company)
    else:
        shell.open_step(one.company, one.step)


def _where(visit: VisitRow) -> str:
    return f"{visit.company_name} · {when(visit.date)}"
