"""A company: its six steps, key figures, measures, visits, contacts and documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from klimabesog.casework.provenance.values import PROGRESS, Number
from klimabesog.casework.received import SUFFIXES
from klimabesog.casework.views import Contact
from klimabesog.casework.visitviews import CompanyPage as CompanyView
from klimabesog.casework.visitviews import MeasureRow, ResultStrip
from klimabesog.desktop.pages.company_case import CaseCard
from klimabesog.desktop.pages.company_groups import GroupsCard
from klimabesog.desktop.pages.company_steps import NextCard, TargetCard
from klimabesog.desktop.pages.contact_dialog import ContactDialog
from klimabesog.desktop.pages.documents.card import DocumentsCard, take_in
from klimabesog.desktop.pages.documents.make_dialog import make_for_company
from klimabesog.desktop.pages.measure_table import MeasureTable
from klimabesog.desktop.pages.plan_table import PlanTable
from klimabesog.desktop.pages.progress_card import ProgressCard
from klimabesog.desktop.pages.result_cards import result_cards
from klimabesog.desktop.pages.rows import RowButton, visit_row
from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Badge, Frame, Text, empty, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.step_track import StepTrack
from klimabesog.desktop.words import track_steps, when
from klimabesog.values import danish
from klimabesog.values.texts import _

VISIT_STEP = 2


class CompanyPage(ScrollPage):
    """The page of one company."""

    def __init__(self, shell: Shell, company: str):
        super().__init__(shell)
        self._company = company
        self.buttons.addWidget(Button(_("Ret"), lambda: shell.edit_company(company), icon="rediger"))
        make = Button(_("Lav dokument …"), lambda: make_for_company(shell, company), icon="rapport")
        self.buttons.addWidget(make)
        self.buttons.addWidget(Button(_("Nyt besøg"), self._new_visit, kind="primary"))
        self.track = StepTrack()
        self.track.chosen.connect(self.open_step)
        self.column.addWidget(self.track)
        figures = QWidget()
        self._figures = FlowLayout(figures, spacing=14, column_width=180)
        self.column.addWidget(figures)
        columns = hbox(spacing=16)
        self._main = vbox(spacing=16)
        self._side = vbox(spacing=16)
        columns.addLayout(self._main, 8)
        columns.addLayout(self._side, 3)
        self.column.addLayout(columns)
        self.column.addStretch(1)
        self._page: CompanyView | None = None

    def shown(self) -> None:
        """Read the company anew."""
        page = self._page = self.shell.casebook.company(self._company)
        self.show_head(_name(page), _facts(page))
        self.track.show_steps(track_steps(page.steps))
        self._show_figures(page.result)
        for column in (self._main, self._side):
            empty(column)
        self._main.addWidget(self._measures(page))
        self.progress = ProgressCard()
        self._main.addWidget(self.progress)
        self.progress.show_progress(self.shell.casebook.steps(self._company), on=page.planned)
        self._main.addWidget(self._visits(page))
        self._main.addStretch(1)
        case = CaseCard(self.shell, self._company)
        today = self.shell.casebook.desk.now().date()
        self.next = NextCard(page.steps, page.due, today, self.open_step)
        cards: list[QWidget] = [self.next]
        if page.target is not None:
            self.target = TargetCard(page.target)
            self.target.asked.connect(lambda: self._explain(*PROGRESS))
            cards.insert(0 if page.target.aim else 1, self.target)
        self.documents = DocumentsCard(self.shell, self._company, page.documents)
        groups = GroupsCard(self.shell, self._company)
        for card in (*cards, self.documents, self._contacts(page), case, groups, self._site(page)):
            self._side.addWidget(card)
        self._side.addStretch(1)

    def takes_file(self, path: Path) -> bool:
        """A file that was received from the company."""
        return path.suffix.lower() in SUFFIXES

    def takes_files(self, paths: Sequence[Path]) -> bool:
        """Several at once, too."""
        return all(map(self.takes_file, paths))

    def take_files(self, paths: Sequence[Path]) -> None:
        """Ask about each, and keep it as a received document."""
        QTimer.singleShot(0, self, lambda: take_in(self.shell, self._company, paths))  # the drop ends first

    def open_step(self, number: int) -> None:
        """The page of a step; the second is the visit, a new one when there is none."""
        if number != VISIT_STEP:
            self.shell.open_step(self._company, number)
        elif self._page is not None and self._page.visits:
            self.shell.open_visit(self._page.visits[0].id)
        else:
            self._new_visit()

    def _new_visit(self) -> None:
        from klimabesog.desktop.pages.visit.scope_dialog import new_visit

        new_visit(self.shell, self._company).open()

    def _show_figures(self, strip: ResultStrip | None) -> None:
        empty(self._figures)
        if strip is None:
            return
        for card in result_cards(strip, self._explain):
            self._figures.addWidget(card)

    def _explain(self, *numbers: Number) -> None:
        """Say where figures of the visit come from that the case rests on."""
        from klimabesog.desktop.pages.explain_dialog import explain_case

        if self._page is not None and self._page.case_visit:
            explain_case(self, self.shell.casebook.visit(self._page.case_visit), numbers)

    def _measures(self, page: CompanyView) -> QWidget:
        card = Frame("card")
        head = hbox(spacing=10)
        head.addWidget(Text(_("Tiltag"), "heading", wrap=False))
        head.addWidget(Text(_rests_on(page), "small", "muted", wrap=False))
        head.addStretch(1)
        card.body.addLayout(head)
        if not page.measures:
            card.add(Text(_("Tiltag regnes ud under et besøg, ud fra det du ser."), "body", "muted"))
            return card
        card.add(self._plan(page) if page.planned else self._table(page))
        return card

    def _plan(self, page: CompanyView) -> QWidget:
        today = self.shell.casebook.desk.now().date()
        return PlanTable(page.measures, today, lambda row: self._open_measure(page, row), self._explain)

    def _table(self, page: CompanyView) -> QWidget:
        table = MeasureTable(lambda row: self._open_measure(page, row), asked=self._explain)
        table.show_measures(page.measures)
        return table

    def _open_measure(self, page: CompanyView, row: MeasureRow) -> None:
        company = self._company
        words = _("Tilbage til virksomheden")
        self.shell.open_measure(
            page.case_visit, row.instance, words, lambda: self.shell.open_company(company)
        )

    def _visits(self, page: CompanyView) -> QWidget:
        card = Frame("card", margins=(8, 14, 8, 10))
        card.body.setSpacing(2)
        title = Text(_("Besøg"), "heading")
        title.setContentsMargins(12, 0, 12, 4)
        card.add(title)
        for visit in page.visits:
            button = visit_row(visit, company=False)
            button.clicked.connect(lambda _checked=False, id=visit.id: self.shell.open_visit(id))
            card.add(button)
        if not page.visits:
            words = Text(_("Start det første besøg med »Nyt besøg«."), "body", "muted")
            words.setContentsMargins(12, 0, 12, 6)
            card.add(words)
        return card

    def _contacts(self, page: CompanyView) -> QWidget:
        card = Frame("card", margins=(8, 14, 8, 10))
        card.body.setSpacing(2)
        add = Button(kind="icon", icon="plus", name=_("Ny kontakt"), clicked=lambda: self._edit_contact(None))
        card.body.addLayout(_card_head(_("Kontakter"), add))
        for contact in page.contacts:
            line = " · ".join(part for part in (contact.role, contact.phone, contact.email) if part)
            button = RowButton(contact.name, line)
            button.clicked.connect(lambda _checked=False, contact=contact: self._edit_contact(contact))
            card.add(button)
        if not page.contacts:
            words = Text(_("Ingen endnu. Skriv, hvem du taler med."), "body", "muted")
            words.setContentsMargins(12, 0, 12, 6)
            card.add(words)
        return card

    def _edit_contact(self, contact: Contact | None) -> None:
        ContactDialog(self, self.shell, self._company, contact).open()

    def _site(self, page: CompanyView) -> QWidget:
        card = Frame("card").add(Text(_("Adresse"), "heading"))
        fields = page.fields
        town = " ".join(str(fields.get(name) or "") for name in ("postnr", "by")).strip()
        lines = [str(fields.get("adresse") or ""), town]
        lines += [_("P-nr. {pnr}").format(pnr=site.pnr) for site in page.sites if site.pnr]
        card.add(Text("\n".join(line for line in lines if line) or _("Ikke skrevet endnu"), "body"))
        if fields.get("reklamebeskyttet"):
            card.add(Badge(_("Reklamebeskyttet"), "warn"))
        return card


def _rests_on(page: CompanyView) -> str:
    """What the figures are of: named where there are several visits."""
    parts = [_("totaler fratrukket overlap")]
    visit = next((visit for visit in page.visits if visit.id == page.case_visit), None)
    if visit is not None and len(page.visits) > 1:
        parts.append(_("fra besøget {date}").format(date=when(visit.date)))
    return ", ".join(parts)


def _card_head(title: str, button: Button) -> hbox:  # type: ignore[valid-type]
    head = hbox(spacing=6)
    head.setContentsMargins(12, 0, 4, 2)
    head.addWidget(Text(title, "heading", wrap=False), 1)
    head.addWidget(button)
    return head


def _name(page: CompanyView) -> str:
    name = str(page.fields.get("navn") or "")
    return f"{name} ({_('eksempel')})" if page.fields.get("eksempel") else name


def _facts(page: CompanyView) -> str:
    fields = page.fields
    staff = fields.get("ansatte")
    parts = [
        str(fields.get("branche") or fields.get("branchekode") or ""),
        _("{n} ansatte").format(n=danish.format_number(float(str(staff)))) if staff not in (None, "") else "",
        _("CVR {cvr}").format(cvr=fields["cvr"]) if fields.get("cvr") else "",
    ]
    return " · ".join(part for part in parts if part)
