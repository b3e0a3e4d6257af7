"""What comes from colleagues, by file or through the folder: what is typed is saved first, figures follow when idle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.intake import Intake
from klimabesog.desktop.tasks import Task

IDLE_MS = 50


class Came(Protocol):
    """What an import brought: new events, and the visits they touch."""

    @property
    def came(self) -> int: ...

    @property
    def visits(self) -> tuple[str, ...]: ...


_T = TypeVar("_T", bound=Came)


class Arrivals(QObject):
    """Takes in on the store's thread, a piece at a time what can wait.

    Signals:
        came(object): changes of colleagues are in (a Came): what is on screen is to be read anew.
    """

    came = Signal(object)

    def __init__(
        self,
        casebook: Casebook,
        parent: QObject,
        save: Callable[[], object],
        run: Callable[[Callable[[Task], object]], Task],
    ):
        """`save` saves what is being typed; when it raises, nothing is taken in, so that nothing is lost.

        `run` does long work on a worker.
        """
        super().__init__(parent)
        self._casebook, self._save, self._run = casebook, save, run
        self._settling: Iterator[None] | None = None
        self._idle = QTimer(self, interval=IDLE_MS)
        self._idle.timeout.connect(self._settle_one)

    def take(self, work: Callable[[], _T]) -> _T:
        """Do `work`, which takes in what a worker has verified."""
        self._save()
        taken = work()
        if taken.came:
            self.came.emit(taken)
            self.settle()
            self._settle_journal()
        return taken

    def _settle_journal(self) -> None:
        """Bring what was taken in from the journal into the file on the worker: no answer is to wait for it."""
        store = self._casebook.desk.store

        def work(_task: Task) -> None:
            with store.reader() as reader:
                reader.settle_journal()

        self._run(work).succeeded.connect(lambda _none: store.settle_journal())

    def settle(self) -> None:
        """Figures that colleagues' changes touch, one visit in each idle moment; also those a former run left."""
        if not self._casebook.read_only:
            self._settling = Intake(self._casebook).settling()
            self._idle.start()

    def _settle_one(self) -> None:
        if self._settling is None or next(self._settling, self) is self:
            self._settling = None
            self._idle.stop()

    def stop(self) -> None:
        """No more figures: they wait for the next run."""
        self._settling = None
        self._idle.stop()
