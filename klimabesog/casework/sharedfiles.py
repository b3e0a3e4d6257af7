"""The files that pass between laptops by hand, known by their names: a colleague's work, a municipality's profile."""

from __future__ import annotations

from pathlib import Path

from klimabesog.exchange import bundle, profile

BUNDLE, PROFILE = bundle.SUFFIX, profile.SUFFIX


def is_bundle(path: Path) -> bool:
    """Whether it is named as a colleague's work is."""
    return path.name.lower().endswith(BUNDLE)


def is_profile(path: Path) -> bool:
    """Whether it is named as a municipality's profile is."""
    return path.name.lower().endswith(PROFILE)


def is_shared_file(path: Path) -> bool:
    """Whether it is named as either."""
    return is_bundle(path) or is_profile(path)
