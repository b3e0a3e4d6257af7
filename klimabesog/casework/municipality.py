"""The municipality's profile file, which sets up a laptop in one step, and its recovery key."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.letterhead import colour_of
from klimabesog.casework.library import OWN
from klimabesog.casework.logo import checked_logo
from klimabesog.casework.opening import Place, key_of, recover
from klimabesog.casework.saving import save_file
from klimabesog.casework.settings import MUNICIPALITY, RECORD, Settings, keep_settings, settings
from klimabesog.casework.sharedfolder import FOLDER, STATE, chosen_folder
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.views import Changes
from klimabesog.exchange.bundle import export_bundle, verify_bundle
from klimabesog.exchange.escrow import new_pair, open_with, seal_to
from klimabesog.exchange.profile import SUFFIX, ProfileFile, read_profile, write_profile
from klimabesog.store import Event
from klimabesog.store.keys import read_passphrase
from klimabesog.store.recovery import parse_recovery, recovery_text
from klimabesog.values.errors import InputError, KlimabesogError
from klimabesog.values.texts import _

__all__ = [
    "MUNICIPALITY",
    "RECORD",
    "Opened",
    "Settings",
    "keep_escrow",
    "make_profile",
    "new_recovery",
    "open_profile",
    "placed_path",
    "placed_profile",
    "read_passphrase",
    "recover_by_municipality",
    "settings",
]

ESCROW = "gendannelse.json"
"""Beside the store: this laptop's key, sealed to the municipality's recovery key."""
PUBLIC, OPENED = "kommune_gendannelse", "profil"
"""Settings: the recovery key's public half; the SHA-256 of the profile that was opened last."""


@dataclass(frozen=True)
class Opened:
    """What opening a profile did."""

    municipality: str
    folder: Path | None
    forms: int
    """Events of forms, factors and settings that were new here."""
    key_changed: bool
    recoverable: bool
    """Whether the municipality's recovery key now opens this laptop's data too."""


def new_recovery(casebook: Casebook) -> str:
    """Make the municipality's recovery key: the groups to print and lock away. Only its public half stays here.

    Profiles made from now on carry it; a laptop that opens one can be opened with the paper.
    """
    private, public = new_pair()
    casebook.desk.store.set_setting(PUBLIC, public.hex())
    return recovery_text(private)


# -- the profile file ------------------------------------------------------------------------------------------------


def make_profile(
    casebook: Casebook,
    path: Path,
    passphrase: str,
    *,
    name: str | None = None,
    folder: str | None = None,
    retention_days: int | None = None,
    filing: str | None = None,
    logo: bytes | None = None,
    colour: str | None = None,
) -> Path:
    """Write the profile: what is given is kept as the municipality's settings first, the rest is as it stands.

    `folder` may hold variables (%OneDrive%, $HOME), which each laptop fills in. The passphrase has at least 12
    characters and is told by other means. Returns the path, which ends in .kommuneprofil. InputError: passphrase too
    short, retention out of range, a logo or a colour that can't be used.
    """
    desk, store = casebook.desk, casebook.desk.store
    if retention_days is not None and not 1 <= retention_days <= 36_500:
        raise InputError(_("Antal dage skal være mellem 1 og 36.500."))
    kept = _kept(name, retention_days, filing)
    if logo is not None:
        kept["logo"] = store.put_blob(logo, checked_logo(logo))
    if colour is not None:
        kept["farve"] = colour_of(colour)
    keep_settings(desk, kept)
    known, public = settings(desk), store.setting(PUBLIC)
    path = path if path.name.endswith(SUFFIX) else path.with_name(path.name + SUFFIX)
    sharing = Sharing(casebook)
    with tempfile.TemporaryDirectory() as temp:  # what lies there is sealed
        content = export_bundle(
            store, Path(temp) / "indhold", sharing.team_key, events=_content(casebook)
        ).path.read_bytes()
    profile = ProfileFile(
        municipality=known.name,
        team_keys=tuple(sharing.keys.every),
        recovery=bytes.fromhex(str(public)) if public else None,
        folder=folder if folder is not None else str(chosen_folder(casebook) or ""),
        retention_days=known.retention_days,
        filing=known.filing,
        logo=store.blob(known.logo) if known.logo else None,
        content=content,
    )
    write_profile(path, profile, passphrase)
    return path


def _kept(name: str | None, retention_days: int | None, filing: str | None) -> dict[str, object]:
    given = {"navn": name, "bevaring_dage": retention_days, "journalmoenster": filing}
    return {field: value for field, value in given.items() if value is not None}


def _content(casebook: Casebook) -> Iterator[Event]:
    """The events of the municipality's settings, its own forms, the factor sets and its texts of help."""
    store = casebook.desk.store
    records = [RECORD]
    records += [record.id for record in store.records(kinds.FORM) if record.fields.get(OWN)]
    records += [record.id for record in store.records(kinds.FACTORS)]
    records += [record.id for record in store.records(kinds.HELP, deleted=True)]
    named = {version.event for record in records for version in store.history(record)}
    found = [event for event in map(store.event, named) if event is not None]
    return iter(sorted(found, key=lambda event: event.hlc))


def open_profile(
    casebook: Casebook, file: Path, passphrase: str, *, own_passphrase: str | None = None
) -> Opened:
    """Set this laptop up by a profile, or bring it up to date with a newer one; the same one twice changes nothing.

    `own_passphrase`: the one that locks this laptop's data, where there is no keyring. InputError: wrong passphrase or
    damaged file; nothing has changed then.
    """
    store = casebook.desk.store
    profile = read_profile(file, passphrase)
    sharing = Sharing(casebook)
    with tempfile.TemporaryDirectory() as temp:
        content = Path(temp) / "indhold"
        content.write_bytes(profile.content)
        with verify_bundle(content, list(profile.team_keys)) as bundle:
            applied = store.apply(bundle.events(), bundle.blobs())
    changed = sharing.keys.join(profile.team_keys)
    folder = _folder(profile.folder)
    if folder is not None and folder != chosen_folder(casebook):
        store.set_setting(STATE, None)
        store.set_setting(FOLDER, str(folder))
    if profile.recovery is not None:
        store.set_setting(PUBLIC, profile.recovery.hex())
    store.set_setting(OPENED, hashlib.sha256(file.read_bytes()).hexdigest())
    recoverable = keep_escrow(casebook, own_passphrase)
    casebook.desk.tell(Changes(applied.records, frozenset({MUNICIPALITY, kinds.FORM})))
    return Opened(profile.municipality, folder, applied.new, changed, recoverable)


def _folder(text: str) -> Path | None:
    return Path(os.path.expandvars(os.path.expanduser(text))) if text else None


def placed_profile(casebook: Casebook | None = None) -> Path | None:
    """The profile the IT department has placed on this machine; None for none, or for one opened here already."""
    path = placed_path()
    if not path.is_file():
        return None
    if casebook is not None:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if casebook.desk.store.setting(OPENED) == digest:
            return None
    return path


def placed_path() -> Path:
    """Where a profile is looked for: %PROGRAMDATA%\\Klimabesog or /etc/klimabesog."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Klimabesog"
    else:
        folder = Path("/etc/klimabesog")
    return folder / f"profil{SUFFIX}"


# -- the municipality's recovery key ----------------------------------------------------------------------------------


def keep_escrow(casebook: Casebook, own_passphrase: str | None = None, key: bytes | None = None) -> bool:
    """Keep this laptop's key sealed to the municipality's recovery key; again after the laptop's key was changed.

    `key`: the one that is about to be the laptop's, during a change.
    False when there is no recovery key, or this laptop's own key can't be had now.
    """
    public = casebook.desk.store.setting(PUBLIC)
    if not public:
        return False
    try:
        key = key or key_of(Place(casebook.data_dir), own_passphrase)
    except KlimabesogError:
        return False
    sealed = seal_to(bytes.fromhex(str(public)), key)
    kept = {"version": 1, "noegle": base64.b64encode(sealed).decode()}
    save_file(casebook.data_dir / ESCROW, json.dumps(kept).encode())
    return True


def recover_by_municipality(place: Place, typed: str, passphrase: str | None = None) -> None:
    """Open this laptop's data again with the municipality's recovery key, typed from paper.

    InputError: the groups are wrong, the key is another municipality's, or this laptop was never set up by a profile.
    """
    private = parse_recovery(typed)
    try:
        sealed = base64.b64decode(json.loads((place.data_dir / ESCROW).read_bytes())["noegle"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            _("Denne computer er ikke sat op til kommunens gendannelsesnøgle. Brug computerens egen.")
        ) from error
    recover(place, recovery_text(open_with(private, sealed)), passphrase)
