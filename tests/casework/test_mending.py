"""Really damaged data are set aside and built again from backup, wreck and shared files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from klimabesog.casework.backups import list_backups, make_backup
from klimabesog.casework.casebook import DATABASE
from klimabesog.casework.mending import mend, problems
from klimabesog.casework.opening import Place, open_casebook
from klimabesog.casework.sharing import Sharing
from klimabesog.store import keys
from klimabesog.store.lock import AlreadyOpen
from klimabesog.values.errors import InputError

PAGE = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Place:
    """Sixty companies, thirty of them in a backup, all of them in a shared file."""
    place = Place(tmp_path / "data")
    with open_casebook(place) as book:
        for n in range(30):
            book.save_company({"navn": f"Virksomhed {n:02}", "adresse": "Vej " * 40})
        assert Sharing(book).team_key
        make_backup(book.desk.store, book.data_dir)
        for n in range(30, 60):
            book.save_company({"navn": f"Virksomhed {n:02}", "adresse": "Vej " * 40})
        Sharing(book).export(tmp_path / "delt" / "alt.klimabesog")
    return place


@pytest.fixture(autouse=True)
def shared_folder(tmp_path: Path) -> Path:
    (tmp_path / "delt").mkdir()
    return tmp_path / "delt"


def names(place: Place) -> list[str]:
    with open_casebook(place) as book:
        assert book.desk.store.check() == []
        return [row.name for row in book.companies()]


def flip(path: Path) -> None:
    """A byte in every fourth page but the first."""
    data = bytearray(path.read_bytes())
    for place in range(4 * PAGE + 77, len(data), 4 * PAGE):
        data[place] ^= 1
    path.write_bytes(data)


def zero(path: Path) -> None:
    data = bytearray(path.read_bytes())
    middle = len(data) // PAGE // 2 * PAGE
    data[middle : middle + 3 * PAGE] = bytes(3 * PAGE)
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])


def first_page(path: Path) -> None:
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])


def empty(path: Path) -> None:
    path.write_bytes(b"")


DAMAGES = [flip, zero, cut, first_page, empty, Path.unlink]


@pytest.mark.parametrize("damage", DAMAGES)
def test_from_backup_and_wreck(folder: Place, damage: Callable[[Path], object]) -> None:
    damage(folder.database)
    damaged = folder.database.read_bytes() if folder.database.exists() else None
    assert problems(folder)
    mended = mend(folder)
    assert mended.backup == list_backups(folder)[0]
    shown = names(folder)
    assert shown[:30] == [f"Virksomhed {n:02}" for n in range(30)]
    assert len(shown) == 30 + mended.salvaged
    assert (mended.aside.read_bytes() if mended.aside else None) == damaged
    with pytest.raises(InputError, match="i orden"):
        mend(folder)


@pytest.mark.parametrize("damage", DAMAGES)
def test_shared_files_bring_back_the_rest(
    folder: Place, damage: Callable[[Path], object], shared_folder: Path
) -> None:
    (shared_folder / "halv.klimabesog").write_bytes((shared_folder / "alt.klimabesog").read_bytes()[:500])
    damage(folder.database)
    mended = mend(folder, bundles=shared_folder)
    assert names(folder) == [f"Virksomhed {n:02}" for n in range(60)]
    assert mended.salvaged + mended.from_bundles == 30
    assert [path.name for path in mended.refused] == ["halv.klimabesog"]


def test_a_damaged_backup_is_passed_over(folder: Place) -> None:
    with open_casebook(folder) as book:
        bad = make_backup(book.desk.store, book.data_dir)
    flip(bad.path)
    first_page(folder.database)
    mended = mend(folder)
    assert mended.backup
    assert mended.backup.path != bad.path
    assert len(names(folder)) == 30
    assert bad.path.exists()


def test_without_any_backup(folder: Place) -> None:
    for backup in list_backups(folder):
        backup.path.unlink()
    zero(folder.database)
    mended = mend(folder)
    assert mended.backup is None
    assert len(names(folder)) == mended.salvaged > 0


def test_sound_data_are_left_alone(folder: Place) -> None:
    before = folder.database.read_bytes()
    assert problems(folder) == []
    with pytest.raises(InputError, match="i orden"):
        mend(folder)
    assert folder.database.read_bytes() == before


def test_not_while_they_are_open(folder: Place) -> None:
    with open_casebook(folder), pytest.raises(AlreadyOpen):
        mend(folder)


def test_no_key_no_mending(folder: Place, keyring_backend: object) -> None:
    keyring_backend.passwords.clear()  # type: ignore[attr-defined]
    with pytest.raises(keys.KeyMissing):
        mend(folder)
    assert [p.name for p in folder.data_dir.glob("*.db")] == [DATABASE]
