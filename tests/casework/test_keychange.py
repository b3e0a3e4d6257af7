"""Another key: data and backups follow, and a crash at any step leaves data that open.

Every fifth step is tried; every one with KLIMABESOG_KILLS=1000.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import keyring.backends.fail
import pytest

from klimabesog.casework.backups import list_backups, make_backup
from klimabesog.casework.keychange import change_key, tried, try_paper
from klimabesog.casework.municipality import new_recovery, recover_by_municipality
from klimabesog.casework.opening import (
    PassphraseNeeded,
    Place,
    WrongPassphrase,
    key_of,
    open_casebook,
    recover,
    recovery_key,
)
from klimabesog.store import Store, keys
from klimabesog.store.driver import WrongKey
from klimabesog.store.lock import AlreadyOpen
from klimabesog.values.errors import InputError, SurroundingsError

OLD, NEW = "fire danske ord i rad", "fem helt andre danske ord"

_DIES = """
import os, sys
from pathlib import Path
from klimabesog.casework import keychange
from klimabesog.casework.opening import Place
from klimabesog.store import driver, store

left = int(sys.argv[2])

def dying(module, name):
    real = getattr(module, name)
    def step(*args, **kwargs):
        global left
        for _moment in ("before", "after"):
            if left == 0:
                os._exit(9)
            left -= 1
            if _moment == "before":
                done = real(*args, **kwargs)
        return done
    setattr(module, name, step)

for module, name in ((os, "replace"), (os, "fsync"), (os, "unlink"), (driver, "rekey"), (driver, "connect")):
    dying(module, name)
import keyring
from tests.bench.file_keyring import FileKeyring
for name in ("set_password", "delete_password"):
    dying(FileKeyring, name)
place = Place(Path(sys.argv[1]))
passphrases = sys.argv[3:]
keychange.change_key(place, *passphrases)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


def filled(place: Place, passphrase: str | None = None) -> None:
    """One company, and a backup of it."""
    with open_casebook(place, passphrase) as book:
        book.save_company({"navn": "A"})
        make_backup(book.desk.store, book.data_dir)


def names(place: Place, passphrase: str | None = None) -> list[str]:
    with open_casebook(place, passphrase) as book:
        return [row.name for row in book.companies()]


def test_data_and_backups_follow_and_the_old_paper_is_worthless(folder: Place) -> None:
    filled(folder)
    old, paper = key_of(folder), recovery_key(folder)
    with open_casebook(folder) as book:
        device = book.desk.store.device
    assert change_key(folder) == []
    assert key_of(folder) != old
    assert names(folder) == ["A"]
    with open_casebook(folder) as book:
        assert book.desk.store.device == device
        assert book.desk.store.check() == []
    assert {path.name for path in folder.data_dir.iterdir()} == {
        "klimabesog.db", "klimabesog.db.lock", "noegle.json", "sikkerhedskopier",
    }  # fmt: skip
    (backup,) = list_backups(folder)
    for path in (folder.database, backup.path):
        with Store.peek(path, key_of(folder)) as store:
            assert len(store.records("virksomheder")) == 1
        with pytest.raises(WrongKey):
            Store.peek(path, old)
    with pytest.raises(SurroundingsError, match="ikke læses med denne nøgle"):
        recover(folder, paper)


def test_only_the_new_key_is_left_in_the_keyring(
    folder: Place, keyring_backend: keyring.backend.KeyringBackend
) -> None:
    filled(folder)
    old = key_of(folder)
    change_key(folder)
    kept = list(keyring_backend.passwords.values())  # type: ignore[attr-defined]
    assert kept == [key_of(folder).hex()]
    assert old.hex() not in "".join(kept)


def test_a_new_passphrase(folder: Place) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())
    filled(folder, OLD)
    with pytest.raises(InputError, match="for kort"):
        change_key(folder, OLD, "kort")
    assert names(folder, OLD) == ["A"]
    change_key(folder, OLD, NEW)
    assert names(folder, NEW) == ["A"]
    with pytest.raises(WrongPassphrase):
        open_casebook(folder, OLD)
    change_key(folder, NEW)
    assert names(folder, NEW) == ["A"]
    with pytest.raises(PassphraseNeeded):
        change_key(folder)


def test_from_the_keyring_to_a_passphrase(
    folder: Place, keyring_backend: keyring.backend.KeyringBackend
) -> None:
    filled(folder)
    change_key(folder, None, NEW)
    assert names(folder, NEW) == ["A"]
    assert key_of(folder, NEW).hex() not in keyring_backend.passwords.values()  # type: ignore[attr-defined]


def test_not_while_the_data_are_open(folder: Place) -> None:
    filled(folder)
    before = key_of(folder)
    with open_casebook(folder), pytest.raises(AlreadyOpen):
        change_key(folder)
    assert key_of(folder) == before
    assert not keys.is_changing(folder.data_dir)


def test_a_damaged_backup_is_named_and_left(folder: Place) -> None:
    filled(folder)
    (backup,) = list_backups(folder)
    backup.path.write_bytes(b"x" * 5000)
    assert change_key(folder) == [backup.path]
    assert backup.path.read_bytes() == b"x" * 5000


@pytest.mark.parametrize("way", ["keyring", "passphrase"])
def test_killed_at_every_step_the_data_open(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.bench.file_keyring import FileKeyring

    monkeypatch.setenv("KLIMABESOG_BENCH_KEYRING", str(tmp_path / "nøgler.json"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.bench.file_keyring.FileKeyring")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parents[2]), *sys.path[1:]]))
    keyring.set_keyring(FileKeyring())
    passphrases = [OLD, NEW] if way == "passphrase" else []
    step, killed, stride = 0, 0, 1 if int(os.environ.get("KLIMABESOG_KILLS") or 0) >= 1000 else 5
    while True:
        place = Place(tmp_path / f"{step}")
        filled(place, *passphrases[:1])
        run = [sys.executable, "-c", _DIES, str(place.data_dir), str(step), *passphrases]
        done = subprocess.run(run, capture_output=True, text=True)
        assert done.returncode in (0, 9), done.stderr
        _assert_opens(place, passphrases)
        if done.returncode == 0:
            break
        step, killed = step + stride, killed + 1
    assert killed * stride > 20


def _assert_opens(place: Place, passphrases: list[str]) -> None:
    """With the new passphrase if the change had begun, else with the old one; then everything is under one key."""
    given = next(p for p in [*reversed(passphrases), None] if _fits(place, p))
    assert names(place, given) == ["A"]
    assert not keys.is_changing(place.data_dir)
    (backup,) = list_backups(place)
    with Store.peek(backup.path, key_of(place, given)) as store:
        assert len(store.records("virksomheder")) == 1


def _fits(place: Place, passphrase: str | None) -> bool:
    try:
        open_casebook(place, passphrase).close()
    except WrongPassphrase:
        return False
    return True


def test_the_municipalitys_recovery_key_opens_the_data_still(
    folder: Place, keyring_backend: keyring.backend.KeyringBackend
) -> None:
    filled(folder)
    with open_casebook(folder) as book:
        paper = new_recovery(book)
    change_key(folder)
    keyring_backend.passwords.clear()  # type: ignore[attr-defined]
    recover_by_municipality(folder, paper)
    assert names(folder) == ["A"]


# -- the paper -------------------------------------------------------------------------------------


def test_the_paper_is_tried_once(folder: Place) -> None:
    filled(folder)
    paper = recovery_key(folder)
    with open_casebook(folder) as book:
        assert tried(book) is None
        with pytest.raises(InputError, match="Gruppe 1"):
            try_paper(book, ("1" if paper[0] == "0" else "0") + paper[1:])
        with pytest.raises(InputError, match="ikke nøglen til disse data"):
            try_paper(book, recovery_of_another())
        assert tried(book) is None
        try_paper(book, paper.lower())
        assert tried(book) == book.desk.now().date().isoformat()
    change_key(folder)
    with open_casebook(folder) as book:
        assert tried(book) is None


def recovery_of_another() -> str:
    from klimabesog.store.recovery import recovery_text

    return recovery_text(os.urandom(32))
