"""Two laptops that share: joined in one team, and each taking in what the other has."""

from __future__ import annotations

from pathlib import Path

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.sharing import Sharing


def join(one: Casebook, other: Casebook) -> None:
    """The second takes the first's team key."""
    Sharing(other).set_team_key(Sharing(one).team_key)


def swap(one: Casebook, other: Casebook, folder: Path) -> None:
    """Each takes in what the other has."""
    for sender, receiver in ((one, other), (other, one)):
        path = folder / "delt.klimabesog"
        path.unlink(missing_ok=True)
        Sharing(sender).export(path)
        Sharing(receiver).take_in(path)
