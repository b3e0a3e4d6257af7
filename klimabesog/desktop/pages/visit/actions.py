"""What the buttons, the menu and the shortcuts of a visit do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from klimabesog.casework.outline import BASELINE
from klimabesog.desktop.form_view.view import chapter_head
from klimabesog.desktop.pages.undoing import undo_typing
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _, ngettext

if TYPE_CHECKING:
    from klimabesog.casework.provenance.values import Number
    from klimabesog.casework.visitviews import Chapter, Finding, FormUpdate
    from klimabesog.desktop.pages.explain_dialog import ExplainDialog
    from klimabesog.desktop.pages.help_texts.listing import HelpDialog
    from klimabesog.desktop.pages.visit.workspace import VisitPage

SHORTCUTS = (
    ("Ctrl+J", "soeg"),
    ("Ctrl+M", "mangler"),
    ("F8", "naeste"),
    ("Shift+F8", "forrige"),
    ("Ctrl+R", "rundgang"),
    ("Ctrl+Z", "fortryd"),
    ("Ctrl+Shift+Z", "gendan"),
    ("Ctrl+Y", "gendan"),
    ("F5", "vis"),
    ("Ctrl+E", "panel"),
)


class VisitActions(QObject):
    """The doings of one visit page; dialogs are made when they are needed."""

    def __init__(self, page: VisitPage):
        super().__init__(page)
        self._page = page
        self.side_forced = False
        self._doings = {
            "mangler": self.show_gaps,
            "naeste": lambda: self.step(1),
            "forrige": lambda: self.step(-1),
            "skemaer": self.show_forms,
            "omfang": page.scoping.choose,
            "afklar": lambda: page.shell.open_resolve(page.visit.id),
            "historik": self.show_log,
            "soeg": self.search,
            "rundgang": page.start_round,
            "vis": self.present,
            "rapport": lambda: page.shell.open_report(page.visit.id),
            "fil": self.send_file,
            "virksomhed": lambda: page.shell.open_company(page.visit.company.id),
            "afslut": self.finish,
            "genaabn": self.reopen,
            "panel": self.toggle_side,
            "billeder": self.open_inbox,
            "fortryd": self.undo,
            "gendan": self.redo,
        }
        for keys, name in SHORTCUTS:
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), page, lambda name=name: self.do(name), context=context)

    def do(self, name: str) -> None:
        """Do what a button asks for."""
        self._doings[name]()

    def search(self) -> None:
        from klimabesog.desktop.pages.visit.jump import JumpDialog

        self._page.leave()
        dialog = JumpDialog(self._page, _("Søg i besøget"), self._page.visit.search)
        dialog.jumped.connect(self._page.jump_to)
        dialog.open()

    def show_log(self) -> None:
        """Who changed what in the whole visit."""
        from klimabesog.desktop.pages.visit.log_dialog import LogDialog

        page = self._page
        page.leave()
        dialog = LogDialog(page, page.shell, page.visit.id)
        dialog.jumped.connect(page.shell.open_place)
        dialog.taken_back.connect(self._taken_back)
        dialog.open()

    def _taken_back(self, what: str) -> None:
        self._page.reread()
        self._page.shell.say(_("Fortrudt: {what}").format(what=what))

    def show_gaps(self) -> None:
        """What to follow up on, beside the questions; once more puts it away."""
        page = self._page
        page.leave()
        page.show_gaps(not page.gaps.isVisible())

    def step(self, by: int) -> None:
        """To the next or previous question of the list on screen, or of all lists."""
        page = self._page
        page.leave()
        lists = page.visit.lists()
        page.gaps.show_lists(lists)
        hits = page.gaps.hits if page.gaps.isVisible() else (*lists.missing, *lists.errors, *lists.later)
        hit = page.visit.neighbour(hits, page.place, by)
        if hit is None:
            page.shell.say(_("Der er intet at følge op på her."))
            return
        page.jump_to(hit)

    # --- numbers

    def head_of(self, chapter: Chapter) -> QWidget:
        """The heading above a chapter; the baseline's leads to the numbers behind it."""
        if chapter.form != BASELINE:
            return chapter_head(chapter.title, chapter.hint)
        from klimabesog.desktop.pages.visit.baseline_head import BaselineHead

        head = BaselineHead(chapter.title, chapter.hint)
        head.numbers_wanted.connect(self.show_numbers)
        head.split_wanted.connect(self.suggest_split)
        return head

    def show_numbers(self) -> None:
        """The prices and factors the visit is computed with."""
        from klimabesog.desktop.pages.visit.numbers import NumbersDialog

        page = self._page
        page.leave()
        dialog = NumbersDialog(page, page.visit)
        dialog.said.connect(self.offer_undo)
        dialog.jumped.connect(lambda asked: page.jump(*asked))
        dialog.finished.connect(lambda _result: page.reread())
        dialog.open()

    def suggest_split(self) -> None:
        """Fill up the split on end uses with typical shares."""
        page = self._page
        page.leave()
        try:
            changed = page.visit.suggest_split()
        except InputError as error:
            page.shell.say(str(error))
            return
        page.reread()
        page.view.focus_ref(min(ref for ref in changed.refs if ref.endswith("fordel_andel")))
        self.offer_undo(_("Fordelingen er foreslået ud fra branchen. Ret den, så den passer."))

    # --- forms

    def show_forms(self) -> None:
        from klimabesog.desktop.pages.visit.visit_forms import VisitFormsDialog

        page = self._page
        page.leave()
        dialog = VisitFormsDialog(page, page.visit)
        dialog.added.connect(self._add_form)
        dialog.removed.connect(self._remove_form)
        dialog.forms_wanted.connect(lambda: page.shell.go("skemaer"))
        dialog.open()

    def _add_form(self, form_id: str) -> None:
        page = self._page
        page.open_chapter(page.visit.add_form(form_id))
        page.look_for_updates()
        page.view.focus_first()
        self.offer_undo(_("Skemaet er med i besøget."))

    def _remove_form(self, form_id: str) -> None:
        self._page.visit.remove_form(form_id)
        self._page.reread()
        self.offer_undo(_("Skemaet er fjernet fra besøget."))

    def offer_move(self, update: FormUpdate) -> None:
        """Say what does not fit in a newer version, and move when that is accepted."""
        from klimabesog.desktop.pages.visit.visit_forms import MoveDialog

        page = self._page
        page.leave()
        MoveDialog(page, update, page.visit.compare_version(update), lambda: self._move(update)).open()

    def _move(self, update: FormUpdate) -> None:
        self._page.visit.move_form(update)
        self._page.reread()
        count = len(self._page.visit.homeless())
        said = _("Skemaet er flyttet til version {v}.").format(v=update.newer)
        if count:
            more = ngettext(
                "{n} svar står under »Svar uden plads«.", "{n} svar står under »Svar uden plads«.", count
            )
            said = f"{said} {more.format(n=count)}"
        self.offer_undo(said)

    def show_history(self, form: str, ref: str) -> None:
        """What a question has been answered."""
        from klimabesog.desktop.pages.visit.history import HistoryDialog

        page = self._page
        page.leave()
        dialog = HistoryDialog(page, page.visit, form, ref)
        dialog.restored.connect(lambda: self._restored(form, ref))
        dialog.open()

    def _restored(self, form: str, ref: str) -> None:
        self._page.reread()
        self._page.jump(form, ref)
        self.offer_undo(_("Det tidligere svar gælder igen."))

    def add_help(self, chapter: Chapter) -> None:
        """Beneath the questions that end a visit: the municipality's texts that fit it."""
        from klimabesog.casework.outline import is_closing

        visit, node = self._page.visit, self._page.visit.chapter_node(chapter)
        if node is None or not is_closing(visit.form(str(chapter.form)), node):
            return
        from klimabesog.casework.helpfits import for_visit, reason
        from klimabesog.desktop.pages.help_texts.listing import HelpCard

        texts = [(fit.text, reason(visit, fit)) for fit in for_visit(visit)]
        if texts:
            self._page.view.add_below(HelpCard(texts, visit.desk.now().date()))

    def show_help(self, finding: Finding) -> HelpDialog:
        """The texts that fit what was seen."""
        from klimabesog.casework.helpfits import for_finding
        from klimabesog.desktop.pages.help_texts.listing import HelpDialog

        page = self._page
        texts = [(text, "") for text in for_finding(page.visit, finding)]
        dialog = HelpDialog(page, texts, page.visit.desk.now().date())
        dialog.open()
        return dialog

    def explain(self, *numbers: Number) -> ExplainDialog:
        """Say where a figure, or several that stand together, come from."""
        from klimabesog.desktop.pages.explain_dialog import explain_numbers

        self._page.leave()
        return explain_numbers(self._page, self._page.visit, numbers, lambda asked: self._page.jump(*asked))

    def present(self) -> None:
        from klimabesog.desktop.pages.visit.present import PresentWindow

        self._page.leave()
        PresentWindow(self._page, self._page.visit).showFullScreen()

    def finish(self) -> None:
        """From draft to finished; what is missing is said, never a bar."""
        visit, shell = self._page.visit, self._page.shell
        self._page.leave()
        visit.finish()
        missing = len(visit.missing())
        text = _("Besøget er afsluttet.")
        if missing:
            text += " " + _("{n} nødvendige svar mangler stadig.").format(n=missing)
        shell.say(text, visit.reopen, _("Genåbn"))

    def reopen(self) -> None:
        self._page.visit.reopen()
        self._page.shell.say(_("Besøget er åbnet igen som kladde."))

    def send_file(self) -> None:
        """The visit as a file for a colleague."""
        from klimabesog.desktop.pages.file_send import send_visit

        self._page.leave()
        send_visit(self._page.shell, self._page.visit)

    def toggle_side(self) -> None:
        page = self._page
        visible = page.side.isVisible()
        page.shell.state.side_open = not visible
        self.side_forced = not visible
        page.fit()
        if not visible:
            page.side.write_note()

    # --- undo

    def undo(self) -> None:
        """A text field undoes its own typing first; then the visit's last step."""
        if not undo_typing(redo=False):
            self._revert(self._page.visit.undo, _("Fortrudt: {what}"), _("Der er ikke mere at fortryde."))

    def redo(self) -> None:
        if not undo_typing(redo=True):
            self._revert(self._page.visit.redo, _("Gendannet: {what}"), _("Der er ikke mere at gendanne."))

    def _revert(self, step, said: str, nothing: str) -> None:
        self._page.leave()
        what = step()
        self._page.reread()
        self._page.shell.say(said.format(what=what) if what else nothing)

    def offer_undo(self, sentence: str) -> None:
        """Say what went, with "Fortryd"."""
        self._page.shell.say(sentence, self._undo_quietly)

    def _undo_quietly(self) -> None:
        self._page.visit.undo()
        self._page.reread()

    # --- photos, notes, measures

    def open_photo(self, photo: str) -> None:
        from klimabesog.desktop.pages.visit.photo_dialog import PhotoDialog

        known = next((p for p in self._page.visit.photos() if p.id == photo), None)
        if known is not None:
            dialog = PhotoDialog(
                self._page, self._page.visit, known, lambda: self.offer_undo(_("Fotoet er fjernet."))
            )
            dialog.finished.connect(lambda _result: self._page.view.refresh())
            dialog.open()

    def open_inbox(self) -> None:
        from klimabesog.desktop.pages.visit.inbox import InboxDialog

        self._page.leave()
        dialog = InboxDialog(self._page, self._page.shell, self._page.visit)
        dialog.finished.connect(lambda _result: self._page.view.refresh())
        dialog.open()

    def add_loose_photos(self, given: list[str | bytes]) -> None:
        for picture in given:
            self._page.visit.add_photo(Path(picture) if isinstance(picture, str) else picture)

    def remove_note(self, note: str) -> None:
        self._page.visit.remove_note(note)
        self.offer_undo(_("Noten er slettet."))

    def move_measure(self, instance: str, by: int) -> None:
        """Let a measure act earlier or later."""
        if self._page.visit.move_measure(instance, by):
            self._page.reread()
            self.offer_undo(_("Rækkefølgen er ændret."))

    def propose_order(self) -> None:
        self._page.visit.propose_order()
        self._page.reread()
        self.offer_undo(_("Tiltagene virker i den foreslåede rækkefølge."))

    def remove_measure(self, instance: str) -> None:
        self._page.leave()
        self._page.leave_measure()
        self._page.visit.remove_measure(instance)
        self._page.reread()
        self.offer_undo(_("Tiltaget er fjernet."))
