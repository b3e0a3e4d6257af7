"""Where a database may lie: on the machine's own disk, in no folder that another program copies back and forth.

A synced database is overwritten page by page by someone else's; SQLite's journal does not hold over a network
(sqlite.org/useovernet.html, sqlite.org/howtocorrupt.html §2.1).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from klimabesog.values.errors import SurroundingsError
from klimabesog.values.texts import _

ALLOWED = "KLIMABESOG_ALLOW_FOLDER"
"""The environment variable that overrules the refusal: the very folder, written out, at one's own risk."""

_NETWORK = frozenset(("afs", "afpfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4",
                      "smb3", "smbfs", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.google-drive-ocamlfuse",
                      "fuse.gvfsd-fuse", "fuse.onedriver", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"))  # fmt: skip
_DRIVE_REMOTE = 4
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "Nextcloud",
    ".stfolder": "Syncthing",
    ".tmp.drivedownload": "Google Drev",
}
"""What the programs leave at the root of a folder they sync."""

_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "nextcloud": "Nextcloud",
    "mobile documents": "iCloud",
}
"""How such roots are called, also "OneDrive - Eksempel Kommune"."""


def refuse_shared(folder: Path) -> None:
    """SurroundingsError when the folder is synced by a program, or lies on another machine."""
    real = Path(os.path.realpath(folder))
    if os.environ.get(ALLOWED) and Path(os.path.realpath(os.environ[ALLOWED])) == real:
        return
    if program := synced_by(real):
        raise SurroundingsError(
            _(
                "Mappen {folder} synkroniseres af {program}, og det ødelægger en database. "
                "Vælg en mappe, der kun er på denne computer."
            ).format(folder=folder, program=program)
        )
    if on_network(real):
        raise SurroundingsError(
            _(
                "Mappen {folder} ligger på et netværksdrev, og der er en database ikke sikker. "
                "Vælg en mappe på computerens egen disk."
            ).format(folder=folder)
        )


def synced_by(folder: Path) -> str | None:
    """The program that syncs the folder, by its variables, its marks or the folder's name; None for none."""
    roots = [Path(os.path.realpath(os.environ[name])) for name in _ONEDRIVE if os.environ.get(name)]
    if any(folder == root or root in folder.parents for root in roots):
        return "OneDrive"
    for above in (folder, *folder.parents):
        for start, program in _NAMES.items():
            if above.name.casefold() == start or above.name.casefold().startswith(f"{start} "):
                return program
        for name in _entries(above):
            if name in _MARKS:
                return _MARKS[name]
            if name.startswith((".sync_", "._sync_")) and name.endswith(".db"):
                return "Nextcloud"
    return None


def _entries(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def on_network(folder: Path) -> bool:
    """Whether the folder lies on another machine's disk."""
    if sys.platform == "win32":
        return _is_remote_drive(str(folder))
    return mount_type(folder) in _NETWORK


def _is_remote_drive(folder: str) -> bool:
    r"""A share (\\server\...), or a letter that stands for one."""
    plain = folder.removeprefix("\\\\?\\")
    if plain.startswith(("\\\\", "UNC\\", "//")):
        return True
    return _drive_type(plain[:3]) == _DRIVE_REMOTE


def _drive_type(root: str) -> int:
    """What Windows calls the drive; 0 where there is no Windows."""
    import ctypes

    windows = getattr(ctypes, "windll", None)
    return int(windows.kernel32.GetDriveTypeW(root)) if windows else 0


def mount_type(folder: Path, mounts: Path = Path("/proc/mounts")) -> str | None:
    """The file system's type where the folder lies (Linux); None where that is not known."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    found, longest = None, -1
    for line in lines:
        _source, point, kind, *_rest = line.split(" ")
        place = Path(point.replace("\\040", " "))
        if (place == folder or place in folder.parents) and len(place.parts) >= longest:
            found, longest = kind, len(place.parts)
    return found
