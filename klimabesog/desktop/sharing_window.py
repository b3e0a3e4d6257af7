"""What the window does with colleagues' work: rounds through the shared folder, files given to it, and what came."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent

from klimabesog.casework.casebook import Casebook
from klimabesog.desktop.data_window import DataWindow
from klimabesog.desktop.opening import Opening

if TYPE_CHECKING:
    from klimabesog.desktop.arrivals import Arrivals, Came
    from klimabesog.desktop.folder_sync import FolderSync
    from klimabesog.desktop.shell import Page


class SharingWindow(DataWindow):
    """A window that shares. What it needs for that is made when it is first used, off the way to the first window."""

    def __init__(self, casebook: Casebook, opening: Opening):
        super().__init__(casebook, opening)
        self.sync: FolderSync | None = None
        self._arrivals: Arrivals | None = None
        self._drops: object = None

    def pages(self) -> list[Page]:
        """The pages that have been made."""
        raise NotImplementedError

    @property
    def page(self) -> Page | None:
        """The page on screen."""
        raise NotImplementedError

    def save_all(self) -> None:
        """Save what is being typed on every page; raises when that fails."""
        for page in self.pages():
            page.leave()

    # --- the shared folder

    def begin_sync(self) -> None:
        """Share unasked from now on; and work out the figures that a former run left."""
        from klimabesog.desktop.folder_sync import FolderSync

        self.sync = FolderSync(self.casebook, self, self.arrivals)
        self.sync.status_changed.connect(self._sync_status)
        self._sync_status()
        self.arrivals.settle()

    def share_now(self) -> None:
        """A round through the shared folder."""
        if self.sync is not None:
            self.sync.start()

    @property
    def shared_text(self) -> str:
        """ "Delt 14.05"; "" while nothing is shared."""
        return self.sync.text if self.sync is not None else ""

    def _sync_status(self) -> None:
        page = self.page
        if page is not None:
            page.sharing_changed()

    # --- files

    def offer_file(self, path: Path) -> None:
        """Show what a colleague's file, or a municipality's profile, would bring: then it may be taken in."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if self._drops is None and handle is not None:
            from klimabesog.desktop.file_drops import FileDrops

            drops = FileDrops(handle, lambda paths: self.page is not None and self.page.takes_files(paths))
            drops.dropped.connect(self.offer_file)
            drops.taken.connect(self._taken)
            self._drops = drops

    def _taken(self, paths: list[Path]) -> None:
        if self.page is not None:
            self.page.take_files(paths)

    # --- what came

    @property
    def arrivals(self) -> Arrivals:
        """The one way in for what colleagues have made."""
        if self._arrivals is None:
            from klimabesog.desktop.arrivals import Arrivals

            self._arrivals = Arrivals(self.casebook, self, self.save_all, self.run)
            self._arrivals.came.connect(self._came)
        return self._arrivals

    def _came(self, came: Came) -> None:
        """Changes are in: the pages of visits they touch read them, and what they erased goes from the backups."""
        for page in self.pages():
            page.came(came.visits)
        QTimer.singleShot(0, self, self.clean_copies)  # after whatever the page asks of the worker now

    def stop_sharing(self) -> None:
        """The window closes: no more rounds, and no more figures."""
        if self.sync is not None:
            self.sync.stop()
        if self._arrivals is not None:
            self._arrivals.stop()
