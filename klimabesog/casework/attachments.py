"""Files that answer questions: checked, kept once as a blob, and found by the name that is the answer.

The answer is the file's name, as in ODK. It holds the beginning of the content's hash, so that another file never has
the same name: history, undo and a merge of two laptops pick the right content by the answer alone.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from klimabesog.casework import kinds, pictures
from klimabesog.casework.desk import Desk
from klimabesog.casework.visitviews import Attachment
from klimabesog.store import Change
from klimabesog.store.event import DELETED
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _
from klimabesog.xforms import Node

MAX_BYTES = 25_000_000
FILE_KINDS = frozenset({"image", "file", "signature", "audio", "video"})
"""Kinds of questions that a file answers."""

_SOUNDS = {
    ".aac": "audio/aac", ".amr": "audio/amr", ".flac": "audio/flac", ".m4a": "audio/mp4", ".mp3": "audio/mpeg",
    ".oga": "audio/ogg", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav", ".wma": "audio/x-ms-wma",
}  # fmt: skip
_FILMS = {
    ".3gp": "video/3gpp", ".avi": "video/x-msvideo", ".m4v": "video/mp4", ".mkv": "video/x-matroska",
    ".mov": "video/quicktime", ".mp4": "video/mp4", ".mpg": "video/mpeg", ".webm": "video/webm",
    ".wmv": "video/x-ms-wmv",
}  # fmt: skip
_OTHERS = {
    ".csv": "text/csv", ".doc": "application/msword", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".heic": "image/heic", ".pdf": "application/pdf", ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".txt": "text/plain", ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".zip": "application/zip",
}  # fmt: skip
MIME_TYPES: Mapping[str, str] = {**_SOUNDS, **_FILMS, **_OTHERS}
UNKNOWN_TYPE = "application/octet-stream"

_UNSAFE = re.compile(r"[^\w-]+")
_LONGEST_STEM = 60


@dataclass(frozen=True)
class GivenFile:
    """A file that fits its question: content, media type, the name it came with."""

    data: bytes
    mime: str
    name: str

    @property
    def sha256(self) -> str:
        """The hash of the content."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def answer(self) -> str:
        """The file's name as the answer: one word, with the beginning of the content's hash."""
        path = PurePath(self.name)
        stem = _one_word(path.stem)[:_LONGEST_STEM] or "fil"
        suffix = path.suffix.lower() if re.fullmatch(r"\.[a-z0-9]{1,8}", path.suffix.lower()) else ""
        return f"{stem}-{self.sha256[:8]}{suffix}"

    @property
    def attachment(self) -> Attachment:
        """The file as it is shown."""
        return Attachment(self.name, len(self.data), self.mime, self.sha256)


def read_file(given: Path | bytes, name: str, node: Node) -> GivenFile:
    """The file as it is kept for this question: pictures shrunk and without position, others as they are.

    Raises InputError with one sentence for a file that is too large, empty, unreadable or of the wrong kind.
    """
    name = name or (given.name if isinstance(given, Path) else _("billede.png"))
    if node.kind not in FILE_KINDS:
        raise InputError(_("{label} kan ikke besvares med en fil.").format(label=node.label or node.name))
    if node.kind in ("image", "signature"):
        return _picture(given, name, drawn=is_drawn(node))
    data = read_bytes(given, name)
    suffix = PurePath(name).suffix.lower()
    _check_kind(node, name, suffix)
    return GivenFile(data, MIME_TYPES.get(suffix, UNKNOWN_TYPE), name)


def is_drawn(node: Node) -> bool:
    """Whether the answer is drawn with a pen (a signature or a sketch)."""
    return node.kind == "signature" or "draw" in node.appearance.split()


def _picture(given: Path | bytes, name: str, *, drawn: bool) -> GivenFile:
    if drawn and isinstance(given, bytes):
        return GivenFile(pictures.drawing(given), "image/png", str(PurePath(name).with_suffix(".png")))
    return GivenFile(pictures.load(given, name).jpeg, "image/jpeg", str(PurePath(name).with_suffix(".jpg")))


def read_bytes(given: Path | bytes, name: str) -> bytes:
    """The content of a file; InputError with one sentence for one too large, empty or unreadable."""
    try:
        size = len(given) if isinstance(given, bytes) else given.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                _("{name} fylder {mb} MB. Vælg en fil på højst {limit} MB.").format(
                    name=name, mb=math.ceil(size / 1e6), limit=MAX_BYTES // 1_000_000
                )
            )
        data = given if isinstance(given, bytes) else given.read_bytes()
    except OSError as error:
        raise InputError(
            _("{name} kan ikke åbnes. Se, om filen findes, og prøv igen.").format(name=name)
        ) from error
    if not data:
        raise InputError(_("{name} er tom. Vælg en anden fil.").format(name=name))
    return data


def _check_kind(node: Node, name: str, suffix: str) -> None:
    if node.kind == "audio" and suffix not in _SOUNDS:
        raise InputError(_("{name} er ikke en lydfil. Vælg fx en mp3- eller m4a-fil.").format(name=name))
    if node.kind == "video" and suffix not in _FILMS:
        raise InputError(_("{name} er ikke en video. Vælg fx en mp4-fil.").format(name=name))
    accepted = accepted_suffixes(node)
    if accepted and suffix not in accepted:
        raise InputError(
            _("{name} kan ikke bruges her. Vælg en fil af typen {types}.").format(
                name=name, types=", ".join(accepted)
            )
        )


def accepted_suffixes(node: Node) -> list[str]:
    """The file name endings that the form asks for (pyxform's `body::accept`), [] for any."""
    return [
        word for word in re.split(r"[,\s]+", node.parameters.get("accept", "").lower()) if word[:1] == "."
    ]


def keeping(desk: Desk, instance: str, file: GivenFile, links: Mapping[str, object]) -> list[Change]:
    """Keep the content, and the changes that make its record in this form instance known."""
    record = _record_id(instance, file.answer)
    fields: dict[str, object] = {
        **{name: links[name] for name in ("besoeg",) if name in links},
        "instans": instance,
        "navn": file.name,
        "sha256": desk.store.put_blob(file.data, file.mime),
        "type": file.mime,
        "bytes": len(file.data),
    }
    known = desk.store.record(record)
    changes = desk.differences(record, kinds.FILE, fields)
    if known is not None and known.deleted:  # its first keeping was undone: it comes back
        changes.append(Change(record, DELETED, None))
    return changes


def find(desk: Desk, instance: str, answer: str) -> Attachment | None:
    """The file of this name in a form instance; None when there is none, or its content has not come yet."""
    record = desk.store.record(_record_id(instance, answer)) if answer else None
    sha256 = str(record.fields.get("sha256") or "") if record is not None else ""
    if record is None or not sha256 or not desk.store.has_blob(sha256):
        return None
    fields = record.fields
    return Attachment(
        str(fields.get("navn") or answer), int(str(fields.get("bytes") or 0)), str(fields.get("type")), sha256
    )


def renamed(answer: str) -> str:
    """The answer that a file has when something has been taken out of its name: one word again."""
    path = PurePath(answer)
    return re.sub(r"_+([_-])", r"\1", _one_word(path.stem)) + path.suffix


def renaming(desk: Desk, instance: str, answer: str, new: str) -> list[Change]:
    """What makes a file known under another answer; nothing when it is not known under this one."""
    known = desk.store.record(_record_id(instance, answer))
    if known is None or known.deleted:
        return []
    return desk.differences(_record_id(instance, new), kinds.FILE, {**known.fields, "navn": new})


def _one_word(stem: str) -> str:
    return _UNSAFE.sub("_", stem).strip("_")


def _record_id(instance: str, answer: str) -> str:
    return derived_id(instance, kinds.FILE, answer)
