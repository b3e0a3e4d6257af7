"""Photos of a visit: added, captioned, placed; and the inbox that places a phone's whole batch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from klimabesog.casework import kinds, pictures
from klimabesog.casework.desk import Desk
from klimabesog.casework.views import Changes
from klimabesog.casework.visitviews import InboxPhoto, Photo, QuestionHit
from klimabesog.store import Change, Record
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id

THUMBNAIL = 320
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Photos:
    """The photos of one visit."""

    def __init__(self, desk: Desk, visit: str) -> None:
        self._desk, self._visit = desk, visit

    def all(self) -> tuple[Photo, ...]:
        """In order of capture; those without a time last, as they were added."""
        records = self._desk.store.records(kinds.PHOTO, besoeg=self._visit)
        return tuple(
            _photo(r)
            for r in sorted(records, key=lambda r: (str(r.fields.get("taget") or "9"), r.created_hlc))
        )

    def of(self, finding: str) -> tuple[Photo, ...]:
        """The photos of one finding."""
        return tuple(photo for photo in self.all() if photo.finding == finding)

    def save(self, photo: str, further: Sequence[Change] = (), **fields: object) -> None:
        """Change caption, alt_text or finding; `further` in the same step."""
        names = {"caption": "billedtekst", "alt_text": "alternativ_tekst", "finding": "fund"}
        changes = self._desk.differences(photo, kinds.PHOTO, {names[k]: v for k, v in fields.items()})
        self._desk.write([*further, *changes], context=self._visit)
        self._tell(photo)

    def remove(self, photo: str) -> None:
        """Take a photo out of the visit; undo brings it back."""
        self._desk.delete(photo, context=self._visit)
        self._tell(photo)

    def jpeg(self, sha256: str) -> bytes:
        """The JPEG."""
        return self._desk.store.blob(sha256)

    def thumbnail(self, sha256: str, pixels: int) -> bytes:
        """A small JPEG of a photo."""
        return pictures.thumbnail(self.jpeg(sha256), pixels)

    def keep(
        self, picture: pictures.Picture, finding: str | None = None, further: Sequence[Change] = ()
    ) -> Photo:
        """Keep a picture (one 2,560 px copy, no position); the same picture twice is one photo."""
        store = self._desk.store
        sha256 = store.put_blob(picture.jpeg, "image/jpeg")
        photo = derived_id(self._visit, kinds.PHOTO, sha256)
        fields: dict[str, object] = {
            "besoeg": self._visit,
            "sha256": sha256,
            "taget": picture.taken,
            "bredde": picture.width,
            "hoejde": picture.height,
            "fund": finding,
        }
        known = store.record(photo)
        changes = self._desk.differences(photo, kinds.PHOTO, fields)
        if known and known.deleted:  # the same picture again, after it was removed: it comes back
            changes.append(Change(photo, "@deleted", None))
        self._desk.write([*further, *changes], context=self._visit)
        self._tell(photo)
        kept = store.record(photo)
        assert kept is not None
        return _photo(kept)

    def _tell(self, photo: str) -> None:
        self._desk.tell(Changes(frozenset({photo}), frozenset({kinds.PHOTO}), self._visit))


class Trace:
    """Which question was open when, on this laptop: what the inbox proposes from. Never shared."""

    LONGEST = 5_000

    def __init__(self, desk: Desk, visit: str) -> None:
        self._desk, self._name = desk, f"spor:{visit}"

    def note(self, form: str, ref: str) -> None:
        """The officer is at this question now."""
        steps = self._steps()
        if steps and steps[-1][1:] == [form, ref]:
            return
        steps.append([self._desk.now().isoformat(), form, ref])
        self._desk.store.set_setting(self._name, steps[-self.LONGEST :])

    def at(self, moment: str) -> tuple[str, str] | None:
        """(form, ref) that was open at this local ISO time; None before the first or without a time."""
        steps = self._steps()
        index = bisect_right([step[0] for step in steps], moment) - 1
        return (steps[index][1], steps[index][2]) if moment and index >= 0 else None

    def _steps(self) -> list[list[str]]:
        return list(self._desk.store.setting(self._name) or [])


@dataclass(frozen=True)
class Read:
    """A picture of a batch, decoded and shrunk, with its thumbnail."""

    path: Path
    picture: pictures.Picture
    thumbnail: bytes


def read_inbox(
    paths: Sequence[Path], progress: Progress | None = None, cancelled: Cancelled | None = None
) -> tuple[list[Read], list[str]]:
    """Read a batch of files; pictures in order of capture, and one Danish sentence for each that cannot be used.

    Touches no store, so it may run on a worker thread.
    """
    read, problems = [], []
    for number, path in enumerate(paths):
        if cancelled and cancelled():
            break
        try:
            picture = pictures.load(path)
            read.append(Read(path, picture, pictures.thumbnail(picture.jpeg, THUMBNAIL)))
        except InputError as error:
            problems.append(str(error))
        if progress:
            progress(number + 1, len(paths))
    read.sort(key=lambda item: (item.picture.taken or "9", item.path.name))
    return read, problems


def propose(
    read: Iterable[Read], offset_minutes: int, question_at: Callable[[str], QuestionHit | None]
) -> list[InboxPhoto]:
    """For each picture the checkpoint that was open when it was taken.

    `offset_minutes` is added to the camera's clock: the same for the whole batch.
    """
    proposals = []
    for item in read:
        moment = _shift(item.picture.taken, offset_minutes)
        proposal = question_at(moment) if moment else None
        picture = replace(item.picture, taken=moment)
        proposals.append(InboxPhoto(str(item.path), moment, proposal, item.thumbnail, picture))
    return proposals


def _shift(taken: str, minutes: int) -> str:
    return (datetime.fromisoformat(taken) + timedelta(minutes=minutes)).isoformat() if taken else ""


def _photo(record: Record) -> Photo:
    fields = record.fields
    return Photo(
        id=record.id,
        sha256=str(fields.get("sha256")),
        taken=str(fields.get("taget") or ""),
        caption=str(fields.get("billedtekst") or ""),
        alt_text=str(fields.get("alternativ_tekst") or ""),
        finding=str(fields["fund"]) if fields.get("fund") else None,
        width=int(fields.get("bredde") or 0),
        height=int(fields.get("hoejde") or 0),
    )
