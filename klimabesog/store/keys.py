"""The store's key: 32 random bytes in the system's keyring, or wrapped by a passphrase; never in a file as they are.

`noegle.json` beside the store says which of the two, and for a passphrase holds the wrapped key (scrypt, AES-GCM).
`keyring` and `cryptography` are imported when needed: reading the keyring is on the way to the first window.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from klimabesog.store.driver import KEY_BYTES
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.ids import is_id, new_id
from klimabesog.values.texts import _

SERVICE = "klimabesog"
FILE = "noegle.json"
SHORTEST_PASSPHRASE = 12

_SCRYPT = {"n": 2**16, "r": 8, "p": 1}
"""64 MiB and about 0.2 s a try (RFC 7914 §2); kept in the file so that it can be raised."""


class KeyringMissing(SurroundingsError):
    """This machine has no keyring that is open."""


class KeyMissing(SurroundingsError):
    """The store is here but its key is not: a copied profile, or a new Windows account."""


class PassphraseNeeded(SurroundingsError):
    """The key is wrapped by a passphrase, and none was given."""


class WrongPassphrase(InputError):
    """The passphrase does not unwrap the key."""


def new_key() -> bytes:
    """32 random bytes."""
    return os.urandom(KEY_BYTES)


def obtain(folder: Path, passphrase: str | None = None, *, store: Path | None = None) -> bytes:
    """The key of the data folder; makes and keeps one for a new folder.

    A new folder's key goes to the keyring, or under the passphrase when one is given.  KeyringMissing, KeyMissing,
    PassphraseNeeded or WrongPassphrase say what stands in the way.  `store`: the store's file; when it exists its
    key must too, and none is made.
    """
    kept = _read(folder / FILE)
    if kept is None:
        if store is not None and store.exists():
            raise KeyMissing(_no_key())
        return keep(folder, new_key(), passphrase)
    if kept["way"] == "passphrase":
        return _unwrap(kept, passphrase)
    key = _from_known_backend(kept) or from_keyring(kept["profile"])
    if key is None:
        raise KeyMissing(_no_key())
    return key


def keep(folder: Path, key: bytes, passphrase: str | None = None) -> bytes:
    """Keeps a key (a new one, or one typed in from paper) for the data folder; returns it."""
    known = _read(folder / FILE) or {}
    kept: dict[str, Any] = {"version": 1, "profile": known.get("profile") or new_id()}
    if passphrase is None:
        to_keyring(kept["profile"], key)
        kept |= {"way": "keyring", "backend": _backend_name()}
    else:
        kept |= {"way": "passphrase", **_wrap(key, passphrase)}
    _write(folder / FILE, kept)
    return key


def read_passphrase(path: Path) -> str:
    """The passphrase in a file: its first line.  SurroundingsError if it cannot be read, InputError if too short."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SurroundingsError(
            _("Filen med adgangssætningen, {path}, kan ikke læses. Tjek stien og dine rettigheder.").format(
                path=path
            )
        ) from error
    return _checked(lines[0] if lines else "")


# -- a change of keys ------------------------------------------------------------------------------


def begin_change(folder: Path, old: bytes, new: bytes, passphrase: str | None = None) -> None:
    """Keeps both keys beside the one in use, before anything is encrypted anew.

    Under the passphrase (the new one, if that changes too), or in the keyring.
    """
    kept = _read(folder / FILE)
    if kept is None:
        raise KeyMissing(_no_key())
    if passphrase is None:
        text, entry = (new + old).hex(), _change_entry(kept)
        _with_keyring(lambda keyring: keyring.set_password(SERVICE, entry, text))
        if _keys_in_change(kept) != (new, old):
            raise KeyringMissing(_no_keyring())
        change: dict[str, Any] = {"way": "keyring"}
    else:
        change = {"way": "passphrase", **_wrap(new + old, passphrase)}
    _write(folder / FILE, {**kept, "change": change})


def is_changing(folder: Path) -> bool:
    """Whether a change of keys was begun and not ended."""
    return "change" in (_read(folder / FILE) or {})


def changing(folder: Path, passphrase: str | None = None) -> tuple[bytes, bytes] | None:
    """The new and the old key of a change that was begun and not ended; None when there is none.

    WrongPassphrase and PassphraseNeeded speak of the new passphrase.
    """
    kept = _read(folder / FILE)
    if kept is None or "change" not in kept:
        return None
    if kept["change"].get("way") == "keyring":
        return _keys_in_change(kept)
    try:
        both = _unwrap(kept["change"], passphrase)
    except WrongPassphrase as error:
        raise WrongPassphrase(
            _("Skiftet af nøgle blev afbrudt. Brug den nye adgangssætning, så gøres det færdigt.")
        ) from error
    return both[:KEY_BYTES], both[KEY_BYTES:]


def end_change(folder: Path, new: bytes, passphrase: str | None = None) -> None:
    """The new key is the one in use; the old one goes."""
    kept = _read(folder / FILE) or {}
    keep(folder, new, passphrase)
    if kept.get("change", {}).get("way") == "keyring":
        with suppress(KeyringMissing):
            _with_keyring(lambda keyring: keyring.delete_password(SERVICE, _change_entry(kept)))


def _change_entry(kept: dict[str, Any]) -> str:
    return f"{kept['profile']}:skift"


def _keys_in_change(kept: dict[str, Any]) -> tuple[bytes, bytes] | None:
    text = _with_keyring(lambda keyring: keyring.get_password(SERVICE, _change_entry(kept)))
    new, old = _key((text or "")[: 2 * KEY_BYTES]), _key((text or "")[2 * KEY_BYTES :])
    return (new, old) if new and old else None


# -- keyring ---------------------------------------------------------------------------------------


def from_keyring(profile: str) -> bytes | None:
    """The profile's key; None if the keyring has none.  KeyringMissing without a keyring."""
    return _key(_with_keyring(lambda keyring: keyring.get_password(SERVICE, profile)))


def _key(text: str | None) -> bytes | None:
    """The key that stands in the keyring as hex; None for anything else."""
    try:
        key = bytes.fromhex(text or "")
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None


def to_keyring(profile: str, key: bytes) -> None:
    """Keeps the profile's key, and reads it back: a keyring that forgets would lose the data."""
    _with_keyring(lambda keyring: keyring.set_password(SERVICE, profile, key.hex()))
    if from_keyring(profile) != key:
        raise KeyringMissing(_no_keyring())


def _from_known_backend(kept: dict[str, Any]) -> bytes | None:
    """The key from the very backend it was put into: a search of all backends costs more than the rest of the start.

    None when that backend is gone or does not have it: then the keyring is asked in the ordinary way.
    """
    name = kept.get("backend")
    if not name or not str(name).startswith("keyring.backends.") or "PYTHON_KEYRING_BACKEND" in os.environ:
        return None
    keyring = import_keyring()
    try:
        return _key(keyring.core.load_keyring(str(name)).get_password(SERVICE, kept["profile"]))
    except Exception:  # whatever is wrong with it, the ordinary way says so in its own words
        return None


def _backend_name() -> str:
    """The class that keys are put into, the first one of a chain."""
    backend = import_keyring().get_keyring()
    backend = next(iter(getattr(backend, "backends", [])), backend)
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def import_keyring() -> Any:
    """The `keyring` package, without the web client that comes along.

    It imports `jaraco.context`, which imports `urllib.request` (and with it http, email and ssl) for one function
    that nobody calls here: half of what the package costs on the way to the first window. A blank stands in for it
    for that moment; whoever needs the real one afterwards imports it as ever.
    """
    import_module("urllib")  # its package: without it the blank would not be found
    blank = None if "urllib.request" in sys.modules else ModuleType("urllib.request")
    if blank is not None:
        sys.modules["urllib.request"] = blank
    try:
        import keyring
    finally:
        if blank is not None:
            del sys.modules["urllib.request"]
    return keyring


def _with_keyring(use: Callable[[Any], Any]) -> Any:
    """What `use` gets from the system's keyring; a keyring that is a plain file counts as none."""
    keyring = import_keyring()
    from keyring.errors import KeyringError

    if type(keyring.get_keyring()).__module__.startswith("keyrings.alt"):
        raise KeyringMissing(_no_keyring())
    try:
        return use(keyring)
    except KeyringError as error:
        raise KeyringMissing(_no_keyring()) from error


def _no_keyring() -> str:
    return _(
        "Computeren har ingen åben nøglering til at gemme nøglen i. "
        "Log ind på skrivebordet, eller brug en adgangssætning (--key-file)."
    )


def _no_key() -> str:
    return _("Nøglen til disse data findes ikke på denne computer. Indtast gendannelsesnøglen.")


# -- passphrase ------------------------------------------------------------------------------------


def _wrap(key: bytes, passphrase: str) -> dict[str, Any]:
    """What a file may hold of a key."""
    import base64

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    wrapped = AESGCM(_stretched(_checked(passphrase), salt, _SCRYPT)).encrypt(nonce, key, None)
    binary = {"salt": salt, "nonce": nonce, "wrapped": wrapped}
    return {"scrypt": _SCRYPT, **{name: base64.b64encode(data).decode() for name, data in binary.items()}}


def _unwrap(kept: dict[str, Any], passphrase: str | None) -> bytes:
    import base64

    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if passphrase is None:
        raise PassphraseNeeded(
            _("Data er låst med en adgangssætning. Indtast den, eller angiv den med --key-file.")
        )
    try:
        salt, nonce, wrapped = (base64.b64decode(kept[name]) for name in ("salt", "nonce", "wrapped"))
        return AESGCM(_stretched(passphrase, salt, kept["scrypt"])).decrypt(nonce, wrapped, None)
    except InvalidTag as error:
        raise WrongPassphrase(_("Adgangssætningen er forkert. Prøv igen.")) from error
    except (KeyError, TypeError, ValueError) as error:
        raise SurroundingsError(_damaged()) from error


def _stretched(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    if not cost["n"] <= 2**20 or not cost["r"] <= 16 or not cost["p"] <= 16:
        raise ValueError("scrypt cost out of bounds")
    return Scrypt(salt=salt, length=KEY_BYTES, **cost).derive(passphrase.encode("utf-8"))


def _checked(passphrase: str) -> str:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise InputError(
            _("Adgangssætningen er for kort. Brug mindst {n} tegn, gerne flere ord.").format(
                n=SHORTEST_PASSPHRASE
            )
        )
    return passphrase


# -- the file --------------------------------------------------------------------------------------


def _read(path: Path) -> dict[str, Any] | None:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise SurroundingsError(_damaged()) from error
    if (
        not isinstance(kept, dict)
        or kept.get("way") not in ("keyring", "passphrase")
        or not is_id(kept.get("profile"))
    ):
        raise SurroundingsError(_damaged())
    return kept


def _write(path: Path, kept: dict[str, Any]) -> None:
    """Whole or not at all: half a key file would lock the data."""
    draft = path.with_name(path.name + ".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(draft, "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError as error:
        raise SurroundingsError(
            _("Der kan ikke skrives i mappen {folder}. Giv adgang til den, eller vælg en anden.").format(
                folder=path.parent
            )
        ) from error


def _damaged() -> str:
    return _(
        "Filen {name} er beskadiget. Gendan den fra en sikkerhedskopi, eller brug gendannelsesnøglen."
    ).format(name=FILE)
