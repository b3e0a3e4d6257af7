"""Above the measures of a step: those to fetch, or what to do first when there are none."""

from __future__ import annotations

from PySide6.QtCore import Signal

from klimabesog.casework.steps.book import StepBook
from klimabesog.desktop.pages.steps.notices import Notice
from klimabesog.desktop.widgets.base import Frame, empty, show_if
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.values.texts import _, ngettext

FIRST = {
    "besoeg": (
        "Der er intet besøg endnu",
        "Tiltagene regnes ud under et besøg. Så kan de hentes her.",
        "Start besøg",
        "nyt_besoeg",
    ),
    "tiltag": (
        "Besøget har ingen tiltag endnu",
        "Regn på dem i besøget, så kan de hentes her.",
        "Gå til besøgets tiltag",
        "tiltag",
    ),
    "plan": (
        "Ingen tiltag er aftalt endnu",
        "Aftal dem i klimahandlingsplanen først, så kan de hentes her.",
        "Gå til klimahandlingsplanen",
        "plan",
    ),
}
"""What is lacking -> title, what to do, the button, and what the button asks for."""


class MeasuresBar(Frame):
    """Says how many measures can be fetched; with none in the form yet as the page's empty state.

    Signals:
        wanted(str): hent, nyt_besoeg, tiltag or plan.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("", margins=(0, 0, 0, 0))
        self._shown: tuple[str, int, bool] | None = None
        self.button: Button | None = None

    def show_measures(self, book: StepBook, key: str, count: int) -> None:
        """Take over what the form has and what it lacks; `count` measures can be fetched."""
        facts = ("" if count else book.lacks_measures(key), count, book.has_measures(key))
        if facts == self._shown:
            return
        self._shown = facts
        lacks, count, begun = facts
        self.button = None
        empty(self.body)
        if count:
            self._offer(count, begun)
        elif lacks and not begun:
            title, sentence, button, wanted = FIRST[lacks]
            self._say(_(title), _(sentence), _(button), wanted)
        show_if(self, self.button is not None)

    def _offer(self, count: int, begun: bool) -> None:
        if not begun:
            sentence = _("Hvert tiltag får et kort med sine tal. Du kan også selv tilføje en række nedenfor.")
            self._say(_("Ingen tiltag er med endnu"), sentence, fetch_words(count), "hent", primary=True)
            return
        words = _("{n} tiltag fra besøget er ikke med endnu.").format(n=count)
        notice = Notice("info")
        self.add(notice)
        notice.say(words, fetch_words(count))
        notice.wanted.connect(lambda: self.wanted.emit("hent"))
        self.button = notice.button

    def _say(self, title: str, sentence: str, button: str, wanted: str, *, primary: bool = False) -> None:
        self.button = Button(button, lambda: self.wanted.emit(wanted), kind="primary" if primary else "")
        self.add(Frame("card", margins=(0, 0, 0, 0)).add(EmptyState("paere", title, sentence, self.button)))


def fetch_words(count: int) -> str:
    """ "Hent tiltag (6)"."""
    return ngettext("Hent tiltag ({n})", "Hent tiltag ({n})", count).format(n=count)
