"""The command in this process: what it prints, what it says is wrong, and how it ends."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from klimabesog import cli, xforms
from klimabesog.store import keys

PASSPHRASE = "fire danske ord i rad"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it printed."""
        return self.out.splitlines()


Run = Callable[..., Done]


@pytest.fixture(autouse=True, scope="session")
def quick() -> Iterator[None]:
    """Conversion always gives the same, and the passphrase need not cost 0.2 s a command here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xforms, "convert", functools.cache(xforms.convert))
        patch.setattr(keys, "_SCRYPT", {"n": 2**4, "r": 8, "p": 1})
        yield


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "adgang.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


@pytest.fixture
def raw(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line as it is written."""

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        code = cli.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


@pytest.fixture
def run(raw: Run, tmp_path: Path, key_file: Path) -> Run:
    """Run a command on the data of this test."""

    def run(*arguments: object) -> Done:
        return raw("--data-dir", tmp_path / "data", "--key-file", key_file, *arguments)

    return run


@pytest.fixture
def ok(run: Run) -> Callable[..., list[str]]:
    """Run a command that goes well; its lines."""

    def ok(*arguments: object) -> list[str]:
        done = run(*arguments)
        assert (done.code, done.err) == (0, "")
        return done.lines

    return ok


@pytest.fixture
def fails(run: Run) -> Callable[..., str]:
    """Run a command that ends with this code; the one sentence it says."""

    def fails(code: int, *arguments: object) -> str:
        return refused(run(*arguments), code)

    return fails


def refused(done: Done, code: int) -> str:
    """The sentence of a command that ended with this code: one line on stderr, never a traceback."""
    assert done.code == code, done
    assert "Traceback" not in done.err
    (sentence,) = done.err.splitlines()
    assert sentence[-1] in ".?", sentence
    return sentence
