"""Opening the data: which folder, which key, what to say without one; recovery and restored backups."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest

from klimabesog.casework import opening
from klimabesog.casework.backups import restore
from klimabesog.casework.casebook import DATABASE, Casebook
from klimabesog.casework.opening import Place, open_casebook, recover, recovery_key
from klimabesog.store.lock import AlreadyOpen
from klimabesog.values.errors import InputError, SurroundingsError

PASSPHRASE = "fire danske ord i rad"


@pytest.fixture
def folder(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


@pytest.fixture
def no_keyring() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())


def named(place: Place, name: str, passphrase: str | None = None) -> None:
    """Data with one company."""
    with open_casebook(place, passphrase) as book:
        book.save_company({"navn": name})


def names(place: Place, passphrase: str | None = None) -> list[str]:
    with open_casebook(place, passphrase) as book:
        return [row.name for row in book.companies()]


# -- which folder ----------------------------------------------------------------------------------


def test_the_folder_by_option_variable_or_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KLIMABESOG_DATA", str(tmp_path / "a"))
    monkeypatch.setenv("KLIMABESOG_PASSPHRASE_FILE", str(tmp_path / "ord"))
    assert opening.place() == Place(tmp_path / "a", tmp_path / "ord")
    assert opening.place(tmp_path / "b", tmp_path / "c") == Place(tmp_path / "b", tmp_path / "c")
    monkeypatch.delenv("KLIMABESOG_DATA")
    monkeypatch.delenv("KLIMABESOG_PASSPHRASE_FILE")
    assert opening.place().data_dir.name == "Klimabesog"
    assert opening.place().passphrase_file is None


@pytest.mark.parametrize("make", [Path.touch, lambda path: path.symlink_to("/proc/findes-ikke")])
def test_a_folder_that_cannot_be_made(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "data")
    with pytest.raises(SurroundingsError):
        open_casebook(Place(tmp_path / "data" / "mere"))
    with pytest.raises(SurroundingsError):
        Casebook.open(tmp_path / "data" / "mere", b"k" * 32)


def test_open_twice(folder: Place) -> None:
    with open_casebook(folder), pytest.raises(AlreadyOpen, match="allerede åbent"):
        open_casebook(folder)
    assert names(folder) == []


# -- which key -------------------------------------------------------------------------------------


def test_the_key_is_kept_in_the_keyring(folder: Place) -> None:
    assert opening.keyring_ready()
    named(folder, "A")
    with open_casebook(folder) as book:
        assert book.key_kind == "keyring"
        assert book.data_dir == folder.data_dir
    assert names(folder) == ["A"]


def test_no_keyring(folder: Place, no_keyring: None) -> None:
    assert not opening.keyring_ready()
    with pytest.raises(opening.KeyringMissing, match="nøglering"):
        open_casebook(folder)
    assert not folder.exists


def test_a_key_for_this_run_only(tmp_path: Path, no_keyring: None) -> None:
    with Casebook.open(tmp_path / "data", opening.memory_key()) as book:
        assert book.key_kind == "memory"
    assert opening.memory_key() != opening.memory_key()


def test_a_passphrase_in_place_of_a_keyring(folder: Place, no_keyring: None, tmp_path: Path) -> None:
    named(folder, "A", PASSPHRASE)
    with open_casebook(folder, PASSPHRASE) as book:
        assert book.key_kind == "passphrase"
    file = tmp_path / "ord.txt"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    assert names(Place(folder.data_dir, file)) == ["A"]
    with pytest.raises(opening.WrongPassphrase, match="forkert"):
        open_casebook(folder, "fire andre ord i rad")
    with pytest.raises(opening.PassphraseNeeded, match="adgangssætning"):
        open_casebook(folder)


@pytest.mark.parametrize("text", [None, "", "kort"])
def test_a_passphrase_file_that_holds_none(folder: Place, tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "ord.txt"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises((InputError, SurroundingsError), match="dgangssætning"):
        open_casebook(Place(folder.data_dir, file))
    assert not folder.exists


def test_the_key_is_gone(folder: Place, keyring_backend: keyring.backend.KeyringBackend) -> None:
    named(folder, "A")
    keyring_backend.passwords.clear()  # type: ignore[attr-defined]
    with pytest.raises(opening.KeyMissing, match="gendannelsesnøglen"):
        open_casebook(folder)


# -- recovery --------------------------------------------------------------------------------------


def test_there_and_back_by_paper(folder: Place, keyring_backend: keyring.backend.KeyringBackend) -> None:
    named(folder, "A")
    paper = recovery_key(folder)
    assert len(paper.split("-")) == 13
    keyring_backend.passwords.clear()  # type: ignore[attr-defined]
    recover(folder, paper.lower().replace("-", " "))
    assert names(folder) == ["A"]
    assert recovery_key(folder) == paper


def test_to_a_passphrase(folder: Place, no_keyring: None) -> None:
    named(folder, "A", PASSPHRASE)
    paper = recovery_key(folder, PASSPHRASE)
    recover(folder, paper, "helt nye ord i en rad")
    assert names(folder, "helt nye ord i en rad") == ["A"]


def test_another_papers_key(folder: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "andet")
    named(folder, "A")
    named(other, "B")
    with pytest.raises(SurroundingsError, match="ikke læses med denne nøgle"):
        recover(folder, recovery_key(other))
    assert names(folder) == ["A"]


def test_a_mistyped_key(folder: Place) -> None:
    named(folder, "A")
    paper = recovery_key(folder)
    wrong = ("0" if paper[0] != "0" else "1") + paper[1:]
    with pytest.raises(InputError, match="Gruppe 1"):
        recover(folder, wrong)


def test_nothing_to_show_a_key_of(folder: Place) -> None:
    with pytest.raises(InputError, match="ingen data"):
        recovery_key(folder)
    assert not folder.exists


def test_a_new_laptop_with_paper_and_backup(folder: Place, tmp_path: Path) -> None:
    backup, new = tmp_path / "kopi.db", Place(tmp_path / "ny")
    named(folder, "A")
    with open_casebook(folder) as book:
        book.backup(backup)
    with pytest.raises(InputError, match="ingen data"):
        restore(new, backup)
    recover(new, recovery_key(folder))
    assert names(new) == []
    restore(new, backup)
    assert names(new) == ["A"]


# -- backups ---------------------------------------------------------------------------------------


@pytest.fixture
def backup(folder: Place, tmp_path: Path) -> Path:
    """A backup from when there was only A."""
    path = tmp_path / "kopi.db"
    named(folder, "A")
    with open_casebook(folder) as book:
        book.backup(path)
    named(folder, "B")
    return path


def test_restored_with_the_present_beside(folder: Place, backup: Path, tmp_path: Path) -> None:
    assert names(folder) == ["A", "B"]
    aside = restore(folder, backup).aside
    assert names(folder) == ["A"]
    assert aside.parent == folder.data_dir
    again = restore(folder, aside).aside
    assert names(folder) == ["A", "B"]
    assert again != aside


def test_a_restored_laptop_is_a_new_device(folder: Place, backup: Path) -> None:
    """Two copies that write under one id would hide each other's events."""
    with open_casebook(folder) as book:
        before = book.desk.store.device
    restore(folder, backup)
    with open_casebook(folder) as book:
        assert book.desk.store.device != before


@pytest.mark.parametrize("damage", ["cut", "bytes", "empty", "text", "other key"])
def test_a_damaged_backup_replaces_nothing(folder: Place, backup: Path, tmp_path: Path, damage: str) -> None:
    data = bytearray(backup.read_bytes())
    if damage == "cut":
        backup.write_bytes(data[: len(data) // 2])
    elif damage == "bytes":
        data[len(data) // 2 : len(data) // 2 + 64] = b"x" * 64
        backup.write_bytes(data)
    elif damage == "empty":
        backup.write_bytes(b"")
    elif damage == "text":
        backup.write_text("Kære Bo", encoding="utf-8")
    else:
        other = Place(tmp_path / "andet")
        named(other, "C")
        shutil.copy(other.database, backup)
    with pytest.raises((InputError, SurroundingsError)):
        restore(folder, backup)
    assert names(folder) == ["A", "B"]
    assert sorted(path.name for path in folder.data_dir.iterdir()) == [
        "klimabesog.db",
        "klimabesog.db.lock",
        "noegle.json",
    ]


def test_a_backup_that_is_not_there(folder: Place, tmp_path: Path) -> None:
    named(folder, "A")
    for path in (tmp_path / "væk.db", tmp_path):
        with pytest.raises(InputError, match="kan ikke læses"):
            restore(folder, path)


def test_not_while_it_is_open(folder: Place, backup: Path) -> None:
    with open_casebook(folder) as book, pytest.raises(AlreadyOpen):
        restore(folder, backup)
    assert book
    assert names(folder) == ["A", "B"]


def test_a_backup_needs_a_place(folder: Place, tmp_path: Path) -> None:
    with open_casebook(folder) as book:
        for path in (tmp_path, tmp_path / "findes" / "ikke" / "kopi.db"):
            with pytest.raises(SurroundingsError):
                book.backup(path)


def test_a_full_disk_at_backup(folder: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_paths: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with open_casebook(folder) as book:
        monkeypatch.setattr(os, "replace", full)
        with pytest.raises(SurroundingsError, match="disken er fuld"):
            book.backup(tmp_path / "kopi.db")


def test_one_file_holds_it_all(folder: Place) -> None:
    named(folder, "Smedjen Hemmelig")
    assert folder.database.name == DATABASE
    for path in folder.data_dir.iterdir():
        assert b"Hemmelig" not in path.read_bytes()
