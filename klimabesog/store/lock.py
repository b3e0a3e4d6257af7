"""One program at a time has a store open: a lock on a file beside it, which ends with the program."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import FileIO
from pathlib import Path

from klimabesog.values.errors import SurroundingsError
from klimabesog.values.texts import _


class AlreadyOpen(SurroundingsError):
    """Another window, or another user of this machine, has the store open."""


class Lock:
    """Held from its making until `release`."""

    def __init__(self, path: Path) -> None:
        self._file = _open(path)
        self.unclean = False
        """Whether the last program that held it ended without letting go: killed, or the power went."""
        try:
            _take(self._file)
        except OSError as error:
            self._file.close()
            raise AlreadyOpen(
                _("Programmet er allerede åbent med disse data. Brug det åbne vindue, eller luk det først.")
            ) from error
        self.unclean = bool(os.fstat(self._file.fileno()).st_size)

    @classmethod
    def beside(cls, database: Path) -> Lock:
        """The lock of a database. AlreadyOpen when someone has it, SurroundingsError when it can't be made."""
        return cls(database.with_name(database.name + ".lock"))

    def mark(self, in_use: bool) -> None:
        """Writes down for the next program whether the store has a journal that it must find."""
        with suppress(OSError):  # a full disk: then the next one just isn't told
            os.lseek(self._file.fileno(), 0, os.SEEK_SET)
            os.ftruncate(self._file.fileno(), 0)
            if in_use:
                os.write(self._file.fileno(), b"i brug")

    def release(self) -> None:
        """Lets go; the file stays, so that two programs never lock different files of one name."""
        self._file.close()


def _open(path: Path) -> FileIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return FileIO(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+")
    except OSError as error:
        raise SurroundingsError(
            _("Der kan ikke skrives i mappen {folder}. Giv adgang til den, eller vælg en anden.").format(
                folder=path.parent
            )
        ) from error


def _take(file: FileIO) -> None:
    """OSError if someone else has it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file.fileno(), 0, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
