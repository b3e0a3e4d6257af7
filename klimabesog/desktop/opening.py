"""How the window comes to its casebook: the folder, the key, and what to do when there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from klimabesog.casework import opening as casework
from klimabesog.casework.casebook import Casebook
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.backups import Backup, Preview


class Opening:
    """The data folder of this run, and the ways to open it."""

    def __init__(self, data_dir: Path | None = None, key_file: Path | None = None):
        self.place = casework.place(data_dir, key_file)
        self.way = "passphrase" if self.place.passphrase_file else "keyring"
        self._passphrase: str | None = None
        self._scratch: Path | None = None

    @property
    def data_dir(self) -> Path:
        return self.place.data_dir

    @property
    def exists(self) -> bool:
        """Whether there are data already."""
        return self.place.exists

    @property
    def is_open_elsewhere(self) -> bool:
        """Whether another window, or another user of this machine, has the data open."""
        return casework.is_open(self.place)

    @property
    def keyring_ready(self) -> bool:
        """Whether a new key can be kept without asking: in the keyring, or under the passphrase file given."""
        return self.place.passphrase_file is not None or casework.keyring_ready()

    def open(self, passphrase: str | None = None) -> Casebook:
        """Open data that are there; raises as `casework.opening.open_casebook`."""
        casebook = casework.open_casebook(self.place, passphrase)
        if passphrase is not None:
            self.way, self._passphrase = "passphrase", passphrase
        return casebook

    create = open

    def create_for_this_run(self) -> Casebook:
        """A casebook in a scratch folder under a key that nobody keeps."""
        self.way = "memory"
        import tempfile

        self._scratch = Path(tempfile.mkdtemp(prefix="klimabesog-"))
        return Casebook.open(self._scratch, casework.memory_key())

    def recover(self, typed: str) -> Casebook:
        """Open with the key from paper, and keep it for this machine."""
        casework.recover(self.place, typed)
        return self.open()

    def recovery_key(self) -> str | None:
        """The key as groups to keep on paper; None when it is for this run only."""
        return None if self.way == "memory" else casework.recovery_key(self.place, self._passphrase)

    @property
    def asks_passphrase(self) -> bool:
        """Whether a person must type it: there is no keyring, and no file with it."""
        return self.way == "passphrase" and self.place.passphrase_file is None

    def prove(self, passphrase: str = "") -> None:
        """Have the key anew, to unlock: raises as `casework.opening.open_casebook` when it can't be had."""
        if self.way != "memory":
            casework.key_of(self.place, passphrase if self.asks_passphrase else None)

    def copy_cleaners(self, casebook: Casebook) -> list[Callable[[], Path | None]]:
        """What carries erasures into each copy of the data, for a worker thread: it returns a damaged one's path."""
        from klimabesog.casework import backups

        paths = [] if self.way == "memory" else backups.copies(casebook.data_dir)
        if not paths:
            return []
        key, store = casework.key_of(self.place, self._passphrase), casebook.desk.store

        def clean(path: Path) -> Path | None:
            with store.reader() as reader:
                return None if backups.forget_in_copy(reader, path, key) else path

        return [partial(clean, path) for path in paths]

    def backups(self) -> list[Backup]:
        """The backups of the data, newest first; none of data that are gone with this run."""
        from klimabesog.casework import backups

        return [] if self.way == "memory" else backups.list_backups(self.place)

    def previewer(self, backup: Backup) -> Callable[[], Preview]:
        """What tells what restoring a backup changes, for a worker thread."""
        from klimabesog.casework import backups

        return lambda: backups.preview(self.place, backup.path, self._passphrase)

    def restore(self, backup: Backup) -> str:
        """Put a backup in place of the data, which are closed; what to say then."""
        from klimabesog.casework import backups

        done = backups.restore(self.place, backup.path, self._passphrase)
        return _("Gendannet. De tidligere data ligger i {name}.").format(name=done.aside.name)

    def change_key(self, new_passphrase: str) -> str:
        """Encrypt the closed data under a new key; what to say then."""
        from klimabesog.casework import keychange

        new = (new_passphrase or None) if self.asks_passphrase else None
        failed = keychange.change_key(self.place, self._passphrase, new)
        self._passphrase = new or self._passphrase
        said = _("Nøglen er skiftet. Print den nye gendannelsesnøgle.")
        if failed:
            names = ", ".join(path.name for path in failed)
            said += " " + _("Kunne ikke krypteres på ny: {names}.").format(names=names)
        return said

    def mend(self) -> str:
        """Build damaged data again from the newest sound backup and what can be read; what to say then.

        InputError when nothing is wrong with them.
        """
        from klimabesog.casework.mending import mend

        done = mend(self.place, self._passphrase)
        if done.unreadable:
            words = _("Dataene er bygget op igen. {n} ændringer kunne ikke læses. Del med en kollega: måske er de der.")
            return words.format(n=done.unreadable)
        return _("Dataene er bygget op igen, og intet mangler.")

    def reopen(self) -> Casebook:
        """Open the data again that were open in this run."""
        return self.open(self._passphrase)

    def key_sentence(self) -> str:
        """Where the key is, in one sentence."""
        return {
            "keyring": _("Nøglen ligger i computerens nøglering."),
            "passphrase": _("Nøglen er beskyttet af din adgangssætning."),
            "memory": _("Nøglen er kun til denne kørsel: alt er glemt, når du lukker."),
        }[self.way]

    def close(self) -> None:
        """Leave nothing of a run that was to be forgotten."""
        if self._scratch is not None:
            import shutil

            shutil.rmtree(self._scratch, ignore_errors=True)
