"""Writing a file for a person: whole or not at all, and a clear sentence when it cannot be."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from klimabesog.values.errors import SurroundingsError
from klimabesog.values.texts import _


class FileInUse(SurroundingsError):
    """The file is open in another program; `suggestion` is a free name beside it."""

    def __init__(self, path: Path, suggestion: Path) -> None:
        super().__init__(
            _("{name} er åben i et andet program. Luk den, eller gem som {other}.").format(
                name=path.name, other=suggestion.name
            )
        )
        self.suggestion = suggestion


def save_file(path: Path, data: bytes) -> Path:
    """Write beside and rename, so that a reader never sees half a file; returns the path.

    Raises FileInUse (with a free name) when another program holds the file, SurroundingsError for a full disk or
    a folder that cannot be written to.
    """
    part = path.with_name(
        f".klimabesog-{os.getpid()}.part"
    )  # short: the name itself may be as long as allowed
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except PermissionError as error:
        _discard(part)
        if path.exists() and os.access(path.parent, os.W_OK):
            raise FileInUse(path, free_name(path)) from error
        raise SurroundingsError(
            _("Der kan ikke skrives i {folder}. Vælg en anden mappe.").format(folder=path.parent)
        ) from error
    except OSError as error:
        _discard(part)
        raise not_saved(path, error) from error
    return path


def not_saved(path: Path, error: OSError) -> SurroundingsError:
    """What to tell the person whose file could not be written."""
    return SurroundingsError(
        _("{name} kunne ikke gemmes: {reason}. Vælg en anden mappe, eller prøv igen.").format(
            name=path.name, reason=_reason(error)
        )
    )


def _reason(error: OSError) -> str:
    """What the system said, in Danish where it is one of the usual things."""
    usual = {
        errno.ENOSPC: _("disken er fuld"),
        errno.EDQUOT: _("din plads på drevet er brugt"),
        errno.EROFS: _("mappen er skrivebeskyttet"),
        errno.ENOENT: _("mappen findes ikke"),
        errno.ENOTDIR: _("mappen findes ikke"),
        errno.EEXIST: _("der ligger en fil, hvor mappen skulle være"),
        errno.EISDIR: _("der er en mappe med det navn"),
        errno.ENAMETOOLONG: _("navnet er for langt"),
    }
    return usual.get(error.errno or 0, error.strerror or type(error).__name__)


def free_name(path: Path) -> Path:
    """The path itself if it is free, else the first of "name (2).pdf", "name (3).pdf" … that is."""
    candidate, number = path, 2
    while candidate.exists():
        candidate = path.with_stem(f"{path.stem} ({number})")
        number += 1
    return candidate


def safe_name(text: str) -> str:
    """A file name without the signs that Windows refuses."""
    kept = "".join(" " if sign in '<>:"/\\|?*' or ord(sign) < 32 else sign for sign in text)
    return " ".join(kept.split()).rstrip(". ")[:120] or "dokument"


def _discard(part: Path) -> None:
    """Nothing more can be done about a leftover: the error that led here is the one to tell."""
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)
