"""The private environment in `.venv`: system libraries, locked packages and the project itself.

`prepare` makes it once and stamps it with the hashes of the lock files; a start with a valid stamp costs a
few milliseconds. Standard library only, and portable: only Debian and Ubuntu need system libraries.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036  a person may start it with an older Python
    sys.exit("Klimabesøg kræver Python 3.11 eller nyere.\nKlimabesøg needs Python 3.11 or newer.")

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

PACKAGING = Path(__file__).resolve().parent
ROOT = PACKAGING.parent
RUNTIME_LOCK = PACKAGING / "requirements.lock"
DEV_LOCK = PACKAGING / "requirements-dev.lock"

EXIT_SURROUNDINGS = 3
"""The machine lacks something: the same code the `klimabesog` command uses for its surroundings."""


class SetupError(Exception):
    """The environment cannot be made; one sentence in Danish and the same in English, for a person."""

    def __init__(self, danish: str, english: str) -> None:
        super().__init__(f"{danish}\n{english}")


@dataclass(frozen=True)
class Requirement:
    """Something of the system: how to see that it is here, and the Debian package that brings it."""

    kind: str
    """"library" (name for the dynamic linker), "program" (looked up on PATH) or "file" (absolute path)."""
    name: str
    package: str


OFFSCREEN = (
    Requirement("library", "libGL.so.1", "libgl1"),
    Requirement("library", "libEGL.so.1", "libegl1"),
    Requirement("library", "libxkbcommon.so.0", "libxkbcommon0"),
    Requirement("library", "libfontconfig.so.1", "libfontconfig1"),
    Requirement("library", "libglib-2.0.so.0", "libglib2.0-0"),
    Requirement("library", "libdbus-1.so.3", "libdbus-1-3"),
)
"""What Qt loads even when nothing is shown."""

DISPLAY = (
    Requirement("library", "libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Requirement("library", "libxcb-cursor.so.0", "libxcb-cursor0"),
    Requirement("library", "libxcb-icccm.so.4", "libxcb-icccm4"),
    Requirement("library", "libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Requirement("library", "libxcb-shape.so.0", "libxcb-shape0"),
)
"""What Qt's X11 window adds; its own message blames xcb-cursor whichever of these is missing."""

CHECKING = (
    Requirement("program", "Xvfb", "xvfb"),
    Requirement("program", "xdotool", "xdotool"),
    Requirement("program", "openbox", "openbox"),
    Requirement("program", "xclip", "xclip"),
    Requirement("program", "import", "imagemagick"),
    Requirement("program", "pdftoppm", "poppler-utils"),
    # a JDK, not only a JRE: the veraPDF runner is one Java source file, compiled when it starts
    Requirement("program", "javac", "default-jdk-headless"),
    Requirement("file", "/usr/share/java/jaxb-runtime.jar", "libjaxb-java"),
)
"""What the checks of `test.py --full` drive the window and judge the PDF with."""


# ------------------------------------------------------------------ the system


def is_linux() -> bool:
    """A function, so that mypy reads both branches whatever it runs on."""
    return sys.platform.startswith("linux")


def has_display(variables: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can open: always outside Linux, else by X11's and Wayland's own variables."""
    return not is_linux() or bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def is_present(requirement: Requirement, load: Callable[[str], object] = ctypes.CDLL) -> bool:
    """A library counts as present when the dynamic linker can load it, so a broken one is missing too."""
    if requirement.kind == "program":
        return shutil.which(requirement.name) is not None
    if requirement.kind == "file":
        return Path(requirement.name).exists()
    try:
        load(requirement.name)
    except OSError:
        return False
    return True


def missing(
    requirements: Iterable[Requirement], present: Callable[[Requirement], bool] = is_present
) -> list[Requirement]:
    """Those of the requirements this machine lacks; none outside Linux, where the wheels bring it all."""
    return [each for each in requirements if not present(each)] if is_linux() else []


def venv_package() -> list[Requirement]:
    """Debian splits `ensurepip` from Python, and `python3 -m venv` fails without it."""
    if importlib.util.find_spec("ensurepip"):
        return []
    return [Requirement("module", "ensurepip", f"python3.{sys.version_info.minor}-venv")]


def install_system(lacking: Sequence[Requirement]) -> None:
    """Install the packages as root; otherwise raise with the one line the person has to run."""
    if not lacking:
        return
    packages = sorted({each.package for each in lacking})
    if not shutil.which("apt-get"):
        names = ", ".join(each.name for each in lacking)
        raise SetupError(
            f"Systemet mangler {names}; installér det med systemets pakkehåndtering og start igen.",
            f"The system lacks {names}; install it with the system's package manager and start again.",
        )
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not is_root():
        line = " ".join(["sudo", *command])
        raise SetupError(
            f"Systemet mangler nogle pakker; kør denne linje og start igen: {line}",
            f"The system lacks some packages; run this line and start again: {line}",
        )
    say(f"Installerer systempakker / installing system packages: {' '.join(packages)}")
    run_apt(["apt-get", "-q", "update"])
    run_apt(command)


def is_root() -> bool:
    """Whether apt-get may be called as it is."""
    return sys.platform != "win32" and os.geteuid() == 0


def run_apt(command: Sequence[str]) -> None:
    """Run quietly; what apt-get said is shown only when it failed."""
    done = subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode:
        reason = last_error(done.stdout, prefix="E:")
        line = " ".join(command)
        raise SetupError(f"»{line}« mislykkedes: {reason}", f"“{line}” failed: {reason}")


# ------------------------------------------------------------------ the virtual environment


@dataclass(frozen=True)
class Environment:
    """One virtual environment for one checkout."""

    folder: Path = ROOT / ".venv"
    root: Path = ROOT

    @property
    def python(self) -> Path:
        """Its interpreter; the only program in it that still works when the checkout was moved."""
        return self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    @property
    def stamp(self) -> Path:
        """What was installed; absent in an environment somebody else made."""
        return self.folder / "klimabesog.json"

    @property
    def log(self) -> Path:
        """What pip said when it last ran."""
        return self.folder / "set-up.log"

    def read_stamp(self) -> dict[str, object]:
        """The stamp's content; empty when there is none that can be read."""
        try:
            content = json.loads(self.stamp.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def is_ready(self, locks: Sequence[Path]) -> bool:
        """Whether every lock is installed as it is now, and nothing has moved since."""
        stamp = self.read_stamp()
        if stamp.get("state") != "ready" or stamp.get("root") != str(self.root):
            return False
        if stamp.get("base") != interpreter_behind(self.python):
            return False
        return all(stamp.get(lock.name) == fingerprint(lock) for lock in locks)

    def make(self, locks: Sequence[Path]) -> None:
        """Make or mend the environment and install the locks and the project."""
        if self.read_stamp().get("state") == "unfinished" or not self.works():
            self.create()
        self.write_stamp(state="unfinished")
        try:
            self.install(locks)
        except SetupError:
            self.stamp.unlink()  # pip refused (no network, say) in good order: nothing to clear
            raise
        self.add_project()
        self.write_stamp(
            state="ready",
            root=str(self.root),
            base=interpreter_behind(self.python),
            **{lock.name: fingerprint(lock) for lock in locks},
        )

    def works(self) -> bool:
        """Whether its interpreter starts and has pip; an interrupted or outdated environment does not."""
        try:
            done = subprocess.run([self.python, "-c", "import pip"], capture_output=True)
        except OSError:
            return False
        return done.returncode == 0

    def create(self) -> None:
        """An empty environment with pip, whatever stood there before."""
        command = [sys.executable, "-m", "venv", "--clear", str(self.folder)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
        if done.returncode:
            reason = last_error(done.stderr + done.stdout)
            raise SetupError(
                f"Programmets private Python i {self.folder} kunne ikke laves: {reason}",
                f"The program's private Python in {self.folder} could not be made: {reason}",
            )

    def install(self, locks: Sequence[Path]) -> None:
        """Install exactly what the locks name; what pip says goes to the log."""
        say("Installerer pakker, første gang ca. 1 minut / installing packages, a minute the first time")
        command = pip_arguments(self.python, locks)
        with self.log.open("w", encoding="utf-8") as log:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        if done.returncode:
            reason = last_error(self.log.read_text("utf-8", errors="replace"))
            raise SetupError(
                f"Pakkerne kunne ikke installeres: {reason} (hele beskeden: {self.log})",
                f"The packages could not be installed: {reason} (the whole message: {self.log})",
            )

    def add_project(self) -> None:
        """Put the checkout on the environment's path: an editable install without a build."""
        command = [str(self.python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
        site = Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
        # Python reads .pth files in the locale's encoding before 3.13, and falls back to it after
        (site / "klimabesog-checkout.pth").write_text(f"{self.root}\n", encoding="locale")

    def write_stamp(self, **content: str) -> None:
        """Replace the stamp in one step."""
        draft = self.stamp.with_suffix(".new")
        draft.write_text(json.dumps(content, indent=1), "utf-8")
        draft.replace(self.stamp)


def fingerprint(lock: Path) -> str:
    """SHA-256 of the lock's text, the same whether git checked it out with LF or CRLF."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def interpreter_behind(python: Path) -> str:
    """The system's interpreter that an environment's one leads to; empty when it is gone.

    A system upgrade from 3.11 to 3.13 leaves a link that starts but finds no package: the name has changed.
    """
    return os.path.realpath(python) if python.exists() else ""


def pip_arguments(python: Path, locks: Sequence[Path]) -> list[str]:
    """Only what the locks name, only with their hashes, and nothing that would run a build script."""
    files = [part for lock in locks for part in ("-r", str(lock))]
    fixed = ["--require-hashes", "--only-binary=:all:", "--disable-pip-version-check", "--no-input"]
    return [str(python), "-m", "pip", "install", *fixed, *files]


def last_error(output: str, prefix: str = "ERROR:") -> str:
    """The line to tell the person: the last that calls itself an error, else the last there is."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line.removeprefix(prefix).strip() for line in lines if line.startswith(prefix)]
    return (errors or lines or ["?"])[-1]


@contextlib.contextmanager
def alone(file: Path) -> Iterator[None]:
    """Hold the file's lock, so that two first starts do not write into one environment."""
    with file.open("a+b") as handle:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# ------------------------------------------------------------------ what the two commands call


def prepare(
    locks: Sequence[Path], system: Sequence[Requirement], environment: Environment | None = None
) -> Environment:
    """Everything the locks and the system list ask for; returns the environment.

    Raises SetupError when the machine lacks something that cannot be installed here.
    """
    chosen = environment or Environment()
    whole = chosen.is_ready(locks) or chosen.works()
    install_system(missing(system) + ([] if whole else venv_package()))
    if not chosen.is_ready(locks):
        with alone(chosen.root / ".venv.lock"):
            if not chosen.is_ready(locks):
                chosen.make(locks)
    return chosen


def say(text: str) -> None:
    """A progress line; on stderr, so that a command's own output stays clean."""
    print(text, file=sys.stderr, flush=True)


def become(command: Sequence[str]) -> NoReturn:
    """End as that command: the same process where the system can, else its exit code."""
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        sys.exit(subprocess.call(command))
    os.execv(command[0], list(command))
