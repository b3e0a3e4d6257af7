"""The bundled example cases: which there are, and playing one into a casebook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from klimabesog.values.errors import InputError
from klimabesog.values.resources import path as resource_path
from klimabesog.values.texts import _

if TYPE_CHECKING:  # the form engine is loaded with the first visit, not with the first window
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.visit import Visit

FIRST_VISIT, WHOLE_COURSE, HEAVY = "nordkrogen", "nordkrogen-trin", "engdammen"
_FOLDER = ("resources", "eksempel")


@dataclass(frozen=True)
class Example:
    """A bundled case: its code, its script, and in Danish what it shows.

    `past`: all of it has happened, so that it can be played into anyone's data.
    """

    code: str
    file: str
    shows: str
    past: bool = True


EXAMPLES = (
    Example(FIRST_VISIT, "nordkrogen.json", "Et maskinværksted lige efter første besøg"),
    Example(
        WHOLE_COURSE,
        "nordkrogen-trin.json",
        "Det samme værksted gennem alle seks trin, frem til november 2028",
        past=False,
    ),
    Example(HEAVY, "engdammen.json", "En fabrik gennem alle seks trin, fra 2024 til 2026"),
)


def script_of(code: str) -> Path:
    """Where the script of a bundled case lies. InputError for another code."""
    files = {one.code: one.file for one in EXAMPLES}
    if code not in files:
        raise InputError(
            _("Der er intet eksempel, der hedder {code}. Vælg et af disse: {known}.").format(
                code=code, known=", ".join(files)
            )
        )
    return resource_path(*_FOLDER, files[code])


def play_example(
    casebook: Casebook, progress: Callable[[int, int], None] | None = None, code: str = FIRST_VISIT
) -> Visit:
    """Create a bundled case and return its visit; an officer is invented if there is none."""
    from klimabesog.casework.casescript import play

    return play(casebook, script_of(code), progress)
