"""Looking for a person in files that were received or attached, and telling which of them could not be searched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from klimabesog.casework import kinds
from klimabesog.casework.filetexts import Unreadable, pieces
from klimabesog.casework.needles import Needles
from klimabesog.store import Record, Store
from klimabesog.store.event import Version
from klimabesog.values.texts import _, ngettext

if TYPE_CHECKING:
    from klimabesog.casework.whereabouts import Spot

_CONTENT = {kinds.DOCUMENT: "pdf", kinds.FILE: "sha256"}
"""Kinds of records that hold a file -> the field that names its content."""
STEP = 2
"""Lines between places where a few are looked at together, twice as many."""
LISTED = 30
"""Files named in a letter; more than that are counted."""


class Found(NamedTuple):
    """A place that names the person: `version` is who wrote it and when; of a file's text who kept the file."""

    record: str
    field: str
    version: Version


class Unread(NamedTuple):
    """A file that could not be searched, or not all of it: its record, and the name it came with."""

    record: str
    name: str


class Searched(NamedTuple):
    """What a search came to."""

    found: list[Found]
    unread: tuple[Unread, ...]


def search_files(
    store: Store,
    wanted: Needles,
    progress: Callable[[float], None] = lambda _part: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Searched:
    """Files, of deleted records too, whose text names the person; as far as it came when it was cancelled.

    A file that names the person is found, whether or not the rest of it can be read. `progress` gets 0 to 1.
    """
    found, unread = [], []
    files = list(_files(store))
    for number, record in enumerate(files):
        if cancelled():
            break
        progress(number / len(files))
        field = _CONTENT[record.kind]
        says = _says(store, record, wanted, cancelled)
        if says:
            found.append(Found(record.id, field, store.history(record.id, field)[0]))
        elif says is None:
            unread.append(Unread(record.id, str(record.fields.get("navn") or "")))
    return Searched(found, tuple(sorted(unread, key=lambda one: one.name.casefold())))


def is_file(kind: str, field: str) -> bool:
    """Whether a field names the content of a file."""
    return _CONTENT.get(kind) == field


def file_spot(spot: Spot, record: Record) -> Spot:
    """Where a file is, with its name."""
    said = _("Modtaget: {name}") if record.kind == kinds.DOCUMENT else _("Fil: {name}")
    return replace(spot, label=said.format(name=record.fields.get("navn") or ""))


def unread_lines(unread: Sequence[Unread]) -> list[str]:
    """Says in words which files could not be searched; nothing when all could."""
    if not unread:
        return []
    listed = [f"- {one.name}" for one in unread[:LISTED]]
    if len(unread) > LISTED:
        count = len(unread) - LISTED
        listed.append(ngettext("- og {n} fil mere", "- og {n} filer mere", count).format(n=count))
    return [_("Disse filer kan programmet ikke gennemsøge, eller ikke helt. Se dem selv efter:"), *listed]


def _files(store: Store) -> Iterator[Record]:
    for kind, field in _CONTENT.items():
        for record in store.records(kind, deleted=True):
            if record.fields.get(field) and record.fields.get("navn"):  # an issued one came under no name
                yield record


def _says(store: Store, record: Record, wanted: Needles, cancelled: Callable[[], bool]) -> bool | None:
    """Whether a file's text names the person; None when it does not as far as it can be read."""
    digest = str(record.fields[_CONTENT[record.kind]])
    if not store.has_blob(digest):
        return None
    try:
        read = pieces(str(record.fields["navn"]), store.blob(digest), cancelled)
        return any(_is_in(wanted, piece) for piece in read)
    except Unreadable:
        return None


def _is_in(wanted: Needles, piece: str) -> bool:
    """Whether a piece of text names the person within a few lines: the words of a name far apart are two persons'."""
    if not wanted.are_in(piece):
        return False
    lines = piece.split("\n")
    return any(wanted.are_in(" ".join(lines[first : first + 2 * STEP])) for first in range(0, len(lines), STEP))
