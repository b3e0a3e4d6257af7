"""Rows of repeats that come and go, and the menu that offers it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.form_view.keeping import Keeping
from klimabesog.desktop.form_view.menu import RowMenu
from klimabesog.desktop.form_view.shown import Shown
from klimabesog.desktop.form_view.source import RowSource
from klimabesog.desktop.form_view.tree import first_open


class Rows(QObject):
    """Adds and removes rows.

    Signals:
        removed(): a row went away.
    """

    removed = Signal()

    def __init__(
        self,
        view: QWidget,
        shown: Shown,
        keeping: Keeping,
        refresh: Callable[[], None],
        go_to: Callable[[str], object],
    ):
        super().__init__(view)
        self._view, self._shown, self._keeping = view, shown, keeping
        self._refresh, self._go_to = refresh, go_to

    def add(self, ref: str, before: int = 0) -> None:
        """Add a row to the repeat, before that row (0: last), and go to its first question."""
        self._keeping.flush()
        self._shown.form.add_row(ref, before or None)
        self._refresh()
        self._keeping.answered.emit()
        number = before or len(self._shown.repeats[ref].slot.rows)
        first = first_open(self._shown.form, [self._shown.form.node(f"{ref}[{number}]")])
        if first is not None:
            QTimer.singleShot(0, self, lambda: self._go_to(first))

    def remove(self, ref: str) -> None:
        """Remove a row."""
        self._keeping.flush()
        self._shown.form.remove_row(ref)
        self._refresh()
        self._keeping.answered.emit()
        self.removed.emit()

    def open_link(self, ref: str) -> None:
        """Go to what a row is about."""
        self._keeping.flush()
        source = self._shown.form
        if isinstance(source, RowSource):
            source.open_row(ref)

    def around(self, ref: str) -> str:
        """The ref of the nearest row around a question, of a repeat whose rows may come and go; "" for none."""
        row, bracket, _rest = ref.rpartition("]")
        repeat = self._shown.repeats.get(row.rpartition("[")[0])
        return row + bracket if repeat is not None and repeat.removable else ""

    def open_menu(self, row: str) -> None:
        """The menu of a row."""
        menu = RowMenu(self._view)
        self.offer(menu, row)
        menu.popup(QCursor.pos())

    def offer(self, menu: RowMenu, row: str) -> None:
        """Put what can be done with the row into a menu."""
        repeat, _bracket, number = row[:-1].rpartition("[")
        before, after, remove = menu.add_row_actions()
        before.triggered.connect(lambda: self.add(repeat, int(number)))
        after.triggered.connect(lambda: self.add(repeat, int(number) + 1))
        remove.triggered.connect(lambda: self.remove(row))
