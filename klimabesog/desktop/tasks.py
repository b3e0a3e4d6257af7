"""Long work (report, photo inbox) on one worker thread, its outcome brought back to the window's thread."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor


TELL_S = 0.05


class Task(QObject):
    """One piece of work under way.

    Signals:
        progressed(float): share done, 0-1.
        succeeded(object): what the work returned.
        failed(object): the exception it raised.
        ended(): either way.
    """

    progressed = Signal(float)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _step = Signal(float)
    _done = Signal(object, object)

    def __init__(self, parent: QObject):
        super().__init__(parent)
        self._cancel = threading.Event()
        self._told = -math.inf
        # the private signals cross from the worker to this object's thread; the public ones are emitted there
        self._step.connect(self._progressed, Qt.ConnectionType.QueuedConnection)
        self._done.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def progress(self, done: float, total: float = 1.0) -> None:
        """Called by the work, from its own thread, as often as it likes: the window hears of it 20 times a second.

        Each time the window must wait for the interpreter, which the work has; hundreds of them held it up.
        """
        share, now = done / total if total else 0.0, time.monotonic()
        if share >= 1 or now - self._told >= TELL_S:
            self._told = now
            self._step.emit(share)

    def _progressed(self, share: float) -> None:
        self.progressed.emit(share)

    def cancelled(self) -> bool:
        """Asked by the work, from its own thread."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancel.set()

    def _finish(self, result: object, error: object) -> None:
        if error is None:
            self.succeeded.emit(result)
        elif not self.cancelled():
            self.failed.emit(error)
        self.ended.emit()
        self.deleteLater()


class TaskRunner(QObject):
    """Runs one piece of work at a time, in the order they came."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._tasks: set[Task] = set()

    def run(self, work: Callable[[Task], Any]) -> Task:
        """Start `work(task)` on the worker thread; connect to the returned task before control goes back to Qt."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # not before it is needed: it brings logging

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="klimabesog")
        task = Task(self)
        self._tasks.add(task)
        task.ended.connect(lambda: self._tasks.discard(task))
        future = self._pool.submit(work, task)
        future.add_done_callback(lambda done: self._hand_over(task, done))
        return task

    @staticmethod
    def _hand_over(task: Task, done: Future) -> None:
        if done.cancelled():  # the window closed before it was begun: nobody waits for it
            return
        error = done.exception()
        task._done.emit(None if error else done.result(), error)

    def close(self) -> None:
        """Ask everything to stop and wait for it."""
        for task in self._tasks:
            task.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
