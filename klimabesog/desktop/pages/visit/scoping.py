"""The visit's scope on its page: the button below a chapter that opens the rest, and going to what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from klimabesog.casework.outline import INTERVIEW
from klimabesog.casework.visitviews import Chapter
from klimabesog.desktop.widgets.base import Frame, Text, show_if
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.desktop.pages.visit.workspace import VisitPage


class RestBar(Frame):
    """Below the questions of a chapter: what the scope leaves out of it, one click away.

    Signals:
        wanted(bool): the rest is to be opened, or left out again.
    """

    wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__("cell", margins=(0, 4, 0, 0))
        self.words = Text("", "body", "muted")
        self.button = Button("", lambda: self.wanted.emit(not self._opened), kind="quiet")
        self._opened = False
        self.add(self.words, self.button)

    def show_chapter(self, chapter: Chapter) -> None:
        """Say how much there is."""
        self._opened = chapter.opened
        self.button.setText(_said(chapter))
        self.button.set_icon("op" if chapter.opened else "ned")
        show_if(self, bool(chapter.rest))
        show_if(self.words, chapter.is_outside)
        self.words.setText(_("Springes over i dette besøg på grund af omfang eller branche."))


def _said(chapter: Chapter) -> str:
    talk = chapter.form == INTERVIEW
    if chapter.opened:
        said = (
            _("Skjul spørgsmål uden for omfanget ({n})")
            if talk
            else _("Skjul punkter uden for omfanget ({n})")
        )
    else:
        said = _("Vis alle spørgsmål ({n} skjult)") if talk else _("Vis alle punkter ({n} skjult)")
    return said.format(n=chapter.rest)


class Scoping(QObject):
    """What the page of a visit does about its scope."""

    def __init__(self, page: VisitPage):
        super().__init__(page)
        self._page = page
        self._bar: RestBar | None = None
        self._left_out: list[str] = []

    def prepare(self, chapter: Chapter) -> None:
        """A chapter is about to be shown: only what is asked in it, and what was gone to."""
        self._page.source(str(chapter.form)).scope = self._page.visit.scope
        self._left_out = self._refs(chapter)

    def add_bar(self, chapter: Chapter) -> None:
        """The chapter is shown: what is left out comes below it."""
        self._bar = RestBar()
        self._bar.wanted.connect(lambda opened: self.open_rest(chapter.key, opened))
        self._bar.show_chapter(chapter)
        self._page.view.add_below(self._bar)

    def refresh(self, chapters: Sequence[Chapter]) -> None:
        """Answers bring and hide questions: say how much is left out now."""
        chapter = _form_chapter(chapters, self._page.chapter)
        if self._bar is not None and chapter is not None:
            self._bar.show_chapter(chapter)

    def open_rest(self, key: str, opened: bool) -> None:
        """Ask the rest of a chapter too, from its first question on; or leave it out again."""
        page, hidden = self._page, self._left_out
        page.view.flush()
        page.visit.open_rest(key, opened)
        self._show_again()
        if not (opened and any(page.view.focus_ref(ref) for ref in hidden)):
            page.view.focus_first()

    def reveal(self, form: str, ref: str) -> None:
        """Go to a question that the scope leaves out: it shows as long as the page is open."""
        self._page.source(form).revealed.add(ref)
        self._show_again()
        self._page.view.focus_ref(ref)

    def choose(self) -> None:
        """Choose how much the visit asks."""
        from klimabesog.desktop.pages.visit.scope_dialog import change_scope

        self._page.leave()
        change_scope(self._page, self._page.visit, self._changed).open()

    def _changed(self) -> None:
        self.follow()
        self._page.doings.offer_undo(_("Besøget er nu: {scope}.").format(scope=self._page.visit.scope.words))

    def follow(self) -> None:
        """After a choice, an undo or an import: show the chapter anew when another part of it is left out."""
        page = self._page
        chapter = _form_chapter(page.visit.chapters(everything=True), page.chapter)
        if chapter is None:
            return
        before, place = self._left_out, page.place
        self.prepare(chapter)
        if self._left_out != before:
            self._show_again()
            if place is not None and chapter.form == place[0]:
                page.view.focus_ref(place[1])

    def _show_again(self) -> None:
        self._page.open_chapter(self._page.chapter)

    def _refs(self, chapter: Chapter) -> list[str]:
        """The questions of a chapter that are not shown."""
        visit, source = self._page.visit, self._page.source(str(chapter.form))
        top = visit.chapter_node(chapter)
        if source.scope is None or top is None:
            return []
        left = source.scope.left_out(visit.form(source.form), top)
        return [node.ref for node in left if node.ref not in source.revealed]


def _form_chapter(chapters: Sequence[Chapter], key: str) -> Chapter | None:
    """The chapter of this key, None when it is no form's."""
    return next((chapter for chapter in chapters if chapter.key == key and chapter.form), None)
