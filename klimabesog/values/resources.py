"""Files that come with the program: `resources/` and `forms/`, in a checkout or installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
ROOTS = ("resources", "forms")


def path(*parts: str) -> Path:
    """Where the file or folder `parts` is; the first part is "resources" or "forms".

    Installed (wheel, PyInstaller) both lie in `klimabesog/_data`, in a checkout beside the package.
    ValueError for another root, an absolute path or one with "..".  The file need not exist.
    """
    relative = _checked(parts)
    installed = _PACKAGE / "_data"
    return (installed if installed.is_dir() else _PACKAGE.parent).joinpath(*relative)


def _checked(parts: tuple[str, ...]) -> list[str]:
    """The path's single names, refused when they could lead anywhere else."""
    names = [name for part in parts for name in part.replace("\\", "/").split("/")]
    if not names or names[0] not in ROOTS:
        raise ValueError(f"not a file of the program: {parts!r}")
    if any(name in ("", ".", "..") or ":" in name or "\0" in name for name in names):
        raise ValueError(f"not a plain relative path: {parts!r}")
    return names
