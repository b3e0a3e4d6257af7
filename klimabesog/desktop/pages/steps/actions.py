"""What the buttons, the menu and the shortcuts of a step do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from klimabesog.desktop.pages.steps.adviser import AdviserDialog
from klimabesog.desktop.pages.steps.skip_dialog import SkipDialog
from klimabesog.desktop.pages.undoing import undo_typing
from klimabesog.values.texts import _, ngettext

if TYPE_CHECKING:
    from klimabesog.casework.provenance.values import Explanation, Number
    from klimabesog.casework.visitviews import FormUpdate
    from klimabesog.desktop.pages.explain_dialog import ExplainDialog
    from klimabesog.desktop.pages.steps.page import StepPage

SHORTCUTS = (
    ("Ctrl+J", "soeg"),
    ("Ctrl+M", "mangler"),
    ("F8", "naeste"),
    ("Shift+F8", "forrige"),
    ("Ctrl+Z", "fortryd"),
    ("Ctrl+Shift+Z", "gendan"),
    ("Ctrl+Y", "gendan"),
)


class StepActions(QObject):
    """The doings of the page; dialogs are made when they are needed."""

    def __init__(self, page: StepPage):
        super().__init__(page)
        self._page = page
        self._doings: dict[str, Callable[[], object]] = {
            "virksomhed": lambda: page.shell.open_company(page.book.company),
            "besoeg": page.to_visit,
            "nyt_besoeg": self.begin_visit,
            "tiltag": lambda: page.to_visit("side:tiltag"),
            "plan": lambda: page.show_step(5),
            "afklar": lambda: page.shell.open_resolve(company=page.book.company),
            "mangler": self.show_gaps,
            "naeste": lambda: self.step(1),
            "forrige": lambda: self.step(-1),
            "soeg": self.search,
            "hent": self.fetch,
            "til_raadgiver": self.write_for_adviser,
            "fra_raadgiver": self.choose_adviser_file,
            "spring": self.skip,
            "tagmed": self.unskip,
            "udelad": self.leave_out,
            "bygger": self.choose_visit,
            "fortryd": self.undo,
            "gendan": self.redo,
        }
        for keys, name in SHORTCUTS:
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), page, lambda name=name: self.do(name), context=context)

    def do(self, name: str) -> None:
        """Do what a button asks for."""
        self._doings[name]()

    # --- finding one's way

    def search(self) -> None:
        """Search the questions of the form."""
        from klimabesog.desktop.pages.visit.jump import JumpDialog

        page = self._page
        page.leave()
        dialog = JumpDialog(page, _("Søg i trinnet"), lambda text: page.book.search(page.key, text))
        dialog.jumped.connect(page.jump_to)
        dialog.open()

    def show_gaps(self) -> None:
        """What to follow up on, beside the questions; once more puts it away."""
        page = self._page
        page.leave()
        page.show_gaps(page.gaps.isHidden())

    def step(self, by: int) -> None:
        """To the next or previous question of the list on screen, or of all lists."""
        page = self._page
        page.leave()
        lists = page.book.lists(page.key)
        page.gaps.show_lists(lists)
        hits = page.gaps.hits if page.gaps.isVisible() else (*lists.missing, *lists.errors, *lists.later)
        hit = page.book.neighbour(page.key, hits, page.place, by)
        if hit is None:
            page.shell.say(_("Der er intet at følge op på her."))
            return
        page.jump_to(hit)

    def show_history(self, form: str, ref: str) -> None:
        """What a question has been answered."""
        from klimabesog.desktop.pages.visit.history import HistoryDialog

        page = self._page
        page.leave()
        dialog = HistoryDialog(page, page.book, form, ref)
        dialog.restored.connect(lambda: self._restored(ref))
        dialog.open()

    def _restored(self, ref: str) -> None:
        self._page.reread()
        self._page.view.focus_ref(ref)
        self.offer_undo(_("Det tidligere svar gælder igen."))

    def explain(self, *numbers: Number) -> ExplainDialog | None:
        """Say where figures of the visit come from that the case rests on."""
        from klimabesog.desktop.pages.explain_dialog import explain_case

        visit = self._page.book.visit
        return explain_case(self._page, visit, numbers) if visit is not None else None

    def explain_bills(self, numbers: Sequence[Number]) -> ExplainDialog:
        """Say where figures of the follow-up's bills, or of what the company has reached, come from."""
        from klimabesog.casework.provenance.bills import BILLS, explain_bills
        from klimabesog.casework.provenance.effort import explain_effort
        from klimabesog.desktop.pages.explain_dialog import ExplainDialog

        page = self._page
        page.leave()
        book, key = page.book, page.key

        def ask(number: Number) -> Explanation:
            return (explain_bills if number.kind in BILLS else explain_effort)(book, key, number)

        dialog = ExplainDialog(page, ask, numbers, lambda asked: page.jump(asked.ref))
        dialog.open()
        return dialog

    # --- measures and visits

    def fetch(self) -> None:
        """A row for each measure that has none ("Hent tiltag")."""
        page = self._page
        page.leave()
        count = page.book.fill(page.key)
        if count:
            page.show_measures()
            words = ngettext("{n} tiltag er hentet.", "{n} tiltag er hentet.", count)
            self.offer_undo(words.format(n=count))

    def begin_visit(self) -> None:
        """A new visit, once its scope is chosen."""
        from klimabesog.desktop.pages.visit.scope_dialog import new_visit

        self._page.leave()
        new_visit(self._page.shell, self._page.book.company).open()

    def choose_visit(self) -> None:
        """Which visit the case rests on."""
        from klimabesog.desktop.pages.steps.visit_dialog import VisitDialog

        page = self._page
        page.leave()
        now = page.book.visit
        dialog = VisitDialog(page, page.book.visits(), now.id if now else "")
        dialog.chosen.connect(self._rest_on)
        dialog.open()

    def _rest_on(self, visit: str) -> None:
        page = self._page
        page.book.rest_on(visit)
        page.reread()
        self.offer_undo(_("Sagen bygger nu på det valgte besøg."))

    # --- an adviser's figures

    def write_for_adviser(self) -> None:
        """The case as a workbook, for an adviser to fill in."""
        from klimabesog.desktop.pages.workbooks import choose_case_workbook

        page = self._page
        page.leave()
        choose_case_workbook(page, page.shell, page.book.company)

    def choose_adviser_file(self) -> None:
        """Choose the workbook that came back."""
        page = self._page
        chosen, _filter = QFileDialog.getOpenFileName(
            page, _("Hent rådgiverens tal"), "", _("Excel (*.xlsx)")
        )
        if chosen:
            self.read_adviser(Path(chosen))

    def read_adviser(self, path: Path) -> AdviserDialog:
        """Show what a workbook would change, before anything is."""
        page = self._page
        page.leave()
        dialog = AdviserDialog(page, page.shell, page.book, path)
        dialog.taken.connect(self._taken)
        dialog.open()
        return dialog

    def _taken(self, count: int) -> None:
        self._page.show_measures()
        words = ngettext("{n} ændring er hentet.", "{n} ændringer er hentet.", count)
        self.offer_undo(words.format(n=count))

    # --- versions of the form

    def look_at_version(self, update: FormUpdate) -> None:
        """What a newer version does with each answer; then the move, if it is wanted."""
        from klimabesog.desktop.pages.visit.visit_forms import MoveDialog

        page = self._page
        page.leave()
        MoveDialog(page, update, page.book.compare_version(update), lambda: self._move(update)).open()

    def _move(self, update: FormUpdate) -> None:
        page = self._page
        page.book.move_form(update)
        page.open_chapter(page.chapter)
        self.offer_undo(_("Skemaet er flyttet til version {v}.").format(v=update.newer))

    def show_homeless(self) -> None:
        """The answers that the form's version has no place for."""
        from klimabesog.desktop.pages.visit.homeless import HomelessDialog

        page = self._page
        page.leave()
        HomelessDialog(page, page.book.homeless(page.key)).open()

    # --- skipping

    def skip(self) -> None:
        """Skip the step on screen, with a reason."""
        self._ask({self._page.step: ""}, _("Spring trinnet over"))

    def leave_out(self) -> None:
        """Skip the steps that a partnership of its kind may do without."""
        book = self._page.book
        chosen = book.partnership_kinds()
        reason = _("Kun {kinds}").format(kinds=chosen[:1].lower() + chosen[1:])
        self._ask(dict.fromkeys(book.may_be_left_out(), reason), _("Spring trin over"))

    def _ask(self, reasons: dict[int, str], title: str) -> None:
        page = self._page
        page.leave()
        titles = {state.number: state.title for state in page.states}
        named = {step: (titles[step], reason) for step, reason in reasons.items()}
        if named:
            SkipDialog(page, title, named, self._skip).open()

    def _skip(self, reasons: dict[int, str]) -> None:
        self._page.book.skip_all(reasons)
        count = len(reasons)
        words = ngettext("{n} trin er sprunget over.", "{n} trin er sprunget over.", count)
        self.offer_undo(words.format(n=count))

    def unskip(self) -> None:
        """Have the step on screen in the case again."""
        self._page.book.unskip(self._page.step)
        self.offer_undo(_("Trinnet er med igen."))

    # --- undo

    def undo(self) -> None:
        """A text field undoes its own typing first; then the last change in the steps."""
        if not undo_typing(redo=False):
            self._revert(self._page.book.undo, _("Fortrudt: {what}"), _("Der er ikke mere at fortryde."))

    def redo(self) -> None:
        if not undo_typing(redo=True):
            self._revert(self._page.book.redo, _("Gendannet: {what}"), _("Der er ikke mere at gendanne."))

    def _revert(self, step: Callable[[], str | None], said: str, nothing: str) -> None:
        self._page.leave()
        what = step()
        self._page.reread()
        self._page.shell.say(said.format(what=what) if what else nothing)

    def offer_undo(self, sentence: str) -> None:
        """Say what was done, with "Fortryd"."""
        page, book = self._page, self._page.book

        def undo() -> None:
            book.undo()
            if isValid(page):  # another company's page may have taken its place meanwhile
                page.reread()

        page.shell.say(sentence, undo)
