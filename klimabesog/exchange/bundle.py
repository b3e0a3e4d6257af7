"""Bundles: files that carry events, and the blobs they speak of, from one laptop to another.

One sealed file holds a zip of `manifest.json`, `events.ndjson` (one event a line) and `blobs/<sha256>`.  It is written
once and never changed.  A bundle is read in two passes: everything is verified before the first row is written, and
what is written is then read again from the same sealed chunks.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from klimabesog import __version__
from klimabesog.exchange.holdings import Holdings
from klimabesog.exchange.sealed import Password, SealedReader, SealedWriter, Secret
from klimabesog.store import Applied, Blob, Event, NewerEvent, Store
from klimabesog.store.event import SCHEMA, from_json, to_json
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.ids import is_id
from klimabesog.values.texts import _

SUFFIX = ".klimabesog"
FORMAT = "klimabesog-bundle"
VERSION = 1

MAX_FILE = 4_000_000_000
MAX_EVENTS = 500_000
MAX_EVENTS_BYTES = 500_000_000
MAX_LINE = 16_000_000
MAX_BLOBS = 20_000
MAX_BLOB_BYTES = 200_000_000
MAX_MANIFEST_BYTES = 4_000_000
KEEP_PARSED = 30_000_000
"""Events whose lines take up to this many bytes are kept from the first pass, which saves reading them twice."""
KEEP_BLOBS = 100_000_000
"""So are blobs of up to so many bytes together, of a file that is taken in at once (`verify_bundle(keep=True)`)."""

_SHA = re.compile(r"[0-9a-f]{64}")
_MANIFEST, _EVENTS, _BLOBS = "manifest.json", "events.ndjson", "blobs/"
_TEXT_LEVEL = 3
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
)
"""What zipfile raises on forged archives."""


@dataclass(frozen=True, slots=True)
class BundleInfo:
    """What a bundle says about itself: who made it, what it takes up from (`since`) and reaches to (`until`)."""

    path: Path
    device: str
    schema: int
    since: Mapping[str, int]
    until: Mapping[str, int]
    events: int
    blobs: Mapping[str, str]
    """Media types by SHA-256."""
    holds: Holdings
    """The very events, as they were counted while verifying."""


# -- writing ---------------------------------------------------------------------------------------


def export_bundle(
    store: Store,
    path: Path,
    key: bytes | Password,
    since: Mapping[str, int] | None = None,
    *,
    context: str | None = None,
    events: Iterable[Event | NewerEvent] | None = None,
) -> BundleInfo:
    """Writes what a device with the vector `since` lacks (all of it for None), or what was done in one context.

    `key`: the team's, or a password for an outsider. `events`: exactly these instead, for a case that must carry what
    it was made with. The file appears at `path` whole, read back and verified, or not at all. SurroundingsError if it
    cannot be written, InputError for a password too short.
    """
    draft = path.with_name(path.name + ".tmp")
    try:
        with open(draft, "wb") as file:
            _write(store, file, key, since or {}, _lines(store, since or {}, context, events))
            file.flush()
            os.fsync(file.fileno())
        with verify_bundle(draft, key) as bundle:
            info = bundle.info
        os.replace(draft, path)
    except OSError as error:
        raise SurroundingsError(
            _("Filen {path} kan ikke skrives. Tjek, at mappen findes, og at der er plads på disken.").format(
                path=path
            )
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return replace(info, path=path)


def _write(
    store: Store, file: IO[bytes], key: bytes | Password, since: Mapping[str, int], lines: Iterator[str]
) -> None:
    until = store.vector()  # before the lines: what is committed meanwhile must not be claimed
    with (
        SealedWriter(file, key) as sealed,
        zipfile.ZipFile(sealed, "w", compresslevel=_TEXT_LEVEL) as archive,
    ):
        named: set[str] = set()
        digest, count = hashlib.sha256(), 0
        with archive.open(_entry(_EVENTS, zipfile.ZIP_DEFLATED), "w") as events:
            for line in lines:
                data = line.encode("utf-8") + b"\n"
                named |= blobs_named(line)
                digest.update(data)
                events.write(data)
                count += 1
        blobs = {sha: store.blob_mime(sha) for sha in sorted(named) if store.has_blob(sha)}
        for sha in blobs:
            archive.writestr(_entry(_BLOBS + sha, zipfile.ZIP_STORED), store.blob(sha))
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "program": __version__,
            "schema": SCHEMA,
            "device": store.device,
            "since": dict(since),
            "until": until,
            "events": count,
            "sha256": digest.hexdigest(),
            "blobs": {sha: {"mime": mime, "bytes": store.blob_size(sha)} for sha, mime in blobs.items()},
        }
        archive.writestr(
            _entry(_MANIFEST, zipfile.ZIP_DEFLATED), json.dumps(manifest, ensure_ascii=False, indent=1)
        )


def _lines(
    store: Store,
    since: Mapping[str, int],
    context: str | None,
    chosen: Iterable[Event | NewerEvent] | None,
) -> Iterator[str]:
    for event in store.events(since, context=context) if chosen is None else chosen:
        yield line_of(event)
    if context is None and chosen is None:
        for newer in store.newer_events(since):
            yield newer.raw


def line_of(event: Event | NewerEvent) -> str:
    """The event as a bundle holds it."""
    return event.raw if isinstance(event, NewerEvent) else to_json(event)


def blobs_named(line: str) -> set[str]:
    """The hashes that an event's line speaks of; not all of them need be blobs."""
    return set(_SHA.findall(line))


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    """A zip entry without the time it was made: the same content gives the same plaintext."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = compression
    return entry


# -- reading ---------------------------------------------------------------------------------------


class Bundle:
    """An open bundle, verified whole; a context manager."""

    def __init__(self, path: Path, file: IO[bytes], secret: Secret, keep: bool) -> None:
        self._file, self._keep = file, keep
        sealed = SealedReader(file, secret)
        self._archive = zipfile.ZipFile(sealed)
        self._entries = _checked_entries(self._archive)
        manifest = _manifest(self._archive, self._entries)
        self._sha: str = manifest["sha256"]
        self._sizes = {sha: blob["bytes"] for sha, blob in manifest["blobs"].items()}
        self._parsed: list[Event | NewerEvent] | None = None
        self._kept: dict[str, bytes] = {}
        self.info = BundleInfo(
            path,
            manifest["device"],
            manifest["schema"],
            manifest["since"],
            manifest["until"],
            manifest["events"],
            {sha: blob["mime"] for sha, blob in manifest["blobs"].items()},
            Holdings(),
        )
        self._verify()
        sealed.verify()

    def events(self) -> Iterator[Event | NewerEvent]:
        """The events; those of a large bundle are parsed as they are read."""
        if self._parsed is not None:
            yield from self._parsed
            return
        with self._archive.open(_EVENTS) as lines:
            while line := lines.readline(MAX_LINE):
                yield from_json(line.decode("utf-8").rstrip("\n"))

    def blobs(self) -> Iterator[Blob]:
        """The blobs: those kept as they were verified, else read one at a time."""
        for sha, mime in self.info.blobs.items():
            if (data := self._kept.get(sha)) is not None:
                yield Blob(data, mime, sha)
            else:
                yield Blob(self._archive.read(_BLOBS + sha), mime)

    def close(self) -> None:
        """Closes the file."""
        self._kept.clear()
        self._archive.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def _verify(self) -> None:
        """Reads everything once: hashes, sizes, count, and that each event is one."""
        names = {_MANIFEST, _EVENTS, *(_BLOBS + sha for sha in self.info.blobs)}
        _require(set(self._entries) == names and self._sizes.keys() == self.info.blobs.keys())
        self._verify_events()
        keep = self._keep and sum(self._sizes.values()) <= KEEP_BLOBS
        for sha, size in self._sizes.items():
            data = self._archive.read(_BLOBS + sha)
            _require(len(data) == size and hashlib.sha256(data).hexdigest() == sha)
            if keep:
                self._kept[sha] = data

    def _verify_events(self) -> None:
        digest, count = hashlib.sha256(), 0
        keep = self._entries[_EVENTS].file_size <= KEEP_PARSED
        parsed: list[Event | NewerEvent] = []
        with self._archive.open(_EVENTS) as lines:
            while line := lines.readline(MAX_LINE):
                digest.update(line)
                event = from_json(line.decode("utf-8").rstrip("\n"))
                count += 1
                _require(count <= self.info.events)
                self.info.holds.add(event.device, event.seq)
                if keep:
                    parsed.append(event)
        _require(count == self.info.events and digest.hexdigest() == self._sha)
        self._parsed = parsed if keep else None


def verify_bundle(path: Path, secret: Secret, *, keep: bool = False) -> Bundle:
    """Opens a bundle after verifying all of it; close it, or use it with `with`.

    `secret`: the team's key, or several of which one may fit, or an outsider's password.
    `keep`: it is about to be taken in, so what was read stays in memory until it is closed (up to 100 MB of blobs).
    InputError: another kind of file, another team's, damaged, too large, or from a newer program.
    """
    with ExitStack() as until_verified:
        try:
            file = until_verified.enter_context(open(path, "rb"))
        except OSError as error:
            raise InputError(
                _("Filen {path} kan ikke læses. Tjek, at den findes.").format(path=path)
            ) from error
        if os.fstat(file.fileno()).st_size > MAX_FILE:
            raise InputError(_("Filen er for stor til at være en Klimabesøg-fil."))
        try:
            bundle = Bundle(path, file, secret, keep)
        except UNREADABLE as error:
            raise InputError(_damaged()) from error
        until_verified.pop_all()
        return bundle


def import_bundle(store: Store, path: Path, secret: Secret) -> Applied:
    """Takes a bundle in, in one transaction; doing it again, or in another order than written, changes nothing."""
    with verify_bundle(path, secret, keep=True) as bundle:
        return store.apply(bundle.events(), bundle.blobs())


# -- what a bundle may hold ------------------------------------------------------------------------


def _checked_entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The entries by name: only the names a bundle has, each once, none larger than it may be."""
    entries = {entry.filename: entry for entry in archive.infolist()}
    _require(len(entries) == len(archive.infolist()) and len(entries) <= MAX_BLOBS + 2)
    for name, entry in entries.items():
        limit = {_MANIFEST: MAX_MANIFEST_BYTES, _EVENTS: MAX_EVENTS_BYTES}.get(name, MAX_BLOB_BYTES)
        is_blob = name.startswith(_BLOBS) and _SHA.fullmatch(name.removeprefix(_BLOBS)) is not None
        _require((name in (_MANIFEST, _EVENTS) or is_blob) and entry.file_size <= limit)
    _require(sum(entry.file_size for entry in entries.values()) <= MAX_FILE)
    return entries


def _manifest(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> dict[str, Any]:
    _require(_MANIFEST in entries and _EVENTS in entries)
    try:
        manifest: Any = json.loads(archive.read(_MANIFEST))
    except (ValueError, RecursionError) as error:
        raise InputError(_damaged()) from error
    _require(isinstance(manifest, dict) and manifest.get("format") == FORMAT)
    if manifest.get("version") != VERSION:
        raise InputError(
            _("Filen er lavet med en nyere udgave af Klimabesøg. Opdater programmet på denne computer.")
        )
    _require(is_id(manifest.get("device")) and _is_count(manifest.get("schema")))
    _require(all(_is_vector(manifest.get(name)) for name in ("since", "until")))
    _require(_is_count(manifest.get("events")) and manifest["events"] <= MAX_EVENTS)
    _require(isinstance(manifest.get("sha256"), str) and isinstance(manifest.get("blobs"), dict))
    _require(all(map(_is_blob, manifest["blobs"].items())))
    return dict(manifest)


def _is_blob(item: tuple[str, Any]) -> bool:
    sha, blob = item
    known = _SHA.fullmatch(sha) is not None and isinstance(blob, dict) and _is_count(blob.get("bytes"))
    return known and isinstance(blob.get("mime"), str) and len(blob["mime"]) < 200 and blob["mime"].isascii()


def _is_vector(value: object) -> bool:
    return isinstance(value, dict) and all(is_id(d) and _is_count(n) for d, n in value.items())


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def _require(condition: bool) -> None:
    if not condition:
        raise InputError(_damaged())


def _damaged() -> str:
    return _("Filen er beskadiget. Bed om at få den sendt igen.")
