"""Files for people: whole or not at all, and a sentence that says what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from klimabesog.casework.saving import FileInUse, free_name, safe_name, save_file
from klimabesog.values.errors import SurroundingsError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "ny mappe" / "rapport.pdf"
    assert save_file(path, b"et") == path
    assert save_file(path, b"to") == path
    assert path.read_bytes() == b"to"
    assert names(path.parent) == ["rapport.pdf"]


def test_open_in_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows says it when a PDF reader holds the file."""
    path = tmp_path / "rapport.pdf"
    for name in ("rapport.pdf", "rapport (2).pdf"):
        (tmp_path / name).write_bytes(b"gammel")

    def held(_source: object, _target: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(FileInUse, match=r"gem som rapport \(3\)\.pdf") as caught:
        save_file(path, b"ny")
    assert caught.value.suggestion == tmp_path / "rapport (3).pdf"
    assert caught.value.exit_code == 3
    assert path.read_bytes() == b"gammel"
    assert names(tmp_path) == ["rapport (2).pdf", "rapport.pdf"]


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "disken er fuld"), (errno.EROFS, "skrivebeskyttet"), (errno.EIO, "kunne ikke gemmes")],
)
def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str) -> None:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(b"gammel")

    def full(_file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SurroundingsError, match=says):
        save_file(path, b"ny")
    assert path.read_bytes() == b"gammel"
    assert names(tmp_path) == ["rapport.pdf"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "låst"
    folder.mkdir(mode=0o500)
    with pytest.raises(SurroundingsError, match="Der kan ikke skrives i"):
        save_file(folder / "rapport.pdf", b"x")


def test_a_folder_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for root, who may write everywhere."""

    def refuse(*_path: object, **_how: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(SurroundingsError, match="Vælg en anden mappe") as caught:
        save_file(tmp_path / "rapport.pdf", b"x")
    assert not isinstance(caught.value, FileInUse)


def test_the_target_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match="der er en mappe med det navn"):
        save_file(tmp_path, b"x")
    assert names(tmp_path) == []


def test_a_file_stands_where_the_folder_should(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"")
    with pytest.raises(SurroundingsError, match="hvor mappen skulle være"):
        save_file(tmp_path / "fil" / "rapport.pdf", b"x")


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match="navnet er for langt"):
        save_file(tmp_path / ("x" * 300 + ".pdf"), b"x")


def test_free_names(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    assert free_name(path) == path
    path.touch()
    assert free_name(path).name == "a (2).pdf"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Smed & Søn A/S: 2026?", "Smed & Søn A S 2026"),
        ("  ..  ", "dokument"),
        ("a\nb\tc", "a b c"),
        ("x" * 300, "x" * 120),
        ("Slut.", "Slut"),
    ],
)
def test_safe_names(text: str, name: str) -> None:
    assert safe_name(text) == name
