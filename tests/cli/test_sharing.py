"""The shared folder, profiles, laptops and handing over from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from klimabesog.exchange import sealed
from tests.cli.conftest import Run

Lines = Callable[..., list[str]]
Fails = Callable[..., str]


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "_SCRYPT", {"n": 2**4, "r": 8, "p": 1})


@pytest.fixture
def colleague(raw: Run, key_file: Path, tmp_path: Path) -> Run:
    """The same command on another laptop, which knows nothing yet."""

    def run(*arguments: object) -> object:
        return raw("--data-dir", tmp_path / "kollega", "--key-file", key_file, *arguments)

    return run  # type: ignore[return-value]


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "profilord.txt"
    path.write_text("hest batteri hæfteklamme\n", encoding="utf-8")
    return path


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "fælles"
    folder.mkdir()
    return folder


def test_two_laptops_from_one_profile(
    ok: Lines, fails: Fails, colleague: Run, words: Path, shared: Path, tmp_path: Path
) -> None:
    ok("company", "add", "navn=Smedjen")
    assert ok("share", shared)[0] == "0 ændringer hentet, 1 delt."
    profile = tmp_path / "x.kommuneprofil"
    ok("profile", "new-recovery")
    (path,) = ok("profile", "make", profile, "--name", "Eksempel", "--days", "30", "--passphrase-file", words)
    assert path == str(profile)
    opened = colleague("profile", "open", profile, "--passphrase-file", words)
    assert opened.lines == ["Computeren er sat op for Eksempel.", f"Fælles mappe: {shared}"]
    assert "1 ændringer hentet" in colleague("share").out
    assert len(colleague("company", "list").lines) == 1
    assert ok("share", "--status")[0].startswith("Delt ")
    assert ok("share", "--off") == ["Deles ikke"]
    assert "ikke valgt" in fails(1, "share")
    wrong = tmp_path / "forkert.txt"
    wrong.write_text("noget helt andet", encoding="utf-8")
    assert "forkert" in fails(1, "profile", "open", profile, "--passphrase-file", wrong)


def test_the_municipalitys_recovery_key(ok: Lines, colleague: Run, words: Path, tmp_path: Path) -> None:
    paper, _note = ok("profile", "new-recovery")
    profile = tmp_path / "x.kommuneprofil"
    ok("profile", "make", profile, "--passphrase-file", words)
    assert colleague("profile", "open", profile, "--passphrase-file", words).code == 0
    colleague("company", "add", "navn=Smedjen")
    (tmp_path / "kollega" / "noegle.json").unlink()
    assert colleague("company", "list").code == 3
    assert colleague("profile", "recover", *paper.split("-")).code == 0
    assert len(colleague("company", "list").lines) == 1


def test_laptops_known_removed_and_cases_handed_over(
    ok: Lines, fails: Fails, colleague: Run, shared: Path, words: Path, tmp_path: Path
) -> None:
    (company,) = ok("company", "add", "navn=Smedjen")
    assert ok("hand-over", company, "Bo Berg") == ["Sagen er overdraget til Bo Berg."]
    assert "findes ikke" in fails(1, "hand-over", "ukendt", "Bo")
    profile = tmp_path / "x.kommuneprofil"
    ok("share", shared)
    ok("profile", "make", profile, "--passphrase-file", words)
    colleague("profile", "open", profile, "--passphrase-file", words)
    colleague("company", "add", "navn=Bageriet")
    assert colleague("share").code == 0
    ok("share")
    own, other = ok("laptops")
    assert own.endswith("denne computer")
    device = other.split("\t")[0]
    listed = ok("laptops", "known", device)
    assert [line.split("\t")[0] for line in listed[1:]] == ["Bageriet", "Smedjen"]
    assert "ny profil" in ok("laptops", "remove", device)[0]
    assert ok("laptops")[1].endswith("fjernet")
    assert "ikke kendt" in fails(1, "laptops", "known", "ukendt")


def test_for_one_receiver_and_for_an_outsider(ok: Lines, colleague: Run, words: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "x.klimabesog"
    ok("company", "add", "navn=Smedjen")
    assert "1 ændringer" in ok("bundle", "export", bundle, "--to", "Bo")[0]
    assert "0 ændringer" in ok("bundle", "export", bundle, "--to", "Bo")[0]
    ok("bundle", "export", bundle, "--password-file", words)
    assert colleague("bundle", "import", bundle).code == 1
    assert colleague("bundle", "import", bundle, "--password-file", words).code == 0
    assert len(colleague("company", "list").lines) == 1
