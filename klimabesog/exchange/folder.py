"""A folder that several laptops see: each writes bundles into a folder of its own, once, and reads those of the others.

`<folder>/<device>/<first>-<last>.klimabesog`, numbered in the order a device wrote them.  A file is made and verified
on the own disk, copied beside its place as `.tmp` (which sync clients leave alone) and renamed.  No file is written
again, and none removed but the own ones that hold what was erased since.  Whoever finds that the folder lacks
something, because it was emptied or a laptop never wrote it, writes what it has of it.  Names mean nothing to the
reader: a sync client's "conflicted copy" is one more file with events that are known already.  A file that is not
whole has not arrived yet.

Everything here may be slow and runs in a worker with a store reader of its own.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

from klimabesog.exchange.bundle import (
    MAX_FILE,
    SUFFIX,
    Bundle,
    blobs_named,
    export_bundle,
    line_of,
    verify_bundle,
)
from klimabesog.exchange.holdings import Holdings
from klimabesog.exchange.sealed import CHUNK, SealedReader, Secret
from klimabesog.store import Event, NewerEvent, Store
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.texts import _

ARCHIVE = "arkiv"
PART_BYTES = 100_000_000
PART_EVENTS = 20_000
"""What one file carries at most: a folder that stops half-way has then most of it already."""
COMPACT_ABOVE = 200
LARGE_FILE = 50_000_000
"""Files of this size are not rewritten when many small ones are gathered."""
ROUND_FILES, ROUND_BYTES = 100, 300_000_000
"""What one round reads at most; the rest comes with the next."""
MAX_FILES = 50_000
SURELY_BEGUN = 2 * CHUNK
"""From this size on a file whose beginning does not open is of another key, not cut."""

AnyEvent = Event | NewerEvent

_NUMBERS = re.compile(r"(\d{8,})-(\d{8,})")
_COPY_PIECE = 1 << 20


class FolderAway(SurroundingsError):
    """The folder cannot be reached now: a stick pulled out, a network down. Nothing is wrong, it comes later."""


class FolderFull(SurroundingsError):
    """There is no room, or no right to write."""


class Found(NamedTuple):
    """A bundle file in the folder; `key` names it wherever its device has filed it."""

    key: str
    path: Path
    size: int
    archived: bool


class Known(NamedTuple):
    """A file that was verified: its size then, what it holds, whether this device wrote it."""

    size: int
    holds: Holdings
    own: bool


@dataclass
class Memory:
    """What a laptop knows of a folder; kept between rounds."""

    files: dict[str, Known] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)
    """Files that were not whole, and when that was first seen (ms)."""
    number: int = 0
    """The last number this device gave a file."""
    former: list[str] = field(default_factory=list)
    """Devices whose id this laptop had before it was restored or copied."""
    erasures: list[str] = field(default_factory=list)
    """The erasures that this device's files were cleared of."""

    @classmethod
    def from_json(cls, value: Any) -> Self:
        """What `as_json` gave; an empty memory for anything else, which only costs reading the folder again."""
        try:
            files = {
                str(key): Known(int(known["bytes"]), Holdings.from_json(known["rummer"]), bool(known["egen"]))
                for key, known in value["filer"].items()
            }
            waiting = {str(key): int(since) for key, since in value["venter"].items()}
            former, erasures = ([str(d) for d in value[name]] for name in ("tidligere", "slettet"))
            return cls(files, waiting, int(value["nummer"]), former, erasures)
        except (KeyError, TypeError, ValueError, AttributeError):
            return cls()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "filer": {
                key: {"bytes": known.size, "rummer": known.holds.as_json(), "egen": known.own}
                for key, known in self.files.items()
            },
            "venter": self.waiting,
            "nummer": self.number,
            "tidligere": self.former,
            "slettet": self.erasures,
        }

    def covers(self) -> Holdings:
        """What the folder holds, as far as this laptop has verified it.

        Of a former id of its own only what it has written itself counts: another copy may have written other events
        under the same numbers.
        """
        held = Holdings()
        for known in self.files.values():
            held.take(known.holds, but=() if known.own else self.former)
        return held


class Arrival(NamedTuple):
    """A file read, verified and open, to be taken in."""

    key: str
    size: int
    bundle: Bundle


# -- reading -----------------------------------------------------------------------------------------------------------


def scan(folder: Path) -> list[Found]:
    """The bundle files there: in the folder, in each device's, and in their archives.  FolderAway if it can't be read.

    Links, hidden files, drafts and folders deeper down are left alone.
    """
    try:
        found = list(_bundles(folder, "", archived=False))
        for part in _folders(folder):
            found += _bundles(Path(part), part.name, archived=False)
            archive = Path(part) / ARCHIVE
            if archive.is_dir() and not archive.is_symlink():
                found += _bundles(archive, part.name, archived=True)
    except OSError as error:
        raise FolderAway(_away()) from error
    return sorted(found[:MAX_FILES])


def _folders(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [e for e in entries if e.is_dir(follow_symlinks=False) and not e.name.startswith((".", "~"))]


def _bundles(folder: Path, name: str, *, archived: bool) -> Iterator[Found]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.endswith(SUFFIX) or entry.name.startswith((".", "~")):
                continue
            if entry.is_file(follow_symlinks=False):
                size = entry.stat(follow_symlinks=False).st_size
                yield Found(f"{name}/{entry.name}", Path(entry.path), size, archived)


def forget_gone(memory: Memory, found: Iterable[Found]) -> None:
    """Drops from memory what the folder no longer has, or has in another size: it does not hold that any more."""
    sizes = {file.key: file.size for file in found}
    memory.files = {key: known for key, known in memory.files.items() if sizes.get(key) == known.size}
    memory.waiting = {key: since for key, since in memory.waiting.items() if key in sizes}


def unread(memory: Memory, found: Iterable[Found]) -> list[Found]:
    """The files not read yet; those in archives stand in a newer file too."""
    return [file for file in found if file.key not in memory.files and not file.archived]


def fetch(path: Path, secret: Secret, into: Path) -> Bundle:
    """The file brought to the own disk and verified; close it.

    InputError when it is not whole (yet), or of another key; OSError when it can't be read now.
    """
    if path.stat().st_size > MAX_FILE:
        raise InputError(_("Filen er for stor til at være en Klimabesøg-fil."))
    with open(path, "rb") as remote:
        SealedReader(remote, secret)  # beginning and end: a file still arriving costs no more than this
    copy = into / f"{len(list(into.iterdir()))}{SUFFIX}"
    shutil.copyfile(path, copy)
    return verify_bundle(copy, secret)


# -- writing -----------------------------------------------------------------------------------------------------------


def missing(store: Store, covered: Holdings) -> Iterator[AnyEvent]:
    """The events here that the folder lacks."""
    since = covered.vector()
    for event in _all(store, since):
        if (event.device, event.seq) not in covered:
            yield event


def among(store: Store, wanted: Holdings) -> Iterator[AnyEvent]:
    """The events here that are in `wanted`."""
    for event in _all(store, {}):
        if (event.device, event.seq) in wanted:
            yield event


def _all(store: Store, since: Mapping[str, int]) -> Iterator[AnyEvent]:
    yield from store.events(since)
    yield from store.newer_events(since)


def parts(store: Store, events: Iterable[AnyEvent]) -> Iterator[list[AnyEvent]]:
    """The events in pieces, each for one file with the photos it speaks of."""
    part: list[AnyEvent] = []
    size, counted = 0, set[str]()
    for event in events:
        line = line_of(event)
        blobs = {sha for sha in blobs_named(line) - counted if store.has_blob(sha)}
        more = len(line) + sum(store.blob_size(sha) for sha in blobs)
        if part and (size + more > PART_BYTES or len(part) >= PART_EVENTS):
            yield part
            part, size, counted = [], 0, set()
        part.append(event)
        size += more
        counted |= blobs
    if part:
        yield part


def write(
    store: Store,
    events: Iterable[AnyEvent],
    key: bytes,
    folder: Path,
    memory: Memory,
    temp: Path,
    cancelled: Callable[[], bool],
) -> int:
    """Writes the events into the device's folder and remembers the files; returns how many events were written.

    FolderFull or FolderAway when it can't be done; the files written until then stand.
    """
    own, done = folder / store.device, 0
    for part in parts(store, events):
        if cancelled():
            break
        first = max(memory.number, _last_number(own)) + 1
        last = first + len(part) - 1
        name = f"{first:08d}-{last:08d}{SUFFIX}"
        draft = temp / name
        info = export_bundle(store, draft, key, events=part)
        size = draft.stat().st_size
        put(draft, own / name)
        draft.unlink()
        memory.number = last
        memory.files[f"{store.device}/{name}"] = Known(size, info.holds, own=True)
        done += len(part)
    return done


def _last_number(own: Path) -> int:
    """The highest number in the names there, also of archived files and copies."""
    last = 0
    for place in (own, own / ARCHIVE):
        if place.is_dir():
            for name in os.listdir(place):
                if numbers := _NUMBERS.match(name):
                    last = max(last, int(numbers[2]))
    return last


def put(source: Path, target: Path) -> None:
    """Copies a file into the folder: under a draft's name, on the disk, whole, and only then under its own."""
    draft = target.with_name(target.name + ".tmp")
    try:
        if not target.parent.parent.is_dir():
            raise FolderAway(_away())
        target.parent.mkdir(exist_ok=True)
        if target.exists():
            raise FileExistsError(errno.EEXIST, "written once", str(target))
        with open(source, "rb") as read, open(draft, "wb") as write:
            shutil.copyfileobj(read, write, _COPY_PIECE)
            write.flush()
            _to_disk(write.fileno())
        if draft.stat().st_size != source.stat().st_size:
            raise OSError(errno.EIO, "not whole", str(draft))
        os.rename(draft, target)
    except OSError as error:
        _drop(draft)
        raise _refusal(error) from error


def _to_disk(file: int) -> None:
    """Network and WebDAV folders may not know how."""
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
            raise


def _drop(draft: Path) -> None:
    """Our own draft, which nobody reads; it may have gone with the folder."""
    try:
        draft.unlink(missing_ok=True)
    except OSError:
        return


def _refusal(error: OSError) -> SurroundingsError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return FolderFull(_("Den delte mappe er fuld. Gør plads i den, så deles resten af sig selv."))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FolderFull(_("Der kan ikke skrives i den delte mappe. Bed om skriveadgang til den."))
    return FolderAway(_away())


def _away() -> str:
    return _("Den delte mappe kan ikke nås lige nu. Der deles igen, når den er der.")


# -- gathering many files into few -------------------------------------------------------------------------------------


def too_many(memory: Memory, found: Iterable[Found]) -> list[Found]:
    """The device's own small files when there are so many that each reader pays for it; else none."""
    own = [
        file
        for file in found
        if not file.archived and file.size < LARGE_FILE and _is_own(memory.files.get(file.key))
    ]
    return own if len(own) > COMPACT_ABOVE else []


def _is_own(known: Known | None) -> bool:
    return known is not None and known.own


def holdings_of(memory: Memory, files: Iterable[Found]) -> Holdings:
    """What these files hold together."""
    held = Holdings()
    for file in files:
        held.take(memory.files[file.key].holds)
    return held


def archive(files: Iterable[Found]) -> None:
    """Files them in the device's archive; whoever has read them has them still, the others read the newer file."""
    for file in files:
        place = file.path.parent / ARCHIVE
        try:
            place.mkdir(exist_ok=True)
            if not (place / file.path.name).exists():
                os.rename(file.path, place / file.path.name)
        except OSError as error:
            raise _refusal(error) from error


# -- erasure -----------------------------------------------------------------------------------------------------------


def blanked(store: Store) -> Holdings:
    """The events here that lost values to an erasure."""
    held = Holdings()
    for event in store.thinned():
        held.add(event.device, event.seq)
    return held


def outdated(memory: Memory, found: Iterable[Found], device: str, gone: Holdings) -> list[Found]:
    """The device's own files, archived ones too, that may hold what was erased."""
    own = tuple(f"{name}/" for name in (device, *memory.former))
    return [
        file
        for file in found
        if file.key.startswith(own)
        and ((known := memory.files.get(file.key)) is None or known.holds.meets(gone))
    ]


def remove(memory: Memory, files: Iterable[Found]) -> None:
    """Removes files whose events stand in a newer one, cleared of what was erased: the one time a file goes."""
    for file in files:
        try:
            file.path.unlink(missing_ok=True)
        except OSError as error:
            raise _refusal(error) from error
        memory.files.pop(file.key, None)
