"""Opening the place where the officer's data lie: which folder, which key, and what to say when either is missing."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from klimabesog.casework.casebook import DATABASE, Casebook
from klimabesog.store import Store, keys
from klimabesog.store.driver import Damaged
from klimabesog.store.folder import refuse_shared
from klimabesog.store.keys import KeyMissing, KeyringMissing, PassphraseNeeded, WrongPassphrase
from klimabesog.store.lock import AlreadyOpen, Lock
from klimabesog.store.recovery import parse_recovery, recovery_text
from klimabesog.values.clock import Clock, system_clock
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.texts import _

__all__ = [
    "Damaged",
    "KeyMissing",
    "KeyringMissing",
    "PassphraseNeeded",
    "Place",
    "WrongPassphrase",
    "is_open",
    "key_of",
    "keyring_ready",
    "memory_key",
    "open_casebook",
    "place",
    "recover",
    "recovery_key",
]

FOLDER_VARIABLE = "KLIMABESOG_DATA"
PASSPHRASE_VARIABLE = "KLIMABESOG_PASSPHRASE_FILE"


@dataclass(frozen=True)
class Place:
    """A data folder, and the file with its passphrase when it is opened by one."""

    data_dir: Path
    passphrase_file: Path | None = None

    @property
    def database(self) -> Path:
        """The store's file."""
        return self.data_dir / DATABASE

    @property
    def exists(self) -> bool:
        """Whether there is a store already."""
        return self.database.exists()


def place(data_dir: Path | None = None, passphrase_file: Path | None = None) -> Place:
    """The data folder: as given, else by KLIMABESOG_DATA, else the user's own on this machine."""
    folder = data_dir or _from(FOLDER_VARIABLE)
    if folder is None:
        from platformdirs import user_data_path

        folder = user_data_path("Klimabesog", appauthor=False, roaming=False)
    return Place(folder, passphrase_file or _from(PASSPHRASE_VARIABLE))


def _from(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(value) if value else None


def open_casebook(place: Place, passphrase: str | None = None, *, clock: Clock = system_clock) -> Casebook:
    """Open the store with the key from the passphrase (typed, or in the file) or the keyring; made the first time.

    Raises KeyringMissing, KeyMissing, PassphraseNeeded or WrongPassphrase, and SurroundingsError for a folder
    that cannot be written to or a store that is open elsewhere: each one Danish sentence.
    """
    passphrase = passphrase_of(place, passphrase)
    refuse_shared(place.data_dir)
    _refuse_lost(place)
    if keys.is_changing(place.data_dir):
        from klimabesog.casework.keychange import carry_on

        carry_on(place, passphrase)
    key = keys.obtain(place.data_dir, passphrase, store=place.database)
    casebook = Casebook.open(place.data_dir, key, clock=clock, before_migration=_before_migration(place))
    casebook.key_kind = "passphrase" if passphrase is not None else "keyring"
    return casebook


def is_open(place: Place) -> bool:
    """Whether a program has the data open right now; False where that can't be told."""
    if not place.exists:
        return False
    try:
        Lock.beside(place.database).release()
    except AlreadyOpen:
        return True
    except SurroundingsError:
        return False
    return False


def _before_migration(place: Place) -> Callable[[Store], object]:
    """A backup of the data as the older program left them."""

    def keep(store: Store) -> None:
        from klimabesog.casework.backups import UPGRADE, make_backup

        make_backup(store, place.data_dir, UPGRADE)

    return keep


def _refuse_lost(place: Place) -> None:
    """Damaged where the store is gone or empty although there were data: else new, empty ones would be begun."""
    database = place.database
    if database.exists() and (database.stat().st_size or database.with_name(DATABASE + "-wal").exists()):
        return
    from klimabesog.casework.backups import list_backups

    if list_backups(place):
        raise Damaged(
            _(
                "Filen med dine data mangler eller er tom. Hent den sidste sikkerhedskopi: klimabesog doctor --mend."
            )
        )


def passphrase_of(place: Place, passphrase: str | None = None) -> str | None:
    """The passphrase as typed, else the one in the place's file, else none."""
    if passphrase is None and place.passphrase_file is not None:
        return keys.read_passphrase(place.passphrase_file)
    return passphrase


def keyring_ready() -> bool:
    """Whether this machine has an open keyring that a key can be kept in."""
    try:
        keys.from_keyring("")
    except KeyringMissing:
        return False
    return True


def memory_key() -> bytes:
    """A key that is gone with this run."""
    return keys.new_key()


def key_of(place: Place, passphrase: str | None = None) -> bytes:
    """The key of a data folder that there is; raises like `open_casebook`."""
    if not place.exists:
        raise InputError(_("Der er ingen data i {folder} endnu.").format(folder=place.data_dir))
    passphrase = passphrase_of(place, passphrase)
    return keys.obtain(place.data_dir, passphrase, store=place.database)


def recovery_key(place: Place, passphrase: str | None = None) -> str:
    """The key as groups to print and keep on paper: it opens the data when the keyring is lost."""
    return recovery_text(key_of(place, passphrase))


def recover(place: Place, typed: str, passphrase: str | None = None) -> None:
    """Keep the key typed from paper for this machine, once it has opened the data.

    Where there are none yet (a new laptop), empty ones are begun under the key, for a backup to be restored into.
    """
    key = parse_recovery(typed)
    refuse_shared(place.data_dir)
    Store.open(place.database, key).close()
    passphrase = passphrase_of(place, passphrase)
    keys.keep(place.data_dir, key, passphrase)
