"""At the left of a step: the follow-ups there are, the chapters of the form, and the visit that the case rests on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from klimabesog.casework.steps.book import StepBook
from klimabesog.casework.steps.keys import FOLLOW_UP
from klimabesog.casework.visitviews import Chapter
from klimabesog.desktop.pages.visit.outline import ChapterButton, Outline
from klimabesog.desktop.widgets.base import Frame, Text, empty, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.values import danish
from klimabesog.values.texts import _


class StepSide(Frame):
    """The side.

    Signals:
        chosen(str): the key of a chapter.
        follow_up_chosen(str): the key of a follow-up.
        visit_wanted(): to the chooser of the visit.
    """

    chosen = Signal(str)
    follow_up_chosen = Signal(str)
    visit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("side-left", margins=(0, 0, 0, 0))
        self.body.setSpacing(0)
        self._follow_ups = QWidget()
        self._column = vbox(self._follow_ups, 2)
        self._column.setContentsMargins(8, 12, 8, 4)
        self.follow_ups: dict[str, ChapterButton] = {}
        self._next = ""
        self.new = Button(_("Ny opfølgning"), self._begin_next, kind="quiet", icon="plus")
        self.body.addWidget(self._follow_ups)
        self.outline = Outline(_("Trinnets kapitler"))
        self.outline.setProperty("kind", "")
        self.outline.chosen.connect(self.chosen)
        self.body.addWidget(self.outline, 1)
        self._foot = QWidget()
        foot = vbox(self._foot, 0)
        foot.setContentsMargins(17, 6, 8, 10)
        self.rests_on = Text("", "small", "muted")
        self.choose = Button(_("Vælg et andet besøg …"), self.visit_wanted.emit, kind="link")
        foot.addWidget(self.rests_on)
        foot.addWidget(self.choose)
        self.body.addWidget(self._foot)

    def fit(self) -> None:
        """A width for the text size in use."""
        self.outline.fit()
        self.setFixedWidth(self.outline.width())

    def show_chapters(self, chapters: Sequence[Chapter], chosen: str) -> None:
        """Show the chapters of the form."""
        self.outline.show_chapters(chapters, chosen)

    def show_follow_ups(self, lines: Sequence[Chapter], chosen: str, following: str) -> None:
        """Show the follow-ups that were begun, and the way to a new one (its key, "" for none)."""
        show_if(self._follow_ups, bool(lines))
        self._next = following
        if [line.key for line in lines] != list(self.follow_ups):
            self._list(lines)
        for line in lines:
            button = self.follow_ups[line.key]
            button.show_chapter(line)
            button.setChecked(line.key == chosen)
        show_if(self.new, bool(following))

    def _begin_next(self) -> None:
        self.follow_up_chosen.emit(self._next)

    def _list(self, lines: Sequence[Chapter]) -> None:
        self._column.removeWidget(self.new)
        empty(self._column)
        self._column.addWidget(Text(_("Opfølgninger"), "caption", "muted"))
        self.follow_ups = {line.key: ChapterButton(line) for line in lines}
        for key, button in self.follow_ups.items():
            button.clicked.connect(lambda _checked=False, key=key: self.follow_up_chosen.emit(key))
            self._column.addWidget(button)
        self._column.addWidget(self.new)

    def show_visit(self, text: str, *, several: bool) -> None:
        """ "Bygger på besøget 21.11.2026", and whether another can be chosen."""
        self.rests_on.setText(text)
        show_if(self._foot, bool(text))
        show_if(self.choose, several)


def follow_up_lines(book: StepBook) -> list[Chapter]:
    """The follow-ups that were begun, each with its date and how far it is; none while there is none."""
    lines = []
    for fields in book.follow_ups():
        key = f"{FOLLOW_UP}:{fields['nummer']}"
        chapters = book.chapters(key)
        lines.append(
            Chapter(
                key=key,
                section="",
                title=_title(book.title(key), str(fields["nummer"]), str(fields.get("dato") or "")),
                hint="",
                form=key,
                ref=None,
                answered=sum(chapter.answered for chapter in chapters),
                total=sum(chapter.total for chapter in chapters),
            )
        )
    return lines


def _title(title: str, number: str, day: str) -> str:
    """Short, so that the year is never cut off: the heading above says what they are."""
    return _("Nr. {number} · {date}").format(number=number, date=danish.format_date(day)) if day else title
