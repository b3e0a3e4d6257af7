"""Another key for the data: encrypted anew beside the old file, so that a crash at any point leaves data that open."""

from __future__ import annotations

from pathlib import Path

from klimabesog.casework.backups import copies, encrypt_copies, put_in_place
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.municipality import keep_escrow
from klimabesog.casework.opening import Place, key_of, passphrase_of
from klimabesog.store import Store, keys
from klimabesog.store.driver import WrongKey
from klimabesog.store.recovery import parse_recovery
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

TRIED = "gendannelsesnoegle_proevet"


def change_key(place: Place, passphrase: str | None = None, new_passphrase: str | None = None) -> list[Path]:
    """Encrypt the data and their backups under a new key; returns the copies that could not be (damaged ones).

    The data must be closed.  The new key is kept beside the old one first, and the old one goes last: a change that
    was interrupted is carried on by `carry_on` at the next opening.  `new_passphrase` replaces the passphrase, or
    moves the key from the keyring under one.  The paper with the old recovery key is worthless afterwards.
    Raises like `open_casebook`; InputError for a passphrase that is too short.
    """
    carry_on(place, passphrase)
    old = key_of(place, passphrase)
    with Store.open(place.database, old):
        pass  # in use elsewhere, damaged, or of a newer program: said before anything is begun
    keys.begin_change(place.data_dir, old, keys.new_key(), new_passphrase or passphrase_of(place, passphrase))
    return carry_on(place, new_passphrase or passphrase)


def carry_on(place: Place, passphrase: str | None = None) -> list[Path]:
    """End a change of keys that was begun, from wherever it stopped; nothing to do is fine too."""
    passphrase = passphrase_of(place, passphrase)
    both = keys.changing(place.data_dir, passphrase)
    if both is None:
        return []
    new, old = both
    _encrypt_database(place, new, old)
    with Casebook.open(place.data_dir, new) as book:
        keep_escrow(book, key=new)
    failed = encrypt_copies(copies(place.data_dir), old, new)
    keys.end_change(place.data_dir, new, passphrase)
    return failed


def _encrypt_database(place: Place, new: bytes, old: bytes) -> None:
    """The database under the new key, by a copy that takes its place in one step."""
    draft = place.database.with_suffix(".ny")
    for leftover in draft.parent.glob(draft.name + "*"):
        leftover.unlink()
    try:
        with Store.open(place.database, old) as store:
            store.set_setting(TRIED, None)
            store.rekeyed(draft, new)
    except WrongKey:
        Store.open(place.database, new).close()  # it had come that far
    else:
        put_in_place(draft, place.database)


# -- the paper -------------------------------------------------------------------------------------


def tried(casebook: Casebook) -> str | None:
    """The day (ISO) the recovery key was typed from its paper and found right; None if it never was."""
    day = casebook.desk.store.setting(TRIED)
    return str(day) if day else None


def try_paper(casebook: Casebook, typed: str) -> None:
    """Try the recovery key as it stands on the paper; remembered when it is right.

    InputError says which group is mistyped, or that it is another key's paper.
    """
    key = parse_recovery(typed)
    if not casebook.desk.store.has_key(key):
        raise InputError(
            _("Det er ikke nøglen til disse data. Find det rigtige ark, eller print gendannelsesnøglen igen.")
        )
    casebook.desk.store.set_setting(TRIED, casebook.desk.now().date().isoformat())
