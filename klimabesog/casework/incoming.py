"""A colleague's file on its way in: fetched and looked into by a worker, then taken in on the store's thread.

The steps are those of a round through the shared folder, so that a slow stick never holds the window up.
"""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path
from threading import Lock

from klimabesog.casework.backups import before_import
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.conflicts import count_touching
from klimabesog.casework.desk import Desk
from klimabesog.casework.intake import Intake, Taken
from klimabesog.casework.offer import Offer, offer_of
from klimabesog.casework.sharing import Sharing
from klimabesog.exchange import folder
from klimabesog.exchange.bundle import Bundle
from klimabesog.exchange.sealed import OtherKey, PasswordNeeded, Secret
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.texts import _

__all__ = ["Incoming", "Offer", "OtherKey", "PasswordNeeded", "Taken"]


class Incoming:
    """One file. `look` and `back_up` may take their time in a worker; `take` needs the store's thread. Close it."""

    def __init__(self, casebook: Casebook, path: Path) -> None:
        self.path = path
        self._casebook = casebook
        self._sharing = Sharing(casebook)
        self._keys = self._sharing.secret()  # a team's first key is made here, not in the worker
        self._temp: tempfile.TemporaryDirectory[str] | None = None
        self._bundle: Bundle | None = None
        self._looking, self._closed = Lock(), False

    def look(self, password: str | None = None) -> Offer:
        """Bring the file to the own disk, verify all of it, and tell what it would bring.

        PasswordNeeded: made for outsiders; look again with the password. OtherKey: a wrong one, or another team's.
        InputError: damaged, another kind of file, of a newer program. SurroundingsError: no room.
        """
        try:
            with self._looking:
                return self._look(self._keys if password is None else self._sharing.secret(password))
        finally:
            if self._closed:  # meanwhile, by another thread
                self.close()

    def _look(self, secret: Secret) -> Offer:
        self._let_go()
        try:
            self._temp = tempfile.TemporaryDirectory(prefix="klimabesog-", ignore_cleanup_errors=True)
            self._bundle = folder.fetch(self.path, secret, Path(self._temp.name))  # what lies there is sealed
        except OSError as error:
            raise _unread(self.path.name, error) from error
        with self._casebook.desk.store.reader() as reader:
            return offer_of(Desk(reader, self._casebook.data_dir), self._bundle)

    def back_up(self) -> None:
        """The backup before an import, unless there is a young one. SurroundingsError when there is no room."""
        desk = self._casebook.desk
        with desk.store.reader() as reader:
            before_import(reader, desk.data_dir, desk.now())

    def take(self) -> Taken:
        """Take in what was looked at: whole or not at all. Figures wait for `Intake.settling`."""
        assert self._bundle is not None
        return Intake(self._casebook).take(self._bundle)

    def to_settle(self, taken: Taken) -> int:
        """How much of what was taken in is to be settled with colleagues."""
        return count_touching(self._casebook, taken.records)

    def close(self) -> None:
        """Let go of the file and its copy: at once, or as soon as the worker has looked."""
        self._closed = True
        if self._looking.acquire(blocking=False):
            try:
                self._let_go()
            finally:
                self._looking.release()

    def _let_go(self) -> None:
        if self._bundle is not None:
            self._bundle.close()
            self._bundle = None
        if self._temp is not None:
            self._temp.cleanup()
            self._temp = None


def _unread(name: str, error: OSError) -> InputError | SurroundingsError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return SurroundingsError(
            _("Der er ikke plads til filen på computerens disk. Gør plads, og prøv igen.")
        )
    return InputError(_("Filen {name} kan ikke læses. Tjek, at den findes.").format(name=name))
