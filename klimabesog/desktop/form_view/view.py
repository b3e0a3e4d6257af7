"""The form view: one chapter's questions as cards on a page that scrolls."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QWidget

from klimabesog.desktop.form_view.about import About
from klimabesog.desktop.form_view.cards import Cards
from klimabesog.desktop.form_view.following import Following
from klimabesog.desktop.form_view.group import heading
from klimabesog.desktop.form_view.keeping import Keeping
from klimabesog.desktop.form_view.languages import LanguageBar
from klimabesog.desktop.form_view.lazy import Pile, place_of
from klimabesog.desktop.form_view.moving import Moving
from klimabesog.desktop.form_view.nearby import Nearby
from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.row_cards import Cells
from klimabesog.desktop.form_view.rows import Rows
from klimabesog.desktop.form_view.shown import Shown
from klimabesog.desktop.form_view.source import FormSource, Node
from klimabesog.desktop.form_view.tree import Part, parts_among
from klimabesog.desktop.widgets.base import Frame, settle, vbox
from klimabesog.values.texts import _

MAX_WIDTH = 860
COMPACT = 60
"""A compact view shows so many questions on its one card at most."""


class FormView(QScrollArea):
    """Shows nodes and keeps every answer through its source.

    Signals:
        answered(): something was stored; counts and results may differ.
        attended(str): the question that has the focus now.
        row_removed(): a row went away (offer to undo).
        finding_removed()
    """

    answered = Signal()
    attended = Signal(str)
    row_removed = Signal()
    finding_removed = Signal()

    def __init__(self, *, compact: bool = False, big: bool = False):
        super().__init__()
        self._compact = compact
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Tab from outside: see focusInEvent
        self.setAccessibleName(_("Spørgsmål"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.shown = Shown(QWidget())
        self._nearby = Nearby(self, self.shown)
        self._following = Following(self.shown, self._nearby)
        self._keeping = Keeping(self, self.shown, self.refresh)
        self._moving = Moving(self, self.shown, self._nearby)
        self._rows = Rows(self, self.shown, self._keeping, self.refresh, self.focus_ref)
        self._about = About(self, self.shown, self._keeping, self._rows)
        self._cards = Cards(
            self, self.shown, self._nearby, self._keeping, self._moving, self._rows, self._about, big=big
        )
        self._keeping.answered.connect(self.answered)
        self._moving.attended.connect(self.attended)
        self._rows.removed.connect(self.row_removed)
        self._cards.finding_removed.connect(self.finding_removed)
        self._new_page()
        self.setWidget(self.shown.page)

    # --- showing

    def _new_page(self) -> None:
        """An empty page, built on its own and shown when it is full: that is faster than growing a visible one."""
        page = self.shown.page = QWidget()
        page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        page.setMaximumWidth(max(MAX_WIDTH, self.fontMetrics().averageCharWidth() * 110))
        self._column = vbox(page, 12)
        self._column.setContentsMargins(26, 6, 26, 40)

    def show_nodes(self, source: FormSource, nodes: Iterable[Node], head: QWidget | None = None) -> None:
        """Show these nodes; what is typed so far is saved first."""
        self.flush()
        self._forget()
        self.shown.source = source
        self._new_page()
        if head is not None:
            self._column.addWidget(head)
        if len(source.languages()) > 1:
            bar = LanguageBar(source.languages(), source.language())
            bar.chosen.connect(self._set_language)
            self._column.addWidget(bar)
        parts = parts_among(source, list(nodes))
        self._moving.begin(parts)
        self._fill(parts)
        self._column.addStretch(1)
        self._put_page()

    def add_below(self, widget: QWidget) -> None:
        """Put a widget below the questions."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def clear(self) -> None:
        """Show nothing."""
        self.flush()
        self._forget()
        self.shown.source = None
        self._new_page()
        self._put_page()

    def _put_page(self) -> None:
        self.setWidget(self.shown.page)
        self.shown.page.setAutoFillBackground(False)
        self.verticalScrollBar().setValue(0)
        if self.isVisible():
            settle()
            self._nearby.build()

    def _forget(self) -> None:
        self._moving.begin(())
        self._nearby.forget()
        self.shown.clear()

    def _fill(self, parts: list[Part]) -> None:
        if self._compact and len(parts) <= COMPACT:
            self._column.addWidget(Frame("card").add(Cells(parts, self._cards.widget)))
            return
        pile = Pile(self._cards, [place_of(part) for part in parts])
        self._column.addWidget(pile)
        self._nearby.build_first(pile, max(self.viewport().height(), 400) - 150)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._nearby.build()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._nearby.build()

    # --- keeping and following

    def flush(self) -> None:
        """Save what is being typed now."""
        self._keeping.flush()

    def refresh(self, refs: Collection[str] | None = None) -> None:
        """Update the cards of these refs (None: all, also what hangs on them); rows that came or went are followed."""
        self._following.refresh(refs)

    def refresh_splits(self) -> None:
        """Mark the questions that colleagues answered differently, and no others."""
        self._following.refresh_splits()

    def _set_language(self, language: str) -> None:
        self.flush()
        self._following.show_language(language)

    # --- moving about

    def question(self, ref: str) -> Question | None:
        """The card of a question, built if it is not yet; None when it is not on this page."""
        return self._moving.question(ref)

    def focus_ref(self, ref: str) -> bool:
        """Go to a question; False when it is not shown here."""
        return self._moving.go_to(ref)

    def focus_first(self, *, unanswered: bool = True) -> None:
        """Go to the first unanswered question, else the first."""
        self._moving.go_to_first(unanswered=unanswered)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab into the page goes to the first question that waits for an answer, Shift+Tab to the last stop."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.focus_first()
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._moving.go_to_end()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes by the page's order, and out of the page at its ends."""
        focus = QApplication.focusWidget()
        if focus is None or not self.shown.page.isAncestorOf(focus):
            return super().focusNextPrevChild(next)
        return self._moving.tab(focus, next)


def chapter_head(title: str, hint: str = "") -> QWidget:
    """The heading above a chapter's cards."""
    box = heading(title, hint)
    box.setAccessibleName(title or _("Kapitel"))
    return box
