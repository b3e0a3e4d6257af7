"""What holds for every test: own data directory, keys in memory, no screen, no unexpected log warning."""

from __future__ import annotations

import importlib.util
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import keyring
import keyring.backend
import keyring.errors
import pytest

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from tests.spreadsheet.playing import Played

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# a busy machine is no fault of the code: no time limit for one example
hypothesis.settings.register_profile("klimabesog", deadline=None)
hypothesis.settings.load_profile("klimabesog")

FULL = "KLIMABESOG_FULL"
SHARED = "KLIMABESOG_SHARED"


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring that forgets with the test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.passwords: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        try:
            del self.passwords[service, username]
        except KeyError:
            raise keyring.errors.PasswordDeleteError(f"{service}/{username}") from None


@pytest.fixture(scope="session")
def played_case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], tuple[Casebook, Played]]]:
    """Plays a bundled case, once for all tests of the run that only read it."""
    from tests.spreadsheet.playing import play_case

    cases: dict[str, tuple[Casebook, Played]] = {}

    def played(code: str) -> tuple[Casebook, Played]:
        if code not in cases:
            cases[code] = play_case(tmp_path_factory.mktemp(code), code)
        return cases[code]

    yield played
    for casebook, _played in cases.values():
        casebook.close()


@pytest.fixture(autouse=True)
def keyring_backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    """Keys of this test only; a program the test starts finds no keyring at all."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    before, memory = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The profile of this test, and of every program it starts: never the person's own. Not made yet."""
    home = tmp_path / "profil"
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.delenv("KLIMABESOG_PASSPHRASE_FILE", raising=False)
    monkeypatch.setenv("KLIMABESOG_DATA", str(home / "data"))
    return home / "data"


class Collector(logging.Handler):
    """Keeps what was logged at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self.allowed: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def unexpected(self) -> list[str]:
        """The messages that no allowed pattern is found in."""
        return [text for text in self.messages if not any(re.search(each, text) for each in self.allowed)]


@pytest.fixture(autouse=True)
def logged_warnings() -> Iterator[Collector]:
    """Fails the test when a warning was logged that it did not allow."""
    collector = Collector()
    logging.getLogger().addHandler(collector)
    yield collector
    logging.getLogger().removeHandler(collector)
    unexpected = collector.unexpected()
    if unexpected:
        pytest.fail("unexpected in the log:\n" + "\n".join(unexpected), pytrace=False)


@pytest.fixture
def allow_warning(logged_warnings: Collector) -> Callable[[str], None]:
    """`allow_warning(pattern)`: a logged warning in which the pattern is found does not fail this test."""
    return logged_warnings.allowed.append


@pytest.fixture
def shared() -> Path:
    """The folder of recordings beside the checkout; use it in a test marked `full("shared")`."""
    return Path(os.environ[SHARED])


@pytest.fixture
def verapdf(shared: Path) -> Callable[..., None]:
    """`verapdf(*paths)`: veraPDF finds them PDF/UA-1 and PDF/A-2a; for `full("shared", "javac")`."""

    def check(*paths: Path, flavours: str = "ua1,2a") -> None:
        command = ["bash", str(shared / "tools" / "verapdf" / "verapdf.sh"), flavours, *map(str, paths)]
        variables = {**os.environ, "PYTHON": sys.executable}
        done = subprocess.run(command, env=variables, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.count("PASS ") == len(paths) * len(flavours.split(","))

    return check


@pytest.fixture
def odk_validate() -> Callable[..., None]:
    """`odk_validate(*paths)`: ODK's own validator accepts these XForms; for `full("java")`."""

    def check(*paths: Path) -> None:
        # found, not imported: pyxform takes half a second
        found = importlib.util.find_spec("pyxform")
        assert found
        assert found.origin
        jar = Path(found.origin).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
        command = ["java", "-Djava.awt.headless=true", "-jar", str(jar), *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    return check


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what only the full run does, and what this machine lacks the tools for."""
    for marker in item.iter_markers("full"):
        if FULL not in os.environ:
            pytest.skip("only in packaging/test.py --full")
        for need in marker.args:
            if not (SHARED in os.environ if need == "shared" else shutil.which(need)):
                pytest.skip(f"needs {need}, which is not here")
