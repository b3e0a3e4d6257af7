"""What the window does with the data as a whole: their key and its paper, backups, work while they are closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from klimabesog.casework.casebook import Casebook
from klimabesog.desktop.copies import CopyCleaning
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.tasks import Task
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.backups import Backup, Preview


class DataWindow(QMainWindow):
    """A window on an open casebook.

    Signals:
        lock_wanted(), lock_time_changed(): from the settings.
        closed_work_wanted(str, object): work on the closed data: what to say meanwhile, and a callable that returns
            the sentence to say when they are open again.
    """

    lock_wanted = Signal()
    lock_time_changed = Signal()
    closed_work_wanted = Signal(str, object)

    def __init__(self, casebook: Casebook, opening: Opening):
        super().__init__()
        self.casebook, self._opening = casebook, opening
        self.copies = CopyCleaning(self)

    def warn(self, sentence: str) -> None:
        """A sentence that stays until it is closed."""
        raise NotImplementedError

    def say(self, sentence: str, undo: Callable[[], object] | None = None, label: str = "") -> None:
        """A toast, with "Fortryd" (or `label`) when `undo` is given."""
        raise NotImplementedError

    def run(self, work: Callable[[Task], Any]) -> Task:
        """Do long work on the worker thread."""
        raise NotImplementedError

    def key_sentence(self) -> str:
        """Where the key of the data is."""
        return self._opening.key_sentence()

    @property
    def key_kept(self) -> bool:
        """Whether the key outlives this run."""
        return self._opening.way != "memory"

    @property
    def asks_passphrase(self) -> bool:
        """Whether the key is under a passphrase that a person types."""
        return self._opening.asks_passphrase

    def backups(self) -> list[Backup]:
        """The backups of these data, newest first."""
        return self._opening.backups()

    def backup_previewer(self, backup: Backup) -> Callable[[], Preview]:
        """What tells what restoring a backup changes, for the worker."""
        return self._opening.previewer(backup)

    def restore_backup(self, backup: Backup) -> None:
        """Close, put the backup in place, open again."""
        self.closed_work_wanted.emit(_("Gendanner …"), lambda: self._opening.restore(backup))

    def change_key(self, passphrase: str, new_passphrase: str) -> None:
        """Close, encrypt under a new key, open again."""
        self._opening.prove(passphrase)
        self.closed_work_wanted.emit(_("Krypterer på ny …"), lambda: self._opening.change_key(new_passphrase))

    def show_recovery_key(self) -> None:
        """The recovery key, to print or save."""
        from klimabesog.desktop.pages.recovery import RecoveryDialog

        key = self._opening.recovery_key()
        if key is None:
            self.say(_("Dataene er kun til denne kørsel og har ingen gendannelsesnøgle."))
            return
        RecoveryDialog(self, key).open()

    def clean_copies(self) -> None:
        """Take what was erased out of the backups, on the worker; nothing to do when that has been done."""
        self.copies.start(self._opening.copy_cleaners)

    def daily_backup(self) -> None:
        """The day's backup, on the worker, unless there is a young one; not of data that are gone with this run."""
        from klimabesog.casework import backups

        if not self.key_kept or self.casebook.read_only:
            return
        self.clean_copies()
        store, folder = self.casebook.desk.store, self.casebook.data_dir

        def work(_task: Task) -> object:
            with store.reader() as reader:
                return backups.daily(reader, folder)

        self.run(work)
