"""A second start of the program: it rings at the one that is open, hands it its file, and leaves.

A ring is a small file in a folder of its own within the data folder, which the open program watches and takes away.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from klimabesog.values.ids import new_id

FOLDER = "ring"
ANSWER_SECONDS = 3.0
"""How long a second start waits for the open window: one busy with a long import may not answer at once."""


class Doorbell(QObject):
    """Listens for other starts with the same data folder.

    Signals:
        rang(object): someone started the program again, with this file (a Path) or without one (None).
    """

    rang = Signal(object)

    def __init__(self, data_dir: Path, parent: QObject):
        super().__init__(parent)
        self._folder = data_dir / FOLDER
        with suppress(OSError):  # a full disk: then a second start just says that the program is open
            self._folder.mkdir(exist_ok=True)
        self._watcher = QFileSystemWatcher([str(self._folder)], self)
        self._watcher.directoryChanged.connect(lambda _path: self._answer())
        self._sweep()

    def _sweep(self) -> None:
        """Rings that nobody answered are old: whoever rang was told."""
        for ring in self._rings():
            _take(ring)

    def _rings(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"))

    def _answer(self) -> None:
        for ring in self._rings():
            wanted = _take(ring)
            if wanted is not None:
                self.rang.emit(Path(wanted) if wanted else None)


def ring(
    data_dir: Path,
    offered: Path | None,
    *,
    seconds: float = ANSWER_SECONDS,
    wait: Callable[[float], None] = time.sleep,
) -> bool:
    """Hand `offered` to the program that has the data open; whether it answered within so many seconds."""
    ring = data_dir / FOLDER / f"{new_id()}.json"
    draft = ring.with_suffix(".ny")
    try:
        draft.write_text(json.dumps(str(offered.absolute()) if offered else ""), "utf-8")
        os.replace(draft, ring)  # it is found whole or not at all
    except OSError:
        return False
    until = time.monotonic() + seconds
    while ring.exists():
        if time.monotonic() > until:
            return _take(ring) is None  # taken in this very moment is answered, too
        wait(0.02)
    return True


def _take(ring: Path) -> str | None:
    """What a ring says, and no ring more; None when someone else took it."""
    try:
        said = ring.read_text("utf-8")
        ring.unlink()
        wanted = json.loads(said)
    except (OSError, ValueError):
        return None
    return wanted if isinstance(wanted, str) else None
