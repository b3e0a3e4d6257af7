"""Taking what was erased out of the backups: a copy at a time on the worker, so that other work comes in between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from klimabesog.casework.casebook import Casebook
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.desktop.data_window import DataWindow

Cleaner = Callable[[], Path | None]
"""Cleans one copy; returns its path when it could not."""


class CopyCleaning(QObject):
    """One window's cleaning of its copies. What a closed window left undone is done when it is open again.

    Signals:
        moved(): another copy is done; `done` of `total`, 0 of 0 when all are.
    """

    moved = Signal()

    def __init__(self, window: DataWindow):
        super().__init__(window)
        self._window = window
        self._waiting: list[Cleaner] = []
        self._running = False
        self._failed: list[Path] = []
        self._erased = self.done = self.total = 0

    def start(self, cleaners: Callable[[Casebook], list[Cleaner]]) -> None:
        """Clean all copies, from the first on; nothing when they are clean."""
        from klimabesog.casework import backups

        store = self._window.casebook.desk.store
        if self._window.casebook.read_only or backups.are_cleaned(store):
            return
        self._waiting, self._failed = cleaners(self._window.casebook), []
        self._erased, self.done, self.total = store.count_erased(), 0, len(self._waiting)
        if not self._running:
            self._next()

    def _next(self) -> None:
        self._running = bool(self._waiting)
        if not self._running:
            self._end()
            return
        clean = self._waiting.pop(0)
        task = self._window.run(lambda _task: clean())
        task.succeeded.connect(self._cleaned)
        task.failed.connect(self._stopped)
        self.moved.emit()

    def _cleaned(self, failed: Path | None) -> None:
        if failed is not None:
            self._failed.append(failed)
        self.done = self.total - len(self._waiting)
        self._next()

    def _stopped(self, _error: Exception) -> None:
        """It is said by the window; the rest is tried again at the next start."""
        self._waiting, self._running, self.done, self.total = [], False, 0, 0
        self.moved.emit()

    def _end(self) -> None:
        from klimabesog.casework import backups

        backups.note_cleaned(self._window.casebook.desk.store, self._erased)
        self.done = self.total = 0
        self.moved.emit()
        if self._failed:
            names = ", ".join(path.name for path in self._failed)
            self._window.warn(
                _("Kunne ikke renses: {names}. Slet filerne i mappen med sikkerhedskopier.").format(
                    names=names
                )
            )
