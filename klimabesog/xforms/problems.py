"""What the author's checker finds: a cell and a sentence, and the line that is shown for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from klimabesog.values.texts import _
from klimabesog.xforms.sheets import Cell


@dataclass(frozen=True, slots=True)
class AuthorProblem:
    """One finding: where it stands ('' and 0 where unknown), and a sentence. `str()` is the line to print.

    A warning does not keep the form from being installed. `cell` is the Excel cell ("F4"), '' in other files.
    """

    file: str
    sheet: str
    row: int
    column: str
    message: str
    warning: bool = False
    cell: str = ""

    def __str__(self) -> str:
        where = [self.file, self.sheet, str(self.row) if self.row else "", self.column]
        while where and not where[-1]:
            where.pop()
        said = _("Bemærk: {message}").format(message=self.message) if self.warning else self.message
        return ":".join(where) + ": " + said


class Found(NamedTuple):
    """What one rule says about one cell."""

    cell: Cell
    message: str
    warning: bool = False


def nearest(name: str, names: Collection[str], cutoff: float = 0.6) -> str:
    """The name that was probably meant, '' when none is near."""
    folded = {other.lower(): other for other in sorted(names)}
    near = get_close_matches(name.lower(), folded, n=1, cutoff=cutoff)
    return folded[near[0]] if near else ""


def did_you_mean(name: str, names: Collection[str], cutoff: float = 0.6) -> str:
    """A sentence " Mener du x?" for the nearest name, or ''."""
    near = nearest(name, names, cutoff)
    return " " + _("Mener du {near}?").format(near=near) if near else ""
