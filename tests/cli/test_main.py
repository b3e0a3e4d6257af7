"""The command as a whole: usage, the machine in the way, and one run as people start it."""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest

from klimabesog import __version__, cli
from klimabesog.casework import saving
from klimabesog.desktop import app
from klimabesog.values.errors import SurroundingsError
from tests.cli.conftest import Run, refused

Fails = Callable[..., str]
HOLD = """
import sys
from pathlib import Path
from klimabesog.casework.opening import Place, open_casebook
with open_casebook(Place(Path(sys.argv[1]), Path(sys.argv[2]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["flyv"],
        ["company"],
        ["company", "add"],
        ["company", "add", "navn"],
        ["visit", "report", "x"],
        ["form", "xlsx", "x.csv"],
        ["bundle", "export"],
        ["Fra Bo.klimabesog", "Fra Ida.klimabesog"],
        ["Fra Bo.pdf"],
        ["--data-dir"],
    ],
)
def test_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err.lower()


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--version"], ["--help"], ["visit", "--help"]):
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        assert ended.value.code == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "offered"),
    [
        ([], None),
        (["Fra Bo.klimabesog"], "Fra Bo.klimabesog"),
        (["KOMMUNEN.KOMMUNEPROFIL"], "KOMMUNEN.KOMMUNEPROFIL"),
        (["--data-dir", "et sted", "Fra Bo.klimabesog"], "Fra Bo.klimabesog"),
    ],
)
def test_a_file_alone_is_for_the_window(
    arguments: list[str], offered: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path | None] = []
    monkeypatch.setattr(app, "run", lambda _argv, **how: opened.append(how["offered"]) or 0)
    assert cli.main(arguments) == 0
    gc.enable()  # the start puts it off
    assert opened == [Path(offered) if offered else None]


def test_no_keyring(raw: Run, tmp_path: Path) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())
    assert "--key-file" in refused(raw("--data-dir", tmp_path / "data", "company", "list"), 3)


def test_with_a_keyring(raw: Run, tmp_path: Path) -> None:
    assert raw("--data-dir", tmp_path / "data", "company", "add", "navn=A").code == 0
    assert len(raw("--data-dir", tmp_path / "data", "company", "list").lines) == 1


def test_places_by_variable(
    raw: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key_file: Path
) -> None:
    monkeypatch.setenv("KLIMABESOG_DATA", str(tmp_path / "her"))
    monkeypatch.setenv("KLIMABESOG_PASSPHRASE_FILE", str(key_file))
    assert raw("company", "add", "navn=A").code == 0
    assert (tmp_path / "her" / "klimabesog.db").exists()


def test_another_passphrase(raw: Run, run: Run, tmp_path: Path) -> None:
    assert run("company", "list").code == 0
    other = tmp_path / "andre.txt"
    other.write_text("fire helt andre ord\n", encoding="utf-8")
    command = ("--data-dir", tmp_path / "data", "--key-file", other, "company", "list")
    assert "forkert" in refused(raw(*command), 1)
    other.unlink()
    refused(raw(*command), 3)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(raw: Run, key_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "låst"
    folder.mkdir(mode=0o500)
    refused(raw("--data-dir", folder / "data", "--key-file", key_file, "company", "list"), 3)


def test_a_file_where_the_folder_should_be(raw: Run, key_file: Path, tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    for place in (tmp_path / "fil", tmp_path / "fil" / "data"):
        refused(raw("--data-dir", place, "--key-file", key_file, "company", "list"), 3)


def test_a_database_that_is_none(fails: Fails, run: Run, tmp_path: Path) -> None:
    assert run("company", "list").code == 0
    (tmp_path / "data" / "klimabesog.db").write_bytes(b"x" * 10_000)
    assert "kan ikke læses" in fails(3, "company", "list")


def test_open_in_another_program(fails: Fails, run: Run, tmp_path: Path, key_file: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "data"), str(key_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        assert "allerede åbent" in fails(3, "company", "add", "navn=A")
        other.communicate("")
    assert run("company", "add", "navn=A").code == 0


def test_the_disk_is_full(fails: Fails, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> Path:
        raise SurroundingsError("Disken er fuld.")

    (visit,) = run("visit", "start", run("company", "add", "navn=A").lines[0]).lines
    monkeypatch.setattr(saving, "save_file", full)
    assert fails(3, "visit", "report", visit, "-o", tmp_path / "r.pdf") == "Disken er fuld."


def test_a_reader_that_leaves(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`klimabesog company list | head -1` ends quietly."""

    class Gone(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    run("company", "add", "navn=A")
    monkeypatch.setattr(sys, "stdout", Gone())
    arguments = ["--data-dir", str(tmp_path / "data"), "--key-file", str(tmp_path / "adgang.txt")]
    assert cli.main([*arguments, "company", "list"]) == 0
    sys.stdout.close()


def test_as_people_start_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "klimabesog", "demo", "--case", "nordkrogen", "--out", str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    path = Path(done.stdout.splitlines()[-1])
    assert path.parent == tmp_path / "nordkrogen"
    assert path.read_bytes().startswith(b"%PDF")
    assert "Årsforbrug 2025: 412.300 kWh" in done.stdout
