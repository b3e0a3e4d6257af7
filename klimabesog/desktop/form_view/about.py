"""What can be done about a question beside answering it: ask later, comment, history; the keys and the menu for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.form_view.keeping import Keeping
from klimabesog.desktop.form_view.menu import QuestionMenu
from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.rows import Rows
from klimabesog.desktop.form_view.shown import Shown


class About(QObject):
    """Without a question given it is the one that the officer is at."""

    def __init__(self, view: QWidget, shown: Shown, keeping: Keeping, rows: Rows):
        super().__init__(view)
        self._view, self._shown, self._keeping, self._rows = view, shown, keeping, rows
        for keys, act in (
            ("Ctrl+L", self._toggle_later),
            ("Ctrl+K", self.begin_comment),
            ("Ctrl+H", self.show_history),
            ("Ctrl+.", self.open_menu),
        ):
            QShortcut(QKeySequence(keys), view, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _toggle_later(self) -> None:
        active, source = self._shown.active, self._shown.source
        if active is not None and source is not None:
            self.set_later(active, not source.is_later(active.ref))

    def set_later(self, question: Question, later: bool) -> None:
        """Mark the question to be asked later, or not."""
        self._shown.form.set_later(question.ref, later)
        question.show_later(later)
        self._keeping.answered.emit()

    def begin_comment(self, question: Question | None = None) -> None:
        """Put the cursor into the question's comment."""
        question = question or self._shown.active
        if question is not None and self._shown.source is not None:
            question.show_comment(self._shown.source.comments(question.ref), begin=True)

    def show_history(self, question: Question | None = None) -> None:
        """Show who answered the question when."""
        question = question or self._shown.active
        if question is not None and self._shown.source is not None:
            self._keeping.flush()
            self._shown.source.show_history(question.ref)

    def resolve(self) -> None:
        """Show what colleagues answered differently."""
        self._keeping.flush()
        if self._shown.source is not None:
            self._shown.source.resolve()

    def open_menu(self, question: Question | None = None) -> None:
        """The menu of the question, and of the row it stands in."""
        question, source = question or self._shown.active, self._shown.source
        if question is None or source is None:
            return
        asked, later = question, source.is_later(question.ref)
        menu = QuestionMenu(self._view, later=later, commented=bool(source.comments(question.ref)))
        menu.later.triggered.connect(lambda: self.set_later(asked, not later))
        menu.comment.triggered.connect(lambda: self.begin_comment(asked))
        menu.history.triggered.connect(lambda: self.show_history(asked))
        if row := self._rows.around(question.ref):
            self._rows.offer(menu, row)
        menu.popup(question.mapToGlobal(QPoint(max(8, question.width() - 230), 44)))
