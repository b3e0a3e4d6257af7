"""The main window: the rail, the pages, the toast and the banner; opens where the officer was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.cpr import CprFound
from klimabesog.casework.documents import SCREENING_REPORT
from klimabesog.casework.views import Changes
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.pages.overview import OverviewPage
from klimabesog.desktop.sharing_window import SharingWindow
from klimabesog.desktop.shell import Page
from klimabesog.desktop.state import WindowState
from klimabesog.desktop.tasks import Task, TaskRunner
from klimabesog.desktop.theme import Theme
from klimabesog.desktop.widgets.base import hbox, settle, vbox
from klimabesog.desktop.widgets.feedback import Banner, Toast
from klimabesog.desktop.widgets.nav_rail import NavRail
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.papers.offers import Offer
    from klimabesog.casework.papers.subject import Subject
    from klimabesog.casework.whereabouts import Spot
    from klimabesog.desktop.file_offers import FileOffers

PLACES = (
    ("overblik", "overblik", "Overblik"),
    ("virksomheder", "virksomheder", "Virksomheder"),
    ("besoeg", "besoeg", "Besøg"),
    ("skemaer", "skemaer", "Skemaer"),
    ("indstillinger", "indstillinger", "Indstillinger"),
)
PLACE_KEYS = ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5")
_NOTES_PAGE, _MEASURE = "side:noter", "tiltag:"
STARTS_AT = {
    "dokument": "virksomheder", "company": "virksomheder", "trin": "virksomheder", "afklar": "overblik",
    "personer": "indstillinger", "slettet": "indstillinger", "faktorer": "indstillinger",
    "hjaelp": "indstillinger", "netvaerk": "virksomheder", "gruppe": "virksomheder",
}  # fmt: skip
"""Pages the program does not open at: where it opens in their stead."""

WARM_UP_MS = 400
SYNC_MS, BACKUP_MS = 1500, 8000
"""Sharing, and the day's backup, begin when the window has been on screen for a while."""


class MainWindow(SharingWindow):
    """The shell of all pages."""

    def __init__(self, casebook: Casebook, opening: Opening, theme: Theme, state: WindowState):
        super().__init__(casebook, opening)
        self.theme, self.state = theme, state
        self._tasks = TaskRunner(self)
        self._pages: dict[str, Page] = {}
        self._offers: FileOffers | None = None
        self.setWindowTitle("Klimabesøg")
        self.rail = NavRail([(key, icon, _(text)) for key, icon, text in PLACES])
        self.rail.chosen.connect(self.go)
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.toast = Toast(self._arrange())
        self._pending: Changes | None = None
        self._tell = QTimer(self, singleShot=True, interval=0)
        self._tell.timeout.connect(self._pass_on)
        self._unsubscribe = casebook.subscribe(self._changed)
        self._shortcuts()
        self._warming = casebook.warm_up()
        self._warm = QTimer(self, interval=WARM_UP_MS)
        self._warm.timeout.connect(self._warm_up)
        self._warm.start()
        for after, work in ((SYNC_MS, self.begin_sync), (BACKUP_MS, self.daily_backup)):
            timer = QTimer(self, singleShot=True)  # a child, so that it stops when the window is closed
            timer.timeout.connect(work)
            timer.start(after)
        state.restore_geometry(self)
        self._last = state.page
        self.go("overblik")

    def _arrange(self) -> QWidget:
        centre = QWidget()
        across = hbox(centre, 0)
        across.addWidget(self.rail)
        column = vbox(spacing=0)
        bar = QWidget()
        vbox(bar, 0).addWidget(self.banner)
        column.addWidget(bar)
        column.addWidget(self.stack, 1)
        across.addLayout(column, 1)
        self.setCentralWidget(centre)
        return centre

    def _shortcuts(self) -> None:
        for (place, _icon, _text), keys in zip(PLACES, PLACE_KEYS, strict=True):
            QShortcut(QKeySequence(keys), self, lambda place=place: self.go(place))
        QShortcut(QKeySequence("F1"), self, self.help)
        QShortcut(QKeySequence("Ctrl+Shift+N"), self, self.quick_note)
        QShortcut(QKeySequence("Ctrl+F"), self, self.open_search)

    def _warm_up(self) -> None:
        """One piece of what the first visit would wait for; between them the window takes what is typed."""
        if next(self._warming, self) is self:
            self._warm.stop()

    # --- pages

    def pages(self) -> list[Page]:
        return list(self._pages.values())

    @property
    def page(self) -> Page | None:
        """The page on screen."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def go(self, place: str) -> None:
        """Show a place of the rail; Besøg goes to the open visit first, then to the list."""
        if place == "besoeg" and "visit" in self._pages and self.page is not self._pages["visit"]:
            self._show("visit", "besoeg")
            return
        if place not in self._pages:
            self._keep(place, self._make(place))
        self._show(place, place)

    def go_on(self) -> None:
        """Go where the officer was when the program was last open."""
        if self._last == "visit" and (last := self.casebook.last_place()) is not None:
            self.open_visit(*last)
        elif self._last in [place for place, _icon, _text in PLACES[1:]]:
            self.go(self._last)

    def _make(self, place: str) -> Page:
        """Pages are made when first shown: the first window is not to wait for the others."""
        if place == "virksomheder":
            from klimabesog.desktop.pages.companies import CompaniesPage

            return CompaniesPage(self)
        if place == "besoeg":
            from klimabesog.desktop.pages.visits import VisitsPage

            return VisitsPage(self)
        if place == "skemaer":
            from klimabesog.desktop.pages.forms import FormsPage

            return FormsPage(self)
        if place == "indstillinger":
            from klimabesog.desktop.pages.settings import SettingsPage

            return SettingsPage(self)
        return OverviewPage(self)

    def _keep(self, name: str, page: Page) -> None:
        """Put a page under a name; the one that had it goes."""
        old = self._pages.pop(name, None)
        if old is not None:
            old.leave()
            self.stack.removeWidget(old)
            old.deleteLater()
        self._pages[name] = page
        self.stack.addWidget(page)

    def _show(self, name: str, place: str) -> None:
        now = self.page
        if now is not None and now is not self._pages[name]:
            now.leave()
        self.banner.hide()
        self.rail.show_chosen(place)
        self.state.page = STARTS_AT.get(name, name)
        page = self._pages[name]
        page.shown()  # filled before it is on screen: nobody sees a page being put together
        self.stack.setCurrentWidget(page)
        settle()
        page.take_focus()

    def open_company(self, company: str) -> None:
        from klimabesog.desktop.pages.company import CompanyPage

        self._leave_page()
        self._keep("company", CompanyPage(self, company))
        self._show("company", "virksomheder")

    def open_step(self, company: str, step: int | str, ref: str = "") -> None:
        """A step of a company, at a question if given; the page that is there keeps its place."""
        from klimabesog.desktop.pages.steps.page import StepPage

        self._leave_page()
        known: Any = self._pages.get("trin")
        if known is not None and known.book.company == self.casebook.registry.twins.main(company):
            known.open(step)
        else:
            self._keep("trin", StepPage(self, company, step))
        self._show("trin", "virksomheder")
        if ref:
            self._pages["trin"].jump(ref)  # type: ignore[attr-defined]

    def edit_company(self, company: str | None = None) -> None:
        from klimabesog.desktop.pages.company_form import CompanyFormPage

        self._leave_page()
        self._keep("company_form", CompanyFormPage(self, company))
        self._show("company_form", "virksomheder")

    def start_visit(self, company: str, extent: str | None = None, branch: str | None = None) -> None:
        from klimabesog.desktop.widgets.progress import WaitCursor

        self._leave_page()
        with WaitCursor():
            visit = self.casebook.start_visit(company, extent=extent, branch=branch)
            self._show_visit(visit, None)

    def open_visit(self, visit: str, chapter: str | None = None) -> None:
        self._leave_page()
        known = self._pages.get("visit")
        if known is not None and getattr(known, "visit").id == visit:  # noqa: B009
            if chapter:
                known.open_chapter(chapter)  # type: ignore[attr-defined]
            self._show("visit", "besoeg")
            return
        place = self.casebook.last_place()
        if chapter is None and place is not None and place[0] == visit:
            chapter = place[1]
        self._show_visit(self.casebook.visit(visit), chapter)

    def open_measure(self, visit: str, instance: str, words: str, back: Callable[[], object]) -> None:
        """A measure of a visit, with a way back of these words."""
        self.open_visit(visit, _MEASURE + instance)
        page: Any = self.page
        page.lead_back(words, back)

    def _show_visit(self, visit: Any, chapter: str | None) -> None:
        from klimabesog.desktop.pages.visit.workspace import VisitPage

        self._keep("visit", VisitPage(self, visit, chapter))
        self._show("visit", "besoeg")

    def open_report(self, visit: str) -> None:
        """The screening report of a visit."""
        from klimabesog.casework.papers.offers import offer
        from klimabesog.casework.papers.subject import Subject

        company = self.casebook.look_at(visit).company.id
        self.open_document(offer(SCREENING_REPORT), Subject(self.casebook, company, visit))

    def open_document(
        self, offer: Offer, about: Subject, words: str = "", back: Callable[[], object] | None = None
    ) -> None:
        """The page of a document, with a way back of these words; without, to what it is about."""
        from klimabesog.desktop.pages.documents.page import DocumentPage

        self._leave_page()
        place, usual, to = self._behind(about)
        self._keep("dokument", DocumentPage(self, offer, about, words or usual, back or to))
        self._show("dokument", place)

    def _behind(self, about: Subject) -> tuple[str, str, Callable[[], object]]:
        """The place of the rail that a document belongs to, and the way back from it."""
        if about.visit:
            return "besoeg", _("Tilbage til besøget"), partial(self.open_visit, about.visit)
        if about.step:
            step = partial(self.open_step, about.company, about.step)
            return "virksomheder", _("Tilbage til trinnet"), step
        if about.company:
            company = partial(self.open_company, about.company)
            return "virksomheder", _("Tilbage til virksomheden"), company
        return "overblik", _("Tilbage til Overblik"), partial(self.go, "overblik")

    def open_resolve(self, visit: str | None = None, company: str | None = None) -> None:
        """Afklar: what colleagues answered differently, everywhere, in one visit or in a company's steps."""
        from klimabesog.desktop.pages.resolve import ResolvePage

        self._leave_page()
        self._keep("afklar", ResolvePage(self, visit, company))
        self._show("afklar", "besoeg" if visit else "virksomheder" if company else "overblik")

    def open_factors(self) -> None:
        """Faktorer og priser: what new visits are computed with."""
        from klimabesog.desktop.pages.factors.page import FactorsPage

        self._leave_page()
        self._keep("faktorer", FactorsPage(self))
        self._show("faktorer", "indstillinger")

    def open_help_texts(self) -> None:
        """Tilskud og hjælp: the municipality's texts."""
        from klimabesog.desktop.pages.help_texts.page import HelpTextsPage

        self._leave_page()
        self._keep("hjaelp", HelpTextsPage(self))
        self._show("hjaelp", "indstillinger")

    def open_network(self, section: str = "") -> None:
        """Netværk: groups of companies, the themes they share, waste that fits."""
        from klimabesog.desktop.pages.groups.page import NetworkPage

        self._leave_page()
        self._keep("netvaerk", NetworkPage(self, section))
        self._show("netvaerk", "virksomheder")

    def open_group(self, group: str) -> None:
        """One group of companies."""
        from klimabesog.desktop.pages.groups.group import GroupPage

        self._leave_page()
        self._keep("gruppe", GroupPage(self, group))
        self._show("gruppe", "virksomheder")

    def open_persons(self) -> None:
        """Persondata: find a person, cases to erase, what was erased."""
        from klimabesog.desktop.pages.persons import PersonsPage

        self._leave_page()
        self._keep("personer", PersonsPage(self))
        self._show("personer", "indstillinger")

    def open_deleted(self) -> None:
        """What was deleted and can be brought back."""
        from klimabesog.desktop.pages.deleted import DeletedPage

        self._leave_page()
        self._keep("slettet", DeletedPage(self))
        self._show("slettet", "indstillinger")

    def forget_case(self) -> None:
        """A case was erased: no page of it may stay."""
        for name in ("visit", "company", "dokument", "trin"):
            page = self._pages.pop(name, None)
            if page is not None:
                self.stack.removeWidget(page)
                page.deleteLater()
        if self.page is None:
            self.go("overblik")

    def open_search(self) -> None:
        """Search over everything; Enter goes to the very place."""
        from klimabesog.desktop.pages.search import SearchDialog

        self._leave_page()
        dialog = SearchDialog(self, self)
        dialog.found.connect(self.open_place)
        dialog.open()

    def open_place(self, spot: Spot) -> None:
        """Go to the very place of a hit or a disagreement."""
        if not spot.visit:
            if spot.step:
                self.open_step(spot.company, spot.step, spot.ref)
            elif spot.company:
                self.open_company(spot.company)
            return
        self.open_visit(spot.visit, spot.chapter or None)
        page: Any = self.page
        if spot.form and spot.ref:
            page.jump(spot.form, spot.ref)
        elif spot.chapter == _NOTES_PAGE and spot.ref:
            page.show_note(spot.ref)

    def open_example(self, code: str) -> None:
        """Make an example case, which takes some seconds, and open its visit; of a whole course the company."""
        from klimabesog.desktop.widgets.progress import Progress

        with Progress(self, _("Eksemplet bliver lavet …")) as progress:
            visit = self.casebook.create_example(progress, code)
        if visit.status == kinds.DRAFT:
            self.open_visit(visit.id)
        else:
            self.open_company(visit.company.id)

    def _leave_page(self) -> None:
        if self.page is not None:
            self.page.leave()

    # --- saying and doing

    def say(self, sentence: str, undo: Callable[[], object] | None = None, label: str = "") -> None:
        self.toast.say(sentence, undo, label)

    def warn(self, sentence: str) -> None:
        self.banner.say(sentence)

    def ask_cpr(self, error: CprFound) -> None:
        """Ask at the field whether a number is a CPR number; what was typed stays and waits for the answer."""
        from klimabesog.desktop.widgets.cpr_bar import ask_cpr

        if ask_cpr(error, self._keep_number) is None:
            self.warn(str(error))

    def _keep_number(self, error: CprFound) -> None:
        """The person says it is none: save what waits."""
        self.casebook.desk.is_no_cpr(error.numbers)
        self.banner.hide()
        if self.page is not None:
            self.page.leave()

    def run(self, work: Callable[[Task], Any]) -> Task:
        task = self._tasks.run(work)
        task.failed.connect(self._failed)
        return task

    def _failed(self, error: Exception) -> None:
        if isinstance(error, KlimabesogError):
            self.warn(str(error))
            return
        raise error

    def _changed(self, changes: Changes) -> None:
        """Gather what one step changed, and tell the page once."""
        before = self._pending or Changes()
        same = before.visit in (None, changes.visit) if self._pending else True
        visit = changes.visit if same else None
        self._pending = Changes(before.records | changes.records, before.kinds | changes.kinds, visit)
        self._tell.start()

    def _pass_on(self) -> None:
        changes, self._pending = self._pending, None
        if changes is None:
            return
        for page in self.pages():
            page.changed(changes) if page is self.page else page.missed(changes)

    # --- anywhere

    def quick_note(self) -> None:
        """A note to the open visit, else to the newest."""
        page = self._pages.get("visit")
        visit = getattr(page, "visit", None)
        if visit is None:
            visits = self.casebook.visits()
            if not visits:
                self.say(_("Start et besøg først, så har noten et sted at høre til."))
                return
            visit = self.casebook.visit(visits[0].id)
        from klimabesog.desktop.pages.visit.quick_note import QuickNoteDialog

        QuickNoteDialog(self, visit, getattr(page, "place", None)).open()

    def offer_file(self, path: Path) -> None:
        if self._offers is None:
            from klimabesog.desktop.file_offers import FileOffers

            self._offers = FileOffers(self)
        self._offers.offer(path)

    def help(self) -> None:
        """The shortcuts."""
        from klimabesog.desktop.pages.help import HelpDialog

        HelpDialog(self, self.page.help_topic if self.page is not None else None).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed; stay open when that fails, so that nothing is lost unseen."""
        try:
            self.save_all()
        except CprFound as error:
            event.ignore()
            self.ask_cpr(error)
            return
        except KlimabesogError as error:
            self.warn(str(error))
            event.ignore()
            return
        self._unsubscribe()
        self._tasks.close()
        self.stop_sharing()
        for timer in self.findChildren(QTimer):
            timer.stop()  # the data are closed next: nothing may ask for them any more
        self.state.save_geometry(self)
        super().closeEvent(event)
