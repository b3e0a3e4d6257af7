"""A damaged database is set aside, never deleted, and built again from all that can be read anywhere."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from klimabesog.casework.backups import Backup, list_backups, put_in_place
from klimabesog.casework.casebook import DATABASE, Casebook
from klimabesog.casework.opening import Place, passphrase_of
from klimabesog.casework.saving import free_name
from klimabesog.store import Store, keys
from klimabesog.store.lock import Lock
from klimabesog.store.salvage import Wreck
from klimabesog.values.errors import InputError, KlimabesogError, SurroundingsError
from klimabesog.values.texts import _


class Mended(NamedTuple):
    """What the data were built from.

    `aside`: where the damaged file lies now (None if there was none); `backup`: the newest sound one (None if there
    was none); `salvaged`: events read from the damaged file beyond the backup, `unreadable` those that could not be;
    `from_bundles`: events from shared files beyond both, `refused`: the files that could not be used.
    """

    aside: Path | None
    backup: Backup | None
    salvaged: int
    unreadable: int
    from_bundles: int
    refused: tuple[Path, ...]


def problems(place: Place, passphrase: str | None = None) -> list[str]:
    """What is wrong with the data, one sentence each; empty when they are sound.

    Raises for what no mending helps: no key, a passphrase that is wrong, data open elsewhere.
    """
    key = keys.obtain(place.data_dir, passphrase_of(place, passphrase))
    if not _has_bytes(place.database):
        return [_("Filen med dine data mangler eller er tom.")]
    with _held(place):
        try:
            with Store.peek(place.database, key) as store:
                return store.check()
        except SurroundingsError as error:
            return [str(error)]


def mend(place: Place, passphrase: str | None = None, bundles: Path | None = None) -> Mended:
    """Build the data again: from the newest sound backup, the damaged file's readable events, and shared files.

    `bundles`: a folder that is searched for the team's shared files.  The data must be closed.  InputError when
    nothing is wrong; nothing is replaced when it fails.
    """
    key = keys.obtain(place.data_dir, passphrase_of(place, passphrase))
    if not problems(place, passphrase):
        raise InputError(_("Dine data er i orden, så der er intet at reparere."))
    with tempfile.TemporaryDirectory(dir=place.data_dir) as scratch:
        built, whole = Path(scratch) / DATABASE, Path(scratch) / "hel.db"
        backup = _newest_sound(place, key, built)
        with Store.open(built, key) as store:
            salvaged, unreadable = _salvage(store, place.database, key, Path(scratch))
            store.backup(whole)
        with _held(place):
            aside = _set_aside(place.database)
            put_in_place(whole, place.database)
    with Casebook.open(place.data_dir, key) as book:
        count, refused = _take_in(book, bundles) if bundles else (0, [])
        book.recompute()
    return Mended(aside, backup, salvaged, unreadable, count, tuple(refused))


def _has_bytes(database: Path) -> bool:
    journal = database.with_name(database.name + "-wal")
    return database.exists() and (database.stat().st_size > 0 or journal.exists())


@contextlib.contextmanager
def _held(place: Place) -> Iterator[None]:
    """Nobody opens the data meanwhile; AlreadyOpen when somebody has them open."""
    lock = Lock.beside(place.database)
    try:
        yield
    finally:
        lock.release()


def _newest_sound(place: Place, key: bytes, target: Path) -> Backup | None:
    """Copies the newest backup that is whole to `target`; none may be."""
    for backup in list_backups(place):
        try:
            shutil.copyfile(backup.path, target)
            with Store.open(target, key) as store:
                if backup.size and not store.check():
                    return backup
        except (OSError, SurroundingsError):
            pass
        for leftover in target.parent.glob(target.name + "*"):
            leftover.unlink()
    return None


def _salvage(store: Store, damaged: Path, key: bytes, scratch: Path) -> tuple[int, int]:
    """Takes over what a copy of the damaged file and its journal still say: events read, and events not."""
    if not _has_bytes(damaged):
        return 0, 0
    copy = scratch / "beskadiget.db"
    for ending in ("", "-wal"):
        with contextlib.suppress(OSError):
            shutil.copyfile(damaged.with_name(damaged.name + ending), copy.with_name(copy.name + ending))
    wreck = Wreck(copy, key)
    try:
        new = store.apply(wreck.events(), wreck.blobs()).new
        for name, value in wreck.settings().items():
            store.set_setting(name, value)
    finally:
        wreck.close()
    return new, wreck.unreadable


def _set_aside(database: Path) -> Path | None:
    """Moves the damaged file, and its journal under the same name, out of the way."""
    if not database.exists():
        return None
    aside = free_name(database.with_stem(f"{database.stem} (beskadiget {date.today().isoformat()})"))
    journal = database.with_name(database.name + "-wal")
    if journal.exists():
        os.replace(journal, aside.with_name(aside.name + "-wal"))
    os.replace(database, aside)
    return aside


def _take_in(book: Casebook, bundles: Path) -> tuple[int, list[Path]]:
    """Takes in every shared file of a folder; those of other teams, and half ones, are named."""
    from klimabesog.casework.sharing import Sharing

    sharing, new, refused = Sharing(book), 0, []
    for path in sorted(bundles.rglob("*.klimabesog")):
        try:
            new += sharing.take_in(path).new
        except KlimabesogError:
            refused.append(path)
    return new, refused
