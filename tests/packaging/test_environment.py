"""The private environment: what is looked for, how it is installed, and when nothing is to be done."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems need nothing")


class Machine:
    """Stands for the commands of a machine: remembers them, and fails those it is told to."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.fails = ""
        self.says = "fine\nE: no such thing\n"

    def run(self, command: list[Any], **options: Any) -> subprocess.CompletedProcess[str]:
        self.commands.append([str(part) for part in command])
        failed = bool(self.fails) and self.fails in self.commands[-1]
        if hasattr(options.get("stdout"), "write"):
            options["stdout"].write(self.says)
        return subprocess.CompletedProcess(command, int(failed), stdout=self.says, stderr="")


@pytest.fixture
def machine(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Nothing the module starts is really started."""
    made = Machine()
    monkeypatch.setattr(environment.subprocess, "run", made.run)
    return made


@pytest.fixture
def debian(environment: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A Debian where one is root."""
    monkeypatch.setattr(environment.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(environment, "is_root", lambda: True)
    return machine


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    made = tmp_path / "requirements.lock"
    made.write_text("a==1 --hash=sha256:00\n")
    return made


@pytest.fixture
def made(environment: ModuleType, tmp_path: Path) -> Any:
    """An environment that looks whole, in a folder of its own; its pip is not called."""

    class Pretended(environment.Environment):  # type: ignore[name-defined, misc]
        calls: ClassVar[list[str]] = []

        def works(self) -> bool:
            return bool(self.python.exists())

        def create(self) -> None:
            self.calls.append("create")
            self.python.parent.mkdir(parents=True, exist_ok=True)
            self.python.touch()

        def install(self, locks: list[Path]) -> None:
            self.calls.append("install")

        def add_project(self) -> None:
            self.calls.append("add_project")

    return Pretended(tmp_path / "venv", tmp_path)


# ------------------------------------------------------------------ what is missing


@linux_only
def test_libraries_the_linker_cannot_load_are_missing(environment: ModuleType) -> None:
    def load(name: str) -> object:
        if name in ("libEGL.so.1", "libdbus-1.so.3"):
            raise OSError(name)
        return object()

    found = environment.missing(environment.OFFSCREEN, lambda each: environment.is_present(each, load))
    assert [each.package for each in found] == ["libegl1", "libdbus-1-3"]


def test_programs_and_files_are_looked_up(environment: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "x.jar").touch()
    present = environment.is_present
    requirement = environment.Requirement
    assert present(requirement("file", str(tmp_path / "x.jar"), "libx-java"))
    assert not present(requirement("file", str(tmp_path / "y.jar"), "liby-java"))
    assert not present(requirement("program", "no-such-program-anywhere", "none"))


def test_outside_linux_nothing_is_missing(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "is_linux", lambda: False)
    assert environment.missing(environment.OFFSCREEN, lambda each: False) == []
    assert environment.has_display({})


@linux_only
@pytest.mark.parametrize(
    ("variables", "expected"),
    [({}, False), ({"DISPLAY": ""}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "w-0"}, True)],
)
def test_display_is_seen_by_its_variables(
    environment: ModuleType, variables: dict[str, str], expected: bool
) -> None:
    assert environment.has_display(variables) is expected


def test_python_without_ensurepip_asks_for_its_own_venv_package(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert environment.venv_package() == []
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    assert [each.package for each in environment.venv_package()] == [f"python3.{sys.version_info.minor}-venv"]


# ------------------------------------------------------------------ system packages


def test_root_installs_after_one_update(environment: ModuleType, debian: Machine) -> None:
    environment.install_system([*environment.OFFSCREEN[:2], environment.OFFSCREEN[0]])
    assert debian.commands == [
        ["apt-get", "-q", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "libegl1", "libgl1"],
    ]


def test_nothing_lacking_calls_nothing(environment: ModuleType, debian: Machine) -> None:
    environment.install_system([])
    assert debian.commands == []


def test_others_are_told_the_exact_line(
    environment: ModuleType, debian: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "is_root", lambda: False)
    with pytest.raises(environment.SetupError) as raised:
        environment.install_system(environment.OFFSCREEN[:1])
    danish, english = str(raised.value).split("\n")
    line = "sudo apt-get install -y --no-install-recommends libgl1"
    assert danish.endswith(line)
    assert english.endswith(line)
    assert debian.commands == []


def test_without_apt_the_libraries_are_named(
    environment: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    with pytest.raises(environment.SetupError, match=r"libGL\.so\.1"):
        environment.install_system(environment.OFFSCREEN[:1])


def test_what_apt_complained_about_is_told(environment: ModuleType, debian: Machine) -> None:
    debian.fails = "install"
    with pytest.raises(environment.SetupError, match="no such thing"):
        environment.install_system(environment.OFFSCREEN[:1])


def test_first_start_asks_the_system_once_for_everything(
    environment: ModuleType, debian: Machine, made: Any, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "missing", list)
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    environment.prepare([lock], environment.OFFSCREEN[:1], made)
    assert [command[1] for command in debian.commands] == ["-q", "install"]
    assert debian.commands[-1][-2:] == ["libgl1", f"python3.{sys.version_info.minor}-venv"]
    debian.commands.clear()
    environment.prepare([lock], [], made)
    assert debian.commands == []


# ------------------------------------------------------------------ packages


def test_pip_installs_only_what_the_locks_name(environment: ModuleType) -> None:
    arguments = environment.pip_arguments(Path("py"), [Path("a.lock"), Path("b.lock")])
    assert arguments[:4] == ["py", "-m", "pip", "install"]
    assert {"--require-hashes", "--only-binary=:all:"} <= set(arguments)
    assert arguments[-4:] == ["-r", "a.lock", "-r", "b.lock"]


def test_pips_last_error_reaches_the_person(
    environment: ModuleType, machine: Machine, tmp_path: Path, lock: Path
) -> None:
    chosen = environment.Environment(tmp_path, tmp_path)
    machine.fails, machine.says = "pip", "Collecting a\nERROR: HASHES DO NOT MATCH\nnotice\n"
    with pytest.raises(environment.SetupError, match="installed: HASHES DO NOT MATCH"):
        chosen.install([lock])


def test_failed_venv_says_why(environment: ModuleType, machine: Machine, tmp_path: Path) -> None:
    machine.fails, machine.says = "venv", "Error: disk full\n"
    with pytest.raises(environment.SetupError, match="could not be made: Error: disk full"):
        environment.Environment(tmp_path / "venv", tmp_path).create()


def test_checkout_is_put_on_the_path(environment: ModuleType, machine: Machine, tmp_path: Path) -> None:
    machine.says = f"{tmp_path}\n"
    environment.Environment(tmp_path / "venv", Path("/home/åse/klimabesøg")).add_project()
    written = (tmp_path / "klimabesog-checkout.pth").read_text(encoding="locale")
    assert written.strip() == str(Path("/home/åse/klimabesøg"))


# ------------------------------------------------------------------ the stamp


def test_second_start_does_nothing(environment: ModuleType, made: Any, lock: Path) -> None:
    environment.prepare([lock], [], made)
    environment.prepare([lock], [], made)
    assert made.calls == ["create", "install", "add_project"]


def test_changed_lock_is_installed_into_the_same_environment(
    environment: ModuleType, made: Any, lock: Path
) -> None:
    environment.prepare([lock], [], made)
    lock.write_text("a==2 --hash=sha256:11\n")
    environment.prepare([lock], [], made)
    assert made.calls == ["create", "install", "add_project", "install", "add_project"]


def test_second_lock_is_added_and_the_first_still_holds(
    environment: ModuleType, made: Any, lock: Path, tmp_path: Path
) -> None:
    dev = tmp_path / "requirements-dev.lock"
    dev.write_text("b==1 --hash=sha256:22\n")
    environment.prepare([lock], [], made)
    assert not made.is_ready([lock, dev])
    environment.prepare([lock, dev], [], made)
    assert made.is_ready([lock, dev])
    assert made.is_ready([lock])


def test_interrupted_set_up_starts_from_an_empty_environment(
    environment: ModuleType, made: Any, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: Any, locks: list[Path]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(made), "install", killed)
        with pytest.raises(KeyboardInterrupt):
            environment.prepare([lock], [], made)
    assert not made.is_ready([lock])
    environment.prepare([lock], [], made)
    assert made.calls == ["create", "create", "install", "add_project"]


def test_refused_packages_leave_the_environment_to_be_topped_up(
    environment: ModuleType, made: Any, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Any, locks: list[Path]) -> None:
        raise environment.SetupError("Intet netværk.", "No network.")

    with monkeypatch.context() as patch:
        patch.setattr(type(made), "install", refused)
        with pytest.raises(environment.SetupError):
            environment.prepare([lock], [], made)
    environment.prepare([lock], [], made)
    assert made.calls == ["create", "install", "add_project"]


def test_environment_somebody_else_made_is_kept(environment: ModuleType, made: Any, lock: Path) -> None:
    made.create()
    made.calls.clear()
    environment.prepare([lock], [], made)
    assert made.calls == ["install", "add_project"]


def break_stamp(made: Any) -> None:
    made.stamp.write_text("{half a st")


def move_checkout(made: Any) -> None:
    made.stamp.write_text(json.dumps({**made.read_stamp(), "root": "/elsewhere"}))


def upgrade_python(made: Any) -> None:
    made.stamp.write_text(json.dumps({**made.read_stamp(), "base": "/usr/bin/python3.9"}))


def remove_python(made: Any) -> None:
    made.python.unlink()


@pytest.mark.parametrize("happens", [break_stamp, move_checkout, upgrade_python, remove_python])
def test_damage_is_noticed_and_mended(
    environment: ModuleType, made: Any, lock: Path, happens: Callable[[Any], None]
) -> None:
    environment.prepare([lock], [], made)
    happens(made)
    assert not made.is_ready([lock])
    environment.prepare([lock], [], made)
    assert made.is_ready([lock])


def test_line_ends_of_a_checkout_do_not_matter(environment: ModuleType, lock: Path) -> None:
    before = environment.fingerprint(lock)
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    assert environment.fingerprint(lock) == before


def test_two_first_starts_make_one_environment(environment: ModuleType, made: Any, lock: Path) -> None:
    starts = [threading.Thread(target=environment.prepare, args=([lock], [], made)) for _ in range(4)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert made.calls == ["create", "install", "add_project"]


def test_real_environment_without_pip_does_not_work(environment: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "venv"
    assert not environment.Environment(folder, tmp_path).works()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    assert not environment.Environment(folder, tmp_path).works()


# ------------------------------------------------------------------ the files themselves


def test_packaging_is_no_package(environment: ModuleType) -> None:
    assert not (environment.PACKAGING / "__init__.py").exists()


def test_locks_agree_and_every_file_has_its_hash(environment: ModuleType) -> None:
    pins = {}
    for lock in (environment.RUNTIME_LOCK, environment.DEV_LOCK):
        text = lock.read_text()
        assert "://" not in text
        entries = text.replace("\\\n", " ").splitlines()
        assert all("--hash=sha256:" in entry for entry in entries)
        pins[lock] = {entry.split("--hash")[0].strip() for entry in entries}
    assert pins[environment.RUNTIME_LOCK] < pins[environment.DEV_LOCK]
