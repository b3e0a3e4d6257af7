"""A window with a progress bar while the report is built on the app's worker thread; prints its longest gap in ms.

documents_window.py PHOTOS WORK     WORK is report, cached, table or floor (a bare loop of Python on the same thread)
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressBar, QVBoxLayout, QWidget

from klimabesog.desktop.tasks import Task, TaskRunner
from tests.bench import documents_ours
from tests.bench.documents_content import read_photos

FLOOR_S = 1.5


class Window(QWidget):
    """Counts how long the event loop was away, once every millisecond."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = QProgressBar()
        QVBoxLayout(self).addWidget(self.bar)
        self.gaps: list[float] = []
        self._last = 0.0
        self._beat = QTimer(self, interval=1)
        self._beat.timeout.connect(self._tick)

    def watch(self) -> None:
        """Begin to count."""
        self._last = time.perf_counter()
        self._beat.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now


def work(name: str, folder: Path) -> Callable[[Task], Any]:
    """What the worker thread does."""
    photos = read_photos(folder)
    cache = documents_ours.new_cache()
    if name == "cached":
        documents_ours.make(photos, cache)
    works: dict[str, Callable[[Task], Any]] = {
        "report": lambda task: documents_ours.make(photos, documents_ours.new_cache(), task.progress),
        "cached": lambda task: documents_ours.make(photos, cache, task.progress),
        "table": lambda _task: documents_ours.table(),
        "floor": lambda _task: _spin(),
    }
    return works[name]


def _spin() -> None:
    end = time.perf_counter() + FLOOR_S
    while time.perf_counter() < end:
        pass


def main() -> None:
    """Show, build, print."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    todo = work(name, folder)
    app = QApplication([])
    window, runner = Window(), TaskRunner()
    window.show()
    gc.freeze()

    def start() -> None:
        window.watch()
        task = runner.run(todo)
        task.progressed.connect(lambda share: window.bar.setValue(round(100 * share)))
        task.ended.connect(app.quit)

    QTimer.singleShot(200, start)
    app.exec()
    runner.close()
    print(max(window.gaps[3:] or window.gaps))


if __name__ == "__main__":
    main()
