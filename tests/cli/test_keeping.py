"""Bundles, backups, keys and the doctor from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, refused

Lines = Callable[..., list[str]]
Fails = Callable[..., str]


@pytest.fixture
def company(ok: Lines) -> str:
    return ok("company", "add", "navn=Smedjen")[0]


@pytest.fixture
def visit(ok: Lines, company: str) -> str:
    return ok("visit", "start", company, "--date", "2026-11-20")[0]


@pytest.fixture
def colleague(raw: Run, ok: Lines, key_file: Path, tmp_path: Path) -> Run:
    """The same command on another laptop, in the same team."""

    def run(*arguments: object) -> object:
        return raw("--data-dir", tmp_path / "kollega", "--key-file", key_file, *arguments)

    (team,) = ok("key", "show-team")
    assert run("key", "set-team", team).code == 0  # type: ignore[attr-defined]
    return run  # type: ignore[return-value]


def test_a_bundle_there(ok: Lines, colleague: Run, visit: str, tmp_path: Path) -> None:
    bundle = tmp_path / "pakke.klimabesog"
    (said,) = ok("bundle", "export", bundle)
    assert said.startswith(f"{bundle}: ")
    assert ok("verify", bundle)[0].startswith("Filen er hel: ")
    done = colleague("bundle", "import", bundle)
    assert done.code == 0
    assert "i 1 besøg" in done.out
    assert colleague("visit", "list").lines == ok("visit", "list")
    assert "0 nye ændringer" in colleague("bundle", "import", bundle).out


def test_one_visit_only(ok: Lines, fails: Fails, colleague: Run, visit: str, tmp_path: Path) -> None:
    ok("company", "add", "navn=Bageriet")
    bundle = tmp_path / "pakke.klimabesog"
    ok("bundle", "export", bundle, "--only", visit)
    assert colleague("bundle", "import", bundle).code == 0
    assert len(colleague("company", "list").lines) == 1
    assert colleague("visit", "show", visit).out == "\n".join(ok("visit", "show", visit)) + "\n"
    assert "intet besøg" in fails(1, "bundle", "export", bundle, "--only", "Smedjen")


def test_bundles_that_are_none(fails: Fails, company: str, tmp_path: Path) -> None:
    text = tmp_path / "brev.klimabesog"
    text.write_text("Kære Bo", encoding="utf-8")
    for path in (text, tmp_path / "væk.klimabesog", tmp_path):
        fails(1, "bundle", "import", path)
        fails(1, "verify", path)
    fails(3, "bundle", "export", tmp_path / "findes" / "ikke" / "p.klimabesog")
    fails(3, "bundle", "export", tmp_path)


def test_a_strangers_bundle(raw: Run, ok: Lines, company: str, key_file: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "pakke.klimabesog"
    ok("bundle", "export", bundle)
    refused(raw("--data-dir", tmp_path / "fremmed", "--key-file", key_file, "bundle", "import", bundle), 1)


def test_backup_and_restore(ok: Lines, fails: Fails, company: str, tmp_path: Path) -> None:
    copy = tmp_path / "kopi.db"
    assert ok("backup", copy) == [str(copy)]
    ok("company", "add", "navn=Bageriet")
    (said,) = ok("restore", copy)
    assert "før gendannelse" in said
    assert len(ok("company", "list")) == 1
    copy.write_bytes(b"")
    fails(1, "restore", copy)
    copy.write_bytes(b"x" * 5000)
    fails(3, "restore", copy)
    fails(1, "restore", tmp_path / "væk.db")
    fails(3, "backup", tmp_path)
    assert len(ok("company", "list")) == 1


def test_the_recovery_key(raw: Run, ok: Lines, fails: Fails, company: str, tmp_path: Path) -> None:
    (paper,) = ok("key", "show-recovery")
    (tmp_path / "data" / "noegle.json").unlink()
    assert "gendannelsesnøglen" in fails(3, "company", "list")
    assert "Gruppe 2" in fails(1, "key", "recover", *paper.replace(paper[6:11], "00000").split("-"))
    assert ok("key", "recover", *paper.split("-")) == ["Nøglen passer. Dataene kan åbnes igen."]
    assert len(ok("company", "list")) == 1


def test_a_new_laptop(raw: Run, ok: Lines, company: str, key_file: Path, tmp_path: Path) -> None:
    (paper,), copy = ok("key", "show-recovery"), tmp_path / "kopi.db"
    ok("backup", copy)
    new = ("--data-dir", tmp_path / "ny", "--key-file", key_file)
    assert "Hent nu din sikkerhedskopi" in raw(*new, "key", "recover", paper).out
    assert raw(*new, "restore", copy).code == 0
    assert len(raw(*new, "company", "list").lines) == 1


def test_no_data_no_key(fails: Fails) -> None:
    assert "ingen data" in fails(1, "key", "show-recovery")


def test_doctor(ok: Lines, visit: str) -> None:
    ok("visit", "answer", visit, "forbrug", "/data/forbrug[1]/energibaerer", "el")
    ok("visit", "answer", visit, "forbrug", "/data/forbrug[1]/maengde", "1000")
    before = ok("visit", "show", visit)
    assert ok("doctor") == ["Der er ingen sikkerhedskopi endnu: klimabesog backup", "Databasen er i orden."]
    ok("backup")
    assert ok("doctor", "--rebuild")[-1] == "Databasen er i orden."
    assert ok("visit", "show", visit) == before
