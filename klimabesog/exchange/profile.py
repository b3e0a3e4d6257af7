"""The municipality's profile file (`.kommuneprofil`): sets up a laptop; sealed with a passphrase told by other means.

One sealed file holds a zip of `profil.json`, perhaps `logo`, and `indhold.klimabesog`: a bundle, itself sealed with the
team key, of the municipality's forms, factors and settings.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klimabesog.exchange.bundle import UNREADABLE
from klimabesog.exchange.sealed import OtherKey, Password, SealedReader, SealedWriter
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.texts import _

SUFFIX = ".kommuneprofil"
FORMAT, VERSION = "klimabesog-kommuneprofil", 1
MAX_FILE = 300_000_000
MAX_LOGO = 2_000_000
MAX_TEXT = 1000
_CONTENT, _ABOUT, _LOGO = "indhold.klimabesog", "profil.json", "logo"
_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class ProfileFile:
    """What a profile holds: keys of 32 bytes, the current team key first; `recovery` is the public half."""

    municipality: str
    team_keys: tuple[bytes, ...]
    recovery: bytes | None
    folder: str
    retention_days: int
    filing: str
    logo: bytes | None
    content: bytes


def write_profile(path: Path, profile: ProfileFile, passphrase: str) -> None:
    """Writes the file whole, or not at all.  InputError: passphrase too short. SurroundingsError: can't be written."""
    about = {
        "format": FORMAT,
        "version": VERSION,
        "kommune": profile.municipality,
        "holdnoegler": [key.hex() for key in profile.team_keys],
        "gendannelse": profile.recovery.hex() if profile.recovery else None,
        "delt_mappe": profile.folder,
        "bevaring_dage": profile.retention_days,
        "journalmoenster": profile.filing,
    }
    draft = path.with_name(path.name + ".tmp")
    try:
        with open(draft, "wb") as file:
            with (
                SealedWriter(file, Password(passphrase)) as sealed,
                zipfile.ZipFile(sealed, "w") as archive,
            ):
                archive.writestr(zipfile.ZipInfo(_ABOUT), json.dumps(about, ensure_ascii=False))
                archive.writestr(zipfile.ZipInfo(_CONTENT), profile.content)
                if profile.logo is not None:
                    archive.writestr(zipfile.ZipInfo(_LOGO), profile.logo)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError as error:
        raise SurroundingsError(
            _("Filen {path} kan ikke skrives. Tjek, at mappen findes, og at der er plads på disken.").format(
                path=path
            )
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def read_profile(path: Path, passphrase: str) -> ProfileFile:
    """The profile in a file.  InputError: wrong passphrase, damaged, another kind of file, or of a newer program."""
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size > MAX_FILE:
                raise InputError(_damaged())
            sealed = SealedReader(file, Password(passphrase))
            sealed.verify()
            with zipfile.ZipFile(sealed) as archive:
                return _profile(archive)
    except OtherKey as error:
        raise InputError(_("Adgangssætningen er forkert, eller filen er beskadiget. Prøv igen.")) from error
    except UNREADABLE as error:
        if isinstance(error, OSError) and not path.is_file():
            raise InputError(
                _("Filen {path} kan ikke læses. Tjek, at den findes.").format(path=path)
            ) from error
        raise InputError(_damaged()) from error


def _profile(archive: zipfile.ZipFile) -> ProfileFile:
    sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    _require(len(sizes) == len(archive.infolist()) and set(sizes) | {_LOGO} == {_ABOUT, _CONTENT, _LOGO})
    limits = {_ABOUT: 100_000, _CONTENT: MAX_FILE, _LOGO: MAX_LOGO}
    _require(all(size <= limits[name] for name, size in sizes.items()))
    about = json.loads(archive.read(_ABOUT))
    _require(isinstance(about, dict) and about.get("format") == FORMAT)
    if about.get("version") != VERSION:
        raise InputError(
            _("Filen er lavet med en nyere udgave af Klimabesøg. Opdater programmet på denne computer.")
        )
    team, recovery, days = about.get("holdnoegler"), about.get("gendannelse"), about.get("bevaring_dage")
    _require(isinstance(team, list) and 0 < len(team) <= 100 and all(map(_is_key, team)))
    _require(recovery is None or _is_key(recovery))
    _require(isinstance(days, int) and not isinstance(days, bool) and 1 <= days <= 36_500)
    return ProfileFile(
        municipality=_text(about.get("kommune")),
        team_keys=tuple(bytes.fromhex(key) for key in team),
        recovery=bytes.fromhex(recovery) if recovery else None,
        folder=_text(about.get("delt_mappe")),
        retention_days=days,
        filing=_text(about.get("journalmoenster")),
        logo=archive.read(_LOGO) if _LOGO in sizes else None,
        content=archive.read(_CONTENT),
    )


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and _KEY.fullmatch(value) is not None


def _text(value: Any) -> str:
    _require(isinstance(value, str) and len(value) <= MAX_TEXT and (value.isprintable() or value == ""))
    return str(value)


def _require(condition: bool) -> None:
    if not condition:
        raise InputError(_damaged())


def _damaged() -> str:
    return _("Profilfilen er beskadiget. Bed om at få den sendt igen.")
