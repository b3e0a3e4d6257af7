"""What comes from colleagues, by file or through the folder: what is typed is saved first, figures follow when idle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.intake import Intake

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

    def __init__(self, casebook: Casebook, parent: QObject, save: Callable[[], object]):
        """`save` saves what is being typed; when it raises, nothing is taken in, so that nothing is lost."""
        super().__init__(parent)
        self._casebook, self._save = casebook, save
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
        return taken

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
