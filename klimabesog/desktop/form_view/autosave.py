"""Saves what is being typed at most two seconds after the last key: one timer for a whole form view."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1500


class Autosave(QObject):
    """Calls the savers of everything touched since the last time.

    The timer is not restarted by further keys, so a long sentence is saved while it is written.
    """

    def __init__(self, parent: QObject):
        super().__init__(parent)
        self._waiting: dict[object, Callable[[], object]] = {}
        self._timer = QTimer(self, singleShot=True, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.flush)

    def touch(self, owner: object, save: Callable[[], object]) -> None:
        """Something of `owner` was typed; `save` stores it."""
        self._waiting[owner] = save
        if not self._timer.isActive():
            self._timer.start()

    def forget(self, owner: object) -> None:
        """It has been saved otherwise."""
        self._waiting.pop(owner, None)

    def flush(self) -> None:
        """Save everything now."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for owner, save in waiting.items():
            try:
                save()
            except Exception:
                self._waiting[owner] = save  # kept: the next key or leaving the field tries again
                raise
