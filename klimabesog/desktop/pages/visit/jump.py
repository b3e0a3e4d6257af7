"""Go to a question by searching (Ctrl+J)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from klimabesog.casework.visitviews import QuestionHit
from klimabesog.desktop.pages.visit.hits import HitList
from klimabesog.desktop.widgets.base import Text, show_if
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.fields import SearchField
from klimabesog.values.texts import _, ngettext

PAGE = 8
"""Lines that Page Down moves."""


class JumpDialog(Dialog):
    """Type any words of a question, its chapter, its answer, a comment or a note.

    Signals:
        jumped(object): a QuestionHit.
    """

    jumped = Signal(object)

    def __init__(self, parent: QWidget, title: str, find: Callable[[str], Sequence[QuestionHit]]):
        """`find`: what holds every word of a text."""
        super().__init__(parent, title, width=660)
        self._search = find
        self.search = SearchField(_("Skriv ord fra spørgsmål, svar, kommentarer eller noter"), delay_ms=60)
        self.list = HitList(_("Fundne spørgsmål"))
        self.list.setMinimumHeight(320)
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the arrow keys reach it from the field
        self._count = Text("", "small", "muted")
        self.body.addWidget(self.search)
        self.body.addWidget(self._count)
        self.body.addWidget(self.list, 1)
        self._rest = QWidget()  # takes the list's room while there is nothing to list
        self._rest.setMinimumHeight(320)
        self.body.addWidget(self._rest, 1)
        self.search.searched.connect(self._find)
        self.search.installEventFilter(self)
        self.list.jumped.connect(self._go)
        self._find("")
        self.search.setFocus()

    def _find(self, text: str) -> None:
        hits = self._search(text) if text else []
        self.list.show_hits(hits, text)
        self._count.setText(_said(text, len(hits)))
        show_if(self.list, bool(hits))
        show_if(self._rest, not hits)

    def _go(self, hit: QuestionHit) -> None:
        self.accept()
        self.jumped.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.search:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._find(self.search.text().strip())
                self.list.jump()
                return True
            return self._move(event.key())
        return False

    def _move(self, key: int) -> bool:
        """The arrow keys choose in the list while the cursor stays in the field."""
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}
        count = self.list.count()
        if key not in by or not count:
            return False
        row, step = self.list.currentRow(), by[key]  # type: ignore[index]
        one = abs(step) == 1
        self.list.setCurrentRow((row + step) % count if one else min(max(row + step, 0), count - 1))
        return True


def _said(text: str, count: int) -> str:
    if not text:
        return _("Alle ord skal passe. Pil op og ned vælger, Enter går til spørgsmålet.")
    if not count:
        return _("Intet passer. Prøv et andet ord, eller færre.")
    return ngettext("{n} sted", "{n} steder", count).format(n=count)
