"""The key is found again, wherever it is kept; what stands in the way is said plainly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import pytest
from keyring.errors import PasswordDeleteError

from klimabesog.store import keys
from klimabesog.values.errors import InputError, SurroundingsError

PASSPHRASE = "en lang sætning om å og ø"


class Memory(keyring.backend.KeyringBackend):
    """A keyring that forgets when the test ends."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError


@pytest.fixture(autouse=True)
def ring() -> Iterator[Memory]:
    before = keyring.get_keyring()
    memory = Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def test_a_new_folder_keeps_its_key_in_the_keyring(tmp_path: Path, ring: Memory) -> None:
    key = keys.obtain(tmp_path)
    assert len(key) == 32
    assert keys.obtain(tmp_path) == key
    assert list(ring.kept.values()) == [key.hex()]
    assert key.hex() not in (tmp_path / keys.FILE).read_text()


def test_a_passphrase_wraps_the_key(tmp_path: Path, ring: Memory) -> None:
    key = keys.obtain(tmp_path, PASSPHRASE)
    assert keys.obtain(tmp_path, PASSPHRASE) == key
    assert not ring.kept
    assert key.hex() not in (tmp_path / keys.FILE).read_text()
    with pytest.raises(keys.WrongPassphrase, match="forkert"):
        keys.obtain(tmp_path, PASSPHRASE + "!")
    with pytest.raises(keys.PassphraseNeeded, match="--key-file"):
        keys.obtain(tmp_path)


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="for kort"):
        keys.obtain(tmp_path, "kort")
    assert not (tmp_path / keys.FILE).exists()


def test_no_keyring_is_said_with_the_way_out(tmp_path: Path) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    with pytest.raises(keys.KeyringMissing, match="adgangssætning"):
        keys.obtain(tmp_path)
    assert not (tmp_path / keys.FILE).exists()


def test_a_copied_profile_asks_for_the_recovery_key(tmp_path: Path, ring: Memory) -> None:
    key = keys.obtain(tmp_path)
    ring.kept.clear()
    with pytest.raises(keys.KeyMissing, match="gendannelsesnøglen"):
        keys.obtain(tmp_path)
    keys.keep(tmp_path, key)
    assert keys.obtain(tmp_path) == key


def test_a_store_without_key_file_never_gets_a_new_key(tmp_path: Path) -> None:
    store = tmp_path / "data.db"
    store.write_bytes(b"x")
    with pytest.raises(keys.KeyMissing):
        keys.obtain(tmp_path, store=store)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"way": "keyring"}', "\0", '{"way": "passphrase", "profile": 1}']
)
def test_a_damaged_key_file_is_said(tmp_path: Path, content: str) -> None:
    (tmp_path / keys.FILE).write_text(content)
    with pytest.raises(SurroundingsError, match="beskadiget"):
        keys.obtain(tmp_path, PASSPHRASE)


def test_a_key_file_cannot_ask_for_all_memory(tmp_path: Path) -> None:
    keys.obtain(tmp_path, PASSPHRASE)
    kept = json.loads((tmp_path / keys.FILE).read_text())
    kept["scrypt"]["n"] = 2**40
    (tmp_path / keys.FILE).write_text(json.dumps(kept))
    with pytest.raises(SurroundingsError, match="beskadiget"):
        keys.obtain(tmp_path, PASSPHRASE)


def test_a_passphrase_file_gives_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "adgang.txt"
    path.write_text(f"\ufeff{PASSPHRASE}\nandet\n", encoding="utf-8")
    assert keys.read_passphrase(path) == PASSPHRASE
    with pytest.raises(SurroundingsError, match="kan ikke læses"):
        keys.read_passphrase(tmp_path / "mangler.txt")
    path.write_text("")
    with pytest.raises(InputError, match="for kort"):
        keys.read_passphrase(path)


def test_the_backend_that_has_the_key_is_remembered_and_may_go(tmp_path: Path, ring: Memory) -> None:
    """A known backend is asked first; one that is gone, or has forgotten, leads back to the ordinary way."""
    key = keys.obtain(tmp_path)
    kept = json.loads((tmp_path / keys.FILE).read_text())
    assert kept["backend"] == f"{__name__}.Memory"
    for backend in ("keyring.backends.gone.Keyring", "keyring.backends.null.Keyring"):
        (tmp_path / keys.FILE).write_text(json.dumps({**kept, "backend": backend}))
        assert keys.obtain(tmp_path) == key
