"""Errors nobody caught: a foreseeable one becomes its sentence, a bug one sentence and a log without personal data."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

from klimabesog.casework.cpr import CprFound
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _

KEEP_BYTES = 200_000


class ErrorReporter(QObject):
    """Takes what reaches `sys.excepthook`, on whichever thread, and says it in the window.

    Signals:
        said(str): one Danish sentence.
        asked(object): a CprFound, to be asked about at its field.
    """

    said = Signal(str)
    asked = Signal(object)
    _came = Signal(object)

    def __init__(self, log_file: Path):
        super().__init__()
        self._log_file = log_file
        self._came.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> Callable[[], None]:
        """Become the hook; returns the function that puts the former ones back."""
        before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._hook(args.exc_type, args.exc_value, args.exc_traceback)

        def restore() -> None:
            sys.excepthook, threading.excepthook = before

        return restore

    def _hook(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        self._came.emit(error)

    def _report(self, error: BaseException) -> None:
        if isinstance(error, CprFound):
            self.asked.emit(error)
            return
        if isinstance(error, KlimabesogError):
            self.said.emit(str(error))
            return
        self.write(error)
        self.said.emit(
            _("Der skete en fejl i programmet. Dine svar er gemt. Fejlen står i {file}.").format(
                file=self._log_file
            )
        )

    def write(self, error: BaseException) -> None:
        """Append where it happened: files, lines and functions, never values or messages (they may hold answers)."""
        frames = traceback.extract_tb(error.__traceback__)
        lines = [
            f"{datetime.now().isoformat(timespec='seconds')} {type(error).__module__}.{type(error).__qualname__}"
        ]
        lines += [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        try:
            self._log_file.parent.mkdir(parents=True, exist_ok=True)
            old = self._log_file.read_text("utf-8")[-KEEP_BYTES:] if self._log_file.exists() else ""
            self._log_file.write_text(old + "\n".join(lines) + "\n", "utf-8")
        except OSError:
            return  # the sentence in the window still says what happened


def _short(filename: str) -> str:
    """The path from the package on: the part before it names the user's folders."""
    parts = Path(filename).parts
    return "/".join(parts[parts.index("klimabesog") :]) if "klimabesog" in parts else Path(filename).name
