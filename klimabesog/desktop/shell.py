"""What pages may ask of the window around them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Changes
from klimabesog.desktop.state import WindowState
from klimabesog.desktop.tasks import Task
from klimabesog.desktop.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from klimabesog.casework.backups import Backup, Preview
    from klimabesog.casework.papers.offers import Offer
    from klimabesog.casework.papers.subject import Subject
    from klimabesog.casework.whereabouts import Spot
    from klimabesog.desktop.arrivals import Arrivals
    from klimabesog.desktop.copies import CopyCleaning
    from klimabesog.desktop.folder_sync import FolderSync


class Shell(Protocol):
    """The main window, as pages see it."""

    casebook: Casebook
    theme: Theme
    state: WindowState
    sync: FolderSync | None
    copies: CopyCleaning
    lock_wanted: SignalInstance
    lock_time_changed: SignalInstance

    def go(self, place: str) -> None:
        """Show a place of the rail: overblik, virksomheder, besoeg, skemaer, indstillinger."""

    def open_company(self, company: str) -> None: ...

    def edit_company(self, company: str | None = None) -> None:
        """Show the form of a new (None) or known company."""

    def start_visit(self, company: str, extent: str | None = None, branch: str | None = None) -> None:
        """Begin a visit that asks so much, and show it."""

    def open_visit(self, visit: str, chapter: str | None = None) -> None: ...

    def open_measure(self, visit: str, instance: str, words: str, back: Callable[[], object]) -> None:
        """Show a measure of a visit, with a way back of these words."""

    def open_step(self, company: str, step: int | str, ref: str = "") -> None:
        """Show a step of a company by its number, or a form of one by its key, at a question if given."""

    def open_report(self, visit: str) -> None:
        """The screening report of a visit."""

    def open_document(
        self, offer: Offer, about: Subject, words: str = "", back: Callable[[], object] | None = None
    ) -> None:
        """The page of a document, with a way back of these words; without, to what it is about."""

    def open_example(self, code: str) -> None:
        """Make a bundled example and show it."""

    def open_resolve(self, visit: str | None = None, company: str | None = None) -> None:
        """What colleagues answered differently, everywhere, in one visit or in a company's steps."""

    def open_factors(self) -> None:
        """The factors and prices that new visits are computed with."""

    def open_help_texts(self) -> None:
        """The municipality's texts on subsidies and help."""

    def open_network(self, section: str = "") -> None:
        """The groups of companies ("grupper"), what they share ("temaer"), waste that fits ("symbiose")."""

    def open_group(self, group: str) -> None: ...

    def open_persons(self) -> None:
        """Find a person, cases to erase, what was erased."""

    def open_deleted(self) -> None:
        """What was deleted and can be brought back."""

    def open_search(self) -> None: ...

    def forget_case(self) -> None:
        """A case was erased: no page of it may stay."""

    def clean_copies(self) -> None:
        """Take what was erased out of the backups, on the worker."""

    def window(self) -> QWidget: ...

    def share_now(self) -> None:
        """A round through the shared folder."""

    def offer_file(self, path: Path) -> None:
        """Show what a colleague's file, or a municipality's profile, would bring."""

    @property
    def arrivals(self) -> Arrivals:
        """The one way in for what colleagues have made."""

    @property
    def shared_text(self) -> str:
        """ "Delt 14.05"; "" while nothing is shared."""

    def open_place(self, spot: Spot) -> None:
        """Go to the very place of a hit."""

    def say(self, sentence: str, undo: Callable[[], object] | None = None, label: str = "") -> None:
        """A toast, with "Fortryd" (or `label`) when `undo` is given."""

    def warn(self, sentence: str) -> None:
        """A sentence that stays until it is closed."""

    def run(self, work: Callable[[Task], Any]) -> Task:
        """Do long work on the worker thread; its failure is shown as a sentence."""

    def key_sentence(self) -> str:
        """Where the key of the data is."""

    def show_recovery_key(self) -> None: ...

    @property
    def key_kept(self) -> bool:
        """Whether the key outlives this run."""

    @property
    def asks_passphrase(self) -> bool:
        """Whether the key is under a passphrase that a person types."""

    def backups(self) -> list[Backup]:
        """The backups of these data, newest first."""

    def backup_previewer(self, backup: Backup) -> Callable[[], Preview]:
        """What tells what restoring a backup changes, for the worker."""

    def restore_backup(self, backup: Backup) -> None:
        """Close, put the backup in place, open again."""

    def change_key(self, passphrase: str, new_passphrase: str) -> None:
        """Close, encrypt under a new key, open again. WrongPassphrase and the like before anything is closed."""


class Page(QWidget):
    """One place of the window."""

    def __init__(self, shell: Shell):
        super().__init__()
        self.shell = shell

    @property
    def help_topic(self) -> tuple[str, str] | None:
        """Title and text of what F1 says of the page, before the keys; None for nothing."""
        return None

    def shown(self) -> None:
        """The page is about to be on screen (again): bring it up to date."""

    def take_focus(self) -> None:
        """The page is on screen now: put the cursor where work begins, if anywhere."""

    def changed(self, changes: Changes) -> None:
        """Something was stored while the page is on screen."""
        self.shown()

    def missed(self, changes: Changes) -> None:
        """Something was stored while another page is on screen."""

    def sharing_changed(self) -> None:
        """ "Delt 14.05" may read otherwise now."""

    def came(self, visits: Collection[str]) -> None:
        """Colleagues' changes were taken in, which touch these visits: a page that holds one open reads it anew."""

    def takes_file(self, path: Path) -> bool:
        """Whether a file dropped on the window is for this page."""
        return False

    def take_file(self, path: Path) -> None:
        """A file that it takes was dropped."""

    def takes_files(self, paths: Sequence[Path]) -> bool:
        """Whether all of what was dropped together is for this page: one file, unless a page says otherwise."""
        return len(paths) == 1 and self.takes_file(paths[0])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Files that it takes were dropped together."""
        for path in paths:
            self.take_file(path)

    def leave(self) -> None:
        """Another page comes, or the window closes: save what is being typed."""
