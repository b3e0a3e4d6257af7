"""Sharing unasked: a round through the shared folder after changes and every few minutes, beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.sharedfolder import Outcome, Round, SharedFolder, Status, chosen_folder
from klimabesog.casework.views import Changes
from klimabesog.desktop.arrivals import Arrivals
from klimabesog.desktop.tasks import Task, TaskRunner
from klimabesog.values.errors import KlimabesogError

EVERY_MS = 3 * 60_000
SOON_MS = 20_000
"""After a change: an interview's answers go out together."""

FIRST_MS = 4_000


class FolderSync(QObject):
    """Runs rounds while a folder is chosen. Its worker is its own: a slow drive holds nothing else up.

    Signals:
        status_changed(): "Delt 14.05" may read otherwise now.
        finished(object): the Outcome of each round.
    """

    status_changed = Signal()
    finished = Signal(object)

    def __init__(self, casebook: Casebook, parent: QObject, arrivals: Arrivals):
        super().__init__(parent)
        self._casebook, self._arrivals = casebook, arrivals
        self._tasks = TaskRunner(self)
        self._task: Task | None = None
        self._again = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.start)
        self._unsubscribe = casebook.subscribe(self._changed)
        self._timer.start(FIRST_MS)

    @property
    def is_running(self) -> bool:
        """Whether a round is under way."""
        return self._task is not None

    def status(self) -> Status:
        """How sharing stands."""
        return SharedFolder(self._casebook).status()

    @property
    def text(self) -> str:
        """ "Delt 14.05"; "" while no folder is chosen."""
        return self.status().text if chosen_folder(self._casebook) else ""

    def start(self) -> None:
        """A round now ("Del nu"); one more after the one under way."""
        if self._task is not None:
            self._again = True
            return
        if chosen_folder(self._casebook) is None or self._casebook.read_only:
            self._timer.start(EVERY_MS)
            return
        one = SharedFolder(self._casebook).begin()
        self._task = self._tasks.run(lambda task: one.run(task.cancelled))
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._failed)
        self.status_changed.emit()

    def _take(self, one: Round) -> None:
        """Take in what came, on the store's thread; what can't be saved now waits for the next round."""
        self._task = None
        try:
            outcome = self._arrivals.take(lambda: SharedFolder(self._casebook).finish(one))
        except KlimabesogError:
            one.close()
            self._timer.start(SOON_MS)
            raise
        self.finished.emit(outcome)
        self.status_changed.emit()
        again, self._again = self._again or outcome.more, False
        self._timer.start(0 if again else EVERY_MS)

    def _failed(self, error: Exception) -> None:
        self._task = None
        self._timer.start(EVERY_MS)
        self.status_changed.emit()
        raise error

    def _changed(self, _changes: Changes) -> None:
        if self._task is None and chosen_folder(self._casebook) is not None:
            remaining = self._timer.remainingTime() if self._timer.isActive() else EVERY_MS
            self._timer.start(min(SOON_MS, remaining))

    def stop(self) -> None:
        """No more rounds; wait for the one under way."""
        self._unsubscribe()
        self._timer.stop()
        self._tasks.close()


__all__ = ["FolderSync", "Outcome"]
