"""One program at a time has a store open: a lock on a file beside it, which ends with the program."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from klimabesog.values.errors import SurroundingsError
from klimabesog.values.texts import _


class AlreadyOpen(SurroundingsError):
    """Another window, or another user of this machine, has the store open."""


class Lock:
    """Held from its making until `release`."""

    def __init__(self, path: Path) -> None:
        self._file = _open(path)
        try:
            _take(self._file)
        except OSError as error:
            self._file.close()
            raise AlreadyOpen(
                _("Programmet er allerede åbent med disse data. Brug det åbne vindue, eller luk det først.")
            ) from error

    def release(self) -> None:
        """Lets go; the file stays, so that two programs never lock different files of one name."""
        self._file.close()


def _open(path: Path) -> IO[bytes]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return open(path, "ab")
    except OSError as error:
        raise SurroundingsError(
            _("Der kan ikke skrives i mappen {folder}. Giv adgang til den, eller vælg en anden.").format(
                folder=path.parent
            )
        ) from error


def _take(file: IO[bytes]) -> None:
    """OSError if someone else has it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file.fileno(), 0, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
