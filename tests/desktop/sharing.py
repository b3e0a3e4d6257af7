"""A colleague's laptop for tests of the window: works on the same cases, and swaps changes with it."""

from __future__ import annotations

from pathlib import Path

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Officer
from tests.casework.sharing_steps import join, swap


class Colleague:
    """Bo, with a casebook of his own that begins as the window's."""

    def __init__(self, casebook: Casebook, folder: Path):
        self.folder, self._mine = folder, casebook
        folder.mkdir()
        self.book = Casebook.open(folder / "bo", bytes(reversed(range(32))))
        self.book.set_officer(Officer("Bo Friis", "Ballerup Kommune"))
        join(casebook, self.book)
        self.swap()

    def swap(self) -> None:
        """Each takes in what the other has."""
        swap(self._mine, self.book, self.folder)
